"""Read an export of another register; what the file holds says which format it is, not its name."""

from pathlib import Path

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.json_files import MAX_JSON_BYTES, read_json
from waarborg.adapters.exchange.json_formats import make_export
from waarborg.adapters.exchange.official_csv import is_official_csv, read_official_csv
from waarborg.adapters.exchange.records import BrokenFile, Export, Fault
from waarborg.core.terms.text import Text

_START_BYTES = 64 * 1024
_SPREADSHEET = Text(
    nl="een spreadsheet, Word-document of zip-bestand", en="a spreadsheet, Word document or zip file"
)
_OTHER_KINDS = (
    (b"PK\x03\x04", _SPREADSHEET),
    (b"PK\x05\x06", _SPREADSHEET),
    (
        b"\xd0\xcf\x11\xe0",
        Text(nl="een oud spreadsheet- of Word-bestand", en="an old spreadsheet or Word file"),
    ),
    (b"\x1f\x8b", Text(nl="een gecomprimeerd bestand", en="a compressed file")),
    (b"%PDF", Text(nl="een PDF", en="a PDF")),
)
_WIDE_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_SAVE_AS_UTF8 = Text(
    nl="Sla het bestand op als UTF-8 en probeer het opnieuw.", en="Save the file as UTF-8 and try again."
)
_TAKE_EXPORT = Text(
    nl="Neem de CSV of JSON van het register zelf.", en="Take the CSV or JSON of the register itself."
)


def read(path: Path) -> Export:
    """Return the export in `path`, with its format and its records.

    Raises `BrokenFile`, with file, place and remedy, when the file as a whole cannot be used. A record
    that cannot be an entry comes out as a `Refusal` among the others.
    """
    standard = load_standard()
    start = _read_start(path)
    _refuse_other_kinds(start, path.name)
    text = start.decode("utf-8-sig", errors="ignore").lstrip()
    if text[:1] in ("{", "["):
        return make_export(read_json(_read_whole(path), file=path.name), file=path.name, standard=standard)
    if not is_official_csv(text):
        _require_utf8(path)
        raise _unknown_format(path.name, text)
    _require_utf8(path)
    return read_official_csv(path, standard=standard)


def _read_start(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            start = opened.read(_START_BYTES)
    except FileNotFoundError as error:
        raise _broken(
            path.name,
            Text(nl="Dit bestand is er niet.", en="This file is not there."),
            Text(nl="Controleer de naam en de map.", en="Check the name and the folder."),
        ) from error
    except IsADirectoryError as error:
        raise _broken(
            path.name,
            Text(nl="Dit is een map, geen bestand.", en="This is a folder, not a file."),
            Text(nl="Geef een bestand uit die map.", en="Give a file from that folder."),
        ) from error
    except OSError as error:
        raise _broken(
            path.name,
            Text(nl="Dit bestand is niet te lezen.", en=f"This file cannot be read: {error.strerror}."),
            Text(nl="Controleer de rechten op het bestand.", en="Check the permissions of the file."),
        ) from error
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise _broken(path.name, Text(nl="Het bestand is leeg.", en="The file is empty."), _TAKE_EXPORT)
    return start


def _refuse_other_kinds(start: bytes, file: str) -> None:
    for signature, kind in _OTHER_KINDS:
        if start.startswith(signature):
            raise _broken(file, Text(nl=f"Dit is {kind.nl}.", en=f"This is {kind.en}."), _TAKE_EXPORT)
    if start.startswith(_WIDE_ENCODINGS) or start[:200].count(0) > len(start[:200]) // 4:
        message = Text(
            nl="Dit bestand staat in UTF-16 of UTF-32, of is geen tekst.",
            en="This file is in UTF-16 or UTF-32, or is no text.",
        )
        raise _broken(file, message, _SAVE_AS_UTF8)


def _read_whole(path: Path) -> str:
    size = path.stat().st_size
    if size > MAX_JSON_BYTES:
        message = Text(
            nl=f"Het bestand is {size} bytes; JSON mag {MAX_JSON_BYTES} bytes groot zijn.",
            en=f"The file has {size} bytes; JSON may have {MAX_JSON_BYTES} bytes.",
        )
        remedy = Text(nl="Neem de CSV, of splits het bestand.", en="Take the CSV, or split the file.")
        raise _broken(path.name, message, remedy)
    _require_utf8(path)
    return path.read_text(encoding="utf-8-sig")


def _require_utf8(path: Path) -> None:
    """Require UTF-8, line by line: a line end is never part of a longer character."""
    with path.open("rb") as opened:
        for number, line in enumerate(opened, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                message = Text(
                    nl=f"Teken {error.start + 1} van deze regel is geen UTF-8; het bestand staat in een andere"
                    " codering, zoals Windows-1252.",
                    en=f"Byte {error.start + 1} of this line is not UTF-8; the file is in another encoding, such"
                    " as Windows-1252.",
                )
                raise BrokenFile(
                    Fault(file=path.name, message=message, remedy=_SAVE_AS_UTF8, line=number)
                ) from error


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
    return _broken(file, message, _TAKE_EXPORT)


def _broken(file: str, message: Text, remedy: Text) -> BrokenFile:
    return BrokenFile(Fault(file=file, message=message, remedy=remedy))
