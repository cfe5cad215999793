"""The framework as it comes with the product: nothing of the official set is lost, and every part is complete."""

import csv
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from waarborg.adapters.content_files.yaml_files import read_yaml
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.instruments import GlossaryTerm
from waarborg.core.framework.measures import Measure
from waarborg.core.framework.parts import EvidenceKind
from waarborg.core.framework.requirements import Requirement

FRAMEWORK = load_framework()
# Counted by hand in the official set (MinBZK/Algoritmekader, June 2026).
REQUIREMENTS_BY_LAW = {
    "aia": 40,
    "avg": 13,
    "awb": 2,
    "grw": 2,
    "arc": 1,
    "aut": 1,
    "bio": 1,
    "bzk": 1,
    "dat": 1,
    "woo": 1,
}
MEASURES_BY_PHASE = {
    "org": 17,
    "pba": 6,
    "owp": 36,
    "dat": 12,
    "owk": 12,
    "ver": 6,
    "imp": 10,
    "mon": 8,
    "uit": 1,
}
#: Measures that help with no requirement in the official set.
WITHOUT_REQUIREMENT = (
    "dat-06 dat-09 dat-12 mon-06 org-04 org-05 org-06 org-07 org-08 org-09 org-10 owk-05 owk-06 owk-08 owp-13"
).split()
#: Of these no requirement asks; the measure itself says so.
GOOD_PRACTICE = {"dat-06", "owk-05"}
#: The six names of the official set that point nowhere, and what is meant.
REPAIRED = {
    ("owp-05", "aia-06-documentatie-beoordeling-niet-hoog-risico-ai"): "urn:nl:ak:ver:aia-02",
    ("owp-30", "aia-08-transparantie-aan-gebruikersverantwoordelijken"): "urn:nl:ak:ver:aia-08",
    ("owp-30", "aia-28-transparantieverplichtingen-richting-natuurlijke-personen"): "urn:nl:ak:ver:aia-28",
    ("owp-31", "aia-37-melding-ernstige-incidenten"): "urn:nl:ak:ver:aia-35",
    ("owp-31", "aia-20-verstrekken-van-informatie-op-verzoek"): "urn:nl:waarborg:ver:aia-art-21",
    ("owp-35", "aia-09-menselijke-toezicht"): "urn:nl:ak:ver:aia-09",
}
Row = dict[str, str]


