"""Check a form that somebody is writing, in a file of their own: every fault with its place and what to do."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.content_files.yaml_files import CONTENT_PACKAGE, describe_path, parse_yaml
from waarborg.adapters.form_files.links import Fault, list_faults
from waarborg.adapters.form_files.loading import SCHEMA, make_form
from waarborg.adapters.framework_files.loading import load_rules
from waarborg.adapters.law_files.located_yaml import require_bearable
from waarborg.adapters.law_files.text_files import read_text
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library

MOST_BYTES = 4 * 1024 * 1024
#: Longer messages repeat the whole part that is wrong.
_LONGEST = 200


def read_own_form(path: Path, library: Library) -> tuple[Form | None, tuple[Fault, ...]]:
    """Return the form in a file and its faults; no form when it cannot be made.

    library: the forms that it may point to. A version in it with the same name gives way to the file. Raises
    `ContentError` when the file cannot be read or is no YAML.
    """
    text = read_text(path, most_bytes=MOST_BYTES)
    require_bearable(text, file=path.name)
    return check_form(parse_yaml(text, file=path.name), library)


def check_form(document: Any, library: Library) -> tuple[Form | None, tuple[Fault, ...]]:
    """Return the form in a document and its faults; no form when it cannot be made.

    library: the forms that it may point to. A version in it with the same name gives way to the document.
    """
    if faults := tuple(_check_schema(document)):
        return None, faults
    try:
        form = make_form(document, load_vocabulary(), load_rules())
    except (ValueError, KeyError) as error:
        return None, (Fault("$", str(error), "Correct the part that is named"),)
    others = tuple(one for one in library.forms if one.urn != form.urn)
    return form, tuple(list_faults(form, Library((*others, form)), load_vocabulary()))


@cache
def _load_schema() -> Draft202012Validator:
    return Draft202012Validator(
        json.loads(files(CONTENT_PACKAGE).joinpath(*SCHEMA.split("/")).read_text(encoding="utf-8"))
    )


def _check_schema(document: Any) -> Iterator[Fault]:
    errors = sorted(_load_schema().iter_errors(document), key=lambda error: list(map(_order, error.path)))
    for error in errors:
        message = error.message
        if len(message) > _LONGEST:
            message = f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
        yield Fault(
            describe_path(error.absolute_path), message, f"Correct it; {SCHEMA} says what it must look like"
        )


def _order(part: str | int) -> tuple[int, str]:
    return (part, "") if isinstance(part, int) else (0, part)
