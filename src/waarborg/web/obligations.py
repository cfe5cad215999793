"""What applies to an algorithm: class, obligations with reasons and days, and one obligation by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waarborg.apps.algorithms import actions
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.obligations import queries
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.core.framework.applying import Applied, situate
from waarborg.core.framework.asking import list_questions
from waarborg.core.framework.framework import Framework, NoSuchPart
from waarborg.core.framework.parts import CERTAINTY_LABELS
from waarborg.core.framework.reasons import Explaining, Ground, Reason
from waarborg.core.framework.requirements import Requirement, Wording
from waarborg.core.framework.standings import Applies, Standing
from waarborg.core.law.explaining import explain
from waarborg.core.profile.facts import Origin
from waarborg.web import places
from waarborg.web.dossiers import crumbs_of
from waarborg.web.framework_day import choose_day, the_framework
from waarborg.web.pages import Crumb, now, person_of, say, show

CATEGORY = "publication_category"
#: The source that is about algorithms by itself.
AI_ACT = "ai_act"


@dataclass(frozen=True)
class Line:
    """An obligation in the list: how it stands, its text of the day that is asked about, and why."""

    standing: Standing
    wording: Wording
    reason: Reason
    on: date
    parts: tuple["Line", ...] = ()

    @property
    def requirement(self) -> Requirement:
        """The requirement."""
        return self.standing.requirement

    @property
    def when(self) -> str:
        """From when it applies, in words."""
        return say_since(self.standing, on=self.on)


def say_since(standing: Standing, *, on: date) -> str:
    """From which day a requirement applies, in words, as seen on a day; empty when it does not."""
    if standing.since is None:
        return ""
    day = _write_day(standing.since)
    if not standing.is_certain and standing.since <= on:
        return _("perhaps already since %(day)s") % {"day": day}
    if not standing.is_certain:
        return _("perhaps from %(day)s") % {"day": day}
    return (_("since %(day)s") if standing.in_force else _("from %(day)s")) % {"day": day}


def _write_day(day: Any) -> str:
    return date_format(day, "j F Y")


def list_lines(
    framework: Framework, applied: Applied, explaining: Explaining, applies: Applies
) -> list[Line]:
    """The obligations that stand like this, by the day from which they apply; parts stand under the whole."""
    standings = applied.list(applies)
    ids = {item.requirement.id for item in standings}

    def make(item: Standing) -> Line:
        below = [one for one in standings if one.requirement.part_of == item.requirement.id]
        reason = explaining.explain(item)
        return Line(item, item.word_on(applied.on), reason, applied.on, tuple(make(one) for one in below))

    tops = [item for item in standings if item.requirement.part_of not in ids]
    return sorted(
        (make(item) for item in tops),
        key=lambda line: (line.standing.since or applied.on, line.requirement.code),
    )


@dataclass(frozen=True)
class Lines:
    """Obligations, together under the law or policy they come from."""

    groups: tuple[tuple[str, tuple[Line, ...]], ...]

    @property
    def count(self) -> int:
        """How many there are, parts of others too."""
        return sum(1 + len(line.parts) for _law, lines in self.groups for line in lines)


def group_by_law(lines: Iterable[Line]) -> Lines:
    """The obligations by the law of their first article: the AI Act first, then the law that asks most."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.wording.articles[0].source.id, []).append(line)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0] != AI_ACT, -len(pair[1])))
    return Lines(
        tuple((say(found[0].wording.articles[0].source.label), tuple(found)) for _law, found in ordered)
    )


def crumbs_to_obligations(algorithm: Any) -> list[Crumb]:
    """The way to the pages under what applies."""
    address = reverse("web:obligations", kwargs={"public_id": algorithm.public_id})
    return [*crumbs_of(algorithm), (_("What applies"), address)]


@needs("algorithms.view", places.of_dossier)
@require_safe
def obligations(request: HttpRequest, public_id: str) -> HttpResponse:
    """What applies to this algorithm on a day, from when and why; what does not; and what is open."""
    algorithm, framework, day = algorithms.get_algorithm(public_id), the_framework(), choose_day(request)
    overview = queries.get_overview(framework, algorithm, on=day.day)
    applied = overview.applied
    explaining = Explaining(framework, applied)
    lines = {item: list_lines(framework, applied, explaining, item) for item in Applies}
    questions = list_questions(framework, overview.facts, on=day.day)
    return show(
        request,
        "obligations.html",
        crumbs=crumbs_of(algorithm),
        here=_("What applies"),
        algorithm=algorithm,
        day=day,
        overview=overview,
        applied=applied,
        answer=describe_class(framework, applied),
        now=group_by_law([line for line in lines[Applies.YES] if line.standing.in_force]),
        later=group_by_law([line for line in lines[Applies.YES] if not line.standing.in_force]),
        unknown=group_by_law(lines[Applies.UNKNOWN]),
        no=group_by_law(lines[Applies.NO]),
        questions=questions,
        assumed=list_assumptions(framework, applied),
        conflicts=_name_conflicts(framework, applied),
        own_category=algorithms.current_values(algorithm).get(CATEGORY) or "",
        may_publish=rights.may(person_of(request), "publications.edit", algorithm.organisation.code),
        may_edit=rights.may(person_of(request), "algorithms.edit", algorithm.organisation.code),
    )


