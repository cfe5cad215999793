"""Read the machine-readable laws of MinBZK (poc-machine-law, YAML): what is computed, and the article behind it.

Nearly every value and step there has a `legal_basis`; their own engines leave it out of the outcome. Here each
becomes a source of the fact it stands with. The formulas stay in the YAML: they read other services, and a copy in
another language would be a second reading of the law that nobody decided on.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

import yaml

from waarborg.adapters.content_files.yaml_files import NoYaml, StrictLoader, parse_yaml
from waarborg.adapters.flint.names import clean, tidy
from waarborg.adapters.flint.notes import Notes, shorten
from waarborg.adapters.flint.reading import slugify
from waarborg.adapters.flint.sources import NO_PLACE, find_kind
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.located_yaml import require_bearable
from waarborg.adapters.law_files.warnings import ReadWarning
from waarborg.core.law.expressions import Expression, InvalidExpression, Literal, Reference
from waarborg.core.law.frames import FactFrame, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.law.values import Kind
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

_GROUPS = ("parameters", "sources", "input", "output", "applies")
_KINDS = {
    "string": Kind.TEXT,
    "number": Kind.NUMBER,
    "boolean": Kind.BOOLEAN,
    "amount": Kind.MONEY,
    "date": Kind.DATE,
    "array": Kind.LIST,
}
_NAME_ALONE = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
#: Anchors can make a small file endless; a law has nowhere near as many parts.
MOST_PARTS = 200_000
_FORMULA = "De formule staat in het bronbestand en is niet overgenomen."


class _ExactLoader(StrictLoader):
    """Numbers with a point are exact decimals."""

    def construct_decimal(self, node: yaml.ScalarNode) -> Decimal | float:
        """The number as it is written; infinity and what is no number stay a float, which no fact can have."""
        try:
            return Decimal(str(node.value).replace("_", ""))
        except InvalidOperation:
            return float("nan")


_ExactLoader.add_constructor("tag:yaml.org,2002:float", _ExactLoader.construct_decimal)


@dataclass
class _Fact:
    """A fact while it is put together: its description, the sources found with it, and its function."""

    name: str
    kind: Kind | None = None
    words: dict[str, None] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    function: Expression | None = None

    def freeze(self) -> FactFrame:
        given = self.function.kind if self.function is not None else None
        return FactFrame(
            name=self.name,
            kind=self.kind if given in (None, self.kind) else given,
            explanation="\n".join(self.words),
            sources=tuple(self.sources),
            function=self.function,
        )


def read_machine_law(
    text: str, *, file: str
) -> tuple[Interpretation, tuple[ReadWarning, ...], dict[str, Any]]:
    """Return a law of poc-machine-law as facts with their sources, what was not read, and the YAML itself.

    One fact stands for each parameter, source, input, output and definition, one for the requirements, and one for
    the law as a whole. Raises `LawFileError` for what is no such law.
    """
    document = _parse(text, file)
    if not isinstance(document, dict) or not isinstance(document.get("properties"), dict):
        raise _refuse(
            file,
            "$",
            Text(nl="Dit is geen wet van machine-law.", en="This is no law of machine-law."),
            Text(
                nl="Kies een YAML-bestand met “law” en “properties”.",
                en="Choose a YAML file with “law” and “properties”.",
            ),
        )
    reader = _LawReader(document, file)
    reader.read()
    title = reader.whole.name
    interpretation = Interpretation(
        id=slugify(file),
        version=sha256(text.encode("utf-8", "replace")).hexdigest()[:12],
        title=Text(nl=title, en=title),
        frames=tuple(fact.freeze() for fact in reader.facts.values()),
        authority=_get_text(document, "service"),
        valid=reader.read_validity(),
    )
    return interpretation, tuple(reader.notes.warnings), document


def _parse(text: str, file: str) -> Any:
    remedy = Text(
        nl="Verbeter de tekst op die plaats, of haal het bestand opnieuw op.",
        en="Correct the text at that place, or fetch the file again.",
    )
    require_bearable(text, file=file)
    try:
        return parse_yaml(text, file=file, loader=_ExactLoader)
    except NoYaml as error:
        raise _refuse(file, error.path, error.words[0], remedy) from error
    except (ValueError, TypeError, OverflowError) as error:
        fault = Text(
            nl="Deze YAML heeft een waarde die niet kan.", en="This YAML has a value that cannot be."
        )
        raise _refuse(file, "$", fault, remedy) from error


def _refuse(file: str, place: str, fault: Text, remedy: Text) -> LawFileError:
    return LawFileError(file=file, place=place, fault=fault, remedy=remedy)


class _LawReader:
    def __init__(self, document: Mapping[str, Any], file: str) -> None:
        self.notes = Notes()
        self.facts: dict[str, _Fact] = {}
        self._document = document
        self._file = file
        self._left = MOST_PARTS
        name = _get_text(document, "name") or _get_text(document, "law") or slugify(file)
        self.whole = self._find_fact(name)

    def read(self) -> None:
        """Read all of the law; what stands elsewhere with a legal basis belongs to the law as a whole."""
        properties = self._document["properties"]
        for group in _GROUPS:
            for item in _list_objects(properties.get(group)):
                self._read_value(item, group)
        definitions = properties.get("definitions")
        for name, value in definitions.items() if isinstance(definitions, dict) else ():
            self._read_definition(tidy(str(name)), value)
        for action in _list_objects(self._document.get("actions")):
            self._read_action(action)
        if self._document.get("requirements"):
            fact = self._find_fact(f"{self.whole.name}: vereisten")
            fact.kind = fact.kind or Kind.BOOLEAN
            fact.words[_FORMULA] = None
            self._add_sources(fact, self._document["requirements"], Slot.FRAME)
        self._read_whole(properties)

    def _read_whole(self, properties: Mapping[str, Any]) -> None:
        description = self._document.get("description")
        if isinstance(description, str) and clean(description):
            self.whole.words[clean(description)] = None
        seen = {"properties", "actions", "requirements", "references"}
        rest = [value for key, value in self._document.items() if key not in seen and key != "legal_basis"]
        other = [value for key, value in properties.items() if key not in (*_GROUPS, "definitions")]
        loose = [item for group in _GROUPS for item in _list_others(properties.get(group))]
        loose += _list_others(self._document.get("actions"))
        self._add_sources(self.whole, {"legal_basis": self._document.get("legal_basis")}, Slot.FRAME)
        self._add_sources(self.whole, [rest, other, loose], Slot.FRAME)
        for reference in _list_objects(self._document.get("references")):
            self._add_source(self.whole, reference, Slot.FRAME)

    def read_validity(self) -> Period | None:
        """From the day that the file names; laws of machine-law have no last day."""
        found = self._document.get("valid_from")
        try:
            return Period(date.fromisoformat(str(found).strip())) if found is not None else None
        except ValueError:
            self.notes.place = "valid_from"
            self.notes.warn(
                "unreadable_day",
                f"“{shorten(found)}” is geen dag, zoals 2024-01-31.",
                f"“{shorten(found)}” is no day, such as 2024-01-31.",
            )
            return None

    # --- facts -------------------------------------------------------------------------------------------
    def _find_fact(self, name: str) -> _Fact:
        return self.facts.setdefault(name, _Fact(name))

    def _read_value(self, item: Mapping[str, Any], group: str) -> None:
        name = _get_text(item, "name") or _get_text(item, "law")
        if not name:
            self.notes.place = group
            self.notes.warn(
                "value_without_name",
                "Een waarde heeft geen naam; haar wettelijke grondslag staat bij de wet als geheel.",
                "A value has no name; its legal basis is with the law as a whole.",
            )
            self._add_sources(self.whole, item, Slot.FRAME)
            return
        fact = self._find_fact(name)
        kind = item.get("type")
        fact.kind = fact.kind or (_KINDS.get(kind) if isinstance(kind, str) else None)
        description = item.get("description")
        if isinstance(description, str) and clean(description):
            fact.words[clean(description)] = None
        if kind == "amount":
            fact.words["Het bronbestand telt in eurocenten."] = None
        self._add_sources(fact, item, Slot.FRAME)

    def _read_definition(self, name: str, value: Any) -> None:
        """A constant of the law; only a single number, text or yes or no is taken over."""
        if not name:
            return
        fact = self._find_fact(name)
        self._add_sources(fact, value, Slot.FRAME)
        constant = value.get("value") if isinstance(value, dict) else value
        literal = _read_constant(constant)
        if literal is None:
            fact.words[_FORMULA] = None
        elif fact.function is None:
            fact.function, fact.kind = literal, None

    def _read_action(self, action: Mapping[str, Any]) -> None:
        """The step that works out an output: a name or constant is taken over, any other formula is not."""
        name = _get_text(action, "output")
        fact = self._find_fact(name) if name else self.whole
        self._add_sources(fact, action, Slot.FUNCTION if name else Slot.FRAME)
        value = action.get("value")
        found = _NAME_ALONE.fullmatch(value) if isinstance(value, str) else None
        function: Expression | None = None
        if found is not None and found[1] in self.facts and found[1] != name:
            function = Reference(found[1])
        elif isinstance(value, bool | int | Decimal):
            function = _read_constant(value)
        fits = function is not None and (function.kind is None or fact.kind in (None, function.kind))
        if fits and fact.function is None and "operation" not in action and fact is not self.whole:
            fact.function = function
        else:
            fact.words[_FORMULA] = None

    # --- sources -----------------------------------------------------------------------------------------
    def _add_sources(self, fact: _Fact, value: Any, slot: Slot) -> None:
        """Add each legal basis in a piece of the file, however deep, in the order of the file."""
        todo = [value]
        while todo:
            self._count()
            item = todo.pop()
            if isinstance(item, dict):
                basis = item.get("legal_basis")
                for found in basis if isinstance(basis, list) else [basis]:
                    if isinstance(found, dict):
                        self._add_source(fact, found, slot)
                todo.extend(reversed([part for key, part in item.items() if key != "legal_basis"]))
            elif isinstance(item, list):
                todo.extend(reversed(item))

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise _refuse(
                self._file,
                "$",
                Text(
                    nl=f"Deze wet heeft meer dan {MOST_PARTS} delen.",
                    en=f"This law has more than {MOST_PARTS} parts.",
                ),
                Text(nl="Deel het bestand op.", en="Split the file."),
            )

    def _add_source(self, fact: _Fact, basis: Mapping[str, Any], slot: Slot) -> None:
        identifier = _get_text(basis, "juriconnect") or _get_text(basis, "bwb_id") or _get_text(basis, "url")
        citation = _cite(basis)
        self.notes.place = str(fact_name(fact.name))
        if not identifier:
            self.notes.warn(
                "source_without_identifier",
                f"Een wettelijke grondslag ({shorten(citation or NO_PLACE)}) heeft geen Juriconnect-id of adres.",
                f"A legal basis ({shorten(citation or NO_PLACE)}) has no Juriconnect id or address.",
            )
        explanation = _get_text(basis, "explanation")
        fact.sources.append(
            Source(
                kind=find_kind(identifier) if identifier else SourceKind.BWB,
                citation=citation or ("" if identifier else NO_PLACE),
                identifier=identifier,
                slot=slot,
                paraphrase=Text(nl=explanation, en=explanation) if explanation else None,
            )
        )


def _cite(basis: Mapping[str, Any]) -> str:
    """How people cite it: `artikel 9 lid 1 onder a Participatiewet`."""
    parts = (
        ("artikel", _get_text(basis, "article")),
        ("lid", _get_text(basis, "paragraph")),
        ("onder", _get_text(basis, "sentence")),
    )
    words = [f"{name} {value}" for name, value in parts if value]
    return " ".join([*words, _get_text(basis, "law")]).strip()


def _get_text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return tidy(str(value)) if isinstance(value, str | int | Decimal) and not isinstance(value, bool) else ""


def _list_objects(value: Any) -> Iterator[Mapping[str, Any]]:
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def _list_others(value: Any) -> list[Any]:
    """What stands where a list of objects belongs, and is none."""
    return [item for item in value if not isinstance(item, dict)] if isinstance(value, list) else [value]


def _read_constant(value: Any) -> Expression | None:
    try:
        if isinstance(value, bool):
            return Literal(value)
        if isinstance(value, int | Decimal):
            return Literal(Decimal(value))
        return Literal(clean(value)) if isinstance(value, str) and not value.startswith("$") else None
    except InvalidExpression:
        return None
