"""The vocabulary of facts: the content file to the core objects."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from waarborg.adapters.content_files.yaml_files import ContentError, read_yaml
from waarborg.core.profile.vocabulary import (
    Choice,
    Citation,
    Group,
    Member,
    Source,
    Term,
    Type,
    Vocabulary,
)
from waarborg.core.terms.text import Text

FILE = "profile/vocabulary.yaml"


@cache
def load_vocabulary() -> Vocabulary:
    """Return the vocabulary of facts. Raises `ContentError` when the file contradicts itself."""
    document = read_yaml(FILE, schema="profile/vocabulary.schema.json")
    try:
        sources = {
            one["id"]: Source(one["id"], Text(**one["label"]), one["link"]) for one in document["sources"]
        }
        return Vocabulary(
            version=document["version"],
            groups=tuple(Group(one["key"], Text(**one["label"])) for one in document["groups"]),
            terms=tuple(_make_term(one, sources) for one in document["terms"]),
            derived=tuple(one["field"] for one in document["derived"]),
        )
    except ValueError as error:
        raise ContentError(
            file=FILE, path="$", fault=str(error), remedy="Correct the term in the file"
        ) from error


def _make_term(one: Mapping[str, Any], sources: Mapping[str, Source]) -> Term:
    return Term(
        key=one["key"],
        type=Type(one["type"]),
        group=one["group"],
        label=Text(**one["label"]),
        definition=Text(**one["definition"]),
        citations=tuple(_make_citation(text, sources, key=one["key"]) for text in one["sources"]),
        publication=one.get("publication", ""),
        personal=one.get("personal", False),
        choices=tuple(
            Choice(choice["value"], Text(**choice["label"]), exclusive=choice.get("exclusive", False))
            for choice in one.get("choices", ())
        ),
        members=tuple(
            Member(
                member["key"],
                Type(member["type"]),
                Text(**member["label"]),
                required=member.get("required", False),
            )
            for member in one.get("members", ())
        ),
    )


def _make_citation(text: str, sources: Mapping[str, Source], *, key: str) -> Citation:
    """Read `source:place`; the place may hold colons itself, such as `awb:3:46`."""
    source, _, place = text.partition(":")
    if source not in sources:
        raise ValueError(f"{key}: there is no source {source!r}")
    return Citation(sources[source], place)
