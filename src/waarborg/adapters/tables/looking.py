"""A first look at a log: what its columns hold, and what each is probably for. A person decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from waarborg.adapters.tables import days, labels
from waarborg.adapters.tables.faults import break_log
from waarborg.adapters.tables.known_columns import KNOWN
from waarborg.adapters.tables.port import Column, Kind, Source
from waarborg.core.terms.text import Text

#: So many rows are looked at. What is said of a column is said of these.
ROWS = 100_000
#: Values are shown as they are when there are at most so many, each of at least `SHARED` rows; else only their form.
FEW_VALUES, SHARED, EXAMPLES = 30, 10, 5
_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
#: Most distinct values of a column that is proposed to group by.
MOST_GROUPS = 5_000


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What a column holds in the rows that were looked at.

    least, most: of numbers, else None. examples: values that many rows share; of all other values only the form, with
    x for a letter and 9 for a digit, so that no person can be told from it. is_yes_no: the values say yes or no
    themselves. are_days: days, also as text.
    """

    name: str
    kind: Kind
    rows: int
    missing: int
    distinct: int
    least: float | None
    most: float | None
    examples: tuple[str, ...]
    is_yes_no: bool = False
    are_days: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column is probably for: a role of `Roles`, or `id`. is_sure: name and values agree."""

    column: str
    role: str
    reason: Text
    is_sure: bool


def describe_columns(source: Source) -> tuple[ColumnFacts, ...]:
    """What each column holds in the first rows. Raises `UnreadableLog`, also for a log without rows."""
    table = source.sample(ROWS)
    if not len(table):
        raise break_log(
            source.name,
            Text(nl="Er zijn geen rijen.", en="There are no rows."),
            Text(nl="Maak de export opnieuw, met rijen.", en="Make the export again, with rows."),
        )
    return tuple(
        _describe(column, table.column(place)) for place, column in enumerate(source.columns.values())
    )


def _describe(column: Column, values: pa.ChunkedArray) -> ColumnFacts:
    if column.kind is Kind.OTHER:
        return ColumnFacts(column.name, column.kind, len(values), values.null_count, 0, None, None, ())
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    counts: dict[str | None, int] = {}
    for one in values.value_counts().to_pylist():
        label = labels.name_value(one["values"])
        counts[label] = counts.get(label, 0) + one["counts"]
    missing = counts.pop(None, 0)
    known = [label for label in counts if label is not None]
    numbers = _read_numbers(known) if column.kind in (Kind.NUMBER, Kind.TEXT) else []
    return ColumnFacts(
        column.name,
        column.kind,
        len(values),
        missing,
        len(known),
        min(numbers, default=None),
        max(numbers, default=None),
        tuple(_show(known, counts)),
        is_yes_no=bool(known) and {labels.fold(label) for label in known} <= labels.YES | labels.NO,
        are_days=column.kind is Kind.DAY or days.find_style(known) is not None,
    )


def _read_numbers(known: Sequence[str]) -> list[float]:
    """The values as numbers; none when one of them is no number."""
    if not all(_NUMBER.fullmatch(label) for label in known):
        try:
            return [float(label) for label in known]
        except ValueError:
            return []
    return [float(label.replace(",", ".")) for label in known]


def _show(known: Sequence[str], counts: dict[Any, int]) -> list[str]:
    often = sorted(known, key=lambda label: (-counts[label], label))
    if len(known) <= FEW_VALUES and all(counts[label] >= SHARED for label in known):
        return often[:EXAMPLES]
    masked = dict.fromkeys(_DIGIT.sub("9", _LETTER.sub("x", label[:40])) for label in often[:1000])
    return list(masked)[:EXAMPLES]


def propose_roles(facts: Sequence[ColumnFacts]) -> tuple[Proposal, ...]:
    """What each column is probably for, with the reason; columns for which nothing speaks have no proposal.

    Each of prediction, truth, score, amount and period is proposed once: for the column that both name and values fit,
    or else the first. Where no name tells the decision, a column with two values may be it.
    """
    found = [proposal for one in facts if (proposal := _propose(one))]
    single = {"prediction", "truth", "score", "amount", "period", "step"}
    kept: dict[str, Proposal] = {}
    for proposal in sorted(found, key=lambda one: not one.is_sure):
        kept.setdefault(
            proposal.role if proposal.role in single else f"{proposal.role} {proposal.column}", proposal
        )
    if "prediction" not in kept:
        taken = {one.column for one in kept.values()}
        for one in facts:
            if one.name not in taken and one.is_yes_no:
                kept["prediction"] = Proposal(one.name, "prediction", _ONLY_YES_NO, is_sure=False)
                break
    return tuple(one for fact in facts for one in kept.values() if one.column == fact.name)


def _propose(facts: ColumnFacts) -> Proposal | None:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", facts.name).strip().casefold()
    for role, pattern, reason in KNOWN:
        if pattern.search(name) and (fits := _fits(role, facts)) is not None:
            return Proposal(facts.name, role, reason, is_sure=fits)
    if facts.kind in (Kind.TEXT, Kind.NUMBER) and facts.distinct == facts.rows > SHARED and _is_whole(facts):
        return Proposal(facts.name, "id", _ALL_DIFFERENT, is_sure=False)
    if facts.are_days:
        return Proposal(facts.name, "period", _DAYS, is_sure=False)
    if _is_share(facts) and facts.distinct > FEW_VALUES:
        return Proposal(facts.name, "score", _SHARES, is_sure=False)
    return None


def _fits(role: str, facts: ColumnFacts) -> bool | None:
    """Whether the values fit the role for sure, perhaps (False), or not at all (None)."""
    if role in ("prediction", "truth"):
        return True if facts.is_yes_no else False if facts.distinct <= FEW_VALUES else None
    if role == "score":
        return _is_share(facts) if facts.least is not None and facts.distinct > 2 else None
    if role == "amount":
        return True if facts.least is not None and facts.distinct > 2 else None
    if role == "period":
        return True if facts.are_days else False if facts.distinct <= MOST_GROUPS else None
    if role == "id":
        return True if facts.distinct > facts.rows // 2 else None
    return True if 1 <= facts.distinct <= MOST_GROUPS and facts.kind is not Kind.DAY else None


def _is_share(facts: ColumnFacts) -> bool:
    return facts.least is not None and facts.most is not None and 0 <= facts.least < facts.most <= 1


def _is_whole(facts: ColumnFacts) -> bool:
    return facts.kind is Kind.TEXT or not any("." in example for example in facts.examples)


_ALL_DIFFERENT = Text(nl="Elke rij heeft een andere waarde.", en="Every row has another value.")
_DAYS = Text(nl="De kolom bevat dagen.", en="The column holds days.")
_SHARES = Text(nl="De waarden zijn getallen tussen 0 en 1.", en="The values are numbers between 0 and 1.")
_ONLY_YES_NO = Text(nl="De kolom zegt alleen ja of nee.", en="The column only says yes or no.")
