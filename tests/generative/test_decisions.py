"""Decision diagrams beside plain search over all assignments."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.adapters.solving.z3_search import Z3Solver
from waarborg.core.law.asking import rank_questions
from waarborg.core.law.conditions import find_difference, is_always_true, is_never_true
from waarborg.core.law.decisions import FAULT, Question, Task, build, conclude_goal, expand, find_kinds
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.expressions import Expression, Literal, Operation, Operator, Reference
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.turning import find_turns
from waarborg.core.law.values import Kind, Outcome, Value
from waarborg.core.terms.text import Text

ON = date(2026, 11, 22)
BOOLEANS = "abcd"
NUMBERS = "mn"
CONSTANTS = (Decimal(0), Decimal("2.5"))
#: What a number is known to be; and what is tried, so that two numbers can stand in every order around all of these.
KNOWN = tuple(Decimal(text) for text in ("-1", "0", "1", "2", "2.5", "3"))
TRIED = tuple(Decimal(text) for text in ("-2", "-1", "-0.5", "0", "1", "2", "2.25", "2.5", "2.75", "3", "4"))

booleans = st.sampled_from([Reference(name) for name in BOOLEANS])
numbers = st.sampled_from([Reference(name) for name in NUMBERS])
constants = st.sampled_from([Literal(value) for value in CONSTANTS])


@st.composite
def comparisons(draw: st.DrawFn, other: st.SearchStrategy[Expression]) -> Expression:
    operator = draw(st.sampled_from([Operator.LESS_THAN, Operator.AT_MOST, Operator.EQUAL]))
    sides = (draw(numbers), draw(other))
    return Operation(operator, sides if draw(st.booleans()) else sides[::-1])


def deepen(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda parts: Operation(Operator.AND, parts)),
        several.map(lambda parts: Operation(Operator.OR, parts)),
        inner.map(lambda part: Operation(Operator.NOT, (part,))),
        st.tuples(inner, inner, inner).map(lambda parts: Operation(Operator.IF, parts)),
    )


def read(
    other: st.SearchStrategy[Expression],
) -> st.SearchStrategy[tuple[Expression, Expression, Expression]]:
    """A goal that may use two derived facts, and what these rest on. other: what numbers are compared with."""
    plain = st.recursive(st.one_of(booleans, comparisons(other)), deepen, max_leaves=5)
    derived = st.sampled_from([Reference("x"), Reference("y")])
    goal = st.recursive(st.one_of(booleans, comparisons(other), derived), deepen, max_leaves=9)
    return st.tuples(goal, plain, plain)


readings = read(st.one_of(constants, numbers))


def make(parts: tuple[Expression, Expression, Expression]) -> Interpretation:
    """The goal `g`, which may use `x` and `y`; what these rest on uses leaves alone."""
    goal, x, y = parts
    frames = [
        *(FactFrame(name=name, kind=Kind.BOOLEAN) for name in BOOLEANS),
        *(FactFrame(name=name, kind=Kind.NUMBER) for name in NUMBERS),
        FactFrame(name="x", function=x),
        FactFrame(name="y", function=y),
        FactFrame(name="g", function=goal),
    ]
    return Interpretation(id="test", version="1", title=Text("Toets", "Test"), frames=tuple(frames))


GOAL = Reference("g")
LEAVES: Mapping[str, tuple[Value, ...]] = {
    **dict.fromkeys(BOOLEANS, (False, True)),
    **dict.fromkeys(NUMBERS, TRIED),
}


def evaluate(model: Interpretation, values: Mapping[str, Value]) -> Outcome:
    return conclude_goal(model, GOAL, Situation(values=values, on=ON))


def list_all(known: Mapping[str, Value]) -> list[dict[str, Value]]:
    options = [(known[name],) if name in known else LEAVES[name] for name in LEAVES]
    return [dict(zip(LEAVES, values, strict=True)) for values in product(*options)]


@st.composite
def situations(draw: st.DrawFn) -> dict[str, Value]:
    """A few known facts; enough that plain search stays short."""
    known: dict[str, Value] = {}
    for name in LEAVES:
        if draw(st.booleans()):
            known[name] = draw(st.sampled_from(KNOWN if name in NUMBERS else (False, True)))
    return known


@settings(max_examples=60)
@given(readings, situations())
def test_only_facts_that_can_change_the_outcome_are_asked(
    parts: tuple[Expression, Expression, Expression], known: dict[str, Value]
) -> None:
    model = make(parts)
    table = {tuple(values.values()): evaluate(model, values) for values in list_all(known)}
    expected = {
        name
        for place, name in enumerate(LEAVES)
        if any(
            outcome != table[(*key[:place], value, *key[place + 1 :])]
            for key, outcome in table.items()
            for value in (LEAVES[name] if name not in known else (known[name],))
        )
    }
    asking = rank_questions(model, GOAL, Situation(values=known, on=ON))
    assert {question.name for question in asking.questions} == expected
    assert asking.exact
    outcomes = set(table.values())
    assert asking.settled is (outcomes.pop() if len(outcomes) == 1 else None)


@settings(max_examples=60)
@given(readings, situations())
def test_every_assignment_gives_in_the_diagram_what_evaluation_gives(
    parts: tuple[Expression, Expression, Expression], known: dict[str, Value]
) -> None:
    model = make(parts)
    diagram = build(model, GOAL, Situation(values=known, on=ON))
    for values in list_all(known)[::7]:
        left = diagram
        for name in diagram.support:
            if name in LEAVES and name in left.support and name in BOOLEANS:
                left = left.restrict(name, values[name])
        if left.is_constant:
            assert left.outcome == evaluate(model, values)
    for outcome in diagram.outcomes:
        found = diagram.find_assignment(outcome)
        assert found is not None
        assert evaluate(model, {**diagram.examples, **known, **found}) == outcome
    total = sum(diagram.probability(outcome) for outcome in diagram.outcomes)
    assert abs(total - 1) < 1e-9


@settings(max_examples=60)
@given(read(constants), situations(), st.booleans())
def test_the_smallest_sets_of_changes_are_those_of_plain_search(
    parts: tuple[Expression, Expression, Expression], known: dict[str, Value], wanted: bool
) -> None:
    model = make(parts)
    turns = find_turns(model, GOAL, Situation(values=known, on=ON), wanted, most=1000)
    unknown = [name for name in LEAVES if name not in known]

    def is_turned(changes: Mapping[str, Value]) -> bool:
        rest = {**known, **changes}
        return all(evaluate(model, values) is wanted for values in list_all(rest))

    smallest: set[frozenset[str]] = set()
    for size in range(3):
        for names in combinations(LEAVES, size):
            for values in product(*(LEAVES[name] for name in names)):
                if is_turned(dict(zip(names, values, strict=True))):
                    smallest.add(frozenset(names))
                    break
        if smallest:
            break
    if smallest:
        assert {frozenset(change.name for change in one) for one in turns.sets} == smallest
    else:
        assert all(len(one) > 2 for one in turns.sets)
    assert turns.exact
    for one in turns.sets[:20]:
        assert is_turned({change.name: change.after for change in one})
        assert all((change.before is None) == (change.name in unknown) for change in one)


@settings(max_examples=60)
@given(readings)
def test_conditions_that_are_never_or_always_true_are_found(
    parts: tuple[Expression, Expression, Expression],
) -> None:
    model = make(parts)
    outcomes = {evaluate(model, values) for values in list_all({})}
    never, always = is_never_true(model, GOAL, ON), is_always_true(model, GOAL, ON)
    assert (never.answer, never.exact) == (True not in outcomes, True)
    assert (always.answer, always.exact) == (False not in outcomes, True)
    for verdict, expected in ((never, True), (always, False)):
        if verdict.example is not None:
            assert evaluate(model, verdict.example) is expected
        assert (verdict.example is None) is verdict.answer


@settings(max_examples=60)
@given(readings, readings)
def test_readings_differ_when_some_assignment_gives_different_outcomes(
    left: tuple[Expression, Expression, Expression], right: tuple[Expression, Expression, Expression]
) -> None:
    before, after = make(left), make(right)
    differ = any(evaluate(before, values) != evaluate(after, values) for values in list_all({}))
    comparison = find_difference(before, after, GOAL, GOAL, ON)
    assert comparison.exact
    assert (comparison.difference is not None) is differ
    if comparison.difference is not None:
        values = comparison.difference.values
        assert comparison.difference.before == evaluate(before, values)
        assert comparison.difference.after == evaluate(after, values)
        assert comparison.difference.before != comparison.difference.after
        assert FAULT not in (comparison.difference.before, comparison.difference.after)


# --- z3 beside plain search -------------------------------------------------------------------------------
@st.composite
def linear(draw: st.DrawFn) -> Expression:
    """Sums of both numbers, which diagrams cannot settle; such that they never come to a third of something."""
    m, n = Reference("m"), Reference("n")
    tripled = Operation(Operator.PRODUCT, (Literal(Decimal(3)), n))
    total = Operation(Operator.SUM, (m, tripled))
    operator = draw(st.sampled_from([Operator.LESS_THAN, Operator.AT_MOST, Operator.EQUAL]))
    if draw(st.booleans()):
        return Operation(operator, (total, draw(constants)))
    side = draw(st.sampled_from([Operation(Operator.DIFFERENCE, (m, n)), m, n]))
    return Operation(operator, (side, draw(st.one_of(constants, numbers))))


@st.composite
def sums(draw: st.DrawFn) -> tuple[Expression, Expression, Expression]:
    inner = st.recursive(st.one_of(booleans, linear()), deepen, max_leaves=5)
    return draw(inner), draw(inner), draw(inner)


@settings(max_examples=60)
@given(sums())
def test_z3_agrees_with_plain_search_on_sums(parts: tuple[Expression, Expression, Expression]) -> None:
    model, solver = make(parts), Z3Solver()
    outcomes = {evaluate(model, values) for values in list_all({})}
    never = is_never_true(model, GOAL, ON, solver=solver)
    always = is_always_true(model, GOAL, ON, solver=solver)
    # Plain search tries few numbers: what it finds is there, and what z3 finds is checked by evaluation.
    assert never.exact
    assert always.exact
    assert not (never.answer and True in outcomes)
    assert not (always.answer and False in outcomes)
    for verdict, expected in ((never, True), (always, False)):
        if not verdict.answer:
            assert verdict.example is not None
            assert evaluate(model, verdict.example) is expected


@settings(max_examples=40)
@given(readings)
def test_z3_alone_says_what_a_diagram_says(parts: tuple[Expression, Expression, Expression]) -> None:
    model = make(parts)
    program = expand(model, GOAL, Situation(values={}, on=ON))
    for question, outcome in ((Question.TRUE, True), (Question.FALSE, False)):
        solution = Z3Solver().find(Task(program, question, find_kinds(program), ON))
        assert solution is not None
        assert (solution.values is not None) is (
            build(model, GOAL, Situation(values={}, on=ON)).probability(outcome) > 0
        )
        if solution.values is not None:
            assert evaluate(model, {**solution.values}) is outcome


@settings(max_examples=40)
@given(sums(), st.data())
def test_z3_finds_no_larger_set_of_changes_than_plain_search(
    parts: tuple[Expression, Expression, Expression], data: st.DataObject
) -> None:
    model = make(parts)
    known: dict[str, Value] = {name: data.draw(st.sampled_from(options)) for name, options in LEAVES.items()}
    wanted = not evaluate(model, known)
    turns = find_turns(model, GOAL, Situation(values=known, on=ON), wanted, solver=Z3Solver())
    smallest = min(
        (
            sum(values[name] != known[name] for name in LEAVES)
            for values in list_all({})
            if evaluate(model, values) is wanted
        ),
        default=None,
    )
    if smallest is not None:
        assert turns.sets
        assert len(turns.sets[0]) <= smallest
    for one in turns.sets:
        assert evaluate(model, {**known, **{change.name: change.after for change in one}}) is wanted
