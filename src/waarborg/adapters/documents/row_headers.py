"""Marks the first cell of a row as the header of that row, in a PDF that the typesetter made.

The typesetter marks header rows itself, but has header columns only behind a switch that its Python package does not
offer. Its PDFs have a classic cross-reference table, and structure elements that begin in one fixed way, so the few
elements can be written anew. In a PDF of another shape nothing is changed: what is there stays accessible, with the
first column as ordinary cells.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_CROSS_REFERENCES = re.compile(
    rb"xref\n0 \d+\n(?P<free>\d{10} 65535 f ?\r?\n)(?P<used>(?:\d{10} 00000 n ?\r?\n)+)trailer\n(?P<trailer>.*?)"
    rb"startxref\s+\d+\s+%%EOF\s*\Z",
    re.DOTALL,
)
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ELEMENT = re.compile(rb"(\d+) 0 obj\n<</Type/StructElem/S/([A-Za-z0-9]+)/P (\d+) 0 R")
_CHILDREN = re.compile(rb"/K\[([\d R]+)\]")
_OF_COLUMNS = re.compile(rb"<</O/Table/Headers\[[^\]]*\]>>")
_ROW_SCOPE = b"<</O/Table/Scope/Row>>"


def mark_row_headers(pdf: bytes, tables: Sequence[bool]) -> bytes:
    """Return the PDF with row headers in the tables for which `tables` says so, in order of the document."""
    parts = _take_apart(pdf)
    if parts is None:
        return pdf
    elements = {
        int(found[1]): (found[2], int(found[3]))
        for item in parts.objects.values()
        if (found := _ELEMENT.match(item)) is not None
    }
    found_tables = sorted(number for number, (kind, _) in elements.items() if kind == b"Table")
    if len(found_tables) != len(tables):
        return pdf
    marked = {number for number, has_headers in zip(found_tables, tables, strict=True) if has_headers}
    changed = {
        number: _change(number, parts.objects[number], row=parts.objects[parent])
        for number, (kind, parent) in elements.items()
        if kind == b"TD" and _find_table(number, elements) in marked
    }
    return _put_together(parts, changed) if changed else pdf


def _find_table(number: int, elements: Mapping[int, tuple[bytes, int]]) -> int | None:
    """The table in which an element stands."""
    while number in elements:
        kind, parent = elements[number]
        if kind == b"Table":
            return number
        number = parent
    return None


def _change(number: int, cell: bytes, *, row: bytes) -> bytes:
    """A cell as header of its row, or as a cell that has headers above and beside it.

    A list of headers in a cell would hide those that are found by direction, so it goes.
    """
    children = _CHILDREN.search(row)
    if children is None or children[1].split()[0] != b"%d" % number:
        return _OF_COLUMNS.sub(b"", cell, count=1).replace(b"/A[]", b"", 1)
    header = cell.replace(b"/S/TD/", b"/S/TH/", 1)
    if _OF_COLUMNS.search(header):
        return _OF_COLUMNS.sub(_ROW_SCOPE, header, count=1)
    if b"/A[" in header:
        return header.replace(b"/A[", b"/A[" + _ROW_SCOPE, 1)
    return header.replace(b"/K[", b"/A[" + _ROW_SCOPE + b"]/K[", 1)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A PDF in parts: what comes before the first object, the objects by number, and what the end says of them."""

    before: bytes
    objects: Mapping[int, bytes]
    free: bytes
    trailer: bytes


def _take_apart(pdf: bytes) -> _Parts | None:
    """The parts, each object with all up to the next; None when the file is put together in another way."""
    start = _START.search(pdf[-64:])
    table = _CROSS_REFERENCES.match(pdf, int(start[1])) if start else None
    if table is None:
        return None
    offsets = [int(line[:10]) for line in table["used"].splitlines()]
    ends = [*offsets[1:], table.start()]
    objects = {
        number: pdf[begin:end] for number, (begin, end) in enumerate(zip(offsets, ends, strict=True), start=1)
    }
    if not all(item.startswith(b"%d 0 obj\n" % number) for number, item in objects.items()):
        return None
    return _Parts(pdf[: offsets[0]], objects, table["free"], table["trailer"])


def _put_together(parts: _Parts, changed: Mapping[int, bytes]) -> bytes:
    written = bytearray(parts.before)
    used = bytearray()
    for number, item in parts.objects.items():
        used += b"%010d 00000 n \n" % len(written)
        written += changed.get(number, item)
    start = len(written)
    table = b"xref\n0 %d\n" % (len(parts.objects) + 1) + parts.free + bytes(used)
    return bytes(written + table + b"trailer\n" + parts.trailer + b"startxref\n%d\n%%%%EOF" % start)
