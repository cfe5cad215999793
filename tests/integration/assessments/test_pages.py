"""The pages of an assessment: the list, the overview, a part, what is offered, rows, remarks and history."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import NOW
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, together
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import Assessment, Comment
from waarborg.apps.organisations.models import Organisation, Person


@pytest.fixture
def page(client: Client, editor: Person) -> Client:
    client.force_login(editor)
    return client


def address(assessment: Assessment, name: str = "assessment_part", **more: object) -> str:
    keys = {"public_id": assessment.algorithm.public_id, "number": assessment.pk}
    if name == "assessment_part":
        more.setdefault("part", "een")
    return reverse(f"web:{name}", kwargs={**keys, **more})


def values(assessment: Assessment) -> dict[str, object]:
    return {
        place: row.value for place, row in queries.open_assessment(assessment, on=NOW.date()).rows.items()
    }


def bases(assessment: Assessment, *places: str) -> dict[str, int]:
    rows = queries.open_assessment(assessment, on=NOW.date()).rows
    return {f"base-{place}": rows[place].number if place in rows else 0 for place in places}


def test_a_form_is_started_and_not_twice(page: Client, dossier: Algorithm) -> None:
    start = reverse("web:assessment_start", kwargs={"public_id": dossier.public_id})
    assert page.post(start, {"form": "klein"}).status_code == 302
    again = page.post(start, {"form": "klein"}, follow=True)
    assert Assessment.objects.count() == 1
    assert "Er is hier al een klein" in again.content.decode()
    listed = page.get(reverse("web:assessments", kwargs={"public_id": dossier.public_id}))
    assert "Wordt ingevuld" in listed.content.decode()


def test_answers_are_saved_and_the_next_part_follows(page: Client, assessment: Assessment) -> None:
    sent = {"1": "yes", "2": "Een tekst", "do": "go:twee", **bases(assessment, "1", "2")}
    answer = page.post(address(assessment), sent)
    assert answer["Location"] == address(assessment, part="twee")
    assert values(assessment) == {"1": True, "2": "Een tekst"}
    shown = page.get(address(assessment)).content.decode()
    assert 'name="3"' in shown  # the choice is asked now


def test_an_answer_that_does_not_fit_is_kept_on_the_page_and_the_rest_is_saved(
    page: Client, assessment: Assessment
) -> None:
    page.post(address(assessment), {"1": "yes", **bases(assessment, "1")})
    answer = page.post(
        address(assessment),
        {"1": "yes", "2": "goed", "3": "zoiets", "do": "save", **bases(assessment, "1", "2", "3")},
    )
    assert answer.status_code == 422
    assert values(assessment) == {"1": True, "2": "goed"}
    assert "zoiets" in answer.content.decode()


def test_two_who_write_at_once_see_both(page: Client, assessment: Assessment, officer: Person) -> None:
    before = bases(assessment, "2")
    answering.save_answers(
        assessment=assessment, answers=[Given(place="2", value="van de functionaris")], by=officer, at=NOW
    )
    answer = page.post(address(assessment), {"2": "van de redacteur", "do": "save", **before})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "van de functionaris" in text
    assert "van de redacteur" in text
    assert values(assessment)["2"] == "van de functionaris"
    page.post(address(assessment), {"2": "van de redacteur", "do": "save", **bases(assessment, "2")})
    assert values(assessment)["2"] == "van de redacteur"


def test_what_the_dossier_knows_is_offered_and_taken_over(
    page: Client, assessment: Assessment, dossier: Algorithm, editor: Person
) -> None:
    algorithms.record_facts(algorithm=dossier, values={"uses_personal_data": True}, by=editor, at=NOW)
    shown = page.get(address(assessment)).content.decode()
    assert 'value="take:1"' in shown
    page.post(address(assessment), {"do": "take:1", **bases(assessment, "1", "2")})
    row = queries.open_assessment(assessment, on=NOW.date()).rows["1"]
    assert (row.value, row.taken_place) == (True, "fact:uses_personal_data")


def test_another_answer_than_the_dossier_asks_whether_that_changes_too(
    page: Client, assessment: Assessment, dossier: Algorithm, editor: Person
) -> None:
    algorithms.record_facts(algorithm=dossier, values={"uses_personal_data": True}, by=editor, at=NOW)
    page.post(address(assessment), {"1": "no", "do": "save", **bases(assessment, "1")})
    assert facts.current_values(dossier)["uses_personal_data"] is True
    shown = page.get(address(assessment)).content.decode()
    assert 'value="fact:1"' in shown
    page.post(address(assessment), {"1": "no", "do": "fact:1", **bases(assessment, "1")})
    assert facts.current_values(dossier)["uses_personal_data"] is False


def test_rows_are_added_and_taken_away_and_put_back(page: Client, assessment: Assessment) -> None:
    part = address(assessment, part="twee")
    page.post(part, {"do": "row-add:4"})
    (row,) = queries.open_assessment(assessment, on=NOW.date()).sheet.list_rows("4")
    page.post(part, {f"4.1@{row}": "Een rij", f"base-4.1@{row}": 0, "do": f"row-remove:4:{row}"})
    assert queries.open_assessment(assessment, on=NOW.date()).sheet.list_rows("4") == ()
    page.post(part, {"do": f"row-back:4:{row}"})
    assert "Een rij" in page.get(part).content.decode()


def test_a_table_keeps_its_rows_apart(page: Client, assessment: Assessment) -> None:
    part = address(assessment, part="twee")
    sent = {
        "6-0-action": "Eerst dit",
        "6-1-action": "Dan dat",
        "6-1-due": "2027-01-31",
        **bases(assessment, "6"),
    }
    page.post(part, {**sent, "do": "save"})
    first, second = values(assessment)["6"]
    assert (first["action"], second["due"]) == ("Eerst dit", "2027-01-31")
    sent = {"6-1-_id": second["_id"], "6-1-action": "Alleen dit nog", **bases(assessment, "6")}
    page.post(part, {**sent, "do": "save"})
    (left,) = values(assessment)["6"]
    assert left == {"_id": second["_id"], "action": "Alleen dit nog"}


def test_not_knowing_is_an_answer(page: Client, assessment: Assessment) -> None:
    page.post(address(assessment), {"declined-1": "1", "do": "save", **bases(assessment, "1")})
    opened = queries.open_assessment(assessment, on=NOW.date())
    assert (opened.rows["1"].declined, opened.rows["1"].value) == (True, None)


def test_not_knowing_takes_back_an_answer_that_nobody_touched(page: Client, assessment: Assessment) -> None:
    page.post(address(assessment), {"2": "zeker", "do": "save", **bases(assessment, "2")})
    page.post(address(assessment), {"2": "zeker", "declined-2": "1", "do": "save", **bases(assessment, "2")})
    row = queries.open_assessment(assessment, on=NOW.date()).rows["2"]
    assert (row.declined, row.value) == (True, None)
    page.post(
        address(assessment), {"2": "toch wel", "declined-2": "1", "do": "save", **bases(assessment, "2")}
    )
    assert values(assessment)["2"] == "toch wel"


def test_what_is_typed_is_kept_by_itself(page: Client, assessment: Assessment) -> None:
    keep = address(assessment, "assessment_autosave", part="een")
    answer = page.post(keep, {"2": "half", **bases(assessment, "2")})
    text = answer.content.decode()
    assert "hx-swap-oob" in text
    assert values(assessment) == {"2": "half"}


def test_a_remark_tells_who_is_named(page: Client, assessment: Assessment, officer: Person) -> None:
    place = address(assessment, "assessment_comment")
    page.post(place, {"place": "1", "text-1": f"Klopt dit, @{officer.name}?"})
    (comment,) = Comment.objects.all()
    assert comment.mentions == [str(officer.pk)]
    page.post(place, {"place": "1", "parent": comment.pk, f"reply-{comment.pk}": "Ja."})
    shown = page.get(address(assessment)).content.decode()
    assert "Klopt dit" in shown
    page.post(address(assessment, "assessment_comment_act", pk=comment.pk), {"do": "resolve"})
    assert "Klopt dit" not in page.get(address(assessment)).content.decode()
    assert "Klopt dit" in page.get(address(assessment, "assessment_answer", place="1")).content.decode()


def test_an_earlier_answer_stands_again(page: Client, assessment: Assessment) -> None:
    page.post(address(assessment), {"2": "eerst", "do": "save", **bases(assessment, "2")})
    page.post(address(assessment), {"2": "later", "do": "save", **bases(assessment, "2")})
    history = address(assessment, "assessment_answer", place="2")
    text = page.get(history).content.decode()
    assert text.index("later") < text.index("eerst")
    page.post(history, {"number": 1})
    assert values(assessment)["2"] == "eerst"


def test_who_may_not_see_it_finds_nothing(
    client: Client, assessment: Assessment, person_with_role, other_organisation: Organisation
) -> None:
    client.force_login(person_with_role("editor", other_organisation))
    assert client.get(address(assessment)).status_code == 404
    assert client.post(address(assessment), {"2": "x", "base-2": 0}).status_code == 404


def test_who_may_only_read_cannot_answer(
    client: Client, assessment: Assessment, person_with_role: Callable[..., Person]
) -> None:
    client.force_login(person_with_role("auditor"))
    assert client.get(address(assessment)).status_code == 200
    assert client.post(address(assessment), {"2": "x", "base-2": 0}).status_code == 403
    assert values(assessment) == {}


def test_an_address_of_another_dossier_is_not_there(page: Client, assessment: Assessment) -> None:
    wrong = reverse("web:assessment", kwargs={"public_id": "wb-bestaatniet", "number": assessment.pk})
    assert page.get(wrong).status_code == 404
    assert page.get(address(assessment, part="bestaat-niet")).status_code == 404


def test_a_part_waits_for_whom_it_was_given_to(
    client: Client, assessment: Assessment, editor: Person, officer: Person
) -> None:
    together.assign_part(
        assessment=assessment, part="een", assignee=str(officer.pk), due_on=None, by=editor, at=NOW
    )
    client.force_login(officer)
    assert "klein: Deel een" in client.get(reverse("web:today")).content.decode()
