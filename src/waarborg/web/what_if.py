"""What if a fact were otherwise: which obligations and tasks come and go, before anything is changed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.obligations import queries
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.core.framework.changes import Consequences, compare_facts
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.questions import Reading
from waarborg.core.framework.standings import Standing
from waarborg.core.profile.vocabulary import Type
from waarborg.web import places
from waarborg.web.asking import describe_value, make_groups
from waarborg.web.framework_day import the_framework
from waarborg.web.obligations import crumbs_to_obligations, say_since
from waarborg.web.pages import person_of, say, show


@needs("algorithms.view", places.of_dossier)
@require_safe
def what_if(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose a fact and another value, and see what that would do. Nothing is recorded here."""
    algorithm, framework = algorithms.get_algorithm(public_id), the_framework()
    facts = queries.get_facts(framework, algorithm)
    reading = _find(framework, request.GET.get("feit", ""))
    value = _read(reading, request) if reading is not None else None
    faults = (
        framework.vocabulary.check(reading.key, value) if reading is not None and value is not None else ()
    )
    is_asked = reading is not None and (value is not None or "onbekend" in request.GET) and not faults
    found = (
        compare_facts(framework, facts, {reading.key: value}, on=localdate())
        if is_asked and reading
        else None
    )
    return show(
        request,
        "what_if.html",
        crumbs=crumbs_to_obligations(algorithm),
        here=_("What if"),
        algorithm=algorithm,
        choices=[
            (item.key, say(item.question or item.term.label), item.key == (reading.key if reading else ""))
            for item in framework.readings.readings
        ],
        reading=reading,
        label=say(reading.question or reading.term.label) if reading is not None else "",
        kind={Type.CHOICES: "several", Type.DATE: "day"}.get(reading.term.type, "one") if reading else "",
        groups=make_groups(reading, value if is_asked else facts.get(reading.key)) if reading else (),
        day=value if isinstance(value, str) else "",
        faults=faults,
        before=describe_value(reading, facts.get(reading.key)) if reading is not None else "",
        after=describe_value(reading, value) if is_asked and reading is not None else "",
        consequences=_show(framework, found) if found is not None else None,
        may_edit=rights.may(person_of(request), "algorithms.edit", algorithm.organisation.code),
    )


def _find(framework: Framework, key: str) -> Reading | None:
    if not key:
        return None
    reading = framework.readings.find(key)
    if reading is None:
        raise Http404(f"No rule reads {key}.")
    return reading


def _read(reading: Reading, request: HttpRequest) -> object:
    given = [value for value in request.GET.getlist("antwoord") if value]
    if not given or "onbekend" in request.GET:
        return None
    if reading.term.type is Type.BOOLEAN:
        return {"yes": True, "no": False}.get(given[0])
    return given if reading.term.type is Type.CHOICES else given[0]


def _show(framework: Framework, found: Consequences) -> dict[str, Any]:
    """What changes, in words."""
    unknown, today = _("Not known yet"), localdate()

    def titles(urns: tuple[str, ...]) -> list[str]:
        return [say(framework.get_measure(urn).title) for urn in urns]

    return {
        "changes_anything": found.changes_anything,
        "is_other_class": found.is_other_class,
        "class_before": say(found.class_before.label) if found.class_before else unknown,
        "class_after": say(found.class_after.label) if found.class_after else unknown,
        "roles_added": [say(framework.get_word("addressees", role).label) for role in found.roles_added],
        "roles_lost": [say(framework.get_word("addressees", role).label) for role in found.roles_lost],
        "come": [
            (_title(shift.after), say_since(shift.after, on=today)) for shift in found.shifts if shift.comes
        ],
        "go": [
            (_title(shift.before), say_since(shift.before, on=today)) for shift in found.shifts if shift.goes
        ],
        "shift": [
            (_title(shift.after), say_since(shift.before, on=today), say_since(shift.after, on=today))
            for shift in found.shifts
            if not shift.comes
            and not shift.goes
            and say_since(shift.before, on=today) != say_since(shift.after, on=today)
        ],
        "tasks_added": titles(found.tasks_added),
        "tasks_lost": titles(found.tasks_lost),
    }


def _title(standing: Standing) -> str:
    return say(standing.word_on(localdate()).title)
