"""Trying a case: questions one by one, answers that can be changed, acts and duties, and nothing that is kept."""

import html
import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from waarborg.adapters.law_files.case_files import CaseFile, write_case
from waarborg.core.law.cases import Case, Event, EventKind, start_of, state_facts
from waarborg.core.law.values import Identity
from waarborg.public.law.library import get_library
from waarborg.public.law.receiving import MOST_BYTES

pytestmark = pytest.mark.django_db
LAW = "/nl/regels/inkomenstoeslag-voorbeeldstad/2026.1"
CASE = f"{LAW}/proberen/zaak"
OPEN = "/nl/regels/zaak-openen"
URN = "urn:waarborg:law:inkomenstoeslag-voorbeeldstad:2026.1"
TODAY = date(2026, 11, 22)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def begin(client: Client, goal: str, *, by: str = "belanghebbende", day: str = "2026-11-22") -> HttpResponse:
    return client.post(CASE, {"doen": "begin", "doel": goal, "partij": by, "datum": day})


def travelling(page: HttpResponse) -> dict[str, str]:
    """What the page carries along to the next one."""
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(page.content.decode())}


def step(client: Client, page: HttpResponse, **given: str) -> HttpResponse:
    return client.post(CASE, travelling(page) | given)


def answer(client: Client, page: HttpResponse, **answers: str) -> HttpResponse:
    """Answer the questions as they come, each by the name of its fact; spaces are written as low lines."""
    named = {name.replace("_", " "): value for name, value in answers.items()}
    while (asked := travelling(page).get("vraag")) in named:
        page = step(client, page, doen="antwoord", antwoord=named.pop(str(asked)))
        assert page.status_code == 200
    assert not named, f"never asked: {named}; asked now: {asked}"
    return page


def text_of(page: HttpResponse) -> str:
    body = page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def tamper(page: HttpResponse, old: str, new: str) -> str:
    case = travelling(page)["zaak"]
    assert old in case
    return case.replace(old, new)


def unemployed(client: Client) -> HttpResponse:
    """Somebody without prospects, and with all questions answered."""
    page = begin(client, "[geen uitzicht op een hoger inkomen]")
    return answer(
        client,
        page,
        omstandigheden_staan_een_hoger_inkomen_in_de_weg="nee",
        heeft_zich_ingespannen_voor_een_hoger_inkomen="ja",
        volgt_een_opleiding_met_studiefinanciering="nee",
    )


def applied(client: Client) -> HttpResponse:
    """Somebody who applied on 2 November 2026."""
    page = begin(client, "handelingen", day="2026-11-02")
    page = answer(client, page, verzoek_om_inkomenstoeslag="ja", verzoek_is_schriftelijk="ja")
    page = step(client, page, neem="aanvragen van de inkomenstoeslag")
    return answer(client, page, datum_van_ontvangst="02-11-2026", termijn_heeft_stilgestaan="nee")


# --- beginning --------------------------------------------------------------------------------------------
def test_the_first_page_says_that_nothing_is_kept_and_asks_what_one_wants_to_know(client: Client) -> None:
    page = text_of(client.get(f"{LAW}/proberen"))
    assert "Niets van wat u invult, wordt hier bewaard." in page
    assert "Gebruik toch verzonnen gegevens" in page
    assert "recht op inkomenstoeslag (ja of nee)" in page
    assert "het college van burgemeester en wethouders" in page


def test_an_address_can_name_the_fact_or_the_act(client: Client) -> None:
    fact = client.get(f"{LAW}/proberen", {"doel": "[leeftijd]"}).content.decode()
    assert 'value="[leeftijd]" checked' in fact
    act = client.get(f"{LAW}/proberen", {"doel": "<<bezwaar maken>>"}).content.decode()
    assert "Of dit mag: bezwaar maken" in act
    assert client.get(f"{LAW}/proberen", {"doel": "[bestaat niet]"}).status_code == 200


def test_there_is_nothing_to_read_at_the_address_of_a_case(client: Client) -> None:
    assert client.get(CASE)["Location"] == f"{LAW}/proberen"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"doel": "[bestaat niet]", "datum": "2026-11-22"}, "die vraag bestaat niet"),
        ({"doel": "<beslissen op de aanvraag>", "datum": "2026-11-22"}, "die vraag bestaat niet"),
        ({"datum": "2026-11-22"}, "die vraag bestaat niet"),
        ({"doel": "handelingen", "datum": "ooit"}, "Kies een dag, zoals 2026-11-22."),
    ],
)
def test_a_beginning_that_is_none_says_what_to_choose(
    client: Client, given: dict[str, str], says: str
) -> None:
    response = client.post(CASE, given | {"doen": "begin"})
    assert response.status_code == 422
    assert says in response.content.decode()


