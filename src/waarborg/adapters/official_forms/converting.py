"""An official definition, whole, as a document of our form: read, translated, checked, and counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from waarborg.adapters.form_files.own_files import check_form
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.official_forms.catalogue import Catalogue, describe_values
from waarborg.adapters.official_forms.conditions import Conditions
from waarborg.adapters.official_forms.definition_yaml import Entry, read_definition_file
from waarborg.adapters.official_forms.definitions import Definition, Kind, Registry
from waarborg.adapters.official_forms.findings import Finding, Findings, Sort, Spot
from waarborg.adapters.official_forms.form_filler_reading import read_form_filler
from waarborg.adapters.official_forms.making import Maker
from waarborg.adapters.official_forms.outcomes import Outcomes
from waarborg.adapters.official_forms.registry_making import RegistryMaker
from waarborg.adapters.official_forms.registry_reading import read_registry
from waarborg.adapters.official_forms.texts import both, to_line, to_plain
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Type
from waarborg.core.terms.text import Text

#: Where people find the official form filler and its forms.
_FORM_FILLER = "https://invulhulpen.rijksapp.nl/"
_TASK_REGISTRY = "https://minbzk.github.io/Algoritmekader/"
_LONGEST_SHORT = 30
_Entry = dict[str, Any]
_LANGUAGE = "nl"
_SIGNER = {
    "slot": "vaststelling",
    "kind": "signature",
    "title": {"nl": "Vaststelling", "en": "Adoption"},
    "role": "process_owner",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A definition as a form. document: as a file of ours holds it. variant: of the schema of its makers.

    official: what the file itself holds (nodes, questions, rows, conditions and so on). counts: what the form holds.
    """

    kind: Kind
    variant: str
    name: str
    urn: str
    version: str
    document: Mapping[str, Any]
    form: Form
    official: Mapping[str, int]
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether the form asks or concludes something else than the official file."""
        return any(finding.blocks for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How the form is to be called. on: the day it is made. repair: put right what the file cannot mean."""

    on: date
    id: str = ""
    number: int = 1
    repair: bool = False


def convert_file(path: Path, wishes: Wishes, library: Library) -> Converted:
    """Return the definition in a file as a form. Raises `LawFileError` with line and remedy for what cannot be read.

    library: our forms, to which an outcome may point.
    """
    return convert(read_definition_file(path), wishes, library, file=path.name)


def convert(document: Any, wishes: Wishes, library: Library, *, file: str) -> Converted:
    """Return a definition that was read as YAML as a form. Raises `LawFileError`."""
    findings = Findings()
    kind = find_kind(document, file=file)
    if kind is Kind.FORM_FILLER:
        definition = read_form_filler(document, file=file, findings=findings)
        made, official = (
            _make_form_filler(definition, wishes, library, findings, file),
            _count_definition(definition),
        )
        variant = definition.variant
    else:
        registry = read_registry(document, file=file, findings=findings)
        made, official = _make_registry(registry, wishes, library, findings), _count_registry(registry)
        variant = registry.schema_version
        definition = None
    findings.add(
        Sort.CHANGED, Spot(),
        Text("De teksten zijn alleen in het Nederlands; zij staan in beide talen. Wie tekent staat niet in het bestand; er is één handtekening toegevoegd.", "The texts are in Dutch only; they stand in both languages. Who signs is not in the file; one signature was added."),
        Text("Vertaal het formulier, en noem bij `signatures` wie adviseert en tekent.", "Translate the form, and name at `signatures` who advises and signs."),
    )  # fmt: skip
    form, faults = check_form(made, library)
    if form is None or faults:
        fault = faults[0]
        raise LawFileError(
            file=file,
            place=fault.place,
            fault=Text(f"Dit kan geen formulier worden. {fault.says.nl}", f"This can be no form. {fault.says.en}"),
            remedy=Text("Verbeter het officiële bestand op die plaats.", "Correct the official file at that place."),
        )  # fmt: skip
    named = definition or registry
    return Converted(
        kind=kind,
        variant=variant,
        name=named.name,
        urn=named.urn,
        version=named.version,
        document=made,
        form=form,
        official=official,
        counts=count_form(form),
        findings=findings.list(),
    )


