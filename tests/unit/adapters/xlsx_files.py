"""Spreadsheets made by hand, so that a test can write what no program would."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def make_sheet(rows: Sequence[Sequence[str]]) -> str:
    """A sheet with every value as a text in its cell; a value that begins with `<` is written as it is."""
    lines = []
    for row in rows:
        cells = [
            cell
            if cell.startswith("<c")
            else f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
            for cell in row
        ]
        lines.append(f"<row>{''.join(cells)}</row>")
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
    )


def write_xlsx(
    path: Path, sheets: Mapping[str, Sequence[Sequence[str]] | str], extra: Mapping[str, str] | None = None
) -> Path:
    """Write a spreadsheet with these sheets, given as rows or as XML, and other parts beside them."""
    names = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{place}" r:id="r{place}"/>'
        for place, name in enumerate(sheets, start=1)
    )
    relations = "".join(
        f'<Relationship Id="r{place}" Type="{LINKS}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        for place, _ in enumerate(sheets, start=1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr(
            "xl/workbook.xml",
            f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>",
        )
        for place, sheet in enumerate(sheets.values(), start=1):
            package.writestr(
                f"xl/worksheets/sheet{place}.xml", sheet if isinstance(sheet, str) else make_sheet(sheet)
            )
        for name, text in (extra or {}).items():
            package.writestr(name, text)
    return path
