"""Sources in an explanation, and explanations as text, however long."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.spec.law.explaining_models import (
    ALLOWANCE,
    DAY,
    FACTS,
    LAW,
    OLD_RULE,
    A,
    explain_fact,
    explain_goal,
    list_texts,
)
from tests.spec.law.models import fact, make, number, op
from waarborg.core.law.explaining import Layer, render_text
from waarborg.core.law.expressions import (
    Expression,
    Operator,
    TermRule,
)
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text


# --- sources -------------------------------------------------------------------------------------------------
def test_a_source_that_is_not_in_force_is_remarked_once() -> None:
    explanation = explain_fact(make(ALLOWANCE), "oud genoeg", FACTS)
    assert render_text(explanation, "nl", Layer.TREE).split("\n") == [
        ("Ja: oud genoeg. Want het aantal hele jaren van “geboortedatum” tot de peildatum (36) is ten minste 21. "
        "(artikel 2 Verordening [1]; let op: niet geldig op 4 april 2026, wel van 1 januari 2020 tot en met 31 december 2024)"),
        "  Het aantal hele jaren van “geboortedatum” (3 maart 1990) tot de peildatum (4 april 2026): 36. (artikel 2 Verordening [1])",
        "    “geboortedatum”: 3 maart 1990. Opgegeven door: niet genoemd.",
        "",
        "Bronnen:",
        "[1] artikel 2 Verordening, geldig van 1 januari 2020 tot en met 31 december 2024",
    ]  # fmt: skip
    english = render_text(explanation, "en", Layer.LINE)
    assert "note: not in force on 4 April 2026, but from 1 January 2020" in english
    assert explanation.sources[0].link is None


def test_a_version_in_force_takes_the_place_of_one_that_is_not() -> None:
    newer = replace(OLD_RULE, valid=Period(date(2025, 1, 1)))
    frame = FactFrame(name="f", function=A, sources=(OLD_RULE, newer))
    (citation,) = explain_fact(make([frame]), "f", {"a": True}).line.citations
    assert (citation.valid, citation.remark) == (newer.valid, None)


@pytest.mark.parametrize(
    ("source", "link"),
    [
        (Source(SourceKind.BWB, "Awb", "BWBR0005537"), "https://wetten.overheid.nl/BWBR0005537/2026-04-04"),
        (Source(SourceKind.BWB, "Awb", "jci1.3:c:BWBR0005537&artikel=1:3&z=2019-01-01&g=2019-01-01"),
         "https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=1:3&z=2019-01-01&g=2019-01-01"),
        (Source(SourceKind.BWB, "Awb", "jci1.3:c:BWBR0005537&artikel=1:3&z=2019-01-01&g=2019-01-01",
                valid=Period(date(2019, 1, 1))),
         "https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=1:3&z=2026-04-04&g=2026-04-04"),
        (Source(SourceKind.BWB, "Awb", "jci1.3:c:BWBR0005537&artikel=1:3&g=2019-01-01", valid=Period(DAY.replace(year=2027))),
         "https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=1:3&g=2019-01-01"),
        (Source(SourceKind.BWB, "Awb", "iets anders"), None),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_text_of_the_day(source: Source, link: str | None) -> None:
    frame = FactFrame(name="f", function=A, sources=(source,))
    (citation,) = explain_fact(make([frame]), "f", {"a": True}).line.citations
    assert (citation.link.nl if citation.link else None) == link


def test_a_source_without_citation_is_cited_in_both_languages() -> None:
    frame = FactFrame(
        name="f", function=A, sources=(Source(SourceKind.BWB, "", "jci1.3:c:BWBR0005537&artikel=4:13"),)
    )
    (citation,) = explain_fact(make([frame]), "f", {"a": True}).line.citations
    assert citation.text == Text(nl="artikel 4:13 BWBR0005537", en="Article 4:13, BWBR0005537")


# --- rendering -----------------------------------------------------------------------------------------------
def test_a_chain_of_ten_thousand_facts_is_explained() -> None:
    frames = [FactFrame(name=f"f{count}", function=fact(f"f{count + 1}")) for count in range(10_000)]
    explanation = explain_fact(make(frames), "f0", {"f10000": True})
    assert len(explanation.steps) == len(explanation.tree) == 10_001
    text = render_text(explanation, "en", Layer.TREE)
    assert text.endswith("(level 10000) “f10000”: yes. Supplied by: not stated.")


def test_ten_thousand_steps_within_one_rule_are_explained() -> None:
    function: Expression = A
    for _ in range(10_000):
        function = op(Operator.NOT, function)
    assert len(explain_goal(function, {"a": True}).tree) == 10_000
    function = A
    for _ in range(10_000):
        function = op(Operator.SUM, function, number("1"))
    tree = explain_goal(function, {"a": Decimal(0)}).tree
    assert tree[-2].text.nl == "“a” + 1 + 1 + 1 + 1: 0 + 1 + 1 + 1 + 1 = 4."
    assert max(len(sentence.text.nl) for sentence in tree) < 80


def test_a_fact_that_many_share_does_not_grow_the_tree() -> None:
    frames = [
        FactFrame(name=f"f{count}", function=op(Operator.AND, fact(f"f{count + 1}"), fact(f"f{count + 1}")))
        for count in range(200)
    ]
    explanation = explain_fact(make(frames), "f0", {"f200": True})
    assert (len(explanation.steps), len(explanation.tree)) == (201, 401)


def test_names_that_are_long_or_strange_stay_on_one_line() -> None:
    name = "woord {x} % \n " + "woord " * 100
    explanation = explain_goal(op(Operator.NOT, fact(name)), {name: True})
    text = render_text(explanation, "nl", Layer.STEPS)
    assert len(text.split("\n")) == 2
    assert "“woord {x} % woord woord" in text
    assert "…”: ja." in text


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="choose from nl, en"):
        render_text(explain_goal(A, {"a": True}), "fr", Layer.LINE)


def test_the_act_on_terms_is_cited_once() -> None:
    own = Source(
        SourceKind.BWB, "artikel 1, eerste lid, Algemene termijnenwet", "jci1.3:c:BWBR0002448&artikel=1&lid=1"
    )
    term = op(Operator.TERM, A, setting=TermRule(Length(8, Unit.WEEK)))
    for sources, cited in (
        ((), ["artikel 1 Algemene termijnenwet"]),
        ((own,), ["artikel 1, eerste lid, Algemene termijnenwet"]),
    ):
        frame = FactFrame(name="f", function=term, sources=sources)
        first = explain_fact(make([frame]), "f", {"a": DAY}).steps[0]
        assert [citation.text.nl for citation in first.citations] == cited


def test_what_a_source_says_of_a_given_fact_stands_in_the_tree_only() -> None:
    frames = [FactFrame(name="f", function=A), FactFrame(name="a", sources=(LAW,))]
    explanation = explain_fact(make(frames), "f", {"a": True})
    assert len(explanation.steps) == 2
    assert list_texts(explanation, Layer.TREE)[2] == (
        "2 De regel in het kort: Wie lang weinig inkomen heeft, kan een toeslag krijgen."
    )
