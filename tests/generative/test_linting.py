"""Random models, with rings and all: a check never fails, rings are what a naive search says, kinds do not change."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spec.law.models import make
from waarborg.core.law.coverage import measure_coverage
from waarborg.core.law.difference import Answer, compare
from waarborg.core.law.expressions import (
    Creation,
    EvaluationDate,
    Expression,
    InvalidExpression,
    Is,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Scope,
    Unreadable,
)
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.kinds import infer_kinds
from waarborg.core.law.layout import lay_out
from waarborg.core.law.linting.checking import lint
from waarborg.core.law.linting.findings import Code
from waarborg.core.law.linting.rings import Graph, find_ring, list_components, list_knots
from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.law.values import Kind
from waarborg.core.terms.periods import Period

DAY = date(2026, 3, 3)
NAMES = ("a", "b", "c", "d", "A ", "e")


# --- random models ---------------------------------------------------------------------------------------
names = st.sampled_from(NAMES)
leaves: st.SearchStrategy[Expression] = st.one_of(
    names.map(Reference),
    st.sampled_from([Literal(True), Literal(Decimal(3)), Literal("x"), EvaluationDate(), Is()]),
    st.just(Unreadable("it is not known")),
    st.just(Creation()),
)


def operate(operator: Operator, parts: list[Expression]) -> Expression:
    """An operation, or its first part when it cannot be meant."""
    try:
        return Operation(operator, tuple(parts))
    except InvalidExpression:
        return parts[0]


def grow(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Larger expressions."""
    operators = st.sampled_from(
        [Operator.AND, Operator.OR, Operator.NOT, Operator.EQUAL, Operator.LESS_THAN, Operator.AT_MOST]
        + [Operator.SUM, Operator.PRODUCT, Operator.MAX, Operator.IF, Operator.MEMBER, Operator.COUNT]
    )
    return st.one_of(
        st.builds(operate, operators, st.lists(inner, min_size=1, max_size=3)),
        st.builds(
            Projection, st.lists(names, min_size=1, max_size=2).map(tuple), inner, st.sampled_from(Scope)
        ),
        st.lists(inner, max_size=2).map(lambda parts: Creation(tuple(parts))),
    )


expressions = st.recursive(leaves, grow, max_leaves=8)
perhaps = st.none() | expressions
periods = st.sampled_from([None, None, None, Period(date(2020, 1, 1), date(2021, 1, 1))])
sources = st.lists(
    st.builds(
        Source,
        st.sampled_from(SourceKind),
        st.just("artikel 1"),
        st.sampled_from(["", "BWBR0005537", "/jci1.3:c:BWBR0005537", "de wet", "ECLI:NL:HR:2021:887"]),
        valid=periods,
    ),
    max_size=2,
).map(tuple)
made = st.lists(st.builds(Name, st.sampled_from([FrameKind.FACT, FrameKind.DUTY]), names), max_size=2).map(
    tuple
)
some = st.lists(names, max_size=2).map(tuple)


def build_fact(
    name: str, function: Expression | None, kind: Kind | None, rest: dict[str, object]
) -> FactFrame:
    """A fact, without a kind that its function contradicts."""
    given_kind = function.kind if function is not None else None
    return FactFrame(name=name, function=function, kind=kind if given_kind is None else None, **rest)  # type: ignore[arg-type]  # as built


def build_duty(term: Expression | None, **parts: object) -> DutyFrame:
    """A duty, without a term that is no date."""
    fits = term is not None and term.kind in (None, Kind.DATE)
    return DutyFrame(term=term if fits else None, **parts)  # type: ignore[arg-type]  # as built


rest = st.fixed_dictionaries({"sources": sources, "valid": periods})
frames: st.SearchStrategy[Frame] = st.one_of(
    st.builds(build_fact, names, perhaps, st.none() | st.sampled_from(Kind), rest),
    st.builds(build_fact, names, expressions, st.none(), rest),
    st.builds(
        ActFrame,
        name=names,
        actor=perhaps,
        precondition=perhaps,
        creates=made,
        terminates=made,
        sources=sources,
    ),
    st.builds(build_duty, perhaps, name=names, holder=perhaps, creates=some, terminates=some, enforces=some),
)
models = st.lists(frames, max_size=8, unique_by=lambda frame: frame.full_name).map(make)


