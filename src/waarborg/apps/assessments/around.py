"""What is said beside one assessment: the facts of its dossier, and the answers in the other assessments there."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from waarborg.adapters.form_files.surroundings import fact_to_law
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.mapping import form_of, to_answer
from waarborg.apps.assessments.models import AnswerRow, Assessment, State
from waarborg.core.forms.answers import Sheet
from waarborg.core.forms.forms import Form
from waarborg.core.forms.offering import FACT, Known
from waarborg.core.forms.reading import Reading, Standing
from waarborg.core.forms.rules import make_rules, to_law
from waarborg.core.law.values import Value
from waarborg.core.profile.facts import ORIGIN_LABELS, Origin


def look_around(assessment: Assessment, form: Form, *, on: date) -> tuple[dict[str, Known], dict[str, Value]]:
    """What is said beside one assessment: as people see it, and as conditions read it, both by place."""
    known, outside = _read_facts(assessment.algorithm) if assessment.algorithm is not None else ({}, {})
    wanted = _list_places(form)
    others = list_beside(assessment).exclude(state=State.ENDED).exclude(pk=assessment.pk)
    elsewhere = list(_list_elsewhere(others.order_by("id"), wanted, outside, on=on)) if wanted else []
    known |= {one.place: one for one, _ in elsewhere}
    return known, outside | {one.place: value for one, value in elsewhere if value is not None}


def list_beside(assessment: Assessment) -> QuerySet[Assessment]:
    """The assessments of the same algorithm, or of the same organisation. Who replies from outside sees none."""
    rows = Assessment.objects.select_related("organisation", "algorithm__organisation").filter(is_reply=False)
    if assessment.algorithm_id is not None:
        return rows.filter(algorithm=assessment.algorithm_id)
    if assessment.is_reply:
        return rows.none()
    return rows.filter(algorithm=None, organisation=assessment.organisation_id)


def _read_facts(algorithm: Algorithm) -> tuple[dict[str, Known], dict[str, Value]]:
    framework = load_framework()
    known: dict[str, Known] = {}
    outside: dict[str, Value] = {}
    facts = algorithms.get_profile(algorithm).latest().facts
    for key, fact in facts.items():
        term = framework.vocabulary.find_term(key)
        if fact.is_known:
            place = f"{FACT}:{key}"
            detail = fact.origin_detail or ORIGIN_LABELS[Origin(fact.origin)].nl
            known[place] = Known(place, fact.value, fact.by, fact.at, detail)
            value = fact_to_law(term, fact.value) if term is not None else None
            if value is not None:
                outside[place] = value
    # What facts mean for the rules, not what the rules make of them: then reasons tell every step.
    outside |= framework.readings.translate({key: fact.value for key, fact in facts.items()}).values
    return known, outside


def _list_places(form: Form) -> dict[str, set[str]]:
    """The questions in other forms that a form reads, offers or shows, by form."""
    places = [name for name in make_rules(form).outside if ":" in name]
    places += [link.place for question in form.questions for link in (*question.taken_from, *question.beside)]
    found: dict[str, set[str]] = {}
    for place in places:
        owner, _, question = place.rpartition(":")
        if owner not in ("", FACT):
            found.setdefault(owner, set()).add(question)
    return found


def _list_elsewhere(
    others: Iterable[Assessment], wanted: Mapping[str, set[str]], outside: Mapping[str, Value], *, on: date
) -> Iterable[tuple[Known, Value | None]]:
    """The answers at those places; what is no longer asked there says nothing here."""
    for other in others:
        places = wanted.get(other.form, set())
        rows = AnswerRow.objects.filter(assessment=other, current=True).order_by("id") if places else ()
        answers = [to_answer(row) for row in rows]
        found = [one for one in answers if one.address.question in places and one.value is not None]
        if not found:
            continue
        form = form_of(other)
        conditional = make_rules(form).conditional
        reading = None
        for one in found:
            question = form.find_question(one.address.question)
            if question is None or one.address.rows:
                continue
            if reading is None and question.id in conditional:
                reading = Reading(form, Sheet.of(answers), outside, on=on)
            if reading is None or reading.find_standing(question.id) is Standing.ASKED:
                place = f"{form.id}:{question.id}"
                yield Known(place, one.value, one.by, one.at, form.short), to_law(question, one.value)
