"""Expressions as linked data. Each has an address of its own that follows from what it says.

Nodes without a name would be written inside each other, and as deep as the expression; with an address they stand
beside each other, and what occurs twice is written once.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, XSD

from waarborg.adapters.linked_data.terms import FLINT, OWN
from waarborg.core.law import expressions as law
from waarborg.core.law.expressions import Expression, Operator
from waarborg.core.law.notation import write_value
from waarborg.core.law.values import Money, Value, write_number
from waarborg.core.terms.legal_terms import Length, Unit

#: The functions that the ontology of TNO names; the rest are own terms.
_FUNCTIONS = {Operator.AND: FLINT["and"], Operator.OR: FLINT["or"]}


class ExpressionGraph:
    """Adds expressions to a graph. `address` gives the address of a fact, by its name."""

    def __init__(self, graph: Graph, base: str, address: Callable[[str], URIRef]) -> None:
        self._graph = graph
        self._base = base
        self._address = address
        self._known: set[str] = set()

    def add(self, expression: Expression) -> URIRef:
        """Add an expression with everything in it; return its address."""
        todo = [expression]
        while todo:
            item = todo.pop()
            if item.digest not in self._known and not isinstance(item, law.Reference):
                self._known.add(item.digest)
                self.describe(item, self._find(item))
                todo.extend(item.parts)
        return self._find(expression)

    def describe(self, item: Expression, node: URIRef) -> None:
        """Say what an expression is, of the node that stands for it; its parts are only named."""
        match item:
            case law.Operation():
                self._describe_operation(item, node)
            case law.Literal(value=value):
                self._set_type(node, "Value")
                self._describe_value(value, node)
            case law.Is(identity=identity):
                self._set_type(node, "Party")
                if identity is not None:
                    self._graph.add((node, OWN.identity, Literal(identity.id)))
            case law.Projection(path=path, scope=scope, operand=operand):
                self._set_type(node, "Projection")
                self._add_list(node, OWN.path, [self._address(name) for name in path])
                self._graph.add((node, OWN.operand, self._find(operand)))
                self._graph.add((node, OWN.scope, Literal(scope.value)))
            case law.Creation(made_of=made_of):
                self._set_type(node, "Creation")
                self._add_list(node, OWN.madeOf, [self._find(part) for part in made_of])
            case law.Unreadable(reason=reason):
                self._set_type(node, "Unreadable")
                self._graph.add((node, RDFS.comment, Literal(reason)))
            case _:
                self._set_type(node, type(item).__name__)

    def _find(self, item: Expression) -> URIRef:
        if isinstance(item, law.Reference):
            return self._address(item.name)
        return URIRef(f"{self._base}#expression-{item.digest}")

    def _set_type(self, node: URIRef, name: str) -> None:
        self._graph.add((node, RDF.type, OWN[name]))

    def _describe_operation(self, item: law.Operation, node: URIRef) -> None:
        self._graph.add((node, RDF.type, FLINT.ComplexFact))
        function = _FUNCTIONS.get(item.operator) or OWN[item.operator.value.lower().replace("_", "-")]
        self._graph.add((node, FLINT.hasFunction, function))
        self._add_list(node, FLINT.hasOperands, [self._find(part) for part in item.operands])
        match item.setting:
            case law.Rounding(places=places, mode=mode):
                self._graph.add((node, OWN.places, Literal(places)))
                self._graph.add((node, OWN.rounding, Literal(mode.value)))
            case law.TermRule(length=length, extended=extended):
                self._add_length(node, length)
                self._graph.add((node, OWN.isExtended, Literal(extended)))
            case Length():
                self._add_length(node, item.setting)
            case Unit():
                self._graph.add((node, OWN.unit, Literal(item.setting.name.lower())))

    def _add_length(self, node: URIRef, length: Length) -> None:
        self._graph.add((node, OWN["count"], Literal(length.count)))
        self._graph.add((node, OWN.unit, Literal(length.unit.name.lower())))

    def _describe_value(self, value: Value, node: URIRef) -> None:
        match value:
            case Money(amount=amount, currency=currency):
                self._graph.add((node, OWN.value, _write_decimal(amount)))
                self._graph.add((node, OWN.currency, Literal(currency)))
            case Decimal():
                self._graph.add((node, OWN.value, _write_decimal(value)))
            case bool() | str() | date():
                self._graph.add((node, OWN.value, Literal(value)))
            case _:
                self._graph.add((node, OWN.notation, Literal(write_value(value))))

    def _add_list(self, node: URIRef, predicate: URIRef, items: Iterable[URIRef]) -> None:
        """An ordered list; rdf:nil when it is empty."""
        found = list(items)
        if not found:
            self._graph.add((node, predicate, RDF.nil))
            return
        head = BNode()
        self._graph.add((node, predicate, head))
        Collection(self._graph, head, found)


def _write_decimal(number: Decimal) -> Literal:
    return Literal(write_number(number), datatype=XSD.decimal)
