"""Who may take which step with an entry: the table of the flow of its organisation, and the roles of the person."""

from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications.models import Entry
from waarborg.core.publication.workflow import Flow, State, Transition, list_permissions


def find_permission(person: Person, transition: Transition, entry: Entry) -> str | None:
    """The permission with which `person` may take the step with this entry; None when they may not.

    Whether the step can be taken now is another question, for `check_step`.
    """
    asked = list_permissions(transition, flow=flow_of(entry), state=State(entry.state))
    code = entry.organisation.code
    return next((permission for permission in asked if rights.may(person, permission, code)), None)


def may_take(person: Person, transition: Transition, entry: Entry) -> bool:
    """Whether a role of `person` allows the step in the flow of the organisation whose entry this is."""
    return find_permission(person, transition, entry) is not None


def demand_step(person: Person, transition: Transition, entry: Entry) -> str:
    """The permission with which `person` takes the step; raises NotAllowed when there is none."""
    found = find_permission(person, transition, entry)
    if found is None:
        asked = list_permissions(transition, flow=flow_of(entry), state=State(entry.state))
        raise rights.NotAllowed(asked[0], entry.organisation.code)
    return found


def flow_of(entry: Entry) -> Flow:
    """The flow in which an entry becomes public."""
    return Flow(entry.organisation.flow)
