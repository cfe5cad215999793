"""What is known of an algorithm: every fact of the vocabulary, who said so and when; and how to change one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.markup import clean
from waarborg.apps.algorithms import actions
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.queries import FactLine
from waarborg.apps.algorithms.system_cards import FROM_CARD
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.apps.publications.actions.redacting import redact
from waarborg.apps.publications.legal_bases import FROM_STEPS
from waarborg.apps.publications.mapping import translatable_fields
from waarborg.core.profile.facts import ORIGIN_LABELS, Origin
from waarborg.core.profile.vocabulary import Group, Term, WrongValue
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.answers import is_same, read_answer, without_row
from waarborg.web.dossiers import crumbs_of
from waarborg.web.fields import Asked, Remark, ask, from_term
from waarborg.web.inputs import find_whole
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.sentences import name_person
from waarborg.web.values import Shown, show_value

LONGEST_REASON = 500
#: The answer to who saves over what somebody else saved meanwhile.
OVERTAKEN = 409


@dataclass(frozen=True)
class FactRow:
    """A term of the vocabulary with what is known under it."""

    term: Term
    shown: Shown
    line: FactLine | None
    who: str
    origin: str


@dataclass(frozen=True)
class FactGroup:
    """The rows of one theme."""

    group: Group
    rows: tuple[FactRow, ...]

    @property
    def unknown(self) -> int:
        """How many are not known yet."""
        return sum(row.shown.form == "empty" for row in self.rows)


@needs("algorithms.view", places.of_dossier)
@require_safe
def facts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every fact of the vocabulary, by theme."""
    algorithm = algorithms.get_algorithm(public_id)
    newest: dict[str, FactLine] = {}
    for line in algorithms.list_facts(algorithm):
        newest.setdefault(line.key, line)
    names = names_of(line.by for line in newest.values())
    vocabulary = load_vocabulary()
    only_unknown = request.GET.get("toon") == "onbekend"
    groups = [
        FactGroup(group, tuple(_make_row(term, newest, names) for term in vocabulary.in_group(group.key)))
        for group in vocabulary.groups
    ]
    return show(
        request,
        "facts.html",
        crumbs=crumbs_of(algorithm),
        here=_("Facts"),
        algorithm=algorithm,
        groups=groups,
        only_unknown=only_unknown,
        unknown=sum(group.unknown for group in groups),
        may_edit=rights.may(person_of(request), "algorithms.edit", algorithm.organisation.code),
        may_write=rights.may(person_of(request), "publications.edit", algorithm.organisation.code),
    )


def _make_row(term: Term, newest: Mapping[str, FactLine], names: dict[str, str]) -> FactRow:
    line = newest.get(term.key)
    shown = show_value(from_term(term), line.value if line else None)
    who = name_person(line.by, names) if line else ""
    return FactRow(term, shown, line, who, name_origin(line) if line else "")


def name_origin(line: FactLine) -> str:
    """Where a fact came from, in words."""
    label = say(ORIGIN_LABELS[Origin(line.origin)])
    if line.origin == Origin.SUPPLIER and line.origin_detail:
        return _("From the template %(template)s, not confirmed") % {"template": line.origin_detail}
    if line.origin == Origin.IMPORT and line.origin_detail.startswith(f"{FROM_CARD} "):
        file = line.origin_detail.removeprefix(f"{FROM_CARD} ")
        return _("Taken over from the system card %(file)s") % {"file": file}
    if line.origin == Origin.RULE and line.origin_detail.startswith(f"{FROM_STEPS} "):
        places = line.origin_detail.removeprefix(f"{FROM_STEPS} ")
        return _("Taken over from the steps (%(places)s) and the rules they rest on") % {"places": places}
    return f"{label}: {line.origin_detail}" if line.origin == Origin.IMPORT and line.origin_detail else label


@dataclass(frozen=True)
class Key:
    """A key as it stands in an address: of a term, or of the English text of one."""

    key: str
    term: Term
    is_english: bool

    @property
    def asked(self) -> Asked:
        """The question that asks for its value."""
        return from_term(self.term, name="value", language="en" if self.is_english else "")


def _get_key(key: str) -> Key:
    own = actions.own_key(key)
    term = load_vocabulary().find_term(own)
    is_english = own != key
    if term is None or (is_english and not _has_english(term)):
        raise Http404(f"There is no fact {key}.")
    return Key(key, term, is_english)


def _has_english(term: Term) -> bool:
    return term.publication in translatable_fields()


