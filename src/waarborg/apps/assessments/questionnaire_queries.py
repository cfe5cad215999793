"""All reads of questionnaires: those of an organisation, who was asked and how far they are, and what was replied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from waarborg.apps.assessments.models import (
    AnswerRow,
    FixedVersion,
    Invitation,
    Questionnaire,
    Respondent,
)
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.organisations.queries import NotFound


class Progress(StrEnum):
    """How far somebody who was asked is."""

    HANDED_IN = "handed_in"
    BEGUN = "begun"
    OPENED = "opened"
    ASKED = "asked"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked, with how far they are. is_late: the last day went by without a reply."""

    respondent: Respondent
    progress: Progress
    is_late: bool


def list_questionnaires(organisation: Organisation) -> QuerySet[Questionnaire]:
    """The questionnaires of an organisation, the newest first, with `asked` and `replied`: how many of each."""
    counts = Count("respondents", filter=Q(respondents__withdrawn_at=None))
    replied = Count(
        "respondents",
        filter=Q(respondents__withdrawn_at=None, respondents__handed_in_at__isnull=False),
    )
    rows = Questionnaire.objects.filter(organisation=organisation).select_related("organisation", "algorithm")
    return rows.annotate(asked=counts, replied=replied).order_by("-at", "-id")


def get_questionnaire(code: str, pk: int) -> Questionnaire:
    """One questionnaire of an organisation; raises NotFound."""
    rows = Questionnaire.objects.select_related("organisation", "algorithm", "follows")
    found = rows.filter(organisation__code=code, pk=pk).first()
    if found is None:
        raise NotFound("There is no such questionnaire here.")
    return found


def list_respondents(questionnaire: Questionnaire) -> QuerySet[Respondent]:
    """Who was asked, by name."""
    return (
        Respondent.objects.filter(questionnaire=questionnaire)
        .select_related("questionnaire", "organisation", "assessment", "invitation", "version")
        .order_by("name", "id")
    )


def list_progress(questionnaire: Questionnaire, *, on: date) -> list[Asked]:
    """Who was asked, with how far they are, by name; those who are no longer asked last."""
    rows = list(list_respondents(questionnaire).defer("version__content"))
    begun = set(
        AnswerRow.objects.filter(assessment__respondent__questionnaire=questionnaire, current=True)
        .order_by()
        .values_list("assessment_id", flat=True)
        .distinct()
    )
    found = [_measure(row, begun, is_late=on > questionnaire.due_on) for row in rows]
    return sorted(found, key=lambda one: one.progress is Progress.WITHDRAWN)


def _measure(row: Respondent, begun: set[int], *, is_late: bool) -> Asked:
    if row.withdrawn_at is not None:
        return Asked(row, Progress.WITHDRAWN, is_late=False)
    if row.handed_in_at is not None:
        return Asked(row, Progress.HANDED_IN, is_late=False)
    if row.assessment_id in begun:
        return Asked(row, Progress.BEGUN, is_late)
    if row.invitation is not None and row.invitation.used_at is not None:
        return Asked(row, Progress.OPENED, is_late)
    return Asked(row, Progress.ASKED, is_late)


def list_replies(questionnaire: Questionnaire) -> list[Respondent]:
    """Who replied, by name, each with the version that was handed in."""
    return list(list_respondents(questionnaire).filter(withdrawn_at=None, version__isnull=False))


def get_respondent(questionnaire: Questionnaire, pk: int) -> Respondent:
    """One of those who were asked; raises NotFound."""
    found = list_respondents(questionnaire).filter(pk=pk).first()
    if found is None:
        raise NotFound("Nobody of that number was asked.")
    return found


def find_respondent(invitation: Invitation) -> Respondent | None:
    """Who replies by this link; None for the link of an expert."""
    rows = Respondent.objects.select_related("questionnaire__organisation", "version")
    return rows.filter(invitation=invitation, withdrawn_at=None).first()


def list_asked_of(organisation: Organisation) -> list[Respondent]:
    """What an organisation was asked to reply to and still runs, the first day first."""
    rows = Respondent.objects.select_related("questionnaire__organisation", "version__assessment")
    running = rows.filter(organisation=organisation, withdrawn_at=None, questionnaire__closed_at=None)
    return list(running.order_by("questionnaire__due_on", "id"))


def get_asked_of(organisation: Organisation, pk: int) -> Respondent:
    """One of those; raises NotFound."""
    found = next((one for one in list_asked_of(organisation) if one.pk == pk), None)
    if found is None:
        raise NotFound("This organisation was not asked for that.")
    return found


def list_fitting(organisation: Organisation, forms: set[str]) -> Mapping[str, list[FixedVersion]]:
    """What an organisation signed about itself in each of these forms, the newest first."""
    rows = FixedVersion.objects.filter(
        assessment__organisation=organisation,
        assessment__algorithm=None,
        assessment__is_reply=False,
        assessment__form__in=forms,
    ).select_related("assessment")
    found: dict[str, list[FixedVersion]] = {}
    for row in rows.defer("content").order_by("-at", "-id"):
        found.setdefault(row.assessment.form, []).append(row)
    return found
