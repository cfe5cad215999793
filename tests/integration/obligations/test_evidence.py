"""Evidence at tasks: of the dossier itself, of a day that has come, and counting as long as it says."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.conftest import NOW
from tests.integration.obligations.conftest import OWN, TODAY, Work, start, withdraw
from waarborg.apps.algorithms.documents import actions as documents
from waarborg.apps.algorithms.models import Algorithm, Attachment
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.obligations import actions, queries
from waarborg.apps.obligations.checking import MOST_EVIDENCE, TaskRefused
from waarborg.apps.obligations.models import Evidence, Task, TaskChange
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.core.framework.tasks import Progress, TaskState
from waarborg.core.profile.documents import DocumentKind

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n<< /Type /Catalog >>\n%%EOF\n"
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def add_file(tmp_path: Path, settings: Settings, editor: Person) -> Callable[[Algorithm], Attachment]:
    """`add_file(algorithm)`: a document of that dossier."""
    settings.ATTACHMENT_FOLDER = tmp_path / "attachments"
    words = documents.Words(DocumentKind.ASSESSMENT, "DPIA", date(2026, 3, 1), "Directeur, Voorbeeldstad")

    def add(algorithm: Algorithm) -> Attachment:
        given = {"chunks": [PDF], "file_name": "DPIA.pdf", "words": words, "by": editor, "at": NOW}
        return documents.add(algorithm=algorithm, **given)  # type: ignore[arg-type]  # given by name

    return add


# --- what can be added -------------------------------------------------------------------------------------
def test_a_file_of_the_dossier_is_evidence_with_its_own_digest(
    work: Work, editor: Person, add_file: Callable[[Algorithm], Attachment]
) -> None:
    assert work.algorithm is not None
    file = add_file(work.algorithm)
    found = work.add(editor, attachment=file)
    assert (found.attachment, found.digest) == (file, file.sha256)
    assert work.line().evidence == (found,)


def test_a_link_or_a_title_alone_is_evidence_and_its_digest_tells_them_apart(
    work: Work, editor: Person
) -> None:
    title = work.add(editor, title="Besluit van het college")
    link = work.add(editor, title="Besluit van het college", link=" https://voorbeeldstad.example/besluit ")
    same = work.add(editor, title=" Besluit van het college ")
    assert link.link == "https://voorbeeldstad.example/besluit"
    assert title.digest == same.digest != link.digest


def test_a_file_of_another_dossier_is_refused(
    work: Work,
    shared: Work,
    editor: Person,
    organisation: Organisation,
    add_file: Callable[[Algorithm], Attachment],
) -> None:
    elsewhere = add_file(start(organisation, "Ander dossier", {}, editor))
    for one in (work, shared):
        with pytest.raises(TaskRefused) as refused:
            one.add(editor, attachment=elsewhere)
        assert refused.value.field == "attachment"
    assert not Task.objects.exists()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"link": "voorbeeldstad.example"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://" + "x" * 500}, "link"),
        ({"observed_on": TOMORROW}, "observed_on"),
        ({"valid_until": TODAY - timedelta(days=1)}, "valid_until"),
    ],
)
def test_what_does_not_fit_names_the_field_and_leaves_nothing(
    given: dict[str, object], field: str, work: Work, editor: Person
) -> None:
    with pytest.raises(TaskRefused) as refused:
        work.add(editor, **given)
    assert refused.value.field == field
    assert not Task.objects.exists()
    assert not TaskChange.objects.exists()
    assert not Evidence.objects.exists()


def test_evidence_of_today_is_of_today_in_the_netherlands(work: Work, editor: Person) -> None:
    # At a quarter past midnight there it is still the day before in Greenwich.
    just_past_midnight = datetime(2026, 11, 22, 23, 15, tzinfo=UTC)
    work.add(editor, observed_on=date(2026, 11, 23), at=just_past_midnight)
    with pytest.raises(TaskRefused):
        work.add(editor, observed_on=date(2026, 11, 24), at=just_past_midnight)


def test_evidence_may_count_for_one_day(work: Work, editor: Person) -> None:
    assert work.add(editor, observed_on=TODAY, valid_until=TODAY).valid_until == TODAY


def test_a_task_has_room_for_so_much_evidence(
    work: Work, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_EVIDENCE >= 100
    monkeypatch.setattr(actions, "MOST_EVIDENCE", 2)
    for title in ("Een", "Twee"):
        work.add(editor, title=title)
    with pytest.raises(TaskRefused):
        work.add(editor, title="Drie")
    assert work.number() == work.row().evidence.count() == 2


# --- how long it counts ------------------------------------------------------------------------------------
def test_a_task_opens_again_on_the_day_after_its_evidence_counts_for_the_last_time(
    work: Work, editor: Person
) -> None:
    work.add(editor, observed_on=date(2026, 1, 31), valid_until=TODAY)
    work.set(TaskState.DONE, editor)
    assert work.line(TODAY).progress is Progress.DONE
    assert (work.line(TOMORROW).progress, work.line(TOMORROW).is_open) == (Progress.REOPENED, True)
    # What people said stays said, and new evidence closes it without anybody saying so.
    assert work.row().state == TaskState.DONE
    work.add(editor, observed_on=TODAY, valid_until=TOMORROW)
    assert work.line(TOMORROW).progress is Progress.DONE


def test_a_task_that_nothing_shows_any_more_is_in_progress_again(work: Work, editor: Person) -> None:
    old = work.add(editor, title="Oud", observed_on=date(2026, 1, 31), valid_until=date(2026, 6, 30))
    new = work.add(editor, title="Nieuw")
    work.set(TaskState.DONE, editor)
    assert work.line().progress is Progress.DONE
    withdraw(new, editor)
    assert work.line().progress is Progress.REOPENED
    withdraw(old, editor)
    assert (work.line().progress, work.row().done_by) == (Progress.DOING, "")
    assert [item.title for item in work.line().evidence] == ["Nieuw", "Oud"]
    # Somebody may still say that it is done, on their word.
    work.set(TaskState.DONE, editor)
    assert work.line().progress is Progress.DONE


def test_renewed_evidence_is_confirmed_anew(serious: Work, editor: Person, colleague: Person) -> None:
    serious.add(editor, observed_on=date(2026, 1, 31), valid_until=TODAY - timedelta(days=1))
    serious.set(TaskState.DONE, editor)
    serious.confirm(colleague)
    assert serious.line().progress is Progress.REOPENED
    serious.add(colleague, title="Nieuw")
    assert (serious.line().progress, serious.row().done_by) == (Progress.TO_CONFIRM, str(colleague.pk))
    serious.confirm(editor)
    assert serious.line().progress is Progress.DONE


def test_more_evidence_while_there_is_some_leaves_the_confirmation(
    serious: Work, editor: Person, colleague: Person
) -> None:
    serious.add(editor)
    serious.set(TaskState.DONE, editor)
    serious.confirm(colleague)
    serious.add(editor, title="Nog een")
    assert serious.line().progress is Progress.DONE


def test_a_file_that_was_withdrawn_counts_no_longer_and_cannot_be_added(
    chatbot: Algorithm, work: Work, editor: Person, add_file: Callable[[Algorithm], Attachment]
) -> None:
    attachment = add_file(chatbot)
    work.add(editor, attachment=attachment)
    work.set(TaskState.DONE, editor)
    assert work.line().progress is Progress.DONE
    documents.withdraw(attachment=attachment, reason="Verkeerd bestand.", by=editor, at=NOW)
    assert work.line().progress is Progress.REOPENED
    attachment.refresh_from_db()
    with pytest.raises(TaskRefused, match="withdrawn or removed") as refused:
        work.add(editor, title="Weer", attachment=attachment)
    assert refused.value.field == "attachment"


# --- withdrawing -------------------------------------------------------------------------------------------
def test_withdrawn_evidence_stays_with_who_when_and_why(
    work: Work, editor: Person, colleague: Person
) -> None:
    found = work.add(editor)
    withdraw(found, colleague, "  Gaat over iets anders.  ")
    found.refresh_from_db()
    assert (found.withdrawn_by, found.withdrawn_at) == (str(colleague.pk), NOW)
    assert found.withdrawn_reason == "Gaat over iets anders."
    assert not verify_chains().broken


def test_withdrawing_again_changes_nothing(work: Work, editor: Person, colleague: Person) -> None:
    found = work.add(editor)
    withdraw(found, editor, "Eerste reden.")
    withdraw(found, colleague, "Tweede reden.")
    found.refresh_from_db()
    assert (found.withdrawn_reason, work.number()) == ("Eerste reden.", 2)


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
def test_withdrawing_needs_a_reason_that_fits(reason: str, work: Work, editor: Person) -> None:
    found = work.add(editor)
    with pytest.raises(TaskRefused) as refused:
        withdraw(found, editor, reason)
    found.refresh_from_db()
    assert (refused.value.field, found.withdrawn_at, work.number()) == ("reason", None, 1)


def test_who_may_not_keep_tasks_withdraws_nothing(
    work: Work,
    editor: Person,
    person_with_role: Callable[..., Person],
    other_organisation: Organisation,
) -> None:
    found = work.add(editor)
    for person in (person_with_role("reader"), person_with_role("editor", other_organisation)):
        with pytest.raises(NotAllowed):
            withdraw(found, person)
    found.refresh_from_db()
    assert found.withdrawn_at is None


def test_evidence_is_found_in_its_own_dossier_alone(
    work: Work, shared: Work, editor: Person, organisation: Organisation
) -> None:
    own, of_all = work.add(editor), shared.add(editor)
    assert work.algorithm is not None
    assert queries.get_evidence(work.algorithm, own.pk) == own
    other = start(organisation, "Ander dossier", {}, editor)
    for algorithm, pk in ((other, own.pk), (work.algorithm, of_all.pk), (work.algorithm, 0)):
        with pytest.raises(NotFound):
            queries.get_evidence(algorithm, pk)


def test_a_second_task_of_the_same_measure_has_evidence_of_its_own(
    work: Work, editor: Person, organisation: Organisation
) -> None:
    work.add(editor)
    other = Work(organisation, OWN, start(organisation, "Andere chatbot", {}, editor))
    assert other.find() is None
    other.add(editor, title="Ander rapport")
    assert [item.title for item in work.row().evidence.all()] == ["Rapport van de toets"]
