"""Begin with a sentence, or with the outcome of the official decision tree: likely facts, for a person to confirm."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from waarborg.adapters.framework_files.entry_words import load_entry_words
from waarborg.adapters.framework_files.tree_reading import load_tree_reading
from waarborg.apps.algorithms import actions
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.obligations import queries
from waarborg.apps.organisations.access import needs
from waarborg.core.framework.entering import suggest
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.official_tree import read_outcome
from waarborg.core.framework.questions import Reading
from waarborg.core.profile.facts import Origin
from waarborg.core.profile.vocabulary import Type
from waarborg.web import places
from waarborg.web.asking import describe_value
from waarborg.web.framework_day import the_framework
from waarborg.web.obligations import crumbs_to_obligations
from waarborg.web.pages import now, person_of, say, show

LONGEST = 2000


@dataclass(frozen=True)
class Offer:
    """A fact that is offered: the question it answers, the answer in words, why, and what the dossier says now."""

    key: str
    question: str
    answer: str
    value: str
    reason: str
    now: str


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, public_id: str) -> HttpResponse:
    """Type what it is, or paste the labels of the decision tree; tick the facts that are right, and record those."""
    algorithm, framework = algorithms.get_algorithm(public_id), the_framework()
    if request.method == "POST":
        return _record(request, framework, algorithm)
    words, labels = request.GET.get("zin", "")[:LONGEST], request.GET.get("labels", "")[:LONGEST]
    known = queries.get_facts(framework, algorithm)
    suggested = suggest(load_entry_words(), words) if words.strip() else None
    imported = read_outcome(load_tree_reading(), labels) if labels.strip() else None
    offers = []
    if suggested is not None:
        offers = [
            _offer(
                framework,
                known,
                fact.term.key,
                list(fact.value) if isinstance(fact.value, list | tuple) else fact.value,
                "; ".join(say(item.hint.reason) for item in fact.origins if item.hint.reason is not None),
            )
            for fact in suggested.facts
        ]
    if imported is not None:
        offers += [
            _offer(framework, known, key, value, "")
            for key, value in imported.facts.items()
            if value is not None
        ]
    return show(
        request,
        "describe.html",
        crumbs=crumbs_to_obligations(algorithm),
        here=_("Begin with a sentence"),
        algorithm=algorithm,
        words=words,
        labels=labels,
        kinds=[
            (say(item.entry.label), say(item.entry.check), item.is_named)
            for item in (suggested.kinds if suggested else ())
        ],
        is_asked=suggested is not None or imported is not None,
        offers=[offer for offer in offers if offer is not None],
        strange=imported.strange if imported is not None else (),
        tree=load_tree_reading(),
    )


def _record(request: HttpRequest, framework: Framework, algorithm: Any) -> HttpResponse:
    """Record what was ticked; nothing when one question was answered in two ways."""
    values, twice = _read_ticked(framework, request)
    if twice:
        messages.error(
            request,
            _("You ticked two answers to: %(questions)s. Nothing was recorded; choose one of them.")
            % {"questions": "; ".join(twice)},
        )
        return redirect(request.get_full_path())
    recorded = actions.record_facts(
        algorithm=algorithm, values=values, by=person_of(request), at=now(), origin=Origin.PERSON
    )
    messages.success(
        request,
        ngettext("%(number)d fact was recorded.", "%(number)d facts were recorded.", len(recorded))
        % {"number": len(recorded)},
    )
    return redirect("web:questions", public_id=algorithm.public_id)


def _offer(
    framework: Framework, known: Mapping[str, object], key: str, value: object, reason: str
) -> Offer | None:
    reading = framework.readings.find(key)
    if reading is None or known.get(key) == value:
        return None
    return Offer(
        key,
        say(reading.question or reading.term.label),
        describe_value(reading, value),
        _write(value),
        reason,
        describe_value(reading, known[key]) if known.get(key) is not None else "",
    )


def _write(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "|".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _read_ticked(framework: Framework, request: HttpRequest) -> tuple[dict[str, Any], list[str]]:
    """What was ticked, as far as it fits the vocabulary, and the questions that were answered in two ways."""
    found: dict[str, Any] = {}
    twice: dict[str, None] = {}
    for ticked in request.POST.getlist("feit"):
        key, _sign, text = ticked.partition("=")
        reading = framework.readings.find(key)
        if reading is None:
            continue
        value = _read(reading, text)
        if value is None or framework.vocabulary.check(key, value):
            continue
        if found.setdefault(key, value) != value:
            twice.setdefault(say(reading.question or reading.term.label))
    return found, list(twice)


def _read(reading: Reading, text: str) -> object:
    if reading.term.type is Type.BOOLEAN:
        return {"yes": True, "no": False}.get(text)
    if reading.term.type is Type.CHOICES:
        return text.split("|") if text else None
    return text or None
