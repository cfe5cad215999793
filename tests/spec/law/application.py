"""A model of an application: it is made, must be decided on within eight weeks, and can be granted or withdrawn."""

from datetime import date

from tests.spec.law.models import fact, make, number, op
from waarborg.core.law.expressions import Creation, EvaluationDate, Operator, Projection, TermRule
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, duty_name, fact_name
from waarborg.core.terms.legal_terms import Length, Unit

MARCH_3 = date(2026, 3, 3)
APRIL_28, APRIL_29 = date(2026, 4, 28), date(2026, 4, 29)  # eight weeks after 3 March is Tuesday 28 April

APPLY = ActFrame(
    name="aanvragen",
    actor=fact("burger"),
    object=fact("verzoek"),
    recipient=fact("college"),
    creates=(fact_name("aanvraag"), duty_name("beslissen")),
)
GRANT = ActFrame(
    name="toekennen",
    actor=fact("college"),
    object=fact("aanvraag"),
    recipient=fact("burger"),
    precondition=op(Operator.AT_MOST, Projection(("aanvraag",), fact("bedrag")), number("500")),
    creates=(fact_name("besluit"), fact_name("toegekend")),
    terminates=(fact_name("aanvraag"), duty_name("beslissen")),
)
WITHDRAW = ActFrame(
    name="intrekken",
    actor=fact("burger"),
    object=fact("aanvraag"),
    terminates=(fact_name("aanvraag"), fact_name("toegekend")),
)
COMPLAIN = ActFrame(name="in gebreke stellen", actor=fact("burger"), creates=(duty_name("boete"),))
DECIDE = DutyFrame(
    name="beslissen",
    holder=fact("college"),
    claimant=fact("burger"),
    terminates=("intrekken",),
    enforces=("in gebreke stellen",),
    term=op(Operator.TERM, EvaluationDate(), setting=TermRule(Length(8, Unit.WEEK))),
)
MODEL = make(
    [
        FactFrame(name="aanvraag", function=Creation((fact("bedrag"),))),
        FactFrame(name="besluit", function=Creation()),
        FactFrame(name="toegekend"),
        APPLY, GRANT, WITHDRAW, COMPLAIN, DECIDE,
    ]
)  # fmt: skip
