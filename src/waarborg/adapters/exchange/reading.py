"""Read an export of another register; what the file holds says which format it is, not its name."""

from pathlib import Path

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.faults import MAX_FILE_BYTES, SPLIT, break_file
from waarborg.adapters.exchange.json_formats import read_json_export
from waarborg.adapters.exchange.official_csv import is_official_csv, read_official_csv
from waarborg.adapters.exchange.official_xlsx import read_spreadsheet
from waarborg.adapters.exchange.opening import read_start
from waarborg.adapters.exchange.own_reading import is_own_lines, read_own_lines
from waarborg.adapters.exchange.records import BrokenFile, Export
from waarborg.adapters.exchange.text_encoding import SAVE_AS_UTF8, is_wide, require_utf8
from waarborg.core.terms.text import Text

MAX_JSON_BYTES = MAX_FILE_BYTES
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_KINDS = (
    (
        b"\xd0\xcf\x11\xe0",
        Text(nl="een oud spreadsheet- of Word-bestand", en="an old spreadsheet or Word file"),
    ),
    (b"\x1f\x8b", Text(nl="een gecomprimeerd bestand", en="a compressed file")),
    (b"%PDF", Text(nl="een PDF", en="a PDF")),
    (b"PAR1", Text(nl="een Parquet-bestand", en="a Parquet file")),
)
TAKE_EXPORT = Text(
    nl="Neem de CSV, XLSX of JSON van het register zelf.",
    en="Take the CSV, XLSX or JSON of the register itself.",
)


def read(path: Path) -> Export:
    """Return the export in `path`, with its format and its records.

    Raises `BrokenFile`, with file, place and remedy, when the file as a whole cannot be used. A record
    that cannot be an entry comes out as a `Refusal` among the others.
    """
    standard = load_standard()
    start = read_start(path)
    refuse_other_kinds(start, path.name)
    if start.startswith(ZIP):
        return read_spreadsheet(path, standard=standard)
    if is_wide(start):
        message = Text(
            nl="Dit bestand staat in UTF-16 of UTF-32, of is geen tekst.",
            en="This file is in UTF-16 or UTF-32, or is no text.",
        )
        raise break_file(path.name, message, SAVE_AS_UTF8)
    text = start.decode("utf-8-sig", errors="ignore").lstrip()
    require_utf8(path)
    if text[:1] in ("{", "["):
        _require_size(path)
        if is_own_lines(text):
            return read_own_lines(path, standard=standard)
        return read_json_export(path, standard=standard)
    if not is_official_csv(text):
        raise _unknown_format(path.name, text)
    return read_official_csv(path, standard=standard)


def refuse_other_kinds(start: bytes, file: str) -> None:
    """Refuse a file that is certainly no export, by its first bytes. Raises `BrokenFile`."""
    for signature, kind in _OTHER_KINDS:
        if start.startswith(signature):
            raise break_file(file, Text(nl=f"Dit is {kind.nl}.", en=f"This is {kind.en}."), TAKE_EXPORT)


def _require_size(path: Path) -> None:
    size = path.stat().st_size
    if size > MAX_JSON_BYTES:
        message = Text(
            nl=f"Het bestand is {size} bytes; JSON mag {MAX_JSON_BYTES} bytes groot zijn.",
            en=f"The file has {size} bytes; JSON may have {MAX_JSON_BYTES} bytes.",
        )
        raise break_file(path.name, message, SPLIT)


def _unknown_format(file: str, text: str) -> BrokenFile:
    if text[:15].casefold().startswith(("<!doctype", "<html")):
        message = Text(nl="Dit is een webpagina.", en="This is a web page.")
    else:
        message = Text(
            nl="Dit is geen export die we kennen: de eerste regel heeft geen kolommen name en organization, en het"
            " is geen JSON.",
            en="This is no export that we know: the first line has no columns name and organization, and it is no"
            " JSON.",
        )
    return break_file(file, message, TAKE_EXPORT)