def read_rows(shared_data: Path, name: str) -> list[Row]:
    with (shared_data / "framework" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def official_requirements(shared_data: Path) -> list[Row]:
    """The requirements of the official set."""
    return read_rows(shared_data, "requirements.csv")


@pytest.fixture(scope="module")
def official_measures(shared_data: Path) -> list[Row]:
    """The measures of the official set, with their links and norms."""
    return read_rows(shared_data, "measures.csv")


def split(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


def count_by_prefix(ids: Iterable[str]) -> dict[str, int]:
    """How many official ids begin with each word: `aia`, `owp`."""
    counts: dict[str, int] = {}
    for id in ids:
        if id.startswith("urn:nl:ak:"):
            prefix = id.rsplit(":", 1)[1].split("-")[0]
            counts[prefix] = counts.get(prefix, 0) + 1
    return counts


# --- nothing of the official set is lost -------------------------------------------------------------------
def test_all_63_official_requirements_are_there() -> None:
    counts = count_by_prefix(item.id for item in FRAMEWORK.requirements)
    assert counts == REQUIREMENTS_BY_LAW
    assert sum(counts.values()) == 63


def test_all_108_official_measures_are_there() -> None:
    counts = count_by_prefix(item.id for item in FRAMEWORK.measures)
    assert counts == MEASURES_BY_PHASE
    assert sum(counts.values()) == 108


def test_they_are_those_of_the_official_lists(
    official_requirements: list[Row], official_measures: list[Row]
) -> None:
    for rows, ours in (
        (official_requirements, FRAMEWORK.requirements),
        (official_measures, FRAMEWORK.measures),
    ):
        assert {row["id"] for row in rows} == {item.id for item in ours if item.id.startswith("urn:nl:ak:")}


def test_what_we_added_has_an_id_of_our_own() -> None:
    for kind, items in (("ver", FRAMEWORK.requirements), ("mtr", FRAMEWORK.measures)):
        for item in items:
            assert item.id.startswith((f"urn:nl:ak:{kind}:", f"urn:nl:waarborg:{kind}:")), item.id


def test_every_official_link_is_kept_and_what_we_added_says_so(official_measures: list[Row]) -> None:
    links = 0
    for row in official_measures:
        measure = FRAMEWORK.get_measure(row["id"])
        official = split(row["requirements"])
        links += len(official)
        kept = {link.requirement for link in measure.links if not link.added and not link.repaired}
        assert kept == set(official), row["id"]
        for link in measure.links:
            assert not link.added or link.reason is not None, (
                f"{row['id']} → {link.requirement} has no reason"
            )
    assert links == 583  # 589 names, of which six point nowhere; one measure names one twice


def test_the_six_names_that_pointed_nowhere_are_repaired(official_measures: list[Row]) -> None:
    found = {
        (measure.code, link.repaired): link.requirement
        for measure in FRAMEWORK.measures
        for link in measure.links
        if link.repaired
    }
    assert found == REPAIRED
    dangling = {
        (row["id"].rsplit(":", 1)[1], name) for row in official_measures for name in split(row["dangling"])
    }
    assert dangling == set(REPAIRED)


def test_the_fifteen_measures_without_requirement_are_accounted_for(official_measures: list[Row]) -> None:
    bare = [row["id"].rsplit(":", 1)[1] for row in official_measures if not row["requirements"]]
    assert sorted(bare) == WITHOUT_REQUIREMENT
    for code in WITHOUT_REQUIREMENT:
        measure = FRAMEWORK.get_measure(code)
        if code in GOOD_PRACTICE:
            assert not measure.links
            assert "good practice: no requirement in this framework asks for it" in measure.reason.en
            assert "goede praktijk: geen vereiste in dit kader vraagt erom" in measure.reason.nl
        else:
            assert measure.links, code
            assert all(link.added and link.reason is not None for link in measure.links), code


def test_only_good_practice_helps_with_no_requirement() -> None:
    assert {measure.code for measure in FRAMEWORK.measures if not measure.links} == GOOD_PRACTICE


def test_norms_of_the_audit_frameworks_are_those_of_the_official_set(official_measures: list[Row]) -> None:
    for row in official_measures:
        measure = FRAMEWORK.get_measure(row["id"])
        assert (list(measure.adr), list(measure.ark)) == (split(row["adr"]), split(row["ark"])), row["id"]


# --- every requirement is complete -------------------------------------------------------------------------
@pytest.mark.parametrize("item", FRAMEWORK.requirements, ids=lambda item: item.code)
def test_a_requirement_says_when_it_applies_how_one_sees_it_is_met_and_what_helps(item: Requirement) -> None:
    (frame,) = (one for one in FRAMEWORK.rules.facts if one.name == item.condition)
    assert frame.function is not None
    assert frame.sources
    assert item.condition == f"vereiste {item.code}"
    for wording in item.wordings:
        assert wording.articles
        assert wording.criteria
        assert wording.evidence
    assert FRAMEWORK.list_measures_for(item)


@pytest.mark.parametrize("item", FRAMEWORK.requirements, ids=lambda item: item.code)
def test_periods_of_a_requirement_adjoin_and_go_on(item: Requirement) -> None:
    for earlier, later in pairwise(item.wordings):
        assert earlier.period.end == later.period.start
    assert item.wordings[-1].period.end is None


def test_texts_that_changed_in_2026_stand_there_twice() -> None:
    changed = {
        item.code: item.wordings[1].period.start for item in FRAMEWORK.requirements if len(item.wordings) > 1
    }
    assert changed == {
        "aia-00": date(2026, 12, 2),  # two prohibitions more
        "aia-01": date(2026, 7, 27),  # literacy: measures, no guaranteed level
        "bio-01": date(2026, 8, 15),  # BIO2 by the Cyberbeveiligingswet
    }


def test_no_two_requirements_share_a_condition_and_no_condition_is_left_over() -> None:
    conditions = [item.condition for item in FRAMEWORK.requirements]
    assert len(set(conditions)) == len(conditions)
    written = {frame.name for frame in FRAMEWORK.rules.facts if frame.name.startswith("vereiste ")}
    assert written == set(conditions)


@pytest.mark.parametrize(
    "items", [FRAMEWORK.requirements, FRAMEWORK.measures], ids=["requirements", "measures"]
)
def test_what_others_are_part_of_is_part_of_nothing_itself(items: tuple[Requirement | Measure, ...]) -> None:
    by_id = {item.id: item for item in items}
    nested = [item.id for item in items if item.part_of and by_id[item.part_of].part_of]
    assert not nested


def test_a_measure_names_a_requirement_once() -> None:
    for measure in FRAMEWORK.measures:
        named = [link.requirement for link in measure.links]
        assert len(set(named)) == len(named), measure.id


# --- links, forms and words --------------------------------------------------------------------------------
def test_every_link_of_an_instrument_resolves() -> None:
    requirements = {item.id for item in FRAMEWORK.requirements}
    measures = {item.id for item in FRAMEWORK.measures}
    for tool in FRAMEWORK.instruments:
        assert requirements.issuperset(tool.requirements), tool.id
        assert measures.issuperset(tool.measures), tool.id
        assert tool.source.link.startswith("https://"), tool.id
    tools = [tool.tool for tool in FRAMEWORK.instruments if tool.tool]
    assert len(set(tools)) == len(tools) == 28  # those of the Algoritmekader


def test_evidence_by_a_form_names_an_instrument_of_the_toolbox() -> None:
    instruments = {tool.id for tool in FRAMEWORK.instruments}
    evidence = [
        (item.id, one)
        for item in FRAMEWORK.requirements
        for wording in item.wordings
        for one in wording.evidence
    ]
    evidence += [(measure.id, one) for measure in FRAMEWORK.measures for one in measure.evidence]
    for id, one in evidence:
        assert (one.kind is EvidenceKind.FORM) == bool(one.form), id
        assert not one.form or one.form in instruments, id


def test_every_source_and_every_word_is_used() -> None:
    cited = {
        article.source.id
        for item in FRAMEWORK.requirements
        for wording in item.wordings
        for article in wording.articles
    }
    assert {source.id for source in FRAMEWORK.sources} == cited
    sorted_by = (*FRAMEWORK.requirements, *FRAMEWORK.measures, *FRAMEWORK.instruments)
    for words, name in (
        (FRAMEWORK.phases, "phases"),
        (FRAMEWORK.roles, "roles"),
        (FRAMEWORK.subjects, "subjects"),
    ):
        used = {word for item in sorted_by for word in getattr(item, name, ())}
        assert {word.id for word in words} == used, name
    assert [phase.number for phase in FRAMEWORK.phases] == list(range(9))


def test_the_rules_give_only_classes_that_are_described() -> None:
    assert {item.value for item in FRAMEWORK.classes} == {
        "verboden",
        "hoog risico",
        "model met systeemrisico",
        "model voor algemene doeleinden",
        "transparantie",
        "overig",
        "buiten de verordening",
        "geen AI",
    }
    assert len({item.weight for item in FRAMEWORK.classes}) == len(FRAMEWORK.classes)


# --- versions ----------------------------------------------------------------------------------------------
def test_the_version_stands_in_the_changelog_as_the_newest() -> None:
    newest = FRAMEWORK.releases[0]
    assert newest.version == FRAMEWORK.version
    assert all(later.on >= earlier.on for later, earlier in pairwise(FRAMEWORK.releases))
    assert len({item.version for item in FRAMEWORK.releases}) == len(FRAMEWORK.releases)


def test_all_parts_are_of_the_same_version() -> None:
    for name in ("questions", "official-tree"):
        document = read_yaml(f"framework/{name}.yaml", schema=f"framework/{name}.schema.json")
        assert document["version"] == FRAMEWORK.version, name
    assert FRAMEWORK.rules.version == FRAMEWORK.version


# --- the glossary ------------------------------------------------------------------------------------------
def find_word(id: str) -> GlossaryTerm:
    return next(term for term in FRAMEWORK.glossary if term.id == id)


def test_the_four_definitions_of_ai_and_algorithm_are_there_with_source_and_date() -> None:
    said = [
        (definition.by.en, definition.on, definition.source.title, definition.source.at)
        for id in ("ai-system", "algorithm")
        for definition in find_word(id).definitions
    ]
    for expected in (
        (
            "Expert group of the European Commission (AI HLEG)",
            "2019-04-08",
            "A definition of AI: main capabilities and scientific disciplines",
            "",
        ),
        ("OECD, revised", "2023-11-08", "Recommendation of the Council on Artificial Intelligence", "I"),
        ("AI Act", "2024-06-13", "Verordening (EU) 2024/1689", "3(1)"),
        ("Netherlands Court of Audit", "2021-01-26", "Aandacht voor algoritmes", ""),
    ):
        assert expected in said


def test_the_rules_go_by_the_definition_of_the_ai_act() -> None:
    used = {item.by.en: item.used for item in find_word("ai-system").definitions}
    assert {by: text.en.split(".")[0].split(",")[0] for by, text in used.items() if text} == {
        "Expert group of the European Commission (AI HLEG)": "No",
        "OECD, revised": "No",
        "AI Act": "Yes",
    }


@pytest.mark.parametrize("term", FRAMEWORK.glossary, ids=lambda term: term.id)
def test_a_word_that_differs_between_sources_says_which_one_is_used(term: GlossaryTerm) -> None:
    for definition in term.definitions:
        assert definition.on[:4].isdigit()
        assert definition.source.title
        assert definition.source.link.startswith("https://")
    if len({definition.by.en for definition in term.definitions}) > 1:
        assert any(definition.used for definition in term.definitions)
        assert any(definition.used.nl.startswith("Ja") for definition in term.definitions if definition.used)


def test_the_glossary_explains_each_form_of_a_word_once() -> None:
    for language in ("nl", "en"):
        seen: dict[str, str] = {}
        for term in FRAMEWORK.glossary:
            for word in term.list_words(language):
                assert seen.setdefault(word.casefold(), term.id) == term.id, word
