"""Which fact to ask first."""

from decimal import Decimal

import pytest

from tests.spec.law.models import DAY, fact, make, number, op
from waarborg.core.law.asking import rank_questions
from waarborg.core.law.decisions import Bound
from waarborg.core.law.decisions import weights as measuring
from waarborg.core.law.decisions.building import build
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.expressions import Literal, Operator, all_of, any_of, negation
from waarborg.core.law.frames import ActFrame
from waarborg.core.law.values import UNKNOWN


def ask(goal, values=None, **more):
    """The names to ask for, in order."""
    return rank_questions(make(), goal, Situation(values=values or {}, on=DAY), **more)


GOAL = all_of(fact("a"), any_of(fact("b"), fact("c")))


def test_the_most_decisive_fact_comes_first() -> None:
    # a decides unless b and c are both false: 3 of 4. b decides when a is true and c false: 1 of 4; so does c.
    asking = ask(GOAL)
    assert [(question.name, question.influence) for question in asking.questions] == [
        ("a", 0.75),
        ("b", 0.25),
        ("c", 0.25),
    ]
    # No settles the outcome when a is false: one of two answers.
    assert [question.settles for question in asking.questions] == [0.5, 0, 0]
    assert (asking.settled, asking.exact, asking.outcome) == (None, True, UNKNOWN)


def test_what_cannot_matter_any_more_is_not_asked() -> None:
    assert [question.name for question in ask(GOAL, {"b": True}).questions] == ["a"]
    asking = ask(GOAL, {"a": False})
    assert (asking.questions, asking.settled) == ((), False)


def test_a_settled_outcome_is_a_yes_or_a_no_and_nothing_else() -> None:
    assert ask(any_of(fact("a"), negation(fact("a")))).settled is True
    asking = ask(Literal(Decimal(3)))
    assert (asking.questions, asking.settled, asking.outcome) == ((), None, Decimal(3))


def test_the_facts_of_an_act_are_those_of_all_its_conditions() -> None:
    act = ActFrame(name="beslissen", actor=fact("college"), precondition=any_of(fact("a"), fact("b")))
    assert [question.name for question in ask(act).questions] == ["college", "a", "b"]


def test_an_income_is_asked_when_the_limit_can_matter() -> None:
    goal = all_of(fact("a"), op(Operator.AT_MOST, fact("inkomen"), number("1200")))
    assert [question.name for question in ask(goal).questions] == ["a", "inkomen"]


def test_past_the_bound_the_unknown_facts_of_the_evaluation_are_asked() -> None:
    asking = ask(GOAL, {"b": True}, bound=Bound(nodes=1))
    assert ([question.name for question in asking.questions], asking.exact) == (["a"], False)
    assert asking.questions[0].influence is None
    act = ActFrame(name="beslissen", precondition=GOAL)
    assert len(ask(act, bound=Bound(nodes=1)).questions) == 3


def test_influence_is_estimated_when_there_are_too_many_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    diagram = build(make(), GOAL, Situation(values={}, on=DAY))
    exact = [weight.influence for weight in measuring.weigh(diagram)]
    monkeypatch.setattr(measuring, "MOST_PAIRS", 0)
    # Each fact of this condition only helps, and then the estimate is the influence itself.
    assert [weight.influence for weight in measuring.weigh(diagram)] == pytest.approx(exact)


def test_three_answers_weigh_as_three() -> None:
    # red, blue and any other colour: two of the three pairs of answers give another outcome.
    asking = ask(op(Operator.EQUAL, fact("kleur"), Literal("rood")))
    assert asking.questions[0].influence == 1  # blue is no answer of its own here: red, or another
    goal = op(
        Operator.IF,
        op(Operator.EQUAL, fact("kleur"), Literal("rood")),
        fact("a"),
        op(Operator.IF, op(Operator.EQUAL, fact("kleur"), Literal("blauw")), Literal(True), Literal(False)),
    )
    # Red gives a, blue true, another false. Red and blue differ half of the time, red and another too, blue and
    # another always: (1/2 + 1/2 + 1) / 3. The fact a matters when it is red: 1/3.
    influences = {question.name: question.influence for question in ask(goal).questions}
    assert influences == {"kleur": pytest.approx(2 / 3), "a": pytest.approx(1 / 3)}
