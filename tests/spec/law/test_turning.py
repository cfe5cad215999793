"""Why not, and what if."""

from decimal import Decimal

import pytest

from tests.spec.law.models import DAY, fact, make, number, op
from waarborg.core.law.acts import Availability
from waarborg.core.law.decisions import Bound, Goal, Range, Solution, Task
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.expressions import Creation, Literal, Operator, all_of, any_of, negation
from waarborg.core.law.frames import ActFrame, FactFrame, act_name, fact_name
from waarborg.core.law.interpretations import Interpretation, NoSuchFrame
from waarborg.core.law.turning import Change, Turns, find_turns, what_if
from waarborg.core.law.values import UNKNOWN, Record, Value


def turn(
    goal: Goal,
    values: dict[str, Value],
    wanted: bool = True,
    *,
    model: Interpretation | None = None,
    absent: frozenset[str] = frozenset(),
    **more: object,
) -> Turns:
    situation = Situation(values=values, on=DAY, absent=absent)
    return find_turns(model or make(), goal, situation, wanted, **more)  # type: ignore[arg-type]  # the options


def show(turns: Turns) -> set[frozenset[tuple[str, Value]]]:
    return {frozenset((change.name, change.after) for change in one) for one in turns.sets}


# --- yes and no ------------------------------------------------------------------------------------------
def test_the_fewest_facts_that_turn_a_no_into_a_yes() -> None:
    # a and (b or c), all false: a must change, and b or c.
    turns = turn(all_of(fact("a"), any_of(fact("b"), fact("c"))), {"a": False, "b": False, "c": False})
    assert show(turns) == {frozenset({("a", True), ("b", True)}), frozenset({("a", True), ("c", True)})}
    assert (turns.exact, turns.has_more, turns.is_past_bound) == (True, False, False)


def test_an_outcome_as_wanted_needs_no_change() -> None:
    assert turn(fact("a"), {"a": True}).sets == (frozenset(),)


def test_what_nothing_can_turn_has_no_sets() -> None:
    turns = turn(all_of(fact("a"), negation(fact("a"))), {"a": False})
    assert (turns.sets, turns.exact) == ((), True)


def test_no_more_sets_are_given_than_asked_for() -> None:
    turns = turn(any_of(*(fact(name) for name in "abc")), dict.fromkeys("abc", False), most=2)
    assert (len(turns.sets), turns.has_more) == (2, True)


def test_filling_in_an_unknown_fact_counts_as_a_change() -> None:
    turns = turn(all_of(fact("a"), fact("b")), {"a": True})
    assert turns.sets == (frozenset({Change("b", None, True, (), (True,))}),)


def test_what_stays_unknown_must_not_matter() -> None:
    # a, or else b: making b true is enough, whatever a is.
    goal = op(Operator.IF, fact("a"), fact("a"), fact("b"))
    assert show(turn(goal, {})) == {frozenset({("a", True)}), frozenset({("b", True)})}


def test_facts_that_are_fixed_stay_as_they_are() -> None:
    goal = any_of(fact("a"), fact("b"))
    assert show(turn(goal, {"a": False, "b": False}, immutable={"a"})) == {frozenset({("b", True)})}
    assert turn(fact("a"), {"a": False}, immutable={"a"}).sets == ()
    assert turn(fact("a"), {}, immutable={"a"}).sets == ()
    assert turn(fact("a"), {}, immutable={"a"}, absent=frozenset({"a"})).sets == ()


def test_what_no_act_created_may_come_to_be_and_what_one_created_may_go() -> None:
    model = make((FactFrame(name="besluit", function=Creation()),))
    turns = turn(fact("besluit"), {}, model=model, absent=frozenset({"besluit"}))
    assert turns.sets == (frozenset({Change("besluit", False, True, (), (True,))}),)
    record = Record({"dag": DAY})
    back = turn(fact("besluit"), {"besluit": record}, False, model=model)
    assert back.sets == (frozenset({Change("besluit", record, False, (), (False,))}),)


def test_an_act_is_turned_by_its_conditions() -> None:
    act = ActFrame(name="beslissen", actor=fact("college"), precondition=fact("a"))
    assert show(turn(act, {"college": True, "a": False})) == {frozenset({("a", True)})}


def test_a_fact_that_was_stated_in_place_of_worked_out_can_be_changed() -> None:
    model = make((FactFrame(name="d", function=fact("a")),))
    assert show(turn(fact("d"), {"d": False}, model=model)) == {frozenset({("d", True)})}


# --- numbers and texts -----------------------------------------------------------------------------------
def test_a_number_is_turned_to_the_nearest_value_with_its_direction() -> None:
    goal = op(Operator.AT_MOST, fact("inkomen"), number("1200"))
    (one,) = turn(goal, {"inkomen": Decimal(1500)}).sets
    (change,) = one
    assert (change.before, change.after) == (Decimal(1500), Decimal(1200))
    assert change.ranges == (Range(None, Decimal(1200)),)


def test_a_number_that_is_good_enough_stays() -> None:
    goal = all_of(op(Operator.AT_MOST, fact("inkomen"), number("1200")), fact("a"))
    assert show(turn(goal, {"inkomen": Decimal(900), "a": False})) == {frozenset({("a", True)})}


def test_a_text_is_turned_to_what_the_law_names_or_to_another() -> None:
    goal = op(Operator.EQUAL, fact("kleur"), Literal("rood"))
    (one,) = turn(goal, {"kleur": "groen"}).sets
    assert one == {Change("kleur", "groen", "rood", (), ("rood",))}
    (back,) = turn(goal, {"kleur": "rood"}, False).sets
    (change,) = back
    assert (change.is_other, change.among) == (True, ())


