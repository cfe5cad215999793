"""References to law as they stand in the files of others: how many keep to the standard, and which do not."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from waarborg.core.terms.legal_references.juriconnect import Juriconnect
from waarborg.core.terms.legal_references.reading import read_reference
from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference
from waarborg.core.terms.legal_references.repairing import Repair, find_repair

_COMMENTS = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)


def find_values(node: object, keys: set[str]) -> Iterator[str]:
    """Every text under one of `keys`, at any depth."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in keys and isinstance(value, str) and value.strip():
                yield value
            else:
                yield from find_values(value, keys)
    elif isinstance(node, list):
        for item in node:
            yield from find_values(item, keys)


def read_models(shared_data: Path) -> list[str]:
    """The Juriconnect references in the FLINT models, those with comments in their JSON included."""
    values = []
    flint = shared_data / "flint"
    for path in sorted([*flint.glob("models/*.json*"), *flint.glob("flintfiller/*.json")]):
        plain = _COMMENTS.sub(lambda found: found[1] or "", path.read_text(encoding="utf-8"))
        values += find_values(json.loads(plain), {"juriconnect"})
    return values


def read_laws(shared_data: Path, *keys: str) -> list[str]:
    values = []
    for path in sorted((shared_data / "machine-law").glob("*.yaml")):
        values += find_values(yaml.safe_load(path.read_text(encoding="utf-8")), set(keys))
    return values


def keeps_to_the_standard(text: str) -> bool:
    try:
        Juriconnect.parse(text)
    except UnreadableReference:
        return False
    return True


def test_all_but_one_of_the_references_in_flint_models_are_readable(shared_data: Path) -> None:
    values = read_models(shared_data)
    others = [text for text in values if not keeps_to_the_standard(text)]
    readings = {text: find_repair(text) for text in others}
    assert len(values) == FLINT
    assert sorted(
        (reading.repairs[0], others.count(text)) for text, reading in readings.items() if reading
    ) == [
        (Repair.FRONT, 1),
        (Repair.SEVERAL, 1),
        (Repair.SEVERAL, 2),
        (Repair.SEVERAL, 3),
        (Repair.START, 1),
        (Repair.START, 1),
    ]
    # The text of the law was pasted behind this one: which part of it is meant cannot be known for sure.
    assert [text[:88] for text, reading in readings.items() if reading is None] == [
        "jci1.3:c:BWBR0005537&hoofdstuk=4&titeldeel=4.2&afdeling=4.2.3&artikel=4:35&lid=2De subsi"
    ]


def test_all_references_in_machine_law_keep_to_the_standard(shared_data: Path) -> None:
    values = read_laws(shared_data, "juriconnect")
    assert len(values) == LAWS
    assert [text for text in values if not keeps_to_the_standard(text)] == []


def test_every_sound_reference_is_written_as_it_stands_there(shared_data: Path) -> None:
    for text in {*read_models(shared_data), *read_laws(shared_data, "juriconnect")}:
        if keeps_to_the_standard(text):
            assert Juriconnect.parse(text).write() == text


@pytest.mark.parametrize("key", ["bwb_id", "url"])
def test_ids_and_addresses_in_machine_law_are_recognised(shared_data: Path, key: str) -> None:
    values = set(read_laws(shared_data, key))
    assert values
    assert {read_reference(text).kind for text in values} <= {Kind.BWB, Kind.CVDR}


def test_an_address_in_machine_law_names_the_law_of_its_reference(shared_data: Path) -> None:
    """Address and Juriconnect reference stand side by side there, so the one can be held against the other."""
    compared = 0
    for path in sorted((shared_data / "machine-law").glob("*.yaml")):
        for basis in find_bases(yaml.safe_load(path.read_text(encoding="utf-8"))):
            page, reference = read_reference(basis["url"]), Juriconnect.parse(basis["juriconnect"])
            assert isinstance(page, Juriconnect)
            assert page.law == reference.law
            compared += 1
    assert compared > 100


def find_bases(node: object) -> Iterator[dict[str, str]]:
    """Every legal basis that has both an address and a Juriconnect reference."""
    if isinstance(node, dict):
        if node.get("url") and node.get("juriconnect"):
            yield node
        for value in node.values():
            yield from find_bases(value)
    elif isinstance(node, list):
        for item in node:
            yield from find_bases(item)


#: How many references there are in each collection.
FLINT = 692
LAWS = 155
