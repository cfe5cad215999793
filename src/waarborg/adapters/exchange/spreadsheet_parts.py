"""The parts inside a spreadsheet file (XLSX), read piece by piece: the package, its texts and its date formats.

A spreadsheet of somebody else can be a bomb: a small file that unpacks to gigabytes, entities that multiply, a cell
without end. So the package is checked before anything is unpacked, no entity is ever expanded, nothing outside the
file is opened, and every part is read in pieces of which only what is needed is kept.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from waarborg.adapters.exchange.faults import GET_AGAIN, SPLIT, break_file
from waarborg.adapters.exchange.records import BrokenFile
from waarborg.core.terms.text import Text

MAX_PARTS = 2_000  # files in the package; an ordinary spreadsheet has about ten
MAX_UNPACKED = 1024**3  # bytes of all parts together
MAX_SIDE_PART = 16 * 1024**2  # bytes of a part other than sheets and shared texts
MAX_RATIO = 250  # unpacked to packed, of parts that are not small; repetitive text gets to about 50
SMALL_PART = 8 * 1024**2
MAX_SHARED = 256 * 1024**2  # characters of shared texts, which are held in memory
MAX_CELL = 16 * 1024**2  # characters; records have their own bound
_CHUNK = 64 * 1024
_SAVE_AGAIN = Text(
    nl="Open het bestand in een spreadsheetprogramma en sla het opnieuw op als XLSX.",
    en="Open the file in a spreadsheet program and save it again as XLSX.",
)
# What reading the package or its XML can raise for a file that is damaged or made to harm; NotImplementedError for a
# way of packing that `zipfile` does not know.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    SAXException,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


@contextmanager
def explain_damage(file: str) -> Iterator[None]:
    """Turn what a damaged spreadsheet raises into `BrokenFile`."""
    try:
        yield
    except BrokenFile:
        raise
    except DefusedXmlException as error:
        raise break_file(
            file,
            Text(
                nl="De spreadsheet bevat XML-entiteiten; die horen er niet in en kunnen kwaad.",
                en="The spreadsheet has XML entities; they do not belong there and can do harm.",
            ),
            _SAVE_AGAIN,
        ) from error
    except _DAMAGED as error:
        raise break_file(
            file,
            Text(
                nl="De spreadsheet is beschadigd of niet compleet.",
                en="The spreadsheet is damaged or not complete.",
            ),
            GET_AGAIN,
        ) from error


@contextmanager
def open_package(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open the package of a spreadsheet after checking its size. Raises `BrokenFile`."""
    with explain_damage(path.name), zipfile.ZipFile(path) as package:
        _require_bearable(package, path.name)
        yield package


