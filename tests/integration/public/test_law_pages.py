"""The law browser: which rules there are, one of them, its parts beside their sources, in time, and as files."""

import json
from datetime import date
from decimal import Decimal

import pytest
import yaml
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from waarborg.core.law.expressions import Literal, Operation, Operator, Reference
from waarborg.core.law.frames import ActFrame, FactFrame, duty_name, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.library import Library
from waarborg.core.terms.text import Text
from waarborg.public.law import browsing, judging, library
from waarborg.public.law.library import Day, parse_day
from waarborg.public.law.pictures import draw
from waarborg.public.law.words import put_in_words

pytestmark = pytest.mark.django_db
LAW = "/nl/regels/inkomenstoeslag-voorbeeldstad/2026.1"
AMOUNT = f"{LAW}/feit/hoogte van de toeslag"
ON = date(2026, 11, 22)


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# --- the list and one law ---------------------------------------------------------------------------------
def test_the_list_names_each_law_with_how_far_it_is(client: Client) -> None:
    page = read(client, "/nl/regels")
    assert "Individuele inkomenstoeslag Voorbeeldstad" in page
    assert "Gemeente Voorbeeldstad, college van burgemeester en wethouders" in page
    assert "beproefd met deskundigen" in page
    assert "versie 2026.1" in page
    assert "geldt sinds 1 januari 2026" in page
    assert "100% van de onderdelen noemt een bron" in page
    assert "geen open keuzes" in page


def test_the_list_is_there_in_english(client: Client) -> None:
    page = read(client, "/en/regels")
    assert "Individual income supplement of Voorbeeldstad" in page
    assert "tried with experts" in page


def test_a_law_shows_acts_duties_facts_and_choices(client: Client) -> None:
    page = read(client, LAW)
    for heading in ("Wat er mag", "Wie wat moet doen", "Wat er bekend moet zijn", "Wat de controle vond"):
        assert heading in page
    assert "bezwaar maken" in page
    assert "36 maanden achter elkaar." in page
    assert "De cliëntenraad adviseerde twaalf maanden" in page
    assert "1 december 2027" in page  # when that choice is looked at again


def test_the_address_without_a_version_leads_to_the_newest(client: Client) -> None:
    response = client.get("/nl/regels/inkomenstoeslag-voorbeeldstad")
    assert response.status_code == 302
    assert response["Location"] == LAW


