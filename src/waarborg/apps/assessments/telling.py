"""Who is told about an assessment: of their part, of remarks, of advice that is asked, and that it must be looked at."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import override

from waarborg.apps.assessments.mapping import form_of
from waarborg.apps.assessments.models import AnswerRow, Assessment, Comment, PartAssignment, Respondent
from waarborg.apps.notifications import actions as notifications
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person


def tell_part(
    assessment: Assessment, part: str, assignee: str, *, due_on: date | None, by: Person, at: datetime
) -> None:
    """Tell somebody that a part is theirs."""
    found = form_of(assessment).find_part(part)
    about = {"part": found.title.nl if found is not None else part}
    _tell("assessment_part", assessment, [assignee], about, part=part, by=by, at=at)


def tell_comment(assessment: Assessment, comment: Comment, *, by: object, at: datetime) -> None:
    """Tell who is named in a remark; of a reply also who wrote before; of the rest whoever fills in that part."""
    place = form_of(assessment).find_place(comment.place.partition("@")[0])
    part = place.part.id if place is not None else ""
    author = by if isinstance(by, Person) else comment.by
    _tell("assessment_mention", assessment, comment.mentions, {}, part=part, by=author, at=at)
    others: set[str] = set()
    if comment.parent_id is not None:
        rows = Comment.objects.filter(parent_id=comment.parent_id) | Comment.objects.filter(
            pk=comment.parent_id
        )
        others |= set(rows.order_by().values_list("by", flat=True))
    else:
        rows = PartAssignment.objects.filter(assessment=assessment, part=part)
        others |= set(rows.order_by().values_list("assignee", flat=True))
        answered = AnswerRow.objects.filter(assessment=assessment, place=comment.place, current=True)
        others |= set(answered.order_by().values_list("by", flat=True))
    _tell("assessment_comment", assessment, others - set(comment.mentions), {}, part=part, by=author, at=at)


def tell_asked(assessment: Assessment, people: Iterable[str], *, by: Person, at: datetime) -> None:
    """Tell who is asked for advice, a consent or a signature."""
    _tell("assessment_asked", assessment, people, {}, by=by, at=at)


def tell_signed(assessment: Assessment, *, by: Person, at: datetime) -> None:
    """Tell everybody who wrote in an assessment that it was signed."""
    _tell("assessment_signed", assessment, _list_writers(assessment), {}, by=by, at=at)


def tell_review(assessment: Assessment, *, by: Person | str, at: datetime) -> int:
    """Tell who wrote in an assessment that it must be looked at again; returns how many were told."""
    return _tell("assessment_review", assessment, _list_writers(assessment), {}, by=by, at=at)


def tell_questionnaire(respondent: Respondent, *, by: Person | str, at: datetime) -> int:
    """Tell who fills in assessments at an organisation that it is asked to reply; returns how many were told."""
    organisation, questionnaire = respondent.organisation, respondent.questionnaire
    if organisation is None:
        return 0
    with override("nl"):
        link = reverse("web:organisation_assessments", kwargs={"code": organisation.code})
    made = notifications.notify(
        people=rights.list_holders("assessments.edit", organisation.code),
        kind="questionnaire_asked",
        about={"title": questionnaire.title, "asker": questionnaire.organisation.name},
        link=link,
        by=by,
        at=at,
        organisation=organisation,
        subject=f"questionnaire/{questionnaire.pk}/asked",
    )
    return len(made)


def tell_reply(respondent: Respondent, *, at: datetime) -> None:
    """Tell who sent a questionnaire that somebody replied."""
    questionnaire = respondent.questionnaire
    keys = {"code": questionnaire.organisation.code, "number": questionnaire.pk}
    with override("nl"):
        link = reverse("web:questionnaire", kwargs=keys)
    notifications.notify(
        people=[
            person
            for person in Person.objects.filter(pk=questionnaire.by, is_active=True)
            if rights.may(person, "assessments.view", questionnaire.organisation.code)
        ],
        kind="questionnaire_reply",
        about={"title": questionnaire.title, "respondent": respondent.name},
        link=link,
        by="",
        at=at,
        organisation=questionnaire.organisation,
        subject=f"questionnaire/{questionnaire.pk}/reply",
    )


def _list_writers(assessment: Assessment) -> set[str]:
    rows = AnswerRow.objects.filter(assessment=assessment).order_by()
    return {assessment.started_by, *rows.values_list("by", flat=True).distinct()}


def _tell(
    kind: str,
    assessment: Assessment,
    people: Iterable[str],
    about: Mapping[str, object],
    *,
    by: Person | str,
    at: datetime,
    part: str = "",
) -> int:
    ids = [one for one in set(people) if one and not one.startswith("guest/")]
    if not ids:
        return 0
    organisation = assessment.organisation
    made = notifications.notify(
        # Whoever may no longer see the dossier learns nothing of it.
        people=[
            person
            for person in Person.objects.filter(pk__in=ids, is_active=True).order_by("pk")
            if rights.may(person, "assessments.view", organisation.code)
        ],
        kind=kind,
        about={**about, "form": form_of(assessment).short, "name": assessment.about},
        link=_link(assessment, part),
        by=by,
        at=at,
        organisation=organisation,
        subject=f"assessment/{assessment.pk}/{kind}",
    )
    return len(made)


def _link(assessment: Assessment, part: str) -> str:
    keys: dict[str, object] = {"public_id": assessment.home, "number": assessment.pk}
    with override("nl"):
        if part:
            return reverse("web:assessment_part", kwargs={**keys, "part": part})
        return reverse("web:assessment", kwargs=keys)
