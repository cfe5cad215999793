"""Open a model of law of whatever format: our own YAML, FLINT JSON, or machine-law YAML.

This stands beside `law_files` and `flint`, which each read one family, because it needs both.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waarborg.adapters.flint.machine_law import read_machine_law
from waarborg.adapters.flint.reading import read_flint
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.json_depth import find_too_deep
from waarborg.adapters.law_files.located_yaml import require_bearable
from waarborg.adapters.law_files.own_format import read_own_format
from waarborg.adapters.law_files.text_files import MOST_BYTES, read_text
from waarborg.adapters.law_files.warnings import ReadWarning
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.terms.text import Text

OWN = "waarborg-yaml"
FLINT = "flint-json"
MACHINE_LAW = "machine-law"
#: A condition of ten thousand levels takes two or three levels of JSON for each; deeper is made to take time.
MOST_LEVELS = 50_000
MOST_VALUES = 1_000_000

#: JSON is read in far less time and memory than YAML: a model of 100,000 frames fits.
MOST_JSON_BYTES = 64 * 1024 * 1024

_FRAME_LISTS = frozenset({"facts", "acts", "duties"})
_IDENTITY = frozenset({"id", "version", "title"})
_MACHINE_LAW = frozenset(
    {"law", "service", "law_type", "legal_character", "properties", "actions", "articles"}
)
_JSON = re.compile(r"\s*(?:[{\[]|//|/\*)")


@dataclass(frozen=True, kw_only=True)
class Model:
    """A model that was opened.

    warnings: what was repaired or left out while reading. format: `waarborg-yaml`, `flint-json` or `machine-law`.
    document: what stands in the file, for a FLINT model; None for the others.
    """

    interpretation: Interpretation
    warnings: tuple[ReadWarning, ...]
    format: str
    document: dict[str, Any] | None = None


def open_model(path: Path) -> Model:
    """Return the model in a file; its content decides the format, not its name. Raises `LawFileError`."""
    text = read_text(path, most_bytes=MOST_JSON_BYTES)
    if len(text) > MOST_BYTES and not _JSON.match(text):
        raise LawFileError(
            file=path.name,
            place="$",
            fault=Text(
                nl=f"Het bestand is groter dan {MOST_BYTES} bytes.",
                en=f"The file has more than {MOST_BYTES} bytes.",
            ),
            remedy=Text(
                nl="Verdeel het model, of geef het als FLINT-JSON.",
                en="Split the model, or give it as FLINT JSON.",
            ),
        )
    return read_model(text, file=path.name)


def read_model(text: str, *, file: str) -> Model:
    """Return the model in a text; `file` is what it is called in errors. Raises `LawFileError`."""
    _require_bounds(text, file)
    if _JSON.match(text) and not _is_own_json(text):
        interpretation, warnings, document = read_flint(text, file=file)
        return Model(interpretation=interpretation, warnings=warnings, format=FLINT, document=document)
    keys = require_bearable(text, file=file)
    if keys >= _IDENTITY or (keys & _FRAME_LISTS and not keys & _MACHINE_LAW):
        return Model(interpretation=read_own_format(text, file=file), warnings=(), format=OWN)
    if len(keys & _MACHINE_LAW) > 1:
        interpretation, warnings, _ = read_machine_law(text, file=file)
        return Model(interpretation=interpretation, warnings=warnings, format=MACHINE_LAW)
    raise LawFileError(
        file=file,
        place="$",
        fault=Text(
            nl="Dit is geen model van recht dat wij kennen.", en="This is no model of law in a known format."
        ),
        remedy=Text(
            nl="Geef een model in ons eigen formaat (met id, version, title en facts), in FLINT-JSON of uit machine-law.",
            en="Give a model in our own format (with id, version, title and facts), in FLINT JSON or of machine-law.",
        ),
    )


def _require_bounds(text: str, file: str) -> None:
    """Check that the model is not made to take time or memory, before anything is parsed."""
    place = "$"
    fault = Text(
        nl=f"Het model heeft meer dan {MOST_VALUES} waarden.",
        en=f"The model has more than {MOST_VALUES} values.",
    )
    if text.count(",") <= MOST_VALUES:
        position = find_too_deep(text, MOST_LEVELS)
        if position is None:
            return
        place = f"line {text.count(chr(10), 0, position) + 1}"
        fault = Text(
            nl=f"Hier is het model meer dan {MOST_LEVELS} niveaus diep.",
            en=f"Here the model is more than {MOST_LEVELS} levels deep.",
        )
    remedy = Text(nl="Kies het bestand met het model zelf.", en="Choose the file with the model itself.")
    raise LawFileError(file=file, place=place, fault=fault, remedy=remedy)


def _is_own_json(text: str) -> bool:
    """Whether JSON is our own format, which may be written so because JSON is YAML too."""
    if '"title"' not in text:
        return False
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and document.keys() >= _IDENTITY and isinstance(document["title"], dict)