def find_kind(document: Any, *, file: str) -> Kind:
    """Return who writes a definition in this way. Raises `LawFileError` when nobody does."""
    if isinstance(document, Entry):
        tasks = document.get("tasks")
        first = tasks[0] if isinstance(tasks, list) and tasks else None
        if isinstance(first, Entry) and "question" in first:
            return Kind.TASK_REGISTRY
        if "tasks" in document and "answers" not in document:
            registry = str(document.get("urn", "")).startswith("urn:nl:aivt:tr:")
            return Kind.TASK_REGISTRY if registry else Kind.FORM_FILLER
    raise LawFileError(
        file=file,
        place="$",
        fault=Text(
            f"Dit is geen definitie van een assessment{_say_what(document).nl}.",
            f"This is no definition of an assessment{_say_what(document).en}.",
        ),
        remedy=Text(
            "Kies een definitie van par-dpia-form of van het task registry: YAML met bovenaan name, urn en tasks.",
            "Choose a definition of par-dpia-form or of the task registry: YAML with name, urn and tasks at the top.",
        ),
    )


def _say_what(document: Any) -> Text:
    """What else a file may be."""
    if isinstance(document, Entry):
        if "parts" in document:
            return Text("; het is al een formulier van Waarborg, zie `waarborg forms check`", "; it is a form of Waarborg already, see `waarborg forms check`")  # fmt: skip
        if "answers" in document:
            return Text("; er staan antwoorden in, zie `waarborg forms answers`", "; it holds answers, see `waarborg forms answers`")  # fmt: skip
        if "definitions" in document or "begrippen" in document:
            return Text("; het is een begrippenlijst", "; it is a glossary")
    return Text(", want er staat geen lijst `tasks` in", ", as it holds no list `tasks`")


# --- the form as a whole -------------------------------------------------------------------------------------
def _make_form_filler(
    definition: Definition, wishes: Wishes, library: Library, findings: Findings, file: str
) -> _Entry:
    catalogue = Catalogue(definition, findings)
    conditions = Conditions(catalogue, findings, file=file, repair=wishes.repair)
    maker = Maker(definition, catalogue, conditions, findings)
    outcomes = Outcomes(definition, catalogue, conditions, findings, library, repair=wishes.repair)
    parts = maker.make_parts()
    outcomes.make()
    values = {
        known.id: described
        for known in catalogue
        if known.type is not None and (described := describe_values(known))
    }
    ids = {known.id: known.task.id for known in catalogue if known.id != known.task.id}
    head = _make_head(
        definition.short_name, definition.name, definition.version, wishes, library,
        summary=definition.description, link=_FORM_FILLER, owners=(),
    )  # fmt: skip
    return {
        **head,
        "sources": maker.sources,
        **({"facts": outcomes.facts} if outcomes.facts else {}),
        "signatures": [_SIGNER],
        **({"outcomes": outcomes.outcomes} if outcomes.outcomes else {}),
        "parts": parts,
        "official": _make_official(definition.urn, definition.version, _LANGUAGE, ids, values),
    }


def _make_registry(registry: Registry, wishes: Wishes, library: Library, findings: Findings) -> _Entry:
    maker = RegistryMaker(registry, findings)
    parts = maker.make_parts()
    link = registry.url if registry.url.startswith("https://") else _TASK_REGISTRY
    head = _make_head(
        registry.short_name, registry.name, registry.version, wishes, library,
        summary=registry.description, link=link, owners=registry.owners,
    )  # fmt: skip
    language = registry.language[:2].lower() or _LANGUAGE
    return {
        **head,
        "sources": maker.sources,
        "signatures": [_SIGNER],
        "parts": parts,
        "official": _make_official(registry.urn, registry.version, language, maker.list_ids(), {}),
    }


