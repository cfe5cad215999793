"""Answers that come back, beside what stood there when they went along and what stands there now.

A file from a page without network says of each answer which one it is based on. Then it shows who changed what: who
filled in there, somebody here, or both; only the last asks for a choice between two texts.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from waarborg.adapters.form_files.answers_file import AnswersFile, AnswersFileError, Offline
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.core.forms.answers import ROW_ID, Answer
from waarborg.core.forms.offering import is_same
from waarborg.core.forms.questions import ROWED, Group, Question, Type
from waarborg.core.profile.facts import freeze, plain
from waarborg.core.publication.plain_writing import to_writing
from waarborg.core.terms.text import Text

#: So many rows are read at once.
_BATCH = 500
#: No answer has a higher number.
_HIGHEST = 2**31 - 1


class Effect(StrEnum):
    """What bringing in an answer would do."""

    ADDED = "added"  # nothing stands there yet
    EDITED = "edited"  # the file changed what still stands there
    CHANGED = "changed"  # something else stands there, and which of the two is newer cannot be told
    REMOVED = "removed"  # the file took a row of a group away
    SAME = "same"
    LEFT = "left"  # the file did not touch it, and something newer stands there
    REFUSED = "refused"


def require_own(document: AnswersFile, assessment: Assessment) -> None:
    """Raise AnswersFileError when answers that come back belong to another assessment."""
    offline = document.offline
    if offline is None:
        return
    if offline.assessment == assessment.pk and document.algorithm.get("id") == assessment.home:
        return
    name = document.algorithm.get("name", "")
    raise AnswersFileError(
        file=document.name,
        place="offline",
        field="assessment",
        message=Text(
            f"Dit bestand is opgehaald bij een andere toets, over “{name}”.",
            f"This file was downloaded at another assessment, about “{name}”.",
        ),
        remedy=Text("Breng het terug bij die toets.", "Bring it back at that assessment."),
    )


class Bases:
    """What stood at each place when a file was made, by the numbers in the file.

    numbers: of the answer that each is based on, by the place it has now. rows: what stands there now.
    """

    def __init__(
        self,
        assessment: Assessment,
        offline: Offline | None,
        numbers: Mapping[str, int],
        rows: Mapping[str, AnswerRow],
    ) -> None:
        self._offline, self._numbers, self._rows = offline, numbers, rows
        known = {row.number: row for row in rows.values()}
        wanted = (
            sorted({one for one in numbers.values() if one <= _HIGHEST} - known.keys()) if offline else []
        )
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            found = AnswerRow.objects.filter(assessment=assessment, number__in=batch).order_by("number")
            known |= {row.number: row for row in found}
        self._known = known

    @property
    def are_known(self) -> bool:
        """Whether the file says on what its answers are based."""
        return self._offline is not None

    def find(self, place: str) -> AnswerRow | None:
        """What stood at a place when the file was made; None for nothing."""
        return self._known.get(self._numbers.get(place, 0))

    def list_rows(self, place: str) -> tuple[str, ...]:
        """The rows that a group had when the file was made."""
        return _read_rows(self.find(place))

    def weigh(
        self, place: str, question: Question, known: AnswerRow | None, value: object, *, declined: bool
    ) -> Effect:
        """What bringing in an answer that fits would do."""
        if says_same(question, known, value, declined=declined, strictly=self.are_known):
            return Effect.SAME
        if self.are_known and says_same(question, self.find(place), value, declined=declined, strictly=True):
            return Effect.LEFT
        stands = known is not None and (known.declined or known.value is not None)
        is_based = (known.number if known is not None else 0) == self._numbers.get(place, 0)
        if not stands and (is_based or not self.are_known):
            return Effect.ADDED
        return Effect.EDITED if self.are_known and is_based else Effect.CHANGED

    def is_untouched(self, item: Question | Group | None, answer: Answer) -> bool:
        """Whether an answer of the file says what stood there when the file was made."""
        if not self.are_known or item is None:
            return False
        place, value = str(answer.address), plain(answer.value)
        if isinstance(item, Group):
            return value == list(self.list_rows(place)) and place in self._numbers
        return says_same(item, self.find(place), value, declined=answer.declined, strictly=True)

    def join_rows(self, known: Answer | None, answer: Answer) -> list[str]:
        """The rows that are there, and after them those that the file adds."""
        before = known.value if known is not None and isinstance(known.value, tuple) else ()
        after = answer.value if isinstance(answer.value, tuple) else ()
        gone = set(self.list_rows(str(answer.address))) if self.are_known else set()
        added = (row for row in after if row not in gone)
        return [str(row) for row in dict.fromkeys((*before, *added))]

    def list_removed(self, answers: Iterable[Answer]) -> Iterator[tuple[str, str, bool]]:
        """The rows of groups that the file took away and that are still here: place, row, and whether something in
        that row was answered here since."""
        for answer in answers if self.are_known else ():
            place = str(answer.address)
            after = answer.value if isinstance(answer.value, tuple) else ()
            here = _read_rows(self._rows.get(place))
            for row in self.list_rows(place):
                if row not in after and row in here:
                    yield place, row, self._is_newer((*answer.address.rows, row), place)

    def _is_newer(self, rows: tuple[str, ...], group: str) -> bool:
        inside = ".".join(rows)
        newest = self._offline.number if self._offline is not None else 0
        return any(
            row.number > newest
            for place, row in self._rows.items()
            if place != group and f"{place.partition('@')[2]}.".startswith(f"{inside}.")
        )


def _read_rows(row: AnswerRow | None) -> tuple[str, ...]:
    value = row.value if row is not None else None
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


# --- comparing -----------------------------------------------------------------------------------------------
def says_same(
    question: Question, row: AnswerRow | None, value: object, *, declined: bool, strictly: bool = False
) -> bool:
    """Whether an answer says what a row says; without a row, whether it says nothing.

    strictly: whether a list is something else than the same words in a paragraph.
    """
    if row is None or (row.value is None and not row.declined):
        return value is None and not declined
    if row.declined or declined:
        return row.declined == declined
    if value is None:
        return False
    before = row.value
    if question.type in ROWED and not _has_ids(value):
        before, value = _drop_ids(before), _drop_ids(value)
    if strictly and question.type is Type.MARKUP:
        return to_writing(str(before)).strip() == to_writing(str(value)).strip()
    return is_same(question, freeze(before), freeze(value))


def _has_ids(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) and row.get(ROW_ID) for row in value)


def _drop_ids(value: object) -> object:
    """Rows without the column that tells them apart, which a file may leave out."""
    if not isinstance(value, list):
        return value
    return [{name: text for name, text in row.items() if name != ROW_ID and text} for row in value]
