"""Reports for the tests of the writers: a small one with everything in it, and one with the same text everywhere."""

from datetime import date

from waarborg.adapters.documents.report import (
    BulletList,
    Document,
    Note,
    Paragraph,
    Section,
    Table,
    bold,
    link,
)

ADDRESS = "https://register.voorbeeldstad.example/algoritme/42"

SMALL = Document(
    title="Classificatie van de Zoekhulp",
    subtitle="Rapport over één algoritme",
    language="nl",
    made_on=date(2026, 11, 27),
    meta=[("Organisatie", "Gemeente Voorbeeldstad"), ("Beschrijving", link("in het register", ADDRESS))],
    sections=[
        Section(
            "Uitkomst",
            [
                Paragraph(["Dit is een ", bold("impactvol algoritme"), "."]),
                Note("Eén feit is nog niet bekend.", heading="Let op"),
                BulletList(["Eerste punt", ["Zie ", link("de wet", "https://wetten.example/BWBR1")]]),
            ],
        ),
        Section(
            "Verplichtingen",
            [
                Table(
                    "Wat geldt, en vanaf wanneer",
                    ["Code", "Verplichting"],
                    [["aia-05", "Menselijk toezicht"], ["awb-01", "Motiveren"]],
                    widths=[1, 3],
                    header_column=True,
                ),
            ],
            level=2,
        ),
        Section("Plan", [Table("Wie wat doet", ["Maatregel", "Wie"], [["Toetsen", "Proceseigenaar"]])]),
    ],
)

#: How often `say_everywhere` says its text.
TIMES = 12

HOSTILE = [
    "#panic()",
    "]",
    "\\",
    "$x$",
    "@ref",
    "<label>",
    '"); #read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "#sys.inputs",
    "// weg",
    "/* weg",
    "`raw` ```raw```",
    "_schuin_ *vet*",
    "= kop",
    "\\u{41}",
    '{"text": "x"}',
    "{{ x }} {% x %}",
    "<script>alert(1)</script> & &amp;",
    "'enkel' \"dubbel\" -- --- ...",
    "~ ^ | % _x0041_",
]


def say_everywhere(text: str) -> Document:
    """A report that says one text in every place where text can stand."""
    return Document(
        title=f"T {text}",
        subtitle=text,
        language="nl",
        made_on=date(2026, 11, 27),
        meta=[(text, text)],
        sections=[
            Section(
                text,
                [
                    Paragraph([text, bold(text), link(text, ADDRESS)]),
                    Note(text, heading=text),
                    BulletList([text]),
                    Table(f"T {text}", ["Kop", f"K {text}"], [["rij", text]], header_column=True),
                ],
            )
        ],
    )