@pytest.mark.parametrize(
    "address",
    [
        "/nl/regels/onbekend",
        "/nl/regels/onbekend/1",
        "/nl/regels/inkomenstoeslag-voorbeeldstad/1999",
        f"{LAW}/feit/bestaat niet",
        f"{LAW}/handeling/hoogte van de toeslag",
        f"{LAW}/wens/hoogte van de toeslag",
        f"{LAW}/feit/%20",
        f"{LAW}/bestand/pdf",
        f"{LAW}/verschil?met=2025.1",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


# --- the day ----------------------------------------------------------------------------------------------
def test_a_page_is_read_for_the_day_in_the_address(client: Client) -> None:
    page = read(client, f"{AMOUNT}?op=2027-03-01")
    assert "U ziet deze pagina zoals het is op 1 maart 2027." in page
    assert "bedragen voor 2027" in page
    assert "€ 642" in page
    links = f"{LAW}/feit/zorgt%20voor%20een%20kind%20jonger%20dan%2018%20jaar?op=2027-03-01"
    assert links in page  # what it uses is read for the same day


def test_the_english_name_of_the_day_works_too(client: Client) -> None:
    assert "as it is on 1 March 2027" in read(client, AMOUNT.replace("/nl/", "/en/") + "?on=2027-03-01")


@pytest.mark.parametrize("given", ["gisteren", "2027-13-01", "31-02-2027", "1" * 500, "٢٠٢٧-٠١-٠١"])
def test_a_day_that_is_none_is_said_and_the_page_shows_today(client: Client, given: str) -> None:
    page = read(client, f"{AMOUNT}?op={given}")
    assert "is geen dag. Schrijf een dag als 2026-11-22." in page
    assert 'value="2026-11-22"' in page


def test_days_are_read_in_both_orders_and_nothing_else() -> None:
    assert parse_day("2026-01-31") == parse_day("31-01-2026") == parse_day("31/1/2026") == date(2026, 1, 31)
    assert parse_day("31-01-26") is None
    assert parse_day("2026-01") is None
    assert parse_day("1-2-3-4") is None


def test_before_it_holds_a_law_says_so(client: Client) -> None:
    assert "Deze versie is niet bedoeld voor 1 juni 2025" in read(client, f"{LAW}?op=2025-06-01")


# --- one frame --------------------------------------------------------------------------------------------
def test_a_fact_stands_beside_the_article_with_a_link_for_the_day(client: Client) -> None:
    page = read(client, f"{LAW}/feit/recht op inkomenstoeslag")
    assert "artikel 36, eerste lid, Participatiewet" in page
    assert 'href="https://wetten.overheid.nl/' in page
    assert "Het college kan de toeslag geven op verzoek" in page


def test_a_condition_stands_in_words_with_the_exact_rule_below(client: Client) -> None:
    page = read(client, f"{LAW}/feit/leeftijd valt binnen de grenzen")
    assert "“leeftijd op de peildatum” is ten minste 21" in page
    assert "“leeftijd op de peildatum” is lager dan “pensioenleeftijd in jaren”" in page
    assert "De regel, precies" in page


def test_a_fact_has_its_versions_in_time(client: Client) -> None:
    page = read(client, AMOUNT)
    assert "1 januari 2026 tot en met 31 december 2026" in page
    assert "sinds 1 januari 2027" in page
    assert f"{LAW}/feit/hoogte%20van%20de%20toeslag?op=2027-01-01" in page


def test_a_frame_that_is_not_there_yet_is_shown_with_a_warning(client: Client) -> None:
    page = read(client, f"{AMOUNT}?op=2025-06-01")
    assert (
        "Dit is niet de lezing op 1 juni 2025; zij geldt 1 januari 2026 tot en met 31 december 2026." in page
    )


def test_an_act_says_who_when_and_what_comes_of_it(client: Client) -> None:
    page = read(client, f"{LAW}/handeling/bezwaar maken")
    for words in ("Wie het mag doen", "Waar het om gaat", "Wanneer het mag", "Wat er ontstaat"):
        assert words in page
    assert f"{LAW}/plicht/beslissen%20op%20het%20bezwaar" in page


def test_a_duty_says_who_owes_it_until_when_and_what_may_be_done(client: Client) -> None:
    page = read(client, f"{LAW.replace('/nl/', '/en/')}/plicht/beslissen op de aanvraag")
    for words in ("Who owes it", "Who may claim it", "The last day", "What may be done when it is late"):
        assert words in page
    assert "give the municipality notice of default" in page


def test_a_frame_names_what_uses_it_and_the_choices_behind_it(client: Client) -> None:
    page = read(client, f"{LAW}/feit/langdurig een laag inkomen")
    assert "recht op inkomenstoeslag" in page
    assert "Hoe lang moet iemand een laag inkomen hebben?" in page


# --- words and pictures -----------------------------------------------------------------------------------
def law_of(*frames: FactFrame | ActFrame) -> Interpretation:
    return Interpretation(id="x", version="1", title=Text(nl="Proef", en="Test"), frames=frames)


def words_of(expression: Operation, *frames: FactFrame) -> list[tuple[str, int]]:
    clauses = put_in_words(law_of(*frames), expression, ON)
    return [(clause.text, clause.depth) for clause in clauses]


def test_what_does_not_hold_turns_the_words_around() -> None:
    older = Operation(Operator.LESS_THAN, (Literal(Decimal(18)), Reference("leeftijd")))
    either = Operation(Operator.OR, (older, Reference("gehuwd")))
    assert words_of(Operation(Operator.NOT, (older,))) == [("“leeftijd” is ten hoogste 18", 0)]
    assert words_of(Operation(Operator.NOT, (either,))) == [
        ("Niets hiervan is zo:", 0),
        ("“leeftijd” is hoger dan 18", 1),
        ("“gehuwd”", 1),
    ]


def test_a_ring_of_facts_has_no_words_and_breaks_no_page() -> None:
    ring = (
        FactFrame(name="a", function=Operation(Operator.NOT, (Reference("b"),))),
        FactFrame(name="b", function=Operation(Operator.NOT, (Reference("a"),))),
    )
    assert words_of(Operation(Operator.NOT, (Reference("a"),)), *ring) == []


def test_a_picture_of_a_law_shows_how_a_case_runs_and_no_facts_that_people_state() -> None:
    law = law_of(
        FactFrame(name="leeftijd"),
        ActFrame(name="aanvragen", actor=Reference("leeftijd"), creates=(duty_name("beslissen"),)),
    )
    drawn = draw(law, Day(ON, ON))
    assert [box.title for box in drawn.boxes] == ["aanvragen"]
    around = draw(law, Day(ON, ON), fact_name("leeftijd"))
    assert {box.title for box in around.boxes} == {"leeftijd", "aanvragen"}
    assert around.arrows[0].title == "aanvragen – gebruikt – leeftijd"


def test_a_long_label_is_cut_so_that_it_fits_its_box() -> None:
    name = "een heel lange naam van een feit die nooit in twee regels van een vak past"
    drawn = draw(law_of(FactFrame(name=name)), Day(ON, ON))
    lines = [line for _height, line in drawn.boxes[0].lines]
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert drawn.boxes[0].title == name


# --- searching --------------------------------------------------------------------------------------------
def test_words_are_found_in_names_labels_and_citations(client: Client) -> None:
    assert "in gebreke stellen" in read(client, f"{LAW}/zoeken?q=4:17")
    assert "onderdelen van deze regels" in read(client, f"{LAW}/zoeken?q=bezwaar")
    assert "Niets past bij al deze woorden." in read(client, f"{LAW}/zoeken?q=zeppelin")
    assert "Schrijf een of meer woorden." in read(client, f"{LAW}/zoeken")


# --- files ------------------------------------------------------------------------------------------------
def test_a_law_can_be_downloaded_in_four_forms(client: Client) -> None:
    whole = client.get(f"{LAW}/bestand/yaml")
    assert whole["Content-Disposition"] == (
        'attachment; filename="inkomenstoeslag-voorbeeldstad-2026.1.yaml"'
    )
    assert yaml.safe_load(whole.content)["id"] == "inkomenstoeslag-voorbeeldstad"
    flint = json.loads(client.get(f"{LAW}/bestand/flint").content)
    assert {"acts", "facts", "duties"} <= set(flint)
    assert json.loads(client.get(f"{LAW}/bestand/jsonld").content)
    assert client.get(f"{LAW}/bestand/turtle")["Content-Type"] == "text/turtle; charset=utf-8"


# --- the site ---------------------------------------------------------------------------------------------
def test_the_rules_are_in_the_menu_and_on_the_map_of_the_site(client: Client) -> None:
    assert '<a class="wb-nav__link" href="/nl/regels" aria-current="page">Regels</a>' in read(
        client, "/nl/regels"
    )
    for address in ("/nl/regels", "/en/regels", LAW):
        assert f"{address}</loc>" in client.get("/sitemap-paginas.xml").content.decode()


@pytest.mark.parametrize("address", ["/nl/regels", LAW, AMOUNT, f"{LAW}/zoeken?q=bezwaar", f"{LAW}/proberen"])
def test_a_page_of_law_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200


# --- two versions -----------------------------------------------------------------------------------------
def limit_of(version: str, least: int, supersedes: str = "") -> Interpretation:
    """A law with one limit, so that two versions differ in it."""
    old_enough = Operation(Operator.AT_MOST, (Literal(Decimal(least)), Reference("leeftijd")))
    frames = (FactFrame(name="leeftijd"), FactFrame(name="oud genoeg", function=old_enough))
    title = Text(nl="Grens", en="Limit")
    return Interpretation(id="grens", version=version, title=title, frames=frames, supersedes=supersedes)


@pytest.fixture
def two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site with two versions of a law, of which the second takes the place of the first."""
    known = Library((limit_of("1", 18), limit_of("2", 21, supersedes="1")))
    monkeypatch.setattr(library, "get_library", lambda: known)
    monkeypatch.setattr(browsing, "get_library", lambda: known)
    monkeypatch.setattr(judging, "get_library", lambda: known)


def test_two_versions_are_compared_with_a_case_that_comes_out_otherwise(
    client: Client, two_versions: None
) -> None:
    page = read(client, "/nl/regels/grens/2/verschil")
    assert "Wat er verschilt tussen 1 en 2" in page
    assert "Er is een geval waarin de uitkomst anders is." in page
    assert "Eerst: ja. Nu: nee. Bijvoorbeeld als:" in page


def test_an_older_version_points_to_the_newer_one(client: Client, two_versions: None) -> None:
    page = read(client, "/nl/regels/grens/1")
    assert "Er is een nieuwere versie." in page
    assert "/nl/regels/grens/2" in page
    assert client.get("/nl/regels/grens")["Location"] == "/nl/regels/grens/2"
    assert "wat er verschilt" in read(client, "/nl/regels/grens/2")
