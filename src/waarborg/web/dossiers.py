"""A dossier on one screen, and its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import names_of
from waarborg.apps.publications import quality, workplace
from waarborg.core.publication.workflow import STATE_LABELS, STATE_MEANINGS, State
from waarborg.web import places, together
from waarborg.web.fields import from_term
from waarborg.web.histories import KINDS, list_history
from waarborg.web.next_step import find_next_step
from waarborg.web.pages import Crumb, person_of, show
from waarborg.web.previews import compare, with_english
from waarborg.web.sentences import name_person
from waarborg.web.values import Shown, show_value

#: What the head of a dossier shows.
HEAD = ("summary", "status", "phase", "publication_category", "owner_role", "contact")


@dataclass(frozen=True)
class Known:
    """How much of the vocabulary is known, and since when the newest fact is there."""

    known: int
    total: int
    newest_at: datetime | None

    @property
    def unknown(self) -> int:
        """How many facts nobody has given yet."""
        return self.total - self.known


def crumbs_of(algorithm: Any) -> list[Crumb]:
    """The way from Today to the pages of a dossier."""
    return [
        (_("Algorithms"), reverse("web:algorithms")),
        (algorithm.name, reverse("web:dossier", kwargs={"public_id": algorithm.public_id})),
    ]


@needs("algorithms.view", places.of_dossier)
@require_safe
def dossier(request: HttpRequest, public_id: str) -> HttpResponse:
    """What this algorithm is, how far its facts and its publication are, and what to do next."""
    person = person_of(request)
    algorithm = algorithms.get_algorithm(public_id)
    entry = workplace.find_entry_of(algorithm)
    if entry is None:
        raise Http404(f"The dossier {public_id} has no publication.")
    page = workplace.get_page(entry, person)
    lines = algorithms.list_facts(algorithm)
    values = {line.key: line.value for line in reversed(lines)}
    live = with_english(entry.live.values, entry.live.values_en) if entry.live else {}
    ahead = compare(live, page.values) if entry.live else ()
    steps = workplace.list_steps_taken(entry)
    state = State(entry.state)
    return show(
        request,
        "dossier.html",
        crumbs=crumbs_of(algorithm)[:1],
        here=algorithm.name,
        algorithm=algorithm,
        entry=entry,
        page=page,
        findings=quality.list_working_findings(page, today=localdate()),
        head=_show_head(values),
        known=_count_known(values, lines),
        next=find_next_step(page, ahead=len(ahead)),
        ahead=ahead,
        state_label=STATE_LABELS[state],
        state_meaning=STATE_MEANINGS[state],
        state_since=steps[0].at if steps else entry.created_at,
        involved=_name_involved(lines, steps),
        history=list_history(algorithm, entry)[:5],
        **together.of_dossier(algorithm, person),
    )


def _show_head(values: dict[str, object]) -> list[tuple[Any, Shown]]:
    asked = [from_term(load_vocabulary().get_term(key)) for key in HEAD]
    return [(item, show_value(item, values.get(item.name))) for item in asked]


def _count_known(values: dict[str, object], lines: list[algorithms.FactLine]) -> Known:
    terms = load_vocabulary().terms
    known = sum(values.get(term.key) is not None for term in terms)
    return Known(known, len(terms), lines[0].at if lines else None)


@dataclass(frozen=True)
class Involved:
    """Somebody who worked on the dossier."""

    name: str
    parts: str


def _name_involved(lines: Iterable[algorithms.FactLine], steps: Iterable[Any]) -> list[Involved]:
    """Who recorded facts, who submitted, who decided; by name."""
    parts: dict[str, dict[str, str]] = {}
    for line in lines:
        if line.by != SYSTEM:
            parts.setdefault(line.by, {})["facts"] = _("recorded facts")
    words = {
        "submit": _("submitted the text"),
        "approve": _("approved the text"),
        "reject": _("sent the text back"),
        "publish": _("published the text"),
        "withdraw": _("withdrew the text"),
    }
    for step in steps:
        if step.name in words:
            parts.setdefault(step.by, {})[step.name] = words[step.name]
    names = names_of(parts)
    people = [Involved(name_person(person, names), ", ".join(did.values())) for person, did in parts.items()]
    return sorted(people, key=lambda item: item.name)


@needs("algorithms.view", places.of_dossier)
@require_safe
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that happened with a dossier, newest first."""
    algorithm = algorithms.get_algorithm(public_id)
    kind = request.GET.get("soort", "")
    moments = list_history(algorithm, workplace.find_entry_of(algorithm))
    return show(
        request,
        "history.html",
        crumbs=crumbs_of(algorithm),
        here=_("History"),
        algorithm=algorithm,
        moments=[item for item in moments if kind in ("", item.kind)],
        kind=kind,
        kinds=[(code, str(label)) for code, label in KINDS.items()],
    )
