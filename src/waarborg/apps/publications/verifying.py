"""Whether versions, proposals and steps are what the audit chain says was written."""

from collections import Counter

from waarborg.apps.audit.models import Event
from waarborg.apps.publications.mapping import content_digest
from waarborg.apps.publications.models import Proposal, Step, Version
from waarborg.core.publication.workflow import TRANSITIONS
from waarborg.core.terms.digests import digest, salted_digest

ENTRY = "entry/"


def find_changed_versions() -> list[str]:
    """Every version that was changed, put in or taken out behind the audit chain, as `entry/number`."""
    told: dict[tuple[str, int], tuple[object, ...]] = {}
    for event in _events("add_version"):
        told[(event.subject.removeprefix(ENTRY), event.about["version"])] = (
            event.about["digest"],
            event.by,
            event.at,
        )
    for event in _events("take_over"):
        for public_id, (number, text) in event.about["versions"].items():
            told[(public_id, number)] = (text, event.by, event.at)
        for public_id, versions in event.about.get("earlier", {}).items():
            told |= {(public_id, number): (text, event.by, event.at) for number, text in versions}
    redacted = {
        (event.subject.removeprefix(ENTRY), number, event.about["field"])
        for event in _events("redact")
        for number in event.about["versions"]
    }
    wrong = set()
    there = set()
    for version in Version.objects.select_related("entry").order_by("id").iterator(chunk_size=500):
        place = (version.entry.public_id, version.number)
        there.add(place)
        is_whole = content_digest(version.values, version.values_en) == version.digest
        is_redacted = bool(version.redacted) and all(
            (*place, field) in redacted for field in version.redacted
        )
        is_told = told.get(place) == (version.digest, version.published_by, version.published_at)
        if not is_told or not (is_whole or is_redacted):
            wrong.add(place)
    return [f"{public_id}/{number}" for public_id, number in sorted(wrong | (told.keys() - there))]


def find_changed_proposals() -> list[str]:
    """Every submitted text that was changed, or its authors, behind the audit chain, as `entry/proposal`."""
    told = Counter(
        (
            event.subject.removeprefix(ENTRY),
            event.about["digest"],
            tuple(event.about["authors"]),
            event.by,
            event.at,
        )
        for event in _events("submit")
    )
    redacted = {
        (event.subject.removeprefix(ENTRY), number)
        for event in _events("redact")
        for number in event.about["proposals"]
    }
    wrong = []
    for row in Proposal.objects.select_related("entry").order_by("id").iterator(chunk_size=500):
        public_id = row.entry.public_id
        known = (public_id, row.digest, tuple(row.authors), row.submitted_by, row.submitted_at)
        is_whole = digest([row.values, row.values_en]) == row.digest
        if not told[known] or not (is_whole or (public_id, row.pk) in redacted):
            wrong.append(f"{public_id}/{row.pk}")
        told[known] -= 1
    gone = {f"{known[0]}/?" for known, count in told.items() if count > 0}
    return sorted({*wrong, *gone})


def find_changed_steps() -> list[str]:
    """Every step that was changed, put in or taken out behind the audit chain, as `entry/step`."""
    told = Counter(
        (
            event.subject.removeprefix(ENTRY),
            event.action,
            event.by,
            event.at,
            event.about["reason"],
            event.about.get("substitute_for", ""),
        )
        for event in _events(*(transition.name for transition in TRANSITIONS))
    )
    there = Counter(
        (
            step.entry.public_id,
            f"publications.{step.name}",
            step.by,
            step.at,
            salted_digest(step.reason, salt=step.salt),
            step.substitute_for,
        )
        for step in Step.objects.select_related("entry").order_by("id").iterator(chunk_size=1000)
    )
    differing = (told - there) + (there - told)
    return sorted(
        {f"{public_id}/{action.removeprefix('publications.')}" for public_id, action, *_ in differing}
    )


def _events(*names: str) -> list[Event]:
    actions = [f"publications.{name}" for name in names]
    return list(Event.objects.filter(action__in=actions).order_by("id"))
