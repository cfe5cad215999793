"""The own format of interpretations: a file that says everything, read, written and read back."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from waarborg import content
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.loading import get_interpretation, load_interpretations
from waarborg.adapters.law_files.located_yaml import parse_located
from waarborg.adapters.law_files.notation import parse_condition
from waarborg.adapters.law_files.own_format import read_own_format
from waarborg.adapters.law_files.own_writing import write_own_format
from waarborg.core.law.choices import Choice, Option
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, act_name, duty_name, fact_name
from waarborg.core.law.interpretations import Interpretation, Status
from waarborg.core.law.library import NoSuchInterpretation
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.law.values import Kind
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

CONTENT = Path(content.__file__).parent / "law"
WHOLE = """
id: parkeren
version: 2026.10
status: verified
title: {nl: Parkeren, en: Parking}
summary: {nl: Over vergunningen., en: About permits.}
authority: College van Voorbeeldstad
made_on: 2026-01-12
valid: {from: 2026-01-01, to: 2027-01-01}
supersedes: "2025.1"

sources:
  artikel-3:
    kind: policy
    id: voorbeeldstad/parkeerverordening#artikel-3
    citation: artikel 3 (fictief)
    paraphrase: {nl: Wie er woont., en: Who lives there.}
    quote: De bewoner krijgt een vergunning.
    valid: {from: 2020-01-01}
  awb-4-13: {kind: bwb, citation: artikel 4:13 Awb}

facts:
  - fact: leeftijd
    label: {nl: leeftijd, en: age}
    kind: number
    question: {nl: Hoe oud bent u, en: How old are you}
  - fact: voldoet
    function: >-
      [leeftijd] ≥ 18
      EN [woont hier]
    sources: [artikel-3]
    valid: {from: 2026-01-01}
    explanation: Zie de keuze.
  - fact: woont hier
    function: [staat ingeschreven]
  - fact: aanvraag
    function: GEMAAKT UIT [leeftijd]

acts:
  - act: aanvragen
    actor: "[bewoner]"
    action: aanvragen
    object: "[vergunning]"
    recipient: "[college]"
    precondition: "[voldoet]"
    creates: ["[aanvraag]", "<beslissen>"]
    terminates: "[oude aanvraag]"
    sources: [artikel-3, {source: awb-4-13, slot: creates}]

duties:
  - duty: beslissen
    holder: "[college]"
    claimant: "[bewoner]"
    components: [een besluit nemen]
    creates: ["<<aanvragen>>"]
    terminates: ["<<verlenen>>"]
    enforces: ["<<in gebreke stellen>>"]
    term: TERMIJN(8 weken; PEILDATUM)

choices:
  - id: wonen
    question: {nl: Wat is wonen?, en: What is living there?}
    options:
      - {id: ingeschreven, nl: Ingeschreven zijn., en: Being registered.}
      - {id: slapen, nl: Er slapen., en: Sleeping there.}
    taken: ingeschreven
    ground: {nl: Dat is te controleren., en: It can be checked.}
    grounds: [artikel-3]
    affects: [{nl: Studenten., en: Students.}]
    dissent: {nl: De ombudsman., en: The ombudsman.}
    decided_on: 2025-12-01
    decided_by: Raad
    review_on: 2027-12-01
    frames: ["[woont hier]", "<<aanvragen>>", "<beslissen>"]
