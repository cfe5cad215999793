"""Sources as a reader sees them: cited, with a link, and with a remark when they are not in force on the day."""

from collections.abc import Iterable
from datetime import date

from waarborg.core.law.citing import cite, find_address
from waarborg.core.law.explaining.figures import write_date, write_period
from waarborg.core.law.explaining.sentences import Citation
from waarborg.core.law.explaining.templates import fill, same
from waarborg.core.law.frames import Frame
from waarborg.core.law.sources import Slot, Source
from waarborg.core.terms.text import Text

_NOT_IN_FORCE = Text(
    nl="let op: niet geldig op {day}, wel {period}", en="note: not in force on {day}, but {period}"
)


class Citations:
    """Sources turned into citations, for the day on which the law is applied."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._made: dict[Source, Citation] = {}

    def cite_all(self, sources: Iterable[Source]) -> tuple[Citation, ...]:
        """Return citations. A source that is not in force is left out when another version of it is."""
        listed = list(sources)
        in_force = {cite(source) for source in listed if source.is_valid_on(self.on)}
        kept = (source for source in listed if source.is_valid_on(self.on) or cite(source) not in in_force)
        return tuple({self._find(source): None for source in kept})

    def cite_frame(self, frame: Frame | None, slot: Slot) -> tuple[Citation, ...]:
        """Return the citations for a part of a frame."""
        return self.cite_all(frame.list_sources(slot)) if frame is not None else ()

    def _find(self, source: Source) -> Citation:
        if source not in self._made:
            self._made[source] = _make(source, self.on)
        return self._made[source]


def find_link(source: Source, on: date, language: str) -> str | None:
    """Return where a source can be read as it was on a day; None when that cannot be worked out.

    A source that is not in force on the day, or that names the state of the text that was read, keeps to its own.
    """
    names_a_day = source.valid is None and "g=" in source.identifier
    day = on if source.is_valid_on(on) and not names_a_day else None
    return find_address(source, on=day, language=language) or None


def _make(source: Source, on: date) -> Citation:
    dutch, english = find_link(source, on, "nl"), find_link(source, on, "en")
    remark = None
    if source.valid is not None and not source.is_valid_on(on):
        remark = fill(_NOT_IN_FORCE, day=write_date(on), period=write_period(source.valid))
    return Citation(
        text=Text(nl=same(cite(source, "nl")).nl, en=same(cite(source, "en")).en),
        link=Text(nl=dutch, en=english) if dutch and english else None,
        identifier=source.identifier,
        valid=source.valid,
        remark=remark,
    )
