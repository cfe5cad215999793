"""A form in a file of one's own: every fault in it is named with its place and remedy."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.small_form import both, form, group, part, question
from tests.small_library import document, links
from waarborg.adapters.form_files.loading import load_library
from waarborg.adapters.form_files.own_files import read_own_form, read_own_text
from waarborg.core.forms.faults import Fault
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library

Found = list[tuple[str, str, str]]
OTHER = form(part("een", question("1", "text")), id="ander")
SMALL = document(part("een", question("1")))


def read_text(folder: Path, text: str) -> tuple[Form | None, Found]:
    path = folder / "eigen.yaml"
    path.write_text(text, encoding="utf-8")
    made, faults = read_own_form(path, Library((OTHER,)))
    return made, [(fault.place, fault.says.en, fault.remedy.en) for fault in faults]


def write(change: Mapping[str, Any]) -> str:
    return yaml.safe_dump({**SMALL, **change}, allow_unicode=True)


def test_a_file_of_ones_own_may_point_to_the_forms_of_waarborg(tmp_path: Path) -> None:
    made, faults = read_text(
        tmp_path, write({"parts": [part("een", question("1", "text", **{"from": links("ander:1")}))]})
    )
    assert made is not None
    assert (made.urn, faults) == ("urn:waarborg:form:klein:2026.1", [])


def test_a_file_of_ones_own_takes_the_place_of_the_version_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "ander.yaml"
    path.write_text(
        yaml.safe_dump({**SMALL, "id": "ander", "parts": [part("een", question("9", when="[ander:9]"))]}),
        encoding="utf-8",
    )
    made, faults = read_own_form(path, Library((OTHER,)))
    assert made is not None
    # ander:9 is a question of the file itself; in the version of the library it is not there.
    assert not [fault for fault in faults if "There is no question" in fault.says.en]


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ({"id": "Klein formulier"}, ["id"]),
        ({"version": "1.0"}, ["version"]),
        ({"title": {"nl": "Alleen Nederlands"}}, ["title"]),
        ({"colour": "red"}, ["colour"]),
        ({"based_on": {"title": "x", "version": "1", "link": "http://voorbeeld.example/"}}, ["based_on.link"]),
        ({"parts": []}, ["parts"]),
        ({"parts": [part("een", {**question("1"), "type": "bool"})]}, ["parts[0].items[0].type"]),
        ({"parts": [part("een", group("4", {**question("1"), "colour": "red"}))]}, ["parts[0].items[0].items[0].colour"]),
        ({"parts": [part("een", question("Een"))]}, ["parts[0].items[0].question"]),
        ({"signatures": [{"slot": "s", "kind": "stamp", "title": both("S"), "role": "lawyer"}], "outcomes": [{"outcome": "o", "title": both("O"), "level": "maybe", "when": "[1]", "says": both("O.")}]}, ["outcomes[0].level", "signatures[0].kind"]),
    ],
)  # fmt: skip
def test_what_the_schema_refuses_is_named_with_its_place(
    tmp_path: Path, change: dict[str, Any], places: list[str]
) -> None:
    made, faults = read_text(tmp_path, write(change))
    assert made is None
    assert [place for place, _, _ in faults] == places
    assert all(says and remedy for _, says, remedy in faults)


def test_an_item_of_no_kind_is_named(tmp_path: Path) -> None:
    made, faults = read_text(tmp_path, write({"parts": [part("een", {"colour": "red"})]}))
    assert made is None
    assert faults == [
        (
            "parts[0].items[0]",
            "This is no question, no group and no text to read.",
            "Add an id: “question: …”, “group: …” or “info: …”.",
        )
    ]


def test_faults_of_the_schema_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    items = [
        {**question(str(number)), **({"type": "bool"} if number in (2, 10) else {})} for number in range(12)
    ]
    _, faults = read_text(tmp_path, write({"parts": [part("een", *items)]}))
    assert [place for place, _, _ in faults] == ["parts[0].items[2].type", "parts[0].items[10].type"]


def test_a_message_that_repeats_all_that_is_wrong_is_shortened(tmp_path: Path) -> None:
    _, ((_, says, _),) = read_text(tmp_path, write({"version": "1" * 1000}))
    assert len(says) < 250
    assert " … " in says


def test_what_makes_no_form_is_told_of_a_file_of_ones_own(tmp_path: Path) -> None:
    made, faults = read_text(tmp_path, write({"parts": [part("een", question("1"), question("1"))]}))
    assert made is None
    assert faults == [("1", "“1” is there twice.", "Give each its own name, or take one away.")]


#: Ten of the part before in each, six times: a million values in 300 characters.
LAUGHS = "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise("abcdef")
)
#: Each one level deeper than the one before.
DEEP = "".join(f"a{number}: &a{number} [*a{number - 1 or ''}]\n" for number in range(1, 120))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id: klein\nparts: [", "no valid YAML"),
        ("id: klein\nid: klein\n", "is written twice"),
        ("# niets\n", "A group of keys belongs here; there is nothing."),
        ("[" * 500, ""),
        ("twee: *een\n", "special meaning"),
        ("een: &een [*een]\n", "special meaning"),
        ("a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + LAUGHS, "values"),
        ("a: &a [1]\n" + DEEP, "levels"),
    ],
)
def test_what_is_no_document_is_refused_with_its_line(text: str, says: str) -> None:
    made, faults = read_own_text(text, library=Library(()))
    assert made is None
    (fault,) = faults
    assert (fault.place, fault.line > 0) == ("$", True)
    assert says in fault.says.en
    assert fault.remedy.nl != fault.remedy.en


def test_a_part_with_a_name_may_be_repeated(tmp_path: Path) -> None:
    items = [question("1", "choice"), question("2", "choice")]
    text = write({"parts": [part("een", *items)]})
    options = yaml.safe_dump(items[0]["options"], default_flow_style=True, width=10_000).strip()
    written = yaml.safe_dump(
        {**SMALL, "parts": [part("een", *items)]}, default_flow_style=True, width=100_000
    )
    written = written.replace(f"options: {options}", f"options: &abc {options}", 1)
    written = written.replace(f"options: {options}", "options: *abc", 1)
    assert "*abc" in written
    made, faults = read_text(tmp_path, written)
    same, _ = read_text(tmp_path, text)
    assert (made, faults) == (same, [])


def test_yes_no_and_days_stay_the_words_they_are(tmp_path: Path) -> None:
    """Content says `no` for a word and 2026-11-01 for a day; YAML itself would make something else of both."""
    options = "[{value: no, label: {nl: Nee, en: No}}, {value: yes, label: {nl: Ja, en: Yes}}]"
    text = write({"parts": []}).replace(
        "parts: []",
        "parts: [{part: een, title: {nl: Een, en: One}, items: [{question: '1', ask: {nl: Vraag, en: Ask}, "
        f"type: choice, options: {options}}}]}}]",
    )
    made, faults = read_text(tmp_path, text)
    assert made is not None
    assert (faults, [one.value for one in made.questions[0].options]) == ([], ["no", "yes"])


# --- building on a form of Waarborg ----------------------------------------------------------------------------
EXTENSION = {
    "id": "dpia-voorbeeldstad",
    "version": "2026.1",
    "released_on": "2026-12-01",
    "title": both("DPIA Voorbeeldstad"),
    "short": "DPIA Voorbeeldstad",
    "extends": "prescan:2026.1",
    "parts": [part("extra", question("extra.1", "text"))],
}


def read_extension(folder: Path, change: Mapping[str, Any]) -> tuple[Form | None, tuple[Fault, ...]]:
    path = folder / "eigen.yaml"
    path.write_text(yaml.safe_dump({**EXTENSION, **change}, sort_keys=False), encoding="utf-8")
    return read_own_form(path, load_library())


def test_a_form_may_build_on_one_of_waarborg(tmp_path: Path) -> None:
    made, faults = read_extension(tmp_path, {})
    assert faults == ()
    assert made is not None
    base = load_library().find_newest("prescan")
    assert base is not None
    assert len(made.questions) == len(base.questions) + 1
    assert made.questions[-1].id == "extra.1"


@pytest.mark.parametrize(
    ("change", "place", "line"),
    [
        ({"extends": "prescan:1999.1"}, "extends", 8),
        ({"extends": "geen:2026.1"}, "extends", 8),
        ({"add": [{"into": "nergens", "items": [question("x.1")]}]}, "add[0].into", 21),
        ({"colour": "red"}, "colour", 20),
        ({"parts": [part("extra", question("extra.1", "text", when="[bestaat niet]"))]}, "extra.1", 20),
    ],
)
def test_what_is_wrong_in_it_is_told_with_its_line(
    tmp_path: Path, change: Mapping[str, Any], place: str, line: int
) -> None:
    _made, faults = read_extension(tmp_path, change)
    assert [(fault.place, fault.line) for fault in faults] == [(place, line)]
