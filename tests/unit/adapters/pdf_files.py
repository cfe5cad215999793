"""Reads PDFs as far as tests need it: the objects, and the text as other programs would find it."""

import re
import zlib
from dataclasses import dataclass, field
from functools import cached_property

_REFERENCE = re.compile(rb"(\d+) 0 R")
_OPERATION = re.compile(
    rb"1 0 0 -1 [\d.]+ (?P<height>[\d.]+) cm|/(?P<font>f\d+) [\d.]+ Tf|\[(?P<shown>(?:\((?:[^\\()]|\\.)*\)|[-\d. ])*)\]TJ|(?P<one>\((?:[^\\()]|\\.)*\)) ?Tj|(?P<end>\bET\b)",
    re.DOTALL,
)
_STRING = re.compile(rb"\(((?:[^\\()]|\\.)*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class PdfFile:
    """A PDF with a classic cross-reference table."""

    content: bytes
    objects: dict[int, bytes] = field(default_factory=dict)

    @cached_property
    def catalog(self) -> bytes:
        """The object that stands above all others."""
        return self._follow(self.trailer, b"Root")

    @property
    def trailer(self) -> bytes:
        """What stands at the end."""
        return self.content[self.content.rindex(b"trailer") :]

    @cached_property
    def metadata(self) -> str:
        """The description in XMP."""
        return self._follow(self.catalog, b"Metadata").decode("utf-8", errors="replace")

    @property
    def pages(self) -> list[list[str]]:
        """The pieces of text on each page, in the order in which they are drawn: one or more for each line."""
        return [[text for _, text in page] for page in self.places]

    @cached_property
    def places(self) -> list[list[tuple[float, str]]]:
        """The pieces of text on each page, each with its height on the page."""
        kids = re.search(rb"/Kids\[([^\]]*)\]", self._follow(self.catalog, b"Pages"))
        assert kids is not None
        return [self._read_page(self.objects[int(number)]) for number in _REFERENCE.findall(kids[1])]

    @property
    def text(self) -> str:
        """All text without white space, because a line may end anywhere."""
        return squeeze("".join(piece for page in self.pages for piece in page))

    def list_elements(self, kind: str) -> list[bytes]:
        """The structure elements of one kind, such as `TH`."""
        start = b"<</Type/StructElem/S/" + kind.encode() + b"/"
        return [item for item in self.objects.values() if item.startswith(start)]

    def _follow(self, item: bytes, key: bytes) -> bytes:
        found = re.search(b"/" + key + rb" (\d+) 0 R", item)
        assert found is not None, key
        return self.objects[int(found[1])]

    def _read_page(self, page: bytes) -> list[tuple[float, str]]:
        fonts = {
            name: self._read_font(self.objects[int(number)])
            for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", self._follow(page, b"Resources"))
        }
        pieces: list[tuple[float, str]] = []
        piece, height, font = "", 0.0, dict[bytes, str]()
        for found in _OPERATION.finditer(_unpack(self._follow(page, b"Contents"))):
            if found["height"]:
                height = float(found["height"])
            elif found["font"]:
                font = fonts[found["font"]]
            elif found["end"]:
                pieces.append((height, piece))
                piece = ""
            else:
                codes = b"".join(_unescape(one) for one in _STRING.findall(found["shown"] or found["one"]))
                piece += "".join(font[codes[at : at + 2]] for at in range(0, len(codes), 2))
        return pieces

    def _read_font(self, font: bytes) -> dict[bytes, str]:
        table = _unpack(self._follow(font, b"ToUnicode"))
        return {
            bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", table)
        }


def read_pdf(content: bytes) -> PdfFile:
    """Read a PDF by its cross-reference table; fails when that does not point at objects."""
    start = int(content[content.rindex(b"startxref") + len(b"startxref") :].split()[0])
    assert content[start:].startswith(b"xref\n"), "the table is where the end of the file says it is"
    offsets = [int(line[:10]) for line in re.findall(rb"\d{10} 00000 n", content[start:])]
    objects = {}
    for number, (begin, end) in enumerate(zip(offsets, [*offsets[1:], start], strict=True), start=1):
        item = content[begin:end]
        assert item.startswith(b"%d 0 obj\n" % number), f"object {number} is where the table says it is"
        objects[number] = item.removeprefix(b"%d 0 obj\n" % number).rstrip().removesuffix(b"endobj").rstrip()
    return PdfFile(content, objects)


def squeeze(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def _unpack(item: bytes) -> bytes:
    found = re.match(rb"<</Length (\d+).*?>>\nstream\n", item, re.DOTALL)
    assert found is not None
    return zlib.decompress(item[found.end() : found.end() + int(found[1])])


def _unescape(string: bytes) -> bytes:
    return _ESCAPE.sub(
        lambda found: bytes([int(found[1], 8)]) if found[1].isdigit() else _LETTERS.get(found[1], found[1]),
        string,
    )
