"""Worked examples of references to Dutch law and regulations: how they are read, written, cited and linked."""

from collections.abc import Callable
from datetime import date

import pytest

from waarborg.core.terms.legal_references import bwb
from waarborg.core.terms.legal_references.bwb import Law
from waarborg.core.terms.legal_references.decentral import LocalRegulation
from waarborg.core.terms.legal_references.juriconnect import Juriconnect
from waarborg.core.terms.legal_references.places import Level, Place, cite_place
from waarborg.core.terms.legal_references.policy import PolicyRule
from waarborg.core.terms.legal_references.reading import read_law
from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference

ARTICLE = "jci1.3:c:BWBR0005537&hoofdstuk=1&titeldeel=1.1&artikel=1:3&lid=3&z=2017-03-01&g=2017-03-01"
AWB = "Algemene wet bestuursrecht"


def refuse(read: Callable[[str], object], text: str) -> str:
    """What the refusal of `text` says, in English; the Dutch is there too, and the text is named."""
    with pytest.raises(UnreadableReference) as caught:
        read(text)
    assert caught.value.text == text
    assert repr(text) in str(caught.value)
    assert caught.value.message.nl
    return caught.value.message.en


# --- Juriconnect -----------------------------------------------------------------------------------------


def test_a_reference_to_an_article_is_read() -> None:
    assert Juriconnect.parse(ARTICLE) == Juriconnect(
        bwb_id="BWBR0005537",
        places=(
            Place(Level.CHAPTER, "1"),
            Place(Level.TITLE, "1.1"),
            Place(Level.ARTICLE, "1:3"),
            Place(Level.PARAGRAPH, "3"),
        ),
        seen_on=date(2017, 3, 1),
        valid_on=date(2017, 3, 1),
    )


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        "jci1.3:c:BWBR0005537",
        "jci1.31:c:BWBR0005537&artikel=3:12&lid=3&o=c&o=2&zin=1&g=2024-01-01",
        "jci1.0:c:BWBR0005537&artikel=4:81&g=2026-01-01",
        "jci1.3:v:BWBV0006411&hoofdstuk=I&artikel=4&s=2018-07-01&e=2020-12-31&z=2021-01-01",
        "jci1.3:c:BWBR0005416&titeldeel=III&hoofdstuk=X&paragraaf=1&artikel=149",  # titles that hold chapters
        "jci1.3:c:BWBR0001830&bijlage&artikel=1&aanhef&o=1°",
        "jci1.3:c:BWBR0001830&inhoudsopgave",
        "jci1.3:c:BWBR0001830&artikel=enig_artikel",
    ],
)  # fmt: skip
def test_a_canonical_reference_is_written_as_it_was_read(text: str) -> None:
    assert Juriconnect.parse(text).write() == text


