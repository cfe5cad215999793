"""The pages of notifications, and that every step tells whom it concerns."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from tests.conftest import NOW
from waarborg.apps.notifications import actions as notifications
from waarborg.apps.notifications.models import Notification, Preference
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions

from .conftest import WHOLE, address, text_of

AsPerson = Callable[[Person], Client]
Somebody = Callable[..., Person]


def kinds(person: Person) -> list[str]:
    return sorted(Notification.objects.filter(person=person, read_at=None).values_list("kind", flat=True))


def tell(person: Person, name: str = "Inkomenstoeslag") -> Notification:
    return notifications.notify(
        people=[person],
        kind="note",
        about={"name": name, "organisation": "Voorbeeldstad"},
        link="/nl/werkplek/meldingen/voorkeuren",
        by="system",
        at=NOW,
    )[0]


def test_each_step_tells_whom_it_concerns_and_settles_what_was_asked(
    desk: Any, person_with_role: Somebody
) -> None:
    colleague = person_with_role("editor")
    desk.write(**WHOLE)
    desk.write(by=colleague, goal="Mensen helpen.")
    desk.submit()
    assert (kinds(desk.approver), kinds(desk.editor), kinds(colleague)) == (["submitted"], [], [])
    actions.reject(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Noem de wet.")
    assert (kinds(desk.approver), kinds(desk.editor), kinds(colleague)) == ([], ["sent_back"], ["sent_back"])
    desk.submit()
    desk.approve()
    assert kinds(desk.approver) == []
    assert kinds(desk.editor) == ["approved", "sent_back"]
    actions.publish(entry=desk.entry, by=desk.approver, at=desk.tick())
    assert (kinds(desk.editor), kinds(colleague)) == (["published"], ["published"])
    actions.withdraw(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Er stond een naam in.")
    assert kinds(desk.editor) == ["published", "withdrawn"]


def test_a_text_that_is_taken_back_asks_nobody_any_more(desk: Any) -> None:
    desk.write(**WHOLE)
    desk.submit()
    actions.recall(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert kinds(desk.approver) == []


def test_no_notification_holds_a_reason(desk: Any) -> None:
    desk.write(**WHOLE)
    desk.submit("Op verzoek van mevrouw Voorbeeld")
    actions.reject(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Bel mevrouw Voorbeeld.")
    assert "mevrouw" not in str(list(Notification.objects.values()))


def test_the_menu_counts_what_is_unread_and_the_list_shows_it_first(desk: Any, as_person: AsPerson) -> None:
    desk.write(**WHOLE)
    desk.submit()
    visitor = as_person(desk.approver)
    assert '<span class="wp-count">1' in text_of(visitor.get(address("today")))
    page = text_of(visitor.get(address("notifications")))
    assert "Ter goedkeuring: Inkomenstoeslag" in page
    assert f"door {desk.editor.name}" in page
    assert "wp-line--unread" in page


def test_opening_one_leads_to_its_page_in_the_language_of_the_reader_and_marks_it_read(
    desk: Any, as_person: AsPerson
) -> None:
    desk.write(**WHOLE)
    desk.submit()
    row = Notification.objects.get(person=desk.approver)
    visitor = as_person(desk.approver)
    answer = visitor.get(f"/en/werkplek/meldingen/{row.pk}")
    assert answer["Location"] == f"/en/werkplek/algoritmen/{desk.public_id}/publicatie/stap/approve"
    assert visitor.get(answer["Location"]).status_code == 200
    assert kinds(desk.approver) == []


def test_one_or_all_are_marked_as_read(desk: Any, as_person: AsPerson) -> None:
    rows = [tell(desk.editor, name=f"Nummer {number}") for number in range(3)]
    visitor = as_person(desk.editor)
    visitor.post(address("notification_read", number=rows[0].pk))
    assert len(kinds(desk.editor)) == 2
    page = text_of(visitor.post(address("notifications_read"), follow=True))
    assert "Alles is als gelezen gemarkeerd." in page
    assert kinds(desk.editor) == []


def test_nobody_opens_or_marks_what_somebody_else_was_told(desk: Any, as_person: AsPerson) -> None:
    row = tell(desk.editor)
    visitor = as_person(desk.approver)
    assert visitor.get(address("notification", number=row.pk)).status_code == 404
    assert visitor.post(address("notification_read", number=row.pk)).status_code == 404
    assert kinds(desk.editor) == ["note"]


def test_an_empty_list_says_what_will_stand_there(desk: Any, as_person: AsPerson) -> None:
    assert "Er zijn geen meldingen." in text_of(as_person(desk.editor).get(address("notifications")))


def test_a_long_list_is_paged_and_costs_no_more_questions(
    desk: Any, as_person: AsPerson, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor = as_person(desk.editor)
    tell(desk.editor)
    with CaptureQueriesContext(connection) as few:
        visitor.get(address("notifications"))
    for number in range(30):
        tell(desk.editor, name=f"Nummer {number}")
    with django_assert_num_queries(len(few)):
        page = text_of(visitor.get(address("notifications")))
    assert "Pagina 1 van 2" in page


def test_preferences_are_kept_per_kind_with_the_language(desk: Any, as_person: AsPerson) -> None:
    visitor = as_person(desk.approver)
    page = text_of(visitor.get(address("notification_preferences")))
    assert "Een tekst wacht op uw goedkeuring" in page
    assert '<option value="at_once" selected>Meteen</option>' in page
    from waarborg.adapters.content_files.notices import load_notice_kinds

    sent = {code: kind.mail for code, kind in load_notice_kinds().items()}
    answer = visitor.post(
        address("notification_preferences"), {**sent, "submitted": "none", "language": "en"}, follow=True
    )
    assert "Uw keuzes zijn opgeslagen." in text_of(answer)
    assert list(Preference.objects.values_list("kind", "mail")) == [("submitted", "none")]
    desk.approver.refresh_from_db()
    assert desk.approver.language == "en"
    assert visitor.post(address("notification_preferences"), {"language": "fy"}).status_code == 422


def test_who_gets_a_role_is_told_once(
    person_with_role: Somebody, organisation: Organisation, as_person: AsPerson
) -> None:
    colleague = person_with_role("reader")
    visitor = as_person(person_with_role("administrator"))
    for _ in range(2):
        visitor.post(
            address("role_give", code=organisation.code), {"email": colleague.email, "role": "editor"}
        )
    assert kinds(colleague) == ["role_given"]
    page = text_of(as_person(colleague).get(address("notifications")))
    assert "U bent Redacteur bij Voorbeeldstad" in page


def test_a_report_of_a_reader_reaches_who_answers_here_and_else_the_central_editors(
    taken_over: Any, person_with_role: Somebody
) -> None:
    from waarborg.apps.publications.reactions.actions import receive_report

    def report(once: str) -> None:
        receive_report(
            public_id=taken_over.public_id,
            version=1,
            field="",
            text="Deze beschrijving is verouderd, zegt mevrouw Voorbeeld.",
            email="",
            language="nl",
            once=once,
            sender_mark=once,
            at=NOW,
        )

    central = person_with_role("central_editor")
    report("een")
    assert kinds(central) == ["report"]
    editor = person_with_role("editor")
    report("twee")
    assert (kinds(editor), kinds(central)) == (["report"], ["report"])
    row = Notification.objects.get(person=editor)
    assert row.data["name"] == "Parkeerscan"
    assert "mevrouw" not in str(row.data)


def test_who_confirmed_an_import_is_told_when_it_is_done_in_the_background(
    organisation: Organisation, person_with_role: Somebody
) -> None:
    from waarborg.apps.publications import notices
    from waarborg.apps.publications.models import ImportFile

    person = person_with_role("editor")
    file = ImportFile(
        reference="abc123", organisation=organisation, name="export.csv", by=str(person.pk), confirmed_by=""
    )
    notices.tell_of_import(file, at=NOW)
    row = Notification.objects.get(person=person)
    assert (row.kind, row.link) == ("import_done", "werkplek/inlezen/abc123")
