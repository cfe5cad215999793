"""Whether roles are what the audit chain says was given and taken."""

from collections import Counter

from waarborg.apps.audit.models import Event
from waarborg.apps.organisations import substitutes
from waarborg.apps.organisations.models import Grant


def find_changed_grants() -> list[str]:
    """Every role that was given or taken behind the audit chain, as `person/role/organisation`.

    Of a substitute the period and the person they stand in for are compared too.
    """
    told: Counter[tuple[object, ...]] = Counter()
    actions = ("people.grant_role", "people.end_role", "people.name_substitute", "people.end_substitute")
    for event in Event.objects.filter(action__in=actions).order_by("id"):
        about = event.about
        place = (event.subject.removeprefix("person/"), about["role"], about["organisation"])
        period = tuple(about.get(part, "") for part in substitutes.PERIOD)
        told[(*place, *period, event.action, event.by, event.at)] += 1
    there: Counter[tuple[object, ...]] = Counter()
    for grant in Grant.objects.select_related("organisation").order_by("id"):
        stands_in = grant.stands_in_for_id is not None
        about = substitutes.tell(grant) if stands_in else {}
        period = tuple(about.get(part, "") for part in substitutes.PERIOD)
        place = (str(grant.person_id), grant.role, grant.organisation.code, *period)
        began, ended = ("name_substitute", "end_substitute") if stands_in else ("grant_role", "end_role")
        there[(*place, f"people.{began}", grant.granted_by, grant.granted_at)] += 1
        if grant.ended_at is not None:
            there[(*place, f"people.{ended}", grant.ended_by, grant.ended_at)] += 1
    differing = (told - there) + (there - told)
    return sorted({f"{person}/{role}/{organisation}" for person, role, organisation, *_ in differing})
