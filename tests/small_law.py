"""A small fictional piece of law, for tests that need one: an allowance that somebody applies for.

Who is 21 or older, with an income of at most the limit, has a right to it. The municipality decides within 8 weeks.
"""

from datetime import date
from decimal import Decimal

from waarborg.core.law.expressions import (
    Creation,
    Expression,
    Literal,
    Operation,
    Operator,
    Reference,
    TermRule,
    all_of,
    negation,
)
from waarborg.core.law.expressions import EvaluationDate as Today
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, duty_name, fact_name
from waarborg.core.law.interpretations import Interpretation, Status
from waarborg.core.law.library import Library
from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.law.values import Kind
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

ID = "voorbeeld.toeslag"
URN_OLD = f"urn:waarborg:law:{ID}:1"
URN = f"urn:waarborg:law:{ID}:2"
RIGHT = Source(
    kind=SourceKind.BWB,
    citation="artikel 36 Participatiewet",
    identifier="jci1.3:c:BWBR0015703&artikel=36&z=2026-01-01&g=2026-01-01",
    paraphrase=Text("Wie lang een laag inkomen heeft.", "Who has had a low income for long."),
    valid=Period(date(2015, 1, 1)),
)
RULES = Source(kind=SourceKind.POLICY, citation="Beleidsregels toeslag Voorbeeldstad")
TERM = Source(
    kind=SourceKind.BWB,
    citation="artikel 4:13 Awb",
    identifier="jci1.3:c:BWBR0005537&artikel=4:13&z=2026-01-01&g=2026-01-01",
)


def _at_most(left: Expression, right: Expression) -> Expression:
    return Operation(Operator.AT_MOST, (left, right))


def _leaf(name: str, kind: Kind, nl: str, en: str) -> FactFrame:
    return FactFrame(name=name, kind=kind, question=Text(nl, en))


FACTS = (
    FactFrame(name="aanvrager", kind=Kind.IDENTITY),
    FactFrame(name="college", kind=Kind.IDENTITY),
    _leaf("leeftijd", Kind.NUMBER, "Hoe oud is de aanvrager?", "How old is the applicant?"),
    _leaf("inkomen", Kind.MONEY, "Wat is het inkomen per maand?", "What is the monthly income?"),
    _leaf("grens", Kind.MONEY, "Wat is de grens?", "What is the limit?"),
    FactFrame(
        name="oud genoeg", function=_at_most(Literal(Decimal(21)), Reference("leeftijd")), sources=(RIGHT,)
    ),
    FactFrame(
        name="laag inkomen",
        label=Text("Laag inkomen", "Low income"),
        function=_at_most(Reference("inkomen"), Reference("grens")),
        sources=(RIGHT, RULES),
    ),
    FactFrame(
        name="recht op toeslag",
        label=Text("Recht op de toeslag", "Right to the allowance"),
        kind=Kind.BOOLEAN,
        function=all_of(Reference("oud genoeg"), Reference("laag inkomen")),
        sources=(RIGHT,),
    ),
    FactFrame(name="aanvraag", function=Creation((Reference("inkomen"),))),
    FactFrame(name="toeslag", function=Creation()),
    FactFrame(name="oude regel", function=Literal(True), valid=Period(date(2015, 1, 1), date(2020, 1, 1))),
)
APPLY = ActFrame(
    name="toeslag aanvragen",
    label=Text("De toeslag aanvragen", "Apply for the allowance"),
    actor=Reference("aanvrager"),
    recipient=Reference("college"),
    creates=(fact_name("aanvraag"), duty_name("beslissen op de aanvraag")),
)
GRANT = ActFrame(
    name="toeslag toekennen",
    label=Text("De toeslag toekennen", "Grant the allowance"),
    actor=Reference("college"),
    object=Reference("aanvraag"),
    recipient=Reference("aanvrager"),
    precondition=Reference("recht op toeslag"),
    creates=(fact_name("toeslag"),),
    terminates=(fact_name("aanvraag"), duty_name("beslissen op de aanvraag")),
    sources=(RIGHT,),
)
REFUSE = ActFrame(
    name="toeslag weigeren",
    actor=Reference("college"),
    object=Reference("aanvraag"),
    recipient=Reference("aanvrager"),
    precondition=negation(Reference("recht op toeslag")),
    terminates=(fact_name("aanvraag"), duty_name("beslissen op de aanvraag")),
)
DECIDE = DutyFrame(
    name="beslissen op de aanvraag",
    label=Text("Beslissen op de aanvraag", "Decide on the application"),
    holder=Reference("college"),
    claimant=Reference("aanvrager"),
    term=Operation(Operator.TERM, (Today(),), TermRule(Length(8, Unit.WEEK))),
    sources=(TERM,),
)


def make_interpretation(version: str = "2", *, supersedes: str = "1") -> Interpretation:
    """The interpretation, in a version."""
    return Interpretation(
        id=ID,
        version=version,
        title=Text("Toeslag van Voorbeeldstad", "Allowance of Voorbeeldstad"),
        status=Status.VERIFIED,
        authority="Gemeente Voorbeeldstad",
        frames=(*FACTS, APPLY, GRANT, REFUSE, DECIDE),
        supersedes=supersedes,
        valid=Period(date(2015, 1, 1)),
    )


def make_library() -> Library:
    """Two versions of it; the second took the place of the first."""
    return Library((make_interpretation("1", supersedes=""), make_interpretation()))


def make_stricter() -> Interpretation:
    """A third version, in which nobody has a low income and nothing can be refused."""
    poor = FactFrame(name="laag inkomen", function=Literal(False))
    frames = tuple(frame for frame in (*FACTS, APPLY, GRANT, DECIDE) if frame.name != poor.name)
    return Interpretation(
        id=ID, version="3", title=Text("Strenger", "Stricter"), frames=(*frames, poor), supersedes="2"
    )
