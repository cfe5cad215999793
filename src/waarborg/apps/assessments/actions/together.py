"""Working together: who does which part, comments, and experts from outside."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from waarborg.apps.assessments import telling
from waarborg.apps.assessments.actions.recording import Author, author_id, hold, record, require_text
from waarborg.apps.assessments.mapping import form_of
from waarborg.apps.assessments.models import Assessment, Comment, Invitation, PartAssignment
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.assessments.slots import EDIT, INVITE
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.answers import Address
from waarborg.core.terms.text import Text

LONGEST_COMMENT = 4000
LONGEST_INVITATION = timedelta(days=90)
FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def assign_part(
    *, assessment: Assessment, part: str, assignee: str, due_on: date | None, by: Person, at: datetime
) -> PartAssignment:
    """Say who fills in a part, and before which day; empty for nobody. Raises Refused."""
    row = hold(assessment, by=by)
    _require_part(row, part)
    if assignee and assignee not in list_colleagues(row):
        raise Refused(
            Text(
                "Deze persoon mag hier geen toetsen invullen. Kies een ander.",
                "This person may not fill in assessments here. Choose somebody else.",
            ),
            "assignee",
        )
    if due_on is not None and not FIRST_YEAR <= due_on.year <= LAST_YEAR:
        raise Refused(
            Text(
                f"Kies een dag in de jaren {FIRST_YEAR} tot en met {LAST_YEAR}.",
                f"Choose a day in the years {FIRST_YEAR} to {LAST_YEAR}.",
            ),
            "due_on",
        )
    found, is_new = PartAssignment.objects.get_or_create(
        assessment=row, part=part, defaults={"assignee": "", "by": author_id(by), "at": at}
    )
    if not is_new and (found.assignee, found.due_on) == (assignee, due_on):
        return found
    before = found.assignee
    found.assignee, found.due_on, found.by, found.at = assignee, due_on, author_id(by), at
    found.save()
    record(row, "assign_part", {"part": part, "assignee": assignee}, by=by, at=at)
    if assignee and assignee != before:
        telling.tell_part(row, part, assignee, due_on=due_on, by=by, at=at)
    return found


def list_colleagues(assessment: Assessment) -> dict[str, str]:
    """Names of who may fill in assessments here, by id."""
    holders = rights.list_holders(EDIT, assessment.organisation.code)
    return {str(person.pk): person.name for person in holders}


@transaction.atomic
def comment(
    *,
    assessment: Assessment,
    place: str,
    text: str,
    by: Author,
    at: datetime,
    parent: int | None = None,
    part: str = "",
) -> Comment:
    """Write a remark at a place, or a reply. Colleagues named with @ and their whole name are told."""
    row = (
        hold(assessment, by=by, part=part, permission=EDIT)
        if isinstance(by, Invitation)
        else _hold_to_read(assessment, by)
    )
    said = require_text("text", text, LONGEST_COMMENT)
    where = _require_place(row, place, part)
    above = Comment.objects.filter(assessment=row, pk=parent).first() if parent is not None else None
    if parent is not None and above is None:
        raise Refused(
            Text("De opmerking waarop u antwoordt, is er niet.", "The remark you reply to is not there.")
        )
    mentioned = [id for id, name in list_colleagues(row).items() if f"@{name}" in said]
    found = Comment.objects.create(
        assessment=row,
        place=above.place if above is not None else where,
        parent=above.parent or above if above is not None else None,
        text=said,
        mentions=mentioned,
        by=author_id(by),
        at=at,
    )
    record(row, "comment", {"comment": found.pk}, by=by, at=at)
    telling.tell_comment(row, found, by=by, at=at)
    return found


@transaction.atomic
def resolve(*, comment: Comment, by: Person, at: datetime, again: bool = False) -> None:
    """Say that a remark is dealt with, or `again` that it is not."""
    row = hold(comment.assessment, by=by)
    found = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if (found.resolved_at is None) == again:
        return
    found.resolved_by, found.resolved_at = ("", None) if again else (author_id(by), at)
    found.save(update_fields=("resolved_by", "resolved_at"))
    record(row, "reopen_comment" if again else "resolve_comment", {"comment": found.pk}, by=by, at=at)


@transaction.atomic
def remove_comment(*, comment: Comment, by: Person, at: datetime) -> None:
    """Take a remark away: its own writer, or who may edit. The words go; that there was one stays."""
    row = _hold_to_read(comment.assessment, by)
    if comment.by != author_id(by):
        rights.demand(by, EDIT, row.organisation.code)
    Comment.objects.filter(pk=comment.pk).update(text="", removed_by=author_id(by), removed_at=at)
    record(row, "remove_comment", {"comment": comment.pk}, by=by, at=at)


@transaction.atomic
def invite(
    *, assessment: Assessment, part: str, name: str, email: str, expires_on: date, by: Person, at: datetime
) -> tuple[Invitation, str]:
    """Invite an expert from outside for one part; returns the row and the secret of the link, shown once.

    Raises Refused for a day in the past or further than 90 days ahead.
    """
    row = hold(assessment, by=by, permission=INVITE)
    _require_part(row, part)
    today = timezone.localdate(at)
    if not today <= expires_on <= today + LONGEST_INVITATION:
        raise Refused(
            Text(
                f"Kies een dag van vandaag tot {LONGEST_INVITATION.days} dagen vooruit.",
                f"Choose a day from today up to {LONGEST_INVITATION.days} days ahead.",
            ),
            "expires_on",
        )
    secret = secrets.token_urlsafe(32)
    found = Invitation.objects.create(
        assessment=row,
        part=part,
        name=require_text("name", name, 200),
        email=email.strip(),
        token_digest=sha256(secret.encode()).hexdigest(),
        by=author_id(by),
        at=at,
        expires_on=expires_on,
    )
    record(row, "invite", {"invitation": found.pk, "part": part}, by=by, at=at)
    return found, secret


@transaction.atomic
def revoke(*, invitation: Invitation, by: Person, at: datetime) -> None:
    """Withdraw an invitation: its link stops working at once; what was answered stays."""
    row = hold(invitation.assessment, by=by, permission=INVITE)
    if Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(
        revoked_by=author_id(by), revoked_at=at
    ):
        record(row, "revoke", {"invitation": invitation.pk}, by=by, at=at)


def find_invitation(secret: str, *, at: datetime) -> Invitation | None:
    """The invitation that a link belongs to, while it works: not expired, not withdrawn, the assessment not ended."""
    digest = sha256(secret.encode()).hexdigest()
    rows = Invitation.objects.select_related(
        "assessment__organisation", "assessment__algorithm__organisation"
    )
    found = rows.filter(token_digest=digest, revoked_at=None, expires_on__gte=timezone.localdate(at)).first()
    return found if found is not None and found.assessment.state != "ended" else None


def note_use(*, invitation: Invitation, at: datetime) -> None:
    """Keep when a link was first used."""
    Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=at)


def _hold_to_read(assessment: Assessment, by: Author) -> Assessment:
    assert isinstance(by, Person)  # an expert from outside is held to a part
    return hold(assessment, by=by, permission="assessments.view")


def _require_part(row: Assessment, part: str) -> None:
    if form_of(row).find_part(part) is None:
        raise Refused(Text("Dit deel staat niet in het formulier.", "This part is not in the form."), "part")


def _require_place(row: Assessment, place: str, part: str) -> str:
    missing = Refused(
        Text("Deze vraag staat niet in het formulier.", "This question is not in the form."), "place"
    )
    try:
        address = Address.parse(place)
    except ValueError as error:
        raise missing from error
    found = form_of(row).find_place(address.question)
    if found is None or (part and found.part.id != part):
        raise missing
    return str(address)
