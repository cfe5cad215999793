"""Trying a form: answering it on one page, seeing what is asked and what follows, with nothing kept anywhere."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.options import make_options
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import get_organisation
from waarborg.core.forms.answers import Address, Answer, Sheet
from waarborg.core.forms.checking import check_answer
from waarborg.core.forms.following import Holds, list_findings, list_outcomes
from waarborg.core.forms.forms import Form
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.questions import Group, Question
from waarborg.core.forms.reading import Standing
from waarborg.core.profile.facts import freeze
from waarborg.web import places
from waarborg.web.assessment_fields import read_given
from waarborg.web.assessment_outcomes import describe_check, describe_outcome
from waarborg.web.assessment_pages import Block, Typed, build_part
from waarborg.web.fields import Remark
from waarborg.web.own_forms import crumbs_to_forms, find_form
from waarborg.web.pages import now, say, show

_BASE, _ROWS, _DECLINED = "base-", "rows-", "declined-"
#: So many rows a group may have in a trial.
MOST_ROWS = 20


@needs("assessments.view", places.itself)
@require_http_methods(["GET", "HEAD", "POST"])
def own_form_trial(request: HttpRequest, code: str, form: str, version: str) -> HttpResponse:
    """A form to try: what is answered goes to and fro with the page, and is kept nowhere."""
    organisation = get_organisation(code)
    found = find_form(organisation, form, version)
    data = request.POST if request.method == "POST" else QueryDict()
    opened, typed = _read(found, data)
    do = data.get("do", "")
    sections = [
        (part, say(part.title), _list_blocks(opened, part, typed, add_row=do.removeprefix("add:")))
        for part, _count in measure_progress(opened.reading).parts
    ]
    return show(
        request,
        "own_form_trial.html",
        crumbs=crumbs_to_forms(organisation),
        here=_("Try"),
        organisation=organisation,
        form=found,
        title=say(found.title),
        sections=sections,
        rows=_list_rows(opened),
        progress=measure_progress(opened.reading),
        outcomes=[
            describe_outcome(opened, one) for one in list_outcomes(opened.reading) if one.holds is Holds.YES
        ],
        findings=[describe_check(opened, check) for check in list_findings(opened.reading)],
        faults=len(typed.remarks),
        may_edit=True,
        may_comment=False,
        may_resolve=False,
        guest=True,
        people={},
    )


def _list_blocks(opened: Opened, part: Any, typed: Typed, *, add_row: str) -> list[Block]:
    """What stands on the page of a part, without links to pages that a trial does not have."""
    blocks = build_part(opened, part, typed, {}, add_row=add_row)
    for block in blocks:
        block.lacking = ()
        block.answer = None
        block.beside = ()
    return blocks


# --- what comes with the page ----------------------------------------------------------------------------------
def _read(form: Form, data: QueryDict) -> tuple[Opened, Typed]:
    """The form with the answers that came with the page, and what does not fit."""
    at = now()
    rows = dict(_change_rows(form, data))
    answers = [_make(address, list(ids), at) for address, ids in rows.items()]
    sheet = Sheet.of(answers)
    values: dict[str, object] = {}
    declined: set[str] = set()
    remarks: list[Remark] = []
    given: list[Answer] = []
    opened = queries.open_trial(form, sheet, on=localdate(at))
    sent = {name.removeprefix(_BASE) for name in data if name.startswith(_BASE)}
    for place in sorted(sent):
        question = form.find_question(place.partition("@")[0])
        if question is None or not _is_there(form, sheet, place):
            continue
        value = read_given(opened, question, place, data, known=None)
        if f"{_DECLINED}{place}" in data and value in (None, "", []):
            declined.add(place)
            given.append(_make(place, None, at, declined=True))
        elif faults := check_answer(question, value, make_options(opened)):
            values[place] = value
            remarks += [
                Remark(f"{place}{fault.path}", "error", fault.message, fault.remedy) for fault in faults
            ]
        elif value not in (None, "", []):
            given.append(_make(place, value, at))
    opened = queries.open_trial(form, Sheet.of([*answers, *given]), on=localdate(at))
    return opened, Typed(values, frozenset(declined), tuple(remarks))


def _make(place: str, value: object, at: datetime, *, declined: bool = False) -> Answer:
    return Answer(address=Address.parse(place), value=freeze(value), declined=declined, by="", at=at)


def _is_there(form: Form, sheet: Sheet, text: str) -> bool:
    """Whether the rows in a place are there, so that nothing made up is answered."""
    try:
        address = Address.parse(text)
    except ValueError:
        return False
    place = form.find_place(address.question)
    if place is None or len(place.repeated) != len(address.rows):
        return False
    return all(
        row in sheet.list_rows(group.id, address.rows[:depth])
        for depth, (group, row) in enumerate(zip(place.repeated, address.rows, strict=True))
    )


def _change_rows(form: Form, data: QueryDict) -> Iterator[tuple[str, list[str]]]:
    """The rows of repeated groups, with the one that a button adds or takes away."""
    what, _sep, about = data.get("do", "").partition(":")
    known = {
        name.removeprefix(_ROWS): [one for one in text.split() if one.isalnum()][:MOST_ROWS]
        for name, text in data.items()
        if name.startswith(_ROWS)
    }
    if what == "row-add":
        known.setdefault(about, [])
    for place, rows in known.items():
        group = form.find_group(place.partition("@")[0])
        if group is None or not group.repeat:
            continue
        try:
            Address.parse(place)
        except ValueError:
            continue
        if what == "row-add" and about == place and len(rows) < MOST_ROWS:
            rows.append(secrets.token_hex(4))
        if what == "row-remove" and about.rpartition(":")[0] == place:
            rows = [one for one in rows if one != about.rpartition(":")[2]]
        yield place, rows


def _list_rows(opened: Opened) -> Iterable[tuple[str, str]]:
    """The rows of repeated groups, to go to and fro with the page."""
    for one in opened.reading.shown:
        is_rows = isinstance(one.item, Group) and one.item.repeat and one.standing is not Standing.NOT_ASKED
        if is_rows and not isinstance(one.item, Question):
            yield str(one.address), " ".join(opened.sheet.list_rows(one.item.id, one.address.rows))