def _make_head(
    short: str, name: str, version: str, wishes: Wishes, library: Library, *, summary: str, link: str,
    owners: tuple[str, ...],
) -> _Entry:  # fmt: skip
    title = to_line(name)
    note = {
        "nl": "Woordelijk overgenomen uit het officiële bestand. De teksten zijn alleen in het Nederlands.",
        "en": "Taken over word for word from the official file. The texts are in Dutch only.",
    }
    if owners:
        named = ", ".join(map(to_line, owners))
        note = {"nl": f"{note['nl']} Eigenaar: {named}.", "en": f"{note['en']} Owner: {named}."}
    head: _Entry = {
        "id": wishes.id or f"official-{short}",
        "version": f"{wishes.on.year}.{wishes.number}",
        "released_on": wishes.on.isoformat(),
        "title": both(title),
        "short": title if len(title) <= _LONGEST_SHORT else short.upper(),
        "summary": both(to_plain(summary) or title),
    }
    like = library.find_newest(short)
    if like is not None and like.instrument:
        head["instrument"] = like.instrument
    if like is not None and like.entry:
        head["entry"] = like.entry
    return head | {"based_on": {"title": title, "version": version, "link": link, "note": note}}


def _make_official(
    urn: str, version: str, language: str, ids: Mapping[str, str], values: Mapping[str, Mapping[str, str]]
) -> _Entry:
    official: _Entry = {"urn": urn, "version": version, "language": language}
    if ids:
        official["ids"] = dict(ids)
    if values:
        official["values"] = {id: dict(one) for id, one in values.items()}
    return official


# --- counts --------------------------------------------------------------------------------------------------
def _count_definition(definition: Definition) -> dict[str, int]:
    tasks = [task for task, _ in definition.walk()]
    return {
        "nodes": len(tasks),
        "questions": sum(bool(task.answer_types) for task in tasks),
        "repeatable": sum(task.repeatable for task in tasks),
        "conditional": sum(len(task.conditions) for task in tasks),
        "source_options": sum(bool(task.source_options) for task in tasks),
        "instance_mapping": sum(len(task.mappings) for task in tasks),
        "calculations": sum(len(task.calculations) for task in tasks),
        "fria": sum(task.in_fria for task in tasks),
        "levels": sum(len(one.levels) for one in definition.assessments),
        "criteria": sum(len(level.criteria) for one in definition.assessments for level in one.levels),
    }


def _count_registry(registry: Registry) -> dict[str, int]:
    return {"nodes": len(registry.tasks), "questions": len(registry.tasks)}


def count_form(form: Form) -> dict[str, int]:
    """Return how many parts, groups, questions, conditions and outcomes a form has, and what else it holds."""
    items = [place.item for place in form.places]
    types = Counter(question.type for question in form.questions)
    return {
        "parts": len(form.parts),
        "groups": len(form.groups),
        "repeated": sum(group.repeat for group in form.groups) + types[Type.ACTIONS],
        "questions": len(form.questions),
        "conditions": sum(one.when is not None for one in (*form.parts, *items)),
        "facts": len(form.facts),
        "outcomes": len(form.outcomes),
    }


def write_form(converted: Converted, *, file: str) -> str:
    """Return a form as the YAML file of an organisation's own form; `file` is what the official file is called."""
    heading = "".join(sign if sign.isprintable() else "?" for sign in file)
    body = yaml.safe_dump(
        converted.document, allow_unicode=True, sort_keys=False, width=120, default_flow_style=False
    )
    return (
        f"# {to_line(converted.name)}, version {converted.version} ({converted.urn}), as a form of Waarborg.\n"
        f"# Made from {heading} by `waarborg forms convert`. The words are those of its makers.\n{body}"
    )
