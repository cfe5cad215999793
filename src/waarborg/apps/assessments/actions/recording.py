"""What all writes to an assessment share: who may, the lock, the count of changes and the event in the chain."""

from collections.abc import Mapping
from datetime import datetime

from waarborg.apps.assessments.models import Assessment, Invitation, State
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.assessments.slots import EDIT
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.terms.text import Text

#: Who writes: somebody with an account, or an expert from outside with a link.
Author = Person | Invitation


def author_id(by: Author) -> str:
    """The id under which a write is kept; never a name."""
    return f"guest/{by.pk}" if isinstance(by, Invitation) else str(by.pk)


def hold(assessment: Assessment, *, by: Author, permission: str = EDIT, part: str = "") -> Assessment:
    """The row, locked, for somebody who may write there. Somebody from outside may write in the part they were asked
    for only; an invitation without a part is for all of them.

    Raises NotAllowed, or Refused when the link of an expert no longer works.
    """
    row = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("organisation", "algorithm__organisation")
        .get(pk=assessment.pk)
    )
    if isinstance(by, Invitation):
        if by.assessment_id != row.pk or (by.part and part != by.part) or permission != EDIT:
            raise rights.NotAllowed(permission, row.organisation.code)
        if Invitation.objects.filter(pk=by.pk, revoked_at=None).first() is None:
            raise Refused(Text("Deze uitnodiging is ingetrokken.", "This invitation was withdrawn."))
    else:
        rights.demand(by, permission, row.organisation.code)
    return row


def require_open(row: Assessment) -> None:
    """Answers are written while an assessment is open. Raises Refused that says how to go on."""
    if row.state == State.OPEN:
        return
    reasons = {
        State.IN_REVIEW: Text(
            "Deze toets ligt voor advies en handtekening. Haal hem eerst terug om iets te wijzigen.",
            "This assessment is up for advice and signature. Take it back first to change something.",
        ),
        State.SIGNED: Text(
            "Deze toets is getekend en ligt vast. Open hem opnieuw, met een reden, om iets te wijzigen.",
            "This assessment was signed and is fixed. Open it again, with a reason, to change something.",
        ),
        State.ENDED: Text("Deze toets is beëindigd.", "This assessment was ended."),
    }
    raise Refused(reasons[State(row.state)])


def record(
    row: Assessment,
    what: str,
    about: Mapping[str, object],
    *,
    by: Author | str,
    at: datetime,
    save: tuple[str, ...] = (),
) -> None:
    """Count a change and tell the audit chain. save: the other fields of the row that changed."""
    row.number += 1
    row.changed_at = at
    row.save(update_fields=("number", "changed_at", *save))
    audit.record(
        chain=row.organisation.code,
        action=f"assessments.{what}",
        subject=f"assessment/{row.pk}",
        by=by if isinstance(by, str) else author_id(by),
        at=at,
        about={
            **about,
            "form": f"{row.form}:{row.form_version}",
            "of": name_subject(row),
            "number": row.number,
        },
    )


def name_subject(row: Assessment) -> str:
    """What an assessment is about, as the audit chain names it."""
    return f"algorithm/{row.home}" if row.algorithm_id else f"organisation/{row.organisation.code}"


def require_text(field: str, text: str, longest: int, *, may_be_empty: bool = False) -> str:
    """A text without space around it; raises Refused when it is empty or too long."""
    tidy = text.strip()
    if not tidy and not may_be_empty:
        raise Refused(Text("Vul dit in.", "Fill this in."), field)
    if len(tidy) > longest:
        raise Refused(
            Text(
                f"Dit zijn {len(tidy)} tekens; er is plaats voor {longest}.",
                f"These are {len(tidy)} characters; there is room for {longest}.",
            ),
            field,
        )
    return tidy
