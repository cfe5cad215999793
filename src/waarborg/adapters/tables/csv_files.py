"""How a CSV file is written: delimiter, encoding and header. Told from its first lines, so that nothing is guessed later.

All values are read as text. A code such as 0363 keeps its zero, and a column that turns from numbers to words after
thirty thousand rows breaks nothing.
"""

import codecs
import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from waarborg.adapters.exchange.text_encoding import find_encoding
from waarborg.adapters.tables.faults import break_log
from waarborg.adapters.tables.port import Kind
from waarborg.core.terms.text import Text

#: All that a CSV file holds.
TEXT = Kind.TEXT
DELIMITERS = ";,\t|"
COMPRESSED = {".gz": "gzip", ".zst": "zstd"}
_START, _PART = 1 << 18, 1 << 20
MOST_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class Written:
    """How a CSV file is written. header: names of the columns. encoding: as Python calls it."""

    path: Path
    delimiter: str
    header: tuple[str, ...]
    encoding: str


def look_at(path: Path) -> Written:
    """Return how a file is written.

    Raises `UnreadableLog` for an empty file and for a header with empty or double names; `BrokenFile` for a file that
    is no text.
    """
    kind = COMPRESSED.get(path.suffix.lower())
    start = _read_start(path, kind)
    if not start.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise break_log(
            path.name,
            Text(nl="Het bestand is leeg.", en="The file is empty."),
            Text(nl="Maak de export opnieuw.", en="Make the export again."),
        )
    encoding = "utf-8-sig" if kind else find_encoding(path, start).name
    if encoding == "utf-8":
        encoding = "utf-8-sig"
    text = codecs.getincrementaldecoder(encoding)("replace").decode(start)
    try:
        delimiter = _find_delimiter(text)
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error as error:
        raise break_log(
            path.name,
            Text(nl="De eerste regel is niet te lezen.", en="The first line cannot be read."),
            Text(
                nl="De eerste regel moet de namen van de kolommen hebben. Maak de export opnieuw.",
                en="The first line must have the names of the columns. Make the export again.",
            ),
        ) from error
    _require_header(path.name, header)
    return Written(path, delimiter, tuple(header), encoding)


def _read_start(path: Path, kind: str | None) -> bytes:
    if kind is None:
        with path.open("rb") as opened:
            return opened.read(_START)
    try:
        with pa.input_stream(str(path), compression=kind) as opened:
            return bytes(opened.read(_START))
    except (OSError, pa.ArrowException) as error:
        raise break_log(
            path.name,
            Text(nl="Het ingepakte bestand is beschadigd.", en="The compressed file is damaged."),
            Text(nl="Pak het bestand opnieuw in.", en="Compress the file again."),
        ) from error


def copy_as_utf8(written: Written, copy: Path) -> Path:
    """The path of the file in UTF-8: its own, or that of a copy, which is made in parts."""
    if written.encoding == "utf-8-sig":
        return written.path
    with written.path.open("rb") as read, copy.open("wb") as write:
        decoder = codecs.getincrementaldecoder(written.encoding)()
        while part := read.read(_PART):
            write.write(decoder.decode(part).encode())
        write.write(decoder.decode(b"", final=True).encode())
    return copy


def _find_delimiter(text: str) -> str:
    """The delimiter that gives the header most columns. With none in it there is one column."""
    header = next(io.StringIO(text, newline=""))
    counts = {mark: len(next(csv.reader([header], delimiter=mark), [])) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: counts[mark])


def _require_header(file: str, header: list[str]) -> None:
    if len(header) > MOST_COLUMNS:
        raise break_log(
            file,
            Text(
                nl=f"De kop heeft {len(header)} kolommen; er mogen er {MOST_COLUMNS} zijn.",
                en=f"The header has {len(header)} columns; at most {MOST_COLUMNS} are allowed.",
            ),
            Text(nl="Lever alleen de nodige kolommen.", en="Deliver only the columns that are needed."),
        )
    for place, name in enumerate(header or [""], start=1):
        if not name.strip():
            raise break_log(
                file,
                Text(nl=f"Kolom {place} heeft geen naam.", en=f"Column {place} has no name."),
                Text(
                    nl="De eerste regel moet de namen van de kolommen hebben. Vul de naam in of haal de kolom weg.",
                    en="The first line must have the names of the columns. Fill in the name or remove the column.",
                ),
            )
    seen: set[str] = set()
    for name in header:
        # An engine makes no difference between capitals and small letters in names.
        if name.casefold() in seen:
            raise break_log(
                file,
                Text(nl="Deze naam staat twee keer in de kop.", en="This name stands twice in the header."),
                Text(nl="Geef elke kolom een eigen naam.", en="Give each column its own name."),
                column=name,
            )
        seen.add(name.casefold())
