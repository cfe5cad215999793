"""Check a form that somebody is writing, in a file of their own: every fault with its place and what to do."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jsonschema.exceptions import ValidationError

from waarborg.adapters.content_files.schema_keywords import show
from waarborg.adapters.content_files.schema_words import explain_errors
from waarborg.adapters.content_files.suggestions import find_near
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.content_files.yaml_files import (
    NoYaml,
    describe_path,
    is_right,
    list_schema_errors,
    parse_yaml,
    read_yaml,
)
from waarborg.adapters.form_files.extending import SCHEMA as EXTENSION
from waarborg.adapters.form_files.extending import extend, is_extension
from waarborg.adapters.form_files.lines import Lines
from waarborg.adapters.form_files.link_words import no_base
from waarborg.adapters.form_files.links import list_faults
from waarborg.adapters.form_files.loading import FOLDER, SCHEMA, list_form_files, make_form
from waarborg.adapters.framework_files.loading import load_rules
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.located_yaml import require_bearable
from waarborg.adapters.law_files.text_files import read_text
from waarborg.core.forms.faults import Fault, WrongForm
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library
from waarborg.core.terms.text import Text

MOST_BYTES = 4 * 1024 * 1024
_Path = tuple[str | int, ...]
_Found = tuple[Form | None, tuple[Fault, ...]]
_ITEMS = ("question", "group", "info")
_LANGUAGES = frozenset({"nl", "en"})


def read_own_form(path: Path, library: Library) -> _Found:
    """Return the form in a file and its faults; no form when it cannot be made. See `read_own_text`.

    Raises `LawFileError` for a file that is not there, is no text, or is too large.
    """
    return read_own_text(read_text(path, most_bytes=MOST_BYTES), library=library)


def read_own_text(text: str, *, library: Library) -> _Found:
    """Return the form in a text of YAML and its faults in the order of their lines; no form when it cannot be made.

    It is a whole form, or one that `extends` a form of Waarborg. library: the forms that it may point to. A version in
    it with the same name gives way to the text. What is no YAML has one fault, with line and column.
    """
    try:
        require_bearable(text, file="", aliases=True)
        document = parse_yaml(text, file="")
    except NoYaml as error:
        return None, (Fault("$", *error.words, line=error.line, column=error.column),)
    except LawFileError as error:
        line, column = error.spot
        return None, (Fault("$", error.fault_text, error.remedy_text, line=line, column=column),)
    form, faults = check_form(document, library, Lines(text))
    return form, tuple(sorted(faults, key=lambda fault: fault.line))


def check_form(document: Any, library: Library, lines: Lines | None = None) -> _Found:
    """Return the form in a document, whole or one that `extends` another, and its faults; no form when it cannot be made.

    lines: of the text that the document was read from, for the lines of the faults.
    """
    schema = EXTENSION if is_extension(document) else SCHEMA
    if misfits := list(_check_shape(document, schema)):
        return None, tuple(
            Fault(describe_path(path), says, remedy, line=lines.find_path(path) if lines else 0)
            for path, says, remedy in misfits
        )
    form, faults = _check_content(document, library)
    if lines is None:
        return form, tuple(faults)
    return form, tuple(
        replace(one, line=lines.find(one.place, one.key, is_second=one.is_second)) for one in faults
    )


def _check_content(document: Mapping[str, Any], library: Library) -> tuple[Form | None, list[Fault]]:
    """The form in a document that meets its schema."""
    if is_extension(document):
        base = _find_base(str(document["extends"]))
        if base is None:
            return None, [no_base(str(document["extends"]), _list_bases())]
        document, misplaced = extend(document, base)
        if misplaced:
            return None, misplaced
    try:
        form = make_form(document, load_vocabulary(), load_rules())
    except WrongForm as error:
        return None, list(error.faults)
    others = tuple(one for one in library.forms if one.urn != form.urn)
    return form, list(list_faults(form, Library((*others, form)), load_vocabulary()))


def _list_bases() -> list[str]:
    """What a form can build on, as `prescan:2026.1`."""
    return [
        name.removeprefix(f"{FOLDER}/").removesuffix(".yaml").replace("/", ":") for name in list_form_files()
    ]


def _find_base(name: str) -> dict[str, Any] | None:
    id, _sep, version = name.partition(":")
    file = f"{FOLDER}/{id}/{version}.yaml"
    found: dict[str, Any] | None = read_yaml(file, schema=None) if file in list_form_files() else None
    return found


# --- what a schema says, and what it cannot say ------------------------------------------------------------------
def _check_shape(document: object, schema: str) -> Iterator[tuple[_Path, Text, Text]]:
    strange = list(_list_strange_keys(document))
    yield from strange
    if not strange:  # a schema cannot bear them
        yield from _list_blank_texts(document)
        yield from _check_schema(document, schema)


def _list_strange_keys(document: object) -> Iterator[tuple[_Path, Text, Text]]:
    """Keys that are no text, such as 1 and null."""
    for path, value in _walk(document):
        for key in value:
            if not isinstance(key, str):
                name = json.dumps(key)
                says = Text(f"De sleutel {show(name)} is geen tekst.", f"The key {show(name)} is no text.")
                remedy = Text(
                    "Zet hem tussen aanhalingstekens, of haal hem weg.",
                    "Put it between quotes, or take it away.",
                )
                yield (*path, name), says, remedy


def _list_blank_texts(document: object) -> Iterator[tuple[_Path, Text, Text]]:
    """Texts in two languages with nothing but spaces, which a schema takes for words."""
    for path, value in _walk(document):
        if set(value) <= _LANGUAGES:
            for key, text in value.items():
                if isinstance(text, str) and text and not text.strip():
                    says = Text("Hier staat een lege tekst.", "Here is an empty text.")
                    yield (*path, key), says, Text("Vul hem in.", "Fill it in.")


def _walk(document: object) -> Iterator[tuple[_Path, Mapping[Any, Any]]]:
    """Every group of keys with the steps to it; one that is repeated by its name is looked at once."""
    todo: list[tuple[_Path, object]] = [((), document)]
    seen = set[int]()
    while todo:
        path, value = todo.pop()
        if not isinstance(value, dict | list) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            yield path, value
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        todo += [((*path, step), one) for step, one in inside if isinstance(one, dict | list)]


def _check_schema(document: object, schema: str) -> Iterator[tuple[_Path, Text, Text]]:
    if is_right(document, schema):
        return
    errors = list(list_schema_errors(document, schema))
    strange = {tuple(error.absolute_path): error.instance for error in errors if _is_no_item(error)}
    for path, item in strange.items():
        yield (path, *_explain_no_item(item))
    known = [error for error in errors if tuple(error.absolute_path) not in strange]
    for misfit in explain_errors(known):
        yield misfit.path, misfit.says, misfit.remedy


def _is_no_item(error: ValidationError) -> bool:
    """Whether this is about an item that is no question, group or information, which the schema takes for the last."""
    asks = error.schema.get("required", ()) if isinstance(error.schema, Mapping) else ()
    return "info" in asks and isinstance(error.instance, Mapping) and not set(_ITEMS) & set(error.instance)


def _explain_no_item(item: Iterable[str]) -> tuple[Text, Text]:
    says = Text(
        "Dit is geen vraag, geen groep en geen tekst om te lezen.",
        "This is no question, no group and no text to read.",
    )
    near = next(((key, found) for key in item if (found := find_near(key, _ITEMS)) is not None), None)
    if near is not None:
        key, found = near
        return says, Text(
            f"Bedoelt u “{found}” in plaats van “{key}”?", f"Do you mean “{found}” instead of “{key}”?"
        )
    return says, Text(
        "Zet er een kenmerk bij: “question: …”, “group: …” of “info: …”.",
        "Add an id: “question: …”, “group: …” or “info: …”.",
    )
