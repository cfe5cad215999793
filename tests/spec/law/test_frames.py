"""Frames, sources, choices and interpretations: what can be written down, and what cannot exist."""

from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.models import fact, make, number, op
from waarborg.core.law.choices import Choice, Option
from waarborg.core.law.expressions import (
    Creation,
    Literal,
    Operator,
    Projection,
    Scope,
    all_of,
    any_of,
    list_names,
    negation,
    replace_parts,
    walk,
)
from waarborg.core.law.frames import (
    ALWAYS,
    ActFrame,
    DutyFrame,
    FactFrame,
    Frame,
    FrameKind,
    Name,
    act_name,
    duty_name,
    fact_name,
)
from waarborg.core.law.interpretations import Interpretation, NoSuchFrame
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.law.values import (
    UNKNOWN,
    Fault,
    Identity,
    Kind,
    Money,
    Outcome,
    Record,
    holds,
    kind_of,
    plain,
    require_value,
    value_digest,
    write_number,
)
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

LAW = Source(SourceKind.BWB, "artikel 36 Pw", "jci1.3:c:BWBR0015703&artikel=36")
ORDINANCE = Source(
    SourceKind.POLICY, "artikel 2 Verordening", slot=Slot.FUNCTION, valid=Period(date(2026, 1, 1))
)


# --- names ---------------------------------------------------------------------------------------------------
def test_a_name_is_written_in_the_brackets_of_its_kind() -> None:
    assert [str(name) for name in (fact_name("a"), act_name("b"), duty_name("c"))] == ["[a]", "<<b>>", "<c>"]
    with pytest.raises(ValueError, match="needs a name"):
        Name(FrameKind.FACT, " ")


# --- sources -------------------------------------------------------------------------------------------------
def test_a_part_without_sources_of_its_own_rests_on_those_of_the_frame() -> None:
    whole, part = Source(SourceKind.BWB, "artikel 1"), Source(SourceKind.BWB, "artikel 2", slot=Slot.ACTOR)
    act = ActFrame(name="aanvragen", sources=(whole, part))
    assert act.list_sources(Slot.ACTOR) == (part,)
    assert act.list_sources(Slot.OBJECT) == (whole,)


def test_a_fact_rests_on_the_sources_of_the_frame_and_of_its_function() -> None:
    fact_frame = FactFrame(name="recht", sources=(LAW, ORDINANCE))
    assert fact_frame.list_sources(Slot.FUNCTION) == (LAW, ORDINANCE)
    assert fact_frame.list_sources(Slot.ACTOR) == (LAW,)


def test_a_source_is_in_force_in_its_period_and_needs_a_name() -> None:
    assert LAW.is_valid_on(date(1900, 1, 1))
    assert not ORDINANCE.is_valid_on(date(2025, 12, 31))
    assert ORDINANCE.is_valid_on(date(2026, 1, 1))
    with pytest.raises(ValueError, match="citation or an identifier"):
        Source(SourceKind.BWB, " ")


# --- frames --------------------------------------------------------------------------------------------------
def test_a_fact_whose_function_gives_another_kind_cannot_exist() -> None:
    with pytest.raises(ValueError, match=r"\[leeftijd\] is number, and its function gives boolean"):
        FactFrame(name="leeftijd", kind=Kind.NUMBER, function=ALWAYS)


def test_a_term_that_is_no_date_cannot_exist() -> None:
    with pytest.raises(ValueError, match="is a date, not boolean"):
        DutyFrame(name="beslissen", term=ALWAYS)


@pytest.mark.parametrize("kind", [FactFrame, ActFrame, DutyFrame])
def test_a_frame_without_a_name_cannot_exist(kind: type[Frame]) -> None:
    with pytest.raises(ValueError, match="needs a name"):
        kind(name=" ")


def test_a_frame_lists_its_expressions() -> None:
    assert dict(FactFrame(name="a", function=ALWAYS).list_expressions()) == {Slot.FUNCTION: ALWAYS}
    assert dict(FactFrame(name="a").list_expressions()) == {}
    act = ActFrame(name="a", actor=fact("x"), precondition=ALWAYS)
    assert dict(act.list_expressions()) == {Slot.ACTOR: fact("x"), Slot.PRECONDITION: ALWAYS}
    assert dict(DutyFrame(name="a", holder=fact("x")).list_expressions()) == {Slot.HOLDER: fact("x")}


def test_a_leaf_is_supplied_and_a_created_fact_comes_from_acts() -> None:
    assert FactFrame(name="a").is_leaf
    assert FactFrame(name="a", function=Creation()).is_created
    assert not FactFrame(name="a", function=ALWAYS).is_leaf


