"""Answering questions, beginning with a sentence, trying another answer, and taking over the category."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.integration.obligations.conftest import CHATBOT, FRAMEWORK, TODAY, chatbot, editor, say, start
from tests.integration.web.obligations import read, where
from waarborg.apps.algorithms import queries as dossiers
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.obligations import queries
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.framework.asking import list_questions
from waarborg.core.profile.facts import Origin

__all__ = ("chatbot", "editor")
pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]


@pytest.fixture
def dossier(organisation: Organisation, editor: Person) -> Algorithm:
    """A dossier in which nothing was said yet."""
    return start(organisation, "Nieuw", {}, editor)


@pytest.fixture
def visitor(editor: Person, as_person: AsPerson) -> Client:
    return as_person(editor)


def facts_of(algorithm: Algorithm) -> dict[str, object]:
    return queries.get_facts(FRAMEWORK, algorithm)


def find_asked(page: str) -> str:
    """The key of the question on a page; empty without one."""
    found = re.search(r'name="vraag" value="([^"]*)"', page)
    return found[1] if found else ""


# --- questions ---------------------------------------------------------------------------------------------
def test_the_most_decisive_question_is_asked_in_everyday_words(dossier: Algorithm, visitor: Client) -> None:
    first = list_questions(FRAMEWORK, {}, on=TODAY)[0].reading
    page = unescape(read(visitor.get(where("questions", dossier))))
    assert find_asked(page) == first.key
    assert first.question is not None
    assert first.question.nl in page
    english = unescape(read(visitor.get(where("questions", dossier, "en"))))
    assert first.question.en in english


def test_an_answer_is_recorded_as_a_fact_and_the_next_question_comes(
    dossier: Algorithm, visitor: Client, editor: Person
) -> None:
    sent = {"vraag": "built_or_bought", "antwoord": "bought"}
    response = visitor.post(where("questions", dossier), sent, follow=True)
    assert response.redirect_chain == [(where("questions", dossier), 302)]
    assert facts_of(dossier) == {"built_or_bought": "bought"}
    (line,) = dossiers.list_facts(dossier, key="built_or_bought")
    assert (line.by, line.origin) == (str(editor.pk), Origin.PERSON)
    assert find_asked(read(response)) not in ("", "built_or_bought")


@pytest.mark.parametrize(
    ("key", "sent", "kept"),
    [
        ("profiling", ["yes"], True),
        ("profiling", ["no"], False),
        ("annex_iii_areas", ["5a", "5d"], ["5a", "5d"]),
        ("built_or_bought", ["bought", "built"], "bought"),
        ("in_service_on", ["2027-06-01"], "2027-06-01"),
        ("public_body", ["no"], False),  # never asked for, but it can be said
    ],
)
def test_each_kind_of_answer_is_kept_as_what_it_is(
    key: str, sent: list[str], kept: object, dossier: Algorithm, visitor: Client
) -> None:
    response = visitor.post(where("questions", dossier), {"vraag": key, "antwoord": sent})
    assert response.status_code == 302
    assert facts_of(dossier) == {key: kept}
    page = read(visitor.get(where("questions", dossier), {"vraag": key}))
    assert find_asked(page) == key
    for value in sent[: len(kept) if isinstance(kept, list) else 1]:
        if key != "in_service_on":
            assert re.search(rf'value="{value}" checked', page), value


def test_who_does_not_know_is_not_asked_again(dossier: Algorithm, visitor: Client) -> None:
    first = find_asked(read(visitor.get(where("questions", dossier))))
    # What was chosen before changing one's mind does not count.
    sent = {"vraag": first, "weet-niet": "1", "antwoord": "learned"}
    page = read(visitor.post(where("questions", dossier), sent, follow=True))
    assert facts_of(dossier) == {first: None}
    assert find_asked(page) not in ("", first)


def test_an_answer_can_be_taken_back(chatbot: Algorithm, visitor: Client) -> None:
    visitor.post(where("questions", chatbot), {"vraag": "data_used", "weet-niet": "1"})
    assert facts_of(chatbot) == {**CHATBOT, "data_used": None}
    page = read(visitor.get(where("obligations", chatbot)))
    assert 'id="unknown-title"' in page


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("profiling", []),
        ("profiling", [""]),
        ("profiling", ["misschien"]),
        ("built_or_bought", ["gehuurd"]),
        ("annex_iii_areas", ["5a", "none"]),
        ("annex_iii_areas", ["99"]),
        ("in_service_on", ["morgen"]),
        ("in_service_on", ["2027-02-30"]),
    ],
)
def test_nothing_or_what_does_not_fit_is_asked_again_with_a_remedy(
    key: str, answers: list[str], dossier: Algorithm, visitor: Client
) -> None:
    response = visitor.post(where("questions", dossier), {"vraag": key, "antwoord": answers})
    page = read(response)
    assert response.status_code == 422
    assert (find_asked(page), 'role="alert"' in page) == (key, True)
    assert facts_of(dossier) == {}


@pytest.mark.parametrize("key", ["bestaat_niet", "", "name", "x" * 3000])
def test_a_key_that_no_rule_reads_is_no_question(key: str, dossier: Algorithm, visitor: Client) -> None:
    sent = {"vraag": key, "antwoord": "yes"}
    assert visitor.post(where("questions", dossier), sent).status_code == 404
    if key:
        assert visitor.get(where("questions", dossier), {"vraag": key}).status_code == 404
    assert facts_of(dossier) == {}


def test_after_the_last_question_comes_what_applies(
    chatbot: Algorithm, visitor: Client, editor: Person
) -> None:
    say(chatbot, dict.fromkeys(_list_open(chatbot)), editor)
    sent = {"vraag": "hosting", "antwoord": "own"}
    response = visitor.post(where("questions", chatbot), sent)
    assert response["Location"] == where("obligations", chatbot)
    page = read(visitor.get(where("questions", chatbot)))
    assert find_asked(page) == ""
    assert page.count("?vraag=") >= len(CHATBOT)


def _list_open(algorithm: Algorithm) -> list[str]:
    """What would be asked if nobody knew any of it."""
    facts = facts_of(algorithm)
    while questions := list_questions(FRAMEWORK, facts, on=TODAY):
        facts[questions[0].reading.key] = None
    return [key for key, value in facts.items() if value is None]


# --- beginning with a sentence -----------------------------------------------------------------------------
def find_offers(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="feit" value="([a-z_]+)=([^"]*)"', page))


def test_a_sentence_gives_likely_facts_of_which_nothing_is_recorded_yet(
    dossier: Algorithm, visitor: Client
) -> None:
    page = read(visitor.get(where("describe", dossier), {"zin": "Wij kochten een chatbot over afval."}))
    offers = find_offers(page)
    assert (offers["built_or_bought"], offers["inference"]) == ("bought", "learned")
    assert "talks_to_people" in offers["contact_with_people"].split("|")
    assert " checked" not in page
    assert facts_of(dossier) == {}


def test_only_what_was_ticked_is_recorded(dossier: Algorithm, visitor: Client) -> None:
    page = read(visitor.get(where("describe", dossier), {"zin": "Wij kochten een chatbot over afval."}))
    offers = find_offers(page)
    ticked = [f"{key}={offers[key]}" for key in ("built_or_bought", "contact_with_people")]
    response = visitor.post(where("describe", dossier), {"feit": ticked})
    assert response["Location"] == where("questions", dossier)
    assert facts_of(dossier) == {
        "built_or_bought": "bought",
        "contact_with_people": offers["contact_with_people"].split("|"),
    }


def test_what_the_dossier_says_already_is_not_offered_and_something_else_is_shown_beside_it(
    dossier: Algorithm, visitor: Client, editor: Person
) -> None:
    say(dossier, {"built_or_bought": "bought", "inference": ["none"]}, editor)
    page = read(visitor.get(where("describe", dossier), {"zin": "Wij kochten een chatbot."}))
    offers = find_offers(page)
    assert "built_or_bought" not in offers
    assert offers["inference"] == "learned"
    reading = FRAMEWORK.readings.find("inference")
    assert reading is not None
    assert f"nu: {reading.label_choice('none').nl}" in unescape(page)


def test_labels_and_answers_of_the_official_tree_give_facts_and_name_what_is_strange(
    dossier: Algorithm, visitor: Client
) -> None:
    given = {"labels": "AI-systeem, 1.1: 1\nonzin; 99.1: 1, 1.2: 0"}
    page = unescape(read(visitor.get(where("describe", dossier), given)))
    assert find_offers(page).get("ai_system") == "yes"
    told = re.search(r'role="alert"><p[^>]*>([^<]*)', page)
    assert told is not None
    for strange in ("onzin", "99.1: 1", "1.2: 0"):
        assert strange in told[1], told[1]
    assert "AI-systeem," not in told[1]


@pytest.mark.parametrize("words", ["zin", "labels"])
def test_what_says_nothing_leads_to_the_questions(words: str, dossier: Algorithm, visitor: Client) -> None:
    for typed in ("xyzzy", "x" * 5000, "🚲", "%00", "' OR 1=1 --"):
        page = read(visitor.get(where("describe", dossier), {words: typed}))
        assert find_offers(page) == {}, typed
    assert 'class="wb-panel"' not in read(visitor.get(where("describe", dossier), {words: "  "}))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("bestaat_niet", "yes"),
        ("name", "Overgenomen"),
        ("profiling", "misschien"),
        ("built_or_bought", "gehuurd"),
        ("annex_iii_areas", "5a|none"),
        ("annex_iii_areas", "99"),
        ("in_service_on", "morgen"),
        ("built_or_bought", ""),
        ("data_used", ""),
    ],
)
def test_hostile_values_are_ignored_beside_what_fits(
    key: str, value: str, dossier: Algorithm, visitor: Client
) -> None:
    sent = {"feit": [f"{key}={value}", "large_scale=no", key, "="]}
    assert visitor.post(where("describe", dossier), sent).status_code == 302
    assert facts_of(dossier) == {"large_scale": False}
    dossier.refresh_from_db()
    assert dossier.name == "Nieuw"


def test_two_answers_to_one_question_are_both_offered_and_not_both_recorded(
    dossier: Algorithm, visitor: Client
) -> None:
    given = {"zin": "Wij kochten een chatbot.", "labels": "geen transparantieverplichting"}
    page = read(visitor.get(where("describe", dossier), given))
    offered = re.findall(r'name="feit" value="(contact_with_people=[^"]*)"', page)
    assert (len(offered), offered[1]) == (2, "contact_with_people=none")
    for first in offered:
        visitor.post(where("describe", dossier), {"feit": [first]})
        assert facts_of(dossier)["contact_with_people"] == first.partition("=")[2].split("|")
    page = unescape(read(visitor.post(where("describe", dossier), {"feit": offered}, follow=True)))
    assert "twee antwoorden aangevinkt" in page
    assert facts_of(dossier) == {"contact_with_people": ["none"]}


# --- what if -----------------------------------------------------------------------------------------------
def test_another_answer_shows_what_would_change_and_records_nothing(
    chatbot: Algorithm, visitor: Client, editor: Person
) -> None:
    say(chatbot, {"profiling": True}, editor)
    given = {"feit": "annex_iii_areas", "antwoord": ["5a"]}
    page = unescape(read(visitor.get(where("what_if", chatbot), given)))
    for words in ("Geen hoog risico, wel open zijn", "Hoog risico"):
        assert words in page
    assert FRAMEWORK.get_requirement("aia-21").wordings[0].title.nl in page
    assert facts_of(chatbot) == {**CHATBOT, "profiling": True}


@pytest.mark.parametrize(
    ("given", "status", "has_answer", "has_alert"),
    [
        ({}, 200, False, False),
        ({"feit": ""}, 200, False, False),
        ({"feit": "profiling"}, 200, False, False),
        ({"feit": "profiling", "antwoord": "yes"}, 200, True, False),
        ({"feit": "profiling", "onbekend": "1"}, 200, True, False),
        ({"feit": "in_service_on", "antwoord": "2028-01-01"}, 200, True, False),
        ({"feit": "in_service_on", "antwoord": "morgen"}, 200, False, True),
        ({"feit": "annex_iii_areas", "antwoord": ["5a", "none"]}, 200, False, True),
        ({"feit": "built_or_bought", "antwoord": "gehuurd"}, 200, False, True),
        ({"feit": "bestaat_niet", "antwoord": "yes"}, 404, False, False),
    ],
)
def test_what_is_no_answer_has_no_consequences(
    given: dict[str, object],
    status: int,
    has_answer: bool,
    has_alert: bool,
    chatbot: Algorithm,
    visitor: Client,
) -> None:
    response = visitor.get(where("what_if", chatbot), given)
    page = read(response)
    assert response.status_code == status
    if status == 200:
        assert ('aria-live="polite"' in page, 'role="alert"' in page) == (has_answer, has_alert)


def test_the_answer_of_now_changes_nothing(chatbot: Algorithm, visitor: Client) -> None:
    given = {"feit": "built_or_bought", "antwoord": "bought"}
    assert "Dan verandert er niets." in unescape(read(visitor.get(where("what_if", chatbot), given)))


# --- the category ------------------------------------------------------------------------------------------
def test_the_category_that_follows_is_taken_over_in_the_entry(chatbot: Algorithm, visitor: Client) -> None:
    assert where("category_take", chatbot) in read(visitor.get(where("obligations", chatbot)))
    response = visitor.post(where("category_take", chatbot))
    assert response["Location"] == where("obligations", chatbot)
    (line,) = dossiers.list_facts(chatbot, key="publication_category")
    assert (line.value, line.origin, line.at) == ("Overige algoritmes", Origin.RULE, NOW)
    assert where("category_take", chatbot) not in read(visitor.get(where("obligations", chatbot)))


def test_without_a_category_nothing_is_recorded(dossier: Algorithm, visitor: Client) -> None:
    page = unescape(read(visitor.post(where("category_take", dossier), follow=True)))
    assert "Beantwoord eerst de vragen" in page
    assert dossiers.list_facts(dossier, key="publication_category") == []


def test_who_may_not_write_the_entry_does_not_set_its_category(
    chatbot: Algorithm, person_with_role: Callable[..., Person], as_person: AsPerson
) -> None:
    for role in ("privacy_officer", "approver"):
        client = as_person(person_with_role(role))
        assert where("category_take", chatbot) not in read(client.get(where("obligations", chatbot)))
        assert client.post(where("category_take", chatbot)).status_code == 403
    assert dossiers.list_facts(chatbot, key="publication_category") == []


def test_every_class_gives_a_category_that_the_entry_can_hold(
    dossier: Algorithm, visitor: Client, editor: Person
) -> None:
    found = set()
    for more in ({}, {"annex_iii_areas": ["5a"], "profiling": True}, {"role_in_decision": "decides_alone"}):
        say(dossier, {**CHATBOT, "decision_kind": "individual_decision", **more}, editor)
        assert visitor.post(where("category_take", dossier)).status_code == 302
        found.add(dossiers.current_values(dossier)["publication_category"])
    assert found == {"Overige algoritmes", "Hoog-risico AI-systeem", "Impactvolle algoritmes"}
