"""Whether answers, advice, signatures and signed versions are what the audit chain says was written."""

from collections import Counter
from collections.abc import Iterator

from waarborg.apps.assessments.models import AnswerRow, FixedVersion, SlotEntry
from waarborg.apps.audit.models import Event
from waarborg.core.forms.answers import digest_value
from waarborg.core.forms.forms import SlotKind
from waarborg.core.profile.facts import freeze
from waarborg.core.terms.digests import digest, salted_digest

SUBJECT = "assessment/"
_SLOTS = {"advice": SlotKind.ADVICE, "consent": SlotKind.CONSENT, "sign": SlotKind.SIGNATURE}


def find_changed_answers() -> list[str]:
    """Every answer that was changed, put in or taken out behind the audit chain, as `assessment/place`; each once."""
    told: Counter[tuple[object, ...]] = Counter()
    redacted = set()
    for event in _events():
        number = event.subject.removeprefix(SUBJECT)
        told.update(
            (number, place, text, event.by, event.at)
            for place, text in event.about.get("answers", {}).items()
        )
        if event.action == "assessments.redact_answer":
            redacted.add((number, event.about["answer"]))
    there: Counter[tuple[object, ...]] = Counter()
    wrong = set()
    for row in AnswerRow.objects.order_by("id").iterator(chunk_size=2000):
        number = str(row.assessment_id)
        there[(number, row.place, row.digest, row.by, row.at)] += 1
        if row.redacted_at is None:
            is_right = _digest(row) == row.digest
        else:
            is_right = row.value is None and (number, row.number) in redacted
        if not is_right:
            wrong.add(f"{number}/{row.place}")
    differing = (told - there) + (there - told)
    return sorted(wrong | {f"{number}/{place}" for number, place, *_ in differing})


def find_changed_signatures() -> list[str]:
    """Every advice, consent, signature or signed version that is not as it was told, as `assessment/what`."""
    told: Counter[tuple[object, ...]] = Counter()
    fixed: dict[tuple[str, int], str] = {}
    redacted = set()
    for event in _events():
        number, about = event.subject.removeprefix(SUBJECT), event.about
        kind = _SLOTS.get(event.action.removeprefix("assessments."))
        if kind is not None:
            told[
                (number, about["slot"], about["verdict"], about["digest"], about["text"], event.by, event.at)
            ] += 1
        elif event.action == "assessments.fix":
            fixed[(number, about["version"])] = about["digest"]
        elif event.action == "assessments.redact_answer":
            redacted.add(number)
    there = Counter(
        (str(row.assessment_id), row.slot, row.verdict, row.digest, digest(row.text), row.by, row.at)
        for row in SlotEntry.objects.order_by("id").iterator(chunk_size=500)
    )
    differing = (told - there) + (there - told)
    wrong = {f"{number}/{slot}" for number, slot, *_ in differing}
    versions = set()
    for row in FixedVersion.objects.order_by("id").iterator(chunk_size=100):
        place = (str(row.assessment_id), row.number)
        versions.add(place)
        # Of a version with an answer that was made unreadable, the digest still tells what was signed.
        is_whole = digest(row.content) == row.digest or place[0] in redacted
        if fixed.get(place) != row.digest or not is_whole:
            wrong.add(f"{place[0]}/version-{place[1]}")
    wrong |= {f"{number}/version-{version}" for number, version in fixed.keys() - versions}
    return sorted(wrong)


def _events() -> Iterator[Event]:
    return Event.objects.filter(action__startswith="assessments.").order_by("id").iterator()


def _digest(row: AnswerRow) -> str:
    return salted_digest([digest_value(freeze(row.value)), row.declined], salt=row.salt)
