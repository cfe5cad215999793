"""Worked examples of reading what people type or paste: which kind it is, and what is repaired."""

import pytest

from waarborg.core.terms.legal_references.juriconnect import Juriconnect
from waarborg.core.terms.legal_references.reading import read_reference
from waarborg.core.terms.legal_references.reference import UnreadableReference
from waarborg.core.terms.legal_references.repairing import (
    EXPLANATIONS,
    Reading,
    Repair,
    find_repair,
    read_leniently,
)

ARTICLE = "jci1.3:c:BWBR0005537&hoofdstuk=1&titeldeel=1.1&artikel=1:3&lid=3&z=2017-03-01&g=2017-03-01"


# --- whatever the kind -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "identifier"),
    [
        ("BWBR0005537", "bwb", "BWBR0005537"),
        (f" {ARTICLE}\n", "bwb", ARTICLE),
        (f"http://wetten.overheid.nl/{ARTICLE}", "bwb", ARTICLE),
        ("https://wetten.overheid.nl/jci1.3:c:BWBR0001830&artikel=1&o=1%C2%B0", "bwb", "jci1.3:c:BWBR0001830&artikel=1&o=1°"),
        ("https://lokaleregelgeving.overheid.nl/CVDR645455/1", "cvdr", "CVDR645455/1"),
        ("CVDR645455_1", "cvdr", "CVDR645455/1"),
        ("https://wetten.overheid.nl/BWBR0015703/2025-01-01#Hoofdstuk2_Artikel18", "bwb", "jci1.3:c:BWBR0015703&hoofdstuk=2&artikel=18&z=2025-01-01&g=2025-01-01"),
        ("32024R1689", "celex", "32024R1689"),
        ("https://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX:32024R1689&qid=17", "celex", "32024R1689"),
        ("http://data.europa.eu/eli/reg/2024/1689/oj", "eli", "http://data.europa.eu/eli/reg/2024/1689/oj"),
        ("ECLI:NL:HR:2021:887", "ecli", "ECLI:NL:HR:2021:887"),
        ("https://uitspraken.rechtspraak.nl/details?id=ECLI:NL:HR:2021:887&pk=rss", "ecli", "ECLI:NL:HR:2021:887"),
        ("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=ecli:ECLI:EU:C:2014:317", "ecli", "ECLI:EU:C:2014:317"),
        ("https://e-justice.europa.eu/ecli/ECLI:ES:TS:2025:3498", "ecli", "ECLI:ES:TS:2025:3498"),
        ("https://zoek.officielebekendmakingen.nl/gmb-2021-1234.html", "policy", "gmb-2021-1234"),
    ],
)  # fmt: skip
def test_the_kind_is_recognised(text: str, kind: str, identifier: str) -> None:
    reference = read_reference(text)
    assert (reference.kind, reference.identifier) == (kind, identifier)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("artikel 1:3 Awb", "We recognise no legal source in this."),
        ("", "We recognise no legal source in this."),
        ("https://voorbeeld.example/BWBR0005537", "We recognise no legal source in this."),
        ("jci1.3:c:BWBR5537", "“BWBR5537” is no BWB-id."),
        ("ECLI:NL:HR", "This is no ECLI."),
    ],
)
def test_what_is_not_recognised_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(UnreadableReference) as caught:
        read_reference(text)
    assert says in caught.value.message.en


