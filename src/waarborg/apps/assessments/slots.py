"""Who may fill in, invite, advise, consent or sign, and which people hold the role that a form names."""

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.forms import Slot, SlotKind

EDIT, ADVISE, SIGN, INVITE = (
    "assessments.edit",
    "assessments.advise",
    "assessments.sign",
    "assessments.invite",
)
#: Roles of a form that are roles of people with an account; for the others anyone who may advise does.
_OWN_ROLES = {"privacy_officer": "privacy_officer", "security_officer": "security_officer"}


def may_fill(assessment: Assessment, slot: Slot, person: Person) -> bool:
    """Whether somebody may give what a slot asks. Consent is recorded by who fills in: it was given elsewhere."""
    return str(person.pk) in list_holders(assessment, slot)


def list_holders(assessment: Assessment, slot: Slot) -> set[str]:
    """The ids of who may give what a slot asks."""
    organisation = assessment.organisation.code
    if slot.kind is SlotKind.CONSENT:
        return {str(person.pk) for person in rights.list_holders(EDIT, organisation)}
    permission = SIGN if slot.kind is SlotKind.SIGNATURE else ADVISE
    holders = rights.list_holders(permission, organisation)
    role = _OWN_ROLES.get(slot.role) if slot.kind is SlotKind.ADVICE else None
    if role is None:
        return {str(person.pk) for person in holders}
    here = {organisation, *rights.ancestors(organisation)}
    return {
        str(person.pk)
        for person in holders
        if any(grant.role == role and grant.organisation in here for grant in rights.list_grants(person))
    }
