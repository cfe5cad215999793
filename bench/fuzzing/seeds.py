"""Good files of every kind that can be brought in; damage starts from these."""

import csv
import io
import json
import zipfile
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from waarborg.adapters.content_files.organisations import COLUMNS as ORGANISATION_COLUMNS
from waarborg.adapters.content_files.standards import load_standard

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIELDS = [field for field in load_standard().fields if field.key not in ("lars", "publication_dt")]
ENTRY: dict[str, Any] = {
    "name": "Zoekhulp",
    "organization": "Voorbeeldstad",
    "description_short": "Helpt bij het zoeken.",
    "standard_version": "1.0",
    "status": "In gebruik",
    "category": ["Verkeer", "Wonen"],
    "begin_date": "2024-03",
    "contact_email": "algoritmes@voorbeeldstad.example",
    "publication_category": "Overige algoritmes",
    "goal": "<p>Vinden &amp; tonen.</p>",
    "lawful_basis_grouping": [{"title": "Een wet", "link": "https://wetten.example/een"}],
    "impacttoetsen_grouping": [{"title": "Data Protection Impact Assessment (DPIA)", "link": ""}],
    "source_id": "A-1",
    "lang": "nld",
    "lars": "12345678",
}
OLD: dict[str, Any] = {
    "name": "Oude hulp",
    "organization": "Voorbeeldstad",
    "standard_version": "0.4",
    "type": "zelflerend",
    "category": "{Verkeer}",
    "lawful_basis_link": "https://wetten.example/twee",
    "uuid": "3d1c",
    "lars": "23456789",
}


def make_seeds() -> dict[str, list[bytes]]:
    """Return good files by the importer that reads them."""
    return {
        "official-csv": [_csv(","), _csv(";", encoding="utf-8-sig"), _csv("\t", quoting=csv.QUOTE_MINIMAL)],
        "seed-json": [_json([ENTRY, OLD]), _json([{**ENTRY, "state": "PUBLISHED"}])],
        "site-data-json": [_json(_site_data())],
        "reduced-json": [_json(_reduced())],
        "own-json": [_json(_own())],
        "own-json-lines": [_own_lines()],
        "xlsx": [_xlsx({"Blad1": _rows()}), _xlsx({"1.0": _on_its_side(), "Uitleg": [["Tekst"]]})],
        "table": [_table(";"), _table(",", "utf-16"), _table("\t", "cp1252"), _xlsx({"Lijst": _own_rows()})],
        "supplier-template": [_json([{**ENTRY, "id": "zoek-hulp", "organization": None}])],
        "organisations": [_organisations(), _json(_tooi())],
    }


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _cell(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) if value else ""


def _csv(delimiter: str, *, encoding: str = "utf-8", quoting: Any = csv.QUOTE_ALL) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting)
    keys = [*(field.key for field in FIELDS), "algorithm_id"]
    writer.writerow(keys)
    for entry in (ENTRY, OLD):
        writer.writerow([_cell(entry.get("lars" if key == "algorithm_id" else key)) for key in keys])
    return text.getvalue().encode(encoding)


def _site_data() -> dict[str, Any]:
    versions = [
        {
            **ENTRY,
            "state": "PUBLISHED",
            "language": "NLD",
            "create_dt": "2024-01-01T10:00:00",
            "owner": "gm1",
        },
        {**ENTRY, "state": "PUBLISHED", "language": "ENG", "create_dt": "2024-01-02T10:00:00"},
        {**OLD, "state": "STATE_1"},
    ]
    return {"algoritme_versions": versions, "organisation_details": [{"code": "gm1", "type": "gemeente"}]}


def _reduced() -> dict[str, Any]:
    item = {"id": "12345678", "title": "Zoekhulp", "organisatie": "Voorbeeldstad", "doel": "Vinden.",
            "status": "In gebruik", "url": "https://register.example/1", "geregistreerd": "2024-01-01"}  # fmt: skip
    return {"source_url": "https://register.example", "fetched_at": "2026-01-01", "algoritmes": [item]}


