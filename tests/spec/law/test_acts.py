"""Which acts may be taken outside a case: available, possible or barred, and why."""

from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.application import (
    MARCH_3,
    MODEL,
)
from tests.spec.law.models import COLLEGE, PAULA, fact, make
from waarborg.core.law.acts import Availability, check_acts
from waarborg.core.law.cases import (
    Case,
    take_act,
)
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.frames import ActFrame
from waarborg.core.law.interpretations import NoSuchFrame
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import UNKNOWN
from waarborg.core.terms.periods import Period


def check(**values: object) -> dict[str, str]:
    situation = Situation(values=values, on=MARCH_3, by=PAULA)  # type: ignore[arg-type]  # values of facts
    return {item.act.name: item.availability.value for item in check_acts(MODEL, situation)}


def test_outside_a_case_what_is_not_said_is_unknown() -> None:
    assert check() == {
        "aanvragen": "possible",
        "toekennen": "possible",
        "intrekken": "possible",
        "in gebreke stellen": "possible",
    }
    assert check(burger=True, verzoek=True, college=True)["aanvragen"] == "available"
    assert check(burger=False)["aanvragen"] == "barred"


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (PAULA, "available"),
        (COLLEGE, "barred"),
        ((COLLEGE, PAULA), "available"),
        ((COLLEGE,), "barred"),
        ("iemand", "available"),  # somebody is named, and it is not said who that is
    ],
)
def test_an_actor_with_an_identity_is_only_that_party(actor: object, expected: str) -> None:
    assert check(burger=actor, verzoek=Decimal(100), college=COLLEGE)["aanvragen"] == expected


def test_an_object_with_a_value_is_there_and_a_precondition_is_a_yes_or_a_no() -> None:
    model = make([ActFrame(name="a", object=fact("bedrag"), precondition=fact("inkomen"))])
    (item,) = check_acts(model, Situation(values={"bedrag": Decimal(0), "inkomen": Decimal(1)}, on=MARCH_3))
    assert item.availability is Availability.BARRED
    assert [reason.slot for reason in item.reasons] == [Slot.PRECONDITION]


def test_an_act_says_what_it_depends_on() -> None:
    (item, *_) = check_acts(MODEL, Situation(values={"burger": True}, on=MARCH_3))
    assert item.unknown == ("verzoek", "college")
    assert [reason.holds for reason in item.reasons] == [UNKNOWN, UNKNOWN]


def test_an_act_that_is_not_in_force_is_barred() -> None:
    model = make([ActFrame(name="a", valid=Period(date(2027, 1, 1)))])
    (item,) = check_acts(model, Situation(values={}, on=MARCH_3))
    assert (item.availability, item.in_force) == (Availability.BARRED, False)
    with pytest.raises(NoSuchFrame):
        take_act(model, Case(model.urn), "a", by=PAULA, on=MARCH_3)


def test_an_act_without_conditions_is_available() -> None:
    model = make([ActFrame(name="a")])
    assert check_acts(model, Situation(values={}, on=MARCH_3))[0].availability is Availability.AVAILABLE
