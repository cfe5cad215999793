"""Marks the first cell of a row as the header of that row, in a PDF that the typesetter made.

The typesetter marks header rows itself, but has header columns only behind a switch that its Python package does not
offer. Its PDFs have a classic cross-reference table, and structure elements that begin in one fixed way, so the few
elements can be written anew. In a PDF of another shape nothing is changed: what is there stays accessible, with the
first column as ordinary cells.
"""

import re
from collections.abc import Mapping, Sequence

_CROSS_REFERENCES = re.compile(
    rb"\Axref\n0 (\d+)\n((?:\d{10} \d{5} [fn] ?\r?\n)+)trailer\n(.*?)startxref\n", re.DOTALL
)
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ELEMENT = re.compile(rb"(\d+) 0 obj\n<</Type/StructElem/S/([A-Za-z0-9]+)/P (\d+) 0 R")
_CHILDREN = re.compile(rb"/K\[([\d R]+)\]")
_OF_COLUMNS = re.compile(rb"<</O/Table/Headers\[[^\]]*\]>>")
_ROW_SCOPE = b"<</O/Table/Scope/Row>>"


def mark_row_headers(pdf: bytes, tables: Sequence[bool]) -> bytes:
    """Return the PDF with row headers in the tables for which `tables` says so, in order of the document."""
    objects = _list_objects(pdf)
    elements = {
        int(found[1]): (found[2], int(found[3]))
        for item in objects or ()
        if (found := _ELEMENT.match(item)) is not None
    }
    found_tables = sorted(number for number, (kind, _) in elements.items() if kind == b"Table")
    if objects is None or len(found_tables) != len(tables):
        return pdf
    marked = {number for number, has_headers in zip(found_tables, tables, strict=True) if has_headers}
    changed = {
        number: _change(item, number, objects, elements)
        for item in objects
        if (found := _ELEMENT.match(item)) is not None
        and found[2] == b"TD"
        and _find_table(number := int(found[1]), elements) in marked
    }
    return _write(pdf, objects, changed) if changed else pdf


def _find_table(number: int, elements: Mapping[int, tuple[bytes, int]]) -> int | None:
    """The table in which an element stands."""
    while number in elements:
        kind, parent = elements[number]
        if kind == b"Table":
            return number
        number = parent
    return None


def _change(
    item: bytes, number: int, objects: Sequence[bytes], elements: Mapping[int, tuple[bytes, int]]
) -> bytes:
    """A cell as header of its row, or as a cell that has headers above and beside it.

    A list of headers in a cell would hide those that are found by direction, so it goes.
    """
    row = objects[elements[number][1] - 1]
    children = _CHILDREN.search(row)
    is_first = children is not None and children[1].split()[:1] == [b"%d" % number]
    if not is_first:
        return _OF_COLUMNS.sub(b"", item, count=1).replace(b"/A[]", b"", 1)
    header = item.replace(b"/S/TD/", b"/S/TH/", 1)
    if _OF_COLUMNS.search(header):
        return _OF_COLUMNS.sub(_ROW_SCOPE, header, count=1)
    if b"/A[" in header:
        return header.replace(b"/A[", b"/A[" + _ROW_SCOPE, 1)
    return header.replace(b"/K[", b"/A[" + _ROW_SCOPE + b"]/K[", 1)


def _list_objects(pdf: bytes) -> list[bytes] | None:
    """Each object from number 1, to where the next begins; None when the file is put together in another way."""
    start = _START.search(pdf[-64:])
    references = _CROSS_REFERENCES.match(pdf[int(start[1]) :]) if start else None
    if start is None or references is None:
        return None
    offsets = [int(line[:10]) for line in references[2].splitlines()][1:]
    ends = [*offsets[1:], int(start[1])]
    objects = [pdf[begin:end] for begin, end in zip(offsets, ends, strict=True)]
    in_order = all(item.startswith(b"%d 0 obj\n" % number) for number, item in enumerate(objects, start=1))
    return objects if in_order else None


def _write(pdf: bytes, objects: Sequence[bytes], changed: Mapping[int, bytes]) -> bytes:
    start = int(_START.search(pdf[-64:])[1])  # type: ignore[index]  # found before
    references = _CROSS_REFERENCES.match(pdf[start:])
    assert references is not None
    written = bytearray(pdf[: pdf.index(objects[0])])
    lines = [references[2].splitlines(keepends=True)[0]]
    for number, item in enumerate(objects, start=1):
        lines.append(b"%010d 00000 n \n" % len(written))
        written += changed.get(number, item)
    start = len(written)
    written += b"xref\n0 %d\n" % len(lines) + b"".join(lines) + b"trailer\n" + references[3]
    return bytes(written + b"startxref\n%d\n%%%%EOF" % start)