def test_only_the_three_kinds_have_names_and_expressions() -> None:
    with pytest.raises(NotImplementedError):
        _ = Frame(name="a").full_name
    with pytest.raises(NotImplementedError):
        Frame(name="a").list_expressions()


# --- interpretations -------------------------------------------------------------------------------------------
def test_frames_are_found_by_name_and_day() -> None:
    old = FactFrame(name="a", valid=Period(date(2026, 1, 1), date(2027, 1, 1)))
    new = FactFrame(name="a", valid=Period(date(2027, 1, 1)))
    act, duty = ActFrame(name="a"), DutyFrame(name="a", creates=("a",))
    model = make([old, new, act, duty])
    assert model.find_fact("a", date(2026, 12, 31)) is old
    assert model.find_fact("a", date(2027, 1, 1)) is new
    assert model.find_fact("a", date(2025, 1, 1)) is None
    assert model.list_versions(fact_name("a")) == (old, new)
    assert model.get_act("a", date(2026, 1, 1)) is act
    assert model.find_duty("a", date(2026, 1, 1)) is duty
    assert model.find_duty("b", date(2026, 1, 1)) is None
    assert model.has(act_name("a"))
    assert not model.has(act_name("b"))
    assert model.list_duties_of("a") == (duty_name("a"),)
    assert model.urn == "urn:waarborg:law:voorbeeld:1"
    with pytest.raises(NoSuchFrame, match="there is no act <<b>>"):
        model.get_act("b", date(2026, 1, 1))


def test_two_frames_of_one_name_on_one_day_cannot_exist() -> None:
    with pytest.raises(ValueError, match=r"\[a\] has two frames that are in force on 2026-06-01"):
        make(
            [
                FactFrame(name="a", valid=Period(date(2026, 1, 1))),
                FactFrame(name="a", valid=Period(date(2026, 6, 1))),
            ]
        )
    with pytest.raises(ValueError, match="two frames"):
        make([FactFrame(name="a"), FactFrame(name="a")])


def test_an_interpretation_has_an_id_and_a_version() -> None:
    with pytest.raises(ValueError, match="id and a version"):
        make([], version="")


# --- choices ---------------------------------------------------------------------------------------------------
SHORT, LONG = Option("kort", Text("Kort", "Short")), Option("lang", Text("Lang", "Long"))
QUESTION, GROUND = Text("Hoe lang?", "How long?"), Text("Daarom", "Because")


def test_a_choice_is_open_until_an_option_is_taken() -> None:
    open_choice = Choice(id="c", question=QUESTION, options=(SHORT, LONG))
    assert open_choice.is_open
    assert open_choice.find_taken() is None
    taken = Choice(
        id="c",
        question=QUESTION,
        options=(SHORT, LONG),
        taken="lang",
        ground=GROUND,
        review_on=date(2027, 1, 1),
    )
    assert taken.find_taken() is LONG
    assert not taken.is_due(date(2026, 12, 31))
    assert taken.is_due(date(2027, 1, 1))
    assert not open_choice.is_due(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("options", "taken", "ground", "dates", "reason"),
    [
        ((SHORT,), "", None, (None, None), "two options or more"),
        ((SHORT, SHORT), "", None, (None, None), "each with its own id"),
        ((SHORT, LONG), "midden", GROUND, (None, None), "its options are kort, lang"),
        ((SHORT, LONG), "kort", None, (None, None), "not why"),
        ((SHORT, LONG), "kort", GROUND, (date(2026, 1, 2), date(2026, 1, 1)), "not before"),
    ],
)
def test_a_choice_that_says_nothing_cannot_exist(
    options: tuple[Option, ...],
    taken: str,
    ground: Text | None,
    dates: tuple[date | None, date | None],
    reason: str,
) -> None:
    decided, review = dates
    with pytest.raises(ValueError, match=reason):
        Choice(
            id="c",
            question=QUESTION,
            options=options,
            taken=taken,
            ground=ground,
            decided_on=decided,
            review_on=review,
        )


def test_two_choices_with_one_id_cannot_exist() -> None:
    choice = Choice(id="c", question=QUESTION, options=(SHORT, LONG))
    with pytest.raises(ValueError, match="two choices"):
        Interpretation(id="i", version="1", title=QUESTION, frames=(), choices=(choice, choice))


# --- expressions -------------------------------------------------------------------------------------------------
def test_expressions_that_say_the_same_are_equal() -> None:
    one, other = (
        op(Operator.AND, fact("a"), number("1.0") and fact("b")),
        op(Operator.AND, fact("a"), fact("b")),
    )
    assert one == other
    assert hash(one) == hash(other)
    assert one != op(Operator.AND, fact("b"), fact("a"))
    assert number("1.0") == number("1")
    assert Literal("1") != number("1")
    assert one != "text"


