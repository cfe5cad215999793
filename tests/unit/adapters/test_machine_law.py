"""Laws of machine-law become facts with their sources; each legal basis is kept."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from waarborg.adapters.flint import machine_law
from waarborg.adapters.flint.machine_law import read_machine_law
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.core.law.expressions import Literal, Reference
from waarborg.core.law.sources import Slot, Source
from waarborg.core.law.values import Kind
from waarborg.core.terms.periods import Period

LAW = """
name: Voorbeeldtoeslag
law: voorbeeldwet
service: VOORBEELDSTAD
valid_from: 2025-01-01
description: Een verzonnen toeslag.
legal_basis: {law: Voorbeeldwet, bwb_id: BWBR0000001, article: "1"}
references:
  - {law: Voorbeeldverordening, article: "2", url: "https://lokaleregelgeving.overheid.nl/CVDR123456/1"}
properties:
  parameters:
    - name: BSN
      description: Nummer van de burger
      type: string
      legal_basis: {law: Voorbeeldwet, article: "2", paragraph: "1", sentence: a, explanation: Nodig om te weten wie}
  input:
    - {name: INKOMEN, type: amount}
  output:
    - {name: inkomen, type: amount}
    - {name: recht, type: boolean}
    - {name: hoogte, type: number}
  definitions:
    GRENS: 0.20
    LIJST: [1, 2]
actions:
  - output: inkomen
    value: $INKOMEN
    legal_basis: {law: Voorbeeldwet, juriconnect: "jci1.3:c:BWBR0000001&artikel=3"}
  - output: recht
    operation: LESS_THAN
    values:
      - $INKOMEN
      - {operation: ADD, values: [1, 2], legal_basis: {law: Voorbeeldwet, article: "4"}}
  - output: hoogte
    value: 5
requirements:
  - all:
      - {subject: $INKOMEN, operation: LESS_THAN, value: 5, legal_basis: {law: Voorbeeldwet, article: "5"}}
"""

#: Counted with the reference walk below, and by hand for the first.
LINKS = {
    "algemene_kinderbijslagwet--SVB-2025-01-01": 5,
    "archiefwet--NATIONAAL_ARCHIEF-openbaarheid-2024-01-01": 16,
    "archiefwet--NATIONAAL_ARCHIEF-overbrenging-2024-01-01": 14,
    "archiefwet--NATIONAAL_ARCHIEF-vernietiging-2024-01-01": 19,
    "awb--JenV-2024-01-01": 26,
    "participatiewet--GEMEENTE_AMSTERDAM-2023-01-01": 15,
    "participatiewet--SVB-2026-01-01": 17,
    "participatiewet--SZW-2023-01-01": 46,
}


def count_links(value: Any) -> int:
    """How many objects stand under the key `legal_basis`, anywhere."""
    if isinstance(value, dict):
        return sum((key == "legal_basis") + count_links(part) for key, part in value.items())
    return sum(map(count_links, value)) if isinstance(value, list) else 0


def list_sources(text: str) -> list[tuple[str, Source]]:
    interpretation, _, _ = read_machine_law(text, file="voorbeeld.yaml")
    return [(frame.name, source) for frame in interpretation.frames for source in frame.sources]


def test_each_value_of_the_law_becomes_a_fact() -> None:
    interpretation, warnings, document = read_machine_law(LAW, file="wetten/Voorbeeld wet.yaml")
    assert (interpretation.id, interpretation.title.nl) == ("voorbeeld-wet", "Voorbeeldtoeslag")
    assert interpretation.valid == Period(date(2025, 1, 1))
    assert interpretation.authority == "VOORBEELDSTAD"
    assert document["law"] == "voorbeeldwet"
    facts = {fact.name: fact for fact in interpretation.facts}
    assert list(facts) == [
        *("Voorbeeldtoeslag", "BSN", "INKOMEN", "inkomen", "recht", "hoogte", "GRENS", "LIJST"),
        "Voorbeeldtoeslag: vereisten",
    ]
    assert (facts["BSN"].kind, facts["BSN"].explanation) == (Kind.TEXT, "Nummer van de burger")
    assert facts["INKOMEN"].kind is Kind.MONEY
    assert [warning.code for warning in warnings] == ["source_without_identifier"] * 3


def test_a_name_or_constant_is_taken_over_and_a_formula_is_not() -> None:
    facts = {fact.name: fact for fact in read_machine_law(LAW, file="x.yaml")[0].facts}
    assert facts["inkomen"].function == Reference("INKOMEN")
    assert facts["hoogte"].function == Literal(Decimal(5))
    assert facts["GRENS"].function == Literal(Decimal("0.2"))
    assert facts["recht"].function is None
    assert "De formule staat in het bronbestand" in facts["recht"].explanation
    assert facts["LIJST"].function is None


def test_a_legal_basis_is_a_source_of_the_fact_it_stands_with() -> None:
    found = [(name, source.citation, source.identifier, source.slot) for name, source in list_sources(LAW)]
    assert found == [
        ("Voorbeeldtoeslag", "artikel 1 Voorbeeldwet", "BWBR0000001", Slot.FRAME),
        (
            *("Voorbeeldtoeslag", "artikel 2 Voorbeeldverordening"),
            *("https://lokaleregelgeving.overheid.nl/CVDR123456/1", Slot.FRAME),
        ),
        ("BSN", "artikel 2 lid 1 onder a Voorbeeldwet", "", Slot.FRAME),
        ("inkomen", "Voorbeeldwet", "jci1.3:c:BWBR0000001&artikel=3", Slot.FUNCTION),
        ("recht", "artikel 4 Voorbeeldwet", "", Slot.FUNCTION),
        ("Voorbeeldtoeslag: vereisten", "artikel 5 Voorbeeldwet", "", Slot.FRAME),
    ]


@pytest.mark.parametrize("name", LINKS)
def test_no_legal_basis_of_a_stored_law_is_lost(shared_data: Path, name: str) -> None:
    text = (shared_data / "machine-law" / f"{name}.yaml").read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    references = len(document.get("references", ()))
    assert count_links(document) == LINKS[name]
    assert len(list_sources(text)) == LINKS[name] + references


def test_what_stands_in_another_place_belongs_to_the_law_as_a_whole() -> None:
    text = """
