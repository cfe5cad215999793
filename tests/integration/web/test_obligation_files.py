"""What applies as a file: the report in six forms, and the days ahead for a calendar."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from docx import Document
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker
from openpyxl import load_workbook
from referencing import Registry, Resource

from tests.conftest import NOW
from tests.integration.obligations.conftest import (
    FRAMEWORK,
    OF_FRAUD_MODEL,
    OWN,
    TODAY,
    Work,
    chatbot,
    colleague,
    editor,
    fraud_model,
    say,
    start,
    withdraw,
    work,
)
from tests.integration.web.obligations import HOSTILE, of_organisation, where
from waarborg.apps.algorithms import actions as dossiers
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.obligations import queries
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.framework.standings import Applies
from waarborg.core.framework.tasks import TaskState

__all__ = ("chatbot", "colleague", "editor", "fraud_model", "work")
pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]
KINDS = {
    "pdf": ("application/pdf", ".pdf"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "json": ("application/json; charset=utf-8", ".json"),
    "system-card": ("application/json; charset=utf-8", ".json"),
    "system-card-yaml": ("application/yaml; charset=utf-8", ".yaml"),
}


@pytest.fixture
def visitor(editor: Person, as_person: AsPerson) -> Client:
    return as_person(editor)


def fetch(client: Client, algorithm: Algorithm, kind: str, language: str = "nl", **query: str) -> Any:
    response = client.get(where("obligation_report", algorithm, language, kind=kind), query)
    assert response.status_code == 200
    return response


def words_of_docx(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def words_of_xlsx(content: bytes) -> str:
    book = load_workbook(BytesIO(content), read_only=True)
    return "\n".join(
        str(value)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    )


# --- every form --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_comes_as_a_file_with_a_name(kind: str, chatbot: Algorithm, visitor: Client) -> None:
    for language in ("nl", "en"):
        response = fetch(visitor, chatbot, kind, language)
        content_type, ending = KINDS[kind]
        assert response["Content-Type"] == content_type
        name = response["Content-Disposition"]
        assert name.startswith('attachment; filename="')
        assert name.endswith(f'{ending}"')
        assert chatbot.public_id in name
        assert len(response.content) > 1000


def test_a_pdf_is_a_pdf(chatbot: Algorithm, visitor: Client) -> None:
    content = fetch(visitor, chatbot, "pdf").content
    assert content.startswith(b"%PDF")
    assert content.rstrip().endswith(b"%%EOF")


@pytest.mark.parametrize(("kind", "read"), [("docx", words_of_docx), ("xlsx", words_of_xlsx)])
def test_a_report_says_what_applies_why_and_who_does_what(
    kind: str,
    read: Callable[[bytes], str],
    chatbot: Algorithm,
    work: Work,
    visitor: Client,
    editor: Person,
    colleague: Person,
) -> None:
    work.plan(editor, assignee=str(colleague.pk), due_on=date(2027, 1, 15))
    work.add(editor, title="Rapport van de toets")
    withdraw(work.add(editor, title="Het verkeerde rapport"), editor)
    say(chatbot, {"in_service_on": None}, editor)
    words = read(fetch(visitor, chatbot, kind).content)
    for expected in (
        "Chatbot",
        "Voorbeeldstad",
        FRAMEWORK.get_measure(OWN).title.nl,
        FRAMEWORK.get_requirement("aia-01").word_on(TODAY).title.nl,
        colleague.name,
        "Rapport van de toets",
        FRAMEWORK.version,
    ):
        assert expected in words, expected
    assert "Het verkeerde rapport" not in words
    if kind == "docx":  # a spreadsheet holds the tables alone
        assert "Geen hoog risico, wel open zijn" in words
    english = read(fetch(visitor, chatbot, kind, "en").content)
    assert FRAMEWORK.get_measure(OWN).title.en in english


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_a_report_of_a_dossier_in_which_nothing_was_said_is_a_report_too(
    kind: str, organisation: Organisation, visitor: Client, editor: Person
) -> None:
    fetch(visitor, start(organisation, "Nieuw", {}, editor), kind)


@pytest.mark.parametrize(("kind", "read"), [("docx", words_of_docx), ("xlsx", words_of_xlsx)])
def test_what_somebody_typed_is_text_in_a_file(
    kind: str, read: Callable[[bytes], str], chatbot: Algorithm, work: Work, visitor: Client, editor: Person
) -> None:
    for title in (HOSTILE, "=HYPERLINK(1)", "#let x = 1", "\\undefined $x$ @y", "a" * 200):
        work.add(editor, title=title)
    dossiers.record_facts(algorithm=chatbot, values={"name": HOSTILE}, by=editor, at=NOW)
    words = read(fetch(visitor, chatbot, kind).content)
    assert HOSTILE in words
    assert "=HYPERLINK(1)" in words
    assert fetch(visitor, chatbot, "pdf").content.startswith(b"%PDF")


def test_a_report_is_about_the_day_in_the_address(fraud_model: Algorithm, visitor: Client) -> None:
    today, later = (
        fetch(visitor, fraud_model, "json", **query).json() for query in ({}, {"dag": "2030-08-02"})
    )
    assert (today["on"], later["on"]) == ("2026-11-22", "2030-08-02")
    in_force = [{item["code"] for item in one["requirements"] if item["in_force"]} for one in (today, later)]
    assert "aia-09" in in_force[1] - in_force[0]
    assert "2030-08-02" in fetch(visitor, fraud_model, "pdf", dag="2030-08-02")["Content-Disposition"]


# --- data --------------------------------------------------------------------------------------------------
def test_the_data_have_the_keys_of_the_command_and_the_plan(
    chatbot: Algorithm, work: Work, visitor: Client, editor: Person
) -> None:
    evidence = work.add(editor, valid_until=date(2027, 1, 1))
    work.set(TaskState.DONE, editor)
    data = fetch(visitor, chatbot, "json").json()
    assert {"class", "roles", "requirements", "questions", "certainty"} <= set(data)
    assert (data["class"], data["roles"], data["questions"]) == ("transparency", ["deployer"], [])
    assert data["algorithm"]["id"] == chatbot.public_id
    assert data["facts"] == queries.get_facts(FRAMEWORK, chatbot)
    for item in data["requirements"]:
        assert {"id", "applies", "from", "until", "why", "sources"} <= set(item)
        assert item["applies"] in ("yes", "no", "unknown")
    assert len(data["requirements"]) == len(FRAMEWORK.requirements)
    tasks = {item["measure"]: item for item in data["plan"]["tasks"]}
    found = tasks[FRAMEWORK.get_measure(OWN).id]
    assert found["state"] == "done"
    assert [item["sha256"] for item in found["evidence"]] == [evidence.digest]
    assert set(data["plan"]) == {"tasks", "organisation", "advice", "no_longer_asked"}


# --- the system card ---------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def card_schemas(shared_data: Path) -> dict[str, Any]:
    folder = shared_data / "instruments" / "reporting-standard"
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}


def demand_valid(schemas: dict[str, Any], card: dict[str, Any]) -> None:
    schema = schemas["systemcard_schema.json"]
    beside = schema["$id"].rpartition("/")[0]
    registry: Any = Registry().with_resources(
        [
            (f"{beside}/{name}", Resource.from_contents(other | {"$id": f"{beside}/{name}"}))
            for name, other in schemas.items()
        ]
    )
    validator = Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(card)] == []


def test_a_system_card_meets_the_standard_and_says_how_far_it_is(
    card_schemas: dict[str, Any],
    chatbot: Algorithm,
    fraud_model: Algorithm,
    organisation: Organisation,
    visitor: Client,
    editor: Person,
) -> None:
    empty = start(organisation, "Nieuw", {}, editor)
    Work(organisation, OF_FRAUD_MODEL, fraud_model).set(TaskState.DOING, editor)
    texts = {"goal": f"<p>Sneller. {HOSTILE}</p>", "status": "In gebruik", "website": "https://a.example"}
    dossiers.record_facts(algorithm=fraud_model, values=texts, by=editor, at=NOW)
    for algorithm in (empty, chatbot, fraud_model):
        card = fetch(visitor, algorithm, "system-card").json()
        demand_valid(card_schemas, card)
        assert card["name"] == algorithm.name
    applied = queries.get_overview(FRAMEWORK, fraud_model, on=TODAY).applied
    requirements = {item["urn"]: item["state"] for item in card["requirements"]}
    assert set(requirements) == {item.requirement.id for item in applied.list(Applies.YES)}
    measures = {item["urn"]: item["state"] for item in card["measures"]}
    assert measures[FRAMEWORK.get_measure(OF_FRAUD_MODEL).id] == "in progress"
    assert set(requirements.values()) == {"to do", "in progress"}
    assert "<script>" not in json.dumps(card)
    assert "Sneller." in json.dumps(card)


# --- the calendar ------------------------------------------------------------------------------------------
def list_events(response: Any) -> dict[str, tuple[date, str, str]]:
    calendar = Calendar.from_ical(response.content)
    return {
        str(event["UID"]): (event.decoded("DTSTART"), str(event["SUMMARY"]), str(event["URL"]))
        for event in calendar.walk("VEVENT")
    }


def test_the_days_ahead_come_as_a_calendar(
    chatbot: Algorithm, fraud_model: Algorithm, work: Work, visitor: Client, editor: Person
) -> None:
    address = of_organisation("obligation_calendar", chatbot.organisation.code)
    work.plan(editor, due_on=date(2027, 1, 15))
    response = visitor.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="verplichtingen-voorbeeldstad.ics"' in response["Content-Disposition"]
    events = list_events(response)
    assert sorted(day for day, _, _ in events.values()) == [date(2027, 1, 15), date(2030, 8, 2)]
    task = events[f"task-{work.row().pk}@waarborg"]
    assert FRAMEWORK.get_measure(OWN).title.nl in task[1]
    assert task[2] == f"http://testserver{where('obligations', chatbot)}"
    begins = events[f"{fraud_model.public_id}-2030-08-02@waarborg"]
    assert begins[1].startswith("Rechtmatigheid: ")
    # A calendar that reads it again replaces what it had, and a task that is done goes.
    assert list_events(visitor.get(address)).keys() == events.keys()
    work.set(TaskState.DONE, editor)
    assert [day for day, _, _ in list_events(visitor.get(address)).values()] == [date(2030, 8, 2)]


def test_a_name_cannot_add_anything_to_a_calendar(
    chatbot: Algorithm, work: Work, visitor: Client, editor: Person
) -> None:
    name = "Chatbot\r\nEND:VEVENT\r\nATTACH:x;,\\"
    Algorithm.objects.filter(pk=chatbot.pk).update(name=name)
    work.plan(editor, due_on=date(2027, 1, 15))
    response = visitor.get(of_organisation("obligation_calendar", chatbot.organisation.code))
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert "ATTACH" not in event
    assert str(event["SUMMARY"]).startswith("Chatbot END:VEVENT ATTACH:x;,\\")


def test_a_calendar_without_days_is_a_calendar(organisation: Organisation, visitor: Client) -> None:
    assert list_events(visitor.get(of_organisation("obligation_calendar", organisation.code))) == {}
