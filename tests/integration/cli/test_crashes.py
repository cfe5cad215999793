"""kill -9 in the middle of writing: what was acknowledged stays, nothing is half, the chain is whole."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.cli.test_commands import answer, run
from tests.integration.publications.test_taking_over import write_export

pytestmark = pytest.mark.real_time

MANY = 3000


def count(data: Path, query: str) -> int:
    with closing(sqlite3.connect(data / "waarborg.sqlite3")) as connection:
        found: int = connection.execute(query).fetchone()[0]
    return found


def start(*arguments: str, data: Path) -> "subprocess.Popen[bytes]":
    surroundings = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("WAARBORG_", "DJANGO_", "COV_"))
    }
    surroundings.pop("DATABASE_URL", None)
    surroundings["WAARBORG_DATA"] = str(data)
    return subprocess.Popen([sys.executable, *arguments], env=surroundings, stdout=subprocess.PIPE)


def test_an_import_killed_in_the_middle_leaves_whole_entries_and_can_go_on(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run("migrate", data=data)
    records = [{"id": str(10_000_000 + number), "title": f"Algoritme {number}"} for number in range(MANY)]
    path = write_export(tmp_path, *records)
    with start("-m", "waarborg.cli", "register", "import", str(path), "--json", data=data) as process:
        deadline = time.monotonic() + 60
        while count(data, "SELECT count(*) FROM publications_version") == 0 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    done = count(data, "SELECT count(*) FROM publications_version")
    assert 0 < done < MANY, "the import must be stopped in the middle for this test to say anything"
    assert done == count(data, "SELECT count(*) FROM publications_entry WHERE live_id IS NOT NULL")
    assert done == count(data, "SELECT count(*) FROM publications_entry")
    assert done == count(data, "SELECT count(*) FROM publications_searchdocument")
    assert run("audit", "verify", data=data).returncode == 0
    again = answer(run("register", "import", str(path), "--json", data=data))
    totals = [again["totals"][key] for key in ("records", "accepted", "unchanged", "refused")]
    assert totals == [MANY, MANY - done, done, 0]
    assert run("audit", "verify", data=data).returncode == 0


PUBLISHER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "waarborg.config.demo"
import django
django.setup()
from django.utils import timezone
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.publications import actions

now = timezone.now
body = organisations.add_organisation(code="vb", name="Voorbeeldstad", kind="gemeente", by="system", at=now())
people = []
for role in ("editor", "approver"):
    person = organisations.add_person(name=role, email=role + "@voorbeeldstad.example", by="system", at=now())
    organisations.grant_role(person=person, organisation=body, role=role, by="system", at=now())
    people.append(person)
editor, approver = people
values = {
    "description_short": "Kort.", "status": "In gebruik", "contact_email": "a@voorbeeldstad.example",
    "publication_category": "Overige algoritmes",
}
number = 0
while True:
    number += 1
    entry = actions.start_entry(organisation=body, name=f"Algoritme {number}", by=editor, at=now())
    actions.save(entry=entry, values=values, base=1_000_000, by=editor, at=now())
    actions.submit(entry=entry, by=editor, at=now())
    actions.approve(entry=entry, by=approver, at=now())
    actions.publish(entry=entry, by=approver, at=now())
    print(entry.public_id, flush=True)  # from here on the write is acknowledged
"""


def test_publishing_killed_at_any_moment_loses_no_acknowledged_version(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run("migrate", data=data)
    with start("-c", PUBLISHER, data=data) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().decode().strip() for _ in range(5)]
        time.sleep(0.037)  # somewhere within the next one
        process.send_signal(signal.SIGKILL)
        acknowledged += [line.decode().strip() for line in process.stdout.readlines() if line.endswith(b"\n")]
    assert all(acknowledged)
    with closing(sqlite3.connect(data / "waarborg.sqlite3")) as connection:
        rows = connection.execute(
            "SELECT public_id, state, live_id FROM publications_entry ORDER BY id"
        ).fetchall()
    published = {public_id for public_id, state, live in rows if state == "published"}
    assert set(acknowledged) <= published
    # A state and a public version go together, whatever was being done.
    assert all((state == "published") == (live is not None) for _, state, live in rows)
    assert len(rows) - len(acknowledged) <= 1
    assert count(data, "SELECT count(*) FROM publications_searchdocument") == len(published)
    assert run("audit", "verify", data=data).returncode == 0


IMPORTER = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "waarborg.config.testing"
import django
django.setup()
from django.utils import timezone
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications.importing import actions, working
from waarborg.apps.publications.models import ImportFile

now = timezone.now
if not Organisation.objects.filter(code="vb").exists():
    body = organisations.add_organisation(code="vb", name="Voorbeeldstad", kind="gemeente", by="system", at=now())
    person = organisations.add_person(name="e", email="e@voorbeeldstad.example", by="system", at=now())
    organisations.grant_role(person=person, organisation=body, role="editor", by="system", at=now())
    entries = [{"name": f"Dossier {number}", "organization": "Voorbeeldstad"} for number in range(400)]
    file = actions.bring_in(organisation=body, name="x.json", pieces=[json.dumps(entries).encode()], by=person, at=now())
    working.work(file.reference, working.take(file, at=now()), clock=now)
    file.refresh_from_db()
    actions.confirm(file=file, new=True, changed=False, by=person, at=now())
file = ImportFile.objects.get()
print("begin", flush=True)
print(working.work(file.reference, working.take(file, at=now()), clock=now), flush=True)
"""


def test_bringing_in_drafts_killed_in_the_middle_leaves_whole_dossiers_and_goes_on(tmp_path: Path) -> None:
    data = tmp_path / "data"
    run("migrate", data=data)
    with start("-c", IMPORTER, data=data) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begin\n"
        deadline = time.monotonic() + 120
        while count(data, "SELECT count(*) FROM algorithms_algorithm") == 0 and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    done = count(data, "SELECT count(*) FROM algorithms_algorithm")
    assert 0 < done < 400, "the import must be stopped in the middle for this test to say anything"
    assert done == count(data, "SELECT count(*) FROM publications_entry WHERE state = 'draft'")
    assert done == count(data, "SELECT count(*) FROM publications_importline WHERE result = 'written'")
    assert count(data, "SELECT count(*) FROM publications_importfile WHERE state = 'running'") == 1
    assert run("audit", "verify", data=data).returncode == 0
    with start("-c", IMPORTER, data=data) as process:
        assert process.stdout is not None
        assert process.stdout.read() == b"begin\ndone\n"
    assert count(data, "SELECT count(*) FROM algorithms_algorithm") == 400
    assert count(data, "SELECT count(*) FROM publications_importline WHERE result = 'written'") == 400
    assert run("audit", "verify", data=data).returncode == 0
