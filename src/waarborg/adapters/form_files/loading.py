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
from waarborg.core.forms.forms import About, BasedOn, Evidence, Form, Review
from waarborg.core.forms.library import Library
from waarborg.core.forms.official import Official
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
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
            raise ContentError(file=name, path=fault.place, fault=fault.says, remedy=fault.remedy)
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
    except (ValueError, KeyError) as error:
        raise ContentError(
            file=name, path="$", fault=str(error), remedy="Correct the part that is named"
        ) from error


def make_form(document: Mapping[str, Any], vocabulary: Vocabulary, rules: Interpretation) -> Form:
    """Return the form in a document that meets the schema. Raises `ValueError` that names what does not fit.

    rules: the facts of the framework, on which conditions of a form may rest.
    """
    sources = {one["id"]: Source(one["id"], Text(**one["label"]), one["link"]) for one in document["sources"]}
    maker = Maker(sources, vocabulary)
    facts = tuple(_make_facts(document.get("facts", ()), maker))
    based_on, review = document["based_on"], document.get("review")
    return Form(
        id=document["id"],
        version=document["version"],
        released_on=date.fromisoformat(document["released_on"]),
        title=Text(**document["title"]),
        short=document["short"],
        summary=Text(**document["summary"]),
        based_on=BasedOn(
            title=based_on["title"],
            version=based_on["version"],
            link=based_on["link"],
            note=make_text(based_on, "note"),
        ),
        parts=tuple(maker.make_part(one) for one in document["parts"]),
        rules=_make_rules(document, (*facts, *_name_facts(document, vocabulary)), rules),
        facts=facts,
        sources=tuple(sources.values()),
        signatures=tuple(maker.make_slot(one) for one in document["signatures"]),
        outcomes=tuple(maker.make_outcome(one) for one in document.get("outcomes", ())),
        checks=tuple(maker.make_check(one) for one in document.get("checks", ())),
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
    taken = {frame.name for frame in own if rules.list_versions_of_fact(frame.name)}
    if taken:
        raise ValueError(f"the framework has a fact of the same name: {', '.join(sorted(taken))}")
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


def _make_facts(entries: Iterable[Mapping[str, Any]], maker: Maker) -> Iterator[FactFrame]:
    for one in entries:
        yield FactFrame(
            name=one["fact"],
            kind=Kind(one["kind"]),
            label=Text(**one["label"]),
            function=maker.require_condition(one, "function", of=one["fact"]),
            sources=tuple(
                LawSource(
                    kind=SourceKind.POLICY,
                    citation=f"{cited.place}, {cited.source.label.nl}"
                    if cited.place
                    else cited.source.label.nl,
                    identifier=cited.source.link,
                )
                for cited in maker.cite(one)
            ),
        )
