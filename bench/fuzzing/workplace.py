"""Bringing in damaged files at the workplace: what is refused leaves nothing behind, what is written is whole."""

from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from bench.fuzzing.seeds import make_seeds
from bench.fuzzing.targets import READ, REFUSED, WORKPLACE, Broken, Target
from waarborg.adapters.exchange import BrokenFile
from waarborg.apps.algorithms.models import Algorithm, Fact
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications.importing import actions, keeping, tasks
from waarborg.apps.publications.importing.actions import ImportRefused
from waarborg.apps.publications.models import Entry, ImportFile, ImportLine, Version

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
_COUNTED = (Algorithm, Fact, Entry, Version, Event, ImportFile, ImportLine)


def make_target() -> Target:
    """The workplace as a target; adds an organisation with an editor and a platform administrator."""
    body = Organisation.objects.filter(code="fuzz").first() or organisations.add_organisation(
        code="fuzz", name="Voorbeeldstad", kind="gemeente", by="system", at=NOW
    )
    editor, platform = (_add_person(role, body) for role in ("editor", "platform_administrator"))
    seeds = make_seeds()
    files = [file for name, several in seeds.items() if name not in ("organisations",) for file in several]
    return Target(WORKPLACE, files, lambda path: take(path, body, editor, platform))


def _add_person(role: str, body: Organisation) -> Person:
    person = organisations.add_person(name=role, email=f"{role}@voorbeeldstad.example", by="system", at=NOW)
    organisations.grant_role(person=person, organisation=body, role=role, by="system", at=NOW)
    return person


def take(path: Path, body: Organisation, editor: Person, platform: Person) -> str:
    """Bring a file in both ways, and put everything back as it was."""
    answers = {_take_one(path, body, editor), _take_one(path, None, platform)}
    return READ if READ in answers else REFUSED


def _take_one(path: Path, organisation: Organisation | None, person: Person) -> str:
    with transaction.atomic():
        try:
            return _bring_in(path, organisation, person)
        finally:
            transaction.set_rollback(True)


def _bring_in(path: Path, organisation: Organisation | None, person: Person) -> str:
    before = _count()
    try:
        file = actions.bring_in(
            organisation=organisation, name=path.name, pieces=[path.read_bytes()], by=person, at=NOW
        )
    except BrokenFile:
        _require(_count() == before, "a refused file left something behind")
        return REFUSED
    try:
        return _go_through(file, person, before)
    finally:
        keeping.remove(file.stored)


def _go_through(file: ImportFile, person: Person, before: dict[str, int]) -> str:
    try:
        if file.is_table:
            names = [one["name"] for one in file.columns]
            guesses = {one["name"]: one["guess"] for one in file.columns}
            if "name" not in guesses.values():
                guesses[names[0]] = "name"
            actions.name_columns(file=file, mapping=guesses, by=person, at=NOW)
        tasks.go(file, at=NOW)
        unwritten = _count()
        _require(
            all(unwritten[one] == before[one] for one in ("Algorithm", "Fact", "Entry", "Version")),
            "written unasked",
        )
        actions.confirm(file=file, new=True, changed=True, by=person, at=NOW)
    except ImportRefused:
        return REFUSED
    tasks.go(file, at=NOW)
    written = ImportLine.objects.filter(file=file, result=ImportLine.Result.WRITTEN).count()
    added = Entry.objects.count() - before["Entry"]
    _require(file.state == "done", f"the import ended as {file.state}")
    _require(added == written, f"{written} records were written and {added} entries are there")
    _require(not verify_chains().broken, "the audit chain is broken")
    return READ


def _count() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in _COUNTED}


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Broken(otherwise)
