"""From what was typed in the form of a case to a value, for each kind of value."""

from datetime import date
from decimal import Decimal

import pytest

from waarborg.core.law.values import Identity, Kind, Money, Value
from waarborg.core.terms.periods import Period
from waarborg.web.case_answers import AnswerForm, to_input


def fill(kind: Kind | None, typed: str) -> AnswerForm:
    sent = {"value": typed, "supplier": "register", "on": "2026-03-02"}
    return AnswerForm(sent, kind=kind, label="Wat is het?")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (None, "ja", True),
        (Kind.BOOLEAN, "nee", False),
        (Kind.NUMBER, "12", Decimal(12)),
        (Kind.NUMBER, "-0,5", Decimal("-0.5")),
        (Kind.NUMBER, "1 000", Decimal(1000)),
        (Kind.MONEY, "€ 1653,60", Money(Decimal("1653.60"))),
        (Kind.TEXT, " een tekst ", "een tekst"),
        (Kind.DATE, "2026-02-28", date(2026, 2, 28)),
        (Kind.IDENTITY, "aanvrager", Identity("aanvrager")),
        (Kind.LIST, "{ € 10; € 20 }", (Money(Decimal(10)), Money(Decimal(20)))),
        (Kind.PERIOD, "PERIODE(2026-01-01; 2027-01-01)", Period(date(2026, 1, 1), date(2027, 1, 1))),
    ],
)
def test_each_kind_is_read_as_it_is_typed(kind: Kind | None, typed: str, value: Value) -> None:
    form = fill(kind, typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (None, "misschien"),
        (Kind.NUMBER, "twaalf"),
        (Kind.NUMBER, "1.000,50"),
        (Kind.NUMBER, "Infinity"),
        (Kind.MONEY, "tien euro"),
        (Kind.DATE, "30 februari"),
        (Kind.LIST, "{ € 10"),
        (Kind.LIST, "5"),
        (Kind.PERIOD, "PERIODE(2027-01-01; 2026-01-01)"),
        (Kind.PERIOD, "[leeftijd]"),
        (Kind.TEXT, ""),
    ],
)
def test_what_does_not_fit_is_an_error_at_the_field(kind: Kind | None, typed: str) -> None:
    form = fill(kind, typed)
    assert not form.is_valid()
    assert "value" in form.errors


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "ja"),
        (False, "nee"),
        (Decimal("1653.60"), "1653,6"),
        (Money(Decimal("1653.60")), "1653,60"),
        (Identity("aanvrager"), "aanvrager"),
        (date(2026, 2, 28), date(2026, 2, 28)),
        ("tekst", "tekst"),
        ((Decimal(1),), ""),
        (None, ""),
    ],
)
def test_a_value_stands_in_the_form_as_it_would_be_typed(value: Value | None, shown: object) -> None:
    assert to_input(value) == shown
