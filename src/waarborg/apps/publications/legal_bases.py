"""What the steps of an algorithm say of its legal basis, offered to the entry and never filled in by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.algorithms.steps.queries import list_steps
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import mapping
from waarborg.apps.publications.actions.locking import lock
from waarborg.apps.publications.actions.steps import revise
from waarborg.apps.publications.actions.writing import FIXED_TEXT
from waarborg.apps.publications.models import Entry
from waarborg.core.law.citing import cite, find_address
from waarborg.core.law.library import Library
from waarborg.core.law.sources import Source
from waarborg.core.profile.facts import Origin
from waarborg.core.publication.workflow import State, StepRefused

FIELD = "lawful_basis_grouping"
#: What the origin of a fact says that came from steps: `steps 1, 3`.
FROM_STEPS = "steps"


@dataclass(frozen=True)
class Basis:
    """A source that steps rest on. `steps` are the places of those steps; no `link` where none can be worked out."""

    title: str
    link: str
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Proposal:
    """What an entry could name: `new` rows, and those it cannot take over because they have no web address.

    known: how many sources of the steps the entry names already.
    """

    new: tuple[Basis, ...]
    without_link: tuple[Basis, ...]
    known: int


def propose(algorithm: Algorithm, *, library: Library, on: date) -> Proposal:
    """What the steps say of the legal basis on a day, beside what the entry says. Sources not in force stay out."""
    named = {_plain(str(row.get("title") or "")) for row in _rows(algorithm)}
    linked = {str(row.get("link") or "") for row in _rows(algorithm)} - {""}
    bases = _list_bases(algorithm, library=library, on=on)
    known = [basis for basis in bases if _plain(basis.title) in named or basis.link in linked]
    rest = [basis for basis in bases if basis not in known]
    return Proposal(
        new=tuple(basis for basis in rest if basis.link),
        without_link=tuple(basis for basis in rest if not basis.link),
        known=len(known),
    )


def _list_bases(algorithm: Algorithm, *, library: Library, on: date) -> list[Basis]:
    """Every source of a frame that a step rests on, once, with the places of those steps."""
    found: dict[str, Basis] = {}
    for line in list_steps(algorithm):
        for link in line.step.links:
            frame = library.find_frame(link.interpretation, link.frame, on)
            for source in frame.frame.sources if frame else ():
                if source.is_valid_on(on):
                    _add(found, source, line.place)
    return list(found.values())


def _add(found: dict[str, Basis], source: Source, place: int) -> None:
    title = _shorten(cite(source))
    known = found.get(_plain(title))
    steps = known.steps if known else ()
    if place not in steps:
        link = known.link if known else find_address(source)
        found[_plain(title)] = Basis(title, link, (*steps, place))


def _shorten(citation: str) -> str:
    member = load_standard().get_field(FIELD).find_member("title")
    most = member.max_length if member and member.max_length else len(citation)
    return citation if len(citation) <= most else citation[: most - 1].rstrip() + "…"


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _rows(algorithm: Algorithm) -> list[Mapping[str, object]]:
    known = facts.current_values(algorithm).get(mapping.key_of_field()[FIELD])
    return [row for row in known if isinstance(row, dict)] if isinstance(known, list) else []


@transaction.atomic
def accept(*, entry: Entry, titles: list[str], library: Library, by: Person, at: datetime) -> int:
    """Name proposed sources in the text of the entry, after what it names already; returns how many.

    The fact says that it came from the steps. Raises StepRefused while the text is fixed.
    """
    rights.demand(by, "publications.edit", entry.organisation.code)
    algorithm = lock(entry)
    if entry.state not in (State.DRAFT, State.PUBLISHED):
        raise StepRefused("fixed_text", FIXED_TEXT)
    proposed = propose(algorithm, library=library, on=at.date()).new
    chosen = [basis for basis in proposed if basis.title in titles]
    if not chosen:
        return 0
    rows = [*_rows(algorithm), *({"title": basis.title, "link": basis.link} for basis in chosen)]
    places = sorted({place for basis in chosen for place in basis.steps})
    algorithms.record_facts(
        algorithm=algorithm,
        values=mapping.facts_from_fields({FIELD: rows}),
        by=by,
        at=at,
        origin=Origin.RULE,
        origin_detail=f"{FROM_STEPS} {', '.join(map(str, places))}",
    )
    if entry.state == State.PUBLISHED:
        revise(entry=entry, by=by, at=at)
    entry.changed_at = at
    entry.save(update_fields=("changed_at",))
    return len(chosen)
