"""Publication standards from content files."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from waarborg.adapters.content_files.yaml_files import ContentError, read_yaml
from waarborg.core.publication.rules import How, Normalisation, SourceField, SourceStandard
from waarborg.core.publication.standard import Choice, Field, Kind, Section, Standard
from waarborg.core.publication.wordings import fold
from waarborg.core.terms.text import Text

FOLDER = "publication"
CURRENT = "1.0"
# The shapes that can be converted to the current standard, the newest first: a value in a column that
# its own standard does not have is read by the first of these that knows the column.
OLDER = ("0.4", "0.3.1", "0.2.3", "0.1", "1.0-reduced")


@cache
def load_standard(version: str = CURRENT) -> Standard:
    """Return the publication standard of this version, with the older ones that convert to it.

    Raises `ContentError` when there is no such standard, or a content file has a fault.
    """
    file = f"{FOLDER}/standard-{version}.yaml"
    document = read_yaml(file, schema=f"{FOLDER}/standard.schema.json")
    try:
        return Standard(
            version=document["version"],
            sections=tuple(Section(part["key"], Text(**part["label"])) for part in document["sections"]),
            fields=tuple(_make_field(part) for part in document["fields"]),
            sources=tuple(_load_source(older) for older in OLDER),
            normalisation=_load_normalisation(),
        )
    except ValueError as error:
        if isinstance(error, ContentError):
            raise
        raise ContentError(file=file, path="$", fault=str(error), remedy="Correct the file") from error


def _make_field(part: Mapping[str, Any], *, section: str | None = None) -> Field:
    section = section or part["section"]
    return Field(
        key=part["key"],
        kind=Kind(part["kind"]),
        label=Text(**part["label"]),
        help=Text(**part["help"]),
        section=section,
        max_length=part.get("max_length"),
        required=part.get("required", False),
        expected=part.get("expected", False),
        always_shown=part.get("always_shown", False),
        generated=part.get("generated", False),
        own_only=part.get("own_only", False),
        choices=tuple(_make_choice(choice) for choice in part.get("choices", ())),
        recommended=tuple(part.get("recommended", ())),
        members=tuple(_make_field(member, section=section) for member in part.get("members", ())),
    )


def _make_choice(part: Mapping[str, str]) -> Choice:
    """Make a choice; where the file gives no label, the value itself is what people read."""
    value = part["value"]
    return Choice(value, Text(nl=part.get("nl", value), en=part.get("en", value)))


def _load_source(version: str) -> SourceStandard:
    file = f"{FOLDER}/older-{version}.yaml"
    document = read_yaml(file, schema=f"{FOLDER}/older.schema.json")
    try:
        fields = tuple(_make_source_field(part) for part in document["fields"])
    except ValueError as error:
        raise ContentError(file=file, path="fields", fault=str(error), remedy="Correct the file") from error
    return SourceStandard(document["version"], fields)


def _make_source_field(part: Mapping[str, Any]) -> SourceField:
    reason = part.get("reason")
    return SourceField(
        key=part["key"],
        label=Text(**part["label"]),
        how=How(part["how"]),
        to=part.get("to"),
        max_length=part.get("max_length"),
        name=part.get("name"),
        remarks=part.get("remarks"),
        reason=Text(**reason) if reason else None,
        nothing=tuple(fold(wording) for wording in part.get("nothing", ())),
    )


def _load_normalisation() -> Normalisation:
    document = read_yaml(f"{FOLDER}/normalisation.yaml", schema=f"{FOLDER}/normalisation.schema.json")
    return Normalisation(
        nothing=frozenset(fold(wording) for wording in document["nothing"]),
        yes=frozenset(fold(wording) for wording in document["yes"]),
        synonyms={
            key: {fold(wording): value for value, wordings in choices.items() for wording in wordings}
            for key, choices in document["synonyms"].items()
        },
        unclear={
            key: {fold(wording): Text(**reason) for wording, reason in choices.items()}
            for key, choices in document["unclear"].items()
        },
    )
