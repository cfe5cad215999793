"""Every expression comes to the same on the page without network as in the engine: by example, and at random."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.content.filled_forms import ON
from tests.functional.offline_scripts import IN_A_BROWSER, scripts
from tests.generative.test_law_evaluation import conditions
from waarborg.adapters.form_files.offline.conditions import write_expression, write_value
from waarborg.core.law.evaluation import Evaluation, Situation, list_unknown
from waarborg.core.law.expressions import (
    Expression,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    Rounding,
    RoundingMode,
    Scope,
    TermRule,
)
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import UNKNOWN, Fault, Money, Outcome, Period, Record, Value
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.text import Text

__all__ = ("scripts",)


# --- expressions ---------------------------------------------------------------------------------------------
DAYS = st.dates(date(2026, 12, 28), date(2027, 3, 2))
UNITS, MODES = st.sampled_from(list(Unit)), st.sampled_from(list(RoundingMode))
#: Close together, so that they are often equal and halves are rounded.
NUMBERS = st.integers(-30, 30).map(lambda number: Decimal(number) / 4)
TEXTS = st.sampled_from(("a", "b", "hoog"))
SOURCES: Mapping[str, st.SearchStrategy[Value]] = {
    "boolean": st.booleans(),
    "number": NUMBERS,
    "money": st.builds(Money, NUMBERS, st.sampled_from(("EUR", "EUR", "EUR", "USD"))),
    "date": DAYS,
    "period": st.builds(
        lambda start, days: Period(start, start + timedelta(days=days) if days else None),
        DAYS,
        st.integers(0, 40),
    ),
    "text": TEXTS,
    "list": st.lists(TEXTS, max_size=3).map(tuple),
    "rows": st.lists(
        st.fixed_dictionaries(
            {}, optional={"number in": NUMBERS, "text in": TEXTS, "boolean in": st.booleans()}
        ),
        max_size=3,
    ).map(lambda rows: tuple(Record(row) for row in rows)),
}
KNOWN = {f"{kind} {one}": source for kind, source in SOURCES.items() for one in "ab"}
#: What is known of one case: values of each kind, some of them missing, now and then one of another kind.
SITUATIONS = st.tuples(
    st.fixed_dictionaries(KNOWN),
    st.sets(st.sampled_from(sorted(KNOWN)), max_size=4),
    st.dictionaries(st.sampled_from(sorted(KNOWN)), st.one_of(*SOURCES.values()), max_size=1),
).map(lambda one: {name: value for name, value in one[0].items() if name not in one[1]} | one[2])
#: What each kind comes from: operators, with the kinds of their parts.
OPERATIONS: Mapping[str, Sequence[tuple[Operator, tuple[str, ...]]]] = {
    "boolean": (
        (Operator.AND, ("boolean", "boolean", "boolean")),
        (Operator.OR, ("boolean", "rows", "boolean")),
        (Operator.NOT, ("boolean",)),
        (Operator.EQUAL, ("number", "number")),
        (Operator.EQUAL, ("text", "text")),
        (Operator.EQUAL, ("date", "date")),
        (Operator.EQUAL, ("money", "money")),
        (Operator.LESS_THAN, ("number", "number")),
        (Operator.LESS_THAN, ("date", "date")),
        (Operator.AT_MOST, ("money", "money")),
        (Operator.MEMBER, ("text", "list")),
        (Operator.MEMBER, ("text", "text in")),
        (Operator.MEMBER, ("date", "period")),
        (Operator.OR, ("boolean in", "boolean")),
    ),
    "number": (
        (Operator.SUM, ("number", "number in", "number")),
        (Operator.DIFFERENCE, ("number", "number")),
        (Operator.PRODUCT, ("number", "number")),
        (Operator.QUOTIENT, ("number", "number")),
        (Operator.QUOTIENT, ("money", "money")),
        (Operator.ROUND, ("number",)),
        (Operator.MIN, ("number", "number")),
        (Operator.MAX, ("number in",)),
        (Operator.COUNT, ("rows",)),
        (Operator.COUNT, ("list",)),
        (Operator.BETWEEN, ("date", "date")),
    ),
    "money": (
        (Operator.SUM, ("money", "money")),
        (Operator.PRODUCT, ("money", "number")),
        (Operator.QUOTIENT, ("money", "number")),
        (Operator.ROUND, ("money",)),
        (Operator.MAX, ("money", "money")),
    ),
    "date": (
        (Operator.ADD, ("date",)),
        (Operator.ADD, ("date", "number")),
        (Operator.START, ("period",)),
        (Operator.END, ("period",)),
        (Operator.MIN, ("date", "date")),
    ),
    "period": ((Operator.PERIOD, ("date", "date")), (Operator.PERIOD, ("date",))),
    "list": ((Operator.LIST, ("text", "text")),),
    "text": (),
    "rows": (),
}


@st.composite
def expressions(draw: st.DrawFn, kind: str, depth: int = 3) -> Expression:
    """An expression of a kind; `number in` is what all rows say."""
    if kind.endswith(" in"):
        inside: Expression = Reference(kind)
        if draw(st.booleans()) and kind == "boolean in":
            inside = Operation(Operator.EQUAL, (Reference("text in"), draw(expressions("text", 0))))
        return Projection(("rows a",), inside, draw(st.sampled_from((Scope.ALL, Scope.SOME, Scope.SINGLE))))
    choice = draw(st.integers(0, 9))
    if not OPERATIONS[kind] or depth == 0 or choice < 3:
        if kind in ("boolean", "rows") or choice % 2:
            return Reference(f"{kind} {draw(st.sampled_from('ab'))}")
        return Literal(draw(SOURCES[kind]))
    if choice == 3:
        parts = ("boolean", kind, kind)
        return Operation(Operator.IF, tuple(draw(expressions(part, depth - 1)) for part in parts))
    operator, kinds = draw(st.sampled_from(OPERATIONS[kind]))
    if kinds == ("date", "number"):  # a whole number, most of the time
        counting = Literal(Decimal(draw(st.integers(-20, 20))))
        return Operation(operator, (draw(expressions("date", depth - 1)), counting), draw(UNITS))
    setting: object = None
    if operator in (Operator.ROUND, Operator.QUOTIENT):
        setting = Rounding(draw(st.integers(-1, 2)), draw(MODES))
    elif operator is Operator.BETWEEN:
        setting = draw(UNITS)
    elif operator is Operator.ADD:
        setting = draw(st.builds(Length, st.integers(1, 40), UNITS))
    operands = tuple(draw(expressions(one, depth - 1)) for one in kinds)
    return Operation(operator, operands, setting)  # type: ignore[arg-type]  # what the operator asks


ANY = st.one_of(conditions, *(expressions(kind) for kind in OPERATIONS if OPERATIONS[kind]))
EMPTY = Interpretation(id="leeg", version="1", title=Text("Leeg", "Empty"), frames=())


def show(outcome: Outcome) -> object:
    """What the engine comes to, in the shape of the page."""
    if outcome is UNKNOWN:
        return "?"
    return {"fault": outcome.code} if isinstance(outcome, Fault) else write_value(outcome)  # type: ignore[arg-type]  # a value


def conclude(expression: Expression, known: Mapping[str, Value]) -> list[object]:
    conclusion = Evaluation(EMPTY, Situation(values=known, on=ON)).conclude(expression)
    return [show(conclusion.value), list(list_unknown(conclusion))]


@settings(IN_A_BROWSER, max_examples=50)
@given(st.lists(st.tuples(ANY, SITUATIONS), min_size=10, max_size=20))
def test_any_expression_comes_to_the_same_in_both(
    scripts: Page, cases: list[tuple[Expression, Mapping[str, Value]]]
) -> None:
    sent = [
        {
            "what": write_expression(expression, on=ON),
            "given": {name: write_value(value) for name, value in known.items()},
        }
        for expression, known in cases
    ]
    found = scripts.evaluate("(cases) => cases.map(conclude)", sent)
    assert found == [conclude(expression, known) for expression, known in cases]


def op(operator: Operator, *parts: object, setting: object = None) -> Operation:
    """An operation over values, or over expressions."""
    operands = tuple(part if isinstance(part, Expression) else Literal(part) for part in parts)  # type: ignore[arg-type]  # a value
    return Operation(operator, operands, setting)  # type: ignore[arg-type]  # what the operator asks


D, UNKNOWN_FACT, ROWS = Decimal, Reference("niet bekend"), Reference("rijen")
JANUARY = Period(date(2027, 1, 1), date(2027, 2, 1))
HALF = [op(Operator.ROUND, D(number), setting=Rounding(0, mode)) for mode in RoundingMode for number in ("2.5", "3.5", "-2.5", "2.4", "2.6")]  # fmt: skip
#: What each operator does at its edges, and what comes of it by the definition in core/law.
EXAMPLES: Sequence[tuple[Expression, object]] = (
    (op(Operator.AND, True, UNKNOWN_FACT), "?"),
    (op(Operator.AND, False, UNKNOWN_FACT), False),
    (op(Operator.OR, True, UNKNOWN_FACT), True),
    (op(Operator.AND), True),
    (op(Operator.OR), False),
    (op(Operator.NOT, UNKNOWN_FACT), "?"),
    (op(Operator.NOT, ROWS), False),
    (op(Operator.IF, UNKNOWN_FACT, D(1), D("1.0")), {"number": "1"}),
    (op(Operator.IF, UNKNOWN_FACT, D(1), D(2)), "?"),
    (op(Operator.EQUAL, D("1.50"), D("1.5")), True),
    (op(Operator.EQUAL, Reference("tekst"), D(1)), {"fault": "kinds_differ"}),
    (op(Operator.EQUAL, Money(D(1)), Money(D(1), "USD")), {"fault": "currencies_differ"}),
    (op(Operator.LESS_THAN, D(2), D(2)), False),
    (op(Operator.AT_MOST, D(2), D(2)), True),
    (op(Operator.AT_MOST, date(2027, 1, 2), date(2027, 1, 1)), False),
    (op(Operator.LESS_THAN, Reference("tekst"), D(1)), {"fault": "not_ordered"}),
    (op(Operator.MEMBER, date(2027, 1, 1), JANUARY), True),
    (op(Operator.MEMBER, date(2027, 2, 1), JANUARY), False),
    (op(Operator.MEMBER, D(2), Projection(("rijen",), Reference("getal"), Scope.ALL)), True),
    (op(Operator.MEMBER, D(3), Projection(("rijen",), Reference("getal"), Scope.ALL)), "?"),
    (op(Operator.SUM, Projection(("rijen",), Reference("getal"), Scope.ALL)), "?"),
    (op(Operator.COUNT, ROWS), {"number": "2"}),
    (op(Operator.COUNT, Projection(("rijen", "binnen"), Reference("tekst"), Scope.ALL)), "?"),
    (Projection(("rijen",), Reference("getal"), Scope.SINGLE), "?"),
    (Projection(("een rij",), Reference("getal"), Scope.SINGLE), {"number": "7"}),
    (Projection(("een rij",), Reference("tekst"), Scope.SINGLE), "hoog"),
    (op(Operator.SUM, D("0.1"), D("0.2")), {"number": "0.3"}),
    (op(Operator.SUM), {"number": "0"}),
    (op(Operator.PRODUCT), {"number": "1"}),
    (op(Operator.DIFFERENCE, Money(D(5)), Money(D("7.25"))), {"money": ["-2.25", "EUR"]}),
    (op(Operator.PRODUCT, D("0.5"), Money(D("0.5"))), {"money": ["0.25", "EUR"]}),
    (op(Operator.PRODUCT, D(10) ** 300, D(10) ** 300), {"fault": "too_large"}),
    (op(Operator.QUOTIENT, D(1), D(3), setting=Rounding(2, RoundingMode.UP)), {"number": "0.34"}),
    (op(Operator.QUOTIENT, D(-1), D(8), setting=Rounding(2, RoundingMode.HALF_EVEN)), {"number": "-0.12"}),
    (op(Operator.QUOTIENT, Money(D(10)), Money(D(4)), setting=Rounding(1, RoundingMode.DOWN)), {"number": "2.5"}),
    (op(Operator.QUOTIENT, D(1), D(0), setting=Rounding(2, RoundingMode.UP)), {"fault": "divided_by_zero"}),
    (op(Operator.ROUND, D(1250), setting=Rounding(-2, RoundingMode.HALF_UP)), {"number": "1300"}),
    (op(Operator.MIN, D(2), D(1)), {"number": "1"}),
    (op(Operator.MAX, D(2), D(1), D("1.5")), {"number": "2"}),
    (op(Operator.MAX, Projection(("geen rijen",), Reference("getal"), Scope.ALL)), {"fault": "nothing_to_compare"}),
    (op(Operator.PERIOD, date(2027, 1, 1), date(2027, 1, 1)), {"fault": "no_period"}),
    (op(Operator.START, JANUARY), {"day": "2027-01-01"}),
    (op(Operator.END, Period(date(2027, 1, 1))), {"fault": "no_end"}),
    (op(Operator.ADD, date(2027, 1, 31), D(1), setting=Unit.MONTH), {"day": "2027-02-28"}),
    (op(Operator.ADD, date(2028, 2, 29), setting=Length(1, Unit.YEAR)), {"day": "2029-02-28"}),
    (op(Operator.ADD, date(2027, 12, 31), D(1), setting=Unit.DAY), {"day": "2028-01-01"}),
    (op(Operator.ADD, date(2027, 3, 3), D(-2), setting=Unit.WEEK), {"day": "2027-02-17"}),
    (op(Operator.ADD, date(2027, 3, 3), D("0.5"), setting=Unit.DAY), {"fault": "not_a_length"}),
    (op(Operator.ADD, date(9999, 12, 31), D(1), setting=Unit.DAY), {"fault": "no_such_day"}),
    (op(Operator.BETWEEN, date(2027, 1, 31), date(2027, 2, 28), setting=Unit.MONTH), {"number": "1"}),
    (op(Operator.BETWEEN, date(2027, 1, 31), date(2027, 2, 27), setting=Unit.MONTH), {"number": "0"}),
    (op(Operator.BETWEEN, date(2028, 2, 29), date(2027, 2, 28), setting=Unit.YEAR), {"number": "-1"}),
    (op(Operator.BETWEEN, date(2027, 1, 1), date(2027, 1, 14), setting=Unit.WEEK), {"number": "1"}),
)  # fmt: skip
ROUNDED = dict(zip(RoundingMode, ((3, 4, -3, 3, 3), (2, 3, -2, 2, 2), (3, 4, -3, 2, 3), (2, 4, -2, 2, 3), (3, 4, -2, 3, 3), (2, 3, -3, 2, 2)), strict=True))  # fmt: skip


def test_each_operator_at_its_edges(scripts: Page) -> None:
    known: Mapping[str, Value] = {
        "rijen": (Record({"getal": D(2)}), Record({"binnen": (Record({}),)})),
        "een rij": (Record({"getal": D(7)}),),
        "geen rijen": (),
        "tekst": "hoog",
    }
    rounded = [{"number": str(number)} for mode in RoundingMode for number in ROUNDED[mode]]
    cases = [*EXAMPLES, *zip(HALF, rounded, strict=True)]
    shown = {name: write_value(value) for name, value in known.items()}
    sent = [{"what": write_expression(one, on=ON), "given": shown} for one, _outcome in cases]
    here = [outcome for outcome, _names in scripts.evaluate("(cases) => cases.map(conclude)", sent)]
    assert here == [outcome for _one, outcome in cases]
    assert [conclude(one, known)[0] for one, _outcome in cases] == here


def test_what_the_page_cannot_work_out_says_so(scripts: Page) -> None:
    """The end of a term rests on the days off of each year, which the page does not have."""
    term = op(Operator.TERM, Reference("dag"), setting=TermRule(Length(6, Unit.WEEK)))
    later = write_expression(op(Operator.LESS_THAN, term, date(2027, 1, 1)), on=ON)
    given = [["dag", write_value(date(2026, 11, 28))]]
    found = [scripts.evaluate("isBeyond", {"what": later, "given": known}) for known in ([], given)]
    assert found == [False, True]  # as long as the day is not known, that is what it waits for
