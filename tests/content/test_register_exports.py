"""Real exports, where they lie beside the project: every record is accounted for."""

import os
from collections import Counter
from pathlib import Path

import pytest

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Assessed, BrokenFile, Refusal, assess, read
from waarborg.core.publication.conversion import ChangeKind
from waarborg.core.publication.problems import Severity

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("WAARBORG_SHARED", ROOT.parent / "shared")) / "data" / "register"


def take(name: str) -> tuple[str, list[Assessed | Refusal], dict[str, int]]:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not in {SHARED}; set WAARBORG_SHARED to the folder that has data/register")
    export = read(path)
    standard = load_standard()
    items = [item if isinstance(item, Refusal) else assess(item, standard) for item in export.records]
    assert len(items) == export.count
    return export.format, items, dict(export.set_aside)


def accepted(items: list[Assessed | Refusal]) -> list[Assessed]:
    return [item for item in items if isinstance(item, Assessed) and item.is_accepted]


@pytest.mark.parametrize(
    ("name", "format", "count"),
    [("nl-2026-08-08-reduced.json", "reduced-json", 1530), ("nl-2023-06-19-full.json", "seed-json", 130)],
)
def test_all_records_of_the_large_exports_are_accepted(name: str, format: str, count: int) -> None:
    found, items, _ = take(name)
    assert (found, len(accepted(items))) == (format, count)
    assert len({item.record.id for item in accepted(items)}) == count


def test_no_assessment_is_invented_for_the_reduced_records() -> None:
    _, items, _ = take("nl-2026-08-08-reduced.json")
    assert not any("impacttoetsen_grouping" in item.converted.values for item in accepted(items))
    answers = Counter(item.converted.leftover.get("impactassessment") for item in accepted(items))
    assert answers == {"Ja": 623, "Nee": 22, None: 885}


def test_what_has_no_place_is_counted() -> None:
    _, items, _ = take("nl-2023-06-19-full.json")
    left = Counter(key for item in accepted(items) for key in item.converted.leftover)
    assert (left["department"], left["objection_procedure"], left["status"]) == (110, 38, 5)
    kinds = {change.kind for item in accepted(items) for change in item.converted.changes}
    assert kinds == set(ChangeKind) - {ChangeKind.RENAMED}


def test_the_site_data_has_two_entries_with_their_translations() -> None:
    found, items, aside = take("site-data-shape-2024-11-19.json")
    assert (found, aside) == ("site-data-json", {"translation": 2})
    assert [sorted(item.translations) for item in accepted(items)] == [["eng"], ["eng"]]


@pytest.mark.parametrize("version", ["v010", "v040", "v100"])
def test_the_official_columns_are_read_in_each_version(version: str) -> None:
    found, items, _ = take(f"export-headers/algoritmeregister_{version}_entry.csv")
    (item,) = accepted(items)
    assert found == "official-csv"
    assert (item.record.title, item.converted.values["begin_date"]) == ("name_value", "2024-01")
    assert any(problem.severity is Severity.ERROR for problem in item.problems)


def test_templates_of_a_supplier_are_refused_with_where_they_belong() -> None:
    with pytest.raises(BrokenFile, match="template of a supplier") as caught:
        take("supplier-templates/1.0/Centric.json")
    assert "products load" in caught.value.remedy.en