def _own_entry() -> dict[str, Any]:
    version = {"number": 1, "standard": "1.0", "published_at": "2026-09-01T09:00:00+00:00", "registered_on": None,
               "reason": "", "values": {"name": "Zoek"}, "values_en": {}, "leftover": {}, "redacted": []}  # fmt: skip
    return {
        "id": "12345678",
        "page": "https://algoritmes.voorbeeldstad.example/nl/algoritme/12345678",
        "organisation": {"code": "vb", "name": "Voorbeeldstad", "kind": "gemeente", "tooi": None},
        "taken_over_from": None,
        **version,
        "number": 2,
        "values": {key: value for key, value in ENTRY.items() if key != "lars"},
        "values_en": {"name": "Search help"},
        "earlier": [version],
    }


def _own() -> dict[str, Any]:
    gone = {"id": "23456789", "organisation": {"code": "vb", "name": "Voorbeeldstad", "kind": "gemeente", "tooi": None},
            "withdrawn": {"at": "2026-11-01T09:00:00+00:00", "reason": "Klaar"}}  # fmt: skip
    return {
        "format": "waarborg-register",
        "format_version": 1,
        "standard": "1.0",
        "made_at": "2026-11-22T10:00:00+00:00",
        "register": {"name": "Register van Voorbeeldstad", "url": "https://algoritmes.voorbeeldstad.example"},
        "history": True,
        "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
        "entries": [_own_entry(), gone],
    }


def _own_lines() -> bytes:
    whole = _own()
    head = {key: whole[key] for key in ("format", "format_version", "register")}
    return "".join(
        json.dumps({**head, **entry}, ensure_ascii=False) + "\n" for entry in whole["entries"]
    ).encode()


def _rows() -> list[list[str]]:
    keys = [field.key for field in FIELDS]
    return [keys, *([_cell(entry.get(key)) for key in keys] for entry in (ENTRY, OLD))]


def _on_its_side() -> list[list[str]]:
    return [[field.label.nl, _cell(ENTRY.get(field.key)), _cell(OLD.get(field.key))] for field in FIELDS]


def _own_rows() -> list[list[str]]:
    return [["Nummer", "Naam", "Doel", "Fase", "Thema"], ["1", "Zoekhulp", "Vinden", "In gebruik", "Verkeer"],
            ["2", "Scan, groot", "Zien", "in ontwikkeling", "Wonen"]]  # fmt: skip


def _table(delimiter: str, encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(_own_rows())
    return text.getvalue().replace("Zien", "Financiën").encode(encoding)


def _xlsx(sheets: dict[str, list[list[str]]]) -> bytes:
    names = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{place}" r:id="r{place}"/>'
        for place, name in enumerate(sheets)
    )
    relations = "".join(
        f'<Relationship Id="r{place}" Target="worksheets/sheet{place}.xml"/>'
        for place, _ in enumerate(sheets)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="yyyy-mm"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": "<sst><si><t>gedeeld</t></si><si><r><t>in </t></r><r><t>delen</t></r></si></sst>",
    }
    for place, rows in enumerate(sheets.values()):
        lines = "".join(
            f'<row r="{number}">{"".join(_xml_cell(cell) for cell in row)}</row>'
            for number, row in enumerate(rows, start=1)
        )
        extra = '<row><c t="s"><v>1</v></c><c s="1"><v>45000</v></c><c t="b"><v>1</v></c></row>'
        parts[f"xl/worksheets/sheet{place}.xml"] = (
            f"<worksheet><sheetData>{lines}{extra}</sheetData></worksheet>"
        )
    return pack(parts)


def _xml_cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def pack(parts: dict[str, str] | dict[str, bytes]) -> bytes:
    """Return a zip file with these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return packed.getvalue()


def _organisations() -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(ORGANISATION_COLUMNS)
    root = "https://identifier.overheid.nl/tooi/id/gemeente/"
    for code, parent, successor in (("gm0001", "", ""), ("gm0002", "gm0001", "")):
        writer.writerow(
            [code, root + code, f"Gemeente {code}", code, "", "gemeente", "yes", successor, "", parent, ""]
        )
    return text.getvalue().encode()


def _tooi() -> list[dict[str, str]]:
    root = "https://identifier.overheid.nl/tooi/id/gemeente/"
    return [{"uri": f"{root}gm000{number}", "label": f"Gemeente {number}"} for number in range(3)]
