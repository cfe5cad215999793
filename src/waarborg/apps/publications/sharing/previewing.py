"""Links with which somebody without an account reads a text before it is public."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from waarborg.apps.algorithms import queries as facts
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications import mapping, standing
from waarborg.apps.publications.actions.locking import record
from waarborg.apps.publications.models import Entry, PreviewLink, Proposal
from waarborg.core.publication.workflow import State, StepRefused
from waarborg.core.terms.text import Text

SHARE = "publications.share"
LONGEST_DAYS = 90
USUAL_DAYS = 14
MOST_LINKS = 20
TOKEN_BYTES = 32
#: States in which there is a text on its way to the public.
SHOWN_STATES = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.PUBLISHED)
TOO_LONG = Text(
    f"Een link werkt hooguit {LONGEST_DAYS} dagen. Kies een dag tussen morgen en dan.",
    f"A link works for {LONGEST_DAYS} days at most. Choose a day between tomorrow and then.",
)
TOO_MANY = Text(
    f"Er zijn al {MOST_LINKS} links die werken. Trek er eerst een in.",
    f"There are {MOST_LINKS} links already that work. Take one back first.",
)
NOTHING_TO_SHOW = Text(
    "Deze tekst is afgesloten. Heropen hem voordat u hem deelt.",
    "This text is closed. Reopen it before you share it.",
)


class LinkEnded(Exception):
    """The link was there once, and shows nothing any more."""


@dataclass(frozen=True)
class SharedText:
    """What a link shows: the text as it stands, and what it is."""

    entry: Entry
    values: Mapping[str, object]
    values_en: Mapping[str, object]
    texts_at: Mapping[str, datetime | str]
    is_submitted: bool
    expires_at: datetime


@transaction.atomic
def make_link(
    *, entry: Entry, expires_at: datetime, recipient: str, once: str, by: Person, at: datetime
) -> str | None:
    """Make a link and return its token, which is kept nowhere; None when the form `once` made a link before.

    Raises NotAllowed; StepRefused when it would work too long, there are too many, or there is nothing to show.
    """
    rights.demand(by, SHARE, entry.organisation.code)
    entry = Entry.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=entry.pk)
    if PreviewLink.objects.filter(once=_digest(once)).exists():
        return None
    if not at < expires_at <= at + timedelta(days=LONGEST_DAYS):
        raise StepRefused("too_long", TOO_LONG)
    if entry.algorithm_id is None or entry.state not in SHOWN_STATES:
        raise StepRefused("nothing_to_show", NOTHING_TO_SHOW)
    if list_working(entry, at=at).count() >= MOST_LINKS:
        raise StepRefused("too_many", TOO_MANY)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        with transaction.atomic():
            link = PreviewLink.objects.create(
                entry=entry,
                token_digest=_digest(token),
                once=_digest(once),
                recipient=recipient.strip(),
                made_by=str(by.pk),
                made_at=at,
                expires_at=expires_at,
            )
    except IntegrityError:
        return None
    about = {"link": link.pk, "expires": expires_at.isoformat()}
    record(entry, "share", by=by, at=at, about=about)
    return token


@transaction.atomic
def revoke_link(*, entry: Entry, link_id: int, by: Person, at: datetime) -> bool:
    """Take a link back, at once; returns whether it still worked. Raises NotAllowed, NotFound."""
    rights.demand(by, SHARE, entry.organisation.code)
    link = PreviewLink.objects.select_for_update().filter(entry=entry, pk=link_id).first()
    if link is None:
        raise NotFound(f"The entry {entry.public_id} has no link {link_id}.")
    if link.revoked_at is not None or link.expires_at <= at:
        return False
    link.revoked_at = at
    link.revoked_by = str(by.pk)
    link.save(update_fields=("revoked_at", "revoked_by"))
    record(entry, "unshare", by=by, at=at, about={"link": link.pk})
    return True


def list_links(entry: Entry) -> list[PreviewLink]:
    """Every link that was made for an entry, newest first."""
    return list(PreviewLink.objects.filter(entry=entry).order_by("-id")[:100])


def list_working(entry: Entry, *, at: datetime) -> QuerySet[PreviewLink]:
    """The links that work at a moment."""
    return PreviewLink.objects.filter(entry=entry, revoked_at__isnull=True, expires_at__gt=at).order_by("-id")


def open_link(token: str, *, at: datetime, counts: bool = True) -> SharedText:
    """The text that a link shows, and count that it was opened.

    A link ends on its day, when it is taken back, when the text is closed, and when who made it may not share any more.
    Raises LinkEnded then, and NotFound for a token that was never given out.
    """
    link = (
        PreviewLink.objects.select_related("entry__organisation", "entry__algorithm__organisation")
        .filter(token_digest=_digest(token))
        .first()
    )
    if link is None:
        raise NotFound("There is no such preview.")
    shown = _read(link, at=at)
    if counts:
        PreviewLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1, opened_at=at)
    return shown


def _read(link: PreviewLink, *, at: datetime) -> SharedText:
    entry = link.entry
    if link.revoked_at is not None or link.expires_at <= at or entry.state not in SHOWN_STATES:
        raise LinkEnded
    maker = Person.objects.filter(pk=UUID(link.made_by)).first()
    if maker is None or not rights.may(maker, SHARE, entry.organisation.code) or entry.algorithm is None:
        raise LinkEnded
    proposal = Proposal.objects.filter(entry=entry, outcome__in=("open", "approved")).first()
    if proposal is not None:
        return SharedText(
            entry, proposal.values, proposal.values_en, proposal.texts_at, True, link.expires_at
        )
    known = facts.current_values(entry.algorithm)
    return SharedText(
        entry,
        mapping.values_from_facts(known, entry.organisation),
        mapping.english_from_facts(known),
        standing.find_moments(entry.algorithm),
        False,
        link.expires_at,
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
