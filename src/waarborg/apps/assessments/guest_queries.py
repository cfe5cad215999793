"""What experts from outside did with their link, and how much of it lately."""

from datetime import datetime, timedelta
from hashlib import sha256

from waarborg.apps.assessments.actions.recording import author_id
from waarborg.apps.assessments.models import AnswerRow, Comment, Invitation

#: Within this time a link takes so many answers and remarks: far more than somebody types, far less than a program.
PERIOD = timedelta(hours=1)
MOST_ANSWERS, MOST_COMMENTS = 2000, 60


def was_invited(secret: str) -> bool:
    """Whether there ever was an invitation with this secret, also one that no longer works."""
    return Invitation.objects.filter(token_digest=sha256(secret.encode()).hexdigest()).exists()


def writes_too_much(invitation: Invitation, *, at: datetime) -> bool:
    """Whether a link was used for more than somebody types in an hour."""
    by, since = author_id(invitation), at - PERIOD
    rows = AnswerRow.objects.filter(assessment_id=invitation.assessment_id, by=by, at__gt=since)
    remarks = Comment.objects.filter(assessment_id=invitation.assessment_id, by=by, at__gt=since)
    return rows.count() >= MOST_ANSWERS or remarks.count() >= MOST_COMMENTS


def list_threads(invitation: Invitation) -> list[Comment]:
    """The remarks that an expert began in their part, each followed by the replies to it."""
    own = list(
        Comment.objects.filter(
            assessment_id=invitation.assessment_id, by=author_id(invitation), parent=None, removed_at=None
        ).order_by("at", "id")
    )
    replies = Comment.objects.filter(parent__in=own, removed_at=None).order_by("at", "id")
    below: dict[int, list[Comment]] = {}
    for reply in replies:
        below.setdefault(reply.parent_id or 0, []).append(reply)
    return [one for thread in own for one in (thread, *below.get(thread.pk, []))]
