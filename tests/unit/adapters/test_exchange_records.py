"""Single records: what they become, and why one is refused while the others go on."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Record, Refusal, assess, read
from waarborg.adapters.exchange.records import MAX_CELL_CHARACTERS, derive_id
from waarborg.core.publication.conversion import ChangeKind
from waarborg.core.terms import identifiers

GOOD = {
    "name": "Zoekhulp",
    "organization": "Gemeente Voorbeeldstad",
    "standard_version": "1.0",
    "lars": "11111111",
}


def write(folder: Path, document: object) -> Path:
    path = folder / "export.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def read_all(folder: Path, document: object) -> list[Record | Refusal]:
    return list(read(write(folder, document)).records)


def refused(folder: Path, bad: object) -> Refusal:
    """Put a bad record between two good ones: it is refused, the others are not."""
    other = GOOD | {"lars": "22222222"}
    first, middle, last = read_all(folder, [GOOD, bad, other])
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert isinstance(middle, Refusal)
    (fault,) = middle.errors
    assert (middle.position, fault.row, fault.file) == (2, 2, "export.json")
    assert fault.remedy.nl
    return middle


def record(folder: Path, document: object) -> Record:
    (found,) = read_all(folder, document)
    assert isinstance(found, Record)
    return found


# --- refusals --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("bad", [None, "tekst", 12, [], True])
def test_what_is_no_object_is_refused(bad: object, tmp_path: Path) -> None:
    assert "not an object" in refused(tmp_path, bad).errors[0].message.en


@pytest.mark.parametrize("empty", ["", "  ", None, "<p></p>", [], "\u200b"])
@pytest.mark.parametrize("key", ["name", "organization"])
def test_no_name_or_organisation_is_refused(key: str, empty: object, tmp_path: Path) -> None:
    assert refused(tmp_path, GOOD | {"lars": "3", key: empty}).errors[0].field == key


def test_an_unknown_version_is_refused(tmp_path: Path) -> None:
    fault = refused(tmp_path, GOOD | {"lars": "3", "standard_version": "7.2"}).errors[0]
    assert (fault.field, "'7.2'" in fault.message.nl) == ("standard_version", True)


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\x1b[31m"])
def test_characters_that_cannot_be_shown_are_refused(text: str, tmp_path: Path) -> None:
    assert refused(tmp_path, GOOD | {"lars": "3", "goal": text}).errors[0].field == "goal"


def test_a_key_with_such_characters_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, GOOD | {"lars": "3", "go\x00al": "x"}).errors


def test_a_text_past_the_bound_is_refused(tmp_path: Path) -> None:
    fault = refused(tmp_path, GOOD | {"lars": "3", "goal": "x" * (MAX_CELL_CHARACTERS + 1)}).errors[0]
    assert (fault.field, "1000001" in fault.message.en) == ("goal", True)


def test_a_value_that_is_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(200):
        deep = [deep]
    assert "nested" in refused(tmp_path, GOOD | {"lars": "3", "goal": deep}).errors[0].message.en


def test_a_key_that_is_written_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text('[{"name": "a", "organization": "b", "goal": "c", "goal": "d"}]', encoding="utf-8")
    (found,) = read(path).records
    assert isinstance(found, Refusal)
    assert found.errors[0].field == "goal"


def test_the_second_with_an_id_is_refused_and_both_are_named(tmp_path: Path) -> None:
    refusal = refused(tmp_path, GOOD | {"name": "Ander"})
    message = refusal.errors[0].message.nl
    assert "11111111" in message
    assert "'Ander'" in message
    assert "record 1, 'Zoekhulp'" in message


def test_rows_with_too_many_or_too_few_cells_are_refused(tmp_path: Path) -> None:
    columns = [field.key for field in load_standard().fields if field.key not in ("lars", "publication_dt")]
    good = ",".join({"name": "a", "organization": "b"}.get(key, "") for key in columns)
    path = tmp_path / "x.csv"
    path.write_text(
        "\n".join([",".join(columns), good, "kort,te", "", good + ",x", good.replace("a", "c", 1)])
    )
    first, short, long, last = read(path).records
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert isinstance(short, Refusal)
    assert isinstance(long, Refusal)
    assert (short.errors[0].row, short.errors[0].line) == (2, 3)
    assert f"{len(columns) + 1} cells" in long.errors[0].message.en


# --- ids -------------------------------------------------------------------------------------------------
OWN = identifiers.make(bytes(8))
BAD_IDS = ["a/b", "../../x", "..", ".", "a\nb", "a?b", "x" * 65, "x" * 10_000, "-a", "_a", "é1", "a b", "\u0661",
           "nieuw", "Nieuw", "NIEUW", "wb-", "wb-iets", OWN.upper(), OWN[:-1] + "z"]  # fmt: skip


@pytest.mark.parametrize("bad", BAD_IDS)
@pytest.mark.parametrize("key", ["lars", "algorithm_id"])
def test_an_id_that_cannot_be_in_an_address_is_refused(bad: str, key: str, tmp_path: Path) -> None:
    entry = {name: value for name, value in GOOD.items() if name != "lars"}
    refusal = refused(tmp_path, entry | {key: bad})
    (fault,) = refusal.errors
    assert (refusal.id, fault.field) == (None, key)
    assert "\n" not in fault.in_language("nl") + fault.in_language("en")
    assert len(fault.message.nl) < 150
    with pytest.raises(ValueError, match="The id"):
        Record(position=1, id=bad, title="a", organisation="b", version="1.0", values={}, raw={})


@pytest.mark.parametrize("bad", BAD_IDS)
def test_a_reduced_record_with_such_an_id_is_refused(bad: str, tmp_path: Path) -> None:
    good = {"title": "Zoekhulp", "organisatie": "Gemeente Voorbeeldstad"}
    (found,) = read_all(tmp_path, {"algoritmes": [good | {"id": bad}]})
    assert isinstance(found, Refusal)
    assert (found.id, found.errors[0].field) == (None, "id")


@pytest.mark.parametrize("bad", BAD_IDS)
def test_a_row_with_such_an_id_is_refused(bad: str, tmp_path: Path) -> None:
    columns = [field.key for field in load_standard().fields if field.key not in ("lars", "publication_dt")]
    path = tmp_path / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, [*columns, "algorithm_id"], restval="")
        writer.writeheader()
        writer.writerow({"name": "a", "organization": "b", "algorithm_id": bad})
        writer.writerow({"name": "c", "organization": "b"})
    wrong, right = read(path).records
    assert isinstance(wrong, Refusal)
    assert (wrong.errors[0].row, wrong.errors[0].field) == (1, "algorithm_id")
    assert isinstance(right, Record)


@pytest.mark.parametrize(
    "good", [OWN, "11136893", 11136893, "a", "A_b-9", "x" * 64, "x-0123456789abcdef", "nieuws"]
)
def test_an_id_that_can_be_in_an_address_is_kept(good: object, tmp_path: Path) -> None:
    assert record(tmp_path, [GOOD | {"lars": good}]).id == str(good)


def test_a_record_without_id_gets_a_stable_one() -> None:
    one = derive_id(organisation="Gemeente Voorbeeldstad", name="Zoekhulp", source_id=None)
    assert one == derive_id(organisation=" gemeente  voorbeeldstad", name="ZOEKHULP", source_id="")
    assert one.startswith("x-")
    assert len(one) == 18
    assert one != derive_id(organisation="Gemeente Voorbeeldstad", name="Zoekhulp", source_id="7")
    assert one != derive_id(organisation="Gemeente VoorbeeldstadZoek", name="hulp", source_id=None)


def test_two_with_one_name_are_told_apart_by_the_id_of_the_organisation(tmp_path: Path) -> None:
    loose = {"name": "Zoekhulp", "organization": "Gemeente Voorbeeldstad"}
    first, second = read_all(tmp_path, [loose | {"source_id": "A1"}, loose | {"source_id": "A2"}])
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert first.id != second.id


def test_two_with_one_name_and_nothing_to_tell_them_apart_the_second_is_refused(tmp_path: Path) -> None:
    loose = {"name": "Zoekhulp", "organization": "Gemeente Voorbeeldstad"}
    _, second = read_all(tmp_path, [loose, loose])
    assert isinstance(second, Refusal)
    assert second.errors[0].field == "source_id"


# --- the flat list ---------------------------------------------------------------------------------------
def test_what_was_not_published_is_set_aside(tmp_path: Path) -> None:
    export = read(write(tmp_path, [GOOD, GOOD | {"lars": "2", "published": False}]))
    assert (export.format, export.count, dict(export.set_aside)) == ("seed-json", 1, {"not_published": 1})


def test_fields_of_the_export_are_no_values(tmp_path: Path) -> None:
    raw = GOOD | {
        "owner": "voorbeeldstad",
        "create_dt": "2023-03-31T08:34:12.029161+00:00",
        "published": True,
        "goal": "x",
    }
    found = record(tmp_path, [raw])
    assert found.values == {
        "name": "Zoekhulp",
        "organization": "Gemeente Voorbeeldstad",
        "standard_version": "1.0",
        "goal": "x",
    }
    assert (found.organisation_code, str(found.registered_on)) == ("voorbeeldstad", "2023-03-31")
    assert found.raw == raw


# --- the whole site --------------------------------------------------------------------------------------
def version(**values: object) -> dict[str, object]:
    return GOOD | {"state": "PUBLISHED", "language": "NLD", "create_dt": "2024-01-01T00:00:00+00:00"} | values


def test_of_each_entry_the_newest_published_version_counts(tmp_path: Path) -> None:
    document = {
        "algoritme_versions": [
            version(name="Oud"),
            version(name="Nieuw", create_dt="2024-06-01T00:00:00+00:00"),
            version(name="Concept", create_dt="2024-09-01T00:00:00+00:00", state="STATE_1"),
            version(name="Search help", language="ENG", organization="Municipality"),
            version(name="Ouder", create_dt="2023-06-01T00:00:00+00:00"),
        ],
        "organisation_details": [{"code": "voorbeeldstad", "type": "gemeente"}, None, {"code": "x"}],
    }
    export = read(write(tmp_path, document))
    (found,) = export.records
    assert isinstance(found, Record)
    assert (export.format, export.count) == ("site-data-json", 1)
    assert (found.title, found.position, found.language) == ("Nieuw", 2, "nld")
    assert found.translations == {
        "eng": {"name": "Search help", "organization": "Municipality", "standard_version": "1.0"}
    }
    assert dict(export.set_aside) == {"not_published": 1, "older_version": 2, "translation": 1}


def test_an_entry_in_english_alone_is_not_lost(tmp_path: Path) -> None:
    found = record(tmp_path, {"algoritme_versions": [version(language="ENG")]})
    assert (found.language, found.translations) == ("eng", {})


def test_the_type_of_the_organisation_comes_along(tmp_path: Path) -> None:
    document = {
        "algoritme_versions": [version(owner="voorbeeldstad")],
        "organisation_details": [{"code": "voorbeeldstad", "type": "gemeente"}],
    }
    assert record(tmp_path, document).organisation_type == "gemeente"


@pytest.mark.parametrize("bad", [None, [], version(lars=None, name="")])
def test_a_broken_version_is_refused_alone(bad: object, tmp_path: Path) -> None:
    first, second = read_all(tmp_path, {"algoritme_versions": [version(), bad]})
    assert isinstance(first, Record)
    assert isinstance(second, Refusal)


def test_translations_are_converted_too(tmp_path: Path) -> None:
    english = version(language="ENG", standard_version="0.1", status="Active", impact="Much.")
    document = {"algoritme_versions": [version(standard_version="0.1"), english]}
    assessed = assess(record(tmp_path, document), load_standard())
    translated = assessed.translations["eng"]
    assert translated.values["status"] == "In gebruik"
    assert translated.values["goal"] == "<p>Impact: Much.</p>"


# --- the reduced collection ------------------------------------------------------------------------------
REDUCED = {
    "doel": "Helpen zoeken.",
    "geregistreerd": "2026-04-07",
    "id": "11136893",
    "impactassessment": "Ja",
    "juridische_basis": "",
    "organisatie": "Gemeente Voorbeeldstad",
    "status": "in_gebruik",
    "title": "Zoekhulp",
    "toegevoegd": "2026-05-13",
    "url": "https://register.example/11136893",
}


def test_a_reduced_record_is_read(tmp_path: Path) -> None:
    document = {
        "algoritmes": [REDUCED],
        "fetched_at": "2026-08-08T04:00:00",
        "source_url": "https://register.example",
    }
    export = read(write(tmp_path, document))
    (found,) = export.records
    assert isinstance(found, Record)
    assert (export.format, export.source_url, str(export.fetched_at)) == (
        "reduced-json",
        "https://register.example",
        "2026-08-08 04:00:00+00:00",
    )
    assert (found.id, found.title, found.version) == ("11136893", "Zoekhulp", "1.0-reduced")
    assert (str(found.registered_on), found.url) == ("2026-04-07", "https://register.example/11136893")


@pytest.mark.parametrize(
    "bad", [None, {}, REDUCED | {"title": ""}, REDUCED | {"organisatie": None}, REDUCED | {"doel": "\x00"}]
)
def test_a_broken_reduced_record_is_refused(bad: object, tmp_path: Path) -> None:
    first, second = read_all(tmp_path, {"algoritmes": [REDUCED | {"id": "2"}, bad]})
    assert isinstance(first, Record)
    assert isinstance(second, Refusal)


def test_a_double_reduced_record_is_refused_and_one_without_id_gets_one(tmp_path: Path) -> None:
    first, second, third = read_all(
        tmp_path, {"algoritmes": [REDUCED, REDUCED, REDUCED | {"id": None, "url": "x"}]}
    )
    assert isinstance(first, Record)
    assert isinstance(second, Refusal)
    assert isinstance(third, Record)
    assert (third.id[:2], third.url) == ("x-", None)


# --- what becomes of it ----------------------------------------------------------------------------------
def test_nothing_of_the_gate_blocks_an_entry_that_is_taken_over(tmp_path: Path) -> None:
    raw = GOOD | {"website": "geen", "begin_date": "2024-13", "description_short": "x" * 900}
    assessed = assess(record(tmp_path, [raw]), load_standard())
    assert assessed.is_accepted
    assert {(one.field, one.code) for one in assessed.problems} >= {
        ("website", "bad_link"),
        ("begin_date", "bad_month"),
        ("description_short", "too_long"),
    }


def test_markup_is_cleaned_and_the_report_keeps_what_it_was(tmp_path: Path) -> None:
    goal = "<h2 onclick=x>Doel</h2><script>x</script>"
    assessed = assess(record(tmp_path, [GOOD | {"goal": goal}]), load_standard())
    assert assessed.converted.values["goal"] == "<div>Doel</div>"
    assert (ChangeKind.NORMALISED, goal) in [(one.kind, one.value) for one in assessed.converted.changes]


def test_the_language_follows_from_the_export(tmp_path: Path) -> None:
    assessed = assess(record(tmp_path, [GOOD]), load_standard())
    assert assessed.converted.values["lang"] == "nld"
    assert (ChangeKind.DERIVED, "lang") in [(one.kind, one.field) for one in assessed.converted.changes]


def test_a_record_that_is_none_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="a position from 1"):
        Record(position=0, id="1", title="a", organisation="b", version="1.0", values={}, raw={})
    with pytest.raises(ValueError, match="reason"):
        Refusal(position=1, id=None, title="", errors=())


def test_a_name_that_only_becomes_empty_here_is_refused_with_its_place() -> None:
    record = Record(
        position=3,
        id="1",
        title="a",
        organisation="b",
        version="1.0",
        values={"name": "a", "organization": "-"},
        raw={},
    )
    assert assess(record, load_standard()).is_accepted
    empty = Record(
        position=3, id="1", title="a", organisation="b", version="1.0", values={"name": "a"}, raw={}
    )
    assessed = assess(empty, load_standard())
    assert not assessed.is_accepted
    assert [(fault.field, fault.row) for fault in assessed.errors] == [("organization", 3)]


@pytest.mark.parametrize("when", ["geen dag", 20240101, None])
def test_a_day_that_is_none_is_left_open(when: object, tmp_path: Path) -> None:
    assert record(tmp_path, [GOOD | {"create_dt": when}]).registered_on is None


def test_versions_without_a_moment_count_as_the_oldest(tmp_path: Path) -> None:
    versions = [version(name="Zonder", create_dt="ooit"), version(name="Met")]
    assert record(tmp_path, {"algoritme_versions": versions}).title == "Met"
    assert record(tmp_path, {"algoritme_versions": versions[::-1]}).title == "Met"
