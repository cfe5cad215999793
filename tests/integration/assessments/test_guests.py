"""An expert from outside answers one part by a secret link, and reaches nothing else."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.integration.assessments.pages import ask, fill_in, log_in, place, put_in_library, text_of
from tests.small_form import form, group, part, question
from tests.strict_pages import StrictClient
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import guest_queries, queries
from waarborg.apps.assessments.actions import answering, signing, starting, together
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import AnswerRow, Assessment, Comment, Invitation
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.forms.library import Library

pytestmark = [pytest.mark.django_db, pytest.mark.database]

#: The second part shows a fact of the dossier beside its question, and asks for a file and for rows.
OPEN = form(
    part("een", question("1", "markup", fact="goal"), question("2", "text", required=False)),
    part(
        "twee",
        question("3", "text", beside=[{"question": "fact:goal", "why": {"nl": "Helpt.", "en": "Helps."}}]),
        question("4", "file", required=False),
        question("5", "number", required=False),
        group("6", question("6.1", "text", required=False), label="6.1"),
        question("7", "text", fact="summary", required=False),
    ),
    id="open",
)


@pytest.fixture(autouse=True)
def guest_forms(small_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_library(monkeypatch, Library((*small_library.forms, OPEN)))


@pytest.fixture
def shared(dossier: Algorithm, editor: Person) -> Assessment:
    """An assessment of which the second part can be given to an expert."""
    return starting.start(algorithm=dossier, form="open", by=editor, at=NOW)


def invite(assessment: Assessment, by: Person, *, until: date = date(2026, 12, 1)) -> tuple[Invitation, str]:
    return together.invite(
        assessment=assessment, part="twee", name="J. Deskundig", email="", expires_on=until, by=by, at=NOW
    )


def link(secret: str, name: str = "guest") -> str:
    with override("en"):
        return reverse(f"web:{name}", kwargs={"secret": secret})


def value_at(assessment: Assessment, at: str) -> object:
    row = queries.open_assessment(assessment, on=NOW.date()).rows.get(at)
    return row.value if row is not None else None


# --- inviting --------------------------------------------------------------------------------------------
def test_an_editor_invites_somebody_and_sees_the_address_once(shared: Assessment, editor: Person) -> None:
    client, address = log_in(editor), place("assessment_invitations", shared)
    found = re.search(r'name="once" value="([^"]+)"', text_of(client.get(address)))
    assert found is not None
    given = {"part": "twee", "name": "J. Deskundig", "expires_on": "2026-12-01", "once": found[1]}
    made = client.post(address, given)
    assert made.status_code == 200
    assert made.headers["Cache-Control"] == "no-store"
    secret = re.search(r"/uitnodiging/([\w-]{20,})", text_of(made))
    assert secret is not None
    assert "J. Deskundig" in text_of(made)
    assert secret[1] not in text_of(client.get(address))
    assert Client().get(link(secret[1])).status_code == 200
    again = client.post(address, given)  # the same form once more makes no second link
    assert again.status_code == 422
    assert "/uitnodiging/" not in text_of(again)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        ("expires_on", "2026-11-21"),
        ("expires_on", "2027-03-01"),
        ("expires_on", "ooit"),
        ("name", " "),
        ("part", "drie"),
        ("part", ""),
        ("email", "geen adres"),
    ],
)
def test_what_is_wrong_makes_no_link(wrong: str, value: str, shared: Assessment, editor: Person) -> None:
    given = {"part": "twee", "name": "J. Deskundig", "expires_on": "2026-12-01", wrong: value}
    assert log_in(editor).post(place("assessment_invitations", shared), given).status_code == 422
    assert not Invitation.objects.exists()


def test_only_who_may_invite_does(
    shared: Assessment,
    editor: Person,
    person_with_role: Callable[..., Person],
    other_organisation: Organisation,
) -> None:
    invitation, _secret = invite(shared, editor)
    address = place("assessment_invitations", shared)
    revoke = place("assessment_invitation_revoke", shared, pk=invitation.pk)
    for person, status in (
        (person_with_role("reader"), 403),
        (person_with_role("security_officer"), 403),
        (person_with_role("editor", other_organisation), 404),
    ):
        assert log_in(person).get(address).status_code == status
        assert log_in(person).post(revoke).status_code == status
    invitation.refresh_from_db()
    assert invitation.revoked_at is None


def test_an_invitation_is_withdrawn_at_its_own_assessment(
    shared: Assessment, assessment: Assessment, editor: Person
) -> None:
    invitation, secret = invite(shared, editor)
    client = log_in(editor)
    wrong = place("assessment_invitation_revoke", assessment, pk=invitation.pk)
    assert client.post(wrong).status_code == 404
    assert Client().get(link(secret)).status_code == 200
    assert client.post(place("assessment_invitation_revoke", shared, pk=invitation.pk)).status_code == 302
    assert Client().get(link(secret)).status_code == 410


# --- reading ---------------------------------------------------------------------------------------------
def test_an_expert_sees_the_part_and_nothing_around_it(
    shared: Assessment, editor: Person, officer: Person
) -> None:
    algorithms.record_facts(
        algorithm=shared.algorithm,
        values={"goal": "<p>Geheim doel.</p>", "summary": "Geheime samenvatting."},
        by=editor,
        at=NOW,
    )
    answers = [Given(place="2", value="Voor collega's."), Given(place="3", value="Een begin.")]
    answering.save_answers(assessment=shared, answers=answers, by=officer, at=NOW)
    together.comment(assessment=shared, place="3", text="Onder ons gezegd.", by=officer, at=NOW)
    _invitation, secret = invite(shared, editor)
    response = StrictClient().get(link(secret))
    page = text_of(response)
    assert "Vraag 3" in page
    assert "Een begin." in page
    for said in ("Meldingen sorteren", "Open", editor.name, "1 December 2026", "Voorbeeldstad"):
        assert said in page
    hidden = ("Geheim doel.", "Geheime samenvatting.", "Voor collega", "Onder ons gezegd.", officer.name)
    for inside in (*hidden, "/werkplek/algoritmen/", "Vraag 1", 'name="base-4"', "take:"):
        assert inside not in page
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]


def test_when_a_link_was_first_used_is_kept(shared: Assessment, editor: Person) -> None:
    invitation, secret = invite(shared, editor)
    Client().head(link(secret))
    invitation.refresh_from_db()
    assert invitation.used_at is None
    Client().get(link(secret))
    invitation.refresh_from_db()
    assert invitation.used_at == NOW


@pytest.mark.parametrize("name", ["guest", "guest_autosave", "guest_comment"])
def test_a_link_that_ended_was_withdrawn_or_never_was_tells_nothing(
    name: str, shared: Assessment, editor: Person
) -> None:
    invitation, secret = invite(shared, editor, until=date(2026, 11, 23))
    answers = {"base-3": "0", "3": "Te laat.", "place": "3", "text": "Te laat."}
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        expired = Client().post(link(secret, name), answers)
    together.revoke(invitation=invitation, by=editor, at=NOW)
    revoked = Client().post(link(secret, name), answers)
    unknown = Client().post(link("nooit", name), answers)
    assert [one.status_code for one in (expired, revoked, unknown)] == [410, 410, 404]
    for response in (expired, revoked, unknown):
        assert "This invitation does not work" in text_of(response)
        assert "Meldingen" not in text_of(response)
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert not AnswerRow.objects.exists()
    assert not Comment.objects.exists()


def test_a_link_works_until_the_end_of_its_last_day(shared: Assessment, editor: Person) -> None:
    _invitation, secret = invite(shared, editor, until=date(2026, 11, 23))
    with time_machine.travel(
        "2026-11-23 22:59:00+00:00", tick=False
    ):  # a minute to midnight in the Netherlands
        assert Client().get(link(secret)).status_code == 200
    with time_machine.travel("2026-11-23 23:01:00+00:00", tick=False):
        assert Client().get(link(secret)).status_code == 410


def test_the_link_of_an_ended_assessment_does_not_work(shared: Assessment, editor: Person) -> None:
    _invitation, secret = invite(shared, editor)
    starting.end(assessment=shared, reason="Klaar.", by=editor, at=NOW)
    assert Client().get(link(secret)).status_code == 410


# --- answering -------------------------------------------------------------------------------------------
def test_an_expert_answers_under_their_own_mark(shared: Assessment, editor: Person) -> None:
    invitation, secret = invite(shared, editor)
    given = {"base-3": "0", "3": "Zo zit het.", "do": "save"}
    assert StrictClient().post(link(secret), given).status_code == 302
    row = AnswerRow.objects.get(place="3")
    assert (row.value, row.by) == ("Zo zit het.", f"guest/{invitation.pk}")
    page = text_of(log_in(editor).get(place("assessment_part", shared, part="twee")))
    assert "Zo zit het." in page


def test_what_an_expert_types_is_saved_while_they_type(shared: Assessment, editor: Person) -> None:
    _invitation, secret = invite(shared, editor)
    given = {"base-3": "0", "3": "Bezig.", "base-5": "0", "5": "veel"}
    kept = StrictClient().post(link(secret, "guest_autosave"), given)
    assert kept.status_code == 200
    assert (value_at(shared, "3"), value_at(shared, "5")) == ("Bezig.", None)
    assert 'name="base-3"' in text_of(kept)


def test_a_wrong_answer_is_kept_on_the_page(shared: Assessment, editor: Person) -> None:
    _invitation, secret = invite(shared, editor)
    refused = StrictClient().post(link(secret), {"base-5": "0", "5": "heel veel", "do": "save"})
    assert refused.status_code == 422
    assert "heel veel" in text_of(refused)
    assert value_at(shared, "5") is None


def test_an_expert_adds_and_takes_away_rows(shared: Assessment, editor: Person) -> None:
    _invitation, secret = invite(shared, editor)
    assert StrictClient().post(link(secret), {"do": "row-add:6"}).status_code == 302
    (row,) = queries.open_assessment(shared, on=NOW.date()).sheet.list_rows("6")
    given = {f"base-6.1@{row}": "0", f"6.1@{row}": "Een rij.", "do": "save"}
    assert StrictClient().post(link(secret), given).status_code == 302
    assert value_at(shared, f"6.1@{row}") == "Een rij."
    assert StrictClient().post(link(secret), {"do": f"row-remove:6:{row}"}).status_code == 302
    assert queries.open_assessment(shared, on=NOW.date()).sheet.list_rows("6") == ()


def test_what_a_colleague_answered_meanwhile_is_not_overwritten(
    shared: Assessment, editor: Person, officer: Person
) -> None:
    _invitation, secret = invite(shared, editor)
    theirs = [Given(place="3", value="Van een collega.")]
    answering.save_answers(assessment=shared, answers=theirs, by=officer, at=NOW)
    refused = StrictClient().post(link(secret), {"base-3": "0", "3": "Van mij.", "do": "save"})
    assert refused.status_code == 422
    page = text_of(refused)
    assert "Van een collega." in page
    assert "Van mij." in page
    assert officer.name not in page
    assert value_at(shared, "3") == "Van een collega."


def test_an_expert_reaches_no_other_part_and_no_other_assessment(
    shared: Assessment, assessment: Assessment, editor: Person
) -> None:
    _invitation, secret = invite(shared, editor)
    given = {"base-1": "0", "1": "Mijn doel.", "base-2": "0", "2": "Iets.", "do": "save"}
    assert StrictClient().post(link(secret), given).status_code == 302
    assert not AnswerRow.objects.exists()
    # Rows of another form, where a group 4 is, and of no form at all.
    for do in ("row-add:4", "row-add:9", "row-add:6@x.y", "row-remove:4:a"):
        assert StrictClient().post(link(secret), {"do": do}).status_code == 422
    assert StrictClient().post(link(secret), {"do": "row-add:~"}).status_code == 404
    refused = StrictClient().post(link(secret, "guest_comment"), {"place": "1", "text": "Over deel een."})
    assert refused.status_code == 302
    assert not Comment.objects.exists()
    assert not AnswerRow.objects.exists()
    for name in ("assessment", "assessment_assign", "assessment_invitations"):
        assert Client().get(place(name, shared)).status_code == 302  # to the login


def test_nothing_of_the_dossier_is_taken_over_by_an_expert(shared: Assessment, editor: Person) -> None:
    algorithms.record_facts(
        algorithm=shared.algorithm, values={"summary": "Geheime samenvatting."}, by=editor, at=NOW
    )
    _invitation, secret = invite(shared, editor)
    for do in ("take:7", "fact:7"):
        page = StrictClient().post(link(secret), {"do": do}, follow=True)
        assert "Geheime samenvatting." not in text_of(page)
    assert value_at(shared, "7") is None


@pytest.mark.parametrize("name", ["guest", "guest_autosave"])
def test_files_of_the_dossier_are_out_of_reach(name: str, shared: Assessment, editor: Person) -> None:
    _invitation, secret = invite(shared, editor)
    assert Client().post(link(secret, name), {"base-4": "0", "4": "een-bestand"}).status_code == 403
    assert value_at(shared, "4") is None


def test_what_is_up_for_advice_can_be_read_and_not_changed(
    assessment: Assessment, editor: Person, officer: Person
) -> None:
    ask(assessment, editor)
    _invitation, secret = invite(assessment, editor)
    page = text_of(StrictClient().get(link(secret)))
    assert "The answers are fixed now" in page
    assert "Verkeerde post" in page
    base = queries.open_assessment(assessment, on=NOW.date()).rows["5"].number
    refused = StrictClient().post(link(secret), {"base-5": str(base), "do": "row-add:4"})
    assert refused.status_code == 422
    signing.take_back(assessment=assessment, by=editor, at=NOW)
    assert "The answers are fixed now" not in text_of(StrictClient().get(link(secret)))


def test_a_form_without_our_proof_is_refused(shared: Assessment, editor: Person) -> None:
    _invitation, secret = invite(shared, editor)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link(secret), {"base-3": "0", "3": "Vervalst."}).status_code == 403
    assert value_at(shared, "3") is None


# --- remarks ---------------------------------------------------------------------------------------------
def test_an_expert_and_colleagues_talk_in_a_thread(
    shared: Assessment, editor: Person, officer: Person
) -> None:
    invitation, secret = invite(shared, editor)
    client = StrictClient()
    assert (
        client.post(link(secret, "guest_comment"), {"place": "3", "text": "Wat is dit?"}).status_code == 302
    )
    own = Comment.objects.get()
    assert own.by == f"guest/{invitation.pk}"
    together.comment(assessment=shared, place="3", text="Dit.", parent=own.pk, by=officer, at=NOW)
    page = text_of(client.get(link(secret)))
    assert "Wat is dit?" in page
    assert "Dit." in page
    assert officer.name not in page
    reply = {"parent": str(own.pk), "text": "Dank u."}
    assert client.post(link(secret, "guest_comment"), reply).status_code == 302
    assert Comment.objects.filter(parent=own).count() == 2


def test_the_thread_of_somebody_else_is_not_there(
    shared: Assessment, editor: Person, officer: Person
) -> None:
    _invitation, secret = invite(shared, editor)
    theirs = together.comment(assessment=shared, place="3", text="Onder ons.", by=officer, at=NOW)
    reply = {"parent": str(theirs.pk), "text": "Ik lees mee."}
    assert Client().post(link(secret, "guest_comment"), reply).status_code == 404
    assert Comment.objects.count() == 1


def test_a_program_cannot_fill_the_assessment(
    shared: Assessment, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guest_queries, "MOST_COMMENTS", 2)
    monkeypatch.setattr(guest_queries, "MOST_ANSWERS", 1)
    _invitation, secret = invite(shared, editor)
    client = StrictClient()
    for _ in range(3):
        client.post(link(secret, "guest_comment"), {"place": "3", "text": "Nog een."})
    assert Comment.objects.count() == 2
    client.post(link(secret), {"base-3": "0", "3": "Een.", "do": "save"})
    assert value_at(shared, "3") is None
    refused = client.post(link(secret), {"base-3": "0", "3": "Getypt.", "do": "save"})
    assert refused.status_code == 429
    assert client.post(link(secret, "guest_autosave"), {"base-3": "0", "3": "Getypt."}).status_code == 429
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert client.post(link(secret), {"base-3": "0", "3": "Later.", "do": "save"}).status_code == 302
    assert value_at(shared, "3") == "Later."


def test_a_filled_in_part_shows_its_answers(assessment: Assessment, editor: Person) -> None:
    fill_in(assessment, editor)
    _invitation, secret = invite(assessment, editor)
    page = text_of(StrictClient().get(link(secret)))
    assert "Verkeerde post" in page
    assert "Wij sorteren meldingen." not in page
