"""What differs between two readings of a law, and a case that shows it."""

from datetime import date
from decimal import Decimal

from tests.spec.law.models import DAY, fact, make, number, op
from tests.spec.law.test_linting import make_choice, make_with
from waarborg.core.law.decisions import Bound
from waarborg.core.law.difference import Answer, Difference, Effect, Part, compare, confirm
from waarborg.core.law.expressions import (
    Creation,
    Expression,
    Literal,
    Operator,
    Projection,
    Reference,
    all_of,
    any_of,
    negation,
)
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, act_name, duty_name, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.law.tidying import tidy
from waarborg.core.law.values import UNKNOWN
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

ARTICLE, OTHER = Source(SourceKind.BWB, "artikel 1"), Source(SourceKind.BWB, "artikel 2")


def differ(before: list[Frame], after: list[Frame], bound: Bound | None = None) -> Difference:
    """The difference between two models of these frames."""
    return compare(make(before), make(after), on=DAY, bound=bound)


def differ_in(before: Frame, after: Frame) -> tuple[Part, ...]:
    """The parts in which two versions of one frame differ."""
    changes = differ([before], [after]).changed
    return changes[0].parts if changes else ()


def find_effect(before: Expression | None, after: Expression | None) -> Effect:
    """What comes of a fact of which the function changed."""
    (change,) = differ([FactFrame(name="r", function=before)], [FactFrame(name="r", function=after)]).changed
    assert change.parts == (Part.FUNCTION,)
    return change.effects[Part.FUNCTION]


# --- frames ----------------------------------------------------------------------------------------------
def test_equal_models_do_not_differ() -> None:
    frames: list[Frame] = [FactFrame(name="a", function=all_of(fact("b"), fact("c")), sources=(ARTICLE,))]
    found = differ(frames, list(frames))
    assert found.is_empty
    assert found.shared == (fact_name("a"),)


def test_frames_that_came_and_went_are_listed() -> None:
    found = differ([FactFrame(name="a"), FactFrame(name="b")], [FactFrame(name="b"), ActFrame(name="a")])
    assert (found.removed, found.added, found.shared) == (
        (fact_name("a"),),
        (act_name("a"),),
        (fact_name("b"),),
    )
    assert not found.is_empty


def test_names_that_differ_in_white_space_only_are_the_same() -> None:
    before = [
        FactFrame(name="recht  op", function=all_of(fact("a "), Projection((" zaak", "x"), fact("b")))),
        ActFrame(name="a", creates=(fact_name("recht  op"),)),
        DutyFrame(name="d", creates=("a ",)),
    ]
    after = [
        FactFrame(name="recht op", function=all_of(fact("a"), Projection(("zaak", "x"), fact("b")))),
        ActFrame(name="a", creates=(fact_name("recht op"),)),
        DutyFrame(name="d", creates=("a",)),
    ]
    assert differ(before, after).is_empty


def test_two_frames_that_get_one_name_are_taken_for_the_first() -> None:
    old, new = Period(date(2020, 1, 1), date(2025, 1, 1)), Period(date(2025, 1, 1))
    model = make([FactFrame(name="a"), FactFrame(name="a ", function=fact("b")), FactFrame(name="c")])
    assert [frame.name for frame in tidy(model).frames] == ["a", "c"]
    versions = make([FactFrame(name="a", valid=old), FactFrame(name=" a", valid=new)])
    assert len(tidy(versions).frames) == 2


def test_a_choice_follows_the_names_of_its_frames() -> None:
    model = make_with(make_choice(frames=(fact_name("a  b"),)), FactFrame(name="a  b"))
    assert tidy(model).choices[0].frames == (fact_name("a b"),)


def test_each_part_of_a_fact_that_changed_is_named() -> None:
    assert differ_in(FactFrame(name="a"), FactFrame(name="a", label=Text("A", "A"))) == (Part.LABEL,)
    assert differ_in(FactFrame(name="a"), FactFrame(name="a", question=Text("A?", "A?"))) == (Part.QUESTION,)
    assert differ_in(FactFrame(name="a"), FactFrame(name="a", valid=Period(DAY))) == (Part.PERIOD,)
    assert differ_in(
        FactFrame(name="a", sources=(ARTICLE,)), FactFrame(name="a", sources=(OTHER,), explanation="Zie")
    ) == (Part.EXPLANATION, Part.SOURCES)


