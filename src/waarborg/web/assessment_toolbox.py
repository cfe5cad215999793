"""The toolbox of a dossier: every instrument with what it is for, whether it is needed, and how it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.assessments.toolbox import Need, Tool, list_tools
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.core.framework.instruments import Binding
from waarborg.core.framework.measures import Effort
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.assessments import STATE_LABELS
from waarborg.web.dossiers import crumbs_of
from waarborg.web.pages import person_of, say, show

BINDINGS = {
    Binding.LAW: Text("verplicht volgens de wet", "required by law"),
    Binding.POLICY: Text("afgesproken binnen de overheid", "agreed within the government"),
    Binding.VOLUNTARY: Text("vrijwillig", "voluntary"),
}
EFFORTS = {
    Effort.SMALL: Text("weinig werk: uren", "little work: hours"),
    Effort.MEDIUM: Text("enig werk: dagen", "some work: days"),
    Effort.LARGE: Text("veel werk: weken", "much work: weeks"),
}
#: So many reasons are shown at once.
MOST_REASONS = 4


@dataclass(frozen=True)
class ToolLine:
    """An instrument in the toolbox. character: binding or not. character_because: why. state: how it stands here."""

    tool: Tool
    title: str
    purpose: str
    character: str
    character_because: str
    for_whom: str
    phases: str
    effort: str
    state: str
    reasons: Sequence[str]
    more: Sequence[str]


@needs("assessments.view", places.of_dossier)
@require_safe
def assessment_toolbox(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which instruments a dossier needs and why, which are running, done or due, and all the others."""
    algorithm = algorithms.get_algorithm(public_id)
    lines = [_describe(tool) for tool in list_tools(algorithm, on=localdate())]
    return show(
        request,
        "assessment_toolbox.html",
        crumbs=[
            *crumbs_of(algorithm),
            (_("Assessments"), reverse("web:assessments", kwargs={"public_id": public_id})),
        ],
        here=_("Toolbox"),
        algorithm=algorithm,
        groups=[
            (_("Needed"), "needed", _pick(lines, Need.REQUIRED)),
            (_("Advised"), "advised", _pick(lines, Need.ADVISED)),
            (_("Other instruments"), "other", _pick(lines, Need.POSSIBLE)),
        ],
        may_edit=rights.may(person_of(request), "assessments.edit", algorithm.organisation.code),
    )


def _pick(lines: Iterable[ToolLine], need: Need) -> list[ToolLine]:
    return [line for line in lines if line.tool.need is need]


def _describe(tool: Tool) -> ToolLine:
    framework, instrument = load_framework(), tool.instrument
    reasons = [say(text) for text in tool.because]
    return ToolLine(
        tool=tool,
        title=say(instrument.title),
        purpose=say(instrument.purpose),
        character=say(BINDINGS[instrument.binding]),
        character_because=say(instrument.binding_because) if instrument.binding_because else "",
        for_whom=say(instrument.for_whom),
        phases=", ".join(say(framework.get_word("phases", id).label) for id in instrument.phases),
        effort=say(EFFORTS[instrument.effort]) if instrument.effort else "",
        state=say(STATE_LABELS[tool.assessment.state]) if tool.assessment is not None else "",
        reasons=reasons[:MOST_REASONS],
        more=reasons[MOST_REASONS:],
    )
