"""Worked examples of references to European law and to judgments: how they are read, written, cited and linked."""

from collections.abc import Callable
from datetime import date

import pytest

from waarborg.core.terms.legal_references.celex import Celex
from waarborg.core.terms.legal_references.ecli import Ecli
from waarborg.core.terms.legal_references.eli import Eli
from waarborg.core.terms.legal_references.european import find_celex, find_eli
from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference


def refuse(read: Callable[[str], object], text: str) -> str:
    """What the refusal of `text` says, in English; the Dutch is there too, and the text is named."""
    with pytest.raises(UnreadableReference) as caught:
        read(text)
    assert caught.value.text == text
    assert repr(text) in str(caught.value)
    assert caught.value.message.nl
    return caught.value.message.en


# --- European law ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "celex"),
    [
        ("32024R1689", Celex("3", 2024, "R", "1689")),
        ("CELEX:31995L0046", Celex("3", 1995, "L", "0046")),
        ("02016R0679-20160504", Celex("0", 2016, "R", "0679", consolidated_on=date(2016, 5, 4))),
        ("32016R0679R(02)", Celex("3", 2016, "R", "0679", corrigendum=2)),
        ("32009D1003(01)", Celex("3", 2009, "D", "1003", sequence=1)),
        ("62012CJ0131", Celex("6", 2012, "CJ", "0131")),
        ("12012P/TXT", Celex("1", 2012, "P", "/TXT")),
        ("E2019C0012", Celex("E", 2019, "C", "0012")),
    ],
)
def test_a_celex_number_is_read(text: str, celex: Celex) -> None:
    assert Celex.parse(text) == celex
    assert celex.identifier == text.removeprefix("CELEX:")
    assert celex.kind is Kind.CELEX


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2024/1689", "This is no CELEX number"),
        ("72016L0680NLD_202012345", "This is no CELEX number"),
        ("31950R0001", "The year 1950 is not possible."),
        ("32016R0679-20160504", "Only a consolidated text"),
        ("02016R0679", "Only a consolidated text"),
        ("02016R0679-20160231", "“20160231” is no day."),
        ("02016R0679R(01)-20160504", "There is no corrigendum to a consolidated text."),
    ],
)
def test_a_celex_number_is_refused(text: str, says: str) -> None:
    assert says in refuse(Celex.parse, text)


def test_a_celex_number_cannot_be_made_wrong() -> None:
    with pytest.raises(UnreadableReference, match="This is no CELEX number"):
        Celex("3", 2024, "r", "1689")


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        ("32024R1689", "Verordening (EU) 2024/1689", "Regulation (EU) 2024/1689"),
        ("02016R0679-20160504", "Verordening (EU) 2016/679", "Regulation (EU) 2016/679"),
        ("32001R0045", "Verordening 45/2001", "Regulation 45/2001"),
        ("31995L0046", "Richtlijn 1995/46", "Directive 1995/46"),
        ("32019D1765", "Besluit 2019/1765", "Decision 2019/1765"),
        ("32016R0679R(02)", "Rectificatie 2 van Verordening (EU) 2016/679", "Corrigendum 2 to Regulation (EU) 2016/679"),
        ("32009D1003(01)", "CELEX 32009D1003(01)", "CELEX 32009D1003(01)"),
        ("62012CJ0131", "CELEX 62012CJ0131", "CELEX 62012CJ0131"),
        ("12012P/TXT", "CELEX 12012P/TXT", "CELEX 12012P/TXT"),
        ("32012H0205", "CELEX 32012H0205", "CELEX 32012H0205"),
    ],
)  # fmt: skip
def test_a_celex_number_is_cited(text: str, dutch: str, english: str) -> None:
    assert (Celex.parse(text).cite(), Celex.parse(text).cite("en")) == (dutch, english)


def test_a_celex_number_has_a_link_in_two_languages() -> None:
    celex = Celex.parse("32024R1689")
    assert celex.link() == "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32024R1689"
    assert celex.link(language="en", on=date(2026, 8, 2)) == (
        "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R1689"
    )
    with pytest.raises(ValueError, match="there is no text in 'de'"):
        celex.link(language="de")


