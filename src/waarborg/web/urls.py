"""Addresses of the workplace, under the language."""

from django.urls import path

from waarborg.web import (
    adoption,
    auditing,
    conflicts,
    dossiers,
    entries,
    facts,
    organisations,
    people,
    portfolio,
    steps,
    today,
)

app_name = "web"

DOSSIER = "algoritmen/<str:public_id>"
ORGANISATION = "organisatie/<str:code>"

urlpatterns = [
    path("", today.today, name="today"),
    path("algoritmen", portfolio.algorithms, name="algorithms"),
    path("algoritmen/nieuw", portfolio.algorithm_new, name="algorithm_new"),
    path(DOSSIER, dossiers.dossier, name="dossier"),
    path(f"{DOSSIER}/geschiedenis", dossiers.history, name="history"),
    path(f"{DOSSIER}/feiten", facts.facts, name="facts"),
    path(f"{DOSSIER}/feiten/<str:key>", facts.fact, name="fact"),
    path(f"{DOSSIER}/feiten/<str:key>/opslaan", facts.fact_save, name="fact_save"),
    path(f"{DOSSIER}/feiten/<int:fact_id>/onleesbaar", facts.fact_redact, name="fact_redact"),
    path(f"{DOSSIER}/publicatie", entries.entry, name="entry"),
    path(f"{DOSSIER}/publicatie/opslaan", entries.entry_save, name="entry_save"),
    path(f"{DOSSIER}/publicatie/bewaren", entries.entry_autosave, name="entry_autosave"),
    path(f"{DOSSIER}/publicatie/weggooien", entries.entry_discard, name="entry_discard"),
    path(f"{DOSSIER}/publicatie/verschillen", conflicts.entry_conflicts, name="entry_conflicts"),
    path(f"{DOSSIER}/publicatie/stap/<str:name>", steps.step, name="step"),
    path("overgenomen", adoption.taken_over, name="taken_over"),
    path("overgenomen/<str:public_id>", adoption.adopt, name="adopt"),
    path("organisaties", organisations.organisations, name="organisations"),
    path(f"{ORGANISATION}/gegevens", organisations.organisation_settings, name="organisation_settings"),
    path(f"{ORGANISATION}/mensen", people.people, name="people"),
    path(f"{ORGANISATION}/mensen/rol", people.role_give, name="role_give"),
    path(f"{ORGANISATION}/mensen/rol/<int:grant_id>/beeindigen", people.role_end, name="role_end"),
    path(f"{ORGANISATION}/mensen/<uuid:person_id>/wissen", people.person_erase, name="person_erase"),
    path(f"{ORGANISATION}/controle", auditing.audit, name="audit"),
    path(f"{ORGANISATION}/controle/nagaan", auditing.audit_verify, name="audit_verify"),
    path(f"{ORGANISATION}/controle/kop.json", auditing.audit_head, name="audit_head"),
]
