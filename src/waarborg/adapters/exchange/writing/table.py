"""The own table: which columns a spreadsheet of the register has, and what they mean."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from waarborg.adapters.exchange.own_format import ENGLISH
from waarborg.adapters.exchange.writing.cells import make_cell
from waarborg.adapters.exchange.writing.shapes import Edition, Listed
from waarborg.core.publication.standard import Field, Kind, Standard
from waarborg.core.terms.text import Text

#: Fields that other columns say already.
_SAID = ("lars", "publication_dt")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name in the first row, what it is called and what is in it."""

    name: str
    label: Text
    meaning: Text


def list_columns(standard: Standard) -> list[Column]:
    """Return the columns of a sheet of entries, in order."""
    columns = list(_BEFORE)
    columns += [Column(field.key, field.label, field.help) for field in _fields(standard)]
    for field in _translatable(standard):
        label = Text(f"{field.label.nl} (Engels)", f"{field.label.en} (English)")
        columns.append(Column(field.key + ENGLISH, label, _ENGLISH_TEXT))
    return [*columns, *_AFTER]


def make_row(listed: Listed, edition: Edition, standard: Standard) -> dict[str, str]:
    """Return the filled cells of one version, by column."""
    row = {
        "algorithm_id": listed.id,
        "org_id": listed.organisation.code,
        "version": str(edition.number),
        "published_on": edition.day.isoformat(),
        "page": listed.page,
        "reason": edition.reason,
        "source_register": listed.source[0] if listed.source else "",
        "leftover": json.dumps(dict(edition.leftover), ensure_ascii=False) if edition.leftover else "",
        "redacted": ", ".join(edition.redacted),
    }
    for field in _fields(standard):
        row[field.key] = make_cell(field, edition.values.get(field.key), standard)
    for field in _translatable(standard):
        row[field.key + ENGLISH] = make_cell(field, edition.values_en.get(field.key), standard)
    return {name: cell for name, cell in row.items() if cell}


def _fields(standard: Standard) -> Iterator[Field]:
    return (field for field in standard.fields if field.key not in _SAID)


def _translatable(standard: Standard) -> Iterator[Field]:
    return (field for field in _fields(standard) if field.kind in (Kind.TEXT, Kind.MARKUP))


_BEFORE = (
    Column(
        "algorithm_id",
        Text("Nummer", "Id"),
        Text("Het vaste nummer van de beschrijving.", "The lasting id of the entry."),
    ),
    Column(
        "org_id",
        Text("Code van de organisatie", "Code of the organisation"),
        Text(
            "Het laatste deel van het TOOI-nummer van de organisatie, of een code van dit register.",
            "The last part of the TOOI identifier of the organisation, or a code of this register.",
        ),
    ),
    Column(
        "version",
        Text("Versie", "Version"),
        Text("De hoeveelste versie dit is.", "The number of this version."),
    ),
    Column(
        "published_on",
        Text("Gepubliceerd op", "Published on"),
        Text("De dag waarop deze versie openbaar werd.", "The day on which this version became public."),
    ),
    Column(
        "page",
        Text("Webadres", "Web address"),
        Text("De pagina van de beschrijving.", "The page of the entry."),
    ),
)
_AFTER = (
    Column(
        "reason",
        Text("Reden van de versie", "Reason for the version"),
        Text("Waarom deze versie is gemaakt.", "Why this version was made."),
    ),
    Column(
        "source_register",
        Text("Overgenomen uit", "Taken over from"),
        Text(
            "Het register waaruit de beschrijving is overgenomen.",
            "The register from which the entry was taken over.",
        ),
    ),
    Column(
        "leftover",
        Text("Uit een oudere standaard", "From an older standard"),
        Text(
            "Antwoorden waarvoor standaard 1.0 geen veld heeft, als JSON.",
            "Answers for which standard 1.0 has no field, as JSON.",
        ),
    ),
    Column(
        "redacted",
        Text("Weggehaald", "Redacted"),
        Text("Velden die na publicatie zijn weggehaald.", "Fields that were taken away after publication."),
    ),
)
_ENGLISH_TEXT = Text(
    "De Engelse tekst van dit veld, als die er is.", "The English text of this field, where there is one."
)
