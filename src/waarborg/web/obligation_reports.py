"""The report of classification, obligations and plan as a file: PDF, Word, spreadsheet, JSON, system card."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from waarborg.adapters.cards.card_text import write_json, write_yaml
from waarborg.adapters.documents.pdf import write_pdf
from waarborg.adapters.documents.spreadsheet import write_spreadsheet
from waarborg.adapters.documents.word import write_word
from waarborg.adapters.framework_files.answers import describe_applied
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.system_cards import list_models
from waarborg.apps.obligations import queries
from waarborg.apps.obligations.queries import Overview, TaskLine
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import names_of
from waarborg.core.framework.framework import Framework
from waarborg.web import places
from waarborg.web.assessment_cards import list_signed_cards
from waarborg.web.framework_day import choose_day, the_framework
from waarborg.web.pages import person_of
from waarborg.web.report_contents import make_report
from waarborg.web.system_cards import Inside, make_system_card

WRITERS = {
    "pdf": (write_pdf, "application/pdf", "pdf"),
    "docx": (
        write_word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    "xlsx": (
        write_spreadsheet,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
}

CARD_WRITERS = {
    "system-card": (write_json, "application/json; charset=utf-8", "json"),
    "system-card-yaml": (write_yaml, "application/yaml; charset=utf-8", "yaml"),
}


@needs("algorithms.view", places.of_dossier)
@require_safe
def report(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """The report as it is on the day in the address."""
    algorithm, framework, day = algorithms.get_algorithm(public_id), the_framework(), choose_day(request)
    overview = queries.get_overview(framework, algorithm, on=day.day)
    name = f"wat-geldt-{public_id}-{day.day.isoformat()}"
    if kind in WRITERS:
        write, content_type, ending = WRITERS[kind]
        people = names_of(
            line.row.assignee
            for line in (*overview.tasks, *overview.organisation, *overview.left)
            if line.row is not None and line.row.assignee
        )
        return _send(
            write(make_report(framework, algorithm, overview, people)), content_type, f"{name}.{ending}"
        )
    if kind == "json":
        return _send_json(describe_overview(framework, algorithm, overview), f"{name}.json")
    if kind in CARD_WRITERS:
        write, content_type, ending = CARD_WRITERS[kind]
        values = algorithms.current_values(algorithm)
        card = make_system_card(framework, algorithm, overview, values, _find_inside(request, algorithm))
        return _send(write(card), content_type, f"system-card-{public_id}.{ending}")
    raise Http404(f"There is no report of kind {kind}.")


def _find_inside(request: HttpRequest, algorithm: Any) -> Inside:
    """The cards of signed assessments, for who may read those, and of the models in a card that was kept."""
    may_read = rights.may(person_of(request), "assessments.view", algorithm.organisation.code)
    return Inside(
        assessments=list(list_signed_cards(algorithm)) if may_read else (), models=list_models(algorithm)
    )


def describe_overview(framework: Framework, algorithm: Any, overview: Overview) -> dict[str, Any]:
    """What applies and how far the plan is, as data: the keys of `waarborg framework apply`, with the plan."""
    return {
        "algorithm": {
            "id": algorithm.public_id,
            "name": algorithm.name,
            "organisation": algorithm.organisation.code,
        },
        "facts": dict(overview.facts),
        **describe_applied(framework, overview.facts, overview.applied),
        "plan": {
            "tasks": [_describe_task(line) for line in overview.tasks],
            "organisation": [_describe_task(line) for line in overview.organisation],
            "advice": [_describe_task(line) for line in overview.advice],
            "no_longer_asked": [_describe_task(line) for line in overview.left],
        },
    }


def _describe_task(line: TaskLine) -> dict[str, Any]:
    return {
        "measure": line.measure.id,
        "title": {"nl": line.measure.title.nl, "en": line.measure.title.en},
        "state": line.progress.value,
        "due_on": line.due_on.isoformat() if line.due_on is not None else None,
        "requirements": [item.requirement.id for item in line.planned.standings] if line.planned else [],
        "steps": [item.id for item in line.planned.steps] if line.planned else [],
        "evidence": [
            {
                "kind": item.kind,
                "title": item.title,
                "link": item.link or None,
                "sha256": item.digest,
                "observed_on": item.observed_on.isoformat(),
                "valid_until": item.valid_until.isoformat() if item.valid_until else None,
            }
            for item in line.evidence
            if item.withdrawn_at is None
        ],
    }


def _send_json(content: dict[str, Any], name: str) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return _send(text.encode(), "application/json; charset=utf-8", name)


def _send(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
