"""The list of organisations that comes with the product, and how it matches names in real exports."""

import csv
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from waarborg.adapters.content_files.organisation_names import OrganisationNames
from waarborg.adapters.content_files.organisations import (
    OrganisationRecord,
    load_kinds,
    load_organisations,
)

RECORDS = {record.code: record for record in load_organisations()}
NAMES = OrganisationNames(RECORDS.values())

# Names in the exports of bodies that have no identifier in the value lists of TOOI, as far as is certain.
WITHOUT_IDENTIFIER = {
    "Dienst Uitvoering Subsidies aan Instellingen (DUS-I)",
    "Gemeenschappelijke regeling Regionale ICT-dienst Utrecht",
    "ICTU",
    "Liander N.V.",
    "Nationaal Coördinator Groningen",
    "Reclassering Nederland",
    "Stichting Bureau Informatiediensten Nederland",
    "Stichting Geonovum",
    "Stichting Halt",
    "Stichting Leger des Heils Jeugdbescherming & Reclassering",
    "Stichting Verslavingsreclassering GGZ",
    "Werkom",
}


def find_shared(name: str) -> Path:
    root = Path(os.environ.get("WAARBORG_SHARED") or Path(__file__).parents[3] / "shared")
    path = root / name
    if not path.exists():
        pytest.skip(f"{name} is not there; set WAARBORG_SHARED to the folder that holds it")
    return path


def follow_successors(record: OrganisationRecord) -> Iterator[OrganisationRecord]:
    if not record.successors:
        yield record
    for code in record.successors:
        yield from follow_successors(RECORDS[code])


def test_every_kind_of_the_register_has_labels() -> None:
    kinds = {kind.code for kind in load_kinds()}
    assert len(kinds) == 25
    assert {record.kind for record in RECORDS.values()} <= kinds


@pytest.mark.parametrize(
    ("kind", "count"), [("gemeente", 342), ("provincie", 12), ("waterschap", 21), ("ministerie", 12)]
)
def test_the_number_of_bodies_that_exist_is_right(kind: str, count: int) -> None:
    assert sum(record.kind == kind and record.current for record in RECORDS.values()) == count


def test_every_municipality_that_ended_leads_to_one_that_exists() -> None:
    for record in RECORDS.values():
        if record.kind == "gemeente" and not record.current:
            assert record.ended_on, record.name
            last = list(follow_successors(record))
            assert last, record.name
            assert all(one.current for one in last), record.name


@pytest.mark.parametrize(
    ("code", "ended_on", "successors"),
    [
        ("gm0003", date(2021, 1, 1), ("gm1979",)),  # Appingedam into Eemsdelta
        ("gm0788", date(2021, 1, 1), ("gm0757", "gm0865", "gm0824", "gm0855")),  # Haaren was divided
        ("gm0457", date(2022, 3, 24), ("gm0363",)),  # Weesp into Amsterdam, not on the first of a year
        ("gm1921", date(2015, 7, 1), ("gm1940",)),  # De Friese Meren changed its name
        ("ws0151", date(2016, 1, 1), ("ws0664",)),  # Groot Salland
        ("mnre1171", date(2026, 2, 23), ("mnre1034",)),  # Housing went to the Interior
    ],
)
def test_known_mergers_are_right(code: str, ended_on: date, successors: tuple[str, ...]) -> None:
    assert (RECORDS[code].ended_on, RECORDS[code].successors) == (ended_on, successors)


def test_an_independent_body_is_part_of_nothing() -> None:
    independent = {"zelfstandig_bestuursorgaan", "gemeente", "provincie", "waterschap", "rechtspraak"}
    parents = {record.name for record in RECORDS.values() if record.parent and record.kind in independent}
    assert parents == {"Afdeling bestuursrechtspraak van de Raad van State"}


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("gm0344", "Municipality of Utrecht"),
        ("pv22", "Province of Drenthe"),
        ("ws0372", "Water Authority Delfland"),
        ("ws0653", "Water Authority Fryslân"),
        ("so0823", "Safety Region Groningen"),
        ("mnre1090", "Ministry of Finance"),
        ("so0833", "SED organisatie"),
    ],
)
def test_the_english_name_is_given_or_made_by_rule(code: str, english: str) -> None:
    assert RECORDS[code].english_name == english


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Gemeente Utrecht", "gm0344"),
        ("gemeente  utrecht", "gm0344"),
        ("Provincie Utrecht", "pv26"),
        ("Utrecht", None),  # a municipality or a province
        ("Amersfoort", "gm0307"),
        ("Gemeente Súdwest Fryslan", "gm1900"),
        ("Gemeente 's Hertogenbosch", "gm0796"),
        ("Gemeente Den Bosch", "gm0796"),
        ("Gemeente Bergen (L)", "gm0893"),
        ("Gemeente Bergen (NH)", "gm0373"),
        ("Gemeente Bergen", None),
        ("Waterschap Vallei & Veluwe", "ws0662"),
        ("Belastingdienst", "oorg12368"),
        ("UWV", "zb000117"),
        ("Gemeente Weesp", "gm0457"),
        ("Gemeente Voorbeeldstad", None),
        ("Gemeente", None),
        ("", None),
    ],
)
def test_a_name_is_found_as_people_write_it(name: str, code: str | None) -> None:
    assert NAMES.find_code(name) == code


def test_every_body_is_found_by_its_own_name_unless_two_share_it() -> None:
    shared = {"curriculumcommissie", "commissie buitenslands gediplomeerden volksgezondheid"}
    for record in RECORDS.values():
        if record.current and record.name.casefold() not in shared:
            assert NAMES.find_code(record.name) == record.code, record.name


@pytest.mark.parametrize(
    ("file", "list_key", "field"),
    [
        ("data/register/nl-2026-08-08-reduced.json", "algoritmes", "organisatie"),
        ("data/register/nl-2023-06-19-full.json", None, "organization"),
    ],
)
def test_the_organisations_in_real_exports_are_found(file: str, list_key: str | None, field: str) -> None:
    document = json.loads(find_shared(file).read_text(encoding="utf-8"))
    names = {entry[field] for entry in (document[list_key] if list_key else document)}
    assert {name for name in names if NAMES.find_code(name) is None} <= WITHOUT_IDENTIFIER


def test_every_body_of_the_value_lists_is_there_with_its_name() -> None:
    path = find_shared("data/organisations/tooi-organisations.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1381
    for row in rows:
        record = RECORDS[row["uri"].rsplit("/", 1)[-1]]
        assert (record.tooi_uri, record.tooi_name) == (row["uri"], row["name"])
