"""Bringing in a system card: choosing it, seeing what each field would become, and recording what was chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from waarborg.adapters.cards.card_text import MOST_BYTES, CardError
from waarborg.adapters.cards.system_fields import LABELS
from waarborg.adapters.cards.system_reading import Found, Kept, Left, SystemCard, read_system_card
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.documents.file_types import FileRefused
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms import system_cards
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.web import places
from waarborg.web.answers import is_same
from waarborg.web.carried_files import name_file, pack, read_file, refuse_file
from waarborg.web.dossiers import crumbs_of
from waarborg.web.fields import from_term
from waarborg.web.inputs import find_whole
from waarborg.web.pages import language, now, person_of, say, show
from waarborg.web.values import Shown, show_value

#: So many things of one field that have no place are shown; the rest is counted.
MOST_SHOWN = 20


class CardForm(forms.Form):
    """The file with the card."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("System card"),
        help_text=gettext_lazy(
            "A system card of the reporting standard of MinBZK (0.1a14), in YAML or JSON; at most 4 MB."
        ),
        allow_empty_file=True,
        max_length=None,
    )


@dataclass(frozen=True)
class Proposed:
    """A fact that the card says, beside what stands in the dossier. state: new, changed or same.

    may_write: whether this person may record it.
    """

    key: str
    field: str
    label: str
    shown: Shown
    before: Shown
    state: str
    is_public: bool
    may_write: bool


@dataclass(frozen=True)
class NoPlace:
    """What of a field has no place, with the reason. more: how many are not shown."""

    field: str
    words: Sequence[str]
    why: str
    more: int


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def system_card_import(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bring in a system card: choose it, see what each field would become, then record what was ticked."""
    algorithm = algorithms.get_algorithm(public_id)
    is_sent = request.method == "POST"
    form = CardForm(request.POST or None, request.FILES or None) if is_sent else CardForm()
    context: dict[str, Any] = {"card": None}
    if is_sent and (content := _read(request, form)) is not None:
        try:
            card = read_system_card(content, file=_name_file(request))
            if request.POST.get("do") == "import":
                return _take_over(request, algorithm, card)
            context = _describe(request, algorithm, card) | {"content": pack(content)}
        except CardError as error:
            refuse_file(form, error.in_language(language()))
        except FileRefused as refused:
            refuse_file(form, f"{say(refused.message)} {say(refused.remedy)}")
    return show(
        request,
        "system_card_import.html",
        crumbs=[*crumbs_of(algorithm), (_("Facts"), reverse("web:facts", kwargs={"public_id": public_id}))],
        here=_("Bring in a system card"),
        status=422 if is_sent and context["card"] is None else 200,
        algorithm=algorithm,
        form=form,
        **context,
    )


# --- the file ------------------------------------------------------------------------------------------------
def _name_file(request: HttpRequest) -> str:
    return name_file(request, longest=80, otherwise="systeemkaart.yaml")


def _read(request: HttpRequest, form: CardForm) -> bytes | None:
    return read_file(request, form, most=MOST_BYTES, too_large=_("This file is larger than 4 MB."))


# --- what it would do ----------------------------------------------------------------------------------------
def _describe(request: HttpRequest, algorithm: Any, card: SystemCard) -> dict[str, Any]:
    code, person = algorithm.organisation.code, person_of(request)
    may_write = rights.may(person, "publications.edit", code)
    known = algorithms.current_values(algorithm)
    lines = [_propose(one, known.get(one.key), may_write=may_write) for one in card.facts]
    return {
        "card": card,
        "base": algorithms.newest_fact_id(algorithm),
        "new": [line for line in lines if line.state == "new"],
        "changed": [line for line in lines if line.state == "changed"],
        "same": [line for line in lines if line.state == "same"],
        "note": _write_note(card),
        "left": list(_list_left(card.left)),
        "may_note": rights.may(person, "notes.write", code),
    }


def _propose(found: Found, before: object, *, may_write: bool) -> Proposed:
    term = load_vocabulary().get_term(found.key)
    asked = from_term(term)
    state = "new" if before is None else "same" if is_same(found.value, before) else "changed"
    return Proposed(
        key=found.key,
        field=say(LABELS[found.field]),
        label=say(term.label),
        shown=show_value(asked, found.value),
        before=show_value(asked, before),
        state=state,
        is_public=bool(term.publication),
        may_write=may_write or not term.publication,
    )


def _write_note(card: SystemCard) -> str:
    """What no fact can hold, as a note; empty when there is nothing."""
    if not card.notes:
        return ""
    parts = [_("From the system card %(file)s:") % {"file": card.file}]
    for field, lines in groupby(card.notes, key=_field_of):
        parts.append("\n".join([f"{say(LABELS[field])}:", *(f"- {line.words}" for line in lines)]))
    return "\n\n".join(parts)


def _field_of(line: Kept | Left) -> str:
    return line.field


def _list_left(lines: Iterable[Left]) -> Iterable[NoPlace]:
    """What has no place, by field and reason, in the order of the card."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        label = say(LABELS[line.field]) if line.field in LABELS else line.field[:80]
        found.setdefault((label, say(line.why)), []).append(line.words)
    for (label, why), words in found.items():
        yield NoPlace(label, words[:MOST_SHOWN], why, max(0, len(words) - MOST_SHOWN))


# --- doing it ------------------------------------------------------------------------------------------------
def _take_over(request: HttpRequest, algorithm: Any, card: SystemCard) -> HttpResponse:
    done = system_cards.take_over(
        algorithm=algorithm,
        card=card,
        keys=set(request.POST.getlist("feit")),
        base=find_whole(request.POST.get("base", "")) or 0,
        note=_write_note(card) if "notitie" in request.POST else "",
        keep="bewaren" in request.POST,
        by=person_of(request),
        at=now(),
        link=reverse("web:notes", kwargs={"public_id": algorithm.public_id}),
    )
    said = ngettext("%(count)s fact was recorded.", "%(count)s facts were recorded.", done.facts)
    messages.success(request, said % {"count": done.facts})
    if done.notes:
        messages.success(request, _("What no fact can hold stands in the notes."))
    if done.overtaken:
        names = ", ".join(say(load_vocabulary().get_term(key).label) for key in done.overtaken)
        messages.info(
            request, _("Changed here meanwhile, so left as they are: %(names)s.") % {"names": names}
        )
    return redirect("web:facts", public_id=algorithm.public_id)