def test_of_two_numbers_side_by_side_either_can_move() -> None:
    goal = op(Operator.LESS_THAN, fact("m"), fact("n"))
    turns = turn(goal, {"m": Decimal(5), "n": Decimal(1)})
    assert {change.name for one in turns.sets for change in one} == {"m", "n"}
    assert turns.exact
    ranges = {change.name: change.ranges for one in turns.sets for change in one}
    assert ranges["n"] == (Range(Decimal(5), None, False, True),)


def test_a_number_beside_one_that_stays_unknown_is_no_turn() -> None:
    # Nothing said of m alone makes it less than an n that may be anything; both can be filled in.
    turns = turn(op(Operator.LESS_THAN, fact("m"), fact("n")), {})
    assert not turns.exact
    assert all(len(one) == 2 for one in turns.sets)


def test_an_order_among_facts_is_not_shown_as_a_stretch() -> None:
    goal = all_of(op(Operator.LESS_THAN, fact("m"), fact("n")), op(Operator.LESS_THAN, fact("n"), fact("o")))
    turns = turn(goal, {"m": Decimal(3), "n": Decimal(2), "o": Decimal(1)})
    assert all(len(one) == 2 for one in turns.sets)
    assert any(change.ranges == () for one in turns.sets for change in one)


# --- past the bound --------------------------------------------------------------------------------------
def test_past_the_bound_changes_are_tried_one_by_one_and_two_by_two() -> None:
    goal = all_of(fact("a"), any_of(fact("b"), fact("c")))
    turns = turn(goal, {"a": False, "b": False, "c": False}, bound=Bound(nodes=1))
    assert show(turns) == {frozenset({("a", True), ("b", True)}), frozenset({("a", True), ("c", True)})}
    assert (turns.exact, turns.is_past_bound) == (False, True)
    assert turn(goal, {"a": True, "b": True, "c": False}, bound=Bound(nodes=1)).sets == (frozenset(),)


class Told:
    """A solver that gives the answer it was told."""

    def __init__(self, answer: Solution | None) -> None:
        self.answer = answer

    def find(self, task: Task) -> Solution | None:
        """The answer, whatever the task."""
        return self.answer


SUM = op(Operator.AT_MOST, op(Operator.SUM, fact("m"), fact("n")), number("10"))
LARGE: dict[str, Value] = {"m": Decimal(6), "n": Decimal(7)}


def test_a_solver_is_asked_when_a_diagram_is_not_exact() -> None:
    # The diagram solves for each number apart: one change, and a solver can do no better.
    plain = turn(SUM, LARGE)
    assert [len(one) for one in plain.sets] == [1, 1]
    assert not plain.exact
    for answer in (None, Solution(None), Solution({"m": Decimal(0), "n": Decimal(0)})):
        turns = turn(SUM, LARGE, solver=Told(answer))
        assert turns.sets == (() if answer == Solution(None) else plain.sets)
    assert turn(all_of(SUM, fact("a")), {**LARGE, "a": True}, solver=Told(Solution({"m": Decimal(9)}))).sets


def test_past_the_bound_a_solver_goes_before_trying() -> None:
    answer = Solution({"m": Decimal(6), "n": Decimal(4)})
    turns = turn(SUM, LARGE, bound=Bound(nodes=1), solver=Told(answer))
    assert (show(turns), turns.exact) == ({frozenset({("n", Decimal(4))})}, True)


def test_what_a_solver_fills_in_needlessly_is_left_unknown() -> None:
    goal = any_of(fact("a"), SUM)
    answer = Solution({"a": True, "m": Decimal(1), "n": Decimal(1)})
    turns = turn(goal, {}, solver=Told(answer))
    assert show(turns) == {frozenset({("a", True)})}
    far = turn(
        SUM,
        {"m": Decimal(6)},
        bound=Bound(nodes=1),
        solver=Told(Solution({"m": Decimal(6), "n": Decimal(1)})),
    )
    assert (show(far), far.exact) == ({frozenset({("n", Decimal(1))})}, False)


# --- what if ---------------------------------------------------------------------------------------------
MODEL = make(
    (
        FactFrame(name="a"),
        FactFrame(name="arm", function=op(Operator.AT_MOST, fact("inkomen"), number("1200"))),
        FactFrame(name="besluit", function=Creation()),
        FactFrame(name="rijk", function=negation(fact("arm"))),
        ActFrame(name="toekennen", precondition=all_of(fact("arm"), fact("a"))),
        ActFrame(name="weigeren", precondition=negation(fact("a"))),
    )
)


def test_what_a_change_brings_about() -> None:
    situation = Situation(values={"inkomen": Decimal(1500), "a": True}, on=DAY)
    moves = what_if(MODEL, situation, {"inkomen": Decimal(1000)})
    assert [(str(move.name), move.before, move.after) for move in moves] == [
        ("[arm]", False, True),
        ("[rijk]", True, False),
        ("<<toekennen>>", Availability.BARRED, Availability.AVAILABLE),
    ]


def test_a_fact_can_be_made_unknown_and_only_some_goals_looked_at() -> None:
    situation = Situation(values={"inkomen": Decimal(1500), "a": True}, on=DAY)
    moves = what_if(MODEL, situation, {"inkomen": None}, [fact_name("arm"), act_name("weigeren")])
    assert [(move.name, move.before, move.after) for move in moves] == [(fact_name("arm"), False, UNKNOWN)]
    with pytest.raises(NoSuchFrame):
        what_if(MODEL, situation, {}, [act_name("onbekend")])
