"""The framework of requirements on the public site: a page for each part of it, in both languages and in time."""

import re
from datetime import date
from html import unescape
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import resolve

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.explained_words import ExplainedWords
from waarborg.core.framework.parts import CERTAINTY_LABELS
from waarborg.core.law.frames import fact_name
from waarborg.public.law.library import find_interpretation

FRAMEWORK = load_framework()

TAG = re.compile(r"<[^>]+>")
SPACE = re.compile(r"\s+")
MEANING = re.compile(r"<span class=\"wb-word__meaning\".*?</span>", re.DOTALL)
ID = re.compile(r' id="([^"]+)"')
OWN_LINK = re.compile(r'href="(/(?:nl|en)/(?:kader|begrippen|regels)[^"]*|#[^"]*)"')
POPOVER = re.compile(r'popovertarget="([^"]+)"')
LANGUAGES = ("nl", "en")


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def text_of(page: str) -> str:
    """What a page says, without its tags and without what opens when one asks for it."""
    return SPACE.sub(" ", unescape(TAG.sub("", MEANING.sub("", page))))


def check_page(page: str, title: str) -> None:
    """One heading that names the page, ids that occur once, and links within it that lead somewhere."""
    assert page.count("<h1") == 1
    assert title.casefold() in text_of(page).casefold()
    ids = ID.findall(page)
    assert len(ids) == len(set(ids)), sorted(id for id in ids if ids.count(id) > 1)
    inside = {link[1:] for link in OWN_LINK.findall(page) if link.startswith("#") and len(link) > 1}
    assert inside | set(POPOVER.findall(page)) <= set(ids)


# --- every part of it --------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_requirement_has_a_page(client: Client, language: str) -> None:
    for requirement in FRAMEWORK.requirements:
        page = read(client, f"/{language}/kader/vereisten/{requirement.code}?dag=2027-12-02")
        wording = requirement.word_on(date(2027, 12, 2))
        check_page(page, wording.title.in_language(language))
        said = text_of(page)
        for measure in FRAMEWORK.list_measures_for(requirement):
            assert f"/{language}/kader/maatregelen/{measure.code}?dag=2027-12-02" in page
        assert CERTAINTY_LABELS[wording.certainty].in_language(language) in said
        assert 'class="wb-law-why__line' in page  # the condition has words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_a_page(client: Client, language: str) -> None:
    for measure in FRAMEWORK.measures:
        page = read(client, f"/{language}/kader/maatregelen/{measure.code}")
        check_page(page, measure.title.in_language(language))
        for link in measure.links:
            assert f"/{language}/kader/vereisten/{link.requirement.rsplit(':', 1)[-1]}" in page
            assert link.reason is None or link.reason.in_language(language)[:20] in text_of(page)
        for number in (*measure.adr, *measure.ark):
            assert number in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_has_a_page(client: Client, language: str) -> None:
    for term in FRAMEWORK.glossary:
        page = read(client, f"/{language}/begrippen/{term.id}")
        check_page(page, term.word.in_language(language))
        for definition in term.definitions:
            assert definition.by.in_language(language) in text_of(page)
            assert definition.source.link.replace("&", "&amp;") in page
        for other in term.related:
            assert f"/{language}/begrippen/{other}" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_instrument_stands_in_the_toolbox(client: Client, language: str) -> None:
    page = read(client, f"/{language}/kader/instrumenten")
    check_page(page, FRAMEWORK.instruments[0].title.in_language(language))
    said = text_of(page)
    for tool in FRAMEWORK.instruments:
        assert f'id="{tool.id}"' in page
        assert tool.title.in_language(language) in said
        assert tool.source.link.replace("&", "&amp;") in page


def list_addresses(language: str) -> set[str]:
    """The pages of the framework that the tests above open."""
    parts = [f"kader/vereisten/{one.code}" for one in FRAMEWORK.requirements]
    parts += [f"kader/maatregelen/{one.code}" for one in FRAMEWORK.measures]
    parts += [f"begrippen/{one.id}" for one in FRAMEWORK.glossary]
    parts += ["kader", "kader.json", "kader.csv", "kader/instrumenten", "begrippen"]
    return {f"/{language}/{part}" for part in parts}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["kader", "kader?soort=maatregelen", "kader/instrumenten", "begrippen"])
def test_every_link_on_the_pages_with_lists_leads_somewhere(
    client: Client, language: str, address: str
) -> None:
    links = {
        unescape(link).partition("#")[0] for link in OWN_LINK.findall(read(client, f"/{language}/{address}"))
    }
    own = {link.partition("?")[0] for link in links if link.startswith(f"/{language}/")}
    assert len(own) > 50
    assert own - list_addresses(language) == {f"/{language}/regels"}


def test_every_link_from_a_rule_to_the_law_leads_somewhere(client: Client) -> None:
    links: set[str] = set()
    for requirement in FRAMEWORK.requirements:
        page = read(client, f"/nl/kader/vereisten/{requirement.code}")
        links |= {unescape(link) for link in OWN_LINK.findall(page) if link.startswith("/nl/regels/")}
    assert len(links) > 20
    for link in links:
        given = resolve(unquote(link)).kwargs
        model = find_interpretation(given["law_id"], given["version"])
        assert model.has(fact_name(given["name"])), link


