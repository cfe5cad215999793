"""The questions that decide what applies: one on a page, the most decisive first, in everyday words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.algorithms import actions
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.obligations import queries
from waarborg.apps.organisations.access import needs
from waarborg.core.framework.applying import apply_framework
from waarborg.core.framework.asking import Question, list_questions
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.questions import Reading
from waarborg.core.profile.values import Fault
from waarborg.core.profile.vocabulary import Type
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.framework_day import choose_day, the_framework
from waarborg.web.obligations import crumbs_to_obligations, describe_class
from waarborg.web.pages import now, person_of, say, show

_NOTHING_CHOSEN = (
    Fault(
        "empty",
        "",
        Text("Er is nog niets gekozen.", "Nothing is chosen yet."),
        Text(
            "Kies een antwoord, of zeg dat u het niet weet.", "Choose an answer, or say that you do not know."
        ),
    ),
)


@dataclass(frozen=True)
class Option:
    """An answer that can be chosen. alone: not beside another one."""

    value: str
    label: str
    is_chosen: bool
    alone: bool


@dataclass(frozen=True)
class OptionGroup:
    """Answers that belong together; without a label when there is one group."""

    label: str
    options: tuple[Option, ...]

    @property
    def is_open(self) -> bool:
        """Whether one of them is chosen."""
        return any(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class Shown:
    """A question as the page shows it. kind: one, several or day. day: what is filled in."""

    key: str
    text: str
    why: str
    kind: str
    groups: tuple[OptionGroup, ...]
    day: str = ""
    faults: tuple[Fault, ...] = ()


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask the next question, or the one in the address, and record the answer as a fact of the dossier."""
    algorithm, framework, day = algorithms.get_algorithm(public_id), the_framework(), choose_day(request)
    facts = queries.get_facts(framework, algorithm)
    address = reverse("web:questions", kwargs={"public_id": public_id})
    if request.method == "POST":
        reading = _find_reading(framework, request.POST.get("vraag", ""))
        value = _read(reading, request)
        faults = framework.vocabulary.check(reading.key, value) if value is not None else ()
        if not faults and (value is not None or "weet-niet" in request.POST):
            _save(algorithm, reading, value, request)
            left = list_questions(framework, {**facts, reading.key: value}, on=day.day)
            if not left:
                messages.success(request, _("There are no more questions. This is what applies."))
                return redirect("web:obligations", public_id=public_id)
            return redirect(address)
        shown = _show_question(reading, value, faults or _NOTHING_CHOSEN)
        return _page(request, algorithm, framework, facts, shown, (), day.day, status=422)
    asked = list_questions(framework, facts, on=day.day)
    chosen = request.GET.get("vraag", "")
    reading = _find_reading(framework, chosen) if chosen else (asked[0].reading if asked else None)
    shown = _show_question(reading, facts.get(reading.key)) if reading is not None else None
    return _page(request, algorithm, framework, facts, shown, asked, day.day)


def _page(
    request: HttpRequest,
    algorithm: Any,
    framework: Framework,
    facts: Mapping[str, object],
    shown: Shown | None,
    asked: Sequence[Question],
    on: date,
    *,
    status: int = 200,
) -> HttpResponse:
    known = [
        (reading, describe_value(reading, facts[reading.key]))
        for reading in framework.readings.list_asked()
        if reading.key in facts
    ]
    return show(
        request,
        "questions.html",
        crumbs=crumbs_to_obligations(algorithm),
        here=_("Questions"),
        status=status,
        algorithm=algorithm,
        question=shown,
        known=[(reading.key, say(reading.question or reading.term.label), value) for reading, value in known],
        left=len(asked),
        touches=_count_touched(asked, shown),
        answer=describe_class(framework, apply_framework(framework, facts, on=on)),
    )


def _count_touched(asked: Sequence[Question], shown: Shown | None) -> int:
    """How many requirements the answer can settle."""
    found = next((item for item in asked if shown is not None and item.reading.key == shown.key), None)
    return len([code for code in found.touches if code != "class"]) if found is not None else 0


def _find_reading(framework: Framework, key: str) -> Reading:
    reading = framework.readings.find(key)
    if reading is None:
        raise Http404(f"No rule reads {key}.")
    return reading


def _read(reading: Reading, request: HttpRequest) -> object:
    """What was answered; None for "I do not know" and for nothing."""
    given = [value for value in request.POST.getlist("antwoord") if value]
    if not given or "weet-niet" in request.POST:
        return None
    if reading.term.type is Type.BOOLEAN:
        return {"yes": True, "no": False}.get(given[0])
    if reading.term.type is Type.CHOICES:
        return given
    return given[0]


def _save(algorithm: Any, reading: Reading, value: object, request: HttpRequest) -> None:
    # Confirmed, so that "I do not know" is recorded as said by somebody, and the question is not asked again.
    actions.record_facts(
        algorithm=algorithm,
        values={reading.key: value},
        by=person_of(request),
        at=now(),
        confirm=value is None,
    )


def _show_question(reading: Reading, value: object, faults: tuple[Fault, ...] = ()) -> Shown:
    kind = {Type.CHOICES: "several", Type.DATE: "day"}.get(reading.term.type, "one")
    return Shown(
        key=reading.key,
        text=say(reading.question or reading.term.label),
        why=say(reading.why or reading.term.definition),
        kind=kind,
        groups=make_groups(reading, value),
        day=value if kind == "day" and isinstance(value, str) else "",
        faults=faults,
    )


def make_groups(reading: Reading, value: object) -> tuple[OptionGroup, ...]:
    """The answers that can be chosen, in everyday words, with what is chosen now."""
    if reading.term.type is Type.BOOLEAN:
        answers = (("yes", _("Yes"), value is True), ("no", _("No"), value is False))
        return (OptionGroup("", tuple(Option(*answer, alone=True) for answer in answers)),)
    chosen = value if isinstance(value, list | tuple) else [value]

    def make(codes: Sequence[str]) -> tuple[Option, ...]:
        return tuple(
            Option(
                choice.value,
                say(reading.label_choice(choice.value)),
                choice.value in chosen,
                choice.exclusive,
            )
            for choice in reading.term.choices
            if choice.value in codes
        )

    if reading.groups:
        return tuple(OptionGroup(say(group.label), make(group.choices)) for group in reading.groups)
    return (OptionGroup("", make([choice.value for choice in reading.term.choices])),)


def describe_value(reading: Reading, value: object) -> str:
    """What somebody answered, in words."""
    if value is None:
        return _("Not known")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple):
        return "; ".join(say(reading.label_choice(str(item))) for item in value)
    if reading.term.type is Type.CHOICE:
        return say(reading.label_choice(str(value)))
    if reading.term.type is Type.DATE:
        return date_format(date.fromisoformat(str(value)), "j F Y")
    return str(value)
