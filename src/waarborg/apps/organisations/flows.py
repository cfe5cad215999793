"""How an organisation works: who publishes last, and after how many months a text is looked at again."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.publication.workflow import Flow

FEWEST_MONTHS, MOST_MONTHS = 1, 60


@transaction.atomic
def choose(*, organisation: Organisation, flow: Flow, by: Person, at: datetime) -> bool:
    """Let an organisation publish itself, or leave that to the central editors; returns whether that changed.

    Texts that wait keep their state: what is approved already waits from now on for the other.
    """
    return _set(organisation, "flow", flow.value, by=by, at=at)


@transaction.atomic
def choose_review_months(*, organisation: Organisation, months: int, by: Person, at: datetime) -> bool:
    """Set after how many months a published text is looked at again; returns whether that changed.

    Dates that were set before stay. Raises ValueError outside 1 to 60 months.
    """
    if not FEWEST_MONTHS <= months <= MOST_MONTHS:
        raise ValueError(f"A review comes after {FEWEST_MONTHS} to {MOST_MONTHS} months, not {months}.")
    return _set(organisation, "review_months", months, by=by, at=at)


def _set(organisation: Organisation, field: str, value: object, *, by: Person, at: datetime) -> bool:
    rights.demand(by, "organisations.edit", organisation.code)
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = getattr(row, field)
    setattr(organisation, field, value)
    if before == value:
        return False
    setattr(row, field, value)
    row.save(update_fields=(field,))
    audit.record(
        chain=row.code,
        action=f"organisations.choose_{field}",
        subject=f"organisation/{row.code}",
        by=str(by.pk),
        at=at,
        about={"from": before, "to": value},
    )
    return True
