"""The line of a place in a file, counted by hand."""

import pytest

from waarborg.adapters.form_files.lines import Lines

TEXT = """\
id: klein
version: "2026.1"
parts:
  - part: een
    items:
      - question: "1.1"
        type: text
      - {group: "2", items: [{question: "2.1",
          type: colour}]}
outcomes:
  - outcome: uit
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("id", 1),
        ("version", 2),
        ("parts[0].items[0].type", 7),
        ("parts[0].items[1].items[0].type", 9),
        ("parts[0].items[9]", 5),
        ("1.1", 6),
        ("2.1", 8),
        ("uit", 11),
        ("een", 4),
        ("$", 1),
        ("", 1),
        ("nergens", 1),
    ],
)
def test_a_place_has_its_line(place: str, line: int) -> None:
    assert Lines(TEXT).find(place) == line


@pytest.mark.parametrize("text", ["", "id: [", "- a\n- b"])
def test_what_is_no_form_gives_the_first_line(text: str) -> None:
    assert Lines(text).find("parts[0]") == 1
