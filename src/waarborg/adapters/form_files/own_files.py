"""Check a form that somebody is writing, in a file of their own: every fault with its place and what to do."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.content_files.yaml_files import (
    describe_path,
    is_right,
    list_schema_errors,
    parse_yaml,
    read_yaml,
)
from waarborg.adapters.form_files.extending import SCHEMA as EXTENSION
from waarborg.adapters.form_files.extending import extend, is_extension
from waarborg.adapters.form_files.lines import Lines
from waarborg.adapters.form_files.links import Fault, list_faults
from waarborg.adapters.form_files.loading import FOLDER, SCHEMA, list_form_files, make_form
from waarborg.adapters.framework_files.loading import load_rules
from waarborg.adapters.law_files.located_yaml import require_bearable
from waarborg.adapters.law_files.text_files import read_text
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library

MOST_BYTES = 4 * 1024 * 1024
#: Longer messages repeat the whole part that is wrong.
_LONGEST = 200


def read_own_form(path: Path, library: Library) -> tuple[Form | None, tuple[Fault, ...]]:
    """Return the form in a file and its faults; no form when it cannot be made. See `read_own_text`."""
    return read_own_text(read_text(path, most_bytes=MOST_BYTES), file=path.name, library=library)


def read_own_text(text: str, *, file: str, library: Library) -> tuple[Form | None, tuple[Fault, ...]]:
    """Return the form in a text of YAML and its faults, each with its line; no form when it cannot be made.

    It is a whole form, or one that `extends` a form of Waarborg. library: the forms that it may point to. A version in
    it with the same name gives way to the text. Raises `ContentError` when it is no YAML; file is named there.
    """
    require_bearable(text, file=file, aliases=True)
    document = parse_yaml(text, file=file)
    form, faults = check_form(document, library)
    lines = Lines(text)
    return form, tuple(replace(fault, line=lines.find(fault.place)) for fault in faults)


def check_form(document: Any, library: Library) -> tuple[Form | None, tuple[Fault, ...]]:
    """Return the form in a document, whole or one that `extends` another, and its faults; no form when it cannot be made."""
    schema = EXTENSION if is_extension(document) else SCHEMA
    if faults := tuple(_check_schema(document, schema)):
        return None, faults
    if is_extension(document):
        base = _find_base(str(document["extends"]))
        if base is None:
            says = f"Waarborg has no form {document['extends']}"
            return None, (Fault("extends", says, "Take a form and version of `waarborg forms list`"),)
        document, misplaced = extend(document, base)
        if misplaced:
            return None, tuple(misplaced)
    try:
        form = make_form(document, load_vocabulary(), load_rules())
    except (ValueError, KeyError) as error:
        return None, (Fault("$", str(error), "Correct the part that is named"),)
    others = tuple(one for one in library.forms if one.urn != form.urn)
    return form, tuple(list_faults(form, Library((*others, form)), load_vocabulary()))


def _find_base(name: str) -> dict[str, Any] | None:
    id, _sep, version = name.partition(":")
    file = f"{FOLDER}/{id}/{version}.yaml"
    found: dict[str, Any] | None = read_yaml(file, schema=None) if file in list_form_files() else None
    return found


def _check_schema(document: Any, schema: str) -> Iterator[Fault]:
    if is_right(document, schema):
        return
    errors = sorted(list_schema_errors(document, schema), key=lambda error: list(map(_order, error.path)))
    for error in errors:
        message = error.message
        if len(message) > _LONGEST:
            message = f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
        yield Fault(
            describe_path(error.absolute_path), message, f"Correct it; {schema} says what it must look like"
        )


def _order(part: str | int) -> tuple[int, str]:
    return (part, "") if isinstance(part, int) else (0, part)