law: x
properties:
  output: [{legal_basis: {article: "1"}}, [{legal_basis: {article: "2"}}]]
  temporal: {legal_basis: [{article: "3"}, 5]}
actions: [{legal_basis: {article: "4"}, value: 3}]
extra: {legal_basis: {law: A}}
"""
    assert {(name, source.citation) for name, source in list_sources(text)} == {
        *(("x", f"artikel {number}") for number in range(1, 5)),
        ("x", "A"),
    }


def test_a_basis_that_says_nothing_is_kept_as_a_place_that_is_not_known() -> None:
    ((name, source),) = list_sources("properties: {output: [{name: a, legal_basis: {}}]}")
    assert (name, source.citation) == ("a", "zonder vindplaats")


def test_a_day_that_does_not_exist_is_noted() -> None:
    interpretation, warnings, _ = read_machine_law("valid_from: 2025-02-30\nproperties: {}", file="x.yaml")
    assert interpretation.valid is None
    assert [warning.code for warning in warnings] == ["unreadable_day"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- a", "$"),
        ("properties: 5", "$"),
        ("a: [", "line 2, column 1"),
        ("a: 1\na: 2", "line 2, column 1"),
        ("a: !!int x", "line 1, column 4"),
        ("a: " + "9" * 5_000, "line 1, column 4"),  # more digits than Python makes a number of
        ("[" * 200_000, "line 1, column 1001"),
        ("- " * 100_000, "line 1, column 201"),
        ("a: &b [1]\nc: *b", "line 2, column 4"),
    ],
)
def test_what_is_no_law_is_refused_with_the_place(text: str, place: str) -> None:
    with pytest.raises(LawFileError) as refused:
        read_machine_law(text, file="x.yaml")
    assert (refused.value.file, refused.value.place) == ("x.yaml", place)


def test_a_law_with_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_law, "MOST_PARTS", 100)
    with pytest.raises(LawFileError, match="more than 100 parts"):
        read_machine_law(f"properties: {{output: [{'{name: a},' * 60}]}}", file="x.yaml")
