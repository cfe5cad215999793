"""The pages around filling in without network: who gets the file, what it holds, and bringing it back."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from waarborg.adapters.form_files.answers_json import MOST_BYTES
from waarborg.adapters.form_files.offline.returned import find_answers
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, signing, starting
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.organisations.models import Person


def answer(assessment: Assessment, by: Person, **values: Any) -> None:
    given = [Given(place=place, value=value, force=True) for place, value in values.items()]
    answering.save_answers(assessment=assessment, answers=given, by=by, at=NOW)


def address(assessment: Assessment, name: str, *, language: str = "en") -> str:
    with override(language):
        kwargs = {"public_id": assessment.algorithm.public_id, "number": assessment.pk}
        return reverse(f"web:{name}", kwargs=kwargs)


@pytest.fixture
def writer(editor: Person) -> Client:
    """The editor, with a client that takes files: a file to download is no page of the site."""
    visitor = Client()
    visitor.force_login(editor)
    return visitor


@pytest.fixture
def auditor(person_with_role: Callable[..., Person]) -> Client:
    visitor = Client()
    visitor.force_login(person_with_role("auditor"))
    return visitor


def download(writer: Client, assessment: Assessment, *, language: str = "en") -> bytes:
    response = writer.get(address(assessment, "assessment_offline_file", language=language))
    assert response.status_code == 200
    return response.content


def change(page: bytes, **values: Any) -> bytes:
    """The file with other answers in it, as its page would save them."""
    document = json.loads(find_answers(page, file="x"))
    for place, value in values.items():
        line = next((one for one in document["answers"] if one["place"] == place), None)
        if line is None:
            line = {"place": place, "base": 0}
            document["answers"].append(line)
        line |= {"value": value}
    text = json.dumps(document).replace("<", "\\u003c")
    return re.sub(
        rb'(id="waarborg-answers"[^>]*>)[^<]*', lambda found: found[1] + text.encode(), page, count=1
    )


def upload(writer: Client, assessment: Assessment, content: bytes) -> Any:
    file = SimpleUploadedFile("klein.html", content, content_type="text/html")
    return writer.post(address(assessment, "assessment_import"), {"file": file})


def confirm(writer: Client, assessment: Assessment, page: Any, **chosen: list[str]) -> Any:
    sent = {"do": "import", "name": "klein.html", "content": page.context["content"], **chosen}
    return writer.post(address(assessment, "assessment_import"), sent)


def find_value(assessment: Assessment, place: str) -> Any:
    row = queries.open_assessment(assessment, on=NOW.date()).rows.get(place)
    return row.value if row is not None else None


# --- getting the file ----------------------------------------------------------------------------------------
def test_the_overview_leads_to_the_file_and_says_what_it_is(client: Client, assessment: Assessment, editor: Person) -> None:  # fmt: skip
    client.force_login(editor)
    overview = client.get(address(assessment, "assessment")).content.decode()
    assert address(assessment, "assessment_offline") in overview
    page = client.get(address(assessment, "assessment_offline")).content.decode()
    for words in ("without an account", "not protected by a password", "within 30 days", address(assessment, "assessment_offline_file")):  # fmt: skip
        assert words in page


def test_the_file_is_to_keep_and_says_whose_it_is(
    writer: Client, assessment: Assessment, editor: Person
) -> None:
    response = writer.get(address(assessment, "assessment_offline_file", language="nl"))
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="klein-wb-[a-z0-9]+-zonder-netwerk-[0-9-]+\.html"', response["Content-Disposition"])  # fmt: skip
    assert response["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert '<html lang="nl"' in page
    for words in (editor.name, "Meldingen sorteren", f"http://testserver{address(assessment, 'assessment_import', language='nl')}"):  # fmt: skip
        assert words in page


def test_the_file_holds_what_the_pages_show_and_who_answered_is_left_out(
    writer: Client,
    assessment: Assessment,
    dossier: Algorithm,
    editor: Person,
    person_with_role: Callable[..., Person],
) -> None:
    algorithms.record_facts(algorithm=dossier, values={"uses_personal_data": True, "goal": "Een doel dat niemand hier ziet"}, by=editor, at=NOW)  # fmt: skip
    colleague = person_with_role("editor")
    answer(assessment, colleague, **{"2": "van een collega"})
    page = download(writer, assessment).decode()
    assert "van een collega" in page
    assert '"place":"fact:uses_personal_data"' in page
    assert "Een doel dat niemand hier ziet" not in page  # this form does not ask for it
    assert colleague.name not in page
    answers = json.loads(find_answers(page.encode(), file="x"))
    assert answers["offline"]["assessment"] == assessment.pk
    assert answers["answers"] == [
        {"place": "2", "value": "van een collega", "declined": False, "taken": "", "base": 1}
    ]


def test_answers_in_rows_that_were_taken_away_stay_here(
    writer: Client, assessment: Assessment, editor: Person
) -> None:
    row = answering.add_row(assessment=assessment, group="4", by=editor, at=NOW)
    answer(assessment, editor, **{f"4.1@{row}": "weggehaald"})
    answering.remove_row(assessment=assessment, group="4", row=row, by=editor, at=NOW)
    assert b"weggehaald" not in find_answers(download(writer, assessment), file="x")


def test_only_an_open_assessment_goes_along(writer: Client, assessment: Assessment, editor: Person) -> None:
    answer(assessment, editor, **{"1": False})
    signing.ask_advice(assessment=assessment, by=editor, at=NOW)
    response = writer.get(address(assessment, "assessment_offline_file"), follow=True)
    assert response.redirect_chain == [(address(assessment, "assessment_offline"), 302)]
    page = response.content.decode()
    assert "Only an assessment that is being filled in can go along" in page
    assert address(assessment, "assessment_offline_file") not in page
    assert "Fill in without network" not in writer.get(address(assessment, "assessment")).content.decode()


def test_who_may_only_read_gets_no_file(auditor: Client, assessment: Assessment) -> None:
    for name in ("assessment_offline", "assessment_offline_file"):
        assert auditor.get(address(assessment, name)).status_code == 403
    overview = auditor.get(address(assessment, "assessment")).content.decode()
    assert address(assessment, "assessment_offline") not in overview


# --- bringing it back ----------------------------------------------------------------------------------------
def test_what_was_changed_where_is_shown_and_ticked_as_it_should_be(
    writer: Client, assessment: Assessment, editor: Person, person_with_role: Callable[..., Person]
) -> None:
    answer(assessment, editor, **{"1": True, "2": "van hier"})
    taken, colleague = download(writer, assessment), person_with_role("editor")
    answer(assessment, colleague, **{"1": None, "6": [{"action": "Bel de FG"}]})
    back = change(taken, **{"1": False, "2": "in <b>het bestand</b>", "3": "a"})
    response = upload(writer, assessment, back)
    counts = response.context["counts"]
    assert [counts[name] for name in ("added", "edited", "changed", "left", "same")] == [1, 1, 1, 1, 0]
    assert response.status_code == 200
    page = response.content.decode()
    rows = queries.open_assessment(assessment, on=NOW.date()).rows
    both, edited = (f'value="{place}:{rows[place].number}"' for place in ("1", "2"))
    assert f"{both}>" in page
    assert f"{edited} checked>" in page
    assert "in &lt;b&gt;het bestand" in page
    assert "It was downloaded on" in page
    assert colleague.name in page
    assert find_value(assessment, "2") == "van hier"
    done = confirm(writer, assessment, response, vervangen=[f"2:{rows['2'].number}"])
    assert done.status_code == 302
    assert [find_value(assessment, place) for place in "123"] == [None, "in <b>het bestand</b>", "a"]


def test_a_row_that_was_taken_away_is_ticked_unless_somebody_answered_in_it(
    writer: Client, assessment: Assessment, editor: Person
) -> None:
    rows = [answering.add_row(assessment=assessment, group="4", by=editor, at=NOW) for _ in "ab"]
    answer(assessment, editor, **{f"4.1@{row}": f"naam {row}" for row in rows})
    taken = download(writer, assessment)
    answer(assessment, editor, **{f"4.1@{rows[1]}": "bijgewerkt"})
    response = upload(writer, assessment, change(taken, **{"4": []}))
    page = response.content.decode()
    number = queries.open_assessment(assessment, on=NOW.date()).rows["4"].number
    assert f'name="weghalen" value="4:{rows[0]}:{number}" checked>' in page
    assert f'name="weghalen" value="4:{rows[1]}:{number}">' in page
    assert f"Rij 1: naam {rows[0]}" in page
    assert "Something in this row was answered here since the download" in page
    confirm(writer, assessment, response, weghalen=[f"4:{rows[0]}:{number}", "4:x:y", "onzin", f"5:{rows[1]}:1"])  # fmt: skip
    assert find_value(assessment, "4") == rows[1:]


def test_more_answers_than_a_page_can_offer_one_by_one_are_one_choice(
    writer: Client, assessment: Assessment, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waarborg.web.assessment_importing.MOST_CHOSEN", 1)
    answer(assessment, editor, **{"1": True, "2": "van hier", "3": "a"})
    taken = download(writer, assessment)
    response = upload(writer, assessment, change(taken, **{"1": False, "2": "x", "3": "b"}))
    ticked = re.findall(r'name="vervangen" value="([^"]+)" checked', response.content.decode())
    assert [len(value.split()) for value in ticked] == [1, 2]
    confirm(writer, assessment, response, vervangen=ticked)
    assert [find_value(assessment, place) for place in "123"] == [False, "x", "b"]


def test_an_old_file_is_refused_where_it_does_not_belong(
    writer: Client, assessment: Assessment, dossier: Algorithm, editor: Person
) -> None:
    taken = download(writer, assessment)
    starting.end(assessment=assessment, reason="Opnieuw", by=editor, at=NOW)
    other = starting.start(algorithm=dossier, form="klein", by=editor, at=NOW)
    response = upload(writer, other, change(taken, **{"2": "x"}))
    assert response.status_code == 422
    assert "This file was downloaded at another assessment, about “Meldingen sorteren”." in response.content.decode()  # fmt: skip


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda page: page[:2000], "no answers in this page, or it is not whole"),
        (lambda page: page + page, "more than one place"),
        (lambda page: b"<html>" + b" " * MOST_BYTES, "larger than 20 MB"),
        (lambda page: page.replace(b'"klein"', b'"groot"'), "of the form “groot”"),
        (lambda page: page.replace(b'"version":"2026.1"', b'"version":"2099.1"'), "not known here"),
        (lambda page: b"\x89PNG\r\n", "no text in UTF-8"),
    ],
    ids=["cut", "twice", "large", "other", "version", "picture"],
)
def test_a_file_that_cannot_be_used_is_refused_and_changes_nothing(
    writer: Client, assessment: Assessment, damage: Callable[[bytes], bytes], fault: str
) -> None:
    response = upload(writer, assessment, damage(download(writer, assessment)))
    assert response.status_code == 422
    assert fault in response.content.decode()
    assert find_value(assessment, "2") is None


def test_a_script_in_a_file_is_shown_as_text(writer: Client, assessment: Assessment, editor: Person) -> None:
    bad = "</script><script>alert(1)</script>"
    writer.force_login(editor)
    response = upload(writer, assessment, change(download(writer, assessment), **{"2": bad}))
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in response.content.decode()
    confirm(writer, assessment, response)
    assert find_value(assessment, "2") == bad
    assert bad.encode() not in download(writer, assessment)


def test_the_pages_speak_dutch(writer: Client, assessment: Assessment) -> None:
    page = writer.get(address(assessment, "assessment_offline", language="nl")).content.decode()
    assert "Invullen zonder netwerk" in page
    assert "Haal het bestand op" in page
