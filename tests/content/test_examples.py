"""The fictional register: complete enough to show every page, and nobody real in it."""

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

CONTENT = files("waarborg.content")
FOLDER = CONTENT / "examples"
ROOT = Path(__file__).resolve().parents[2]

REQUIRED = {
    "name",
    "description_short",
    "organization",
    "status",
    "contact_email",
    "publication_category",
    "lang",
}
TRANSLATED = {
    "name",
    "description_short",
    "goal",
    "proportionality",
    "human_intervention",
    "risks",
    "lawful_basis",
    "source_data",
    "methods_and_models",
}
MAIN_DOSSIERS = ("inkomenstoeslag", "chatbot-burgerzaken", "risicomodel-heronderzoek")
LENGTHS = dict.fromkeys(
    (
        "goal",
        "proportionality",
        "human_intervention",
        "risks",
        "lawful_basis",
        "impacttoetsen",
        "source_data",
    ),
    2500,
) | {"name": 100, "description_short": 400, "methods_and_models": 5000, "provider": 200, "tags": 2500}
ALLOWED_TAGS = {"div", "br", "p", "ul", "ol", "li"}
ROLES = {
    "administrator": 1,
    "editor": 3,
    "approver": 2,
    "privacy_officer": 1,
    "security_officer": 1,
    "auditor": 1,
    "supervisor": 1,
    "central_editor": 1,
    "reader": 1,
}


def _read(name: str, folder: str = "examples") -> Any:
    return yaml.safe_load((CONTENT / folder / name).read_text(encoding="utf-8"))


ENTRY_FILES = sorted(item.name for item in FOLDER.iterdir() if item.name.startswith("entries-"))
ENTRIES = [entry for name in ENTRY_FILES for entry in _read(name)["entries"]]
ORGANISATIONS = {row["code"]: row for row in _read("organisations.yaml")["organisations"]}
PEOPLE = _read("people.yaml")["people"]
STANDARD = _read("standard-1.0.yaml", "publication")
TERMS = {term["key"]: term for term in _read("vocabulary.yaml", "profile")["terms"]}
PUBLIC = [entry for entry in ENTRIES if entry["state"] == "published"]
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=[entry["code"] for entry in ENTRIES])


