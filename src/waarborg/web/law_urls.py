"""Addresses of the steps of an algorithm and of cases, in the workplace."""

from django.urls import path

from waarborg.web import case_acts, case_page, cases, legal_bases, process_step, process_steps

DOSSIER = "algoritmen/<str:public_id>"
STEPS = f"{DOSSIER}/stappen"
CASES = f"{DOSSIER}/zaken"
CASE = f"{CASES}/<str:token>"
STEP = f"{STEPS}/<int:step_id>"

urlpatterns = [
    path(STEPS, process_steps.process_steps, name="process_steps"),
    path(f"{STEPS}/nieuw", process_steps.process_step_new, name="process_step_new"),
    path(STEP, process_step.process_step, name="process_step"),
    path(f"{STEP}/wijzigen", process_steps.process_step_change, name="process_step_change"),
    path(f"{STEP}/verplaatsen", process_steps.process_step_move, name="process_step_move"),
    path(f"{STEP}/intrekken", process_steps.process_step_withdraw, name="process_step_withdraw"),
    path(f"{STEP}/terugzetten", process_steps.process_step_restore, name="process_step_restore"),
    path(f"{STEP}/onleesbaar", process_steps.process_step_redact, name="process_step_redact"),
    path(f"{STEP}/zonder-grondslag", process_step.process_step_no_basis, name="process_step_no_basis"),
    path(f"{STEP}/grondslag", process_step.step_link, name="step_link"),
    path(f"{STEP}/grondslag/weghalen", process_step.step_unlink, name="step_unlink"),
    path(f"{DOSSIER}/publicatie/grondslagen", legal_bases.legal_bases_accept, name="legal_bases_accept"),
    path(CASES, cases.cases, name="cases"),
    path(f"{CASES}/nieuw", cases.case_new, name="case_new"),
    path(f"{CASES}/inlezen", cases.case_import, name="case_import"),
    path(CASE, case_page.case, name="case"),
    path(f"{CASE}/antwoord", case_page.case_answer, name="case_answer"),
    path(f"{CASE}/handeling", case_acts.case_act, name="case_act"),
    path(f"{CASE}/sluiten", case_acts.case_close, name="case_close"),
    path(f"{CASE}/zaak.json", case_acts.case_file, name="case_file"),
    path(f"{CASE}/opnieuw", case_acts.case_again, name="case_again"),
    path(f"{CASE}/onleesbaar", case_acts.case_redact, name="case_redact"),
]
