"""Explanations of models made up at random: complete, in both languages, and no longer than the trace allows."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.spec.law.models import make
from waarborg.core.law.evaluation import Conclusion, Evaluation, How, Situation
from waarborg.core.law.explaining import Explanation, Layer, SentenceKind, explain, render_text, trace_as_json
from waarborg.core.law.expressions import (
    EvaluationDate,
    Expression,
    Is,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Rounding,
    RoundingMode,
    Scope,
    TermRule,
    Unreadable,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.signatures import InvalidExpression
from waarborg.core.law.values import Fault, Identity, Money, Record, Value
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period

DAY = date(2026, 3, 3)
#: Facts are worked out from those after them, so there are no rings; the last ones are never worked out.
NAMES = tuple(f"f{number}" for number in range(4))
LEAVES = ("a", "b", "c", "d")
MANY = (Operator.AND, Operator.OR, Operator.SUM, Operator.PRODUCT, Operator.MIN, Operator.MAX, Operator.LIST)
PAIRS = (
    Operator.EQUAL,
    Operator.LESS_THAN,
    Operator.AT_MOST,
    Operator.MEMBER,
    Operator.DIFFERENCE,
    Operator.PERIOD,
)
#: Words that belong to one of the languages only.
DUTCH = frozenset("niet geldt zijn bekend wordt het een van dat dit want hier tot en".split())
ENGLISH = frozenset("not the known becomes that this because here until and".split())
SINGLE = (Operator.NOT, Operator.COUNT, Operator.START, Operator.END)

simple_values: st.SearchStrategy[Value] = st.one_of(
    st.booleans(),
    st.integers(-50, 2000).map(Decimal),
    st.integers(-50, 2000).map(lambda cents: Money(Decimal(cents) / 100)),
    st.sampled_from(["bijstand", "loon"]),
    st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    st.dates(date(2024, 1, 1), date(2028, 1, 1)).map(Period),
    st.just(Identity("paula")),
)
values: st.SearchStrategy[Value] = st.one_of(
    simple_values,
    simple_values,
    st.lists(simple_values, max_size=3).map(tuple),
    st.dictionaries(st.sampled_from(LEAVES), simple_values).map(Record),
    st.lists(st.dictionaries(st.sampled_from(LEAVES), simple_values).map(Record), max_size=3).map(tuple),
)


def build(operator: Operator, parts: list[Expression], setting: object = None) -> Expression:
    """The operation, or its first part where these parts cannot go together."""
    try:
        return Operation(operator, tuple(parts), setting)  # type: ignore[arg-type]  # one that fits the operator
    except InvalidExpression:
        return parts[0]


def expressions(names: tuple[str, ...]) -> st.SearchStrategy[Expression]:
    """Rules over these facts, of every operator."""
    roundings = st.builds(Rounding, st.integers(-2, 3), st.sampled_from(RoundingMode))
    lengths = st.builds(Length, st.integers(1, 20), st.sampled_from(Unit))
    leaf: st.SearchStrategy[Expression] = st.one_of(
        st.sampled_from(names).map(Reference),
        st.sampled_from(names).map(Reference),
        simple_values.map(Literal),
        st.sampled_from([EvaluationDate(), Is(), Is(Identity("paula")), Unreadable("onleesbaar")]),
    )

    def grow(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        pair = st.lists(inner, min_size=2, max_size=2)
        one = st.lists(inner, min_size=1, max_size=1)
        return st.one_of(
            st.builds(build, st.sampled_from(MANY), st.lists(inner, min_size=1, max_size=4)),
            st.builds(build, st.sampled_from(PAIRS), pair),
            st.builds(build, st.sampled_from(SINGLE), one),
            st.builds(build, st.just(Operator.IF), st.lists(inner, min_size=3, max_size=3)),
            st.builds(build, st.just(Operator.QUOTIENT), pair, roundings),
            st.builds(build, st.just(Operator.ROUND), one, roundings),
            st.builds(build, st.just(Operator.ADD), one, lengths),
            st.builds(build, st.just(Operator.ADD), pair, st.sampled_from(Unit)),
            st.builds(build, st.just(Operator.BETWEEN), pair, st.sampled_from(Unit)),
            st.builds(build, st.just(Operator.TERM), one, st.builds(TermRule, lengths, st.booleans())),
            st.builds(
                Projection, st.sampled_from(names).map(lambda name: (name,)), inner, st.sampled_from(Scope)
            ),
        )

    return st.recursive(leaf, grow, max_leaves=8)


RULES = tuple(expressions((*NAMES[position + 1 :], *LEAVES)) for position in range(len(NAMES)))


@st.composite
def explained(draw: st.DrawFn) -> tuple[Conclusion, Explanation]:
    """What holds of the first fact of a model, and why."""
    frames = [FactFrame(name=name, function=draw(rule)) for name, rule in zip(NAMES, RULES, strict=True)]
    facts = draw(st.dictionaries(st.sampled_from(LEAVES), values))
    suppliers = draw(st.dictionaries(st.sampled_from(LEAVES), st.sampled_from(["balie", "algoritme 3", " "])))
    by = draw(st.sampled_from([None, Identity("paula"), Identity("jan")]))
    interpretation = make(frames)
    situation = Situation(values=facts, on=DAY, by=by, suppliers=suppliers)
    conclusion = Evaluation(interpretation, situation).conclude_fact("f0")
    return conclusion, explain(interpretation, conclusion, situation)


def list_steps(conclusion: Conclusion) -> Iterator[Conclusion]:
    """Every conclusion of a trace, each once."""
    seen: set[int] = set()
    todo = [conclusion]
    while todo:
        item = todo.pop()
        if id(item) not in seen:
            seen.add(id(item))
            yield item
            todo.extend(item.parts)


def count_mentions(conclusion: Conclusion) -> int:
    return 1 + sum(len(item.parts) for item in list_steps(conclusion))


@given(explained())
def test_every_sentence_is_whole_in_both_languages(case: tuple[Conclusion, Explanation]) -> None:
    _, explanation = case
    for layer in Layer:
        for sentence in explanation.list_sentences(layer):
            for text in (sentence.text.nl, sentence.text.en):
                assert not set("{}\n") & set(text)
                assert "  " not in text
                assert text[-1] in ".?"
                assert "None" not in text
        assert not ENGLISH & set(render_text(explanation, "nl", layer).casefold().split())
        assert not DUTCH & set(render_text(explanation, "en", layer).casefold().split())


@given(explained())
def test_every_fact_that_was_given_or_is_unknown_stands_in_the_tree(
    case: tuple[Conclusion, Explanation],
) -> None:
    conclusion, explanation = case
    told = {(sentence.fact, sentence.kind) for sentence in explanation.tree}
    for item in list_steps(conclusion):
        if item.fact is None:
            continue
        if item.how is How.GIVEN:
            assert (item.fact, SentenceKind.GIVEN) in told
        elif item.how is How.UNKNOWN:
            assert (item.fact, SentenceKind.UNKNOWN) in told
    facts = {item.fact for item in list_steps(conclusion) if item.fact is not None}
    assert {sentence.fact for sentence in explanation.tree if sentence.fact is not None} == facts


@given(explained())
def test_the_layers_are_no_longer_than_the_trace(case: tuple[Conclusion, Explanation]) -> None:
    conclusion, explanation = case
    assert len(explanation.tree) <= count_mentions(conclusion)
    assert len(explanation.steps) <= len(explanation.tree)
    entries = trace_as_json(conclusion, on=DAY)
    assert len(entries) == len([item for item in list_steps(conclusion) if item.fact is not None])


@given(explained())
def test_what_the_steps_say_stands_in_the_tree_too(case: tuple[Conclusion, Explanation]) -> None:
    _, explanation = case
    facts_in_tree = {sentence.fact for sentence in explanation.tree}
    assert {sentence.fact for sentence in explanation.steps} <= facts_in_tree | {None}


@given(explained())
def test_a_fault_is_told_with_what_is_wrong(case: tuple[Conclusion, Explanation]) -> None:
    conclusion, explanation = case
    if isinstance(conclusion.value, Fault):
        assert explanation.line.text.nl.startswith("Niet te bepalen: f0. ")
        assert explanation.steps[0].kind is SentenceKind.FAULT