def test_each_part_of_an_act_and_a_duty_that_changed_is_named() -> None:
    act = ActFrame(name="a", actor=fact("b"), action="geven", terminates=(fact_name("x"),))
    assert differ_in(act, ActFrame(name="a", recipient=fact("b"), action="nemen")) == (
        Part.ACTOR,
        Part.ACTION,
        Part.RECIPIENT,
        Part.TERMINATES,
    )
    duty = DutyFrame(name="d", holder=fact("a"), components=("eerst",), enforces=("x",))
    assert differ_in(duty, DutyFrame(name="d", claimant=fact("a"), term=fact("t"))) == (
        Part.HOLDER,
        Part.CLAIMANT,
        Part.COMPONENTS,
        Part.ENFORCES,
        Part.TERM,
    )


def test_order_of_sources_and_white_space_in_texts_do_not_count() -> None:
    before = FactFrame(name="a", sources=(ARTICLE, OTHER), explanation="Zie  daar")
    assert differ_in(before, FactFrame(name="a", sources=(OTHER, ARTICLE), explanation="Zie daar")) == ()


def test_the_version_in_force_is_compared_and_others_are_named_as_such() -> None:
    old, new = Period(date(2020, 1, 1), date(2025, 1, 1)), Period(date(2025, 1, 1))
    before = [FactFrame(name="a", valid=old), FactFrame(name="a", valid=new)]
    renamed = FactFrame(name="a", valid=old, label=Text("A", "A"))
    (change,) = differ(before, [renamed, before[1]]).changed
    assert change.parts == (Part.OTHER_VERSIONS,)
    assert change.after.valid == new
    (fewer,) = differ(before, [before[1]]).changed
    assert fewer.parts == (Part.OTHER_VERSIONS,)


def test_without_a_version_in_force_the_earliest_is_compared() -> None:
    gone = [Period(date(2020, 1, 1), date(2021, 1, 1)), Period(date(2022, 1, 1), date(2023, 1, 1))]
    versions: list[Frame] = [FactFrame(name="a", valid=period) for period in reversed(gone)]
    (change,) = differ(versions, [FactFrame(name="a")]).changed
    assert change.before.valid == gone[0]


# --- outcomes --------------------------------------------------------------------------------------------
def test_a_changed_condition_comes_with_a_case_that_shows_it() -> None:
    effect = find_effect(all_of(fact("a"), fact("b")), any_of(fact("a"), fact("b")))
    assert effect.answer is Answer.DIFFERENT
    # One of the two holds and the other does not.
    assert effect.values in ({"a": True, "b": False}, {"a": False, "b": True})
    assert (effect.before, effect.after) == (False, True)
    assert effect.describe().nl == "Er is een geval waarin de uitkomst anders is."


def test_a_case_names_no_facts_that_do_not_matter() -> None:
    effect = find_effect(all_of(fact("a"), fact("b"), fact("c")), all_of(fact("b"), fact("c")))
    assert effect.values == {"a": False, "b": True, "c": True}
    effect = find_effect(any_of(fact("a"), all_of(fact("b"), fact("c"))), fact("a"))
    assert effect.values == {"a": False, "b": True, "c": True}
    effect = find_effect(all_of(fact("a"), fact("b")), Literal(True))
    assert effect.values in ({"a": False}, {"b": False})


def test_a_threshold_that_moved_comes_with_a_number_in_between() -> None:
    effect = find_effect(
        op(Operator.LESS_THAN, fact("leeftijd"), number("18")),
        op(Operator.LESS_THAN, fact("leeftijd"), number("21")),
    )
    assert effect.values is not None
    age = effect.values["leeftijd"]
    assert isinstance(age, Decimal)
    assert 18 <= age < 21
    assert (effect.before, effect.after) == (False, True)


def test_a_condition_that_is_only_written_otherwise_comes_out_the_same() -> None:
    effect = find_effect(
        negation(all_of(fact("a"), fact("b"))), any_of(negation(fact("a")), negation(fact("b")))
    )
    assert effect == Effect(Answer.SAME)


def test_too_many_combinations_are_said_to_be_too_many() -> None:
    names = [fact(f"f{place}") for place in range(12)]
    narrow = Bound(nodes=2, combinations=2, cells=2)
    (change,) = differ(
        [FactFrame(name="r", function=all_of(*names))],
        [FactFrame(name="r", function=any_of(*names))],
        narrow,
    ).changed
    assert change.effects[Part.FUNCTION].answer is Answer.PAST_BOUND


