"""The example of an allowance that explanations are tried on, and how an explanation is asked for and read."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.spec.law.models import fact, make, number, op
from waarborg.core.law.choices import Choice, Option
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.explaining import Explanation, Layer, explain
from waarborg.core.law.expressions import (
    EvaluationDate,
    Expression,
    Literal,
    Operator,
    Rounding,
    RoundingMode,
)
from waarborg.core.law.frames import FactFrame, Frame, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.law.values import Money, Value
from waarborg.core.terms.legal_terms import Unit
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

DAY = date(2026, 4, 4)
A, B, C = fact("a"), fact("b"), fact("c")
LAW = Source(
    SourceKind.BWB,
    "artikel 36 Participatiewet",
    "jci1.3:c:BWBR0015703&artikel=36",
    paraphrase=Text(
        nl="Wie lang weinig inkomen heeft, kan een toeslag krijgen.", en="Low income may give an allowance."
    ),
)
OLD_RULE = Source(SourceKind.CVDR, "artikel 2 Verordening", valid=Period(date(2020, 1, 1), date(2025, 1, 1)))
PAY = Choice(
    id="vakantiegeld",
    question=Text(nl="Telt vakantiegeld mee?", en="Does holiday pay count?"),
    options=(
        Option("ja", Text(nl="Ja, het telt mee", en="Yes, it counts")),
        Option("nee", Text(nl="Nee", en="No")),
    ),
    taken="ja",
    ground=Text(nl="Het is loon.", en="It is pay."),
    decided_by="college van Voorbeeldstad",
    dissent=Text(nl="het komt maar één keer per jaar", en="it comes only once a year"),
    frames=(fact_name("inkomen"),),
)
OPEN = replace(PAY, id="open", taken="", ground=None, decided_by="", dissent=None)

ALLOWANCE: tuple[Frame, ...] = (
    FactFrame(
        name="recht",
        label=Text(nl="de aanvrager heeft recht op de toeslag", en="the applicant is entitled to the allowance"),
        function=op(
            Operator.AND, fact("oud genoeg"), fact("laag inkomen"), op(Operator.NOT, fact("student")),
            op(Operator.OR, fact("woont hier"), fact("werkt hier")),
        ),
        sources=(LAW,),
    ),
    FactFrame(
        name="oud genoeg",
        function=op(Operator.AT_MOST, number("21"), op(Operator.BETWEEN, fact("geboortedatum"), EvaluationDate(), setting=Unit.YEAR)),
        sources=(OLD_RULE,),
    ),
    FactFrame(name="laag inkomen", function=op(Operator.LESS_THAN, fact("inkomen"), fact("grens"))),
    FactFrame(name="inkomen", function=op(Operator.SUM, fact("loon"), fact("uitkering"))),
    FactFrame(
        name="grens",
        function=op(Operator.ROUND, op(Operator.PRODUCT, number("1.3"), fact("norm")), setting=Rounding(0, RoundingMode.DOWN)),
    ),
    FactFrame(name="norm", function=Literal(Money(Decimal("1034.55")))),
    FactFrame(name="loon", question=Text(nl="Wat verdient u per maand?", en="What do you earn per month?")),
)  # fmt: skip
FACTS: dict[str, Value] = {
    "geboortedatum": date(1990, 3, 3),
    "loon": Money(Decimal("1200")),
    "uitkering": Money(Decimal("150")),
    "student": False,
    "woont hier": True,
}
SUPPLIERS = {"loon": "aanvrager", "geboortedatum": "BRP"}


def explain_fact(
    interpretation: Interpretation,
    name: str,
    facts: Mapping[str, Value],
    suppliers: Mapping[str, str] | None = None,
    absent: Iterable[str] = (),
) -> Explanation:
    situation = Situation(values=facts, on=DAY, suppliers=suppliers or {}, absent=frozenset(absent))
    return explain(interpretation, Evaluation(interpretation, situation).conclude_fact(name), situation)


def explain_goal(function: Expression, facts: Mapping[str, Value], *others: Frame) -> Explanation:
    return explain_fact(make([FactFrame(name="f", function=function), *others]), "f", facts)


def list_texts(explanation: Explanation, layer: Layer) -> list[str]:
    """The Dutch sentences of a layer, each after its depth."""
    return [f"{sentence.depth} {sentence.text.nl}" for sentence in explanation.list_sentences(layer)]
