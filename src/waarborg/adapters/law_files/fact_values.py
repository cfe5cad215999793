"""What a value in a file of facts means: JSON has no dates, amounts and periods, so their kind says how to read them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.notation import NotationError, parse_condition
from waarborg.core.law.expressions import Literal
from waarborg.core.law.part_words import VALUE_WORDS
from waarborg.core.law.values import (
    UNKNOWN,
    Identity,
    Kind,
    Missing,
    Money,
    Record,
    Value,
    is_known,
    kind_of,
    require_number,
)
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

_WRITTEN = frozenset({Kind.DATE, Kind.NUMBER, Kind.MONEY, Kind.PERIOD})
_EXAMPLES: Mapping[Kind, str] = {
    Kind.BOOLEAN: "true, false",
    Kind.NUMBER: '1653.60, "1653,60"',
    Kind.TEXT: '"tekst"',
    Kind.DATE: '"2026-01-31"',
    Kind.PERIOD: '{"start": "2026-01-01", "end": "2027-01-01"}',
    Kind.MONEY: '1653.60, {"amount": "1653.60", "currency": "EUR"}',
    Kind.LIST: "[1, 2]",
    Kind.IDENTITY: '{"identity": "…"}',
    Kind.RECORD: '{"facts": {…}}',
}


def refuse(file: str, place: str, fault: Text, remedy: Text) -> LawFileError:
    """Return the error about a fact."""
    return LawFileError(file=file, place=place, fault=fault, remedy=remedy)


def convert(item: Any, kinds: Mapping[str, Kind], name: str, *, file: str) -> Value | Missing:
    """Return the value of a fact, with the kind that `kinds` has for it; unknown for null.

    The depth of `item` was bounded when the file was read, so this may call itself. Raises `LawFileError`.
    """
    return _Fact(kinds, name, file).read(item)


class _Fact:
    """One fact that is read, with what is needed to say what is wrong with it."""

    def __init__(self, kinds: Mapping[str, Kind], name: str, file: str, place: str = "") -> None:
        self.kinds = kinds
        self.wanted = kinds.get(name)
        self.file = file
        self.place = place or f"[{name}]"

    def fail(self, fault: Text, kind: Kind | None = None) -> LawFileError:
        """Return the error, with how a value of its kind is written."""
        kind = kind or self.wanted
        examples = _EXAMPLES[kind] if kind else ", ".join(_EXAMPLES[one] for one in Kind)
        remedy = Text(nl=f"Schrijf zo: {examples}.", en=f"Write it so: {examples}.")
        return refuse(self.file, self.place, fault, remedy)

    def read(self, item: Any) -> Value | Missing:
        """Return the value of the fact as a whole."""
        value = self._read_any(item)
        if not is_known(value) or self.wanted is None:
            return value
        return self._fit(value)

    def _read_any(self, item: Any) -> Value | Missing:
        if item is None:
            return UNKNOWN
        if isinstance(item, dict):
            return self._read_form(item)
        if isinstance(item, list):
            return tuple(self._read_item(one, number) for number, one in enumerate(item, start=1))
        if isinstance(item, Decimal):
            return self._check(item)
        if isinstance(item, str):
            self._require_words(item)
        value: Value = item
        return value

    def _require_words(self, text: str) -> None:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise self.fail(
                Text(
                    nl="Deze tekst bevat een teken dat geen tekst is.",
                    en="A character in this text is no text.",
                )
            ) from error

    def _check(self, number: Decimal) -> Decimal:
        try:
            require_number(number)
        except ValueError as error:
            fault = Text(nl="Dit getal is te groot.", en="This number is too large.")
            if number.is_nan():
                fault = Text(nl="Dit is geen getal.", en="This is no number.")
            raise self.fail(fault) from error
        return number

    def _read_item(self, item: Any, number: int) -> Value:
        value = _Fact(self.kinds, "", self.file, f"{self.place}[{number}]")._read_any(item)
        if not is_known(value):
            raise self.fail(
                Text(
                    nl=f"Onderdeel {number} van de lijst is onbekend.",
                    en=f"Item {number} of the list is unknown.",
                )
            )
        return value

    # --- objects ---------------------------------------------------------------------------------------------
    def _read_form(self, item: dict[str, Any]) -> Value | Missing:
        keys = frozenset(item)
        if keys == {"$undefined"} and item["$undefined"] is True:
            return UNKNOWN
        for needed, allowed, read in _FORMS:
            if needed <= keys <= allowed:
                return read(self, item)
        shown = ", ".join(sorted(keys))[:80]
        raise self.fail(
            Text(
                nl=f"Een object met {shown or 'niets'} is geen waarde.",
                en=f"An object with {shown or 'nothing'} is no value.",
            )
        )

    def _text_at(self, item: Mapping[str, Any], key: str, kind: Kind) -> str:
        value = item[key]
        if not isinstance(value, str):
            raise self.fail(Text(nl=f"“{key}” is geen tekst.", en=f"“{key}” is no text."), kind)
        self._require_words(value)
        return value

    def _day_at(self, item: Mapping[str, Any], key: str, kind: Kind) -> date:
        value = self._parse(self._text_at(item, key, kind), Kind.DATE)
        assert isinstance(value, date)  # the kind that was asked for
        return value

    def read_date(self, item: Mapping[str, Any]) -> Value:
        """Read `{"date": …}`."""
        return self._day_at(item, "date", Kind.DATE)

    def read_number(self, item: Mapping[str, Any]) -> Value:
        """Read `{"$num": …}`."""
        return self._number_at(item, "$num", Kind.NUMBER)

    def _number_at(self, item: Mapping[str, Any], key: str, kind: Kind) -> Decimal:
        value = item[key]
        if isinstance(value, Decimal):
            return self._check(value)
        parsed = self._parse(self._text_at(item, key, kind), Kind.NUMBER)
        assert isinstance(parsed, Decimal)  # the kind that was asked for
        return parsed

    def read_money(self, item: Mapping[str, Any]) -> Value:
        """Read `{"amount": …, "currency": …}`; without a currency it is in euros."""
        amount = self._number_at(item, "amount", Kind.MONEY)
        currency = self._text_at({"currency": "EUR", **item}, "currency", Kind.MONEY)
        try:
            return Money(amount, currency)
        except ValueError as error:
            raise self.fail(
                Text(nl=f"{currency[:20]} is geen munteenheid.", en=f"{currency[:20]} is no currency."),
                Kind.MONEY,
            ) from error

    def read_period(self, item: Mapping[str, Any]) -> Value:
        """Read `{"start": …, "end": …}`; without an end, or with null, it goes on."""
        start = self._day_at(item, "start", Kind.PERIOD)
        end = self._day_at(item, "end", Kind.PERIOD) if item.get("end") is not None else None
        try:
            return Period(start, end)
        except ValueError as error:
            raise self.fail(
                Text(nl="De periode eindigt voor zij begint.", en="The period ends before it starts."),
                Kind.PERIOD,
            ) from error

    def read_identity(self, item: Mapping[str, Any]) -> Value:
        """Read `{"identity": …}`."""
        return self._identify(self._text_at(item, "identity", Kind.IDENTITY))

    def _identify(self, text: str) -> Identity:
        try:
            return Identity(text)
        except ValueError as error:
            raise self.fail(
                Text(nl="Het kenmerk is leeg.", en="The identifier is empty."), Kind.IDENTITY
            ) from error

    def read_record(self, item: Mapping[str, Any]) -> Value:
        """Read `{"facts": …, "id": …}`; facts within it have the kinds that they have outside."""
        facts = item["facts"]
        if not isinstance(facts, dict):
            raise self.fail(Text(nl="“facts” is geen object.", en="“facts” is no object."), Kind.RECORD)
        identifier = self._text_at({"id": "", **item}, "id", Kind.RECORD)
        return Record(dict(self._read_inner(facts)), identifier)

    def _read_inner(self, facts: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
        for key, inner in facts.items():
            tidy = " ".join(key.split())
            name = tidy[1:-1].strip() if tidy.startswith("[") and tidy.endswith("]") else tidy
            value = _Fact(self.kinds, name, self.file, f"{self.place} [{name}]").read(inner)
            if is_known(value):
                yield name, value

    # --- kinds -----------------------------------------------------------------------------------------------
    def _fit(self, value: Value) -> Value:
        """The value in the kind that the fact has."""
        wanted, given = self.wanted, kind_of(value)
        if given is wanted or wanted is None:
            return value
        if isinstance(value, str) and wanted in _WRITTEN:
            return self._parse(value, wanted)
        if isinstance(value, str) and wanted is Kind.IDENTITY:
            return self._identify(value)
        if isinstance(value, Decimal) and wanted is Kind.MONEY:
            return Money(value)
        if self._is_created(value):
            return value
        raise self.fail(
            Text(
                nl=f"Dit feit is van de soort {VALUE_WORDS[wanted].nl}, en de waarde is {VALUE_WORDS[given].nl}.",
                en=f"This fact is of the kind {VALUE_WORDS[wanted].en}, and the value is {VALUE_WORDS[given].en}.",
            )
        )

    def _is_created(self, value: Value) -> bool:
        """Whether it is a value that what is created can have: that it is there, or several of them."""
        return self.wanted is Kind.RECORD and (
            isinstance(value, bool)
            or (isinstance(value, tuple) and all(isinstance(one, Record) for one in value))
        )

    def _parse(self, text: str, kind: Kind) -> Value:
        """Read a text as the notation has it: `2026-01-31`, `1653,60`, `€ 1653,60`, `2026-01-01/2027-01-01`."""
        fault = Text(
            nl=f"“{text[:60]}” is niet van de soort {VALUE_WORDS[kind].nl}.",
            en=f"“{text[:60]}” is not of the kind {VALUE_WORDS[kind].en}.",
        )
        try:
            parsed = parse_condition(text)
        except NotationError as error:
            if kind in (Kind.NUMBER, Kind.MONEY) and text[:1].isdigit():
                raise refuse(self.file, self.place, error.message, error.remedy) from error
            raise self.fail(fault, kind) from error
        if isinstance(parsed, Literal) and parsed.kind is kind:
            return parsed.value
        if isinstance(parsed, Literal) and isinstance(parsed.value, Decimal) and kind is Kind.MONEY:
            return Money(parsed.value)
        raise self.fail(fault, kind)


_Form = tuple[frozenset[str], frozenset[str], Callable[[_Fact, Mapping[str, Any]], Value]]
_FORMS: tuple[_Form, ...] = tuple(
    (frozenset(needed), frozenset({*needed, *further}), read)
    for needed, further, read in (
        (("date",), (), _Fact.read_date),
        (("$num",), (), _Fact.read_number),
        (("amount",), ("currency",), _Fact.read_money),
        (("start",), ("end",), _Fact.read_period),
        (("identity",), (), _Fact.read_identity),
        (("facts",), ("id",), _Fact.read_record),
    )
)
