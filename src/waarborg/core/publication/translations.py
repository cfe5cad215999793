"""Whether the English text of a field still says what the Dutch one says, as far as dates can tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from waarborg.core.publication.difference import ENGLISH
from waarborg.core.publication.problems import Problem, Severity
from waarborg.core.publication.validity import is_empty
from waarborg.core.terms.text import Text


class TranslationState(StrEnum):
    """What an English text is to the Dutch text of its field."""

    CURRENT = "current"  # written at the same time or later
    OLDER = "older"  # the Dutch text was changed after it
    UNDATED = "undated"  # it is not known since when one of the two stands
    MISSING = "missing"  # there is a Dutch text and no English one


@dataclass(frozen=True, slots=True)
class Translation:
    """The English text of one field: its state, since when it stands, and since when the Dutch text does.

    Raises `ValueError` when an older text has no two moments in the right order.
    """

    field: str
    state: TranslationState
    translated_at: datetime | None = None
    source_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.state is TranslationState.OLDER and not (
            self.translated_at and self.source_at and self.translated_at < self.source_at
        ):
            raise ValueError(f"{self.field}: an older translation is from before its source")

    @property
    def is_older(self) -> bool:
        """Whether the Dutch text was changed after it was translated."""
        return self.state is TranslationState.OLDER


def judge_translations(
    values: Mapping[str, object],
    values_en: Mapping[str, object],
    *,
    since: Mapping[str, datetime],
    fields: Iterable[str],
) -> dict[str, Translation]:
    """Return for each of `fields` that has a Dutch or an English text what its translation is.

    `since` tells by `goal` and `goal@en` since when a text stands. A Dutch text and its translation that were written
    at the same moment belong together. An English text without a Dutch one is no translation of anything, so it is
    left out; so is a field without either.
    """
    found = {}
    for field in fields:
        if is_empty(values.get(field)):
            continue
        source_at, translated_at = since.get(field), since.get(field + ENGLISH)
        if is_empty(values_en.get(field)):
            found[field] = Translation(field, TranslationState.MISSING, None, source_at)
        elif source_at is None or translated_at is None:
            found[field] = Translation(field, TranslationState.UNDATED, translated_at, source_at)
        else:
            state = TranslationState.OLDER if translated_at < source_at else TranslationState.CURRENT
            found[field] = Translation(field, state, translated_at, source_at)
    return found


def remark_older(field: str, *, day: date) -> Problem:
    """Return the finding that the Dutch text of `field` was changed on `day`, after its translation."""
    return Problem(
        code="translation_older",
        severity=Severity.FINDING,
        field=field + ENGLISH,
        message=Text(
            nl=f"De Nederlandse tekst is na deze vertaling gewijzigd, op {day:%d-%m-%Y}.",
            en=f"The Dutch text was changed after this translation, on {day:%d-%m-%Y}.",
        ),
        remedy=Text(
            nl="Lees beide teksten na en werk de vertaling bij. Tot die tijd zien lezers dat zij ouder is.",
            en="Read both texts and update the translation. Until then readers see that it is older.",
        ),
    )