# --- repairs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "repaired", "repairs"),
    [
        (ARTICLE, ARTICLE, ()),
        ("/jci1.3:c:BWBR0028395&artikel=1", "jci1.3:c:BWBR0028395&artikel=1", ("front",)),
        ("3:c:BWBR0039319&artikel=13&lid=2", "jci1.3:c:BWBR0039319&artikel=13&lid=2", ("start",)),
        ("ci1.3:c:BWBR0039319&artikel=16", "jci1.3:c:BWBR0039319&artikel=16", ("start",)),
        ("1.0:c:BWBR0005537&artikel=4%3A81&g=2026-01-01", "jci1.0:c:BWBR0005537&artikel=4:81&g=2026-01-01", ("percent_signs", "start")),
        ("1.31:c:BWBR0005537", "jci1.31:c:BWBR0005537", ("start",)),
        ("jci:c:BWBR0005537", "jci1.3:c:BWBR0005537", ("start",)),
        ("c:BWBR0005537&artikel=1", "jci1.3:c:BWBR0005537&artikel=1", ("start",)),
        ("jci1.3:c:BWBR0005537&amp;artikel=1:3&amp;amp;lid=2", "jci1.3:c:BWBR0005537&artikel=1:3&lid=2", ("ampersands",)),
        (" jci1.3:c:BWBR0005537 & artikel = 1 a ", "jci1.3:c:BWBR0005537&artikel=1_a", ("spaces",)),
        ("jci1.3:c:BWBR0005537&artikel=1:3.", "jci1.3:c:BWBR0005537&artikel=1:3.", ()),  # a dot is part of the number
        ("jci1.3:c:BWBR0005537&g=2024-01-01.", "jci1.3:c:BWBR0005537&g=2024-01-01", ("end",)),
        ("http://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=1:3", "jci1.3:c:BWBR0005537&artikel=1:3", ("address",)),
        ("JCI1.3:C:bwbr0005537&Artikel=1:3", "jci1.3:c:BWBR0005537&artikel=1:3", ("capitals",)),
        ("jci1.3:c:BWBR0005537&titel=1.1&art=1:3&onderdeel=b", "jci1.3:c:BWBR0005537&titeldeel=1.1&artikel=1:3&o=b", ("names",)),
        ("jci1.3:c:BWBR0005537&geldigheidsdatum=1-2-2024", "jci1.3:c:BWBR0005537&g=2024-02-01", ("names", "days")),
        ("jci1.3:c:BWBR0005537&g=20240201", "jci1.3:c:BWBR0005537&g=2024-02-01", ("days",)),
        ("jci1.3:c:BWBR0005537&bijlage=&lid=&artikel=1", "jci1.3:c:BWBR0005537&bijlage&artikel=1", ("empty_parts",)),
        ("jci1.3:c:BWBR0005537&artikel=1&artikel=1&o=a&o=a", "jci1.3:c:BWBR0005537&artikel=1&o=a&o=a", ("double_parts",)),
        ("jci1.3:c:BWBR0005537&g=2024-01-01&o=a&lid=2&artikel=1&hoofdstuk=3", "jci1.3:c:BWBR0005537&hoofdstuk=3&artikel=1&lid=2&o=a&g=2024-01-01", ("order",)),
        ("jci1.0:c:BWBR0005537&artikel=1&lid=2", "jci1.3:c:BWBR0005537&artikel=1&lid=2", ("version",)),
    ],
)  # fmt: skip
def test_a_reference_is_repaired(text: str, repaired: str, repairs: tuple[str, ...]) -> None:
    reading = read_leniently(text)
    assert reading.reference.write() == repaired
    assert reading.repairs == repairs


def test_two_references_in_one_text_are_taken_apart() -> None:
    reading = read_leniently("jci1.3:c:BWBR0011823&artikel=16&g=2002-01-01/jci1.3:c:BWBR0011823&artikel=18")
    assert [reference.write() for reference in reading.references] == [
        "jci1.3:c:BWBR0011823&artikel=16&g=2002-01-01",
        "jci1.3:c:BWBR0011823&artikel=18",
    ]
    assert reading.explain("nl") == ("Er stond meer dan één verwijzing; zij zijn gescheiden.",)
    assert reading.explain("en") == ("There was more than one reference; they were taken apart.",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("artikel 1:3 Awb", "This is no Juriconnect reference."),
        ("", "This is no Juriconnect reference."),
        ("xyz:c:BWBR0005537", "This is no Juriconnect reference."),
        ("jci1.3:c:BWBR0005537&g=gisteren", "“gisteren” after g is no day."),
        ("jci1.3:c:BWBR0005537&hoek=1&artikel=2 ", "“hoek” is no part of a law."),
        ("jci1.3:c:BWBR0005537&artikel=1&artikel=2", "“artikel” is there more than once."),
        ("jci1.3:c:BWBR0005537&lid=2De aanvraag kan worden geweigerd indien de aanvrager failliet is", "is too long"),
    ],
)  # fmt: skip
def test_what_would_have_to_be_guessed_stays_unreadable(text: str, says: str) -> None:
    with pytest.raises(UnreadableReference) as caught:
        read_leniently(text)
    assert caught.value.text == text
    assert says in caught.value.message.en
    assert find_repair(text) is None


def test_every_repair_is_explained() -> None:
    assert set(EXPLANATIONS) == set(Repair)
    assert find_repair(ARTICLE) == Reading((Juriconnect.parse(ARTICLE),))
    with pytest.raises(ValueError, match="at least one"):
        Reading(())
