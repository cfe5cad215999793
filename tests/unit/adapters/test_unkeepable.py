"""Texts that no database or page can hold, wherever they hide; and faults that stay readable."""

import json
from pathlib import Path

import pytest

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Record, Refusal, assess, read


@pytest.mark.parametrize(
    ("key", "cell"),
    [("category", '["Verkeer\\u0000"]'), ("lawful_basis_grouping", '[{"title": "a", "link": "\\ud800"}]'),
     ("impacttoetsen_grouping", "['a\\x00']")],
)  # fmt: skip
def test_a_list_in_a_cell_cannot_smuggle_in_what_no_database_keeps(key: str, cell: str) -> None:
    record = Record(
        position=3, id="12345678", title="a", organisation="b", version="1.0", raw={},
        values={"name": "a", "organization": "b", key: cell},
    )  # fmt: skip
    (fault,) = assess(record, load_standard()).errors
    assert fault.row == 3
    assert fault.field is not None
    assert fault.field.startswith(key)


def test_a_fault_is_short_enough_to_read_however_long_the_words_of_others_are(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    double = {"name": "x" * 5000, "organization": "y"}
    path.write_text(json.dumps([double, double, {**double, "k" * 5000: "\x00"}]), encoding="utf-8")
    refusals = [item for item in read(path).records if isinstance(item, Refusal)]
    assert len(refusals) == 2
    assert all(len(str(fault)) < 1500 for item in refusals for fault in item.errors)
