"""Addresses of what applies, the questions, the plan, and the portfolio of obligations."""

from django.urls import path

from waarborg.web import (
    asking,
    describing,
    obligation_portfolio,
    obligation_reports,
    obligations,
    plans,
    what_if,
)

DOSSIER = "algoritmen/<str:public_id>"
ORGANISATION = "organisatie/<str:code>"

urlpatterns = [
    path(f"{DOSSIER}/wat-geldt", obligations.obligations, name="obligations"),
    path(f"{DOSSIER}/wat-geldt/rapport.<slug:kind>", obligation_reports.report, name="obligation_report"),
    path(f"{DOSSIER}/wat-geldt/vereiste/<slug:code>", obligations.obligation, name="obligation"),
    path(f"{DOSSIER}/vragen", asking.questions, name="questions"),
    path(f"{DOSSIER}/vragen/beginnen", describing.describe, name="describe"),
    path(f"{DOSSIER}/wat-geldt/categorie", obligations.category_take, name="category_take"),
    path(f"{DOSSIER}/wat-als", what_if.what_if, name="what_if"),
    path(f"{DOSSIER}/plan", plans.plan, name="plan"),
    path(f"{DOSSIER}/plan/<slug:code>", plans.task, name="task"),
    path(f"{DOSSIER}/plan/bewijs/<int:pk>/intrekken", plans.evidence_withdraw, name="evidence_withdraw"),
    path(f"{ORGANISATION}/plan", plans.organisation_plan, name="organisation_plan"),
    path(f"{ORGANISATION}/plan/<slug:measure>", plans.organisation_task, name="organisation_task"),
    path(
        f"{ORGANISATION}/plan/bewijs/<int:pk>/intrekken",
        plans.organisation_evidence_withdraw,
        name="organisation_evidence_withdraw",
    ),
    path(
        f"{ORGANISATION}/verplichtingen",
        obligation_portfolio.obligation_portfolio,
        name="obligation_portfolio",
    ),
    path(
        f"{ORGANISATION}/verplichtingen.ics",
        obligation_portfolio.obligation_calendar,
        name="obligation_calendar",
    ),
    path(f"{ORGANISATION}/wetswijziging", obligation_portfolio.obligation_impact, name="obligation_impact"),
]
