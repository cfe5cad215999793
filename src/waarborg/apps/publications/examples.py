"""Puts the fictional register in the database, by the same actions that people use."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from waarborg.adapters.content_files.examples import (
    ExampleEntry,
    load_example_entries,
    load_example_organisations,
    load_example_people,
)
from waarborg.adapters.exchange.example_suppliers import load_example_suppliers
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.laws import get_library
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.algorithms.products.loading import load as load_templates
from waarborg.apps.algorithms.steps import actions as steps
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.notifications import actions as notifications
from waarborg.apps.obligations import actions as obligations
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.apps.publications import actions, mapping
from waarborg.apps.publications.example_assessments import load_assessments
from waarborg.apps.publications.models import Entry
from waarborg.core.framework.parts import EvidenceKind
from waarborg.core.framework.tasks import TaskState
from waarborg.core.publication.workflow import State

#: The password of every demo login. Production refuses to start while such people exist.
PASSWORD = "voorbeeld-waarborg"
#: Of what the examples say to have happened, only this last part is told to the demo people.
DAYS_TOLD = timedelta(days=90)


def is_loaded() -> bool:
    """Whether the fictional register is in the database, whole: its last entry is there."""
    return Organisation.objects.filter(code=load_example_organisations()[0].code).exists()


@transaction.atomic
def load(*, at: datetime, progress: Callable[[int, int], None] | None = None) -> int:
    """Put organisations, people, entries and assessments in an empty demo; returns how many entries. All or nothing."""
    for body in load_example_organisations():
        organisations.add_organisation(
            code=body.code,
            name=body.name,
            name_en=body.name_en,
            kind=body.kind,
            about=body.about,
            about_en=body.about_en,
            contact=body.contact,
            website=body.website,
            parent=body.parent,
            by=SYSTEM,
            at=at,
        )
    for part in load_example_people():
        person = organisations.add_person(
            name=part.name, email=part.email, password=PASSWORD, is_demo=True, by=SYSTEM, at=at
        )
        home = Organisation.objects.get(code=part.organisation)
        organisations.grant_role(person=person, organisation=home, role=part.role, by=SYSTEM, at=at)
    load_templates(load_example_suppliers(), by=SYSTEM, at=at)
    entries = load_example_entries()
    dossiers: dict[str, Algorithm] = {}
    for done, example in enumerate(entries, start=1):
        dossiers[example.code] = _Story(example, at=at).tell()
        if progress is not None:
            progress(done, len(entries))
    load_assessments(dossiers)
    notifications.begin_quietly(since=at - DAYS_TOLD)
    return len(entries)


class _Story:
    """How one entry came to be: an author writes, a colleague approves, in the order of the dates."""

    def __init__(self, example: ExampleEntry, *, at: datetime) -> None:
        self.example = example
        self.organisation = Organisation.objects.get(code=example.organisation)
        self.author = _find_somebody(self.organisation, "editor", "Redacteur", at=at)
        self.approver = _find_somebody(self.organisation, "approver", "Goedkeurder", at=at)

    def tell(self) -> Algorithm:
        """Make the dossier and entry, and take it to its state; returns the dossier."""
        example = self.example
        first_on = example.earlier[0].on if example.earlier else min(example.published_on, example.updated_on)
        began = _moment(first_on - timedelta(days=30))
        entry = actions.start_entry(
            organisation=self.organisation, name=str(example.values["name"]), by=self.author, at=began
        )
        if entry.algorithm is None:
            raise RuntimeError("A new entry has a dossier.")
        algorithms.record_facts(
            algorithm=entry.algorithm,
            values={"phase": example.phase, **example.facts},
            by=self.author,
            at=began + timedelta(minutes=20),
        )
        self._describe_steps(entry.algorithm, began + timedelta(minutes=40))
        self._do_tasks(entry.algorithm, at=_moment(example.updated_on) + timedelta(hours=3))
        for version in example.earlier:
            values = {**example.values, **version.values}
            self._write(entry, values, {**example.values_en, **version.values_en}, version.on)
            self._take_to(entry, State.PUBLISHED, version.on, version.note)
        was_public = (
            example.state in (State.WITHDRAWN, State.ARCHIVED) and example.published_on < example.updated_on
        )
        text_on = example.published_on if was_public else example.updated_on
        self._write(entry, example.values, example.values_en, text_on)
        if was_public:
            self._take_to(entry, State.PUBLISHED, text_on, "")
            self._close(entry)
        else:
            self._take_to(entry, example.state, text_on, example.reason)
        if example.newer is not None and example.newer_state is not None:
            self._write(entry, example.newer.values, example.newer.values_en, example.newer.on)
            self._take_to(entry, example.newer_state, example.newer.on, example.newer.note)
        return entry.algorithm

    def _describe_steps(self, algorithm: Algorithm, at: datetime) -> None:
        """Write down the steps of the algorithm, and what each rests on."""
        for said in self.example.steps:
            step = steps.add_step(
                algorithm=algorithm,
                title=said.title,
                what=said.what,
                performer=said.performer,
                by=self.author,
                at=at,
            )
            for link in said.links:
                steps.link_frame(
                    step=step,
                    interpretation=link.interpretation,
                    frame=link.frame,
                    relation=link.relation,
                    remark=link.remark,
                    library=get_library(),
                    by=self.author,
                    at=at,
                )
            if said.no_basis:
                steps.say_no_basis(step=step, reason=said.no_basis, by=self.author, at=at)

    def _do_tasks(self, algorithm: Algorithm, *, at: datetime) -> None:
        """Say of each task who does it and how far it is, with what shows it."""
        framework = load_framework()
        for said in self.example.tasks:
            place = obligations.Place(
                organisation=self.organisation, algorithm=algorithm, measure=said.measure
            )
            days = [item.observed_on for item in said.evidence]
            when = _moment(max(days)) + timedelta(days=1) if days else at
            row = obligations.plan_task(
                place=place,
                framework=framework,
                assignee=str(self.author.pk),
                due_on=said.due_on,
                note=said.note,
                expected_number=0,
                by=self.author,
                at=when,
            )
            for item in said.evidence:
                obligations.add_evidence(
                    place=place,
                    framework=framework,
                    kind=EvidenceKind(item.kind),
                    title=item.title,
                    link=item.link,
                    observed_on=item.observed_on,
                    valid_until=item.valid_until,
                    by=self.author,
                    at=when,
                )
            row.refresh_from_db()
            row = obligations.set_state(
                place=place,
                framework=framework,
                state=TaskState(said.state),
                reason=said.reason,
                expected_number=row.number,
                by=self.author,
                at=when,
            )
            if said.confirmed:
                obligations.confirm(
                    place=place,
                    framework=framework,
                    expected_number=row.number,
                    by=self.approver,
                    at=when + timedelta(hours=2),
                )

    def _close(self, entry: Entry) -> None:
        """Withdraw what was public, and archive it where the example says so."""
        day, reason = _moment(self.example.updated_on), self.example.reason
        actions.withdraw(entry=entry, by=self.approver, at=day, reason=reason)
        if self.example.state is State.ARCHIVED:
            actions.archive(entry=entry, by=self.approver, at=day + timedelta(hours=1), reason=reason)

    def _write(
        self, entry: Entry, values: Mapping[str, object], english: Mapping[str, object], on: date
    ) -> None:
        if entry.state == State.PUBLISHED:
            actions.revise(entry=entry, by=self.author, at=_moment(on) - timedelta(days=8))
        typed = {field: "" if value is None else value for field, value in values.items()}
        typed |= {field + mapping.ENGLISH: "" if value is None else value for field, value in english.items()}
        if entry.algorithm is None:
            raise RuntimeError("A new entry has a dossier.")
        base = facts.newest_fact_id(entry.algorithm)
        actions.save(entry=entry, values=typed, base=base, by=self.author, at=_moment(on) - timedelta(days=7))

    def _take_to(self, entry: Entry, state: State, on: date, reason: str) -> None:
        if state is State.DRAFT:
            return
        day = _moment(on)
        actions.submit(entry=entry, by=self.author, at=day - timedelta(days=3), reason=reason[:1000])
        if state is State.IN_REVIEW:
            return
        actions.approve(entry=entry, by=self.approver, at=day - timedelta(hours=2))
        if state is State.APPROVED:
            return
        actions.publish(entry=entry, by=self.approver, at=day)


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(9, 30), tzinfo=UTC)


def _find_somebody(organisation: Organisation, role: str, title: str, *, at: datetime) -> Person:
    """Who plays this role in the organisation; made up without a login where the demo has nobody."""
    grant = (
        Grant.objects.select_related("person")
        .filter(organisation=organisation, role=role, ended_at=None)
        .first()
    )
    if grant is not None:
        return grant.person
    person = organisations.add_person(
        name=f"{title} {organisation.name}",
        email=f"{title.lower()}@{organisation.code.removeprefix('vb-')}.example",
        is_demo=True,
        by=SYSTEM,
        at=at,
    )
    organisations.grant_role(person=person, organisation=organisation, role=role, by=SYSTEM, at=at)
    return person
