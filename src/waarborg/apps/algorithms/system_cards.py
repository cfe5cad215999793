"""A system card that comes in: the facts that somebody chose, a note of what no fact can hold, and the card itself."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from waarborg.adapters.cards.card_shapes import SYSTEM
from waarborg.adapters.cards.card_text import MOST_BYTES, CardError, parse_card, write_json
from waarborg.adapters.cards.shapes import require_shape
from waarborg.adapters.cards.system_reading import SystemCard
from waarborg.apps.algorithms import queries
from waarborg.apps.algorithms.actions import record_facts
from waarborg.apps.algorithms.collaboration.notes import LONGEST, add_note
from waarborg.apps.algorithms.documents import actions as documents
from waarborg.apps.algorithms.documents.queries import is_closed, list_newest, open_content
from waarborg.apps.algorithms.models import Algorithm, Attachment
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.profile.documents import DocumentKind
from waarborg.core.profile.facts import Origin

#: Begins the origin of a fact that a system card said; the name of the file follows.
FROM_CARD = "system-card"
#: What the card is called among the documents of a dossier.
KEPT_FILE = "systeemkaart.json"


@dataclass(frozen=True)
class Taken:
    """What came of bringing in a card. overtaken: facts that somebody changed meanwhile, so they stay."""

    facts: int
    overtaken: tuple[str, ...]
    notes: int
    is_kept: bool


@transaction.atomic
def take_over(
    *,
    algorithm: Algorithm,
    card: SystemCard,
    keys: Collection[str],
    base: int,
    note: str,
    keep: bool,
    by: Person,
    at: datetime,
    link: str,
) -> Taken:
    """Record the facts of a card under `keys`, write `note` at the dossier, and keep the card among its documents.

    base: the newest fact that somebody saw; what changed since is left as it is. note: empty for none; link: the way
    to the notes. All of it happens, or nothing. Raises NotAllowed, and FileRefused for a card that cannot be kept.
    """
    Algorithm.objects.select_for_update().get(pk=algorithm.pk)
    overtaken = {key for key in keys if _find_newest(algorithm, key) > base}
    values = {one.key: one.value for one in card.facts if one.key in keys and one.key not in overtaken}
    recorded = record_facts(
        algorithm=algorithm,
        values=values,
        by=by,
        at=at,
        origin=Origin.IMPORT,
        origin_detail=f"{FROM_CARD} {card.file}",
    )
    pieces = list(_cut(note))
    for piece in pieces:
        add_note(algorithm=algorithm, text=piece, by=by, at=at, link=link)
    if keep:
        _keep(algorithm, card, by=by, at=at)
    return Taken(len(recorded), tuple(sorted(overtaken)), len(pieces), keep)


def _find_newest(algorithm: Algorithm, key: str) -> int:
    lines = queries.list_facts(algorithm, key=key)
    return lines[0].id if lines else 0


def _cut(note: str) -> Iterator[str]:
    """A text in pieces that each fit in a note, cut at the end of a line where there is one."""
    rest = note.strip()
    while rest:
        end = len(rest) if len(rest) <= LONGEST else rest.rfind("\n", 1, LONGEST)
        end = end if end > 0 else LONGEST
        yield rest[:end].strip()
        rest = rest[end:].strip()


def _keep(algorithm: Algorithm, card: SystemCard, *, by: Person, at: datetime) -> None:
    """Put the card among the documents, as JSON; as a new revision when there is one already."""
    content = write_json(dict(card.document))
    words = documents.Words(DocumentKind.OTHER, f"Systeemkaart {card.name}"[: documents.LONGEST])
    known = find_kept(algorithm)
    if known is None:
        documents.add(algorithm=algorithm, chunks=[content], file_name=KEPT_FILE, words=words, by=by, at=at)
    elif known.sha256 != sha256(content).hexdigest():
        documents.replace(attachment=known, chunks=[content], file_name=KEPT_FILE, words=words, by=by, at=at)


def find_kept(algorithm: Algorithm) -> Attachment | None:
    """The system card that was kept among the documents of a dossier; None when there is none."""
    rows = list_newest(algorithm).filter(file_name=KEPT_FILE)
    return next((row for row in rows if not is_closed(row)), None)


def list_models(algorithm: Algorithm) -> list[Mapping[str, Any]]:
    """The model cards in the system card that was kept; none when it is no card, or its file is not there."""
    row = find_kept(algorithm)
    if row is None:
        return []
    try:
        with open_content(row) as opened:
            document = parse_card(opened.read(MOST_BYTES + 1), file=KEPT_FILE)
        require_shape(document, SYSTEM, file=KEPT_FILE)
    except (CardError, NotFound):  # somebody may add another file by this name
        return []
    models: list[Mapping[str, Any]] = document.get("models", [])
    return models
