"""Reads for the public: the summaries of signed assessments that were not withdrawn. Nothing here says who did what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from waarborg.apps.assessments.actions.publishing import GROUNDS
from waarborg.apps.assessments.fixed_answers import FixedAnswers, Line
from waarborg.apps.assessments.library import get_form
from waarborg.apps.assessments.models import Assessment, FixedVersion, State, Summary
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import NoSuchForm
from waarborg.core.terms.text import Text

#: Said of a part of which nothing was decided.
NOT_DECIDED = Text("Niet openbaar gemaakt", "Not made public")


class Withdrawn(NotFound):
    """The public could read something of this assessment, and it was taken back."""


@dataclass(frozen=True)
class PublicSummary:
    """What the public reads of one assessment: which form and version, when it was signed, and a text.

    number: of the assessment, which stays the same when a newer version is published. parts: each part with the ground on which it is withheld, or an empty text. is_ended: whether it no longer counts.
    """

    number: int
    form: Form
    version: int
    signed_on: date
    published_on: date
    text: str
    parts: Mapping[str, str]
    is_ended: bool


@dataclass(frozen=True)
class PublicPart:
    """A part as the public reads it. ground: why it is withheld; None for a part that is shown."""

    id: str
    title: str
    ground: str
    lines: tuple[Line, ...]


def list_summaries(public_id: str) -> list[PublicSummary]:
    """What the public reads of the assessments of an algorithm, by form; empty when there is nothing."""
    rows = _list_rows().filter(version__assessment__algorithm__public_id=public_id)
    made = [_make(row) for row in rows.order_by("version__assessment__form", "-at", "id")]
    return [one for one in made if one is not None]


def get_summary(public_id: str, number: int) -> PublicSummary:
    """What the public reads of one assessment; raises Withdrawn when it was taken back, NotFound otherwise."""
    found = next((one for one in list_summaries(public_id) if one.number == number), None)
    if found is not None:
        return found
    earlier = Summary.objects.filter(
        version__assessment_id=number, version__assessment__algorithm__public_id=public_id
    )
    if earlier.exists():
        raise Withdrawn(f"The summary of assessment {number} at {public_id} was withdrawn.")
    raise NotFound(f"There is no public summary of assessment {number} at {public_id}.")


def list_public_parts(summary: PublicSummary, language: str) -> list[PublicPart]:
    """The parts of a summary: what is shown with its questions and answers, what is withheld with its ground.

    A part in which nothing was asked is left out.
    """
    withheld = {part for part, ground in summary.parts.items() if ground}
    # A part that nobody decided about is not shown; the action asks for a decision on each.
    withheld |= {part.id for part in summary.form.parts} - set(summary.parts)
    signed = FixedVersion.objects.get(assessment_id=summary.number, number=summary.version)
    answers = FixedAnswers(summary.form, signed.content, language, withheld=withheld)
    found = []
    for part in summary.form.parts:
        if part.id in withheld:
            ground = GROUNDS.get(summary.parts.get(part.id, ""), NOT_DECIDED)
            found.append(
                PublicPart(part.id, part.title.in_language(language), ground.in_language(language), ())
            )
        elif lines := answers.list_lines(part):
            found.append(PublicPart(part.id, part.title.in_language(language), "", tuple(lines)))
    return found


def find_shown(assessment: Assessment) -> Summary | None:
    """The summary that the public reads of an assessment now, for who decides about it; None when there is none."""
    rows = Summary.objects.filter(version__assessment=assessment, withdrawn_at=None)
    return rows.select_related("version").defer("version__content").order_by("-at", "-id").first()


def list_earlier(assessment: Assessment) -> list[Summary]:
    """The summaries that were public before, the newest first."""
    rows = Summary.objects.filter(version__assessment=assessment).exclude(withdrawn_at=None)
    rows = rows.select_related("version").defer("version__content")
    return list(rows.order_by("-withdrawn_at", "-id"))


def _list_rows() -> QuerySet[Summary]:
    rows = Summary.objects.filter(withdrawn_at=None).select_related("version__assessment__algorithm")
    # A list of summaries needs no answers, and these can be long.
    return rows.defer("version__content")


def _make(row: Summary) -> PublicSummary | None:
    version: FixedVersion = row.version
    try:
        row_of = version.assessment
        form = get_form(row_of.organisation_id, row_of.form, version.form_version)
    except NoSuchForm:  # a form of somebody else that is no longer here: its questions cannot be told
        return None
    return PublicSummary(
        number=version.assessment_id,
        form=form,
        version=version.number,
        signed_on=timezone.localdate(version.at),
        published_on=timezone.localdate(row.at),
        text=row.text,
        parts=row.parts,
        is_ended=version.assessment.state == State.ENDED,
    )
