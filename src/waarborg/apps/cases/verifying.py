"""Whether cases are what the audit chain says: the same events, each with the words that were written."""

from waarborg.apps.audit.models import Event
from waarborg.apps.cases.mapping import left_digest, to_core_case
from waarborg.apps.cases.models import Case, CaseEvent
from waarborg.core.law.cases import BrokenCase
from waarborg.core.terms.digests import salted_digest


class _Told:
    """What the chain says of one case, event after event."""

    def __init__(self, event: Event) -> None:
        self.opened = (event.subject.removeprefix("algorithm/"), event.by, event.at)
        self.title = (event.about["title"], event.about["interpretation"])
        seals = event.about.get("seals", [])
        self.seals = [(seal, event.by, event.at) for seal in seals]
        self.closed: tuple[object, ...] | None = None
        self.redacted: tuple[object, ...] | None = None
        self.left = ""

    def follow(self, event: Event) -> None:
        if "seal" in event.about:
            self.seals.append((event.about["seal"], event.by, event.at))
        elif event.action == "cases.close":
            self.closed = (event.by, event.at)
        elif event.action == "cases.reopen":
            self.closed = None
        elif event.action == "cases.redact":
            self.redacted, self.left = (event.by, event.at), event.about.get("left", "")


def find_changed_cases() -> list[str]:
    """Every case that was changed, put in or taken out behind the audit chain, as `dossier/token`.

    A case without words counts as redacted only when the chain says that it was.
    """
    told: dict[str, _Told] = {}
    for event in Event.objects.filter(action__startswith="cases.").order_by("id").iterator():
        token = event.about["case"]
        if event.action in ("cases.open", "cases.import"):
            told[token] = _Told(event)
        elif token in told:
            told[token].follow(event)
    wrong = set()
    rows = Case.objects.select_related("algorithm").prefetch_related("events").order_by("id")
    for row in rows.iterator(chunk_size=100):
        known = told.pop(row.token, None)
        if known is None or not _is_as_told(row, known):
            wrong.add(f"{row.algorithm.public_id}/{row.token}")
    return sorted(wrong | {f"{known.opened[0]}/{token}" for token, known in told.items()})


def _is_as_told(row: Case, told: _Told) -> bool:
    events = sorted(row.events.all(), key=lambda event: event.number)
    closed = (row.closed_by, row.closed_at) if row.closed_at else None
    return (
        told.opened == (row.algorithm.public_id, row.opened_by, row.opened_at)
        and told.title == (row.digest, row.interpretation)
        and told.closed == closed
        and told.redacted == ((row.redacted_by, row.redacted_at) if row.redacted_at else None)
        and told.seals == [(event.seal, event.recorded_by, event.recorded_at) for event in events]
        and [event.number for event in events] == list(range(1, row.length + 1))
        and (_is_as_left(row, events, told) if told.redacted else _says_what_it_said(row, events))
    )


def _is_as_left(row: Case, events: list[CaseEvent], told: _Told) -> bool:
    """Whether the words are gone, and what stayed is what was there."""
    is_empty = not row.title and not any(event.facts or event.party or event.digest for event in events)
    return is_empty and left_digest(row, events) == told.left


def _says_what_it_said(row: Case, events: list[CaseEvent]) -> bool:
    if salted_digest([row.title, row.goal, row.starts_on], salt=row.salt) != row.digest:
        return False
    if any(salted_digest(event.digest, salt=event.salt) != event.seal for event in events):
        return False
    try:
        to_core_case(row, events).require_whole()
    except (BrokenCase, ValueError):
        return False
    return True
