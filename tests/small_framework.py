"""A small fictional framework, for tests that need one: rules for cameras of a municipality.

A camera on the street is heavy; any other is light. Three requirements: rules on the street (ca-01), a sign for every
public body with a camera or a garage (ca-02), and from 2027 a report (ca-03), one year later for cameras that were
there already.
"""

from collections.abc import Iterable
from datetime import date

from waarborg.core.framework.framework import Framework, Release, RiskClass
from waarborg.core.framework.parts import Article, Certainty, Evidence, EvidenceKind, LegalSource, Word
from waarborg.core.framework.questions import Assumption, Reading, Readings
from waarborg.core.framework.requirements import Requirement, Wording
from waarborg.core.law.expressions import (
    EvaluationDate,
    Expression,
    Literal,
    Operation,
    Operator,
    Reference,
    all_of,
    any_of,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Kind
from waarborg.core.profile.vocabulary import Choice, Citation, Group, Source, Term, Type, Vocabulary
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

WORDS = Text("woord", "word")
LAW = LegalSource(
    id="cameras",
    kind="bwb",
    number="BWBR0000001",
    label=Text("Camerawet", "Camera Act"),
    link="https://wetten.overheid.nl/BWBR0000001",
)
CITED = (Citation(Source("law", WORDS, "https://wetten.overheid.nl"), "1"),)
REPORTS, OLD_REPORTS = date(2027, 1, 1), date(2028, 1, 1)


def make_term(key: str, kind: Type, *choices: str) -> Term:
    """A term of the vocabulary; the choice `none` excludes the others."""
    return Term(
        key=key,
        type=kind,
        group="all",
        label=Text(f"{key} (nl)", f"{key} (en)"),
        definition=WORDS,
        citations=CITED,
        choices=tuple(Choice(value, WORDS, exclusive=value == "none") for value in choices),
    )


CAMERA = Reading(
    term=make_term("camera", Type.BOOLEAN),
    yes_no="gebruikt een camera",
    question=Text("Camera?", "A camera?"),
    why=WORDS,
)
PLACES = Reading(
    term=make_term("places", Type.CHOICES, "street", "garage", "none"),
    any_of={"op straat": frozenset({"street"}), "in een garage": frozenset({"garage"})},
    question=Text("Waar?", "Where?"),
    why=WORDS,
)
STARTED = Reading(
    term=make_term("started_on", Type.DATE),
    value="eerste dag",
    question=Text("Sinds wanneer?", "Since when?"),
    why=WORDS,
)
PUBLIC = Reading(term=make_term("public_body", Type.BOOLEAN), yes_no="is een overheid")
GOVERNMENT = Assumption(
    "is een overheid", True, "public_body", Text("U bent een overheid.", "You are a public body.")
)


def at_least(left: Expression, day: date) -> Expression:
    """That a day is not before another."""
    return Operation(Operator.AT_MOST, (Literal(day), left))


def leaf(name: str, kind: Kind = Kind.BOOLEAN, label: Text | None = None) -> FactFrame:
    """A fact that somebody must supply."""
    return FactFrame(name=name, kind=kind, label=label)


FRAMES = (
    leaf("gebruikt een camera", label=Text("gebruikt een camera", "uses a camera")),
    leaf("op straat", label=Text("staat op straat", "stands on the street")),
    leaf("in een garage"),
    leaf("eerste dag", Kind.DATE),
    leaf("is een overheid", label=Text("is een overheid", "is a public body")),
    FactFrame(
        name="kijkt op straat", function=all_of(Reference("gebruikt een camera"), Reference("op straat"))
    ),
    FactFrame(
        name="klasse van het dossier",
        function=Operation(Operator.IF, (Reference("kijkt op straat"), Literal("zwaar"), Literal("licht"))),
    ),
    FactFrame(name="vereiste ca-01", function=Reference("kijkt op straat")),
    FactFrame(
        name="vereiste ca-02",
        function=all_of(
            Reference("is een overheid"),
            any_of(Reference("gebruikt een camera"), Reference("in een garage")),
        ),
    ),
    FactFrame(
        name="vereiste ca-03",
        function=all_of(
            Reference("gebruikt een camera"),
            at_least(EvaluationDate(), REPORTS),
            any_of(at_least(Reference("eerste dag"), REPORTS), at_least(EvaluationDate(), OLD_REPORTS)),
        ),
    ),
)


def make_requirement(code: str, *periods: Period) -> Requirement:
    """A requirement whose wording changes with each period; without periods it holds from 2020."""
    wordings = tuple(
        Wording(
            period=period,
            title=Text(f"Vereiste {code}, versie {number}", f"Requirement {code}, version {number}"),
            articles=(Article(LAW, str(number)),),
            asks=WORDS,
            reason=WORDS,
            consequences=WORDS,
            criteria=(WORDS,),
            evidence=(Evidence(EvidenceKind.DOCUMENT, WORDS),),
            certainty=Certainty.OFFICIAL,
        )
        for number, period in enumerate(periods or (Period(date(2020, 1, 1)),), start=1)
    )
    return Requirement(
        id=f"urn:nl:waarborg:ver:{code}",
        condition=f"vereiste {code}",
        addressed=("organisation",),
        roles=("lawyer",),
        phases=("design",),
        subjects=("privacy",),
        wordings=wordings,
    )


def make_framework(
    *,
    frames: Iterable[FactFrame] = FRAMES,
    readings: Iterable[Reading] = (CAMERA, PLACES, STARTED, PUBLIC),
    assumptions: Iterable[Assumption] = (GOVERNMENT,),
    requirements: Iterable[Requirement] = (),
    name: str = "cameras",
) -> Framework:
    """The framework. `name` tells its rules from those of another: rules with one name are the same rules."""
    readings = tuple(readings)
    return Framework(
        version="2026.1",
        releases=(Release("2026.1", date(2026, 11, 1), WORDS),),
        vocabulary=Vocabulary(
            version="1", groups=(Group("all", WORDS),), terms=tuple(reading.term for reading in readings)
        ),
        sources=(LAW,),
        phases=(Word("design", WORDS, 2),),
        roles=(Word("lawyer", WORDS),),
        subjects=(Word("privacy", WORDS),),
        addressees=(Word("organisation", WORDS),),
        classes=(
            RiskClass("heavy", "zwaar", Text("Zwaar", "Heavy"), WORDS, 2),
            RiskClass("light", "licht", Text("Licht", "Light"), WORDS, 1),
        ),
        requirements=tuple(requirements)
        or (make_requirement("ca-01"), make_requirement("ca-02"), make_requirement("ca-03")),
        measures=(),
        instruments=(),
        glossary=(),
        readings=Readings(readings, assumptions),
        rules=Interpretation(id=name, version="1", title=WORDS, frames=tuple(frames)),
    )