@needs("algorithms.view", places.of_dossier)
@require_safe
def fact(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One fact: what is known, how that changed, and a form to change it."""
    return _show_fact(request, public_id, key)


def _show_fact(
    request: HttpRequest,
    public_id: str,
    key: str,
    *,
    typed: object = None,
    remarks: tuple[Remark, ...] = (),
    base: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a fact. `base` is the newest fact that the person saw; None for the newest there is."""
    found = _get_key(key)
    algorithm = algorithms.get_algorithm(public_id)
    lines = algorithms.list_facts(algorithm, key=key)
    current = lines[0].value if lines else None
    names = names_of(line.by for line in lines)
    person, code = person_of(request), algorithm.organisation.code
    value = typed if status != 200 else current
    return show(
        request,
        "fact.html",
        status=status,
        crumbs=[*crumbs_of(algorithm), (_("Facts"), reverse("web:facts", kwargs={"public_id": public_id}))],
        here=_label(found),
        algorithm=algorithm,
        found=found,
        label=_label(found),
        sources=describe(found.term),
        shown=show_value(found.asked, current),
        question=ask(found.asked, value, remarks, extra_rows=1),
        remarks=remarks,
        base=_newest_id(lines) if base is None else base,
        is_overtaken=status == OVERTAKEN,
        moments=[
            (line, show_value(found.asked, line.value), name_person(line.by, names), name_origin(line))
            for line in lines
        ],
        may_edit=_may_edit(request, found.term, code),
        may_redact=rights.may(person, "algorithms.redact", code),
        english_key=found.key + actions.ENGLISH if _has_english(found.term) and not found.is_english else "",
    )


def _may_edit(request: HttpRequest, term: Term, organisation: str) -> bool:
    """Whether this person may say something about `term`; what the public reads is for who may write that."""
    person = person_of(request)
    may_write = not term.publication or rights.may(person, "publications.edit", organisation)
    return may_write and rights.may(person, "algorithms.edit", organisation)


def _newest_id(lines: Sequence[FactLine]) -> int:
    return lines[0].id if lines else 0


def _label(found: Key) -> str:
    label = say(found.term.label)
    return _("%(label)s (English)") % {"label": label} if found.is_english else label


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_POST
def fact_save(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Record what was typed; nothing typed means that it is not known.

    What somebody else saved after this person opened the page is shown first, and only then saved over.
    """
    found = _get_key(key)
    algorithm = algorithms.get_algorithm(public_id)
    lines = algorithms.list_facts(algorithm, key=key)
    base = find_whole(request.POST.get("base", "")) or 0
    do, _colon, rest = request.POST.get("do", "save").partition(":")
    if do == "remove":
        number = find_whole(rest.removeprefix("value:"))
        if number is None:
            raise Http404("There is no such row.")
        rows = without_row(found.asked, request.POST, number)
        return _show_fact(request, public_id, key, typed=rows, base=base, status=422)
    # The form was drawn from what the person saw, or from what is there now when it was shown again.
    known = [line.value for line in lines if line.id == base] + [line.value for line in lines[:1]]
    typed = read_answer(found.asked, request.POST, known=known)
    if do == "add":
        return _show_fact(request, public_id, key, typed=typed, base=base, status=422)
    value = clean(typed) if isinstance(typed, str) and found.asked.shape.kind == "markup" else typed
    value = None if value in ("", []) else value
    if is_same(value, lines[0].value if lines else None):
        messages.info(request, _("Nothing was changed."))
        return redirect("web:fact", public_id=public_id, key=key)
    try:
        _record(algorithm, key, value, base=base, by=person_of(request))
    except Overtaken:
        return _show_fact(request, public_id, key, typed=typed, status=OVERTAKEN)
    except WrongValue as error:
        remarks = tuple(Remark("value" + f.path, "error", f.message, f.remedy) for f in error.faults)
        return _show_fact(request, public_id, key, typed=typed, remarks=remarks, base=base, status=422)
    messages.success(request, _("Saved. What stood there before stays in the history."))
    return redirect(reverse("web:facts", kwargs={"public_id": public_id}) + f"#fact-{actions.own_key(key)}")


class Overtaken(Exception):
    """Somebody else changed the fact after the person who saves it had seen it."""


def _record(algorithm: Any, key: str, value: object, *, base: int, by: Any) -> None:
    """Record a value over fact `base`; raises Overtaken, and records nothing, when that is not the newest."""
    with transaction.atomic():
        made = actions.record_facts(algorithm=algorithm, values={key: value}, by=by, at=now())
        # Recording locks the dossier, so only from here on nobody else can come in between.
        own = {fact.pk for fact in made}
        before = [line for line in algorithms.list_facts(algorithm, key=key) if line.id not in own]
        if made and _newest_id(before) != base:
            raise Overtaken(key)


class Reason(forms.Form):
    """Why something is done that cannot be taken back."""

    use_required_attribute = False

    reason = forms.CharField(
        max_length=LONGEST_REASON,
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The reason is kept. Do not repeat in it what is taken away."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@needs("algorithms.redact", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def fact_redact(request: HttpRequest, public_id: str, fact_id: int) -> HttpResponse:
    """Take a value away for good, after a page that says what that means."""
    algorithm = algorithms.get_algorithm(public_id)
    try:
        row = algorithms.get_fact(algorithm, fact_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    found = _get_key(row.key)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        redact(fact=row, by=person_of(request), at=now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("The value is gone. That it was there stays visible."))
        return redirect("web:fact", public_id=public_id, key=row.key)
    return show(
        request,
        "fact_redact.html",
        crumbs=[*crumbs_of(algorithm), (_("Facts"), reverse("web:facts", kwargs={"public_id": public_id}))],
        here=_("Make unreadable"),
        algorithm=algorithm,
        label=_label(found),
        row=row,
        shown=show_value(found.asked, row.value),
        who=name_person(row.by, names_of([row.by])),
        form=form,
    )


def describe(term: Term) -> list[tuple[str, str]]:
    """The sources on which a definition rests: what to show, and the address."""
    return [
        (_cite(citation.source.label, citation.place), citation.source.link) for citation in term.citations
    ]


def _cite(label: Text, place: str) -> str:
    return f"{say(label)}, {place}" if place else say(label)
