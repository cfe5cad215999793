"""Conditions that are never or always true, and readings that part."""

from decimal import Decimal

from tests.spec.law.diagrams import INCOME
from tests.spec.law.models import DAY, fact, make, number, op
from waarborg.core.law.conditions import Comparison, find_difference, is_always_true, is_never_true
from waarborg.core.law.decisions import (
    FAULT,
    Bound,
    Solution,
    Task,
    build_pair,
    expand,
)
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.expressions import (
    Literal,
    Operator,
    Unreadable,
    all_of,
    any_of,
    negation,
)
from waarborg.core.law.frames import FactFrame


def test_a_condition_that_nothing_can_meet_is_found() -> None:
    verdict = is_never_true(make(), all_of(fact("a"), negation(fact("a"))), DAY)
    assert (verdict.answer, verdict.exact, verdict.example) == (True, True, None)
    verdict = is_never_true(make(), all_of(fact("a"), fact("b")), DAY)
    assert (verdict.answer, verdict.exact, verdict.example) == (False, True, {"a": True, "b": True})


def test_a_condition_that_everything_meets_is_found() -> None:
    assert is_always_true(make(), any_of(fact("a"), negation(fact("a"))), DAY).answer is True
    assert is_always_true(make(), fact("a"), DAY).example == {"a": False}
    assert is_always_true(make(), Unreadable("not read"), DAY).answer is False


def test_numbers_that_cannot_be_below_and_above_are_found() -> None:
    low = op(Operator.LESS_THAN, fact("n"), number("5"))
    high = op(Operator.LESS_THAN, number("5"), fact("n"))
    assert is_never_true(make(), all_of(low, high), DAY).answer is True
    assert is_always_true(make(), any_of(low, high), DAY).example == {"n": Decimal(5)}


def test_past_the_bound_a_condition_has_no_verdict() -> None:
    verdict = is_never_true(make(), all_of(fact("a"), fact("b")), DAY, bound=Bound(nodes=1))
    assert (verdict.answer, verdict.exact, verdict.is_past_bound) == (None, False, True)
    comparison = find_difference(make(), make(), fact("a"), fact("b"), DAY, bound=Bound(nodes=1))
    assert (comparison.difference, comparison.exact, comparison.is_past_bound) == (None, False, True)


def test_two_readings_that_part_come_with_facts_that_show_it() -> None:
    # "at most 1200" against "less than 1200" differ in one income only.
    before = op(Operator.AT_MOST, fact("inkomen"), number("1200"))
    after = op(Operator.LESS_THAN, fact("inkomen"), number("1200"))
    comparison = find_difference(make((INCOME,)), make((INCOME,)), before, after, DAY)
    assert comparison.exact
    assert comparison.difference is not None
    assert comparison.difference.values == {"inkomen": Decimal(1200)}
    assert (comparison.difference.before, comparison.difference.after) == (True, False)


def test_two_readings_that_say_the_same_in_other_words_do_not_part() -> None:
    before = negation(all_of(fact("a"), fact("b")))
    after = any_of(negation(fact("a")), negation(fact("b")))
    comparison = find_difference(make(), make(), before, after, DAY)
    assert (comparison.difference, comparison.exact) == (None, True)


def test_a_fact_that_one_reading_asks_and_the_other_works_out_is_given_to_the_first_only() -> None:
    after = make((FactFrame(name="hulpbehoevend", function=fact("a")),))
    comparison = find_difference(make(), after, fact("hulpbehoevend"), fact("hulpbehoevend"), DAY)
    difference = comparison.difference
    assert difference is not None
    assert difference.values_before.keys() == {"hulpbehoevend"}
    assert difference.values_after.keys() == {"a"}
    assert difference.values_before["hulpbehoevend"] is not difference.values_after["a"]


def test_readings_that_part_only_where_facts_do_not_fit_are_still_apart() -> None:
    comparison = find_difference(make(), make(), Unreadable("not read"), Literal(True), DAY)
    assert comparison.difference is not None
    assert (comparison.difference.before, comparison.difference.after) == (FAULT, True)


def test_a_pair_shows_where_it_parts() -> None:
    situation = Situation(values={}, on=DAY)
    left, right = (expand(make(), goal, situation) for goal in (fact("a"), all_of(fact("a"), fact("b"))))
    pair = build_pair(left, right, DAY)
    assert (pair.left.probability(True), pair.right.probability(True)) == (0.5, 0.25)
    assert pair.differs.find_assignment(True) == {"a": True, "b": False}


# --- a solver --------------------------------------------------------------------------------------------
class Told:
    """A solver that gives the answer it was told."""

    def __init__(self, answer: Solution | None) -> None:
        self.answer = answer

    def find(self, task: Task) -> Solution | None:
        """The answer, whatever the task."""
        return self.answer


SUM = op(Operator.AT_MOST, op(Operator.SUM, fact("m"), fact("n")), number("10"))
NEVER = all_of(SUM, op(Operator.LESS_THAN, number("10"), op(Operator.SUM, fact("m"), fact("n"))))


def test_a_solver_is_asked_when_a_diagram_is_not_exact() -> None:
    assert is_never_true(make(), NEVER, DAY).exact is False
    assert is_never_true(make(), NEVER, DAY, solver=Told(None)).exact is False
    certain = is_never_true(make(), NEVER, DAY, solver=Told(Solution(None)))
    assert (certain.answer, certain.exact) == (True, True)
    wrong = is_never_true(make(), NEVER, DAY, solver=Told(Solution({"m": Decimal(1), "n": Decimal(1)})))
    assert (wrong.answer, wrong.exact) == (True, False)  # it was no example: evaluation says so


def test_a_solver_is_asked_past_the_bound() -> None:
    example = {"m": Decimal(1), "n": Decimal(1)}
    small = Bound(nodes=1)
    verdict = is_never_true(make(), SUM, DAY, bound=small, solver=Told(Solution(example)))
    assert (verdict.answer, verdict.exact, verdict.example) == (False, True, example)
    assert is_never_true(make(), SUM, DAY, bound=small, solver=Told(Solution(None))).answer is True
    assert is_never_true(make(), SUM, DAY, bound=small, solver=Told(None)).is_past_bound


def test_a_solver_compares_two_readings() -> None:
    other = op(Operator.LESS_THAN, op(Operator.SUM, fact("m"), fact("n")), number("10"))
    small = Bound(nodes=1)

    def compare(answer: Solution | None) -> Comparison:
        return find_difference(make(), make(), SUM, other, DAY, bound=small, solver=Told(answer))

    found = compare(Solution({"m": Decimal(4), "n": Decimal(6)}))
    assert found.difference is not None
    assert (found.exact, found.is_past_bound) == (True, False)
    wrong = compare(Solution({"m": Decimal(1), "n": Decimal(1)}))
    assert (wrong.difference, wrong.exact, wrong.is_past_bound) == (None, False, True)
    assert compare(Solution(None)).exact
    assert compare(None).is_past_bound
