"""What is wrong in a form that somebody writes, in the words of who writes it: where, what, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from waarborg.core.terms.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a form, and what to do; `says` and `remedy` are whole sentences.

    place: the id of a part, question or whatever has one, or a path such as `parts[0].title`; `$` for the whole.
    key: the key at that place that is wrong; empty for all of it. is_second: it is about the second of that id.
    line, column: where in the file, from 1; 0 where that is not known.
    """

    place: str
    says: Text
    remedy: Text
    key: str = ""
    is_second: bool = False
    line: int = 0
    column: int = 0


class WrongForm(ValueError):
    """Something that cannot be a form or a part of one. `faults` says why; there is at least one."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{one.place}: {one.says.en} {one.remedy.en}" for one in faults))


def find_double(ids: Iterable[str]) -> str | None:
    """Return the first id that is there twice, or None."""
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            return id
        seen.add(id)
    return None


def say_double(id: str) -> tuple[Text, Text]:
    """Return that an id is there twice, and what to do."""
    return (
        Text(f"“{id}” staat er twee keer.", f"“{id}” is there twice."),
        Text("Geef elk een eigen naam, of haal er een weg.", "Give each its own name, or take one away."),
    )
