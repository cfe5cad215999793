"""The line of a place in a file, counted by hand."""

import pytest

from waarborg.adapters.form_files.lines import Lines

TEXT = """\
id: klein
version: "2026.1"
parts:
  - part: een
    items:
      - beside: [{question: "2.1"}]
        question: "1.1"
        type: text
      - {group: "2", items: [{question: "2.1",
          type: colour}]}
      - question: "1.1"
        "mijn eigen. sleutel": x
        fact: uit
outcomes:
  - outcome: uit
    when: "[1.1]"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("version", 2),
        ("parts[0].items[0].type", 8),
        ("parts[0].items[1].items[0].type", 10),
        ("parts[0].items[9]", 5),
        ("1.1", 7),
        ("2.1", 9),
        ("uit", 15),
        ("een", 4),
        ("klein", 1),
        ("$", 1),
        ("", 1),
        ("nergens", 1),
    ],
)
def test_a_place_has_its_line(place: str, line: int) -> None:
    assert Lines(TEXT).find(place) == line


@pytest.mark.parametrize(
    ("id", "key", "is_second", "line"),
    [
        ("uit", "when", False, 16),
        ("2.1", "type", False, 10),
        ("1.1", "beside", False, 6),
        ("1.1", "", True, 11),
        ("1.1", "fact", True, 13),
        ("1.1", "help", False, 7),  # a key that is not there: the line of the id
        ("parts[0]", "items", False, 5),
    ],
)
def test_a_key_of_what_has_an_id_has_its_line(id: str, key: str, is_second: bool, line: int) -> None:
    assert Lines(TEXT).find(id, key, is_second=is_second) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("parts", 0, "items", 2, "mijn eigen. sleutel"), 12),
        (("parts", 0, "items", 2, "niets", "meer"), 11),
        (("parts", "x"), 3),
        (("id", 0), 1),
    ],
)
def test_a_path_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert Lines(TEXT).find_path(path) == line


@pytest.mark.parametrize("text", ["", "id: [", "- a\n- b"])
def test_what_is_no_form_gives_the_first_line(text: str) -> None:
    assert Lines(text).find("parts[0]") == 1
    assert Lines(text).find_path(("parts", 0)) == 1
