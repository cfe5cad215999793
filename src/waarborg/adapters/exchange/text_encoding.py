"""In which encoding a text file is written: told by its bytes, never guessed silently."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from waarborg.adapters.exchange.faults import break_file
from waarborg.adapters.exchange.records import BrokenFile
from waarborg.core.terms.text import Text

_CHUNK = 1 << 20
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAVE_AS_UTF8 = Text(
    nl="Sla het bestand op als UTF-8 en probeer het opnieuw.", en="Save the file as UTF-8 and try again."
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding: the name Python has for it, and whether it was certain or the only one that fits."""

    name: str
    is_certain: bool

    @property
    def label(self) -> str:
        """The name that people know."""
        return _LABELS[self.name]


_LABELS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16 (BOM)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
}


def is_wide(start: bytes) -> bool:
    """Return whether the first bytes are those of UTF-16 or UTF-32, or of no text at all."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
    return start.startswith(marks) or start[:200].count(0) > len(start[:200]) // 4


def find_encoding(path: Path, start: bytes) -> Encoding:
    """Return the encoding of a text file: UTF-8, UTF-16, or else Windows-1252 when every byte fits.

    A byte order mark is certain, and so is a whole file in UTF-8. Raises `BrokenFile` for UTF-32, for bytes that
    are no text, and for a file that is none of these.
    """
    for mark, name in _WIDE_MARKS:
        if start.startswith(mark):
            if name == "utf-32":
                raise _no_text(path.name)
            _require(path, "utf-16")
            return Encoding("utf-16", is_certain=True)
    if is_wide(start):
        wide = "utf-16-le" if start[1:200:2].count(0) >= start[0:200:2].count(0) else "utf-16-be"
        _require(path, wide)
        if "\x00" in start.decode(wide, errors="ignore"):
            raise _no_text(path.name)
        return Encoding(wide, is_certain=False)
    if find_wrong_byte(path, "utf-8") is None:
        is_marked = start.startswith(codecs.BOM_UTF8)
        return Encoding("utf-8-sig" if is_marked else "utf-8", is_certain=True)
    if not start.startswith(codecs.BOM_UTF8) and find_wrong_byte(path, "cp1252") is None:
        return Encoding("cp1252", is_certain=False)
    raise break_at_wrong_byte(path)


def _require(path: Path, name: str) -> None:
    if find_wrong_byte(path, name) is not None:
        raise _no_text(path.name)


def require_utf8(path: Path) -> None:
    """Require that a file is UTF-8. Raises `BrokenFile` with the line of the first byte that is not."""
    if find_wrong_byte(path, "utf-8") is not None:
        raise break_at_wrong_byte(path)


def break_at_wrong_byte(path: Path) -> BrokenFile:
    """Return the error that names the line and the byte at which a file is no UTF-8."""
    line, place = find_wrong_byte(path, "utf-8") or (1, 1)
    message = Text(
        nl=f"Teken {place} van deze regel is geen UTF-8; het bestand staat in een andere codering, zoals"
        " Windows-1252.",
        en=f"Byte {place} of this line is not UTF-8; the file is in another encoding, such as Windows-1252.",
    )
    return break_file(path.name, message, SAVE_AS_UTF8, line=line)


def find_wrong_byte(path: Path, encoding: str) -> tuple[int, int] | None:
    """Return line and place in the line of the first byte that is not `encoding`, or None when all are.

    The file is read in parts, so that a file of one endless line takes no more memory than another.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    line, before = 1, 0  # bytes of the current line that came before this part
    with path.open("rb") as opened:
        while True:
            part = opened.read(_CHUNK)
            # The decoder keeps the bytes of an unfinished character; the place of an error counts from those.
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(part, final=not part)
            except UnicodeDecodeError as error:
                at = error.start - held
                if at < 0:
                    return line, before + at + 1
                last = part.rfind(b"\n", 0, at)
                line += part.count(b"\n", 0, at)
                return line, at - last if last >= 0 else before + at + 1
            if not part:
                return None
            last = part.rfind(b"\n")
            line += part.count(b"\n")
            before = len(part) - last - 1 if last >= 0 else before + len(part)


def _no_text(file: str) -> BrokenFile:
    message = Text(
        nl="Dit bestand staat in UTF-32 of is geen tekst.", en="This file is in UTF-32, or is no text."
    )
    return break_file(file, message, SAVE_AS_UTF8)
