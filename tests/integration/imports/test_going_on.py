"""Work on a file that stops, goes on, is dropped or undone; who may do it; and registers that are taken over."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.integration.imports.conftest import TABLE, Importer, entry, lines, outcomes
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.notifications.models import Notification
from waarborg.apps.notifications.schedule import list_duties
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications import actions as publications
from waarborg.apps.publications.importing import actions, keeping, queries, tasks, working
from waarborg.apps.publications.importing.actions import ImportRefused
from waarborg.apps.publications.models import Entry, ImportLine
from waarborg.core.publication.workflow import State

pytestmark = pytest.mark.django_db


# --- stopping, going on and undoing ----------------------------------------------------------------------
def test_work_that_stopped_goes_on_where_it_was(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.apps.publications.importing.reading.BATCH", 2)
    file = importer.compare([entry(name=f"Dossier {number}") for number in range(5)])
    actions.confirm(file=file, new=True, changed=False, by=importer.person, at=NOW)
    worker = working.take(file, at=NOW)
    write, seen = working._write, []

    def break_in_the_second(*given: object, **more: object) -> None:
        seen.append(given)
        write(*given, **more)  # type: ignore[arg-type]  # the same arguments
        if len(seen) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(working, "_write", break_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        working.work(file.reference, worker, clock=lambda: NOW)
    assert Algorithm.objects.count() == 2
    file.refresh_from_db()
    assert (file.state, file.done) == ("running", 2)
    assert not actions.has_stopped(file, at=NOW)
    later = NOW + timedelta(minutes=3)
    assert actions.has_stopped(file, at=later)
    actions.go_on(file=file, by=importer.person, at=later)
    tasks.go(file, at=later)
    assert (file.state, Algorithm.objects.count()) == ("done", 5)
    assert file.counts["results"] == {"written": 5}
    assert verify_chains().broken == ()


def test_two_runs_never_write_the_same_record(importer: Importer) -> None:
    file = importer.compare(TABLE)
    actions.confirm(file=file, new=True, changed=False, by=importer.person, at=NOW)
    first = working.take(file, at=NOW)
    second = working.take(file, at=NOW)
    working.work(file.reference, first, clock=lambda: NOW)
    assert not Algorithm.objects.exists()
    working.work(file.reference, second, clock=lambda: NOW)
    assert Algorithm.objects.count() == 2


def test_who_lost_the_rights_meanwhile_writes_nothing(importer: Importer) -> None:
    file = importer.compare(TABLE)
    actions.confirm(file=file, new=True, changed=False, by=importer.person, at=NOW)
    worker = working.take(file, at=NOW)
    importer.person.grants.update(ended_at=NOW)
    working.work(file.reference, worker, clock=lambda: NOW)
    file.refresh_from_db()
    assert (actions.has_stopped(file, at=NOW), Algorithm.objects.count()) == (True, 0)


def test_a_file_that_is_dropped_is_gone_and_its_report_stays(
    importer: Importer, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    file = importer.compare(TABLE)
    path = keeping.path_of(file.stored)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]  # a context manager
        actions.drop(file=file, by=importer.person, at=NOW)
    assert (file.state, path.exists(), len(lines(file))) == ("dropped", False, 2)


def test_undoing_archives_only_drafts_that_nobody_touched(importer: Importer) -> None:
    file = importer.write(importer.compare(TABLE))
    touched = Entry.objects.select_related("algorithm").get(algorithm__name="Scan")
    assert touched.algorithm is not None
    base = facts.newest_fact_id(touched.algorithm)
    publications.save(entry=touched, values={"risks": "<p>Nieuw.</p>"}, base=base, by=importer.person, at=NOW)
    assert actions.undo(file=file, by=importer.person, at=NOW) == 1
    assert {
        one.algorithm.name: one.state for one in Entry.objects.select_related("algorithm") if one.algorithm
    } == {
        "Zoekhulp": State.ARCHIVED,
        "Scan": State.DRAFT,
    }
    assert [line.result for line in lines(file)] == ["undone", "written"]
    with pytest.raises(ImportRefused):
        actions.undo(file=file, by=importer.person, at=NOW)


def test_after_undoing_a_better_file_reopens_the_dossiers(importer: Importer) -> None:
    actions.undo(file=importer.write(importer.compare(TABLE)), by=importer.person, at=NOW)
    importer.write(importer.compare(TABLE.replace("Vinden", "Beter vinden")))
    assert facts.current_values(Algorithm.objects.get(name="Zoekhulp"))["goal"] == "<p>Beter vinden.</p>"
    assert Entry.objects.get(algorithm__name="Zoekhulp").state == State.DRAFT


def test_old_files_are_removed_and_what_was_left_alone_ends(importer: Importer) -> None:
    done, left = importer.write(importer.compare(TABLE)), importer.compare(TABLE)
    assert actions.remove_old_files(at=NOW + timedelta(days=29)) == 0
    assert actions.remove_old_files(at=NOW + timedelta(days=31)) == 2
    done.refresh_from_db()
    left.refresh_from_db()
    assert (done.state, left.state, done.stored, left.stored) == ("done", "dropped", "", "")
    assert len(lines(done)) == 2


# --- who may ---------------------------------------------------------------------------------------------
def test_an_administrator_sees_what_a_file_would_do_and_cannot_have_it_written(
    organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    administrator = Importer(organisation, person_with_role("administrator"))
    file = administrator.compare(TABLE)
    assert outcomes(file) == ["new", "new"]
    with pytest.raises(NotAllowed):
        administrator.write(file)


@pytest.mark.parametrize("role", ["approver", "reader", "auditor", "platform_administrator"])
def test_others_bring_in_nothing(
    role: str, organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    with pytest.raises(NotAllowed):
        Importer(organisation, person_with_role(role)).bring_in(TABLE)


# --- registers -------------------------------------------------------------------------------------------
def test_a_register_is_taken_over_after_a_look(platform: Importer) -> None:
    file = platform.compare(
        [entry(lars="12345678"), entry(lars="23456789", name="Tweede"), entry(lars="x" * 80)]
    )
    assert outcomes(file) == ["new", "new", "refused"]
    assert not Entry.objects.exists()
    platform.write(file)
    assert Entry.objects.filter(live__isnull=False).count() == 2
    assert [line.result for line in lines(file)] == ["written", "written", "left"]
    again = platform.compare([entry(lars="12345678", goal="Anders.")])
    assert outcomes(again) == ["changed"]


def test_the_report_says_of_every_record_what_came_of_it(importer: Importer) -> None:
    file = importer.write(importer.compare(TABLE + ";zonder naam;;\n"))
    report = list(queries.list_report(file))
    assert [(one["status"], one["result"]) for one in report] == [
        ("new", "written"),
        ("new", "written"),
        ("refused", "left"),
    ]
    assert report[2]["errors"]
    assert ImportLine.objects.filter(file=file).count() == 3


def test_a_large_file_is_worked_on_in_the_background_and_who_confirmed_it_is_told(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SMALL_RECORDS", 1)
    file = importer.write(importer.compare(TABLE))
    assert (file.state, Algorithm.objects.count()) == ("done", 2)
    (notice,) = Notification.objects.filter(person=importer.person)
    assert (notice.kind, notice.link) == ("import_done", f"werkplek/inlezen/{file.reference}")


def test_old_files_are_removed_every_night() -> None:
    assert "publications.remove_imports" in {duty.name for duty in list_duties()}
    assert tasks.remove_old.call() == 0
