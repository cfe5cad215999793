"""What a file really is: by its content, and only when that is what its name promises.

No look at a file can prove that it is harmless. What is refused here is what can be told: other types than the list,
files that are two types at once, documents with macros, PDFs with scripts, texts that a browser could take for a page.
Besides that a file is never shown by a browser on our address, only downloaded.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from waarborg.adapters.documents import packages
from waarborg.adapters.documents.file_types import (
    FileType,
    get_allowed,
    refuse_active,
    refuse_double,
    refuse_empty,
    refuse_other,
)

#: How much of the beginning a browser looks at to guess a type, with room (WHATWG MIME Sniffing: 1445 bytes).
HEAD = 4096
TAIL = 2048
BLOCK = 1024 * 1024
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|object|embed|meta\s|x?:?html:)", re.IGNORECASE
)
#: What a browser takes for a page when it stands at the very beginning (WHATWG MIME Sniffing, 7.1).
_STARTS_PAGE = re.compile(
    rb"<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--|\?xml|svg)(?:[\s>]|--|$)",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|RichMedia)\b")
PNG = b"\x89PNG\r\n\x1a\n"


def recognise(path: Path, name: str) -> FileType:
    """The type of the file at `path`, which somebody calls `name`; with its charset when it is text.

    Raises FileRefused when the type is not taken, or the content is not what the name says.
    """
    promised = get_allowed(name)
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head:
            raise refuse_empty()
        return _CHECKS[promised.ending](promised, file, head)


def _check_pdf(promised: FileType, file: BinaryIO, head: bytes) -> FileType:
    if re.match(rb"%PDF-[12]\.\d", head) is None or b"%%EOF" not in _tail(file):
        raise refuse_other(promised)
    if _PAGE.search(head[:HEAD]) or zipfile.is_zipfile(file):
        raise refuse_double()
    for block in _blocks(file):
        if _ACTIVE.search(block):
            raise refuse_active()
    return promised


def _check_office(promised: FileType, file: BinaryIO, head: bytes) -> FileType:
    packages.check_office(promised, file)
    return promised


def _check_open_document(promised: FileType, file: BinaryIO, head: bytes) -> FileType:
    packages.check_open_document(promised, file)
    return promised


def _check_png(promised: FileType, file: BinaryIO, head: bytes) -> FileType:
    """Signature, the header first, and nothing after the end: after the end a second file could hide."""
    if not head.startswith(PNG) or head[12:16] != b"IHDR":
        raise refuse_other(promised)
    file.seek(len(PNG))
    while True:
        start = file.read(8)
        if len(start) < 8:
            raise refuse_other(promised)
        file.seek(int.from_bytes(start[:4], "big") + 4, 1)
        if start[4:] == b"IEND":
            break
    if file.read(1) or _PAGE.search(head):
        raise refuse_double()
    return promised


def _check_jpeg(promised: FileType, file: BinaryIO, head: bytes) -> FileType:
    if not head.startswith(b"\xff\xd8\xff") or b"\xff\xd9" not in _tail(file):
        raise refuse_other(promised)
    if _PAGE.search(head) or _PAGE.search(_tail(file)) or zipfile.is_zipfile(file):
        raise refuse_double()
    return promised


def _check_text(promised: FileType, file: BinaryIO, head: bytes) -> FileType:
    file.seek(0)
    content = file.read()
    charset = _find_charset(content)
    if charset is None:
        raise refuse_other(promised)
    text = content.decode(charset)
    if _CONTROL.search(text):
        raise refuse_other(promised)
    start = text.lstrip("\ufeff \t\r\n\f")
    opening = start[:HEAD].encode()
    if _STARTS_PAGE.match(opening) or _PAGE.search(opening) or zipfile.is_zipfile(file):
        raise refuse_double()
    if start.startswith(("#!", "%PDF-", "%!PS", "{\\rtf")):
        raise refuse_other(promised)
    if promised.ending == "json":
        if charset == "windows-1252" or start[:1] + start.rstrip()[-1:] not in ("{}", "[]"):
            raise refuse_other(promised)
        return promised if charset == "utf-8" else replace(promised, charset=charset)
    return replace(promised, charset=charset)


def _find_charset(content: bytes) -> str | None:
    """The notation of a text: by its mark, else UTF-8 when it is that, else that of Dutch spreadsheets."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8", "windows-1252"]
    for charset in candidates:
        try:
            content.decode(charset)
        except UnicodeDecodeError:
            continue
        return charset
    return None


def _tail(file: BinaryIO) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    return file.read()


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """The file in blocks that overlap a little, so that no word is cut in two."""
    file.seek(0)
    before = b""
    while block := file.read(BLOCK):
        yield before + block
        before = block[-32:]


_CHECKS: dict[str, Callable[[FileType, BinaryIO, bytes], FileType]] = {
    "pdf": _check_pdf,
    "docx": _check_office,
    "xlsx": _check_office,
    "odt": _check_open_document,
    "ods": _check_open_document,
    "csv": _check_text,
    "txt": _check_text,
    "json": _check_text,
    "png": _check_png,
    "jpg": _check_jpeg,
}
