"""Values as people write them, in Dutch and in English."""

from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.explaining_models import explain_goal, list_texts
from tests.spec.law.models import op
from waarborg.core.law.explaining import Layer
from waarborg.core.law.explaining.faults import say_fault
from waarborg.core.law.explaining.figures import write_count, write_value
from waarborg.core.law.explaining.templates import list_items, same
from waarborg.core.law.expressions import Literal, Operator, Projection, Scope
from waarborg.core.law.values import UNKNOWN, Fault, Identity, Money, Outcome, Record
from waarborg.core.terms.periods import Period


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (True, "ja", "yes"),
        (False, "nee", "no"),
        (UNKNOWN, "nog niet bekend", "not known yet"),
        (Fault("no_end", "…"), "niet te bepalen", "cannot be determined"),
        (Decimal("1350.50"), "1.350,5", "1,350.5"),
        (Decimal("-1234567"), "−1.234.567", "−1,234,567"),
        (Decimal("0.001"), "0,001", "0.001"),
        (Money(Decimal("1350")), "€ 1.350,00", "€1,350.00"),
        (Money(Decimal("-2.5")), "−€ 2,50", "−€2.50"),
        (Money(Decimal("0.125")), "€ 0,125", "€0.125"),
        (Money(Decimal("99"), "USD"), "USD 99,00", "USD 99.00"),
        (date(2026, 3, 3), "3 maart 2026", "3 March 2026"),
        (Period(date(2026, 1, 1)), "vanaf 1 januari 2026", "from 1 January 2026"),
        (Identity("paula"), "‘paula’", "‘paula’"),
        ("twee\n woorden", "‘twee woorden’", "‘twee woorden’"),
        ((), "een lege lijst", "an empty list"),
        ((Decimal(1), (), (Decimal(2),)), "1, een lege lijst en een lijst van één", "1, an empty list and a list of one"),
        (tuple(Decimal(count) for count in range(2000)),
         "0, 1, 2, 3, 4, 5, 6, 7 en nog 1.992", "0, 1, 2, 3, 4, 5, 6, 7 and 1,992 more"),
        (Record({}), "aanwezig", "present"),
        (Record({"naam": "Jan", "kind": Record({})}), "aanwezig (naam: ‘Jan’ en kind: aanwezig)",
         "present (naam: ‘Jan’ and kind: present)"),
        (Record({str(count): True for count in range(6)}), "aanwezig (0: ja, 1: ja, 2: ja, 3: ja en nog 2)",
         "present (0: yes, 1: yes, 2: yes, 3: yes and 2 more)"),
        ((Record({}), Record({})), "twee keer aanwezig", "present two times"),
    ],
)  # fmt: skip
def test_values_are_written_in_the_style_of_the_language(value: Outcome, nl: str, en: str) -> None:
    written = write_value(value)
    assert (written.nl, written.en) == (nl, en)


def test_small_numbers_are_written_in_words() -> None:
    assert [write_count(count).nl for count in (0, 1, 12, 13, 1000)] == [
        "nul",
        "één",
        "twaalf",
        "13",
        "1.000",
    ]


def test_a_row_of_one_is_that_one() -> None:
    assert list_items([same("a")]).en == "a"


def test_a_text_without_words_shows_its_place() -> None:
    assert same(" \n ").nl == "…"


def test_a_fault_that_is_not_foreseen_has_words_too() -> None:
    assert say_fault(Fault("something_new", "…")).en == "The facts do not fit the rule."


def test_a_fixed_value_within_a_record_needs_no_sentence() -> None:
    function = op(Operator.COUNT, Projection(("rij",), Literal(True), Scope.ALL))
    explanation = explain_goal(function, {"rij": (Record({}), Record({}))})
    assert list_texts(explanation, Layer.TREE) == [
        "0 “f” is het aantal in de hele lijst van het punt hieronder van “rij”: 2.",
        "1 De hele lijst van het punt hieronder van “rij”: ja en ja.",
        "2 “rij”: twee keer aanwezig. Opgegeven door: niet genoemd.",
    ]
