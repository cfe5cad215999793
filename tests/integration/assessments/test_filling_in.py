"""An assessment from the first answer to the signature, by three people."""

import pytest

from tests.conftest import NOW
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, signing
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import Assessment, FixedVersion, SlotEntry
from waarborg.apps.assessments.refusals import AnswerRefused, Refused
from waarborg.apps.audit.models import Event
from waarborg.apps.obligations.models import Task
from waarborg.apps.organisations.models import Person


def answer(assessment: Assessment, by: Person, *given: Given) -> answering.Saved:
    return answering.save_answers(assessment=assessment, answers=given, by=by, at=NOW)


def number_at(assessment: Assessment, place: str) -> int:
    return queries.open_assessment(assessment, on=NOW.date()).rows[place].number


def test_an_answer_is_kept_and_becomes_a_fact_of_the_dossier(
    assessment: Assessment, dossier: Algorithm, editor: Person
) -> None:
    saved = answer(assessment, editor, Given(place="1", value=True), Given(place="2", value="Een tekst"))
    assert (saved.changed, saved.facts, saved.conflicts) == (["1", "2"], ["uses_personal_data"], [])
    assert algorithms.current_values(dossier)["uses_personal_data"] is True
    assert Event.objects.filter(action="assessments.answer").count() == 1


def test_another_answer_than_the_fact_asks_first(
    assessment: Assessment, dossier: Algorithm, editor: Person
) -> None:
    answer(assessment, editor, Given(place="1", value=True))
    base = number_at(assessment, "1")
    saved = answer(assessment, editor, Given(place="1", value=False, base=base))
    assert saved.differing == ["1"]
    assert algorithms.current_values(dossier)["uses_personal_data"] is True
    answer(assessment, editor, Given(place="1", value=True, base=base + 1))
    saved = answer(assessment, editor, Given(place="1", value=False, base=base + 2, change_fact=True))
    assert saved.facts == ["uses_personal_data"]
    assert algorithms.current_values(dossier)["uses_personal_data"] is False


def test_two_at_once_lose_nothing(assessment: Assessment, editor: Person, officer: Person) -> None:
    answer(assessment, editor, Given(place="2", value="van de een"))
    saved = answer(assessment, officer, Given(place="2", value="van de ander"), Given(place="1", value=True))
    assert saved.changed == ["1"]
    (conflict,) = saved.conflicts
    assert (conflict.ours, conflict.theirs.value) == ("van de ander", "van de een")
    forced = answer(assessment, officer, Given(place="2", value="van de ander", force=True))
    assert forced.changed == ["2"]
    assert [row.value for row in queries.list_history(assessment, "2")] == ["van de ander", "van de een"]


def test_a_wrong_answer_saves_nothing(assessment: Assessment, editor: Person) -> None:
    with pytest.raises(AnswerRefused, match="not a yes or a no"):
        answer(assessment, editor, Given(place="2", value="goed"), Given(place="1", value="misschien"))
    assert not queries.open_assessment(assessment, on=NOW.date()).rows


def test_rows_are_added_by_two_at_once(assessment: Assessment, editor: Person, officer: Person) -> None:
    first = answering.add_row(assessment=assessment, group="4", by=editor, at=NOW)
    second = answering.add_row(assessment=assessment, group="4", by=officer, at=NOW)
    answer(assessment, editor, Given(place=f"4.1@{first}", value="een rij"))
    answering.remove_row(assessment=assessment, group="4", row=first, by=editor, at=NOW)
    with pytest.raises(Refused, match="taken away"):
        answer(assessment, officer, Given(place=f"4.1@{first}", value="te laat"))
    answering.put_row_back(assessment=assessment, group="4", row=first, by=officer, at=NOW)
    opened = queries.open_assessment(assessment, on=NOW.date())
    assert opened.sheet.list_rows("4") == (second, first)
    assert opened.rows[f"4.1@{first}"].value == "een rij"


def test_from_answers_to_a_signed_version(
    assessment: Assessment, dossier: Algorithm, editor: Person, officer: Person, director: Person
) -> None:
    risk = {"risk": "Verkeerde post", "likelihood": "high", "impact": "medium", "measure": "Steekproef"}
    given = [
        Given(place="1", value=True),
        Given(place="3", value="a"),
        Given(place="5", value=[risk]),
        Given(place="6", value=[{"action": "Handleiding schrijven", "due": "2027-01-31"}]),
    ]
    answer(assessment, editor, *given)
    signing.ask_advice(assessment=assessment, by=editor, at=NOW)
    with pytest.raises(Refused, match="up for advice"):
        answer(assessment, editor, Given(place="2", value="nog iets"))
    with pytest.raises(Refused, match="Needed first"):
        signing.fill_slot(
            assessment=assessment, slot="bestuur", verdict="positive", text="", by=director, at=NOW
        )
    advice = signing.fill_slot(
        assessment=assessment, slot="fg", verdict="conditions", text="Toets elk kwartaal.", by=officer, at=NOW
    )
    with pytest.raises(Refused, match="React first"):
        signing.fill_slot(
            assessment=assessment, slot="bestuur", verdict="positive", text="", by=director, at=NOW
        )
    signing.react(entry=advice, text="Dat doen we.", by=editor, at=NOW)
    signing.fill_slot(assessment=assessment, slot="bestuur", verdict="positive", text="", by=director, at=NOW)
    assessment.refresh_from_db()
    assert (assessment.state, str(assessment.review_on)) == ("signed", "2027-11-22")
    fixed = FixedVersion.objects.get(assessment=assessment)
    assert [entry["verdict"] for entry in fixed.content["entries"]] == ["conditions", "positive"]
    tasks = Task.objects.filter(algorithm=dossier, measure__startswith="urn:waarborg:own:").order_by("pk")
    assert sorted((row.own["title"], str(row.due_on)) for row in tasks) == [
        ("Handleiding schrijven", "2027-01-31"),
        ("Steekproef", "None"),
    ]

    signing.reopen(assessment=assessment, reason="Er kwam een bron bij.", by=editor, at=NOW)
    assert not SlotEntry.objects.filter(assessment=assessment, overtaken_at=None).exists()
    assert FixedVersion.objects.filter(assessment=assessment).count() == 1