# --- questions and answers --------------------------------------------------------------------------------
def test_one_question_stands_on_a_page_with_why_it_is_asked(client: Client) -> None:
    page = text_of(begin(client, "[laatste dag om bezwaar te maken]"))
    assert "Op welke dag is het besluit verstuurd of gegeven?" in page
    assert "Dit is het enige antwoord dat nog uitmaakt." in page
    assert "artikel 3:41, eerste lid, Awb" in page


def test_answers_lead_to_an_outcome_with_reasons_and_what_would_turn_it(client: Client) -> None:
    page = text_of(unemployed(client))
    assert "Wat eruit komt Ja" in page
    assert "artikel 36, eerste lid, Participatiewet" in page
    assert "Hebben studenten altijd uitzicht op een hoger inkomen?" in page  # the choice on the way
    assert "“heeft zich ingespannen voor een hoger inkomen” zou nee zijn (nu ja)" in page


def test_an_earlier_answer_can_be_changed(client: Client) -> None:
    page = step(client, unemployed(client), wijzig="volgt een opleiding met studiefinanciering")
    assert "Antwoord wijzigen" in text_of(page)
    assert 'value="nee" checked' in page.content.decode()
    page = step(client, page, doen="antwoord", antwoord="ja")
    assert "Wat eruit komt Nee" in text_of(page)


def test_somebody_may_not_know_and_the_page_says_what_it_depends_on(client: Client) -> None:
    page = begin(client, "[laatste dag om bezwaar te maken]")
    page = step(client, page, doen="weet-niet")
    assert "Dat is niet te zeggen" in text_of(page)
    assert "Het hangt af van wat u niet weet: dag waarop het besluit bekend is gemaakt" in text_of(page)
    assert "Weet ik niet wijzigen" in text_of(page)


def test_what_is_not_known_does_not_stop_the_other_questions(client: Client) -> None:
    page = begin(client, "[geen uitzicht op een hoger inkomen]")
    page = answer(client, page, omstandigheden_staan_een_hoger_inkomen_in_de_weg="weet-niet")
    assert travelling(page)["vraag"] != "omstandigheden staan een hoger inkomen in de weg"
    page = answer(
        client,
        page,
        heeft_zich_ingespannen_voor_een_hoger_inkomen="ja",
        volgt_een_opleiding_met_studiefinanciering="nee",
    )
    assert "Wat eruit komt Ja" in text_of(page)


@pytest.mark.parametrize(
    ("goal", "given", "says"),
    [
        ("[grens voor een laag inkomen]", "twaalf", "“twaalf” is geen getal."),
        ("[grens voor een laag inkomen]", "1.653", "is op twee manieren te lezen. Schrijf 1653"),
        ("[grens voor een laag inkomen]", "9" * 60, "is geen getal."),
        ("[grens voor een laag inkomen]", "", "Schrijf een bedrag"),
        ("[laatste dag om bezwaar te maken]", "31-02-2026", "is geen datum."),
        ("[laatste dag om bezwaar te maken]", "", "Schrijf een datum"),
        ("[geen uitzicht op een hoger inkomen]", "misschien", "Kies ja, nee of “Weet ik niet”."),
        ("[geen uitzicht op een hoger inkomen]", "", "Kies ja, nee of “Weet ik niet”."),
    ],
)
def test_an_answer_that_cannot_be_read_says_what_to_write(
    client: Client, goal: str, given: str, says: str
) -> None:
    page = step(client, begin(client, goal), doen="antwoord", antwoord=given)
    assert page.status_code == 422
    assert says in text_of(page)


@pytest.mark.parametrize(("written", "limit"), [("1345,45", "€ 1.412,72"), ("€ 1.345,45", "€ 1.412,72")])
def test_amounts_are_exact_however_they_are_written(client: Client, written: str, limit: str) -> None:
    # 105 per cent of € 1345,45 is € 1412,7225.
    page = begin(client, "[grens voor een laag inkomen]")
    assert limit in text_of(step(client, page, doen="antwoord", antwoord=written))


def test_another_day_gives_the_amounts_of_that_day(client: Client) -> None:
    page = answer(client, begin(client, "[hoogte van de toeslag]"), gehuwd_of_samenwonend="ja")
    assert "€ 625,00" in text_of(page)
    page = step(client, page, doen="verplaats", **{"nieuwe-datum": "2027-03-01"})
    assert "€ 642,00" in text_of(page)
    page = step(client, page, doen="verplaats", **{"nieuwe-datum": "ooit"})
    assert "De dag bleef zoals hij was." in text_of(page)