def test_an_expression_can_be_walked_through() -> None:
    nested = op(Operator.OR, Projection(("aanvraag",), fact("a")), negation(fact("b")), fact("a"))
    assert list_names(nested) == ("aanvraag", "a", "b")
    assert sum(1 for _ in walk(nested)) == 6


def test_a_single_condition_stays_as_it_is() -> None:
    assert all_of(fact("a")) == fact("a")
    assert any_of(fact("a")) == fact("a")
    assert all_of(fact("a"), fact("b")) == op(Operator.AND, fact("a"), fact("b"))
    assert any_of(fact("a"), fact("b")) == op(Operator.OR, fact("a"), fact("b"))


def test_parts_can_be_replaced() -> None:
    assert replace_parts(negation(fact("a")), (fact("b"),)) == negation(fact("b"))
    assert replace_parts(Creation((fact("a"),)), (fact("b"),)) == Creation((fact("b"),))
    every = Projection(("x",), fact("a"), Scope.ALL)
    assert replace_parts(every, (fact("b"),)) == Projection(("x",), fact("b"), Scope.ALL)
    assert replace_parts(fact("a"), ()) == fact("a")


def test_an_expression_knows_its_kind_where_that_is_certain() -> None:
    assert Projection(("x",), number("1")).kind is Kind.NUMBER
    assert Projection(("x",), number("1"), Scope.ALL).kind is Kind.LIST
    assert Creation().kind is Kind.RECORD
    assert fact("a").kind is None


# --- values ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, True),
        (Decimal("1653.60"), "1653.6"),
        (Decimal("12"), 12),
        (Decimal("1E+20"), "100000000000000000000"),
        ("tekst", "tekst"),
        (date(2026, 1, 31), "2026-01-31"),
        (Money(Decimal("1.50")), {"amount": "1.50", "currency": "EUR"}),
        (Period(date(2026, 1, 1)), {"start": "2026-01-01", "end": None}),
        (Period(date(2026, 1, 1), date(2026, 2, 1)), {"start": "2026-01-01", "end": "2026-02-01"}),
        (Identity("a"), {"identity": "a"}),
        (Record({"a": True}, "1"), {"id": "1", "facts": {"a": True}}),
        (Record({"a": True}), {"facts": {"a": True}}),
        ((True, "a"), [True, "a"]),
        (UNKNOWN, None),
        (Fault("code", "why"), {"fault": "code", "message": "why"}),
    ],
)
def test_a_value_has_one_notation_in_json(value: Outcome, shown: object) -> None:
    assert plain(value) == shown


@pytest.mark.parametrize(
    ("value", "error"),
    [(5, TypeError), (1.5, TypeError), ((True, 5), TypeError), (Decimal("Infinity"), ValueError),
     (Decimal("1E+500"), ValueError), (Decimal("0E-999999"), ValueError), (Decimal("0E+999999"), ValueError), (Record({"a": 5}), TypeError)],
)  # fmt: skip
def test_what_is_no_value_is_refused(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        require_value(value)


def test_a_subclass_is_of_the_kind_of_its_class() -> None:
    assert kind_of(type("Name", (str,), {})("a")) is Kind.TEXT


@pytest.mark.parametrize(
    "make", [lambda: Money(Decimal("NaN")), lambda: Money(Decimal(1), "euro"), lambda: Identity(" ")]
)
def test_money_and_identities_check_themselves(make: object) -> None:
    with pytest.raises(ValueError, match=r"amount|currency|identity"):
        make()  # type: ignore[operator]  # each is a function


def test_what_was_created_holds_while_it_is_there() -> None:
    assert holds(Record({}, "1")) is True
    assert holds(()) is False
    assert holds(Decimal(5)) == 5


def test_numbers_are_written_without_what_does_not_count() -> None:
    written = [write_number(Decimal(text)) for text in ("1653.60", "-0.00", "100", "0.50")]
    assert written == ["1653.6", "0", "100", "0.5"]


def test_equal_values_have_one_digest() -> None:
    assert value_digest(Decimal("1.0")) == value_digest(Decimal(1))
    assert value_digest(Decimal(1)) != value_digest("1")
    assert value_digest(UNKNOWN) == value_digest(UNKNOWN)
    assert value_digest(Record({}, "1")) == value_digest(Record({}, "1"))
    assert repr(UNKNOWN) == "UNKNOWN"
    assert hash(Record({"a": True}, "1")) == hash(Record({"a": True}, "1"))
