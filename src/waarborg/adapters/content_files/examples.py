"""The fictional register of Voorbeeldstad and others: organisations, people and entries to start with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from waarborg.adapters.content_files.yaml_files import CONTENT_PACKAGE, read_yaml
from waarborg.core.profile.process_steps import FrameLink, Performer, ProcessStep, Relation
from waarborg.core.publication.workflow import State

FOLDER = "examples"


@dataclass(frozen=True)
class ExampleOrganisation:
    """A public body that does not exist."""

    code: str
    name: str
    name_en: str
    kind: str
    about: str
    about_en: str
    contact: str
    website: str
    parent: str


@dataclass(frozen=True)
class ExamplePerson:
    """A part somebody plays in the demo; never a real person."""

    name: str
    email: str
    organisation: str
    role: str


@dataclass(frozen=True)
class ExampleVersion:
    """A text of an entry: what differs from the newest one, and when it was published."""

    on: date
    note: str
    values: Mapping[str, Any]
    values_en: Mapping[str, Any]


@dataclass(frozen=True)
class ExampleEvidence:
    """What shows that a task is done. kind: as the framework calls it."""

    kind: str
    title: str
    link: str
    observed_on: date
    valid_until: date | None


@dataclass(frozen=True)
class ExampleTask:
    """A task of the plan with what was done. measure: its URN. state: as the framework calls it."""

    measure: str
    state: str
    reason: str
    confirmed: bool
    due_on: date | None
    note: str
    evidence: tuple[ExampleEvidence, ...]


@dataclass(frozen=True)
class ExampleEntry:
    """An entry with its dossier: its newest text, the earlier ones, and where it stands."""

    code: str
    organisation: str
    state: State
    phase: str
    updated_on: date
    published_on: date
    reason: str
    values: Mapping[str, Any]
    values_en: Mapping[str, Any]
    facts: Mapping[str, Any]
    earlier: tuple[ExampleVersion, ...]
    newer: ExampleVersion | None
    newer_state: State | None
    steps: tuple[ProcessStep, ...] = ()
    tasks: tuple[ExampleTask, ...] = ()


@cache
def load_example_organisations() -> tuple[ExampleOrganisation, ...]:
    """The fictional public bodies; those above others come first."""
    document = read_yaml(f"{FOLDER}/organisations.yaml", schema=None)
    found = tuple(
        ExampleOrganisation(
            code=row["code"],
            name=row["name"]["nl"],
            name_en=row["name"]["en"],
            kind=row["kind"],
            about=row["about"]["nl"],
            about_en=row["about"]["en"],
            contact=row.get("contact_email", ""),
            website=row.get("website", ""),
            parent=row.get("parent") or "",
        )
        for row in document["organisations"]
    )
    return tuple(sorted(found, key=lambda item: item.parent != ""))


@cache
def load_example_people() -> tuple[ExamplePerson, ...]:
    """The demo logins."""
    document = read_yaml(f"{FOLDER}/people.yaml", schema=None)
    return tuple(
        ExamplePerson(
            name=row["display_name"], email=row["mail"], organisation=row["organisation"], role=row["role"]
        )
        for row in document["people"]
    )


@cache
def load_example_entries() -> tuple[ExampleEntry, ...]:
    """All entries, in the order of the files and of their codes."""
    folder = files(CONTENT_PACKAGE) / FOLDER
    names = sorted(item.name for item in folder.iterdir() if item.name.startswith("entries-"))
    schema = f"{FOLDER}/examples.schema.json"
    rows = [row for name in names for row in read_yaml(f"{FOLDER}/{name}", schema=schema)["entries"]]
    return tuple(_to_entry(row) for row in rows)


def _to_entry(row: Mapping[str, Any]) -> ExampleEntry:
    updated_on = date.fromisoformat(row["updated_on"])
    newer = row.get("newer_draft")
    return ExampleEntry(
        code=row["code"],
        organisation=row["organisation"],
        state=State(row["state"]),
        phase=row["phase"],
        updated_on=updated_on,
        published_on=date.fromisoformat(row.get("published_on") or row["updated_on"]),
        reason=row.get("reason") or "",
        values=row["values"],
        values_en=row.get("values_en") or {},
        facts=row.get("facts") or {},
        earlier=tuple(_to_version(item, item["published_on"]) for item in row.get("versions") or ()),
        newer=_to_version(newer, newer.get("updated_on") or row["updated_on"]) if newer else None,
        newer_state=State(newer["state"]) if newer else None,
        steps=tuple(_to_step(item) for item in row.get("steps") or ()),
        tasks=tuple(_to_task(item) for item in row.get("tasks") or ()),
    )


def _to_task(row: Mapping[str, Any]) -> ExampleTask:
    return ExampleTask(
        measure=row["measure"],
        state=row["state"],
        reason=row.get("reason") or "",
        confirmed=row.get("confirmed", False),
        due_on=_to_day(row.get("due_on")),
        note=row.get("note") or "",
        evidence=tuple(
            ExampleEvidence(
                item["kind"],
                item["title"],
                item.get("link") or "",
                date.fromisoformat(item["observed_on"]),
                _to_day(item.get("valid_until")),
            )
            for item in row.get("evidence") or ()
        ),
    )


def _to_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _to_step(row: Mapping[str, Any]) -> ProcessStep:
    return ProcessStep(
        title=row["title"],
        what=row["what"],
        performer=Performer(row["performer"]),
        no_basis=row.get("no_basis") or "",
        links=tuple(
            FrameLink(
                item["interpretation"], item["frame"], Relation(item["relation"]), item.get("remark") or ""
            )
            for item in row.get("links") or ()
        ),
    )


def _to_version(row: Mapping[str, Any], on: str) -> ExampleVersion:
    return ExampleVersion(
        on=date.fromisoformat(on),
        note=row.get("note") or "",
        values=row.get("values") or {},
        values_en=row.get("values_en") or {},
    )
