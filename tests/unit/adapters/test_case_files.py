"""Cases as files: what goes in comes out the same, and what was changed in between is refused by name."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.small_law import URN, make_interpretation
from waarborg.adapters.law_files.case_files import MOST_BYTES, CaseFile, read_case, write_case
from waarborg.adapters.law_files.case_values import NoValue, value_from_json, value_to_json
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.core.law.cases import Case, state_facts, take_act
from waarborg.core.law.values import Identity, Money, Record, Value
from waarborg.core.terms.periods import Period

DAY = date(2026, 3, 2)
APPLICANT = Identity("aanvrager")
VALUES: tuple[Value, ...] = (
    True,
    False,
    Decimal("0.10"),
    Decimal("-12345678901234567890.5"),
    "een tekst met \\u0000 en é",
    date(2026, 2, 28),
    Period(date(2026, 1, 1), date(2027, 1, 1)),
    Period(date(2026, 1, 1)),
    Money(Decimal("1653.60")),
    Money(Decimal("-5"), "USD"),
    Identity("college"),
    (),
    (Decimal(1), (True, "x")),
    Record({"bedrag": Money(Decimal("1.00")), "naam": "x"}, "3:[aanvraag]"),
    (Record({}), Record({"a": (Record({"b": True}),)})),
)


@pytest.fixture
def case() -> Case:
    """Two facts, one taken back, and an application."""
    interpretation = make_interpretation()
    made = state_facts(
        Case(URN),
        {"aanvrager": APPLICANT, "college": Identity("college"), "inkomen": Money(Decimal("1000.00"))},
        by=APPLICANT,
        on=DAY,
        supplier="register",
    )
    made = state_facts(made, {"inkomen": None}, by=APPLICANT, on=DAY)
    return take_act(interpretation, made, "toeslag aanvragen", by=APPLICANT, on=DAY)


def write(case: Case) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(write_case(CaseFile(case, "Voorbeeld")))
    return loaded


def read(document: object) -> CaseFile:
    return read_case(json.dumps(document).encode(), file="zaak.json")


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_back_exactly(value: Value) -> None:
    kept = json.loads(json.dumps(value_to_json(value)))
    back = value_from_json(kept)
    assert back == value
    assert repr(back) == repr(value)


def test_a_case_comes_back_exactly(case: Case) -> None:
    file = read(write(case))
    assert file == CaseFile(case, "Voorbeeld")
    file.case.require_whole()


@pytest.mark.parametrize(
    "given",
    [
        None,
        5,
        {"kind": "number"},
        {"kind": "number", "value": 5},
        {"kind": "number", "value": "vijf"},
        {"kind": "number", "value": "NaN"},
        {"kind": "number", "value": "1E+999"},
        {"kind": "money", "value": {"amount": "5", "currency": "euro"}},
        {"kind": "money", "value": {"amount": "5", "currency": "EUR", "more": 1}},
        {"kind": "date", "value": "2026-02-30"},
        {"kind": "period", "value": {"start": "2026-01-01", "end": "2025-01-01"}},
        {"kind": "boolean", "value": "true"},
        {"kind": "identity", "value": " "},
        {"kind": "list", "value": "x"},
        {"kind": "record", "value": {"facts": {}}},
        {"kind": "float", "value": "1"},
    ],
)
def test_what_is_no_value_is_refused(given: object) -> None:
    with pytest.raises(NoValue):
        value_from_json(given)


def test_a_value_that_goes_too_deep_is_refused() -> None:
    deep: dict[str, object] = {"kind": "boolean", "value": True}
    for _ in range(21):
        deep = {"kind": "list", "value": [deep]}
    with pytest.raises(NoValue):
        value_from_json(deep)
    assert value_from_json(deep["value"][0])  # type: ignore[index]  # it is a list


# --- files that were changed -----------------------------------------------------------------------------
def change_fact(document: dict[str, Any]) -> None:
    document["events"][0]["facts"]["inkomen"]["value"]["amount"] = "10.00"


def drop_event(document: dict[str, Any]) -> None:
    del document["events"][1]


def put_day_elsewhere(document: dict[str, Any]) -> None:
    document["events"][1]["on"] = "2026-03-03"


@pytest.mark.parametrize(
    ("tamper", "place"),
    [(change_fact, "events 1"), (drop_event, "events 2"), (put_day_elsewhere, "events 2")],
)
def test_a_file_that_was_changed_names_the_event(
    tamper: Callable[[dict[str, Any]], None], place: str, case: Case
) -> None:
    document = write(case)
    tamper(document)
    with pytest.raises(LawFileError) as fault:
        read(document)
    assert fault.value.place == place
    assert "niet wat er is geschreven" in fault.value.in_language("nl")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"format": "iets anders"}, "format"),
        ({"version": 2}, "format"),
        ({"interpretation": ""}, "interpretation"),
        ({"events": "geen lijst"}, "interpretation"),
        ({"title": 5}, "interpretation"),
        ({"events": [{}] * 1001}, "events"),
        ({"events": [{}]}, "events 1"),
        ({"events": [5]}, "events 1"),
    ],
)
def test_a_file_that_is_no_case_names_the_place(change: dict[str, Any], place: str, case: Case) -> None:
    with pytest.raises(LawFileError) as fault:
        read(write(case) | change)
    assert fault.value.place == place


@pytest.mark.parametrize(
    ("name", "value"),
    [("number", "1"), ("number", True), ("by", 5), ("by", " "), ("kind", "imagined"), ("on", "gisteren"),
     ("facts", []), ("facts", {"inkomen": 5})],
)  # fmt: skip
def test_an_event_that_cannot_be_read_is_named(name: str, value: object, case: Case) -> None:
    document = write(case)
    document["events"][2][name] = value
    with pytest.raises(LawFileError) as fault:
        read(document)
    assert fault.value.place == "events 3"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"geen json", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[1]", "JSON"),
        (b'{"title": "\\u0000"}', "JSON"),
        (b'[{"\\ud800": 1}]', "JSON"),
        (b"[" * 200_000, "JSON"),
        (b" " * (MOST_BYTES + 1), "size"),
    ],
    ids=["no json", "no utf-8", "a list", "null character", "half a character", "too deep", "too large"],
)
def test_a_file_that_is_no_json_is_refused(content: bytes, place: str) -> None:
    with pytest.raises(LawFileError) as fault:
        read_case(content, file="zaak.json")
    assert fault.value.place == place
