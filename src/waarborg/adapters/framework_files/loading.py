"""The framework of requirements: its content files to the core objects, with every link checked."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.content_files.yaml_files import CONTENT_PACKAGE, ContentError, read_yaml
from waarborg.adapters.framework_files import parts
from waarborg.adapters.framework_files.questions import make_readings
from waarborg.adapters.law_files.loading import load_interpretations
from waarborg.adapters.law_files.own_format import read_own_format
from waarborg.core.framework.framework import Framework, Release, RiskClass, join
from waarborg.core.framework.parts import Word
from waarborg.core.framework.requirements import Requirement
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.terms.text import Text

FOLDER = "framework"
CONDITIONS = f"{FOLDER}/conditions.yaml"
AI_ACT = "ai-verordening"
Made = TypeVar("Made")


@cache
def load_framework() -> Framework:
    """Return the framework as it comes with the product.

    Raises `ContentError` when a file has a fault, a link points nowhere, or a condition is not in the rules, and
    `LawFileError` when a rule cannot be read.
    """
    main = f"{FOLDER}/framework.yaml"
    document = read_yaml(main, schema=f"{FOLDER}/framework.schema.json")
    sources = {one["id"]: parts.make_source(one) for one in document["sources"]}
    vocabulary = load_vocabulary()
    try:
        framework = Framework(
            version=document["version"],
            releases=tuple(
                Release(one["version"], date.fromisoformat(one["on"]), Text(**one["what"]))
                for one in document["changelog"]
            ),
            vocabulary=vocabulary,
            sources=tuple(sources.values()),
            phases=_make_words(document["phases"]),
            roles=_make_words(document["roles"]),
            subjects=_make_words(document["subjects"]),
            addressees=_make_words(document["addressees"]),
            classes=tuple(_make_class(one) for one in document["classes"]),
            requirements=_make_requirements(_read_folder("requirements"), sources),
            measures=tuple(parts.make_measure(one) for one in _read_folder("measures")),
            instruments=tuple(parts.make_instrument(one) for one in _read("instruments", "instruments")),
            glossary=tuple(parts.make_glossary_term(one) for one in _read("glossary", "terms")),
            readings=make_readings(
                read_yaml(f"{FOLDER}/questions.yaml", schema=f"{FOLDER}/questions.schema.json"), vocabulary
            ),
            rules=load_rules(),
        )
    except ValueError as error:
        raise ContentError(
            file=FOLDER, path="$", fault=str(error), remedy="Correct the part that is named"
        ) from error
    _require_links(framework)
    return framework


@cache
def load_rules() -> Interpretation:
    """Return the frames of the AI Act together with the conditions of the requirements. Raises `LawFileError`."""
    (ai_act,) = (item for item in load_interpretations() if item.id == AI_ACT)
    text = files(CONTENT_PACKAGE).joinpath(*CONDITIONS.split("/")).read_text(encoding="utf-8")
    return join(ai_act, read_own_format(text, file=CONDITIONS))


def _read(file: str, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_yaml(f"{FOLDER}/{file}.yaml", schema=f"{FOLDER}/{file}.schema.json")[
        key
    ]
    return found


def _read_folder(kind: str) -> list[dict[str, Any]]:
    """The items of all files of a folder, in the order of the names of the files."""
    found: list[dict[str, Any]] = []
    folder = files(CONTENT_PACKAGE).joinpath(FOLDER, kind)
    for resource in sorted(folder.iterdir(), key=lambda item: item.name):
        if resource.name.endswith(".yaml"):
            path = f"{FOLDER}/{kind}/{resource.name}"
            found += read_yaml(path, schema=f"{FOLDER}/{kind}.schema.json")[kind]
    return found


def _make_words(items: Iterable[Mapping[str, Any]]) -> tuple[Word, ...]:
    return tuple(Word(one["id"], Text(**one["label"]), one.get("number", 0)) for one in items)


def _make_class(one: Mapping[str, Any]) -> RiskClass:
    return RiskClass(
        one["id"], one["value"], Text(**one["label"]), Text(**one["meaning"]), int(one["weight"])
    )


def _make_requirements(
    items: Iterable[Mapping[str, Any]], sources: Mapping[str, parts.LegalSource]
) -> tuple[Requirement, ...]:
    """One requirement for all entries with the same id: each entry is the wording of a period."""
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for one in items:
        grouped.setdefault(one["id"], []).append(one)
    return tuple(parts.make_requirement(entries, sources) for entries in grouped.values())


def _require_links(framework: Framework) -> None:
    """Check that everything that is named is there. Raises `ContentError` with all that is not."""
    faults = [*_list_broken_links(framework), *_list_unknown_words(framework)]
    if faults:
        raise ContentError(
            file=FOLDER,
            path="$",
            fault="; ".join(faults[:10]) + (f"; and {len(faults) - 10} more" if len(faults) > 10 else ""),
            remedy="Correct the name, or add what it names",
        )


def _list_broken_links(framework: Framework) -> Iterable[str]:
    requirements = {item.id for item in framework.requirements}
    measures = {item.id for item in framework.measures}
    facts = {frame.name for frame in framework.rules.facts}
    for item in framework.requirements:
        if item.condition not in facts:
            yield f"{item.id}: the rules have no fact {item.condition!r}"
        if item.part_of and item.part_of not in requirements:
            yield f"{item.id}: part of {item.part_of}, which is not there"
    for measure in framework.measures:
        for link in measure.links:
            if link.requirement not in requirements:
                yield f"{measure.id}: there is no requirement {link.requirement}"
            if link.when and link.when not in facts:
                yield f"{measure.id}: the rules have no fact {link.when!r}"
        if measure.part_of and measure.part_of not in measures:
            yield f"{measure.id}: part of {measure.part_of}, which is not there"
    for tool in framework.instruments:
        for id in tool.requirements:
            if id not in requirements:
                yield f"{tool.id}: there is no requirement {id}"
        for id in tool.measures:
            if id not in measures:
                yield f"{tool.id}: there is no measure {id}"
    for reading in framework.readings.readings:
        for name in reading.list_law_facts():
            if name not in facts:
                yield f"{reading.key}: the rules have no fact {name!r}"
        for follows in reading.implies.values():
            for name in follows:
                if name not in facts:
                    yield f"{reading.key}: the rules have no fact {name!r}"
    for assumption in framework.readings.assumptions:
        if assumption.fact not in facts:
            yield f"assumed: the rules have no fact {assumption.fact!r}"
        if framework.readings.find(assumption.term) is None:
            yield f"assumed: no rule reads {assumption.term}"
    words = {item.id for item in framework.glossary}
    for term in framework.glossary:
        for id in term.related:
            if id not in words:
                yield f"glossary {term.id}: there is no word {id}"


def _list_unknown_words(framework: Framework) -> Iterable[str]:
    known = {
        among: {word.id for word in getattr(framework, among)}
        for among in ("phases", "roles", "subjects", "addressees")
    }
    for item in (*framework.requirements, *framework.measures, *framework.instruments):
        for among, name in (
            ("phases", "phases"),
            ("roles", "roles"),
            ("subjects", "subjects"),
            ("addressees", "addressed"),
        ):
            for word in getattr(item, name, ()):
                if word not in known[among]:
                    yield f"{item.id}: there is no {word!r} among the {among}"
