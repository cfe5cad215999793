"""Write an interpretation as JSON-LD or Turtle.

Frames are those of the FLINT ontology of TNO; what it has no term for (versions, calculations, terms of duties,
which part of a frame a source carries) is written in own terms, so that nothing is lost or bent.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD

from waarborg.adapters.linked_data.expressions import ExpressionGraph
from waarborg.adapters.linked_data.terms import FLINT, OWN, PREFIXES, SRC
from waarborg.core.law.choices import Choice
from waarborg.core.law.expressions import Expression, Operation, Reference
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, Name, act_name, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Slot, Source
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import LANGUAGES, Text


def write_turtle(interpretation: Interpretation) -> str:
    """Return an interpretation as Turtle."""
    return make_graph(interpretation).serialize(format="turtle")


def write_jsonld(interpretation: Interpretation) -> str:
    """Return an interpretation as JSON-LD, with its prefixes inside."""
    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    document = json.loads(make_graph(interpretation).serialize(format="json-ld", context=context))
    named = document.pop("@context")
    # rdflib writes in the order of its sets; the same interpretation must give the same text.
    nodes = [
        {key: _put_in_order(value) for key, value in node.items()}
        for node in document.get("@graph", [document])
    ]
    ordered = {"@context": named, "@graph": sorted(nodes, key=lambda node: str(node["@id"]))}
    return json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"


def _put_in_order(value: Any) -> Any:
    """Values of one property have no order; a list that has one is an object with `@list`."""
    return sorted(value, key=json.dumps) if isinstance(value, list) else value


def make_graph(interpretation: Interpretation) -> Graph:
    """Return an interpretation as a graph of rdflib."""
    return _LawGraph(interpretation).graph


class _LawGraph:
    def __init__(self, interpretation: Interpretation) -> None:
        self.graph = Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            self.graph.bind(prefix, namespace)
        self._base = quote(interpretation.urn, safe=":")
        self._interpretation = interpretation
        self._numbers: dict[str, int] = {}
        self._expressions = ExpressionGraph(
            self.graph, self._base, lambda name: self._address(fact_name(name))
        )
        self._add_whole(interpretation)
        for frame in interpretation.frames:
            self._add_frame(frame)

    def _address(self, name: Name, frame: Frame | None = None) -> URIRef:
        """The address of a frame. The versions of a name after the first have the day they start behind it."""
        versions = self._interpretation.list_versions(name)
        is_later = frame is not None and frame is not versions[0] and frame.valid is not None
        version = f"@{frame.valid.start.isoformat()}" if is_later and frame and frame.valid else ""
        return URIRef(f"{self._base}#{name.kind}-{quote(name.text, safe='')}{version}")

    # --- the whole ---------------------------------------------------------------------------------------
    def _add_whole(self, interpretation: Interpretation) -> None:
        node = URIRef(self._base)
        self.graph.add((node, RDF.type, OWN.Interpretation))
        self._add_text(node, RDFS.label, interpretation.title)
        self._add_text(node, RDFS.comment, interpretation.summary)
        self._add_literals(
            node,
            {
                OWN.id: interpretation.id,
                OWN.version: interpretation.version,
                OWN.status: interpretation.status.value,
                OWN.authority: interpretation.authority,
                OWN.supersedes: interpretation.supersedes,
                OWN.madeOn: interpretation.made_on,
            },
        )
        self._add_period(node, interpretation.valid)
        for choice in interpretation.choices:
            self._add_choice(node, choice)

    def _add_choice(self, whole: URIRef, choice: Choice) -> None:
        node = URIRef(f"{self._base}#choice-{quote(choice.id, safe='')}")
        self.graph.add((whole, OWN.hasChoice, node))
        self.graph.add((node, RDF.type, OWN.Choice))
        self._add_text(node, RDFS.label, choice.question)
        self._add_text(node, OWN.ground, choice.ground)
        self._add_text(node, OWN.dissent, choice.dissent)
        for group in choice.affects:
            self._add_text(node, OWN.affects, group)
        self._add_literals(
            node,
            {
                OWN.decidedOn: choice.decided_on,
                OWN.decidedBy: choice.decided_by,
                OWN.reviewOn: choice.review_on,
            },
        )
        for option in choice.options:
            made = URIRef(f"{node}-option-{quote(option.id, safe='')}")
            self.graph.add((node, OWN.hasOption, made))
            self._add_text(made, RDFS.label, option.text)
            if option.id == choice.taken:
                self.graph.add((node, OWN.taken, made))
        for name in choice.frames:
            self.graph.add((node, OWN.isFollowedBy, self._address(name)))
        self._add_sources(node, choice.grounds)

    # --- frames ------------------------------------------------------------------------------------------
    def _add_frame(self, frame: Frame) -> None:
        node = self._address(frame.full_name, frame)
        self.graph.add((node, RDFS.label, Literal(frame.name)))
        self.graph.add((URIRef(self._base), OWN.hasFrame, node))
        self._add_text(node, OWN.label, frame.label)
        if frame.explanation:
            self.graph.add((node, RDFS.comment, Literal(frame.explanation)))
        self._add_period(node, frame.valid)
        self._add_sources(node, frame.sources)
        match frame:
            case FactFrame():
                self._add_fact(node, frame)
            case ActFrame():
                self._add_act(node, frame)
            case DutyFrame():
                self._add_duty(node, frame)

    def _add_fact(self, node: URIRef, frame: FactFrame) -> None:
        self.graph.add((node, RDF.type, FLINT.Fact))
        self._add_text(node, OWN.question, frame.question)
        if frame.kind is not None:
            self.graph.add((node, OWN.kind, Literal(frame.kind.value)))
        function = frame.function
        if isinstance(function, Operation):
            for part in function.operands:
                self._expressions.add(part)
            self._expressions.describe(function, node)
        elif function is not None:
            self.graph.add((node, OWN.hasDefinition, self._expressions.add(function)))

    def _add_act(self, node: URIRef, frame: ActFrame) -> None:
        self.graph.add((node, RDF.type, FLINT.Act))
        if frame.action:
            action = URIRef(f"{self._base}#action-{quote(frame.action, safe='')}")
            self.graph.add((node, FLINT.hasAction, action))
            self.graph.add((action, RDF.type, FLINT.Action))
            self.graph.add((action, RDFS.label, Literal(frame.action)))
        self._add_part(node, FLINT.hasActor, frame.actor, FLINT.Agent)
        self._add_part(node, FLINT.hasObject, frame.object, FLINT.Object)
        self._add_part(node, FLINT.hasRecipient, frame.recipient, FLINT.Agent)
        self._add_part(node, FLINT.hasPrecondition, frame.precondition)
        for name in frame.creates:
            self.graph.add((node, FLINT.creates, self._address(name)))
        for name in frame.terminates:
            self.graph.add((node, FLINT.terminates, self._address(name)))

    def _add_duty(self, node: URIRef, frame: DutyFrame) -> None:
        self.graph.add((node, RDF.type, FLINT.Duty))
        self._add_part(node, FLINT.hasHolder, frame.holder, FLINT.Agent)
        self._add_part(node, FLINT.hasClaimant, frame.claimant, FLINT.Agent)
        self._add_part(
            node,
            OWN["term"],  # Namespace has a method `term`
            frame.term,
        )
        for component in frame.components:
            self.graph.add((node, OWN.component, Literal(component)))
        # With TNO it is the act that creates and terminates; a duty that says so is the same said from its side.
        for act in frame.creates:
            self.graph.add((self._address(act_name(act)), FLINT.creates, node))
        for act in frame.terminates:
            self.graph.add((self._address(act_name(act)), FLINT.terminates, node))
        for act in frame.enforces:
            self.graph.add((node, OWN.isEnforcedBy, self._address(act_name(act))))

    def _add_part(
        self, node: URIRef, predicate: URIRef, part: Expression | None, kind: URIRef | None = None
    ) -> None:
        if part is None:
            return
        address = self._expressions.add(part)
        self.graph.add((node, predicate, address))
        if kind is not None and isinstance(part, Reference):
            self.graph.add((address, RDF.type, kind))

    def _number(self, what: str) -> URIRef:
        """An address for what has no name; with numbers the same interpretation gives the same text each time."""
        self._numbers[what] = self._numbers.get(what, 0) + 1
        return URIRef(f"{self._base}#{what}-{self._numbers[what]}")

    # --- sources and texts -------------------------------------------------------------------------------
    def _add_sources(self, node: URIRef, sources: Iterable[Source]) -> None:
        for source in sources:
            fragment = self._number("source")
            self.graph.add((fragment, RDF.type, SRC.TextFragment))
            self._add_literals(
                fragment,
                {
                    SRC.hasContent: source.quote,
                    OWN.citation: source.citation,
                    OWN.identifier: source.identifier,
                    OWN.collection: source.kind.value,
                },
            )
            self._add_text(fragment, RDFS.comment, source.paraphrase)
            self._add_period(fragment, source.valid)
            if source.slot is Slot.FRAME:
                self.graph.add((node, FLINT.hasTextFragment, fragment))
                continue
            correspondence = self._number("correspondence")
            self.graph.add((node, OWN.hasSlotCorrespondence, correspondence))
            self.graph.add((correspondence, RDF.type, FLINT.SlotCorrespondence))
            self.graph.add((correspondence, OWN.slot, Literal(source.slot.value)))
            self.graph.add((correspondence, FLINT.hasTextFragment, fragment))

    def _add_text(self, node: URIRef, predicate: URIRef, text: Text | None) -> None:
        if text is not None:
            for language in LANGUAGES:
                self.graph.add((node, predicate, Literal(text.in_language(language), lang=language)))

    def _add_literals(self, node: URIRef, values: dict[URIRef, object]) -> None:
        for predicate, value in values.items():
            if value not in (None, ""):
                self.graph.add((node, predicate, Literal(value)))

    def _add_period(self, node: URIRef, period: Period | None) -> None:
        """The first day, and the first day on which it is valid no more."""
        if period is not None:
            self.graph.add((node, OWN.validFrom, Literal(period.start, datatype=XSD.date)))
            if period.end is not None:
                self.graph.add((node, OWN.validUntil, Literal(period.end, datatype=XSD.date)))
