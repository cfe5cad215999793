"""All writes to organisations, people and roles."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from waarborg.adapters.content_files.organisations import OrganisationRecord
from waarborg.adapters.content_files.rings import find_ring
from waarborg.adapters.content_files.roles import load_rights
from waarborg.adapters.content_files.yaml_files import ContentError
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights, substitutes
from waarborg.apps.organisations.models import Grant, Organisation, Person

LISTED_FIELDS = ("tooi_uri", "name", "name_en", "other_names", "kind", "is_current", "ended_on")
ERASED_NAME = "Verwijderd persoon"

#: What others keep about a person and goes when the person is erased, by the name from the person's side.
ERASED_WITH_THE_PERSON = (
    "emailaddress_set",
    "authenticator_set",
    "socialaccount_set",
    "working_copies",
    "saved_filters",
    "notifications",
    "notice_preferences",
)


class ActionRefused(Exception):
    """An action that cannot be done, with the reason in words for the person who asked."""


@transaction.atomic
def load_list(*, records: Sequence[OrganisationRecord], by: str, at: datetime) -> dict[str, int]:
    """Bring the list of organisations up to date with `records`; returns how many were added and changed.

    Organisations that are not in `records` stay as they are: bodies of our own, and those of an older list.
    """
    known = {row.code: row for row in Organisation.objects.order_by("id")}
    added, changed = [], []
    for record in records:
        row = known.get(record.code)
        plain = {
            "tooi_uri": record.tooi_uri or None,
            "name": record.name,
            "name_en": record.english_name,
            "other_names": [record.tooi_name, *record.aliases],
            "kind": record.kind,
            "is_current": record.current,
            "ended_on": record.ended_on,
        }
        if row is None:
            added.append(Organisation(code=record.code, **plain))
        elif any(getattr(row, field) != value for field, value in plain.items()):
            for field, value in plain.items():
                setattr(row, field, value)
            changed.append(row)
    Organisation.objects.bulk_create(added, batch_size=500)
    Organisation.objects.bulk_update(changed, LISTED_FIELDS, batch_size=200)
    relations = _relate(records)
    _require_no_ring()
    if added or changed or relations:
        audit.record(
            chain=audit.PLATFORM,
            action="organisations.load_list",
            subject="organisations/list",
            by=by,
            at=at,
            about={"added": len(added), "changed": len(changed), "relations": relations},
        )
    return {
        "added": len(added),
        "changed": len(changed),
        "unchanged": len(records) - len(added) - len(changed),
    }


def _relate(records: Iterable[OrganisationRecord]) -> int:
    """Set parents and successors; returns how many organisations changed."""
    rows = {
        row.code: row for row in Organisation.objects.select_related("parent").prefetch_related("successors")
    }
    count = 0
    for record in records:
        row = rows[record.code]
        parent = rows.get(record.parent) if record.parent else None
        successors = {rows[code].pk for code in record.successors if code in rows}
        touched = False
        if parent is not None and row.parent_id != parent.pk:
            row.parent = parent
            row.save(update_fields=("parent",))
            touched = True
        if successors != {item.pk for item in row.successors.all()}:
            row.successors.set(successors)
            touched = True
        count += touched
    return count


def _require_no_ring() -> None:
    """Refuse a list that, with what is here already, puts a body below itself. Raises `ContentError`."""
    rows = (
        Organisation.objects.filter(parent__isnull=False).order_by("code").values_list("code", "parent__code")
    )
    if ring := find_ring({code: (str(parent),) for code, parent in rows}):
        raise ContentError(
            file="organisations",
            path=f"{ring[0]}.parent",
            fault=f"with what is here already, these organisations form a ring: {' → '.join((*ring, ring[0]))}",
            remedy="Give the parent of each of them in the list, or leave all out",
        )


@transaction.atomic
def add_organisation(
    *,
    code: str,
    name: str,
    kind: str,
    by: str,
    at: datetime,
    name_en: str = "",
    about: str = "",
    about_en: str = "",
    contact: str = "",
    website: str = "",
    parent: str = "",
) -> Organisation:
    """Add a body that is on no official list."""
    if Organisation.objects.filter(code=code).exists():
        raise ActionRefused(f"There is already an organisation with the code {code}.")
    organisation = Organisation.objects.create(
        code=code,
        name=name,
        name_en=name_en,
        kind=kind,
        about=about,
        about_en=about_en,
        contact=contact,
        website=website,
        parent=Organisation.objects.get(code=parent) if parent else None,
    )
    audit.record(chain=code, action="organisations.add", subject=f"organisation/{code}", by=by, at=at)
    return organisation


@transaction.atomic
def add_person(
    *, name: str, email: str, by: str, at: datetime, password: str | None = None, is_demo: bool = False
) -> Person:
    """Add somebody who can log in. Without a password the person sets one by the link for a forgotten one."""
    email = email.strip().lower()
    if Person.objects.filter(email__iexact=email).exists():
        raise ActionRefused(f"There is already a person with the mail address {email}.")
    person = Person(name=name.strip(), email=email, is_demo=is_demo)
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    person.save()
    audit.record(chain=audit.PLATFORM, action="people.add", subject=f"person/{person.pk}", by=by, at=at)
    return person


@transaction.atomic
def grant_role(*, person: Person, organisation: Organisation, role: str, by: str, at: datetime) -> Grant:
    """Give `person` a role in an organisation; giving a role that is held already changes nothing."""
    load_rights().get_role(role)
    held = Grant.objects.filter(
        person=person, organisation=organisation, role=role, ended_at=None, stands_in_for=None
    ).first()
    if held is not None:
        return held
    grant = Grant.objects.create(
        person=person, organisation=organisation, role=role, granted_at=at, granted_by=by
    )
    audit.record(
        chain=organisation.code,
        action="people.grant_role",
        subject=f"person/{person.pk}",
        by=by,
        at=at,
        about={"role": role, "organisation": organisation.code},
    )
    return grant


@transaction.atomic
def end_role(*, grant: Grant, by: str, at: datetime) -> None:
    """Take a role away, and with it the role of who stands in for that person.

    Who holds no role of their own any more stands in for nobody either.
    The last administrator of an organisation stays, so that it can still be managed.
    """
    if grant.ended_at is not None:
        return
    if grant.stands_in_for_id is not None:
        substitutes.end(grant=grant, by=by, at=at)
        return
    others = Grant.objects.filter(organisation=grant.organisation, role="administrator", ended_at=None)
    if grant.role == "administrator" and not others.exclude(pk=grant.pk).exists():
        raise ActionRefused(
            "This is the last administrator of the organisation. Make somebody else administrator first."
        )
    grant.ended_at = at
    grant.ended_by = by
    grant.save(update_fields=("ended_at", "ended_by"))
    audit.record(
        chain=grant.organisation.code,
        action="people.end_role",
        subject=f"person/{grant.person_id}",
        by=by,
        at=at,
        about={"role": grant.role, "organisation": grant.organisation.code},
    )
    substitutes.end_all(replaced=grant.person, role=grant.role, organisation=grant.organisation, by=by, at=at)
    substitutes.end_of_leaver(person=grant.person, organisation=grant.organisation, by=by, at=at)


@transaction.atomic
def erase_person(*, person: Person, by: str, at: datetime, reason: str) -> None:
    """Erase who somebody is (GDPR Art. 17). What they did stays, under an id that leads to nobody."""
    if not reason.strip():
        raise ActionRefused("Say why this person is erased.")
    for grant in Grant.objects.filter(person=person, ended_at=None).order_by("id"):
        end_role(grant=grant, by=by, at=at)
    person.name = ERASED_NAME
    person.email = None
    person.is_active = False
    person.erased_at = at
    person.last_login = None
    person.language = "nl"
    person.set_unusable_password()
    person.save()
    for relation in ERASED_WITH_THE_PERSON:
        getattr(person, relation).all().delete()
    audit.record(
        chain=audit.PLATFORM, action="people.erase", subject=f"person/{person.pk}", by=by, at=at, about={}
    )


@transaction.atomic
def remove_demo_people(*, by: str, at: datetime) -> int:
    """Erase every example person; returns how many."""
    people = list(Person.objects.filter(is_demo=True).order_by("id"))
    for person in people:
        for grant in Grant.objects.filter(person=person, ended_at=None).order_by("id"):
            if grant.stands_in_for_id is not None:
                substitutes.end(grant=grant, by=by, at=at)
                continue
            grant.ended_at, grant.ended_by = at, by
            grant.save(update_fields=("ended_at", "ended_by"))
        person.is_demo = False
        person.save(update_fields=("is_demo",))
        erase_person(person=person, by=by, at=at, reason="example person")
    return len(people)


EDITABLE_FIELDS = ("about", "about_en", "contact", "website")


@transaction.atomic
def edit_organisation(
    *, organisation: Organisation, values: Mapping[str, str], by: Person, at: datetime
) -> tuple[str, ...]:
    """Change what an organisation says of itself; returns the fields that changed. Equal values change nothing."""
    rights.demand(by, "organisations.edit", organisation.code)
    if strange := sorted(set(values) - set(EDITABLE_FIELDS)):
        raise KeyError(f"An organisation has no field {', '.join(strange)} that can be edited.")
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    changed = tuple(field for field, value in values.items() if getattr(row, field) != value.strip())
    for field in changed:
        setattr(row, field, values[field].strip())
    if changed:
        row.save(update_fields=changed)
        audit.record(
            chain=row.code,
            action="organisations.edit",
            subject=f"organisation/{row.code}",
            by=str(by.pk),
            at=at,
            about={"fields": sorted(changed)},
        )
    return changed