@pytest.mark.parametrize(
    "address",
    [
        "kader/vereisten/bestaat-niet",
        "kader/vereisten/owp-07",
        "kader/maatregelen/aia-20",
        "kader/maatregelen/%20",
        "kader/instrumenten/dpia",
        "begrippen/bestaat-niet",
        "begrippen/../kader",
        "kader.xlsx",
        "kader.",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/nl/{address}").status_code == 404


def test_a_urn_leads_to_the_short_name(client: Client) -> None:
    assert client.get("/nl/kader/vereisten/urn:nl:ak:ver:aia-20")["Location"] == "/nl/kader/vereisten/aia-20"
    assert (
        client.get("/en/kader/maatregelen/urn:nl:ak:mtr:owp-07")["Location"] == "/en/kader/maatregelen/owp-07"
    )


def test_an_address_without_a_language_leads_to_one(client: Client) -> None:
    assert client.get("/kader/vereisten/aia-20")["Location"] == "/nl/kader/vereisten/aia-20"


# --- one requirement ---------------------------------------------------------------------------------------
def test_a_requirement_says_what_it_asks_why_how_it_is_met_and_what_may_follow(client: Client) -> None:
    said = text_of(read(client, "/nl/kader/vereisten/aia-20"))
    for heading in (
        "Wat het vraagt",
        "Waarom",
        "Eraan voldaan als",
        "Wat telt als bewijs",
        "Wanneer het geldt",
    ):
        assert heading in said
    assert "De geldende versie van de gebruiksaanwijzing ligt in het dossier." in said
    assert "telt 12 maanden" in said
    assert "De hoogste boete is 15 miljoen euro" in said
    assert "Gebruiksverantwoordelijke" in said
    assert "Zeker: de officiële tekst zegt het." in said


def test_articles_are_cited_in_the_language_of_the_page_and_link_to_the_place(client: Client) -> None:
    page = read(client, "/nl/kader/vereisten/awb-02")
    assert (
        'href="https://wetten.overheid.nl/jci1.3:c:BWBR0005537&amp;artikel=3:46&amp;z=2026-11-22&amp;g=2026-11-22"'
        in page
    )
    page = read(client, "/nl/kader/vereisten/aia-06")
    assert 'href="https://eur-lex.europa.eu/eli/reg/2024/1689/oj/nld#anx_IV"' in page
    assert "AI-verordening, bijlage IV" in text_of(page)
    assert "AI Act, Annex IV" in text_of(read(client, "/en/kader/vereisten/aia-06"))


def test_a_condition_is_a_rule_in_words_with_links_to_the_law(client: Client) -> None:
    page = read(client, "/nl/kader/vereisten/avg-10")
    said = text_of(page)
    assert "Ten minste één hiervan is zo:" in said
    assert "Heeft de uitkomst gevolgen die even zwaar zijn als een besluit" in said  # asked, so told here
    page = read(client, "/nl/kader/vereisten/aia-20?dag=2027-12-02")
    assert "/nl/regels/ai-verordening/" in page
    assert "?op=2027-12-02" in page  # the law is read for the same day
    assert "Hoe dit volgt, in de regels van" in page


def test_an_open_question_stands_there_with_both_readings(client: Client) -> None:
    said = text_of(read(client, "/nl/kader/vereisten/aia-art-49-3"))
    assert "Dit kan nog niemand zeker zeggen" in said
    assert "Vanaf welke dag moet een overheid haar gebruik registreren?" in said
    assert "Er zijn 2 lezingen:" in said
    assert "Vanaf 2 augustus 2026: artikel 49 staat" in said
    assert "Onzeker: één bron, of een lezing van ons." in said


def test_measures_stand_with_the_core_first(client: Client) -> None:
    said = text_of(read(client, "/nl/kader/vereisten/grw-01"))
    core, other = said.index("Nauwelijks zonder te halen"), said.index("Helpt ook")
    assert core < said.index("Weeg welke grondrechten het algoritme raakt") < other


def test_a_requirement_names_its_whole_and_its_parts(client: Client) -> None:
    assert "/nl/kader/vereisten/aia-28" in read(client, "/nl/kader/vereisten/aia-art-50-2")
    assert "/nl/kader/vereisten/aia-art-50-2" in read(client, "/nl/kader/vereisten/aia-28")


# --- the day -----------------------------------------------------------------------------------------------
def test_before_its_day_a_requirement_says_that_it_is_still_to_come(client: Client) -> None:
    page = text_of(read(client, "/nl/kader/vereisten/aia-20"))
    assert "Op 22 november 2026 geldt dit nog niet; het geldt vanaf 2 december 2027." in page
    later = text_of(read(client, "/nl/kader/vereisten/aia-20?dag=2027-12-02"))
    assert "U ziet deze pagina zoals het is op 2 december 2027." in later
    assert "geldt dit nog niet" not in later
    assert "sinds 2 december 2027" in later


def test_texts_in_time_lead_to_each_other(client: Client) -> None:
    first, second = FRAMEWORK.get_requirement("aia-01").wordings
    page = read(client, "/nl/kader/vereisten/aia-01?dag=2025-06-01")
    assert first.asks.nl[:40] in text_of(page)
    assert "2 februari 2025 tot en met 26 juli 2026" in page
    assert "/nl/kader/vereisten/aia-01?dag=2026-07-27" in page
    assert second.asks.nl[:40] in text_of(page)  # in the other text, which can be opened


@pytest.mark.parametrize("given", ["gisteren", "2027-13-01", "0000-01-01", "1" * 500, "٢٠٢٧-٠١-٠١", "<b>"])
@pytest.mark.parametrize("address", ["kader", "kader/vereisten/aia-20"])
def test_a_day_that_is_none_is_said_and_the_page_shows_today(
    client: Client, address: str, given: str
) -> None:
    page = read(client, f"/nl/{address}?dag={given}")
    assert "is geen dag. Schrijf een dag als 2026-11-22." in page
    assert 'value="2026-11-22"' in page
    assert "<b>" not in page


@pytest.mark.parametrize("given", ["0001-01-01", "1900-01-01", "9999-12-31"])
def test_any_day_at_all_can_be_asked(client: Client, given: str) -> None:
    for address in ("kader", "kader/vereisten/aia-00", "kader/vereisten/avg-10", "kader/maatregelen/owp-07"):
        read(client, f"/nl/{address}?dag={given}")


def test_the_day_says_how_many_requirements_hold(client: Client) -> None:
    early = text_of(read(client, "/nl/kader?dag=2018-05-25"))
    late = text_of(read(client, "/nl/kader?dag=2028-01-01"))
    assert "daarvan gelden op 25 mei 2018" in early
    assert f"{len(FRAMEWORK.requirements)} daarvan gelden op 1 januari 2028" in late


# --- one measure, one word ---------------------------------------------------------------------------------
def test_a_measure_says_what_to_do_when_it_is_done_and_why_it_helps(client: Client) -> None:
    said = text_of(read(client, "/nl/kader/maatregelen/owp-07"))
    assert "Loop de grondrechten na" in said
    assert "bekeken." in said
    assert "veel werk: weken" in said
    assert "Gelijke behandeling is een van de grondrechten die u weegt." in said
    assert "ontbreekt in het Algoritmekader" in said
    assert "Normen van controleurs" in said
    assert "SV.4" in said
    assert "/nl/kader/maatregelen/owp-06" in read(client, "/nl/kader/maatregelen/owp-07")  # part of
    assert "/nl/kader/maatregelen/owp-07" in read(client, "/nl/kader/maatregelen/owp-06")  # step of


def test_a_link_that_holds_only_sometimes_says_when(client: Client) -> None:
    measure = next(one for one in FRAMEWORK.measures if any(link.when for link in one.links))
    assert "Alleen als dit zo is: praat direct met mensen." in text_of(
        read(client, f"/nl/kader/maatregelen/{measure.code}")
    )


def test_differing_definitions_stand_side_by_side_with_which_one_the_rules_use(client: Client) -> None:
    page = read(client, "/nl/begrippen/ai-system")
    said = text_of(page)
    assert page.count('<article class="wb-framework-definition') == 3
    assert page.count("wb-framework-definition--used") == 1
    for words in (
        "OESO, herzien",
        "8 november 2023",
        "Recommendation of the Council",
        "Gaan onze regels hiervan uit?",
    ):
        assert words in said
    assert "Ja. Hiermee bepalen de regels of de AI-verordening geldt." in said


def test_words_are_found_by_any_of_their_forms_and_by_whether_definitions_differ(client: Client) -> None:
    assert "/nl/begrippen/ai-system" in read(client, "/nl/begrippen?q=kunstmatige+intelligentie")
    page = read(client, "/nl/begrippen?verschil=ja")
    differing = [term for term in FRAMEWORK.glossary if len(term.definitions) > 1]
    assert f"<strong>{len(differing)}</strong> begrippen" in page
    assert "Geen begrip past hierbij." in read(client, "/nl/begrippen?q=zeppelin")


def test_a_word_is_explained_once_on_a_page_and_never_on_its_own(client: Client) -> None:
    page = read(client, "/nl/kader/vereisten/aia-27")
    targets = POPOVER.findall(page)
    assert targets
    assert len(targets) == len(set(targets))
    assert 'popovertarget="woord-bias"' not in read(client, "/nl/begrippen/bias")


def test_longer_words_are_explained_before_shorter_ones_and_none_inside_another() -> None:
    words = ExplainedWords(FRAMEWORK.glossary, "en")
    pieces = list(words.split("A high-risk AI system; another high-risk system <and> an unbiased one."))
    assert "".join(piece.text for piece in pieces) == (
        "A high-risk AI system; another high-risk system <and> an unbiased one."
    )
    assert [piece.term.id for piece in pieces if piece.term][:1] == ["high-risk"]
    assert "bias" not in [piece.term.id for piece in pieces if piece.term]
    assert [piece.text for piece in words.split("Bias.", known={"bias"})] == ["Bias."]
