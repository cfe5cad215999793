"""Read FLINT JSON, in each of the variants in which models of Dutch law were made.

Almost no model meets the schema of its own project, so reading is lenient and says what it did; what comes out is
strict. A file is refused only when it is no JSON object, or has no acts, facts and duties.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from waarborg.adapters.flint.frames import FIELDS, FrameReader, list_defined, read_frame_name
from waarborg.adapters.flint.json_text import parse_json
from waarborg.adapters.flint.names import tidy
from waarborg.adapters.flint.notes import Notes, shorten
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.warnings import ReadWarning
from waarborg.core.law.frames import Frame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation, Status
from waarborg.core.terms.text import Text

_LISTS = {"acts": FrameKind.ACT, "facts": FrameKind.FACT, "duties": FrameKind.DUTY}
_TOP = frozenset({*_LISTS, "model", "language", "version"})
#: The fields in which the editor of 2021 keeps how far a frame has come, the furthest first.
_STATUS_FIELDS = (
    ("publicized", Status.PUBLISHED),
    ("validated", Status.VALIDATED),
    ("verified", Status.VERIFIED),
)
_YES = ("true", "yes", "ja", "waar")


def read_flint(text: str, *, file: str) -> tuple[Interpretation, tuple[ReadWarning, ...], dict[str, Any]]:
    """Return the interpretation in a FLINT model, what was read otherwise than it stands, and the JSON itself.

    `file` is the name of the file: the id and, without a `model` field, the title follow from it. Raises
    `LawFileError` for what is no JSON object or has no acts, facts and duties.
    """
    notes = Notes()
    document = parse_json(text, file=file, notes=notes)
    if not isinstance(document, dict) or not any(_is_listed(document.get(key)) for key in _LISTS):
        raise _refuse(file)
    items = {kind: _list_items(document, key, notes) for key, kind in _LISTS.items()}
    frames = tuple(_read_frames(document, items, notes))
    notes.place = "the model"
    _note_top(document, frames, notes)
    title = _read_title(document, file)
    interpretation = Interpretation(
        id=slugify(file),
        version=_read_version(document) or _digest(text),
        title=Text(nl=title, en=title),
        frames=frames,
        status=_read_status(items, notes),
    )
    return interpretation, tuple(notes.warnings), document


def _is_listed(value: Any) -> bool:
    return isinstance(value, list) or (
        isinstance(value, dict) and any(key in value for key, *_ in FIELDS.values())
    )


def _refuse(file: str) -> LawFileError:
    return LawFileError(
        file=file,
        place="$",
        fault=Text(
            nl="Dit is geen FLINT-model: er staan geen lijsten “acts”, “facts” of “duties” in.",
            en="This is no FLINT model: it has no lists “acts”, “facts” or “duties”.",
        ),
        remedy=Text(
            nl="Kies het bestand met het model zelf. Een model is een JSON-object met ten minste één van die lijsten.",
            en="Choose the file with the model itself. A model is a JSON object with at least one of these lists.",
        ),
    )


# --- frames ----------------------------------------------------------------------------------------------
def _list_items(document: Mapping[str, Any], key: str, notes: Notes) -> list[Any]:
    """The frames under a key, each in the version that counts, without those that were put away."""
    value = document.get(key)
    if isinstance(value, dict) and FIELDS[_LISTS[key]][0] in value:
        value = [value]
    if isinstance(value, list):
        return [_choose_version(item, f"{key}[{number}]", notes) for number, item in enumerate(value)]
    if value is not None and value != "":
        notes.warn(
            "no_list", f"“{key}” is geen lijst en is niet gelezen.", f"“{key}” is no list and was not read."
        )
    return []


def _choose_version(item: Any, place: str, notes: Notes) -> Any:
    """A frame with versions is the last of them that was not put away."""
    if not isinstance(item, dict) or not isinstance(item.get("versions"), list):
        return item
    versions = [found for found in item["versions"] if isinstance(found, dict)]
    current = [found for found in versions if not _is_yes(found.get("archived"))]
    if not versions:
        return item
    notes.place = place
    notes.warn(
        "versions_left_out",
        f"Het frame heeft {len(versions)} versies; alleen de laatste die niet is gearchiveerd, is gelezen.",
        f"The frame has {len(versions)} versions; only the last one that was not archived was read.",
    )
    return {**item, **(current[-1] if current else {"archived": True})}


def _is_yes(value: Any) -> bool:
    return value is True or (isinstance(value, str) and tidy(value).lower() in _YES)


def _read_frames(
    document: Mapping[str, Any], items: Mapping[FrameKind, list[Any]], notes: Notes
) -> Iterator[Frame]:
    reader = FrameReader(list_defined(items), notes)
    seen: set[Name] = set()
    for key in document:
        kind = _LISTS.get(key)
        if kind is None:
            continue
        for number, item in enumerate(items[kind]):
            notes.place = f"{key}[{number}]"
            name = _read_name(kind, item, notes)
            if name is None:
                continue
            if name in seen:
                notes.warn(
                    "name_used_twice",
                    f"{shorten(name)} staat er al; alleen het eerste is gelezen.",
                    f"{shorten(name)} is there already; only the first one was read.",
                )
                continue
            seen.add(name)
            yield reader.read(kind, name.text, item)


def _read_name(kind: FrameKind, item: Any, notes: Notes) -> Name | None:
    """The name of a frame; None, and a note, for what is no frame that can be used."""
    if not isinstance(item, dict):
        notes.warn("no_frame", f"{shorten(item)} is geen frame.", f"{shorten(item)} is no frame.")
        return None
    name, has_more = read_frame_name(kind, item)
    if not name:
        notes.warn(
            "frame_without_name",
            "Dit frame heeft geen naam en is weggelaten.",
            "This frame has no name and was left out.",
        )
        return None
    if _is_yes(item.get("archived")):
        notes.warn(
            "archived_frame",
            f"{shorten(Name(kind, name))} is gearchiveerd en is weggelaten.",
            f"{shorten(Name(kind, name))} was archived and was left out.",
        )
        return None
    if has_more:
        notes.warn(
            "name_with_more",
            f"Om de naam {shorten(Name(kind, name))} stond nog meer; dat is weggelaten.",
            f"Around the name {shorten(Name(kind, name))} there was more; that was left out.",
        )
    return Name(kind, name)


# --- the model as a whole --------------------------------------------------------------------------------
def _note_top(document: Mapping[str, Any], frames: tuple[Frame, ...], notes: Notes) -> None:
    if not frames:
        notes.warn("no_frames", "Het model heeft geen frames.", "The model has no frames.")
    for key in document:
        if key not in _TOP:
            notes.warn(
                "unknown_field",
                f"Het veld “{shorten(key)}” van het model kennen wij niet; het is niet gelezen.",
                f"The field “{shorten(key)}” of the model is not known; it was not read.",
            )


def _read_title(document: Mapping[str, Any], file: str) -> str:
    model = document.get("model")
    title = tidy(model) if isinstance(model, str) else ""
    return title or tidy(_stem(file)) or "FLINT"


def _read_version(document: Mapping[str, Any]) -> str:
    version = document.get("version")
    return tidy(version) if isinstance(version, str) and len(version) <= 60 else ""


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _stem(file: str) -> str:
    name = re.split(r"[/\\]", file)[-1]
    return re.sub(r"(?:\.(?:jsonc?|flint|ya?ml))+$", "", name, flags=re.IGNORECASE)


def slugify(file: str) -> str:
    """Return an id for what stands in a file, from its name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", _stem(file)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80] or "flint"


def _read_status(items: Mapping[FrameKind, list[Any]], notes: Notes) -> Status:
    """How far the model has come: as far as all its frames."""
    frames = [item for found in items.values() for item in found if isinstance(item, dict)]
    if not any(key in item for item in frames for key, _ in _STATUS_FIELDS):
        return Status.DRAFT
    found = {_read_frame_status(item) for item in frames if not _is_yes(item.get("archived"))}
    if len(found) == 1:
        return found.pop()
    notes.warn(
        "status_differs",
        "Niet alle frames zijn even ver (gecontroleerd, gevalideerd, gepubliceerd); het model is een concept.",
        "Not all frames have come equally far (verified, validated, publicized); the model is a draft.",
    )
    return Status.DRAFT


def _read_frame_status(item: Mapping[str, Any]) -> Status:
    return next((status for key, status in _STATUS_FIELDS if _is_yes(item.get(key))), Status.DRAFT)
