"""What follows from the answers of an assessment, with why; what does not go together; and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from waarborg.apps.assessments.queries import Opened
from waarborg.core.forms.following import Followed
from waarborg.core.forms.forms import Check, Level
from waarborg.core.forms.progress import Missing, Progress
from waarborg.core.forms.rules import find_question_name
from waarborg.core.law.evaluation import Conclusion, How
from waarborg.core.law.explaining.figures import write_value
from waarborg.core.law.values import is_known
from waarborg.core.profile.facts import plain
from waarborg.core.terms.text import Text
from waarborg.web.assessment_fields import from_question, to_shown
from waarborg.web.assessment_pages import describe_known
from waarborg.web.assessment_places import cite, name_place
from waarborg.web.pages import say
from waarborg.web.values import Shown, show_value

LEVEL_LABELS = {
    Level.STOP: Text("Stop", "Stop"),
    Level.REQUIRED: Text("Nodig", "Required"),
    Level.RECOMMENDED: Text("Aangeraden", "Recommended"),
    Level.WARNING: Text("Let op", "Mind this"),
    Level.RESULT: Text("Uitkomst", "Outcome"),
}


@dataclass(frozen=True)
class Ground:
    """An answer or fact on which an outcome rests. part, place: where it is answered here; empty for others."""

    title: str
    shown: Shown
    part: str = ""
    place: str = ""


@dataclass(frozen=True)
class OutcomeLine:
    """An outcome as a page shows it.

    grounds: the answers and facts that decide; steps: how the rules get from there to here. waits_for: what would
    settle it, where it is not known.
    """

    title: str
    level: str
    level_code: str
    says: str
    grounds: tuple[Ground, ...]
    steps: tuple[str, ...]
    cited: tuple[tuple[str, str], ...]
    waits_for: tuple[str, ...]
    form: str


def list_missing(opened: Opened, progress: Progress) -> list[tuple[Missing, str]]:
    """What is missing for the signature, with the words of the question or group."""
    return [(one, name_place(opened.form, one.address.question)) for one in progress.missing]


def describe_check(opened: Opened, check: Check) -> dict[str, object]:
    """Answers that do not go together: what is wrong, what to do, and where."""
    about = []
    for place in check.about:
        found = opened.form.find_place(place)
        about.append((name_place(opened.form, place), found.part.id if found is not None else "", place))
    return {
        "says": say(check.says),
        "remedy": say(check.remedy),
        "blocks": check.blocks,
        "about": about,
        "cited": [(cite(item), item.source.link) for item in check.cited],
    }


def describe_outcome(opened: Opened, one: Followed) -> OutcomeLine:
    """An outcome with its explanation, or with what it waits for."""
    return OutcomeLine(
        title=say(one.outcome.title),
        level=say(LEVEL_LABELS[one.outcome.level]),
        level_code=one.outcome.level.value,
        says=say(one.outcome.says),
        grounds=tuple(_list_grounds(opened, one)),
        steps=tuple(dict.fromkeys(say(step.text) for step in opened.reading.explain(one.conclusion).steps)),
        cited=tuple((cite(item), item.source.link) for item in one.outcome.cited),
        waits_for=tuple(dict.fromkeys(name_place(opened.form, name) for name in one.waits_for)),
        form=one.outcome.form,
    )


def _list_grounds(opened: Opened, one: Followed) -> Iterator[Ground]:
    """What was given and decides, each once: answers here, answers elsewhere, and facts of the dossier."""
    deciding = {step.fact for step in opened.reading.explain(one.conclusion).steps if step.fact}
    told: set[str] = set()
    for conclusion in _list_given(one.conclusion):
        name = find_question_name(conclusion.fact or "")
        if conclusion.fact in deciding and name not in told:
            told.add(name)
            yield _make_ground(opened, name, conclusion)


def _list_given(conclusion: Conclusion) -> Iterator[Conclusion]:
    """The conclusions about facts that were given and are known, in the order in which the rule reads them."""
    todo, seen = [conclusion], set[int]()
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if one.fact is not None and one.how is How.GIVEN and is_known(one.value):
            yield one
        todo.extend(reversed(one.parts))


def _make_ground(opened: Opened, name: str, conclusion: Conclusion) -> Ground:
    title, known = name_place(opened.form, name), opened.known.get(name)
    question, place = opened.form.find_question(name), opened.form.find_place(name)
    if question is not None and place is not None:
        row = opened.rows.get(name)
        value = to_shown(question, plain(row.value)) if row is not None else None
        return Ground(title, show_value(from_question(opened, question, name), value), place.part.id, name)
    if known is not None:
        return Ground(title, describe_known(opened, known).shown)
    return Ground(title, Shown("text", say(write_value(conclusion.value))))
