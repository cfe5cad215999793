"""The end of an assessment: asking for advice, giving it, reacting to it, signing, and opening it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from waarborg.apps.assessments import following, queries, reasons, telling
from waarborg.apps.assessments.actions.recording import Author, author_id, hold, record, require_text
from waarborg.apps.assessments.models import Assessment, FixedVersion, SlotEntry, State, Trigger
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.assessments.slots import ADVISE, EDIT, SIGN, list_holders, may_fill
from waarborg.apps.assessments.snapshots import digest_answers, make_snapshot
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.following import Holds, list_findings, list_slots
from waarborg.core.forms.forms import Slot, SlotKind
from waarborg.core.forms.progress import measure_progress
from waarborg.core.terms.digests import digest
from waarborg.core.terms.text import Text

LONGEST_ADVICE = 20_000
POSITIVE, CONDITIONS, NEGATIVE = "positive", "conditions", "negative"
VERDICTS = (POSITIVE, CONDITIONS, NEGATIVE)


@dataclass(frozen=True)
class NotReady(Exception):
    """What stands in the way of asking for advice: required questions without an answer, and blocking findings."""

    missing: int
    findings: int


def find_obstacles(opened: Opened) -> NotReady | None:
    """What stands in the way of asking for advice and signing; None when nothing does."""
    missing = len(measure_progress(opened.reading).missing)
    blocking = sum(check.blocks for check in list_findings(opened.reading))
    return NotReady(missing, blocking) if missing or blocking else None


@transaction.atomic
def ask_advice(*, assessment: Assessment, by: Person, at: datetime) -> Assessment:
    """Lay an assessment before who must advise and sign; until it is taken back nobody changes it.

    Raises Refused while required questions have no answer, or answers do not go together.
    """
    row = hold(assessment, by=by)
    if row.state == State.IN_REVIEW:
        return row
    _require(row, State.OPEN)
    opened = queries.open_assessment(row, on=timezone.localdate(at))
    if (obstacle := find_obstacles(opened)) is not None:
        raise Refused(
            Text(
                f"Nog niet klaar: {obstacle.missing} vragen zonder antwoord, {obstacle.findings} tegenspraken.",
                f"Not ready yet: {obstacle.missing} questions without an answer, {obstacle.findings} contradictions.",
            )
        )
    row.state = State.IN_REVIEW
    about = {"digest": digest_answers(opened)}
    _overtake(row, keep=str(about["digest"]), at=at)
    # A refusal asked for something else; whoever refused may sign now, also when nothing but the plan changed.
    refused = SlotEntry.objects.filter(assessment=row, overtaken_at=None, kind=SlotKind.SIGNATURE)
    refused.filter(verdict=NEGATIVE).update(overtaken_at=at)
    record(row, "ask_advice", about, by=by, at=at, save=("state",))
    people = {id for slot, _ in list_slots(opened.reading) for id in list_holders(row, slot)}
    telling.tell_asked(row, people, by=by, at=at)
    return row


@transaction.atomic
def take_back(*, assessment: Assessment, by: Person, at: datetime) -> Assessment:
    """Take an assessment back to change something. Advice stays; it is overtaken once an answer changed."""
    row = hold(assessment, by=by)
    if row.state == State.OPEN:
        return row
    _require(row, State.IN_REVIEW)
    row.state = State.OPEN
    record(row, "take_back", {}, by=by, at=at, save=("state",))
    return row


@transaction.atomic
def fill_slot(
    *,
    assessment: Assessment,
    slot: str,
    verdict: str,
    text: str,
    by: Person,
    at: datetime,
    on: date | None = None,
    reference: str = "",
    seen: str = "",
) -> SlotEntry:
    """Give an advice, record a consent that was given elsewhere, or sign.

    A verdict that is not positive needs words. A signature needs all advice and consent first, with a reaction where
    it was not positive; the last signature fixes a version. seen: the digest of the answers that `by` read. Raises
    Refused for what does not fit, NotAllowed for who may not.
    """
    row = hold(assessment, by=by, permission="assessments.view")
    _require(row, State.IN_REVIEW)
    opened = queries.open_assessment(row, on=timezone.localdate(at))
    found = next((one for one, _ in list_slots(opened.reading) if one.id == slot), None)
    if found is None:
        raise Refused(Text("Hierom vraagt dit formulier niet.", "This form does not ask for this."), "slot")
    _require_who(row, found, by)
    _require_seen(seen, digest_answers(opened))
    said, day, proof = _require_words(found, verdict, text, on or timezone.localdate(at), reference, at=at)
    entries = queries.list_entries(row)
    if slot in entries:
        raise Refused(
            Text("Dit is intussen al gegeven. Lees het na.", "This was given meanwhile. Read it first."),
            "slot",
        )
    if found.kind is SlotKind.SIGNATURE:
        _require_before_signature(opened, entries)
    entry = SlotEntry.objects.create(
        assessment=row,
        slot=slot,
        kind=found.kind.value,
        verdict=verdict,
        text=said,
        reference=proof,
        on=day,
        digest=digest_answers(opened),
        by=author_id(by),
        at=at,
    )
    about: dict[str, object] = {
        "slot": slot,
        "verdict": verdict,
        "digest": entry.digest,
        "text": digest(said),
    }
    record(row, "sign" if found.kind is SlotKind.SIGNATURE else found.kind.value, about, by=by, at=at)
    if found.kind is SlotKind.SIGNATURE:
        _settle_signature(row, opened, by=by, at=at)
    return entry


@transaction.atomic
def react(*, entry: SlotEntry, text: str, by: Person, at: datetime) -> None:
    """Say what is done with an advice; it stays beside it. Raises Refused for an empty text."""
    row = hold(entry.assessment, by=by)
    if row.state == State.SIGNED:
        raise Refused(Text("De toets is al getekend.", "The assessment was signed already."))
    said = require_text("reaction", text, LONGEST_ADVICE)
    found = SlotEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    found.reaction, found.reaction_by, found.reaction_at = said, author_id(by), at
    found.save(update_fields=("reaction", "reaction_by", "reaction_at"))
    record(row, "react", {"slot": found.slot, "entry": found.pk, "digest": digest(said)}, by=by, at=at)


@transaction.atomic
def reopen(*, assessment: Assessment, reason: str, by: Person, at: datetime) -> Assessment:
    """Open a signed assessment again, with a reason. The signed version stays, and counts until a newer is signed."""
    row = hold(assessment, by=by)
    if row.state == State.OPEN:
        return row
    _require(row, State.SIGNED)
    row.state, row.state_reason = State.OPEN, require_text("reason", reason, 500)
    _overtake(row, keep="", at=at)
    record(row, "reopen", {}, by=by, at=at, save=("state", "state_reason"))
    return row


@transaction.atomic
def confirm_review(*, assessment: Assessment, reason: str, next_on: date, by: Person, at: datetime) -> None:
    """Say that a signed assessment was looked at and still holds, and when to look again. Raises Refused."""
    row = hold(assessment, by=by)
    _require(row, State.SIGNED)
    if next_on <= timezone.localdate(at):
        raise Refused(Text("Kies een dag die nog komt.", "Choose a day that is still to come."), "next_on")
    said = require_text("reason", reason, 500)
    for found in reasons.find_reasons(row, on=timezone.localdate(at)):
        reasons.keep_reason(row, found, by=author_id(by), at=at)
    Trigger.objects.filter(assessment=row, settled_at=None).update(
        settled_by=author_id(by), settled_at=at, settled_reason=said
    )
    row.review_on = next_on
    record(row, "confirm_review", {"next_on": next_on.isoformat()}, by=by, at=at, save=("review_on",))


# --- shared ----------------------------------------------------------------------------------------------
def _require(row: Assessment, state: State) -> None:
    if row.state == state:
        return
    says = {
        State.OPEN: Text("De toets wordt niet ingevuld.", "The assessment is not being filled in."),
        State.IN_REVIEW: Text("De toets ligt niet voor advies.", "The assessment is not up for advice."),
        State.SIGNED: Text("De toets is niet getekend.", "The assessment was not signed."),
        State.ENDED: Text("De toets is niet beëindigd.", "The assessment was not ended."),
    }
    raise Refused(says[state])


def _require_who(row: Assessment, slot: Slot, by: Person) -> None:
    if not may_fill(row, slot, by):
        permission = {SlotKind.ADVICE: ADVISE, SlotKind.CONSENT: EDIT, SlotKind.SIGNATURE: SIGN}[slot.kind]
        raise rights.NotAllowed(permission, row.organisation.code)


def _require_seen(seen: str, now: str) -> None:
    if seen and seen != now:
        raise Refused(
            Text(
                "De antwoorden zijn veranderd sinds u ze las. Lees wat er nu staat.",
                "The answers changed since you read them. Read what stands there now.",
            ),
            "slot",
        )


def _require_words(
    slot: Slot, verdict: str, text: str, day: date, reference: str, *, at: datetime
) -> tuple[str, date, str]:
    """The words, day and place of a verdict, when they fit the kind of slot."""
    if verdict not in VERDICTS:
        raise Refused(Text("Kies een oordeel.", "Choose a verdict."), "verdict")
    if slot.kind is SlotKind.SIGNATURE and verdict == CONDITIONS:
        raise Refused(
            Text(
                "Een handtekening is voor of tegen. Zet voorwaarden in het formulier of in een actiepunt.",
                "A signature is for or against. Put conditions in the form or in an action point.",
            ),
            "verdict",
        )
    said = require_text("text", text, LONGEST_ADVICE, may_be_empty=verdict == POSITIVE)
    if day > timezone.localdate(at):
        raise Refused(Text("Deze dag ligt nog voor ons.", "This day lies ahead."), "on")
    return (
        said,
        day,
        require_text("reference", reference, 500, may_be_empty=slot.kind is not SlotKind.CONSENT),
    )


def _overtake(row: Assessment, *, keep: str, at: datetime) -> None:
    """Advice and signatures that were given to other answers no longer hold."""
    SlotEntry.objects.filter(assessment=row, overtaken_at=None).exclude(digest=keep).update(overtaken_at=at)


def _require_before_signature(opened: Opened, entries: dict[str, SlotEntry]) -> None:
    for slot, holds in list_slots(opened.reading):
        if slot.kind is SlotKind.SIGNATURE or not slot.required or holds is Holds.NO:
            continue
        entry = entries.get(slot.id)
        if entry is None:
            raise Refused(
                Text(f"Eerst is nodig: {slot.title.nl}.", f"Needed first: {slot.title.en}."), "slot"
            )
        if entry.verdict != POSITIVE and not entry.reaction:
            raise Refused(
                Text(
                    f"Reageer eerst op: {slot.title.nl}.",
                    f"React first to: {slot.title.en}.",
                ),
                "slot",
            )


def _settle_signature(row: Assessment, opened: Opened, *, by: Person, at: datetime) -> None:
    """When the last signature is there, fix a version; a signature against takes the assessment back."""
    entries = queries.list_entries(row)
    signatures = [
        slot for slot, _ in list_slots(opened.reading) if slot.kind is SlotKind.SIGNATURE and slot.required
    ]
    given = [entries[slot.id] for slot in signatures if slot.id in entries]
    if any(entry.verdict == NEGATIVE for entry in given):
        row.state = State.OPEN
        record(row, "refuse_signature", {}, by=by, at=at, save=("state",))
        return
    if len(given) < len(signatures):
        return
    fixed = fix(row, opened, entries.values(), by=by, at=at)
    following.follow_signature(row, opened, fixed, by=by, at=at)
    telling.tell_signed(row, by=by, at=at)


def fix(
    row: Assessment, opened: Opened, entries: Iterable[SlotEntry], *, by: Author, at: datetime
) -> FixedVersion:
    """Keep everything as it is now as the next version, which never changes. For actions, within their transaction."""
    content = make_snapshot(opened, entries)
    newest = (
        FixedVersion.objects.filter(assessment=row)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    fixed = FixedVersion.objects.create(
        assessment=row,
        number=(newest or 0) + 1,
        form_version=row.form_version,
        content=content,
        digest=digest(content),
        by=author_id(by),
        at=at,
    )
    row.state, row.state_reason = State.SIGNED, ""
    row.review_on = following.find_review_day(opened.form, timezone.localdate(at))
    Trigger.objects.filter(assessment=row, settled_at=None).update(settled_by=author_id(by), settled_at=at)
    about = {"version": fixed.number, "digest": fixed.digest}
    record(row, "fix", about, by=by, at=at, save=("state", "state_reason", "review_on"))
    return fixed
