"""What comes out of an export, whatever its format: records, refusals and faults."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from waarborg.core.publication.wordings import fold
from waarborg.core.terms import identifiers
from waarborg.core.terms.text import Text

MAX_CELL_CHARACTERS = 1_000_000  # one value; the longest field of any standard is 10,000 characters
_UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MAX_DEPTH = 10
_BAD_CHARACTERS = (
    Text(
        nl="De tekst bevat tekens die niet te tonen zijn, zoals een nulteken.",
        en="The text contains characters that cannot be shown, such as a null character.",
    ),
    Text(nl="Haal die tekens weg uit het bestand.", en="Remove those characters from the file."),
)
# An id becomes part of the address of a page, so it has only what every address can hold as it is.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
RESERVED_IDS = frozenset({"nieuw"})  # the workplace has a page of its own at this address
_SHOWN_OF_ID = 40
_SHOWN_OF_FIELD = 120
_SHOWN_OF_MESSAGE = 1_000
DERIVED_ID_PREFIX = "x-"
DERIVED_ID_LENGTH = 16  # hexadecimal characters: 64 bits, so no chance meeting within a register


def _shorten(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in a file: where it is, what is wrong and the remedy.

    `row` is the number of the record, counted from 1 (a header is not counted), `line` the line in a
    text file, `field` the column or key.
    """

    file: str
    message: Text
    remedy: Text
    row: int | None = None
    line: int | None = None
    field: str | None = None

    def __post_init__(self) -> None:
        # A file may have a name that is no valid text; faults are written out as UTF-8.
        object.__setattr__(self, "file", self.file.encode("utf-8", "replace").decode("utf-8"))
        # Keys and titles of others can have any length, and a fault is there to be read.
        object.__setattr__(self, "field", _shorten(self.field, _SHOWN_OF_FIELD) if self.field else self.field)
        if max(len(self.message.nl), len(self.message.en)) > _SHOWN_OF_MESSAGE:
            nl, en = (_shorten(text, _SHOWN_OF_MESSAGE) for text in (self.message.nl, self.message.en))
            object.__setattr__(self, "message", Text(nl=nl, en=en))

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """Return the fault as one line in `language`, `nl` or `en`."""
        row, line, column = ("record", "line", "field") if language == "en" else ("record", "regel", "veld")
        places = [
            f"{name} {value}"
            for name, value in ((row, self.row), (line, self.line), (column, self.field))
            if value is not None
        ]
        place = ", ".join([self.file, *places])
        line = f"{place}: {self.message.in_language(language)} {self.remedy.in_language(language)}"
        return " ".join(line.split())  # titles and keys of others may hold line ends

    def as_json(self) -> dict[str, Any]:
        """Return the fault as plain data, for a JSON answer."""
        return {
            "file": self.file,
            "row": self.row,
            "line": self.line,
            "field": self.field,
            "message": {"nl": self.message.nl, "en": self.message.en},
            "remedy": {"nl": self.remedy.nl, "en": self.remedy.en},
        }