@pytest.mark.parametrize(
    ("text", "eli", "written"),
    [
        ("http://data.europa.eu/eli/reg/2024/1689/oj", Eli("reg", 2024, 1689), "reg/2024/1689/oj"),
        ("https://eur-lex.europa.eu/eli/reg/2024/1689/oj/eng", Eli("reg", 2024, 1689), "reg/2024/1689/oj"),
        ("https://eur-lex.europa.eu/eli/reg/2024/1689/oj/nld#art_5", Eli("reg", 2024, 1689, ("art_5",)), "reg/2024/1689/art_5/oj"),
        ("eli/reg/2016/679", Eli("reg", 2016, 679), "reg/2016/679/oj"),
        ("/eli/reg/2016/679/art_6/par_1/pnt_a/oj", Eli("reg", 2016, 679, ("art_6", "par_1", "pnt_a")), "reg/2016/679/art_6/par_1/pnt_a/oj"),
        ("eli/reg/2016/679/2016-05-04", Eli("reg", 2016, 679, consolidated_on=date(2016, 5, 4)), "reg/2016/679/2016-05-04"),
        ("eli/reg/2018/1806/corrigendum/2026-02-11/oj", Eli("reg", 2018, 1806, corrigendum_on=date(2026, 2, 11)), "reg/2018/1806/corrigendum/2026-02-11/oj"),
    ],
)  # fmt: skip
def test_an_eli_is_read(text: str, eli: Eli, written: str) -> None:
    assert Eli.parse(text) == eli
    assert eli.identifier == f"http://data.europa.eu/eli/{written}"
    assert eli.kind is Kind.ELI


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("https://www.boe.es/eli/es/res/2015/10/19/(1)", "This is no ELI of the European Union."),
        ("eli/reg/2024/01689/oj", "This is no ELI of the European Union."),
        ("eli/convention/2024/1689/oj", "We do not know the type “convention”."),
        ("eli/reg/1689/2024/oj", "Year 1689 and number 2024 are not possible."),
        ("eli/reg/2016/679/2016-13-04", "The day “2016-13-04” does not exist."),
    ],
)
def test_an_eli_is_refused(text: str, says: str) -> None:
    assert says in refuse(Eli.parse, text)


def test_an_eli_cannot_be_made_wrong() -> None:
    with pytest.raises(UnreadableReference, match="no part of an act"):
        Eli("reg", 2024, 1689, places=("artikel 5",))
    with pytest.raises(UnreadableReference, match="no corrigendum"):
        Eli("reg", 2024, 1689, consolidated_on=date(2025, 1, 1), corrigendum_on=date(2025, 1, 1))


@pytest.mark.parametrize(
    ("places", "dutch", "english"),
    [
        ((), "Verordening (EU) 2024/1689", "Regulation (EU) 2024/1689"),
        (("art_5",), "artikel 5 van Verordening (EU) 2024/1689", "Article 5 of Regulation (EU) 2024/1689"),
        (("art_5", "par_1", "pnt_a"), "artikel 5, lid 1, punt a, van Verordening (EU) 2024/1689", "Article 5(1)(a) of Regulation (EU) 2024/1689"),
        (("art_5", "par_1", "sub_2"), "artikel 5, lid 1, alinea 2, van Verordening (EU) 2024/1689", "Article 5(1), subparagraph 2 of Regulation (EU) 2024/1689"),
        (("anx_III", "pnt_5"), "bijlage III, punt 5, van Verordening (EU) 2024/1689", "Annex III(5) of Regulation (EU) 2024/1689"),
        (("unp_1",), "unp 1 van Verordening (EU) 2024/1689", "unp 1 of Regulation (EU) 2024/1689"),
    ],
)  # fmt: skip
def test_an_eli_is_cited(places: tuple[str, ...], dutch: str, english: str) -> None:
    eli = Eli("reg", 2024, 1689, places)
    assert (eli.cite(), eli.cite("en")) == (dutch, english)


def test_a_corrigendum_is_cited_by_its_day() -> None:
    eli = Eli("dir_impl", 2022, 2555, corrigendum_on=date(2023, 12, 22))
    assert eli.cite() == "Rectificatie van 2023-12-22 van Richtlijn (EU) 2022/2555"
    assert eli.cite("en") == "Corrigendum of 2023-12-22 to Directive (EU) 2022/2555"


