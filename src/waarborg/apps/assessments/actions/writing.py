"""Adding answers after those at their places, in as few statements as that takes."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from waarborg.apps.assessments.actions.recording import Author, author_id
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.core.forms.answers import Taken, digest_value
from waarborg.core.profile.facts import freeze
from waarborg.core.terms.digests import salted_digest


@dataclass(frozen=True)
class Draft:
    """An answer on its way to a place. taken: where it was taken from."""

    place: str
    value: object
    declined: bool = False
    taken: Taken | None = None


def write_answers(row: Assessment, drafts: Sequence[Draft], *, by: Author, at: datetime) -> list[AnswerRow]:
    """Add answers after those at their places. For actions that hold the assessment and checked them."""
    places = [draft.place for draft in drafts]
    AnswerRow.objects.filter(assessment=row, place__in=places, current=True).update(current=False)
    newest = (
        AnswerRow.objects.filter(assessment=row).order_by("-number").values_list("number", flat=True).first()
    )
    rows = []
    for number, draft in enumerate(drafts, start=(newest or 0) + 1):
        salt = secrets.token_hex(16)
        rows.append(
            AnswerRow(
                assessment=row,
                place=draft.place,
                number=number,
                value=draft.value,
                declined=draft.declined,
                by=author_id(by),
                at=at,
                taken_place=draft.taken.place if draft.taken else "",
                taken_at=draft.taken.at if draft.taken else None,
                taken_digest=draft.taken.digest if draft.taken else "",
                digest=salted_digest([digest_value(freeze(draft.value)), draft.declined], salt=salt),
                salt=salt,
            )
        )
    return AnswerRow.objects.bulk_create(rows)
