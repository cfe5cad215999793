"""The toolbox for one dossier: which instruments it needs and why, which are done or due, and what each would ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.timezone import localdate

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.around import look_around
from waarborg.apps.assessments.library import find_newest
from waarborg.apps.assessments.models import Assessment, FixedVersion, State
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.obligations import queries as obligations
from waarborg.core.forms.answers import Sheet
from waarborg.core.forms.following import Holds, list_outcomes
from waarborg.core.forms.forms import About, Form, Level
from waarborg.core.forms.offering import OfferKind, list_offers
from waarborg.core.forms.questions import Question
from waarborg.core.forms.reading import Reading, Standing
from waarborg.core.framework.instruments import Binding, Instrument
from waarborg.core.framework.standings import Applies
from waarborg.core.framework.standings import Standing as Applicable
from waarborg.core.terms.text import Text


class Need(StrEnum):
    """Whether a dossier needs an instrument."""

    REQUIRED = "required"
    ADVISED = "advised"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class Tool:
    """An instrument for a dossier.

    because: what says that it is needed or advised. assessment: the one that is filled in or signed, if any; signed_on
    and due_on belong to it. asked: how many questions its form asks at once, and known: how many of them have an
    answer on offer; both 0 without a form, or once it is begun.
    """

    instrument: Instrument
    need: Need
    because: tuple[Text, ...]
    form: Form | None = None
    assessment: Assessment | None = None
    signed_on: date | None = None
    due_on: date | None = None
    asked: int = 0
    known: int = 0

    @property
    def of_organisation(self) -> bool:
        """Whether its form is filled in once for the organisation, and not per dossier."""
        return self.form is not None and self.form.about is About.ORGANISATION


def list_tools(algorithm: Algorithm, *, on: date) -> tuple[Tool, ...]:
    """Every instrument of the toolbox for a dossier, those that it needs most first."""
    framework = load_framework()
    overview = obligations.get_overview(framework, algorithm, on=on)
    applicable = overview.applied.list(Applies.YES)
    rows = queries.list_assessments(algorithm) | queries.list_assessments(algorithm.organisation)
    running = {row.form: row for row in rows.exclude(state=State.ENDED).order_by("id")}
    opened = {form: queries.open_assessment(row, on=on) for form, row in running.items()}
    outcomes = _list_outcomes(opened.values())
    signed = _list_signed(running.values())
    tools = []
    for instrument in framework.instruments:
        need, because = _find_need(instrument, applicable, outcomes.get(instrument.form, ()), on=on)
        form = find_newest(algorithm.organisation_id, instrument.form) if instrument.form else None
        row = running.get(instrument.form) if form is not None else None
        asked, known = _measure(algorithm, form, on=on) if form is not None and row is None else (0, 0)
        tools.append(
            Tool(
                instrument=instrument,
                need=need,
                because=because,
                form=form,
                assessment=row,
                signed_on=signed.get(row.pk) if row is not None else None,
                due_on=row.review_on if row is not None else None,
                asked=asked,
                known=known,
            )
        )
    order = list(Need)
    return tuple(sorted(tools, key=lambda tool: order.index(tool.need)))


def _list_outcomes(opened: Iterable[Opened]) -> Mapping[str, list[tuple[Level, Text]]]:
    """What assessments say of other forms, by the form they ask for."""
    found: dict[str, list[tuple[Level, Text]]] = {}
    for one in opened:
        for followed in list_outcomes(one.reading):
            outcome = followed.outcome
            if outcome.form and followed.holds is Holds.YES:
                title = Text(f"{one.form.short}: {outcome.title.nl}", f"{one.form.short}: {outcome.title.en}")
                found.setdefault(outcome.form, []).append((outcome.level, title))
    return found


def _list_signed(rows: Iterable[Assessment]) -> dict[int, date]:
    """The day of the newest signed version, by assessment."""
    versions = FixedVersion.objects.filter(assessment__in=list(rows)).order_by("number")
    return {pk: localdate(at) for pk, at in versions.values_list("assessment_id", "at")}


def _find_need(
    instrument: Instrument,
    applicable: Iterable[Applicable],
    outcomes: Iterable[tuple[Level, Text]],
    *,
    on: date,
) -> tuple[Need, tuple[Text, ...]]:
    """Whether a dossier needs an instrument, and what says so: outcomes of forms, and requirements that apply."""
    required = [title for level, title in outcomes if level is Level.REQUIRED]
    advised = [title for level, title in outcomes if level is not Level.REQUIRED]
    for standing in applicable:
        wording = standing.word_on(on)
        title = wording.title
        if instrument.binding is Binding.LAW and standing.requirement.id in instrument.requirements:
            required.append(title)
        elif any(one.form == instrument.id for one in wording.evidence):
            advised.append(title)
    because = tuple(dict.fromkeys((*required, *advised)))
    if required:
        return Need.REQUIRED, because
    return (Need.ADVISED, because) if advised else (Need.POSSIBLE, ())


def _measure(algorithm: Algorithm, form: Form, *, on: date) -> tuple[int, int]:
    """How many questions a form would ask now, and of how many something is known already."""
    draft = Assessment(
        organisation=algorithm.organisation,
        algorithm=algorithm if form.about is About.ALGORITHM else None,
        form=form.id,
        form_version=form.version,
    )
    known, outside = look_around(draft, form, on=on)
    reading = Reading(form, Sheet.of(()), outside, on=on)
    asked = sum(isinstance(one.item, Question) and one.standing is Standing.ASKED for one in reading.shown)
    offers = sum(offer.kind is OfferKind.NEW for offer in list_offers(reading, known))
    return asked, offers