def test_an_eli_has_a_link_in_two_languages() -> None:
    eli = Eli("reg", 2024, 1689, ("art_5", "par_1"))
    assert eli.link() == "https://eur-lex.europa.eu/eli/reg/2024/1689/oj/nld#art_5"
    assert Eli("reg", 2016, 679, consolidated_on=date(2016, 5, 4)).link(language="en") == (
        "https://eur-lex.europa.eu/eli/reg/2016/679/2016-05-04/eng"
    )


@pytest.mark.parametrize(
    ("celex", "eli"),
    [
        ("32024R1689", "eli/reg/2024/1689/oj"),
        ("31995L0046", "eli/dir/1995/46/oj"),
        ("32019D1765", "eli/dec/2019/1765/oj"),
        ("02016R0679-20160504", "eli/reg/2016/679/2016-05-04"),
    ],
)
def test_celex_and_eli_lead_to_each_other(celex: str, eli: str) -> None:
    assert find_eli(Celex.parse(celex)) == Eli.parse(eli)
    assert find_celex(Eli.parse(eli)) == Celex.parse(celex)


def test_a_place_and_a_kind_of_act_are_lost_in_celex() -> None:
    assert find_celex(Eli.parse("eli/reg_del/2024/1774/art_22/oj")) == Celex.parse("32024R1774")


@pytest.mark.parametrize("text", ["32016R0679R(02)", "32009D1003(01)", "62012CJ0131", "32012H0205", "12012P/TXT", "32024R0000"])  # fmt: skip
def test_no_eli_follows_from_other_numbers(text: str) -> None:
    assert find_eli(Celex.parse(text)) is None


def test_no_celex_number_follows_from_a_corrigendum() -> None:
    assert find_celex(Eli("reg", 2018, 1806, corrigendum_on=date(2026, 2, 11))) is None


# --- judgments -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "link", "cited"),
    [
        ("ECLI:NL:HR:2021:887", "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:HR:2021:887", "Hoge Raad, ECLI:NL:HR:2021:887"),
        ("ECLI:NL:RBDHA:2020:865", "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:RBDHA:2020:865", "Rechtbank, ECLI:NL:RBDHA:2020:865"),
        ("ECLI:NL:GHSHE:2014:1641", "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:GHSHE:2014:1641", "Gerechtshof, ECLI:NL:GHSHE:2014:1641"),
        ("ECLI:NL:TGZRAMS:2020:1", "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:TGZRAMS:2020:1", "ECLI:NL:TGZRAMS:2020:1"),
        ("ECLI:EU:C:2014:317", "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=ecli:ECLI:EU:C:2014:317", "Hof van Justitie van de Europese Unie, ECLI:EU:C:2014:317"),
        ("ECLI:DE:BVERFG:2004:RS20041014.2BVR148104", "https://e-justice.europa.eu/ecli/ECLI:DE:BVERFG:2004:RS20041014.2BVR148104", "ECLI:DE:BVERFG:2004:RS20041014.2BVR148104"),
    ],
)  # fmt: skip
def test_a_judgment_is_read_linked_and_cited(text: str, link: str, cited: str) -> None:
    ecli = Ecli.parse(text.lower())
    assert (ecli.kind, ecli.identifier, ecli.link(), ecli.cite()) == (Kind.ECLI, text, link, cited)


def test_a_judgment_of_the_union_has_a_link_in_english() -> None:
    assert "/EN/TXT/" in Ecli.parse("ECLI:EU:T:2020:1").link(language="en", on=date(2024, 1, 1))
    assert (
        Ecli.parse("ECLI:EU:T:2020:1").cite("en") == "General Court of the European Union, ECLI:EU:T:2020:1"
    )


@pytest.mark.parametrize(
    "text",
    ["ECLI:NL:HR:2021", "ECLI:NLD:HR:2021:1", "ECLI:NL:1HR:2021:1", "ECLI:NL:TOOLONGX:2021:1", "ECLI:NL:HR:21:1",
     "ECLI:NL:HR:0021:1", "ECLI:NL:HR:2021:A-1", "ECLI:NL:HR:2021:" + "1" * 26, "ECLI:NL:HR:2021:ß", "LJN BB5172"],
)  # fmt: skip
def test_something_else_is_no_judgment(text: str) -> None:
    assert "This is no ECLI." in refuse(Ecli.parse, text)
