"""Read the forms that come with the product: every version of each, with names and links checked across forms."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.content_files.yaml_files import CONTENT_PACKAGE, ContentError, read_yaml
from waarborg.adapters.form_files.items import Maker, make_text
from waarborg.adapters.form_files.links import list_faults
from waarborg.adapters.framework_files.loading import load_rules
from waarborg.core.forms.faults import Fault, WrongForm, say_double
from waarborg.core.forms.forms import About, BasedOn, Evidence, Form, Review
from waarborg.core.forms.library import Library
from waarborg.core.forms.official import Official
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.part_words import VALUE_WORDS
from waarborg.core.law.sources import Source as LawSource
from waarborg.core.law.sources import SourceKind
from waarborg.core.law.values import Kind
from waarborg.core.profile.vocabulary import Source, Vocabulary
from waarborg.core.terms.text import Text

FOLDER = "forms"
_FACT = re.compile(r"\[fact:([a-z0-9_]+)\]")
SCHEMA = f"{FOLDER}/form.schema.json"


@cache
def load_library() -> Library:
    """Return all versions of all forms. Raises `ContentError` for a fault, with file, place and remedy."""
    forms = [(name, read_form(name)) for name in list_form_files()]
    files = dict[str, str]()
    for name, form in forms:
        if (first := files.setdefault(form.urn, name)) != name:
            raise ContentError(
                file=name,
                path="version",
                fault=f"{first} is this version too",
                remedy="Give it another version",
            )
    library = Library(tuple(form for _, form in forms))
    for name, form in forms:
        for fault in list_faults(form, library, load_vocabulary()):
            raise _refuse(name, fault)
    return library


def list_form_files() -> tuple[str, ...]:
    """Return the files of forms in the package of content, as paths in it, in order of name."""
    folder = files(CONTENT_PACKAGE).joinpath(FOLDER)
    return tuple(
        sorted(
            f"{FOLDER}/{one.name}/{file.name}"
            for one in folder.iterdir()
            if one.is_dir() and not one.name.startswith("_")
            for file in one.iterdir()
            if file.name.endswith(".yaml")
        )
    )


def read_form(name: str) -> Form:
    """Return the form in one file, without looking at other forms. Raises `ContentError`."""
    document = read_yaml(name, schema=SCHEMA)
    try:
        return make_form(document, load_vocabulary(), load_rules())
    except WrongForm as error:
        raise _refuse(name, error.faults[0]) from error
    except ValueError as error:  # a text without words
        raise ContentError(
            file=name, path="$", fault=str(error), remedy="Correct the part that is named"
        ) from error


def _refuse(name: str, fault: Fault) -> ContentError:
    return ContentError(file=name, path=fault.place, fault=fault.says.en.rstrip("."), remedy=fault.remedy.en)


def make_form(document: Mapping[str, Any], vocabulary: Vocabulary, rules: Interpretation) -> Form:
    """Return the form in a document that meets the schema. Raises `WrongForm` with all that cannot be made.

    rules: the facts of the framework, on which conditions of a form may rest.
    """
    sources = {one["id"]: Source(one["id"], Text(**one["label"]), one["link"]) for one in document["sources"]}
    maker = Maker(sources, vocabulary)
    facts = maker.make_all(lambda one: _make_fact(one, maker), document.get("facts", ()))
    parts = maker.make_all(maker.make_part, document["parts"])
    signatures = maker.make_all(maker.make_slot, document["signatures"])
    outcomes = maker.make_all(maker.make_outcome, document.get("outcomes", ()))
    checks = maker.make_all(maker.make_check, document.get("checks", ()))
    faults = (*_check_facts(facts, rules), *maker.wrong)
    if faults:
        raise WrongForm(*faults)
    based_on, review = document["based_on"], document.get("review")
    return Form(
        id=document["id"],
        version=document["version"],
        released_on=_read_day(document, "released_on"),
        title=Text(**document["title"]),
        short=document["short"],
        summary=Text(**document["summary"]),
        based_on=BasedOn(
            title=based_on["title"],
            version=based_on["version"],
            link=based_on["link"],
            note=make_text(based_on, "note"),
        ),
        parts=parts,
        rules=_make_rules(document, (*facts, *_name_facts(document, vocabulary)), rules),
        facts=facts,
        sources=tuple(sources.values()),
        signatures=signatures,
        outcomes=outcomes,
        checks=checks,
        evidence=tuple(
            Evidence(requirement=one["requirement"], why=Text(**one["why"]))
            for one in document.get("evidence_for", ())
        ),
        review=Review(
            months=review["months"], why=Text(**review["why"]), facts=tuple(review.get("facts", ()))
        )
        if review
        else None,
        instrument=document.get("instrument", ""),
        about=About(document.get("about", About.ALGORITHM)),
        entry=document.get("entry", ""),
        order=document.get("order", 1_000),
        changes=make_text(document, "changes"),
        official=Official(**document["official"]) if "official" in document else None,
    )


def _make_rules(
    document: Mapping[str, Any], own: tuple[FactFrame, ...], rules: Interpretation
) -> Interpretation:
    return replace(
        rules,
        id=f"{document['id']}-form",
        version=document["version"],
        title=Text(**document["title"]),
        frames=(*rules.frames, *own),
        choices=(),
    )


def _name_facts(document: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[FactFrame]:
    """The facts of the dossier that conditions name, with the words of the vocabulary, so that reasons can tell them."""
    for key in sorted(set(_FACT.findall(json.dumps(document)))):
        term = vocabulary.find_term(key)
        if term is not None:
            yield FactFrame(name=f"fact:{key}", label=term.label)


def _read_day(document: Mapping[str, Any], key: str) -> date:
    try:
        return date.fromisoformat(document[key])
    except ValueError as error:
        says = Text(f"“{document[key]}” is geen bestaande dag.", f"“{document[key]}” is not an existing day.")
        remedy = Text(
            "Schrijf een dag als jaar-maand-dag, zoals 2026-01-31.",
            "Write a day as year-month-day, such as 2026-01-31.",
        )
        raise WrongForm(Fault(key, says, remedy)) from error


def _check_facts(facts: Iterable[FactFrame], rules: Interpretation) -> Iterator[Fault]:
    """Yield the facts of a form whose name is taken."""
    seen = set[str]()
    for fact in facts:
        if fact.name in seen:
            yield Fault(fact.name, *say_double(fact.name), is_second=True)
        elif rules.list_versions_of_fact(fact.name):
            says = Text(
                f"Het kader heeft al een feit met de naam “{fact.name}”.",
                f"The framework has a fact with the name “{fact.name}” already.",
            )
            yield Fault(
                fact.name, says, Text("Geef uw feit een andere naam.", "Give your fact another name.")
            )
        seen.add(fact.name)


def _make_fact(one: Mapping[str, Any], maker: Maker) -> FactFrame:
    if ":" in one["fact"] or not one["fact"].strip():
        says = Text(
            f"“{one['fact']}” kan geen naam van een feit zijn.",
            f"“{one['fact']}” cannot be the name of a fact.",
        )
        remedy = Text("Schrijf een naam zonder dubbele punt.", "Write a name without a colon.")
        raise WrongForm(Fault(one["fact"], says, remedy))
    kind, function = Kind(one["kind"]), maker.require_condition(one, "function", of=one["fact"])
    if function.kind is not None and function.kind is not kind:
        has, gives = VALUE_WORDS[kind], VALUE_WORDS[function.kind]
        says = Text(
            f"Dit feit is van de soort {has.nl}, en zijn functie geeft {gives.nl}.",
            f"This fact is of kind {has.en}, and its function gives {gives.en}.",
        )
        remedy = Text(
            "Verander de soort (“kind”) of de functie.", "Change the kind (“kind”) or the function."
        )
        raise WrongForm(Fault(one["fact"], says, remedy, "kind"))
    return FactFrame(
        name=one["fact"],
        kind=kind,
        label=Text(**one["label"]),
        function=function,
        sources=tuple(
            LawSource(
                kind=SourceKind.POLICY,
                citation=f"{cited.place}, {cited.source.label.nl}" if cited.place else cited.source.label.nl,
                identifier=cited.source.link,
            )
            for cited in maker.cite(one)
        ),
    )