class ExchangeError(Exception):
    """A file cannot be exchanged; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


class BrokenFile(ExchangeError):
    """The file as a whole cannot be read, so nothing of it is used."""

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.fault.file

    @property
    def row(self) -> int | None:
        """Number of the record, when the fault is in one."""
        return self.fault.row

    @property
    def field(self) -> str | None:
        """Column or key, when the fault is in one."""
        return self.fault.field

    @property
    def message(self) -> Text:
        """What is wrong."""
        return self.fault.message

    @property
    def remedy(self) -> Text:
        """What to do."""
        return self.fault.remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One entry of an export, as it was given.

    `id` is the one of the register it comes from, or a derived one (see `derive_id`); `version` the
    version of the standard in which `values` are written; `values` has no fields of the export itself.
    `translations` holds the values of the same entry in other languages, by code (`eng`, `fry`).
    `raw` is everything that the file has on it.

    An own export says more. `is_exact`: values that have the right form are kept as they are. `number` is that
    of the version, `reason` why it was made, `leftover` what an older standard said, `texts_at` since when each
    text stands, and `earlier` are the versions before it, the oldest first, each a record with the same id.
    """

    position: int
    id: str
    title: str
    organisation: str
    organisation_code: str | None = None
    organisation_type: str | None = None
    version: str
    values: dict[str, Any]
    registered_on: date | None = None
    url: str | None = None
    language: str = "nld"
    raw: dict[str, Any]
    translations: dict[str, dict[str, Any]] = field(default_factory=dict)
    is_exact: bool = False
    number: int | None = None
    reason: str = ""
    leftover: dict[str, Any] = field(default_factory=dict)
    texts_at: dict[str, str] = field(default_factory=dict)
    earlier: "tuple[Record, ...]" = ()

    def __post_init__(self) -> None:
        numbers = [one.number or 0 for one in (*self.earlier, self)]
        if self.earlier and (numbers[0] < 1 or numbers != sorted(set(numbers))):
            raise ValueError("versions of a record have numbers that go up")
        if self.position < 1 or not self.id or not self.title.strip() or not self.organisation.strip():
            raise ValueError("a record has a position from 1, an id, a title and an organisation")
        if fault := find_id_fault(self.id):
            raise ValueError(fault[0].en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One record that cannot be an entry, with the reasons; the other records go on."""

    position: int
    id: str | None
    title: str
    errors: tuple[Fault, ...]

    def __post_init__(self) -> None:
        if not self.errors:
            raise ValueError("a refusal has a reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file that could be read: its format, where it comes from, and its records.

    `records` can be walked through more than once and reads as it goes; `count` is how many there are.
    `set_aside` counts, by reason, what is in the file and is no record of its own: versions that were not
    published, older versions, and translations (those are with their record).
    """

    format: str
    source_name: str
    source_url: str | None = None
    fetched_at: datetime | None = None
    count: int
    make_records: Callable[[], Iterator[Record | Refusal]]
    set_aside: Mapping[str, int] = field(default_factory=dict)

    @property
    def records(self) -> Iterator[Record | Refusal]:
        """Start walking through the records."""
        return self.make_records()


def derive_id(*, organisation: str, name: str, source_id: str | None) -> str:
    """Return a stable id for a record that has none: `x-` and sixteen hexadecimal characters.

    It is a hash of organisation, name and, where there is one, the id that the organisation gives the
    algorithm itself; capitals and spaces make no difference. So the same entry gets the same id in the
    next export. When the name changes it becomes another entry: without an id that cannot be told.
    """
    parts = [fold(organisation), fold(name), fold(source_id or "")]
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{DERIVED_ID_PREFIX}{digest[:DERIVED_ID_LENGTH]}"


def find_id_fault(identity: str) -> tuple[Text, Text] | None:
    """Return the fault and the remedy of an id under which no entry can be kept, or None.

    An id is part of addresses and file names. It may not be an address of the workplace, and one of our
    own kind must have the right check character.
    """
    shown = "".join(one if one.isprintable() else "\ufffd" for one in identity[:_SHOWN_OF_ID])
    shown += "…" if len(identity) > _SHOWN_OF_ID else ""
    if not _ID.fullmatch(identity):
        return (
            Text(
                nl=f"Het id '{shown}' kan niet in een webadres staan.",
                en=f"The id '{shown}' cannot be part of a web address.",
            ),
            Text(
                nl="Gebruik 1 tot 64 letters zonder accent, cijfers, streepjes of lage streepjes, en begin met"
                " een letter of cijfer.",
                en="Use 1 to 64 letters without accents, digits, hyphens or underscores, and start with a letter"
                " or digit.",
            ),
        )
    if identity.casefold() in RESERVED_IDS:
        return (
            Text(
                nl=f"Het id '{shown}' is al het adres van een pagina van Waarborg.",
                en=f"The id '{shown}' is already the address of a page of Waarborg.",
            ),
            Text(nl="Geef het record een ander id.", en="Give the record another id."),
        )
    if identity.casefold().startswith(identifiers.PREFIX) and not identifiers.is_own(identity):
        return (
            Text(
                nl=f"Het id '{shown}' begint als een id van Waarborg, maar het controleteken klopt niet.",
                en=f"The id '{shown}' starts as an id of Waarborg, but its check character is not right.",
            ),
            Text(
                nl="Neem het id precies over, in kleine letters, of geef een id dat anders begint.",
                en="Copy the id exactly, in lower case, or give an id that starts otherwise.",
            ),
        )
    return None


def find_unusable(value: object, path: str = "", depth: int = 0) -> tuple[str, Text, Text] | None:
    """Return the field, the fault and the remedy of a text that cannot be kept, or None.

    A text is unusable when it has characters that no database or page can hold, or is longer than the
    stated bound. Neither can a value that is nested more deeply than any field is.
    """
    if depth > MAX_DEPTH:
        message = Text(nl="De waarde is te diep genest.", en="The value is nested too deeply.")
        return (
            path,
            message,
            Text(nl="Schrijf gewone velden met tekst.", en="Write ordinary fields with text."),
        )
    if isinstance(value, str):
        if len(value) > MAX_CELL_CHARACTERS:
            return (
                path,
                Text(
                    nl=f"De tekst is {len(value)} tekens lang; er mogen er {MAX_CELL_CHARACTERS} staan.",
                    en=f"The text is {len(value)} characters long; at most {MAX_CELL_CHARACTERS} are allowed.",
                ),
                Text(nl="Maak de tekst korter.", en="Make the text shorter."),
            )
        if _UNUSABLE.search(value):
            return path, *_BAD_CHARACTERS
        return None
    if isinstance(value, Mapping):
        for key, part in value.items():
            inner = f"{path}.{key}" if path else str(key)
            if find_unusable(str(key)):
                return path or "-", *_BAD_CHARACTERS
            if found := find_unusable(part, inner, depth + 1):
                return found
    elif isinstance(value, list):
        for position, part in enumerate(value):
            if found := find_unusable(part, f"{path}[{position}]", depth + 1):
                return found
    return None


def read_day(value: object) -> date | None:
    """Return the day in a text that starts with `YYYY-MM-DD`, or None."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None
