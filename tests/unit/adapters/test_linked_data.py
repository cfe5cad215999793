"""Interpretations as Turtle and JSON-LD: read back, they hold the same frames, conditions and sources."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS, XSD

from waarborg.adapters.flint.reading import read_flint
from waarborg.adapters.linked_data.law import make_graph, write_jsonld, write_turtle
from waarborg.adapters.linked_data.terms import FLINT, OWN, SRC
from waarborg.core.law import expressions as law
from waarborg.core.law.choices import Choice, Option
from waarborg.core.law.expressions import Expression, Operation, Operator, Reference, all_of, negation
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, act_name, duty_name, fact_name
from waarborg.core.law.interpretations import Interpretation, Status
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.law.values import Identity, Kind, Money
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

# The parser of rdflib for JSON-LD uses what rdflib itself has deprecated; only these tests read JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASE = "urn:waarborg:law:parkeren:1"
DAY = date(2025, 1, 1)
NUMBER = law.Literal(Decimal("1653.60"))
CASES: dict[str, Expression] = {
    "geld": law.Literal(Money(Decimal("12.50"))),
    "tekst": law.Literal("ja"),
    "dag": law.Literal(DAY),
    "ja": law.Literal(True),
    "periode": law.Literal(Period(DAY)),
    "vandaag": law.EvaluationDate(),
    "iemand": law.Is(),
    "deze": law.Is(Identity("partij-1")),
    "gemaakt": law.Creation((Reference("naam"),)),
    "onleesbaar": law.Unreadable("geen voorwaarde"),
    "erin": law.Projection(("aanvraag", "gegevens"), Reference("naam"), law.Scope.ALL),
    "deel": Operation(Operator.QUOTIENT, (Reference("a"), NUMBER), law.Rounding(2, law.RoundingMode.HALF_UP)),
    "later": Operation(Operator.ADD, (law.EvaluationDate(),), Length(6, Unit.WEEK)),
    "tussen": Operation(Operator.BETWEEN, (law.Literal(DAY), law.EvaluationDate()), Unit.YEAR),
    "niets": Operation(Operator.AND, ()),
}


def make(*frames: object, **fields: object) -> Interpretation:
    values = {"id": "parkeren", "version": "1", "title": Text("Parkeren", "Parking"), **fields}
    return Interpretation(frames=frames, **values)  # type: ignore[arg-type]  # any fields


def node(fragment: str) -> URIRef:
    return URIRef(f"{BASE}#{fragment}")


FORMATS: list[tuple[Callable[[Interpretation], str], str]] = [
    (write_turtle, "turtle"),
    (write_jsonld, "json-ld"),
]


@pytest.mark.parametrize(("write", "format_"), FORMATS)
def test_all_frames_of_a_model_of_real_law_are_there(
    shared_data: Path, write: Callable[[Interpretation], str], format_: str
) -> None:
    path = shared_data / "flint" / "models" / "lerarenbeurs.law-reg.flint.json"
    interpretation, _, _ = read_flint(path.read_text(encoding="utf-8"), file=path.name)
    graph = Graph().parse(data=write(interpretation), format=format_)
    counts = [len(set(graph.subjects(RDF.type, FLINT[kind]))) for kind in ("Act", "Fact", "Duty")]
    assert counts == [32, 251, 32]
    assert len(graph) == len(make_graph(interpretation))


def test_an_act_has_its_parts_in_the_terms_of_tno() -> None:
    graph = make_graph(
        make(
            ActFrame(
                name="vergunning verlenen",
                actor=Reference("college"),
                action="verlenen",
                object=Reference("aanvraag"),
                recipient=Reference("aanvrager"),
                precondition=all_of(Reference("a"), negation(Reference("b"))),
                creates=(fact_name("vergunning"), duty_name("betalen")),
                terminates=(fact_name("aanvraag"),),
            )
        )
    )
    act = node("act-vergunning%20verlenen")
    assert (act, RDF.type, FLINT.Act) in graph
    assert (act, FLINT.hasActor, node("fact-college")) in graph
    assert (node("fact-college"), RDF.type, FLINT.Agent) in graph
    assert (act, FLINT.hasAction, node("action-verlenen")) in graph
    assert (act, FLINT.hasObject, node("fact-aanvraag")) in graph
    assert (act, FLINT.hasRecipient, node("fact-aanvrager")) in graph
    assert set(graph.objects(act, FLINT.creates)) == {node("fact-vergunning"), node("duty-betalen")}
    assert set(graph.objects(act, FLINT.terminates)) == {node("fact-aanvraag")}
    condition = graph.value(act, FLINT.hasPrecondition)
    assert (condition, RDF.type, FLINT.ComplexFact) in graph
    assert (condition, FLINT.hasFunction, FLINT["and"]) in graph
    first, second = Collection(graph, graph.value(condition, FLINT.hasOperands))
    assert first == node("fact-a")
    assert (second, FLINT.hasFunction, OWN["not"]) in graph


def test_a_duty_names_the_acts_from_their_side() -> None:
    graph = make_graph(
        make(
            DutyFrame(
                name="betalen",
                holder=Reference("aanvrager"),
                claimant=Reference("college"),
                components=("op tijd",),
                creates=("verlenen",),
                terminates=("voldoen",),
                enforces=("invorderen",),
                term=Operation(Operator.TERM, (law.EvaluationDate(),), law.TermRule(Length(6, Unit.WEEK))),
            )
        )
    )
    duty = node("duty-betalen")
    assert (duty, RDF.type, FLINT.Duty) in graph
    assert (duty, FLINT.hasHolder, node("fact-aanvrager")) in graph
    assert (duty, FLINT.hasClaimant, node("fact-college")) in graph
    assert (node("act-verlenen"), FLINT.creates, duty) in graph
    assert (node("act-voldoen"), FLINT.terminates, duty) in graph
    assert (duty, OWN.isEnforcedBy, node("act-invorderen")) in graph
    assert (duty, OWN.component, Literal("op tijd")) in graph
    term = graph.value(duty, OWN["term"])
    assert graph.value(term, OWN["count"]) == Literal(6)
    assert graph.value(term, OWN.unit) == Literal("week")
    assert graph.value(term, OWN.isExtended) == Literal(True)


@pytest.mark.parametrize(("write", "format_"), FORMATS)
def test_every_kind_of_expression_can_be_written_and_read(
    write: Callable[[Interpretation], str], format_: str
) -> None:
    interpretation = make(*(FactFrame(name=name, function=expression) for name, expression in CASES.items()))
    graph = Graph().parse(data=write(interpretation), format=format_)
    assert isomorphic(graph, make_graph(interpretation))
    money = graph.value(node("fact-geld"), OWN.hasDefinition)
    assert graph.value(money, OWN.value) == Literal("12.5", datatype=XSD.decimal)
    assert graph.value(money, OWN.currency) == Literal("EUR")
    inside = graph.value(node("fact-erin"), OWN.hasDefinition)
    path = list(Collection(graph, graph.value(inside, OWN.path)))
    assert path == [node("fact-aanvraag"), node("fact-gegevens")]
    assert graph.value(node("fact-deel"), OWN.places) == Literal(2)
    assert graph.value(node("fact-niets"), FLINT.hasOperands) == RDF.nil


def test_a_source_of_one_part_says_of_which() -> None:
    whole = Source(SourceKind.BWB, "artikel 1", "jci1.3:c:BWBR0000001&artikel=1", quote="Verzonnen tekst")
    part = Source(
        SourceKind.CVDR,
        "artikel 2",
        slot=Slot.ACTOR,
        paraphrase=Text("a", "b"),
        valid=Period(DAY, date(2026, 1, 1)),
    )
    graph = make_graph(make(ActFrame(name="a", sources=(whole, part))))
    fragment = graph.value(node("act-a"), FLINT.hasTextFragment)
    assert (fragment, RDF.type, SRC.TextFragment) in graph
    assert graph.value(fragment, SRC.hasContent) == Literal("Verzonnen tekst")
    assert graph.value(fragment, OWN.identifier) == Literal("jci1.3:c:BWBR0000001&artikel=1")
    correspondence = graph.value(node("act-a"), OWN.hasSlotCorrespondence)
    assert (correspondence, RDF.type, FLINT.SlotCorrespondence) in graph
    assert graph.value(correspondence, OWN.slot) == Literal("actor")
    other = graph.value(correspondence, FLINT.hasTextFragment)
    assert graph.value(other, OWN.validFrom) == Literal(DAY)
    assert graph.value(other, OWN.validUntil) == Literal(date(2026, 1, 1))


def test_the_interpretation_has_its_versions_choices_and_languages() -> None:
    question, ground = Text("Telt dit?", "Does this count?"), Text("Zo is het bedoeld.", "As it was meant.")
    choice = Choice(
        id="telt",
        question=question,
        options=(Option("ja", Text("ja", "yes")), Option("nee", Text("nee", "no"))),
        taken="ja",
        ground=ground,
        grounds=(Source(SourceKind.BWB, "artikel 1"),),
        affects=(Text("ouders", "parents"),),
        decided_on=DAY,
        decided_by="college",
        frames=(fact_name("a"), act_name("b")),
    )
    graph = make_graph(
        make(
            FactFrame(name="a", valid=Period(DAY, date(2026, 1, 1)), kind=Kind.NUMBER, label=Text("A", "A")),
            FactFrame(name="a", valid=Period(date(2026, 1, 1)), question=question, explanation="later"),
            status=Status.VALIDATED,
            choices=(choice,),
            valid=Period(DAY),
            summary=ground,
        )
    )
    whole = URIRef(BASE)
    assert set(graph.objects(whole, RDFS.label)) == {Literal("Parkeren", "nl"), Literal("Parking", "en")}
    assert graph.value(whole, OWN.status) == Literal("validated")
    assert set(graph.objects(whole, OWN.hasFrame)) == {node("fact-a"), node("fact-a@2026-01-01")}
    assert graph.value(node("choice-telt"), OWN.taken) == node("choice-telt-option-ja")
    assert set(graph.objects(node("choice-telt"), OWN.isFollowedBy)) == {node("fact-a"), node("act-b")}
    assert graph.value(node("fact-a"), OWN.kind) == Literal("number")


@pytest.mark.parametrize(("write", "format_"), FORMATS)
def test_depth_and_width_are_bounded_by_memory_alone(
    write: Callable[[Interpretation], str], format_: str
) -> None:
    deep: Expression = Reference("a")
    for _ in range(1500):
        deep = negation(deep)
    wide = all_of(*(Reference(f"a{number}") for number in range(1500)))
    interpretation = make(FactFrame(name="diep", function=deep), FactFrame(name="breed", function=wide))
    graph = Graph().parse(data=write(interpretation), format=format_)
    assert len(set(graph.subjects(FLINT.hasFunction, OWN["not"]))) == 1500
    assert len(Collection(graph, graph.value(node("fact-breed"), FLINT.hasOperands))) == 1500


def test_the_same_interpretation_gives_the_same_text() -> None:
    interpretation = make(*(FactFrame(name=name, function=made) for name, made in CASES.items()))
    assert write_turtle(interpretation) == write_turtle(interpretation)
    assert write_jsonld(interpretation) == write_jsonld(interpretation)


@pytest.mark.parametrize(("write", "format_"), FORMATS)
def test_an_interpretation_without_frames_can_be_written(
    write: Callable[[Interpretation], str], format_: str
) -> None:
    graph = Graph().parse(data=write(make()), format=format_)
    assert graph.value(URIRef(BASE), OWN.version) == Literal("1")
