"""The pages about what applies: who sees them, on which day, in both languages, and that nothing typed is markup."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from tests.integration.obligations.conftest import (
    ADVICE,
    FRAMEWORK,
    OWN,
    SHARED,
    TODAY,
    Work,
    chatbot,
    colleague,
    editor,
    fraud_model,
    say,
    serious,
    start,
    work,
)
from tests.integration.web.obligations import HOSTILE, demand_escaped, of_organisation, read, where
from waarborg.apps.algorithms import actions as dossiers
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.obligations import queries
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.core.framework.standings import Applies
from waarborg.core.framework.tasks import TaskState

__all__ = ("chatbot", "colleague", "editor", "fraud_model", "serious", "work")
pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]
Somebody = Callable[..., Person]
LANGUAGES = ("nl", "en")
#: The pages of a dossier and of an organisation, with what they are filled with.
OF_DOSSIER: dict[str, dict[str, object]] = {
    "obligations": {},
    "obligation": {"code": "aia-01"},
    "questions": {},
    "describe": {},
    "what_if": {},
    "plan": {},
    "task": {"code": OWN},
    "obligation_report": {"kind": "json"},
}
OF_ORGANISATION: dict[str, dict[str, object]] = {
    "organisation_plan": {},
    "organisation_task": {"measure": SHARED},
    "obligation_portfolio": {},
    "obligation_calendar": {},
    "obligation_impact": {},
}
#: What only somebody who records facts may open, because there is nothing on it to read.
TO_WRITE = {"questions", "describe"}


def list_addresses(algorithm: Algorithm, language: str = "nl") -> dict[str, str]:
    code = algorithm.organisation.code
    return {
        **{name: where(name, algorithm, language, **given) for name, given in OF_DOSSIER.items()},
        **{name: of_organisation(name, code, language, **given) for name, given in OF_ORGANISATION.items()},
    }


# --- who sees them -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_editor_sees_every_page_in_both_languages(
    language: str, chatbot: Algorithm, editor: Person, as_person: AsPerson
) -> None:
    client = as_person(editor)
    for name, address in list_addresses(chatbot, language).items():
        response = client.get(address)
        assert response.status_code == 200, name
        if response["Content-Type"].startswith("text/html"):
            assert f'lang="{language}"' in read(response), name


@pytest.mark.parametrize("role", ["reader", "auditor", "supervisor", "administrator"])
def test_who_may_only_read_sees_all_but_what_is_there_to_fill_in(
    role: str, chatbot: Algorithm, person_with_role: Somebody, as_person: AsPerson
) -> None:
    client = as_person(person_with_role(role))
    for name, address in list_addresses(chatbot).items():
        assert client.get(address).status_code == (403 if name in TO_WRITE else 200), name


def test_for_somebody_elsewhere_no_page_exists(
    chatbot: Algorithm, person_with_role: Somebody, other_organisation: Organisation, as_person: AsPerson
) -> None:
    stranger = as_person(person_with_role("editor", other_organisation))
    for name, address in list_addresses(chatbot).items():
        assert stranger.get(address).status_code == 404, name
        assert stranger.post(address).status_code in (404, 405), name


@pytest.mark.parametrize("role", ["central_editor", "platform_administrator", None])
def test_who_sees_no_dossiers_learns_nothing_of_them_here(
    role: str | None, chatbot: Algorithm, person_with_role: Somebody, as_person: AsPerson
) -> None:
    client = as_person(person_with_role(role))
    for name, address in list_addresses(chatbot).items():
        assert client.get(address).status_code == 404, name
    with_link = read(client.get("/nl/werkplek/organisaties"))
    assert of_organisation("obligation_portfolio", chatbot.organisation.code) not in with_link


def test_who_is_not_logged_in_is_sent_to_the_door(client: Client, chatbot: Algorithm) -> None:
    for name, address in list_addresses(chatbot).items():
        response = client.get(address)
        assert response.status_code == 302, name
        assert response["Location"].startswith(f"{reverse('account_login')}?"), name


@pytest.mark.parametrize(
    ("name", "given", "sent"),
    [
        ("questions", {}, {"vraag": "profiling", "antwoord": "yes"}),
        ("describe", {}, {"feit": "profiling=yes"}),
        ("category_take", {}, {}),
        ("task", {"code": OWN}, {"do": "plan", "note": "x"}),
        ("task", {"code": OWN}, {"do": "plan", "assignee": "nobody"}),
        ("task", {"code": OWN}, {"do": "state", "state": "done"}),
        ("task", {"code": OWN}, {"do": "evidence"}),
        ("task", {"code": OWN}, {"do": "confirm"}),
        ("task", {"code": OWN}, {"do": "something"}),
    ],
)
def test_a_reader_who_sends_a_form_is_told_no(
    name: str,
    given: dict[str, object],
    sent: dict[str, str],
    chatbot: Algorithm,
    person_with_role: Somebody,
    as_person: AsPerson,
) -> None:
    before = queries.get_facts(FRAMEWORK, chatbot)
    response = as_person(person_with_role("reader")).post(where(name, chatbot, **given), sent)
    assert response.status_code == 403
    assert queries.get_facts(FRAMEWORK, chatbot) == before
    assert not chatbot.tasks.exists()


def test_a_reader_gets_no_form_on_the_page_of_a_task(
    chatbot: Algorithm, work: Work, editor: Person, person_with_role: Somebody, as_person: AsPerson
) -> None:
    work.plan(editor, note="Vraag de jurist.")
    page = read(as_person(person_with_role("reader")).get(where("task", chatbot, code=OWN)))
    assert 'name="do"' not in page
    assert "Vraag de jurist." in page


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("obligation", {"code": "bestaat-niet"}),
        ("task", {"code": "bestaat-niet"}),
        ("task", {"code": SHARED}),  # done once for all, so it has a page of its own
        ("obligation_report", {"kind": "exe"}),
    ],
)
def test_what_is_not_there_is_not_found(
    name: str, given: dict[str, object], chatbot: Algorithm, editor: Person, as_person: AsPerson
) -> None:
    assert as_person(editor).get(where(name, chatbot, **given)).status_code == 404


def test_a_null_character_is_no_failure_of_the_site(
    chatbot: Algorithm, editor: Person, as_person: AsPerson
) -> None:
    client = as_person(editor)
    for name, address in list_addresses(chatbot).items():
        for word in ("dag", "feit", "zin", "labels", "vraag", "rol", "klasse", "van"):
            assert client.get(address, {word: "a\x00b"}).status_code == 400, (name, word)


# --- what stands on them -----------------------------------------------------------------------------------
def test_every_requirement_has_a_page_in_both_languages(
    chatbot: Algorithm, editor: Person, as_person: AsPerson
) -> None:
    client = as_person(editor)
    applied = queries.get_overview(FRAMEWORK, chatbot, on=TODAY).applied
    of_each_kind = [item.requirement.code for one in Applies for item in applied.list(one)[:3]]
    unclear = [item.code for item in FRAMEWORK.requirements if item.wordings[-1].open_question][:2]
    for code in {*of_each_kind, *unclear}:
        for language in LANGUAGES:
            assert client.get(where("obligation", chatbot, language, code=code)).status_code == 200, code


def test_the_list_names_the_class_what_applies_and_what_does_not(
    chatbot: Algorithm, editor: Person, as_person: AsPerson
) -> None:
    page = unescape(read(as_person(editor).get(where("obligations", chatbot))))
    assert "Geen hoog risico, wel open zijn" in page
    for item in queries.get_overview(FRAMEWORK, chatbot, on=TODAY).applied.standings:
        assert f"/vereiste/{item.requirement.code}" in page, item.requirement.code


def test_every_task_of_the_plan_has_a_page(chatbot: Algorithm, editor: Person, as_person: AsPerson) -> None:
    client, found = as_person(editor), queries.get_overview(FRAMEWORK, chatbot, on=TODAY)
    page = read(client.get(where("plan", chatbot)))
    places = set(re.findall(r'href="(/nl/werkplek/[^"?]+/plan/[^"?]+)"', page))
    assert len(places) == len((*found.tasks, *found.organisation, *found.advice))
    advised = {where("task", chatbot, code=line.measure.code) for line in found.advice[3:]}
    for place in places - advised:
        assert client.get(place).status_code == 200, place


def test_a_plan_shows_the_tasks_of_one_role(chatbot: Algorithm, editor: Person, as_person: AsPerson) -> None:
    client = as_person(editor)
    lines = queries.get_overview(FRAMEWORK, chatbot, on=TODAY).tasks
    role = lines[0].measure.roles[0]
    page = read(client.get(where("plan", chatbot), {"rol": role}))
    # The advice stands under it, whatever the role.
    shown = page.split("</aside>")[0].split("<details>")[0]
    for line in lines:
        link = where("task", chatbot, code=line.measure.code) + '"'
        assert (link in shown) is (role in line.measure.roles), line.measure.code
    assert client.get(where("plan", chatbot), {"rol": "niemand"}).status_code == 200


def test_who_took_on_a_task_is_named_wherever_it_stands(
    chatbot: Algorithm, organisation: Organisation, editor: Person, colleague: Person, as_person: AsPerson
) -> None:
    for code in (OWN, ADVICE, "imp-ai-melding"):
        Work(organisation, code, chatbot).plan(editor, assignee=str(colleague.pk))
    say(chatbot, {"contact_with_people": ["website_or_app"]}, editor)
    assert read(as_person(editor).get(where("plan", chatbot))).count(f"· {colleague.name}") == 3


def test_tasks_on_the_page_of_today_are_gone_for_whom_the_role_ended(
    work: Work, serious: Work, editor: Person, colleague: Person, as_person: AsPerson
) -> None:
    for one in (work, serious):
        one.plan(editor, assignee=str(colleague.pk), due_on=date(2026, 11, 1))
    title = FRAMEWORK.get_measure(OWN).title.nl
    page = unescape(read(as_person(colleague).get("/nl/werkplek/")))
    assert (title in page, "Chatbot" in page) == (True, True)
    organisations.end_role(grant=Grant.objects.get(person=colleague), by="system", at=NOW)
    page = unescape(read(as_person(Person.objects.get(pk=colleague.pk)).get("/nl/werkplek/")))
    assert (title in page, "Chatbot" in page) == (False, False)


def test_the_portfolio_shows_the_class_that_was_chosen(
    chatbot: Algorithm,
    fraud_model: Algorithm,
    organisation: Organisation,
    editor: Person,
    as_person: AsPerson,
) -> None:
    start(organisation, "Nieuw", {}, editor)
    client, address = as_person(editor), of_organisation("obligation_portfolio", organisation.code)

    def list_shown(chosen: str) -> list[str]:
        page = read(client.get(address, {"klasse": chosen} if chosen else {}))
        names = re.findall(r'<th scope="row"><a[^>]*>([^<]+)</a>', page)
        return list(names)

    assert list_shown("") == ["Rechtmatigheid", "Nieuw", "Chatbot"]
    assert list_shown("high_risk") == ["Rechtmatigheid"]
    assert list_shown("unknown") == ["Nieuw"]
    assert list_shown("niets") == []


def test_the_page_of_a_change_of_law_names_who_changes(
    chatbot: Algorithm, fraud_model: Algorithm, editor: Person, as_person: AsPerson
) -> None:
    client, address = as_person(editor), of_organisation("obligation_impact", chatbot.organisation.code)
    page = read(client.get(address, {"van": "2026-11-22", "tot": "2030-08-02"}))
    main = page[page.index("<h1") :]
    assert ("Rechtmatigheid" in main, "Chatbot" in main) == (True, False)
    assert "34 verplichtingen" in main
    # What is no day is a year from today on.
    for faulty in ("gisteren", "2026-02-30", "1900-01-01", "9999-12-31", ""):
        assert client.get(address, {"van": faulty, "tot": faulty}).status_code == 200, faulty


# --- another day -------------------------------------------------------------------------------------------
def test_a_page_is_about_the_day_that_was_chosen(
    fraud_model: Algorithm, editor: Person, as_person: AsPerson
) -> None:
    client, address = as_person(editor), where("obligations", fraud_model)
    today, later = read(client.get(address)), read(client.get(address, {"dag": "2030-08-02"}))
    assert 'id="later-title"' in today
    assert 'id="later-title"' not in later
    assert 'value="2030-08-02"' in later
    # The day goes along to the pages of the obligations and to the files.
    assert "/vereiste/aia-09?dag=2030-08-02" in later
    assert "/rapport.pdf?dag=2030-08-02" in later
    assert "?dag=" not in today


def test_what_is_no_day_is_said_and_today_is_shown(
    chatbot: Algorithm, editor: Person, as_person: AsPerson
) -> None:
    client, addresses = as_person(editor), list_addresses(chatbot)
    tries = [
        ("plan", typed) for typed in ("gisteren", "2026-02-30", "1994-12-31", "2100-01-01", "<b>", "1" * 500)
    ]
    tries += [(name, "gisteren") for name in ("obligations", "obligation", "obligation_portfolio")]
    for name, typed in tries:
        response = client.get(addresses[name], {"dag": typed})
        assert response.status_code == 200, (name, typed)
        page = read(response)
        told = re.search(r'<p[^>]*role="alert">(.*?)</p>', page)
        assert told is not None, (name, typed)
        assert f"“{typed[:20]}”" in unescape(told[1]), (name, typed)
        assert ("<b>" in told[1], 'value="2026-11-22"' in page) == (False, True), (name, typed)


def test_the_first_and_the_last_day_are_days(chatbot: Algorithm, editor: Person, as_person: AsPerson) -> None:
    client = as_person(editor)
    for typed in ("1995-01-01", "2099-12-31", " 2030-01-01 ", "20300101"):
        assert 'role="alert"' not in read(client.get(where("plan", chatbot), {"dag": typed})), typed
    for name, address in list_addresses(chatbot).items():
        for typed in ("1995-01-01", "2099-12-31"):
            assert client.get(address, {"dag": typed}).status_code == 200, (name, typed)


def test_an_obligation_reads_as_the_law_does_on_that_day(
    chatbot: Algorithm, editor: Person, as_person: AsPerson
) -> None:
    # What the AI Act asks about knowledge of AI has changed since it began.
    client, (old, new) = as_person(editor), FRAMEWORK.get_requirement("aia-01").wordings
    assert new.period.start == date(2026, 7, 27)
    for day, shown, other in ((TODAY, new, old), (date(2026, 7, 26), old, new)):
        for name, given in (("obligations", {}), ("obligation", {"code": "aia-01"})):
            page = unescape(read(client.get(where(name, chatbot, **given), {"dag": day.isoformat()})))
            assert (shown.title.nl in page, other.title.nl in page) == (True, False), (name, day)
        data = client.get(where("obligation_report", chatbot, kind="json"), {"dag": day.isoformat()}).json()
        (title,) = (item["title"]["nl"] for item in data["requirements"] if item["code"] == "aia-01")
        assert title == shown.title.nl


# --- what somebody typed is text ---------------------------------------------------------------------------
def test_what_people_write_about_a_task_is_text(
    chatbot: Algorithm, organisation: Organisation, editor: Person, as_person: AsPerson
) -> None:
    client = as_person(editor)
    work = Work(organisation, OWN, chatbot)
    work.plan(editor, note=HOSTILE)
    demand_escaped(client, where("task", chatbot, code=OWN))
    work.plan(editor, note="")
    work.set(TaskState.NOT_APPLICABLE, editor, reason=HOSTILE)
    demand_escaped(client, where("task", chatbot, code=OWN))
    work.set(TaskState.DOING, editor)
    work.add(editor, title=HOSTILE)
    demand_escaped(client, where("task", chatbot, code=OWN))
    work.add(editor, title="x", link=f"https://voorbeeldstad.example/?{HOSTILE}")
    demand_escaped(client, where("task", chatbot, code=OWN))
    shared = Work(organisation, SHARED)
    shared.add(editor, title=HOSTILE)
    demand_escaped(client, of_organisation("organisation_task", organisation.code, measure=SHARED))


def test_a_name_of_a_dossier_and_of_a_person_is_text(
    chatbot: Algorithm, work: Work, serious: Work, editor: Person, as_person: AsPerson
) -> None:
    Person.objects.filter(pk=editor.pk).update(name=HOSTILE)
    dossiers.record_facts(algorithm=chatbot, values={"name": HOSTILE}, by=editor, at=NOW)
    for one in (work, serious):
        one.plan(editor, assignee=str(editor.pk), due_on=TODAY)
    client = as_person(Person.objects.get(pk=editor.pk))
    for name, address in list_addresses(chatbot).items():
        if name not in ("organisation_plan", "organisation_task", "obligation_calendar", "obligation_report"):
            demand_escaped(client, address)


def test_what_is_typed_in_an_address_is_text(chatbot: Algorithm, editor: Person, as_person: AsPerson) -> None:
    client = as_person(editor)
    for word, name in (("dag", "obligations"), ("zin", "describe"), ("labels", "describe"), ("dag", "plan")):
        page = read(client.get(where(name, chatbot), {word: HOSTILE}))
        assert "<script>alert" not in page, (name, word)
        assert "<img src=x" not in page, (name, word)
    given = {"feit": "annex_iii_areas", "antwoord": HOSTILE}
    assert "<script>alert" not in read(client.get(where("what_if", chatbot), given))
    sent = {"vraag": "annex_iii_areas", "antwoord": HOSTILE}
    assert "<script>alert" not in read(client.post(where("questions", chatbot), sent))
