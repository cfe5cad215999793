"""Reading lists of organisations: three shapes, and errors that say where and what to do."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from waarborg.adapters.content_files.organisation_names import normalise
from waarborg.adapters.content_files.organisations import (
    COLUMNS,
    OrganisationRecord,
    read_organisations,
)
from waarborg.adapters.content_files.rings import find_ring
from waarborg.adapters.content_files.yaml_files import ContentError

ROOT = "https://identifier.overheid.nl/tooi/id/"
HEADER = ",".join(COLUMNS)
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def row(code: str, **values: str) -> str:
    filled = {
        "code": code,
        "tooi_uri": f"{ROOT}gemeente/{code}",
        "name": f"Gemeente {code}",
        "tooi_name": f"gemeente {code}",
        "kind": "gemeente",
        "current": "yes",
    } | values
    return ",".join(f'"{filled.get(column, "")}"' for column in COLUMNS)


def test_a_full_list_keeps_everything(write: Write) -> None:
    text = "\n".join(
        [
            HEADER,
            row("gm9001", aliases="Voorbeeldstad|Stad, de", name_en="City of Examples"),
            row("gm9002", current="no", successors="gm9001", ended_on="2024-01-01"),
        ]
    )
    first, second = read_organisations(write("list.csv", text))
    assert first.aliases == ("Voorbeeldstad", "Stad, de")
    assert first.english_name == "City of Examples"
    assert (second.successors, second.ended_on) == (("gm9001",), date(2024, 1, 1))


def test_a_short_list_gives_identifier_name_and_kind(write: Write) -> None:
    path = write(
        "list.csv",
        f'uri,name,kind\n{ROOT}zbo/zb9001,"Raad, die raad geeft",zbo\n{ROOT}gemeente/hv_1,gemeente Oud,gemeente\n',
    )
    council, former = read_organisations(path)
    assert (council.code, council.name) == ("zb9001", "Raad, die raad geeft")
    assert council.kind == "zelfstandig_bestuursorgaan"
    assert (former.name, former.current) == ("Gemeente Oud", False)


def node(uri: str, label: object, **more: object) -> dict[str, object]:
    return {"@id": uri, "http://www.w3.org/2000/01/rdf-schema#label": label, **more}


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_value_list_in_json_gives_bodies_and_leaves_out_the_rest(write: Write, wrapped: bool) -> None:
    ended = {"https://identifier.overheid.nl/tooi/def/ont/einddatum": [{"@value": "2020-12-31"}]}
    nodes: object = [
        node(ROOT + "gemeente/gm9001", [{"@value": "gemeente Voorbeeldstad"}]),
        node(ROOT + "gemeente/gm9002", [{"@value": "gemeente Ouddorp"}], **ended),
        node(ROOT + "gemeente/hv_12345678", [{"@value": "gemeente Vroeger"}]),
        node(ROOT + "gemeente/wzg_12345678", []),
        node("https://identifier.overheid.nl/tooi/set/rwc_gemeenten_compleet/5", [{"@value": "lijst"}]),
    ]
    if wrapped:
        nodes = [{"@graph": nodes}]
    current, former = read_organisations(write("list.json", json.dumps(nodes)))
    assert (current.name, current.current, current.ended_on) == ("Gemeente Voorbeeldstad", True, None)
    # TOOI gives the last day; an end here is the day after it.
    assert (former.current, former.ended_on) == (False, date(2021, 1, 1))


def test_a_simple_list_in_json_is_read_too(write: Write) -> None:
    text = json.dumps([{"uri": ROOT + "ministerie/mnre9001", "label": "ministerie van Voorbeelden"}])
    (ministry,) = read_organisations(write("list.json", text))
    assert (ministry.name, ministry.kind) == ("Ministerie van Voorbeelden", "ministerie")


def test_a_dutch_label_goes_before_another_language(write: Write) -> None:
    labels = [{"@value": "Test", "@language": "en"}, {"@value": "gemeente Proef", "@language": "nl"}]
    text = json.dumps([node(ROOT + "gemeente/gm9001", labels)])
    assert read_organisations(write("list.json", text))[0].name == "Gemeente Proef"


GOOD = row("gm9001")
BROKEN_CSV = {
    "other columns": ("a,b\n1,2\n", "row 1", "the columns are a, b"),
    "no rows": (f"{HEADER}\n", "$", "no organisation"),
    "a comma without quotes": (f"{HEADER}\n{GOOD},extra\n", "row 2", "number of values"),
    "too few values": (f"{HEADER}\ngm9001\n", "row 2", "number of values"),
    "current is not yes or no": (
        f"{HEADER}\n{row('gm9001', current='ja')}\n",
        "row 2, field current",
        "'ja'",
    ),
    "a day that does not exist": (
        f"{HEADER}\n{row('gm9001', current='no', ended_on='2024-02-30')}\n",
        "row 2, field ended_on",
        "'2024-02-30'",
    ),
    "a kind that is not known": (f"{HEADER}\n{row('gm9001', kind='club')}\n", "row 2, field kind", "'club'"),
    "another code than in the identifier": (
        f"{HEADER}\n{row('gm9001', tooi_uri=ROOT + 'gemeente/gm9002')}\n",
        "row 2, field code",
        "'gm9001'",
    ),
    "another identifier": (
        f"{HEADER}\n{row('gm9001', tooi_uri='https://voorbeeld.example/gm9001')}\n",
        "row 2, field tooi_uri",
        "does not start with",
    ),
    "no name": (f"{HEADER}\n{row('gm9001', name=' ')}\n", "row 2, field name", "empty"),
    "an end of what exists": (
        f"{HEADER}\n{row('gm9001', ended_on='2024-01-01')}\n",
        "row 2, field current",
        "no end",
    ),
    "a code that is there twice": (f"{HEADER}\n{GOOD}\n{GOOD}\n", "gm9001.code", "twice"),
    "a parent that is not there": (
        f"{HEADER}\n{row('gm9001', parent='gm9009')}\n",
        "gm9001.parent",
        "gm9009 is not in the list",
    ),
    "a ring of parents": (
        f"{HEADER}\n{row('gm9001', parent='gm9002')}\n{row('gm9002', parent='gm9001')}\n",
        "gm9001.parent",
        "gm9001 → gm9002 → gm9001",
    ),
    "its own successor": (
        f"{HEADER}\n{row('gm9001', current='no', successors='gm9001')}\n",
        "gm9001.successors",
        "gm9001 → gm9001",
    ),
    "a list that is not one of organisations": (
        f"uri,name,kind\n{ROOT}gebouw/gb1,Stadhuis,gebouw\n",
        "row 2, field uri",
        "'gebouw'",
    ),
}


@pytest.mark.parametrize(("text", "place", "fault"), BROKEN_CSV.values(), ids=BROKEN_CSV.keys())
def test_a_broken_list_says_where_and_what(write: Write, text: str, place: str, fault: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_organisations(write("list.csv", text))
    assert caught.value.file == "list.csv"
    assert caught.value.path == place
    assert fault in caught.value.fault
    assert caught.value.remedy


def test_a_list_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("code,naam\ngm1,Súdwest".encode("latin-1"))
    with pytest.raises(ContentError, match="UTF-8"):
        read_organisations(path)


def test_json_that_is_none_is_refused(write: Write) -> None:
    with pytest.raises(ContentError, match="no valid JSON"):
        read_organisations(write("list.json", "[{"))


def test_a_node_without_a_name_or_with_a_wrong_day_is_named(write: Write) -> None:
    with pytest.raises(ContentError, match=r"node 1 \(gm9001\), field name"):
        read_organisations(write("list.json", json.dumps([node(ROOT + "gemeente/gm9001", [])])))
    ended = {"https://identifier.overheid.nl/tooi/def/ont/einddatum": [{"@value": "gisteren"}]}
    broken = node(ROOT + "gemeente/gm9001", [{"@value": "gemeente X"}], **ended)
    with pytest.raises(ContentError, match=r"node 1 \(gm9001\)"):
        read_organisations(write("list.json", json.dumps([broken])))


@pytest.mark.parametrize(
    ("edges", "ring"),
    [
        ({}, None),
        ({"a": ("b",), "b": ()}, None),
        ({"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}, None),
        ({"a": ("b",), "b": ("c",), "c": ("b",)}, {"b", "c"}),
        ({"a": ("a",)}, {"a"}),
    ],
)
def test_a_ring_is_found_and_two_ways_to_one_place_are_none(
    edges: dict[str, tuple[str, ...]], ring: set[str] | None
) -> None:
    found = find_ring(edges)
    assert (set(found) if found else None) == ring


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("Hunze en Aa's", "hunze en aas"),
        ("Vallei & Eem", "vallei en eem"),
        ("  Bergen (L.) ", "bergen l"),
        ("Duo+", "duo plus"),
    ],
)
def test_a_name_is_compared_without_case_accents_and_punctuation(name: str, plain: str) -> None:
    assert normalise(name) == plain


def test_a_name_that_no_rule_fits_stays_dutch() -> None:
    record = OrganisationRecord(
        code="zb1", tooi_uri=ROOT + "zbo/zb1", name="Raad", tooi_name="Raad", kind="overig"
    )
    assert record.english_name == "Raad"


@pytest.mark.parametrize(
    ("content", "what"),
    [("[" * 100_000, "JSON"), ('[{"uri": ' + "9" * 5000 + "}]", "JSON"),
     (f'[{{"uri": "{ROOT}gemeente/gm1", "label": "\\ud800"}}]', "cannot be shown"),
     (f'[{{"uri": "{ROOT}gemeente/gm1", "label": "{"a" * 300}"}}]', "longer than")],
)  # fmt: skip
def test_json_that_was_made_to_harm_is_refused(content: str, what: str, write: Write) -> None:
    with pytest.raises(ContentError, match=what):
        read_organisations(write("lijst.json", content))


def test_a_cell_without_end_is_refused_with_its_row(write: Write) -> None:
    with pytest.raises(ContentError, match="row 2"):
        read_organisations(write("lijst.csv", f"{HEADER}\n{'x' * 200_000}\n"))


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "weg.csv", Path("/dev/zero")):
        with pytest.raises(ContentError, match="no ordinary file"):
            read_organisations(path)