@needs("publications.edit", places.of_dossier, see="algorithms.view")
@require_POST
def category_take(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record the category that follows from the facts as that of the entry."""
    algorithm, framework = algorithms.get_algorithm(public_id), the_framework()
    overview = queries.get_overview(framework, algorithm, on=localdate())
    if not overview.applied.category:
        messages.error(request, _("Too little is known to choose the category. Answer the questions first."))
    else:
        actions.record_facts(
            algorithm=algorithm,
            values={CATEGORY: overview.applied.category},
            by=person_of(request),
            at=now(),
            origin=Origin.RULE,
        )
        messages.success(request, _("The category is recorded. The entry shows it once it is published."))
    return redirect("web:obligations", public_id=public_id)


# --- the answer on top -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Answer:
    """The class in words, what it rests on, and what changes later."""

    id: str
    label: str
    meaning: str
    grounds: tuple[str, ...]
    roles: tuple[str, ...]
    open_roles: tuple[str, ...]
    coming: tuple[tuple[Any, str], ...]
    category: str


def describe_class(framework: Framework, applied: Applied) -> Answer:
    """The class of an algorithm in the language of the page."""
    found = applied.risk_class
    return Answer(
        id=found.id if found is not None else "unknown",
        label=say(found.label) if found is not None else _("Not known yet"),
        meaning=say(found.meaning)
        if found is not None
        else _("Too little is known to say which rules apply. Answer the questions first."),
        grounds=tuple(_name_ground(place) for place in applied.grounds),
        roles=tuple(say(framework.get_word("addressees", role).label) for role in applied.roles),
        open_roles=tuple(say(framework.get_word("addressees", role).label) for role in applied.open_roles),
        coming=tuple(
            (item.on, say(item.risk_class.label) if item.risk_class is not None else _("Not known yet"))
            for item in applied.coming
        ),
        category=applied.category,
    )


def _name_ground(place: str) -> str:
    """An article or an annex of the AI Act, in the language of the page."""
    if place.startswith("Annex "):
        part = place.removeprefix("Annex ").replace("section", _("section"))
        return _("Annex %(place)s of the AI Act") % {"place": part}
    return _("Article %(place)s of the AI Act") % {"place": place}


def list_assumptions(framework: Framework, applied: Applied) -> list[tuple[str, str]]:
    """What was assumed because nobody said otherwise: the sentence, and the key under which one can say so."""
    found: dict[str, tuple[str, str]] = {}
    for item in applied.facts.assumed:
        found.setdefault(say(item.says), (say(item.says), item.term))
    return list(found.values())


def _name_conflicts(framework: Framework, applied: Applied) -> list[tuple[str, str]]:
    """Pairs of facts of the dossier that contradict each other: the one that is followed, and the other."""
    vocabulary = framework.vocabulary
    return list(
        dict.fromkeys(
            (say(vocabulary.get_term(item.followed).label), say(vocabulary.get_term(item.other).label))
            for item in applied.facts.conflicts
        )
    )


# --- one obligation -----------------------------------------------------------------------------------------
def get_requirement(framework: Framework, code: str) -> Requirement:
    """A requirement by its short name; "not found" when there is none."""
    try:
        return framework.get_requirement(code)
    except NoSuchPart as error:
        raise Http404(str(error)) from error


@needs("algorithms.view", places.of_dossier)
@require_safe
def obligation(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """One requirement for this algorithm: what it asks, why it applies, how one sees that it is met, what to do."""
    algorithm, framework, day = algorithms.get_algorithm(public_id), the_framework(), choose_day(request)
    requirement = get_requirement(framework, code)
    overview = queries.get_overview(framework, algorithm, on=day.day)
    standing = overview.applied.find(requirement.id)
    assert standing is not None  # there is one for each requirement
    explaining = Explaining(framework, overview.applied)
    reason = explaining.explain(standing)
    conclusion = explaining.conclude(requirement.condition, reason.day)
    explanation = explain(
        framework.rules, conclusion, situate(framework, overview.applied.facts, on=reason.day)
    )
    wording = standing.word_on(day.day)
    return show(
        request,
        "obligation.html",
        crumbs=crumbs_to_obligations(algorithm),
        here=say(wording.title),
        algorithm=algorithm,
        day=day,
        requirement=requirement,
        standing=standing,
        wording=wording,
        when=say_since(standing, on=day.day),
        reason=reason,
        grounds=_show_grounds(framework, reason.grounds),
        steps=explanation.steps,
        tree=explanation.tree,
        certainty=say(CERTAINTY_LABELS[wording.certainty]),
        addressed=[say(framework.get_word("addressees", one).label) for one in requirement.addressed],
        roles=[say(framework.get_word("roles", one).label) for one in requirement.roles],
        others=[item for item in requirement.wordings if item is not wording],
        tasks=[
            line
            for line in (*overview.tasks, *overview.organisation, *overview.advice)
            if line.planned is not None
            and any(item.requirement.id == requirement.id for item in line.planned.standings)
        ],
    )


def _show_grounds(framework: Framework, grounds: Iterable[Ground]) -> list[tuple[str, bool, str, str]]:
    """What decides: in words, whether it is so, and the fact of the dossier it comes from with its key."""
    found = []
    for ground in grounds:
        key = ground.origin.key if ground.origin is not None else ""
        term = framework.vocabulary.find_term(key) if key else None
        label = say(term.label) if term is not None else ""
        found.append((say(ground.label), ground.outcome is not False, label, key))
    return found
