"""What the core refuses when an interpretation is made, said beforehand with line, frame and field."""

from collections.abc import Iterable

from waarborg.adapters.law_files.sections import Section
from waarborg.core.law.expressions import Expression
from waarborg.core.law.frames import Frame, Name
from waarborg.core.law.part_words import VALUE_WORDS
from waarborg.core.law.values import Kind
from waarborg.core.terms.text import Text


def require_kind(section: Section, kind: Kind | None, function: Expression | None) -> None:
    """Check that the function of a fact gives the kind of value that the fact has. Raises `LawFileError`."""
    given = function.kind if function is not None else None
    if kind is None or given is None or given is kind:
        return
    has, gives = VALUE_WORDS[kind], VALUE_WORDS[given]
    raise section.fail(
        "kind",
        Text(
            nl=f"Dit feit is van de soort {has.nl}, en zijn functie geeft {gives.nl}.",
            en=f"This fact is of the kind {has.en}, and its function gives {gives.en}.",
        ),
        Text(nl="Verander de soort of de functie.", en="Change the kind or the function."),
    )


def require_term(section: Section, term: Expression | None) -> None:
    """Check that the term of a duty is a date. Raises `LawFileError`."""
    if term is None or term.kind in (None, Kind.DATE):
        return
    raise section.fail(
        "term",
        Text(nl="De termijn van een plicht is een datum.", en="The term of a duty is a date."),
        Text(
            nl="Schrijf bijvoorbeeld TERMIJN(8 weken; [datum]).",
            en="Write for example TERM(8 weeks; [date]).",
        ),
    )


def require_no_overlap(frames: Iterable[tuple[Frame, Section]]) -> None:
    """Check that frames of one name are never in force on the same day. Raises `LawFileError` at the later one."""
    seen: dict[Name, list[tuple[Frame, Section]]] = {}
    for frame, section in frames:
        others = seen.setdefault(frame.full_name, [])
        for other, earlier in others:
            if _overlaps(frame, other):
                raise section.fail(
                    "",
                    Text(
                        nl=f"Op regel {earlier.line} staat al een frame met deze naam dat op dezelfde dag geldt.",
                        en=f"On line {earlier.line} there is a frame of this name that is in force on the same day.",
                    ),
                    Text(
                        nl="Geef ze een andere naam, of elk een eigen periode met valid.",
                        en="Give them another name, or each its own period with valid.",
                    ),
                )
        others.append((frame, section))


def _overlaps(one: Frame, other: Frame) -> bool:
    if one.valid is None or other.valid is None:
        return True
    first, second = sorted((one.valid, other.valid), key=lambda period: period.start)
    return first.contains(second.start)