"""
ARTICLE = Source(
    kind=SourceKind.POLICY,
    citation="artikel 3 (fictief)",
    identifier="voorbeeldstad/parkeerverordening#artikel-3",
    paraphrase=Text("Wie er woont.", "Who lives there."),
    quote="De bewoner krijgt een vergunning.",
    valid=Period(date(2020, 1, 1)),
)


def read(text: str) -> Interpretation:
    return read_own_format(text, file="parkeren.yaml")


@pytest.fixture(scope="module")
def whole() -> Interpretation:
    return read(WHOLE)


# --- reading -------------------------------------------------------------------------------------------------
def test_the_interpretation_itself_is_read(whole: Interpretation) -> None:
    assert whole.urn == "urn:waarborg:law:parkeren:2026.10"
    assert whole.status is Status.VERIFIED
    assert whole.title == Text("Parkeren", "Parking")
    assert whole.summary == Text("Over vergunningen.", "About permits.")
    assert whole.authority == "College van Voorbeeldstad"
    assert whole.made_on == date(2026, 1, 12)
    assert whole.valid == Period(date(2026, 1, 1), date(2027, 1, 1))
    assert whole.supersedes == "2025.1"


def test_facts_are_read(whole: Interpretation) -> None:
    assert list(whole.facts) == [
        FactFrame(
            name="leeftijd",
            label=Text("leeftijd", "age"),
            kind=Kind.NUMBER,
            question=Text("Hoe oud bent u", "How old are you"),
        ),
        FactFrame(
            name="voldoet",
            function=parse_condition("[leeftijd] ≥ 18 EN [woont hier]"),
            sources=(ARTICLE,),
            valid=Period(date(2026, 1, 1)),
            explanation="Zie de keuze.",
        ),
        FactFrame(name="woont hier", function=parse_condition("[staat ingeschreven]")),
        FactFrame(name="aanvraag", function=parse_condition("GEMAAKT UIT [leeftijd]")),
    ]


def test_acts_are_read(whole: Interpretation) -> None:
    assert list(whole.acts) == [
        ActFrame(
            name="aanvragen",
            actor=parse_condition("[bewoner]"),
            action="aanvragen",
            object=parse_condition("[vergunning]"),
            recipient=parse_condition("[college]"),
            precondition=parse_condition("[voldoet]"),
            creates=(fact_name("aanvraag"), duty_name("beslissen")),
            terminates=(fact_name("oude aanvraag"),),
            sources=(ARTICLE, Source(kind=SourceKind.BWB, citation="artikel 4:13 Awb", slot=Slot.CREATES)),
        )
    ]


def test_duties_are_read(whole: Interpretation) -> None:
    assert list(whole.duties) == [
        DutyFrame(
            name="beslissen",
            holder=parse_condition("[college]"),
            claimant=parse_condition("[bewoner]"),
            components=("een besluit nemen",),
            creates=("aanvragen",),
            terminates=("verlenen",),
            enforces=("in gebreke stellen",),
            term=parse_condition("TERMIJN(8 weken; PEILDATUM)"),
        )
    ]


def test_choices_are_read(whole: Interpretation) -> None:
    assert whole.choices == (
        Choice(
            id="wonen",
            question=Text("Wat is wonen?", "What is living there?"),
            options=(
                Option("ingeschreven", Text("Ingeschreven zijn.", "Being registered.")),
                Option("slapen", Text("Er slapen.", "Sleeping there.")),
            ),
            taken="ingeschreven",
            ground=Text("Dat is te controleren.", "It can be checked."),
            grounds=(ARTICLE,),
            affects=(Text("Studenten.", "Students."),),
            dissent=Text("De ombudsman.", "The ombudsman."),
            decided_on=date(2025, 12, 1),
            decided_by="Raad",
            review_on=date(2027, 12, 1),
            frames=(fact_name("woont hier"), act_name("aanvragen"), duty_name("beslissen")),
        ),
    )


def test_the_least_that_can_stand_in_a_file() -> None:
    least = read("id: a\nversion: 1\ntitle: {nl: A, en: A}\nfacts:\n")
    assert least.status is Status.DRAFT
    assert least.frames == ()
    assert least.version == "1"


def test_frames_keep_the_order_of_the_kinds_in_the_file() -> None:
    text = "id: a\nversion: 1\ntitle: {nl: A, en: A}\nduties: [{duty: d}]\nfacts: [{fact: f}]\nacts: [{act: a}]\n"
    assert [str(frame.full_name) for frame in read(text).frames] == ["<d>", "[f]", "<<a>>"]


# --- writing -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_written_reads_back_as_it_was(whole: Interpretation, language: str) -> None:
    text = write_own_format(whole, language)
    assert read(text) == whole
    assert list(list_schema_faults(text)) == []


def test_what_is_written_is_pleasant_to_read(whole: Interpretation) -> None:
    text = write_own_format(whole)
    assert "title: {nl: Parkeren, en: Parking}\n" in text
    assert "valid: {from: 2026-01-01, to: 2027-01-01}\n" in text
    assert "\nfacts:\n  - fact: leeftijd\n    label: {nl: leeftijd, en: age}\n    kind: number\n" in text
    assert "    function: '[leeftijd] ≥ 18 EN [woont hier]'\n    sources: [artikel-3-fictief]\n" in text
    assert "      - {source: artikel-4-13-awb, slot: creates}\n" in text
    assert "summary" not in write_own_format(read("id: a\nversion: 1\ntitle: {nl: A, en: A}\n"))


def test_sources_with_the_same_citation_get_their_own_ids() -> None:
    sources = tuple(
        Source(kind=SourceKind.BWB, citation="artikel 1", quote=quote) for quote in ("de ene", "de andere")
    )
    nameless = Source(kind=SourceKind.BWB, citation="§", identifier="x")
    interpretation = Interpretation(
        id="a",
        version="1",
        title=Text("A", "A"),
        frames=(FactFrame(name="f", sources=(*sources, sources[0], nameless)),),
    )
    text = write_own_format(interpretation)
    assert "sources: [artikel-1, artikel-1-2, artikel-1, source]" in text
    assert read(text) == interpretation


@pytest.mark.parametrize(
    "words",
    ["null", "~", "", "2026-01-31", "1.10", "true", " rand ", "twee\nregels\n", "tab\there", "a: b", "- x", "[x]",
     "<<x>>", "é" * 200, "woord " * 40 + "einde", "dubbele  ruimte " * 20 + "x", "  inspringen\n    meer " * 20, "'\"",
     "#", "\u00a0hard " * 30, "\x07bel", "\u2028regel", "emoji 🏛", "%", "@x", "`x`", "x" * 300, "a\r\nb"],
)  # fmt: skip
def test_any_words_survive(words: str) -> None:
    frame = FactFrame(name=words or "x", explanation=words)
    interpretation = Interpretation(id="a", version="1", title=Text("A", "A"), frames=(frame,))
    if words.strip():
        assert read(write_own_format(interpretation)) == interpretation


# --- what comes with the product -----------------------------------------------------------------------------
def list_schema_faults(text: str) -> Iterator[str]:
    schema = json.loads((CONTENT / "interpretation.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    document = parse_located(text, file="x")
    yield from (fault.message for fault in Draft202012Validator(schema).iter_errors(document))


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    assert list(list_schema_faults(WHOLE)) == []
    assert list(list_schema_faults("id: a\nversion: 1\n")) == ["'title' is a required property"]


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_interpretation_meets_the_schema_and_is_written_as_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(list_schema_faults(text)) == []
    interpretation = read_own_format(text, file=path.name)
    assert read(write_own_format(interpretation)) == interpretation


def test_the_interpretations_of_the_product_are_found_by_their_urn() -> None:
    found = load_interpretations()
    assert len(found) == len(list(CONTENT.glob("*.yaml")))
    assert all(get_interpretation(item.urn) is item for item in found)
    with pytest.raises(NoSuchInterpretation):
        get_interpretation("urn:waarborg:law:niets:1")


def test_the_example_in_the_manual_is_right() -> None:
    manual = (CONTENT / "README.md").read_text(encoding="utf-8")
    example = manual.split("```yaml\n")[1].split("```")[0]
    assert [str(frame.full_name) for frame in read(example).frames] == [
        "[leeftijd]",
        "[voldoet aan de voorwaarden]",
        "<<verlenen van de vergunning>>",
    ]
    assert list(list_schema_faults(example)) == []


def test_a_fault_is_one_that_every_reader_of_content_knows() -> None:
    with pytest.raises(LawFileError, match=r"parkeren\.yaml, at line 1, id: “id” is missing\. Fill in"):
        read("version: 1\ntitle: {nl: A, en: A}\n")
