"""Files with the facts of a case: each value becomes what its fact is, and what does not fit is named."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from waarborg.adapters.law_files.fact_kinds import find_kinds
from waarborg.adapters.law_files.facts import read_facts, read_facts_file
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.notation import parse_condition
from waarborg.core.law.frames import ActFrame, FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Identity, Kind, Money, Record, Value
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text


def fact(name: str, kind: Kind | None = None, function: str = "") -> FactFrame:
    return FactFrame(name=name, kind=kind, function=parse_condition(function) if function else None)


MODEL = Interpretation(
    id="a",
    version="1",
    title=Text("A", "A"),
    frames=(
        *(fact(f"een {kind.value}", kind) for kind in Kind),
        fact("termijn", function="TERMIJN(8 weken; [ontvangen])"),
        fact("op tijd", function="[beslist] ≤ [termijn] EN [gehoord] < [beslist] EN [betaald] = 2026-01-01"),
        fact("arm", function="[vermogen] < € 7000 EN [spaargeld] = [vermogen]"),
        fact("gesteld", function='[woonplaats] = "Voorbeeldstad" EN [leeftijd] ≥ 18'),
        fact("lopend", function="[begonnen] IN 2026-01-01/.. EN [soort] IN {1; 2}"),
        fact("aanvraag", function="GEMAAKT UIT [ontvangen]"),
        ActFrame(name="doen", precondition=parse_condition("TUSSEN([geboren]; PEILDATUM; jaren) > 18")),
    ),
)


def read(facts: object, model: Interpretation | None = MODEL) -> dict[str, Value]:
    text = facts if isinstance(facts, str) else json.dumps(facts)
    return dict(read_facts(text, model, file="feiten.json"))


def fault(facts: object, model: Interpretation | None = MODEL) -> LawFileError:
    with pytest.raises(LawFileError) as caught:
        read(facts, model)
    assert caught.value.file == "feiten.json"
    assert caught.value.remedy_text.nl
    return caught.value


# --- values ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("item", "value"),
    [
        (True, True),
        (3, Decimal(3)),
        (1653.6, Decimal("1653.6")),
        ("2026-01-31", "2026-01-31"),
        ([1, "a", [True]], (Decimal(1), "a", (True,))),
        ({"date": "2026-01-31"}, date(2026, 1, 31)),
        ({"amount": "1653.60", "currency": "USD"}, Money(Decimal("1653.60"), "USD")),
        ({"amount": 12}, Money(Decimal(12))),
        ({"start": "2026-01-01", "end": "2027-01-01"}, Period(date(2026, 1, 1), date(2027, 1, 1))),
        ({"start": "2026-01-01", "end": None}, Period(date(2026, 1, 1))),
        ({"start": "2026-01-01"}, Period(date(2026, 1, 1))),
        ({"identity": "p-1"}, Identity("p-1")),
        ({"$num": "1.15"}, Decimal("1.15")),
        ({"$num": 1.15}, Decimal("1.15")),
        ({"facts": {"[a]": 1, "b": None}}, Record({"a": Decimal(1)})),
        ({"facts": {}, "id": "x"}, Record({}, "x")),
    ],
)
def test_a_value_without_a_model_is_what_json_says(item: object, value: Value) -> None:
    assert read({"a": item}, None) == {"a": value}


@pytest.mark.parametrize("item", [None, {"$undefined": True}])
def test_what_is_unknown_is_not_there(item: object) -> None:
    assert read({"a": item, "b": 1}, None) == {"b": Decimal(1)}


def test_names_may_have_brackets_and_facts_a_group_of_their_own() -> None:
    assert read({"[leeftijd]": 3, " een  naam ": 4}, None) == {"leeftijd": Decimal(3), "een naam": Decimal(4)}
    assert read({"facts": {"a": 1}}, None) == {"a": Decimal(1)}
    assert read({"facts": {"date": "2026-01-31"}}, None) == {"facts": date(2026, 1, 31)}
    assert read({"facts": 3}, None) == {"facts": Decimal(3)}


@pytest.mark.parametrize(
    ("kind", "item", "value"),
    [
        ("date", "2026-01-31", date(2026, 1, 31)),
        ("date", "31-01-2026", date(2026, 1, 31)),
        ("number", "1653,60", Decimal("1653.60")),
        ("number", "-3", Decimal(-3)),
        ("money", 1653.6, Money(Decimal("1653.6"))),
        ("money", "€ 1653,60", Money(Decimal("1653.60"))),
        ("money", "12", Money(Decimal(12))),
        ("period", "2026-01-01/2027-01-01", Period(date(2026, 1, 1), date(2027, 1, 1))),
        ("identity", "p-1", Identity("p-1")),
        ("text", "2026-01-31", "2026-01-31"),
        ("boolean", False, False),
        ("list", [1], (Decimal(1),)),
        ("record", True, True),
        ("record", [{"facts": {"een date": "2026-01-31"}}], (Record({"een date": date(2026, 1, 31)}),)),
        ("record", {"facts": {"een date": "2026-01-31"}}, Record({"een date": date(2026, 1, 31)})),
    ],
)
def test_a_value_becomes_the_kind_that_the_fact_has(kind: str, item: object, value: Value) -> None:
    assert read({f"een {kind}": item}) == {f"een {kind}": value}


@pytest.mark.parametrize("name", ["ontvangen", "beslist", "gehoord", "betaald", "begonnen", "geboren"])
def test_a_fact_that_is_used_as_a_date_is_read_as_one(name: str) -> None:
    assert read({name: "2026-01-31"}) == {name: date(2026, 1, 31)}


@pytest.mark.parametrize("name", ["vermogen", "spaargeld"])
def test_a_fact_that_is_compared_with_an_amount_is_read_as_one(name: str) -> None:
    assert read({name: 12.5}) == {name: Money(Decimal("12.5"))}


def test_other_facts_stay_as_they_are_given() -> None:
    facts = {"woonplaats": "2026-01-31", "leeftijd": 3, "soort": "x", "onbekend feit": "31-01-2026"}
    assert read(facts) == facts | {"leeftijd": Decimal(3)}


def test_the_kinds_of_facts_follow_from_the_model() -> None:
    kinds = find_kinds(MODEL)
    assert kinds["termijn"] is Kind.DATE
    assert kinds["op tijd"] is Kind.BOOLEAN
    assert kinds["aanvraag"] is Kind.RECORD
    assert "leeftijd" not in kinds


# --- what does not fit ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "place", "message", "remedy"),
    [
        ({"een date": 3}, "[een date]", "van de soort datum, en de waarde is getal", '"2026-01-31"'),
        ({"een date": "morgen"}, "[een date]", "“morgen” is niet van de soort datum", '"2026-01-31"'),
        ({"een date": "2026-02-30"}, "[een date]", "niet van de soort datum", '"2026-01-31"'),
        ({"een number": "2026-01-31"}, "[een number]", "niet van de soort getal", "1653.60"),
        ({"een number": "1.653,60"}, "[een number]", "hoogstens één punt of komma", "1653,60"),
        ({"een number": "1.653"}, "[een number]", "op twee manieren", "1653"),
        ({"een boolean": "ja"}, "[een boolean]", "van de soort ja of nee, en de waarde is tekst", "true, false"),
        ({"een money": True}, "[een money]", "van de soort bedrag", "currency"),
        ({"een text": 3}, "[een text]", "van de soort tekst", '"tekst"'),
        ({"een record": 3}, "[een record]", "door een handeling", "facts"),
        ({"een identity": " "}, "[een identity]", "kenmerk is leeg", "identity"),
        ({"a": {}}, "[a]", "object met niets", "Schrijf zo"),
        ({"a": {"x": 1, "y": 2}}, "[a]", "object met x, y", "Schrijf zo"),
        ({"a": {"$undefined": False}}, "[a]", "object met $undefined", "Schrijf zo"),
        ({"a": {"date": 3}}, "[a]", "“date” is geen tekst", '"2026-01-31"'),
        ({"a": {"date": "3"}}, "[a]", "niet van de soort datum", '"2026-01-31"'),
        ({"a": {"amount": "x"}}, "[a]", "niet van de soort getal", "1653.60"),
        ({"a": {"amount": 1, "currency": "euro"}}, "[a]", "euro is geen munteenheid", "EUR"),
        ({"a": {"start": "2026-02-01", "end": "2026-01-01"}}, "[a]", "eindigt voor", "start"),
        ({"a": {"facts": 3, "id": "x"}}, "[a]", "“facts” is geen object", "facts"),
        ({"a": [1, None]}, "[a]", "Onderdeel 2 van de lijst is onbekend", "Schrijf zo"),
        ({"a": [1, {"x": 1}]}, "[a][2]", "object met x", "Schrijf zo"),
        ({"a": {"facts": {"een date": 3}}}, "[a] [een date]", "van de soort datum", '"2026-01-31"'),
        ({"a": 1, "[a]": 2}, "[a]", "staat er twee keer", "één keer"),
        ({"[]": 1}, "[]", "naam is leeg", "één keer"),
        ('{"a": "\\ud800"}', "[a]", "geen tekst", "Schrijf zo"),
        ('{"a": 1e999}', "[a]", "te groot", "Schrijf zo"),
        ('{"a": ' + "9" * 401 + "}", "[a]", "te groot", "Schrijf zo"),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_named(facts: object, place: str, message: str, remedy: str) -> None:
    error = fault(facts)
    assert error.place == place
    assert message in error.fault_text.nl
    assert remedy in error.remedy_text.nl


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("[]", "$", "geen JSON-object"),
        ("3", "$", "geen JSON-object"),
        ('{"a": 1', "line 1, column 8", "geen geldige JSON"),
        ('{\n"a": 1,}', "line 2, column 8", "geen geldige JSON"),
        ('{"a": 1, "a": 2}', "$", "“a” staat er twee keer"),
        ('{"a": NaN}', "[a]", "geen getal"),
        ('{"a": -Infinity}', "[a]", "te groot"),
        ('{"a": 1e99999999999999999999}', "$", "geen getal"),
        ('{"a": ' + "[" * 60 + "]" * 60 + "}", "line 1", "te diep genest"),
        ("[" * 100_000, "line 1", "te diep genest"),
        ('{"a": "' + "[" * 1000, "line 1, column 7", "geen geldige JSON"),
        (" " * (16 * 1024 * 1024 + 1), "$", "te groot"),
    ],
    ids=lambda value: value[:16],
)
def test_a_file_that_is_no_set_of_facts_is_refused(text: str, place: str, message: str) -> None:
    error = fault(text)
    assert error.place == place
    assert message in error.fault_text.nl


def test_a_text_full_of_brackets_is_no_nesting() -> None:
    assert read({"a": "[" * 1000 + '\\"{'}, None) == {"a": "[" * 1000 + '\\"{'}


def test_facts_are_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "feiten.json").write_text('{"ontvangen": "2026-01-31"}', encoding="utf-8")
    assert read_facts_file(tmp_path / "feiten.json", MODEL) == {"ontvangen": date(2026, 1, 31)}
    with pytest.raises(LawFileError, match=r"weg\.json, at \$: This file is not there"):
        read_facts_file(tmp_path / "weg.json")
