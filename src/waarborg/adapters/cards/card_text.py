"""The text of a card, in YAML or JSON: written, and read within bounds with the place of what is wrong."""

import json
import math
import re
from typing import Any

import yaml

from waarborg.adapters.content_files.yaml_files import ContentError, SafeDumper, StrictLoader, parse_yaml
from waarborg.adapters.form_files.answers_file import AnswersFileError
from waarborg.adapters.form_files.answers_json import parse_document
from waarborg.adapters.keepable import has_unkeepable
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.located_yaml import require_bearable
from waarborg.core.terms.text import Text

#: A card with an assessment of five hundred long answers has half a megabyte.
MOST_BYTES = 4 * 1024 * 1024
#: A point of a plot in a model card stands fourteen levels deep.
DEEPEST = 20
_BOM = "\ufeff"
#: Signs that YAML takes for the end of a line, or that nobody sees: written with their number.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_DOUBLE = re.compile(r"the key (.*) is written twice", re.DOTALL)
_AGAIN = Text(
    "Kies een kaart van de rapportagestandaard, in YAML of JSON.",
    "Choose a card of the reporting standard, in YAML or JSON.",
)
_LOOK = Text(
    "Verbeter de tekst op die plaats; let op het inspringen en op de aanhalingstekens.",
    "Correct the text at that place; look at the indentation and the quotes.",
)
_TOO_MUCH = Text("Kies een kleinere kaart.", "Choose a smaller card.")


class CardError(LawFileError):
    """A card that cannot be used: `file`, `place` in it, `fault_text` and `remedy_text` in both languages."""


def refuse(file: str, place: str, fault: Text, remedy: Text) -> CardError:
    """Return the error for something in a card."""
    return CardError(file=file, place=place, fault=fault, remedy=remedy)


def parse_card(content: bytes, *, file: str) -> dict[str, Any]:
    """Return the document in a card as JSON knows it: dates stay text. Raises `CardError`.

    JSON is what begins with a brace; all else is YAML, without references (`*`) and tags (`!include`), so that no
    small file can become a large one.
    """
    if len(content) > MOST_BYTES:
        size = MOST_BYTES // 1024**2
        raise refuse(
            file,
            "$",
            Text(f"De kaart is groter dan {size} MB.", f"The card is larger than {size} MB."),
            _TOO_MUCH,
        )
    try:
        text = content.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        says = Text("Dit is geen tekst in UTF-8.", "This is no text in UTF-8.")
        raise refuse(file, f"byte {error.start}", says, _AGAIN) from error
    document = _parse_json(content, file) if text.lstrip()[:1] == "{" else _parse_yaml(text, file)
    if not isinstance(document, dict):
        raise refuse(file, "$", Text("Dit is geen kaart.", "This is no card."), _AGAIN)
    return document


def _parse_json(content: bytes, file: str) -> dict[str, Any]:
    try:
        return parse_document(content, file=file, deepest=DEEPEST, remedy=_AGAIN)
    except AnswersFileError as error:
        place = f"{error.place}, {error.field}" if error.field else error.place
        raise refuse(file, place, error.message, error.remedy) from error


def _parse_yaml(text: str, file: str) -> Any:
    try:
        require_bearable(text, file=file)
        document = parse_yaml(text, file=file, loader=StrictLoader)
    except LawFileError as error:
        raise refuse(file, error.place, error.fault_text, error.remedy_text) from error
    except ContentError as error:
        raise _explain(error, file) from error
    except (ValueError, OverflowError, RecursionError) as error:  # a number of thousands of digits
        says = Text("Er staat een getal in dat te lang is.", "It holds a number that is too long.")
        remedy = Text("Zet het tussen aanhalingstekens.", "Put it between quotes.")
        raise refuse(file, "$", says, remedy) from error
    _require_plain(document, file)
    return document


def _explain(error: ContentError, file: str) -> CardError:
    if double := _DOUBLE.search(error.fault):
        key = double[1][:60]
        says = Text(f"De naam {key} staat er twee keer.", f"The name {key} is written twice.")
        return refuse(file, error.path, says, Text("Laat er een weg.", "Leave one out."))
    problem = error.fault.removeprefix("this is no valid YAML: ")
    says = Text(f"Dit is geen geldige YAML ({problem}).", f"This is no valid YAML ({problem}).")
    return refuse(file, error.path, says, _LOOK)


def _require_plain(document: object, file: str) -> None:
    """Refuse what YAML can say and JSON cannot: names that are no text, numbers without end, too many levels."""
    todo: list[tuple[str, int, object]] = [("$", 1, document)]
    while todo:
        place, level, item = todo.pop()
        if level > DEEPEST:
            says = Text("Hier staat te veel in elkaar.", "Too much stands within each other here.")
            raise refuse(file, place, says, _AGAIN)
        if isinstance(item, float) and not math.isfinite(item):
            says = Text("Hier staat geen getal.", "Here stands no number.")
            raise refuse(file, place, says, Text("Schrijf een gewoon getal.", "Write a plain number."))
        if isinstance(item, dict):
            for key in item:
                if not isinstance(key, str):
                    says = Text(f"De naam {key!s:.60} is geen tekst.", f"The name {key!s:.60} is no text.")
                    remedy = Text("Zet haar tussen aanhalingstekens.", "Put it between quotes.")
                    raise refuse(file, place, says, remedy)
            todo.extend(
                (key if place == "$" else f"{place}.{key}", level + 1, value) for key, value in item.items()
            )
        elif isinstance(item, list):
            todo.extend((f"{place}[{number}]", level + 1, value) for number, value in enumerate(item))
    if has_unkeepable(document):
        says = Text(
            "Er staat een teken in dat niet bewaard kan worden.", "It holds a character that cannot be kept."
        )
        raise refuse(file, "$", says, _LOOK)


# --- writing -----------------------------------------------------------------------------------------------------
class _Dumper(SafeDumper):
    """Writes texts of several lines as blocks, so that people can read them."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out: a card holds no references."""
        return True


def _write_text(dumper: Any, text: str) -> Any:
    style = '"' if _ODD.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _write_text)


def write_json(card: dict[str, Any]) -> bytes:
    """Return a card as JSON in UTF-8."""
    return json.dumps(card, ensure_ascii=False, indent=2).encode() + b"\n"


def write_yaml(card: dict[str, Any]) -> bytes:
    """Return a card as YAML in UTF-8, the fields in the order in which they stand."""
    text: str = yaml.dump(card, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()