# --- acts and duties --------------------------------------------------------------------------------------
def test_an_act_is_asked_for_what_belongs_to_it_and_makes_a_duty_with_a_last_day(client: Client) -> None:
    page = text_of(applied(client))
    assert "Gedaan. Hieronder staat wat ervan kwam." in page
    # Eight weeks after Monday 2 November 2026 is Monday 28 December.
    assert "beslissen op de aanvraag nog te doen laatste dag 28 december 2026: nog 56 dagen" in page
    assert "2 november 2026 de inkomenstoeslag aanvragen de persoon die de toeslag wil" in page


def test_a_duty_becomes_late_and_then_it_can_be_enforced(client: Client) -> None:
    page = step(client, applied(client), doen="verplaats", **{"nieuwe-datum": "2027-01-04"})
    assert "te laat laatste dag 28 december 2026: 7 dagen te laat" in text_of(page)
    page = step(client, page, neem="in gebreke stellen")
    # Two weeks after Monday 4 January 2027 is Monday 18 January.
    assert "alsnog beslissen na de ingebrekestelling nog te doen laatste dag 18 januari 2027" in text_of(page)


def test_an_act_that_is_not_allowed_is_not_taken(client: Client) -> None:
    page = step(client, begin(client, "handelingen"), neem="intrekken van de aanvraag")
    assert "Deze handeling mag nu niet. Hieronder staat waarom." in text_of(page)
    assert "Wat er is gedaan" not in text_of(page)


def test_another_party_has_other_acts(client: Client) -> None:
    page = applied(client)
    assert "vragen om de aanvraag aan te vullen" in text_of(page).split("niet voor u zijn")[1]
    page = step(client, page, doen="verplaats", **{"nieuwe-datum": "2026-11-02", "nieuwe-partij": "college"})
    assert "U bent: het college van burgemeester en wethouders." in text_of(page)
    assert "vragen om de aanvraag aan te vullen" in text_of(page).split("niet voor u zijn")[0]


def test_after_an_act_there_is_no_way_back_in_time_but_a_step_can_be_taken_back(client: Client) -> None:
    page = step(client, applied(client), doen="verplaats", **{"nieuwe-datum": "2026-10-01"})
    assert "Het laatste in deze zaak gebeurde op 2 november 2026." in text_of(page)
    page = step(client, page, doen="terug")
    assert "Wat er is gedaan" not in text_of(page)


def test_one_act_can_be_asked_about(client: Client) -> None:
    page = step(
        client, begin(client, "handelingen"), **{"nieuw-doel": "<<aanvragen van de inkomenstoeslag>>"}
    )
    page = answer(client, page, verzoek_om_inkomenstoeslag="ja", verzoek_is_schriftelijk="nee")
    assert "Wat eruit komt Nee" in text_of(page)
    assert "“het verzoek is schriftelijk” zou ja zijn (nu nee)" in text_of(page)


# --- the other language, and files ------------------------------------------------------------------------
def test_a_case_goes_on_in_english(client: Client) -> None:
    page = client.post(CASE.replace("/nl/", "/en/"), travelling(unemployed(client)))
    assert "What comes out Yes" in text_of(page)
    assert "“has made efforts for a higher income” would be no (now yes)" in text_of(page)
    limit = client.post(
        CASE.replace("/nl/", "/en/"),
        {"doen": "begin", "doel": "[grens voor een laag inkomen]", "datum": "2026-11-22"},
    )
    given = travelling(limit) | {"doen": "antwoord", "antwoord": "1,345.45"}
    assert "€1,412.72" in text_of(client.post(CASE.replace("/nl/", "/en/"), given))


def test_a_case_is_kept_as_a_file_and_opened_again(client: Client) -> None:
    saved = step(client, applied(client), doen="bewaar")
    assert saved["Content-Disposition"].endswith('2026-11-02.json"')
    kept = json.loads(saved.content)
    assert (kept["format"], kept["version"], kept["interpretation"]) == ("waarborg-case", 1, URN)
    page = client.post(OPEN, {"bestand": as_file(saved.content)})
    assert page.status_code == 200
    assert "2 november 2026 de inkomenstoeslag aanvragen" in text_of(page)
    assert "Zoals het is op 22 november 2026." in text_of(page)  # today