def test_days_may_stand_anywhere_and_are_written_at_the_end() -> None:
    reference = Juriconnect.parse("jci1.31:c:BWBR0012345&g=2005-01-01&artikel=3.1")
    assert reference.write() == "jci1.31:c:BWBR0012345&artikel=3.1&g=2005-01-01"
    assert (reference.kind, reference.identifier) == (Kind.BWB, reference.write())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("BWBR0005537", "This is no Juriconnect reference."),
        ("/" + ARTICLE, "This is no Juriconnect reference."),
        ("jci1.3:x:BWBR0005537", "This is no Juriconnect reference."),
        ("jci1.4:c:BWBR0005537", "There is no version 1.4"),
        ("jci1.3:c:BWBR5537", "“BWBR5537” is no BWB-id."),
        ("jci1.3:c:BWBR0005537 ", "“BWBR0005537 ” is no BWB-id."),
        ("jci1.3:c:BWBR0005537&amp;artikel=1", "“amp;artikel” is no part of a law. Known are: boek,"),
        ("jci1.3:c:BWBR0005537&artikel=", "There is nothing after “artikel=”."),
        ("jci1.3:c:BWBR0005537&artikel", "There is no number after “artikel”."),
        ("jci1.3:c:BWBR0005537&artikel=1 a", "“1 a” is too long for a number or has a character"),
        ("jci1.3:c:BWBR0005537&artikel=" + "1" * 41, "is too long"),
        ("jci1.3:c:BWBR0005537&lid=1&artikel=3", "“artikel=3” comes after “lid=1”."),
        ("jci1.3:c:BWBR0005537&artikel=3&artikel=4", "“artikel” is there more than once."),
        ("jci1.3:c:BWBR0005537&g=2024-02-30", "“2024-02-30” after g is no day."),
        ("jci1.3:c:BWBR0005537&g=01-02-2024", "“01-02-2024” after g is no day."),
        ("jci1.3:c:BWBR0005537&g=2024-01-01&g=2025-01-01", "The day “g” is there twice."),
        ("jci1.3:c:BWBR0005537&s=2024-01-01", "The days s and e belong to a period."),
        ("jci1.3:v:BWBR0005537&g=2024-01-01", "The day g belongs to one state"),
        ("jci1.3:v:BWBR0005537&s=2024-01-02&e=2024-01-01", "The period ends on 2024-01-01, before"),
        ("jci1.0:c:BWBR0005537&artikel=1&z=2024-01-01", "Version 1.0 does not know z"),
        ("jci1.2:c:BWBR0005537&artikel=1&lid=1", "Version 1.2 does not know z"),
    ],
)  # fmt: skip
def test_a_reference_that_does_not_keep_to_the_standard_is_refused(text: str, says: str) -> None:
    assert says in refuse(Juriconnect.parse, text)


def test_a_reference_cannot_be_made_wrong() -> None:
    with pytest.raises(UnreadableReference, match="Choose “c”"):
        Juriconnect(bwb_id="BWBR0005537", form="d")


@pytest.mark.parametrize(
    ("text", "day", "valid"),
    [
        ("jci1.3:c:BWBR0005537&g=2024-01-01", date(2024, 1, 1), True),
        ("jci1.3:c:BWBR0005537&g=2024-01-01", date(2024, 1, 2), None),  # only the history of the law tells
        ("jci1.3:c:BWBR0005537", date(2024, 1, 1), None),
        ("jci1.3:v:BWBR0005537", date(2024, 1, 1), None),
        ("jci1.3:v:BWBR0005537&s=2024-01-01&e=2024-12-31", date(2024, 12, 31), True),
        ("jci1.3:v:BWBR0005537&s=2024-01-01&e=2024-12-31", date(2025, 1, 1), False),
        ("jci1.3:v:BWBR0005537&s=2024-01-01", date(2030, 1, 1), True),
        ("jci1.3:v:BWBR0005537&e=2024-12-31", date(1999, 1, 1), True),
    ],
)
def test_a_reference_tells_of_some_days_whether_its_text_is_valid(
    text: str, day: date, valid: bool | None
) -> None:
    assert Juriconnect.parse(text).is_valid_on(day) is valid


def test_a_reference_moves_to_another_day() -> None:
    day = date(2024, 5, 1)
    assert Juriconnect.parse("jci1.0:v:BWBR0005537&artikel=1:3&s=2020-01-01&e=2021-01-01").move_to(day) == (
        Juriconnect.parse("jci1.3:c:BWBR0005537&artikel=1:3&z=2024-05-01&g=2024-05-01")
    )
    assert Juriconnect.parse("jci1.31:c:BWBR0005537").move_to(day).version == "1.31"


def test_a_reference_has_a_link_and_a_page() -> None:
    reference = Juriconnect.parse(ARTICLE)
    assert reference.link() == f"https://wetten.overheid.nl/{ARTICLE}"
    assert reference.link(language="en", on=date(2024, 1, 1)).endswith("&lid=3&z=2024-01-01&g=2024-01-01")
    page = "#Hoofdstuk1_Titeldeel1.1_Artikel1:3"  # pages have no anchor below the article
    assert reference.page_link() == f"https://wetten.overheid.nl/BWBR0005537/2017-03-01{page}"
    assert (
        reference.page_link(on=date(2024, 1, 1)) == f"https://wetten.overheid.nl/BWBR0005537/2024-01-01{page}"
    )
    assert Juriconnect.parse("jci1.3:c:BWBR0005537").page_link() == "https://wetten.overheid.nl/BWBR0005537"
    assert Juriconnect.parse("jci1.3:c:BWBR0001830&artikel=1&o=1°").link().endswith("&o=1%C2%B0")