@settings(max_examples=150)
@given(models)
def test_a_check_never_fails_and_names_what_is_there(model: Interpretation) -> None:
    found = lint(model, on=DAY)
    assert len(set(found)) == len(found)
    assert all(finding.frame is None or model.has(finding.frame) for finding in found)
    assert lint(model, on=DAY) == found
    assert measure_coverage(model, on=DAY).frames.sourced.of == len(model.frames)
    picture = lay_out(model, most=4)
    assert len(picture.nodes) + picture.hidden == len(model.frames)


@settings(max_examples=100)
@given(models)
def test_a_ring_is_found_exactly_when_facts_lead_to_themselves(model: Interpretation) -> None:
    # Projections and creations apart, whose parts are not always needed.
    plain = make(
        frame
        for frame in model.facts
        if frame.function is None or not any(map(is_apart, spread(frame.function)))
    )
    reads = {
        fact.name: {part.name for part in spread(fact.function) if isinstance(part, Reference)}
        for fact in plain.facts
        if fact.function is not None and fact.is_in_force(DAY)
    }
    in_ring = {name for name in reads if name in reach(reads, name)}
    found = [finding for finding in lint(plain, on=DAY) if finding.code is Code.RING]
    named = [name.text for finding in found for name in (finding.frame, *finding.related) if name is not None]
    assert sorted(named) == sorted(in_ring)


@settings(max_examples=60)
@given(models, models)
def test_a_difference_is_none_with_itself_and_shows_what_it_says(
    before: Interpretation, after: Interpretation
) -> None:
    assert compare(before, before, on=DAY).is_empty
    found = compare(before, after, on=DAY)
    for change in found.changed:
        for effect in change.effects.values():
            assert (effect.answer is Answer.DIFFERENT) is (effect.values is not None)
    back = compare(after, before, on=DAY)
    assert (set(back.added), set(back.removed)) == (set(found.removed), set(found.added))


@given(
    st.lists(frames, max_size=6, unique_by=lambda frame: frame.full_name), st.randoms(use_true_random=False)
)
def test_kinds_do_not_depend_on_the_order_of_the_frames(listed: list[Frame], random: object) -> None:
    before = infer_kinds(make(listed))
    mixed = list(listed)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random
    after = infer_kinds(make(mixed))
    if all(isinstance(kind, Kind) for kind in before.values()):
        assert after == before


def spread(expression: Expression) -> list[Expression]:
    """An expression and its parts, by recursion."""
    return [expression, *(item for part in expression.parts for item in spread(part))]


def is_apart(expression: Expression) -> bool:
    """Whether not all of its parts are needed for its value."""
    return isinstance(expression, Projection | Creation)


def reach(reads: dict[str, set[str]], name: str) -> set[str]:
    """The facts that a fact leads to, one step after the other until nothing is added."""
    found: set[str] = set()
    grown = set(reads.get(name, ()))
    while grown != found:
        found = grown
        grown = found | {further for other in found for further in reads.get(other, ())}
    return found


# --- Tarjan against naive reachability -------------------------------------------------------------------
graphs: st.SearchStrategy[Graph] = st.dictionaries(
    st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=3), max_size=8
)


@given(graphs)
def test_components_are_the_groups_that_reach_each_other(graph: Graph) -> None:
    reads = {node: set(targets) for node, targets in graph.items()}
    nodes = set(reads) | {target for targets in reads.values() for target in targets}
    reached = {node: reach(reads, node) for node in nodes}
    naive = {
        frozenset({node} | {other for other in reached[node] if node in reached[other]}) for node in nodes
    }
    components = list_components(graph)
    assert {frozenset(component) for component in components} == naive
    assert len(components) == len(naive)
    knots = {frozenset(knot) for knot in list_knots(graph)}
    assert knots == {group for group in naive if any(node in reached[node] for node in group)}
    for knot in list_knots(graph):
        ring = find_ring(graph, knot[0], knot)
        assert ring[0] == ring[-1] == knot[0]
        assert all(after in graph[before] for before, after in pairwise(ring))
        assert len(set(ring)) == len(ring) - 1


def test_no_ring_is_made_up() -> None:
    with pytest.raises(ValueError, match="no ring through 'a'"):
        find_ring({"a": ["b"], "b": ["c"], "c": ["b"]}, "a", "abc")