def as_file(content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = "zaak.json"
    return file


def test_a_page_of_a_case_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert applied(client).status_code == 200


# --- what cannot be used ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "case",
    [
        "",
        "geen JSON",
        "[]",
        "{}",
        "[" * 100_000,
        '{"format": "waarborg-case", "version": 1, "interpretation": "x", "events": [1]}',
        '{"format": "waarborg-case", "version": 1, "interpretation": "x", "events": []}',
        "x" * 400_000,
        '{"format": "waarborg-case", "version": 1, "interpretation": "\\ud800", "events": []}',
    ],
)
def test_garbage_for_a_case_is_refused_in_words(client: Client, case: str) -> None:
    given = {"zaak": case, "doel": "handelingen", "datum": "2026-11-22", "doen": "toon"}
    response = client.post(CASE, given)
    assert response.status_code == 422
    assert "Deze zaak kan niet worden gebruikt" in text_of(response)
    assert "Begin een nieuwe zaak" in text_of(response)


def test_an_answer_that_was_changed_on_the_way_breaks_the_chain(client: Client) -> None:
    page = unemployed(client)
    changed = tamper(page, '"value": false', '"value": true')
    response = step(client, page, zaak=changed)
    assert response.status_code == 422
    assert "het bestand is gewijzigd" in text_of(response)


def test_half_a_character_in_an_answer_is_refused(client: Client) -> None:
    page = unemployed(client)
    response = step(client, page, zaak=tamper(page, '"value": "college"', '"value": "\\ud800"'))
    assert response.status_code == 422
    assert "Deze zaak kan niet worden gebruikt" in text_of(response)


@pytest.mark.parametrize(
    "changed",
    [
        {"datum": "ooit"},
        {"doel": "[bestaat niet]"},
        {"wijzig": "bestaat niet"},
        {"neem": "bestaat niet"},
        {"doen": "antwoord", "vraag": "bestaat niet", "antwoord": "ja"},
        {"doen": "weet-niet", "vraag": "bestaat niet"},
        {"nieuw-doel": "bestaat niet"},
    ],
)
def test_what_does_not_exist_in_these_rules_is_refused_in_words(
    client: Client, changed: dict[str, str]
) -> None:
    response = step(client, unemployed(client), **changed)
    assert response.status_code == 422
    assert "Deze zaak kan niet worden gebruikt" in text_of(response)


def test_an_unknown_party_becomes_the_first_one(client: Client) -> None:
    page = step(client, unemployed(client), partij="iemand anders")
    assert "U bent: de persoon die de toeslag wil." in text_of(page)


def test_a_case_with_too_many_answers_goes_no_further(client: Client) -> None:
    case = Case(URN)
    someone = Identity("belanghebbende")
    for _ in range(300):
        case = state_facts(case, {"vermogen": True}, by=someone, on=TODAY)
    page = begin(client, "[geen uitzicht op een hoger inkomen]")
    full = step(client, page, zaak=write_case(CaseFile(case)), doen="antwoord", antwoord="ja")
    assert "heeft te veel antwoorden om door te gaan" in text_of(full)
    more = state_facts(case, {"vermogen": True}, by=someone, on=TODAY)
    assert "te groot" in text_of(step(client, page, zaak=write_case(CaseFile(more))))


def test_a_file_of_other_rules_or_none_is_refused(client: Client) -> None:
    other = write_case(CaseFile(Case("urn:waarborg:law:elders:1")))
    refused = client.post(OPEN, {"bestand": as_file(other.encode())})
    assert "staan niet op deze site" in text_of(refused)
    assert "Dit is geen bestand" in text_of(client.post(OPEN, {"bestand": as_file(b"\xff\xfe")}))
    assert "U koos geen bestand." in text_of(client.post(OPEN))
    assert client.get(OPEN).status_code == 405


def test_a_huge_file_is_refused_before_it_is_kept(client: Client) -> None:
    refused = client.post(OPEN, {"bestand": as_file(b"x" * (MOST_BYTES + 30_000))})
    assert refused.status_code == 422
    assert "Dit bestand is te groot voor een zaak." in text_of(refused)
    just = client.post(OPEN, {"bestand": as_file(b"x" * (MOST_BYTES + 1))})
    assert "Dit bestand is te groot voor een zaak." in text_of(just)


def test_a_file_with_an_act_that_was_not_allowed_is_refused(client: Client) -> None:
    law = get_library().get(URN)
    act = next(act.name for act in law.acts if act.name == "toekennen van de inkomenstoeslag")
    first = start_of(URN)
    party = Identity("college")
    forged = Event(number=1, kind=EventKind.TAKEN, on=TODAY, by=party, facts={}, act=act, previous=first)
    whole = Case(URN, (replace(forged, digest=forged.expected_digest()),))
    refused = client.post(OPEN, {"bestand": as_file(write_case(CaseFile(whole)).encode())})
    assert refused.status_code == 422
    assert "die toen niet mocht volgens deze regels" in text_of(refused)