@pytest.mark.parametrize(
    ("places", "dutch", "english"),
    [
        ("artikel=1:3&lid=3", f"artikel 1:3 lid 3 {AWB}", f"Article 1:3(3), {AWB}"),
        ("hoofdstuk=3&artikel=3:12&lid=3&o=c&o=2", f"artikel 3:12 lid 3 onderdeel c onder 2 {AWB}", f"Article 3:12(3)(c)(2), {AWB}"),
        ("artikel=6:2&o=a&zin=1", f"artikel 6:2 onderdeel a volzin 1 {AWB}", f"Article 6:2(a), sentence 1, {AWB}"),
        ("hoofdstuk=3&afdeling=3.2", f"hoofdstuk 3 afdeling 3.2 {AWB}", f"Chapter 3, Division 3.2, {AWB}"),
        ("bijlage=2&hoofdstuk=1&artikel=4", f"bijlage 2 artikel 4 {AWB}", f"Annex 2, Article 4, {AWB}"),
        ("titeldeel=4.2&sub-paragraaf=4.2.3.1", f"titel 4.2 subparagraaf 4.2.3.1 {AWB}", f"Title 4.2, Subsection 4.2.3.1, {AWB}"),
        ("aanhef", f"aanhef {AWB}", f"opening words, {AWB}"),
        ("artikel=IV_A", f"artikel IV A {AWB}", f"Article IV A, {AWB}"),
        ("lid=2", f"lid 2 {AWB}", f"paragraph 2, {AWB}"),
    ],
)  # fmt: skip
def test_a_place_is_cited(places: str, dutch: str, english: str) -> None:
    reference = Juriconnect.parse(f"jci1.3:c:BWBR0005537&{places}")
    assert reference.cite("nl", AWB) == dutch
    assert reference.cite("en", AWB) == english


def test_without_a_name_the_bwb_id_is_cited() -> None:
    assert Juriconnect.parse("jci1.3:c:BWBR0005537&artikel=1:3").cite() == "artikel 1:3 BWBR0005537"
    assert Juriconnect.parse("jci1.3:c:BWBR0005537").cite("en") == "BWBR0005537"
    assert cite_place((), "nl") == ""
    with pytest.raises(ValueError, match="there is no text in 'fr'"):
        cite_place((), "fr")


# --- laws as a whole, and their pages --------------------------------------------------------------------


def test_a_law_has_an_id_a_page_and_a_name() -> None:
    law = Law.parse("BWBR0005537")
    assert (law.kind, law.identifier) == (Kind.BWB, "BWBR0005537")
    assert law.link() == "https://wetten.overheid.nl/BWBR0005537"
    assert law.link(on=date(2024, 1, 1)) == "https://wetten.overheid.nl/BWBR0005537/2024-01-01"
    assert (law.cite(), law.cite("en", AWB)) == ("BWBR0005537", AWB)


