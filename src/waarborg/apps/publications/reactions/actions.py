"""Receiving what readers report, answering it, and taking away what should not be kept.

Against spam there is no third party and no puzzle: a form that was asked for a moment ago and is used once, a field
that people leave empty, and limits on how many reports come from one place, for one entry and in all.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications import notices
from waarborg.apps.publications.models import Entry, Report, Version
from waarborg.core.terms.digests import digest, salted_digest
from waarborg.core.terms.text import Text

ANSWER = "reactions.answer"
REMOVE = "reactions.remove"
LONGEST_TEXT = 2_000
SHORTEST_TEXT = 10
LONGEST_SUMMARY = 500
LONGEST_ANSWER = 2_000
#: A report with more web addresses than this is an advertisement.
MOST_LINKS = 3
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: How many reports are taken within an hour: from one place, about one entry, and in all.
MOST_FROM_ONE_PLACE = 5
MOST_FOR_ONE_ENTRY = 20
MOST_IN_ALL = 500

DECISIONS = (
    Report.State.CORRECTED,
    Report.State.ACCEPTED,
    Report.State.UNCHANGED,
    Report.State.ELSEWHERE,
    Report.State.SPAM,
)


class ReportRefused(Exception):
    """A report or an answer that cannot be taken; the reason is in words for who sent it."""

    def __init__(self, code: str, reason: Text) -> None:
        super().__init__(reason.en)
        self.code = code
        self.reason = reason


TOO_MANY = Text(
    "Er zijn het afgelopen uur al veel meldingen gedaan. Probeer het over een uur opnieuw, of schrijf de"
    " organisatie zelf. Kopieer uw tekst, dan gaat hij niet verloren.",
    "Many reports came in during the last hour. Try again in an hour, or write to the organisation itself. Copy"
    " your text, so that it is not lost.",
)
TOO_SHORT = Text(
    f"Schrijf wat er niet klopt, in ten minste {SHORTEST_TEXT} tekens.",
    f"Write what is not right, in at least {SHORTEST_TEXT} characters.",
)
TOO_LONG = Text(
    f"De melding is te lang. Gebruik hooguit {LONGEST_TEXT} tekens.",
    f"The report is too long. Use at most {LONGEST_TEXT} characters.",
)
TOO_MANY_LINKS = Text(
    f"De melding heeft te veel webadressen. Noem er hooguit {MOST_LINKS}.",
    f"The report has too many web addresses. Give at most {MOST_LINKS}.",
)
ALREADY_CLOSED = Text(
    "Deze melding is al beantwoord.",
    "This report was answered already.",
)
NO_SUCH_VERSION = Text(
    "Kies een versie van na de melding, waarin de fout is hersteld. Is die er nog niet, kies dan ‘Klopt, wordt"
    " hersteld’.",
    "Choose a version made after the report, in which the mistake is mended. When there is none yet, choose"
    " ‘Right, will be mended’.",
)
NEEDS_ANSWER = Text(
    "Schrijf een samenvatting van de melding en een antwoord. Beide zijn openbaar, bij spam hoeft het niet.",
    "Write a summary of the report and an answer. Both are public; spam needs none.",
)


@dataclass(frozen=True)
class Received:
    """A report that was taken: the secret with which the reader follows it."""

    token: str
    report_id: int


def receive_report(
    *,
    public_id: str,
    version: int,
    field: str,
    text: str,
    email: str,
    language: str,
    once: str,
    sender_mark: str,
    at: datetime,
) -> Received | None:
    """Take a report of a reader about a public entry; None when this very form came in before.

    `once` is the mark of the form, `sender_mark` a mark of the place it comes from that holds for one day. Raises
    ReportRefused when the text does not fit or too many come in, NotFound when the entry is not public.
    """
    text = text.strip()
    _demand_text(text)
    entry = (
        Entry.objects.select_related("organisation").filter(public_id=public_id, live__isnull=False).first()
    )
    if entry is None:
        raise NotFound(f"There is no public entry {public_id}.")
    token, salt = secrets.token_urlsafe(24), secrets.token_hex(16)
    try:
        with transaction.atomic():
            _forget_senders(at)
            _demand_room(entry, sender_mark, at)
            report = Report.objects.create(
                entry=entry,
                version=version,
                field=field,
                text=text,
                email=email.strip(),
                language=language,
                token_digest=digest_of(token),
                once=digest_of(once),
                sender_mark=sender_mark,
                salt=salt,
                received_at=at,
            )
            about = {"report": report.pk, "version": version, "text": salted_digest(text, salt=salt)}
            _record(report, "receive_report", by=audit.SYSTEM, at=at, about=about)
            notices.tell_of_report(entry, report.pk, at=at)
    except IntegrityError:
        if Report.objects.filter(once=digest_of(once)).exists():
            return None
        raise
    return Received(token, report.pk)


def _demand_text(text: str) -> None:
    if len(text) < SHORTEST_TEXT:
        raise ReportRefused("too_short", TOO_SHORT)
    if len(text) > LONGEST_TEXT:
        raise ReportRefused("too_long", TOO_LONG)
    if text.casefold().count("http://") + text.casefold().count("https://") > MOST_LINKS:
        raise ReportRefused("too_many_links", TOO_MANY_LINKS)


def _forget_senders(at: datetime) -> None:
    """Empty the marks of yesterday; nothing needs them any more."""
    Report.objects.filter(received_at__lt=at - DAY).exclude(sender_mark="").update(sender_mark="")


def _demand_room(entry: Entry, sender_mark: str, at: datetime) -> None:
    recent = Report.objects.filter(received_at__gt=at - HOUR)
    if (
        recent.filter(sender_mark=sender_mark).count() >= MOST_FROM_ONE_PLACE
        or recent.filter(entry=entry).count() >= MOST_FOR_ONE_ENTRY
        or recent.count() >= MOST_IN_ALL
    ):
        raise ReportRefused("too_many", TOO_MANY)


@transaction.atomic
def answer_report(
    *,
    report: Report,
    decision: str,
    summary: str,
    answer: str,
    corrected_in: int | None = None,
    by: Person,
    at: datetime,
) -> Report:
    """Decide about a report. `summary` says in own words what was reported, `answer` what is done; both are public.

    A report may first be ACCEPTED and later CORRECTED, in a version made after it; other decisions are final. The
    mail address is used for the answer and then taken away. Raises ReportRefused.
    """
    rights.demand(by, ANSWER, report.entry.organisation.code)
    row = Report.objects.select_for_update().get(pk=report.pk)
    if row.state not in (Report.State.OPEN, Report.State.ACCEPTED):
        raise ReportRefused("already_closed", ALREADY_CLOSED)
    if decision not in DECISIONS or decision == row.state:
        raise ReportRefused("already_closed", ALREADY_CLOSED)
    is_spam = decision == Report.State.SPAM
    if not is_spam and not (summary.strip() and answer.strip()):
        raise ReportRefused("needs_answer", NEEDS_ANSWER)
    if decision == Report.State.CORRECTED:
        _demand_version(row, corrected_in)
    row.state = decision
    row.summary = "" if is_spam else summary.strip()[:LONGEST_SUMMARY]
    row.answer = "" if is_spam else answer.strip()[:LONGEST_ANSWER]
    row.corrected_in = corrected_in if decision == Report.State.CORRECTED else None
    row.answered_at, row.answered_by = at, str(by.pk)
    if is_spam:
        row.email = ""
    row.save()
    about: dict[str, object] = {
        "report": row.pk,
        "decision": str(decision),
        "answer": digest([row.summary, row.answer]),
    }
    if row.corrected_in is not None:
        about["version"] = row.corrected_in
    _record(row, "answer_report", by=str(by.pk), at=at, about=about)
    return row


def _demand_version(row: Report, number: int | None) -> None:
    """The mistake is mended in a version that was published after the report came in."""
    if (
        number is None
        or not Version.objects.filter(
            entry_id=row.entry_id, number=number, published_at__gt=row.received_at
        ).exists()
    ):
        raise ReportRefused("no_such_version", NO_SUCH_VERSION)


@transaction.atomic
def remove_report_text(*, report: Report, by: Person, at: datetime) -> None:
    """Take away what a reader wrote and their address, because it should not be kept. That it came in stays."""
    rights.demand(by, REMOVE, report.entry.organisation.code)
    row = Report.objects.select_for_update().get(pk=report.pk)
    if row.removed_at is not None:
        return
    row.text, row.email, row.salt = "", "", ""
    row.removed_at, row.removed_by = at, str(by.pk)
    row.save(update_fields=("text", "email", "salt", "removed_at", "removed_by"))
    _record(row, "remove_report", by=str(by.pk), at=at, about={"report": row.pk})


def forget_address(*, report_id: int) -> None:
    """Take the mail address away once the answer was sent."""
    Report.objects.filter(pk=report_id).exclude(state=Report.State.ACCEPTED).update(email="")


def digest_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256, so that who reads the database cannot follow the address."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(report: Report, action: str, *, by: str, at: datetime, about: Mapping[str, object]) -> None:
    audit.record(
        chain=report.entry.organisation.code,
        action=f"publications.{action}",
        subject=f"entry/{report.entry.public_id}",
        by=by,
        at=at,
        about=about,
    )