def _require_bearable(package: zipfile.ZipFile, file: str) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    _require_spreadsheet(names, file)
    if any(part.flag_bits & 1 for part in parts):
        raise break_file(
            file,
            Text(nl="De spreadsheet heeft een wachtwoord.", en="The spreadsheet has a password."),
            Text(nl="Sla het bestand op zonder wachtwoord.", en="Save the file without a password."),
        )
    unpacked = sum(part.file_size for part in parts)
    is_bomb = any(
        part.file_size > SMALL_PART and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    side = [
        part
        for part in parts
        if not part.filename.startswith(("xl/worksheets/", "xl/sharedStrings", "xl/media/"))
    ]
    too_large = any(
        part.file_size > MAX_SIDE_PART and part.filename.endswith((".xml", ".rels")) for part in side
    )
    if (
        len(parts) > MAX_PARTS
        or unpacked > MAX_UNPACKED
        or is_bomb
        or too_large
        or len(set(names)) < len(names)
    ):
        raise break_file(
            file,
            Text(
                nl=f"De spreadsheet wordt uitgepakt te groot: {unpacked} bytes in {len(parts)} delen. Toegestaan zijn"
                f" {MAX_UNPACKED} bytes, {MAX_PARTS} delen en {MAX_RATIO} keer de ingepakte grootte.",
                en=f"The spreadsheet becomes too large unpacked: {unpacked} bytes in {len(parts)} parts. Allowed are"
                f" {MAX_UNPACKED} bytes, {MAX_PARTS} parts and {MAX_RATIO} times the packed size.",
            ),
            Text(
                nl="Sla alleen het blad met de gegevens op, of neem CSV.",
                en="Save only the sheet with the data, or take CSV.",
            ),
        )


def _require_spreadsheet(names: list[str], file: str) -> None:
    if "[Content_Types].xml" in names and any(name.startswith("xl/workbook") for name in names):
        return
    if any(name.startswith("word/") for name in names):
        what = Text("een Word-document", "a Word document")
    elif "mimetype" in names and "content.xml" in names:
        what = Text("een spreadsheet of document van LibreOffice", "a spreadsheet or document of LibreOffice")
    else:
        what = Text("een zip-bestand, geen spreadsheet", "a zip file, no spreadsheet")
    raise break_file(
        file,
        Text(nl=f"Dit is {what.nl}.", en=f"This is {what.en}."),
        Text(nl="Sla de tabel op als XLSX of CSV.", en="Save the table as XLSX or CSV."),
    )


class Handler(ContentHandler):
    """Hears the tags of a part by their local name, and gathers text where it is asked to."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.depth = 0
        self._text: list[str] | None = None
        self._length = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name that SAX calls
        """Hear a tag open."""
        self.depth += 1
        if self.depth > 200:
            raise ValueError("the XML is nested too deeply")
        self.open(name.rpartition(":")[2], dict(attrs.items()))

    def endElement(self, name: str) -> None:  # noqa: N802 - the name that SAX calls
        """Hear a tag close."""
        self.depth -= 1
        self.close(name.rpartition(":")[2])

    def characters(self, content: str) -> None:
        """Gather text, never more than a cell may have."""
        if self._text is None:
            return
        self._length += len(content)
        if self._length > MAX_CELL:
            raise break_file(
                self.file,
                Text(
                    nl=f"Een cel bevat meer dan {MAX_CELL} tekens.",
                    en=f"A cell has more than {MAX_CELL} characters.",
                ),
                SPLIT,
            )
        self._text.append(content)

    def gather(self) -> None:
        """Begin to gather text."""
        self._text, self._length = [], 0

    def take(self) -> str:
        """Stop gathering, and return what was gathered."""
        text, self._text = "".join(self._text or ()), None
        return text

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""

    def close(self, tag: str) -> None:
        """A tag closes."""


def parse(package: zipfile.ZipFile, name: str, handler: Handler) -> Iterator[None]:
    """Feed a part to `handler`, piece by piece; yields after each, so that what was heard can be taken."""
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    with package.open(name) as opened:
        while piece := opened.read(_CHUNK):
            parser.feed(piece)
            yield
        parser.close()
        yield


def parse_whole(package: zipfile.ZipFile, name: str, handler: Handler) -> None:
    """Feed a part to `handler` from begin to end."""
    for _ in parse(package, name, handler):
        pass


class _Shared(Handler):
    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._total = 0
        self._reads_aloud = False

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._reads_aloud = True  # how a word is pronounced, which is not part of the text
        elif tag == "t" and not self._reads_aloud:
            self.gather()

    def close(self, tag: str) -> None:
        if tag == "rPh":
            self._reads_aloud = False
        elif tag == "t" and not self._reads_aloud:
            self._parts.append(self.take())
        elif tag == "si":
            text = "".join(self._parts)
            self._total += len(text) + 50  # an empty text takes room too
            if self._total > MAX_SHARED:
                raise break_file(
                    self.file,
                    Text(
                        nl=f"De teksten in de spreadsheet zijn samen meer dan {MAX_SHARED} tekens.",
                        en=f"The texts in the spreadsheet have more than {MAX_SHARED} characters together.",
                    ),
                    SPLIT,
                )
            self.texts.append(text)


def read_shared_texts(package: zipfile.ZipFile, file: str) -> list[str]:
    """Return the texts that cells refer to by number."""
    name = next((name for name in package.namelist() if name.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return []
    handler = _Shared(file)
    parse_whole(package, name, handler)
    return handler.texts


class _Styles(Handler):
    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.codes: dict[str, str] = {}
        self.formats: list[str] = []
        self._in_cells = False

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self.formats.append(attributes.get("numFmtId", "0"))

    def close(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False


def read_date_styles(
    package: zipfile.ZipFile, file: str, *, is_date: Callable[[str, str | None], bool]
) -> set[int]:
    """Return the numbers of the cell styles that show a number as a day or time."""
    if "xl/styles.xml" not in package.namelist():
        return set()
    handler = _Styles(file)
    parse_whole(package, "xl/styles.xml", handler)
    return {
        place for place, number in enumerate(handler.formats) if is_date(number, handler.codes.get(number))
    }


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, where it stands in the package, and whether people see it."""

    name: str
    part: str
    is_hidden: bool


class _Workbook(Handler):
    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.sheets: list[tuple[str, str, bool]] = []
        self.counts_from_1904 = False

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            relation = next(
                (value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), ""
            )
            self.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "") != ""
                                and attributes.get("state") != "visible"))  # fmt: skip
        elif tag == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904", "0") in ("1", "true")


class _Relations(Handler):
    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.targets: dict[str, str] = {}

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        # A target outside the package is an external link: it is never opened.
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


def read_sheets(package: zipfile.ZipFile, file: str) -> tuple[list[SheetPart], bool]:
    """Return the sheets in order, and whether days are counted from 1904. Charts and external links are left out."""
    names = set(package.namelist())
    workbook, relations = _Workbook(file), _Relations(file)
    parse_whole(package, "xl/workbook.xml", workbook)
    if "xl/_rels/workbook.xml.rels" in names:
        parse_whole(package, "xl/_rels/workbook.xml.rels", relations)
    sheets = []
    for name, relation, is_hidden in workbook.sheets:
        target = relations.targets.get(relation, "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in names and part.startswith("xl/worksheets/"):
            sheets.append(SheetPart(name, part, is_hidden))
    return sheets, workbook.counts_from_1904