def _plain(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def _texts_of(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every Dutch text of an entry, whole: the newest, the earlier ones and the newer draft."""
    others = [*entry.get("versions", []), *([entry["newer_draft"]] if "newer_draft" in entry else [])]
    for changes in ({}, *(other["values"] for other in others)):
        merged = entry["values"] | changes
        yield {key: value for key, value in merged.items() if value is not None}


def _english_of(entry: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each set of Dutch texts with the English ones that belong to it."""
    yield entry["values"], entry["values_en"]
    for other in (*entry.get("versions", []), *([entry["newer_draft"]] if "newer_draft" in entry else [])):
        yield {key: value for key, value in other["values"].items() if value is not None}, other["values_en"]


def _all_strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _all_strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _all_strings(item)


@pytest.mark.parametrize("name", ENTRY_FILES)
def test_an_entry_file_meets_its_schema(name: str) -> None:
    schema = json.loads((FOLDER / "examples.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    faults = [
        f"{name} {fault.json_path}: {fault.message}"
        for fault in Draft202012Validator(schema).iter_errors(_read(name))
    ]
    assert faults == []


def test_codes_are_unique() -> None:
    codes = Counter(entry["code"] for entry in ENTRIES)
    assert [code for code, times in codes.items() if times > 1] == []
    sources = Counter(entry["values"]["source_id"] for entry in ENTRIES if "source_id" in entry["values"])
    assert [code for code, times in sources.items() if times > 1] == []


def test_all_states_occur_and_most_entries_are_public() -> None:
    states = Counter(entry["state"] for entry in ENTRIES)
    assert states == {
        "published": 33,
        "draft": 4,
        "in_review": 2,
        "approved": 2,
        "withdrawn": 2,
        "archived": 2,
    }


def test_all_phases_of_the_life_cycle_occur() -> None:
    phases = {entry["phase"] for entry in ENTRIES}
    assert phases == {
        "problem",
        "design",
        "data",
        "development",
        "validation",
        "implementation",
        "monitoring",
        "retirement",
    }


@pytest.mark.parametrize(("field", "known"), [("category", 16), ("status", 3), ("publication_category", 3)])
def test_all_choices_of_the_standard_occur(field: str, known: int) -> None:
    choices = next(item["choices"] for item in STANDARD["fields"] if item["key"] == field)
    expected = {choice["value"] for choice in choices}
    assert len(expected) == known
    found: set[str] = set()
    for entry in ENTRIES:
        value = entry["values"].get(field, [])
        found.update([value] if isinstance(value, str) else value)
    assert found == expected


def test_all_themes_can_be_found_on_the_public_site() -> None:
    assert len({theme for entry in PUBLIC for theme in entry["values"].get("category", [])}) == 16


def test_many_kinds_of_algorithms_occur() -> None:
    techniques = {technique for entry in PUBLIC for technique in entry["facts"]["technique"]}
    assert {"rules", "statistics", "machine_learning", "language_model"} <= techniques
    for key, values in {
        "built_or_bought": {"built", "bought"},
        "uses_personal_data": {True, False},
        "decides_about_people": {True, False},
        "ai_system": {True, False, None},
    }.items():
        assert {entry["facts"].get(key) for entry in PUBLIC} == values, key


def test_assessments_differ_and_are_often_absent() -> None:
    titles = {row["title"] for entry in ENTRIES for row in entry["values"].get("impacttoetsen_grouping", [])}
    assert len(titles) >= 10
    assert sum("impacttoetsen_grouping" not in entry["values"] for entry in PUBLIC) >= 8


def test_some_published_entries_have_a_history_or_a_newer_draft() -> None:
    assert {e["code"] for e in PUBLIC if "versions" in e} == {
        "inkomenstoeslag",
        "parkeervergunning-bewoners",
        "woz-waardering",
        "subsidieloting-energie",
        "kwijtschelding-waterschapsbelasting",
        "betalingsregeling",
    }
    assert {e["code"]: e["newer_draft"]["state"] for e in PUBLIC if "newer_draft" in e} == {
        "risicomodel-heronderzoek": "draft",
        "meldingen-openbare-ruimte": "in_review",
        "woningurgentie": "approved",
        "inspectieselectie": "draft",
    }


@pytest.mark.parametrize("entry", PUBLIC, ids=[entry["code"] for entry in PUBLIC])
def test_a_published_entry_has_the_seven_required_fields(entry: dict[str, Any]) -> None:
    for values in _texts_of(entry):
        assert REQUIRED - values.keys() == set()
        assert [field for field in REQUIRED if not _plain(str(values[field]))] == []


def test_some_drafts_would_be_stopped_at_the_gate() -> None:
    drafts = [entry for entry in ENTRIES if entry["state"] == "draft"]
    assert sum(bool(REQUIRED - entry["values"].keys()) for entry in drafts) >= 3
    assert any(
        entry["values"].get("end_date", "9999-12") < entry["values"].get("begin_date", "") for entry in drafts
    )


def test_some_published_entries_have_findings() -> None:
    assert any("lawful_basis_grouping" not in entry["values"] for entry in PUBLIC)
    assert any(
        {"impacttoetsen_grouping", "impacttoetsen"} & entry["values"].keys() == set() for entry in PUBLIC
    )


@pytest.mark.parametrize("code", MAIN_DOSSIERS)
def test_a_dossier_that_is_used_throughout_is_complete(code: str) -> None:
    entry = next(entry for entry in ENTRIES if entry["code"] == code)
    made_by_the_system = {"lars", "publication_dt"}
    only_after_use = {"end_date"}
    fields = {item["key"] for item in STANDARD["fields"]} - made_by_the_system - only_after_use
    assert fields - entry["values"].keys() == set()
    assert entry["values_en"].keys() == TRANSLATED
    assert len(entry["facts"]) >= 25


@each_entry
def test_an_entry_bears_the_dutch_name_of_its_organisation(entry: dict[str, Any]) -> None:
    assert entry["values"]["organization"] == ORGANISATIONS[entry["organisation"]]["name"]["nl"]


@each_entry
def test_texts_stay_within_the_limits_without_their_markup(entry: dict[str, Any]) -> None:
    for texts in (*_texts_of(entry), *(english for _, english in _english_of(entry))):
        too_long = {
            field: len(_plain(texts[field]))
            for field, limit in LENGTHS.items()
            if field in texts and len(_plain(texts[field])) > limit
        }
        assert too_long == {}


@each_entry
def test_every_text_is_in_english_too_and_is_another_text(entry: dict[str, Any]) -> None:
    for dutch, english in _english_of(entry):
        assert english.keys() == TRANSLATED & dutch.keys()
        assert [field for field in english if english[field] == dutch[field]] == []


@each_entry
def test_markup_is_allowed_and_closed(entry: dict[str, Any]) -> None:
    # Steps hold no markup, and name frames in the brackets of FLINT.
    for text in _all_strings(entry | {"steps": []}):
        tags = re.findall(r"<(/?)([a-z]+)>", text)
        assert text.count("<") == len(tags), text
        assert {name for _, name in tags} <= ALLOWED_TAGS
        opened: list[str] = []
        for closing, name in tags:
            if closing:
                assert opened.pop() == name, text
            else:
                opened.append(name)
        assert opened == []


@each_entry
def test_dates_exist_and_follow_each_other(entry: dict[str, Any]) -> None:
    updated_on = date.fromisoformat(entry["updated_on"])
    assert date(2024, 1, 1) <= updated_on <= date(2026, 12, 31)
    story = [version["published_on"] for version in entry.get("versions", [])]
    story += [entry["published_on"]] if "published_on" in entry else []
    assert [date.fromisoformat(day).isoformat() for day in story] == story
    assert story == sorted(set(story))
    assert all(date.fromisoformat(day) <= updated_on for day in story)
    if "newer_draft" in entry:
        assert date.fromisoformat(entry["newer_draft"]["updated_on"]) > updated_on
    if entry["state"] == "published":
        assert entry["published_on"] == entry["updated_on"]
    numbers = [version["version"] for version in entry.get("versions", [])]
    assert numbers == list(range(1, len(numbers) + 1))


@each_entry
def test_an_assessment_was_signed_before_the_entry_that_names_it(entry: dict[str, Any]) -> None:
    for row in entry["values"].get("impacttoetsen_grouping", []):
        assert date.fromisoformat(row["date"]) <= date.fromisoformat(entry["updated_on"])


@each_entry
def test_use_ends_after_it_began_in_what_is_public(entry: dict[str, Any]) -> None:
    values = entry["values"]
    if entry["state"] in {"published", "withdrawn", "archived"}:
        assert values.get("begin_date", "") <= values.get("end_date", "9999-12")
        assert (values["status"] == "Buiten gebruik") == ("end_date" in values)


@each_entry
def test_a_version_differs_only_in_fields_that_the_entry_has(entry: dict[str, Any]) -> None:
    for other in (*entry.get("versions", []), *([entry["newer_draft"]] if "newer_draft" in entry else [])):
        assert other["values"].keys() <= entry["values"].keys()
        assert [f for f, value in other["values"].items() if value == entry["values"][f]] == []


@each_entry
def test_facts_are_in_the_vocabulary(entry: dict[str, Any]) -> None:
    for key, value in ({"phase": entry["phase"]} | entry["facts"]).items():
        assert key in TERMS, key
        choices = {choice["value"] for choice in TERMS[key].get("choices", [])}
        given = value if isinstance(value, list) else [value]
        assert not choices or set(given) <= choices, (key, value)
        assert isinstance(value, list) == (TERMS[key]["type"] == "choices"), key
        assert isinstance(value, bool) == (TERMS[key]["type"] == "boolean"), key
        assert "publication" not in TERMS[key], f"{key} is said in the values already"


def test_people_play_every_role_and_are_nobody() -> None:
    assert Counter(person["role"] for person in PEOPLE) == ROLES
    names = [row["name"]["nl"].split(" ", 1)[1] for row in ORGANISATIONS.values()]
    titles = ("Inspectie Voorbeeld", *(name.removeprefix("van ") for name in names))
    for person in PEOPLE:
        assert person["organisation"] in ORGANISATIONS
        assert person["mail"].endswith(".example")
        assert person["display_name"].endswith(titles)
    assert (
        len({person["mail"] for person in PEOPLE})
        == len({person["code"] for person in PEOPLE})
        == len(PEOPLE)
    )
    assert {(p["organisation"], p["role"]) for p in PEOPLE} >= {
        ("vb-nieuwerhaven", "editor"),
        ("vb-nieuwerhaven", "approver"),
    }


def test_organisations_are_fictional_and_of_a_known_kind() -> None:
    kinds = _read("kinds.yaml", "organisations")["kinds"]
    used = {entry["organisation"] for entry in ENTRIES}
    assert used == ORGANISATIONS.keys()
    for code, row in ORGANISATIONS.items():
        assert code.startswith("vb-")
        assert row["kind"] in {kind["code"] for kind in kinds}
        assert row.get("parent", code) in ORGANISATIONS
        assert row["contact_email"].endswith(".example")
        assert re.fullmatch(r"https://[a-z.]+\.example/[a-z/-]*", row["website"])
        assert all(row[part][language] for part in ("name", "about") for language in ("nl", "en"))


def test_no_real_municipality_is_named() -> None:
    shared = Path(os.environ.get("WAARBORG_SHARED", ROOT.parent / "shared"))
    table = shared / "data" / "organisations" / "current-gemeenten.csv"
    if not table.is_file():
        pytest.skip("The list of municipalities is not there: set WAARBORG_SHARED to the folder with data/.")
    with table.open(encoding="utf-8-sig", newline="") as lines:
        names = {
            row["name"].removeprefix("Gemeente ").strip() for row in csv.DictReader(lines, delimiter=";")
        }
    names = {re.sub(r"\s*\(.*\)$", "", name) for name in names}
    assert len(names) > 300
    pattern = re.compile(r"(?<![\w-])(" + "|".join(sorted(map(re.escape, names))) + r")(?![\w-])")
    found = {
        (where, match)
        for where, texts in [
            *((entry["code"], entry) for entry in ENTRIES),
            ("organisations", list(ORGANISATIONS.values())),
            ("people", PEOPLE),
        ]
        for text in _all_strings(texts)
        for match in pattern.findall(text.replace("Utrecht Uthiek Assessment", ""))
    }
    assert found == set()


@pytest.mark.parametrize(
    "word", ["toeslag", "toeslagen", "gemeentelijke algoritmen", "parkeren", "vergunning", "café"]
)
def test_words_that_people_search_for_occur_in_public_entries(word: str) -> None:
    assert any(word in text for entry in PUBLIC for text in _all_strings(entry["values"]))


def test_texts_do_not_shout() -> None:
    everything = [*ENTRIES, *ORGANISATIONS.values(), *PEOPLE]
    assert [text for item in everything for text in _all_strings(item) if "!" in text] == []
