"""A form tried on facts and answers from files, as plain data: what is asked, what waits, what follows and why."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from waarborg.adapters.form_files.surroundings import look_around
from waarborg.adapters.form_files.trial_answers import Answered, read_answers_file
from waarborg.adapters.framework_files.answers import both
from waarborg.adapters.framework_files.facts import read_dossier_file
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.forms.answers import Answer, Sheet, Taken, digest_value
from waarborg.core.forms.checking import check_answer, list_written
from waarborg.core.forms.following import Followed, list_findings, list_outcomes, list_slots
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library
from waarborg.core.forms.offering import Known, Offer, OfferKind, list_offers
from waarborg.core.forms.progress import Count, Progress, measure_progress
from waarborg.core.forms.questions import Column, Question
from waarborg.core.forms.reading import Reading, Shown, Standing
from waarborg.core.forms.rules import to_law
from waarborg.core.law.explaining import Layer, render_text
from waarborg.core.law.values import Value
from waarborg.core.profile.facts import plain
from waarborg.core.terms.text import LANGUAGES

#: Who says what stands in the files.
_BY = "file"


def try_form(
    form: Form,
    library: Library,
    facts: Path | None,
    answers: Path | None,
    *,
    accept_offers: bool,
    on: date,
    at: datetime,
) -> dict[str, Any]:
    """Return what comes of a form with the facts and answers in two files. Raises `LawFileError` for either.

    accept_offers: answer what is offered from facts and other forms, as somebody does who agrees with all of it.
    """
    framework = load_framework()
    given = read_dossier_file(facts, framework.vocabulary) if facts is not None else {}
    known, outside = look_around(framework, given, by=_BY, at=at)
    answered = Answered(Sheet.of(()), {})
    if answers is not None:
        answered = read_answers_file(answers, form, library, by=_BY, at=at)
    for place, (question, answer) in answered.elsewhere.items():
        if (value := to_law(question, answer.value)) is not None:
            known[place] = Known(place, answer.value, answer.by, answer.at)
            outside[place] = value
    reading = Reading(form, answered.sheet, outside, on=on)
    return _describe(_accept(reading, known, outside) if accept_offers else reading, known)


def _accept(reading: Reading, known: Mapping[str, Known], outside: Mapping[str, Value]) -> Reading:
    """The same with every offer taken, also those at questions that are only asked because another was taken."""
    while taken := [_take(offer) for offer in _list_fitting(reading, known)]:
        sheet = Sheet.of((*reading.sheet, *taken))
        reading = Reading(reading.form, sheet, outside, on=reading.on)
    return reading


def _take(offer: Offer) -> Answer:
    source = offer.known
    taken = Taken(source.place, source.at, digest_value(source.value))
    return Answer(address=offer.address, value=source.value, by=source.by, at=source.at, taken=taken)


def _list_fitting(reading: Reading, known: Mapping[str, Known]) -> Iterator[Offer]:
    """What is offered where nothing is answered, and fits there."""

    def list_options(item: Question | Column) -> Mapping[str, bool]:
        if item.options_from is None:
            return list_written(item)
        return dict.fromkeys(reading.sheet.list_rows(item.options_from.group), False)

    for offer in list_offers(reading, known):
        if offer.kind is OfferKind.NEW and not check_answer(
            offer.question, plain(offer.known.value), list_options
        ):
            yield offer


# --- as data -----------------------------------------------------------------------------------------------
def _describe(reading: Reading, known: Mapping[str, Known]) -> dict[str, Any]:
    form, progress = reading.form, measure_progress(reading)
    questions = [(one, one.item) for one in reading.shown if isinstance(one.item, Question)]
    return {
        "form": form.id,
        "version": form.version,
        "on": reading.on.isoformat(),
        "asked": [
            _describe_asked(one, question) for one, question in questions if one.standing is Standing.ASKED
        ],
        "waiting": [
            {"place": str(one.address), "text": both(question.ask), "waits_for": list(one.waits_for)}
            for one, question in questions
            if one.standing is Standing.WAITING
        ],
        "not_asked": [str(one.address) for one, _ in questions if one.standing is Standing.NOT_ASKED],
        "outcomes": [_describe_outcome(reading, one) for one in list_outcomes(reading)],
        "checks": [
            {
                "id": one.id,
                "says": both(one.says),
                "remedy": both(one.remedy),
                "about": list(one.about),
                "blocks": one.blocks,
            }
            for one in list_findings(reading)
        ],
        "signatures": [
            {
                "id": slot.id,
                "kind": slot.kind.value,
                "role": slot.role,
                "title": both(slot.title),
                "required": slot.required,
                "applies": holds.value,
            }
            for slot, holds in list_slots(reading)
        ],
        "missing": [
            {
                "place": str(one.address),
                "part": one.part.id,
                "text": both(one.item.ask if isinstance(one.item, Question) else one.item.title),
                "fewest": one.fewest,
            }
            for one in progress.missing
        ],
        "offered": [_describe_offer(offer) for offer in list_offers(reading, known)],
        "progress": _describe_progress(progress),
    }


def _describe_asked(one: Shown, question: Question) -> dict[str, Any]:
    answer = one.answer
    return {
        "place": str(one.address),
        "text": both(question.ask),
        "type": question.type.value,
        "required": question.required,
        "answered": answer is not None and answer.is_given,
        "declined": answer is not None and answer.declined,
        "value": plain(answer.value) if answer is not None else None,
        "taken_from": answer.taken.place if answer is not None and answer.taken is not None else None,
    }


def _describe_outcome(reading: Reading, one: Followed) -> dict[str, Any]:
    explanation = reading.explain(one.conclusion)
    return {
        "id": one.outcome.id,
        "level": one.outcome.level.value,
        "title": both(one.outcome.title),
        "says": both(one.outcome.says),
        "applies": one.holds.value,
        "why": {language: render_text(explanation, language, Layer.STEPS) for language in LANGUAGES},
        "waits_for": list(one.waits_for),
        "action": both(one.outcome.action) if one.outcome.action is not None else None,
        "form": one.outcome.form or None,
    }


def _describe_offer(offer: Offer) -> dict[str, Any]:
    return {
        "place": str(offer.address),
        "kind": offer.kind.value,
        "source": offer.known.place,
        "value": plain(offer.known.value),
        "why": both(offer.why) if offer.why is not None else None,
    }


def _describe_progress(progress: Progress) -> dict[str, Any]:
    return {
        **_describe_count(progress.total),
        "parts": [{"id": part.id, **_describe_count(count)} for part, count in progress.parts],
        "roles": [{"id": role, **_describe_count(count)} for role, count in progress.roles],
    }


def _describe_count(count: Count) -> dict[str, int]:
    return {
        "asked": count.asked,
        "answered": count.answered,
        "declined": count.declined,
        "optional": count.optional,
        "waiting": count.waiting,
        "percentage": count.percentage,
    }
