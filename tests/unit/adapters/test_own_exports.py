"""Exports in the own format, as one document and in lines; and JSON that is read item by item."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from waarborg.adapters.exchange import BrokenFile, Record, Refusal, json_stream, read
from waarborg.adapters.exchange.json_stream import Part, walk

REGISTER = {"name": "Register van Voorbeeldstad", "url": "https://algoritmes.voorbeeldstad.example"}
BODY = {"code": "vb", "name": "Voorbeeldstad", "kind": "gemeente", "tooi": None}


def version(number: int, **values: Any) -> dict[str, Any]:
    return {"number": number, "standard": "1.0", "published_at": f"2026-0{number}-01T09:00:00+00:00",
            "registered_on": None, "reason": "", "values": {"name": "Zoekhulp", **values}, "values_en": {},
            "leftover": {}, "redacted": []}  # fmt: skip


def entry(**more: Any) -> dict[str, Any]:
    return {"id": "wb-zfmzfeh5a0", "page": "https://x.example/1", "organisation": BODY, "taken_over_from": None,
            **version(2), **more}  # fmt: skip


def write(folder: Path, *entries: Any, **head: Any) -> Path:
    document = {"format": "waarborg-register", "format_version": 1, "standard": "1.0", "made_at": "2026-11-22",
                "register": REGISTER, "history": True, "licence": "x", "entries": list(entries), **head}  # fmt: skip
    path = folder / "export.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def write_lines(folder: Path, *entries: Any, **head: Any) -> Path:
    path = folder / "export.jsonl"
    first = {"format": "waarborg-register", "format_version": 1, "register": REGISTER, **head}
    path.write_text("".join(json.dumps({**first, **one}) + "\n" for one in entries), encoding="utf-8")
    return path


@pytest.fixture
def identity() -> str:
    return "12345678"


@pytest.mark.parametrize("make", [write, write_lines])
def test_an_entry_comes_with_its_earlier_versions_and_its_english(
    make: Any, identity: str, tmp_path: Path
) -> None:
    export = read(
        make(tmp_path, entry(id=identity, values_en={"name": "Search"}, earlier=[version(1, goal="Oud")]))
    )
    assert (export.source_name, export.source_url, export.count) == (*REGISTER.values(), 1)
    (record,) = export.records
    assert isinstance(record, Record)
    assert (record.id, record.number, record.is_exact) == (identity, 2, True)
    assert (record.organisation, record.organisation_code) == ("Voorbeeldstad", "vb")
    assert record.translations == {"eng": {"name": "Search"}}
    assert [(one.number, one.values["goal"]) for one in record.earlier] == [(1, "Oud")]


@pytest.mark.parametrize("make", [write, write_lines])
def test_withdrawn_entries_are_counted_and_left_aside(make: Any, identity: str, tmp_path: Path) -> None:
    gone = {
        "id": "23456789",
        "organisation": BODY,
        "withdrawn": {"at": "2026-11-01T09:00:00+00:00", "reason": "Klaar"},
    }
    export = read(make(tmp_path, entry(id=identity), gone))
    assert (export.count, export.set_aside) == (1, {"withdrawn": 1})


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"id": "../x"}, "id"), ({"id": None}, "id"), ({"values": []}, "values"), ({"values": {}}, "name"),
     ({"organisation": "x"}, "organisation"), ({"number": "2"}, "number"), ({"number": True}, "number"),
     ({"earlier": {}}, "earlier"), ({"earlier": [1]}, "earlier"), ({"earlier": [version(3)]}, "number"),
     ({"standard": "9.9"}, "standard"), ({"published_at": "gisteren"}, "published_at"),
     ({"values": {"name": "a\x00"}}, "values.name"), ({"values": {"name": "x", "goal": "\ud800"}}, "values.goal")],
)  # fmt: skip
@pytest.mark.parametrize("make", [write, write_lines])
def test_an_entry_of_another_form_is_refused_and_no_other(
    make: Any, wrong: dict[str, Any], field: str, identity: str, tmp_path: Path
) -> None:
    bad, good = read(make(tmp_path, entry(id="23456789") | wrong, entry(id=identity))).records
    assert isinstance(bad, Refusal)
    assert isinstance(good, Record)
    assert (bad.errors[0].field, bad.errors[0].row) == (field, 1)


@pytest.mark.parametrize("make", [write, write_lines])
@pytest.mark.parametrize(
    ("head", "field"),
    [({"format_version": 2}, "format_version"), ({"format_version": True}, "format_version"),
     ({"register": {}}, "register.name"), ({"register": {"name": "x" * 300}}, "register.name")],
)  # fmt: skip
def test_a_head_that_cannot_be_read_breaks_the_file(
    make: Any, head: dict[str, Any], field: str, identity: str, tmp_path: Path
) -> None:
    with pytest.raises(BrokenFile) as caught:
        read(make(tmp_path, entry(id=identity), **head))
    assert caught.value.field == field


def test_a_line_that_is_no_entry_breaks_the_file_and_is_named(identity: str, tmp_path: Path) -> None:
    path = write_lines(tmp_path, entry(id=identity))
    for line in ('{"a": 1}', "[]", '{"name": ', '{"format": "waarborg-register", "format_version": 9}'):
        path.write_text(
            path.read_text(encoding="utf-8").splitlines()[0] + "\n\n" + line + "\n", encoding="utf-8"
        )
        with pytest.raises(BrokenFile) as caught:
            read(path)
        assert caught.value.fault.line == 3


def test_lines_of_two_registers_are_no_export(identity: str, tmp_path: Path) -> None:
    path = write_lines(tmp_path, entry(id=identity))
    other = write_lines(tmp_path, entry(id="23456789"), register={"name": "Ander", "url": ""})
    path.write_text(path.read_text() + path.read_text().replace("Ander", "Nog een"), encoding="utf-8")
    assert other == path
    with pytest.raises(BrokenFile, match="another register"):
        read(path)


# --- item by item ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_a_document_read_in_parts_is_the_document(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "CHUNK", size)
    document = {"a": [1, "twee\n", {"x": [None, True]}, 12.5], "b": {"c": [1, 2]}, "leeg": [], "n": 123456}
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document, indent=random.Random(size).choice((None, 1))), encoding="utf-8-sig")
    assert list(walk(path)) == [
        Part("a", 1, 1), Part("a", 2, "twee\n"), Part("a", 3, {"x": [None, True]}), Part("a", 4, 12.5),
        Part("b", None, {"c": [1, 2]}), Part("leeg", 0, None), Part("n", None, 123456),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [('[1, 2', 1, "too early"), ('[1,\n2,\n]', 3, "not right"), ('{"a": 1,\n"a": 2}', 2, "twice"),
     ('{"a"\n1}', 2, "not right"), ("[1]\n[2]", 2, "not right"), ('["a', 1, "too early"), ("[1e400]", 1, "number")],
)  # fmt: skip
def test_a_fault_in_a_document_is_named_with_its_line(
    text: str, line: int, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "CHUNK", 3)
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFile, match=what) as caught:
        list(walk(path))
    assert caught.value.fault.line == line


def test_an_item_without_end_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "CHUNK", 100)
    monkeypatch.setattr(json_stream, "MAX_ITEM", 1000)
    path = tmp_path / "x.json"
    path.write_text('["' + "x" * 10_000, encoding="utf-8")
    with pytest.raises(BrokenFile, match="1000 characters"):
        list(walk(path))
