"""Whether roles are what the audit chain says was given and taken."""

from collections import Counter

from waarborg.apps.audit.models import Event
from waarborg.apps.organisations.models import Grant


def find_changed_grants() -> list[str]:
    """Every role that was given or taken behind the audit chain, as `person/role/organisation`."""
    told: Counter[tuple[object, ...]] = Counter()
    for event in Event.objects.filter(action__in=("people.grant_role", "people.end_role")).order_by("id"):
        person = event.subject.removeprefix("person/")
        told[
            (person, event.about["role"], event.about["organisation"], event.action, event.by, event.at)
        ] += 1
    there: Counter[tuple[object, ...]] = Counter()
    for grant in Grant.objects.select_related("organisation").order_by("id"):
        place = (str(grant.person_id), grant.role, grant.organisation.code)
        there[(*place, "people.grant_role", grant.granted_by, grant.granted_at)] += 1
        if grant.ended_at is not None:
            there[(*place, "people.end_role", grant.ended_by, grant.ended_at)] += 1
    differing = (told - there) + (there - told)
    return sorted({f"{person}/{role}/{organisation}" for person, role, organisation, *_ in differing})
