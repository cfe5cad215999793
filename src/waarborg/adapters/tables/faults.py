"""Why a log cannot be counted: file, row, column and what to do, in Dutch and English."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from waarborg.adapters.exchange.records import BrokenFile, Fault
from waarborg.core.terms.text import Text

#: A name that is less like than this is no typing error of it (0 to 100).
LIKENESS, NEAREST = 55, 3


class UnreadableLog(BrokenFile):
    """A log, or a file of counts, cannot be used as it was given. Nothing of it was counted."""


class Stopped(Exception):
    """The user stopped the counting; nothing of it is left."""


class EngineMissing(Exception):
    """The engine that was asked for is not on this machine. remedy: how to get it."""

    def __init__(self, message: Text, remedy: Text) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message.en} {remedy.en}")


def break_log(
    file: str, message: Text, remedy: Text, *, row: int | None = None, column: str | None = None
) -> UnreadableLog:
    """Return the error that says why a log cannot be used. row: counted from 1, without the header."""
    return UnreadableLog(Fault(file=file, message=message, remedy=remedy, row=row, field=column))


def list_nearest(name: str, names: Iterable[str]) -> list[str]:
    """The names that a typing error most likely stands for, most likely first; at most three."""
    found = process.extract(
        name,
        list(names),
        scorer=fuzz.ratio,
        processor=lambda text: text.casefold().strip(),
        limit=NEAREST,
        score_cutoff=LIKENESS,
    )
    return [match for match, _, _ in found]


def miss_column(file: str, name: str, names: Iterable[str]) -> UnreadableLog:
    """The error for a column that the log does not have, with the nearest names."""
    names = list(names)
    nearest = list_nearest(name, names)
    offered = ", ".join(nearest or names[:20])
    return break_log(
        file,
        Text(nl=f"Er is geen kolom ‘{name}’.", en=f"There is no column ‘{name}’."),
        Text(nl=f"Bedoelt u: {offered}?", en=f"Do you mean: {offered}?")
        if nearest
        else Text(nl=f"Kies uit: {offered}.", en=f"Choose from: {offered}."),
        column=name,
    )