@pytest.mark.parametrize("text", ["BWBX0005537", "BWBR000553", "bwbr0005537", "Awb"])
def test_something_else_is_no_law(text: str) -> None:
    assert "This is no BWB-id." in refuse(Law.parse, text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("BWBR0015703/2025-01-01#Hoofdstuk2_Paragraaf2.2_Artikel18", "jci1.3:c:BWBR0015703&hoofdstuk=2&paragraaf=2.2&artikel=18&z=2025-01-01&g=2025-01-01"),
        ("BWBR0015703/2025-01-01/0#Artikel7:1_Lid2", "jci1.3:c:BWBR0015703&artikel=7:1&lid=2&z=2025-01-01&g=2025-01-01"),
        ("BWBR0015703#Artikel18", "jci1.3:c:BWBR0015703&artikel=18"),
        ("BWBR0015703/2025-01-01", "jci1.3:c:BWBR0015703&z=2025-01-01&g=2025-01-01"),
        ("BWBR0015703/", "BWBR0015703"),
        ("BWBR0015703", "BWBR0015703"),
    ],
)  # fmt: skip
def test_the_page_of_a_law_is_read(text: str, read: str) -> None:
    assert read_law(text).identifier == read


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("BWBR0015703#Onderaan", "After # is “Onderaan”."),
        ("BWBR0015703#Artikel", "After # is “Artikel”."),
        ("BWBR0015703/2025-02-30", "“2025-02-30” after z is no day."),
        ("BWBR0015703/morgen", "This is no BWB-id."),
    ],
)
def test_the_page_of_a_law_is_refused(text: str, says: str) -> None:
    with pytest.raises(UnreadableReference) as caught:
        read_law(text)
    assert says in caught.value.message.en


def test_an_address_is_built_from_places() -> None:
    assert (
        bwb.page_address("BWBR0005537", places=(Place(Level.ANNEX),))
        == "https://wetten.overheid.nl/BWBR0005537#Bijlage"
    )


# --- regulations of municipalities, and policy rules -----------------------------------------------------


@pytest.mark.parametrize("text", ["CVDR645455/1", "CVDR645455_1", "cvdr645455/1"])
def test_a_local_regulation_is_read(text: str) -> None:
    regulation = LocalRegulation.parse(text)
    assert regulation == LocalRegulation(645455, 1)
    assert (regulation.kind, regulation.identifier, regulation.jcdr) == (
        Kind.CVDR,
        "CVDR645455/1",
        "CVDR645455_1",
    )
    assert (
        regulation.link(language="en", on=date(2024, 1, 1))
        == "https://lokaleregelgeving.overheid.nl/CVDR645455/1"
    )
    assert regulation.cite() == "CVDR645455/1"
    assert regulation.cite("en", "Parkeerverordening") == "Parkeerverordening (CVDR645455/1)"


def test_a_local_regulation_without_a_version_is_the_newest() -> None:
    assert LocalRegulation.parse("CVDR645455").link() == "https://lokaleregelgeving.overheid.nl/CVDR645455"


@pytest.mark.parametrize("text", ["645455", "CVDR", "CVDR0", "CVDR1/0", "CVDR1/1/1"])
def test_something_else_is_no_local_regulation(text: str) -> None:
    assert "This is no number in the CVDR." in refuse(LocalRegulation.parse, text)


@pytest.mark.parametrize(("number", "version"), [(0, 0), (10**9, 0), (1, -1), (1, 10_000)])
def test_a_local_regulation_cannot_be_made_wrong(number: int, version: int) -> None:
    with pytest.raises(UnreadableReference):
        LocalRegulation(number, version)


def test_a_policy_rule_is_known_by_its_publication() -> None:
    rule = PolicyRule.parse("Stcrt-2019-12345")
    assert rule == PolicyRule("stcrt", 2019, 12345)
    assert (rule.kind, rule.identifier) == (Kind.POLICY, "stcrt-2019-12345")
    assert rule.link() == "https://zoek.officielebekendmakingen.nl/stcrt-2019-12345.html"
    assert rule.cite() == "Staatscourant 2019, 12345"
    assert rule.cite("en", "Beleidsregel bijstand") == "Beleidsregel bijstand, Government Gazette 2019, 12345"
    assert PolicyRule.parse("stcrt-2013-4075-n1").identifier == "stcrt-2013-4075-n1"


@pytest.mark.parametrize("text", ["stb-2019-1", "stcrt-2019", "stcrt-1813-1", "gmb-2019-0", "gmb-2019-1-x1"])
def test_something_else_is_no_publication_of_a_policy_rule(text: str) -> None:
    with pytest.raises(UnreadableReference, match="This is no publication of a policy rule"):
        PolicyRule.parse(text)