def test_of_products_only_examples_are_tried() -> None:
    limit = number("100")
    left = op(Operator.PRODUCT, fact("a"), fact("b"))
    right = op(Operator.PRODUCT, fact("b"), fact("a"))
    effect = find_effect(op(Operator.LESS_THAN, left, limit), op(Operator.LESS_THAN, right, limit))
    assert effect == Effect(Answer.NONE_FOUND)


def test_a_fact_that_was_given_and_is_now_worked_out_is_not_compared() -> None:
    assert find_effect(None, fact("a")) == Effect(Answer.NOT_COMPARED)
    assert find_effect(Creation(), fact("a")) == Effect(Answer.NOT_COMPARED)


def test_facts_in_a_ring_are_not_compared() -> None:
    assert find_effect(fact("r"), negation(fact("r"))) == Effect(Answer.NOT_COMPARED)


def test_a_precondition_that_was_not_there_always_held() -> None:
    (change,) = differ([ActFrame(name="x")], [ActFrame(name="x", precondition=fact("a"))]).changed
    effect = change.effects[Part.PRECONDITION]
    assert (effect.values, effect.before, effect.after) == ({"a": False}, True, False)


def reading(expression: Expression, **values: bool) -> tuple[Interpretation, Expression, dict[str, bool]]:
    """A condition in a model without frames, with facts."""
    return make(), expression, values


def test_an_example_that_shows_nothing_proves_nothing() -> None:
    assert confirm(reading(fact("a"), a=True), reading(fact("a"), a=True), DAY) == Effect(Answer.NONE_FOUND)
    text = Literal("x")
    broken = negation(Reference("a"))
    model = make([FactFrame(name="a", function=text)])
    other = make([FactFrame(name="a", function=number("1"))])
    assert confirm((model, broken, {}), (other, broken, {}), DAY) == Effect(Answer.NONE_FOUND)


def test_an_example_with_an_unknown_outcome_keeps_all_its_facts() -> None:
    effect = confirm(reading(fact("b"), a=True), reading(fact("a"), a=True, c=True), DAY)
    assert (effect.before, effect.after) == (UNKNOWN, True)
    assert effect.values == {"a": True, "c": True}


# --- what follows from it --------------------------------------------------------------------------------
def test_frames_that_rest_on_what_changed_are_named() -> None:
    def model(limit: str) -> list[Frame]:
        return [
            FactFrame(name="jong", function=op(Operator.LESS_THAN, fact("leeftijd"), number(limit))),
            FactFrame(name="recht", function=fact("jong")),
            ActFrame(name="aanvragen", precondition=fact("recht")),
            DutyFrame(name="betalen", holder=fact("iemand"), creates=("aanvragen",)),
            FactFrame(name="leeftijd"),
        ]

    assert differ(model("18"), model("21")).touched == (fact_name("recht"), act_name("aanvragen"))


def test_a_new_text_touches_nothing() -> None:
    before = [FactFrame(name="a"), FactFrame(name="b", function=fact("a"))]
    after = [FactFrame(name="a", explanation="Zie"), FactFrame(name="b", function=fact("a"))]
    assert differ(before, after).touched == ()


def test_a_duty_is_touched_by_what_became_of_its_holder() -> None:
    before: list[Frame] = [DutyFrame(name="d", holder=fact("a"), claimant=fact("b")), FactFrame(name="a")]
    assert differ(before, before[:1]).touched == (duty_name("d"),)


# --- choices ---------------------------------------------------------------------------------------------
def test_choices_that_came_went_or_changed_are_listed() -> None:
    ground = Text("De toelichting", "The notes")
    open_, wide, narrow = (
        make_with(make_choice()),
        make_with(make_choice(taken="ruim", ground=ground)),
        make_with(make_choice(taken="eng", ground=ground)),
    )
    (change,) = compare(wide, narrow, on=DAY).choices
    assert (change.id, change.is_taken_otherwise) == ("k", True)
    (later,) = compare(
        narrow, make_with(make_choice(taken="eng", ground=ground, review_on=DAY)), on=DAY
    ).choices
    assert not later.is_taken_otherwise
    (added,) = compare(make(), open_, on=DAY).choices
    assert (added.before, added.is_taken_otherwise) == (None, False)
    (removed,) = compare(open_, make(), on=DAY).choices
    assert (removed.after, removed.is_taken_otherwise) == (None, False)
    assert compare(open_, open_, on=DAY).is_empty
