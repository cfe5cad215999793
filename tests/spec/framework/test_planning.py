"""What becomes a task: as few as the risk allows, and at least one for each requirement that applies.

The small framework of the cameras, with measures made here. A camera on the street has ca-01 and ca-02 now, and ca-03
from 2027 or, when it was there already, from 2028; without a day it is from 2027 perhaps.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.small_framework import (
    CAMERA,
    FRAMES,
    PLACES,
    PUBLIC,
    STARTED,
    WORDS,
    make_framework,
    make_requirement,
    make_term,
)
from waarborg.core.framework.applying import WEIGHT, apply_framework
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.measures import Effort, Level, Link, Measure, Origin
from waarborg.core.framework.parts import Evidence, EvidenceKind, Scope, Word
from waarborg.core.framework.planning import Plan, PlannedTask, make_plan
from waarborg.core.framework.questions import Reading
from waarborg.core.framework.requirements import Requirement
from waarborg.core.law.expressions import Literal
from waarborg.core.law.frames import FactFrame
from waarborg.core.profile.vocabulary import Type
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

DAY = date(2026, 11, 22)
STREET: Mapping[str, object] = {"camera": True, "places": ["street"], "started_on": "2026-05-01"}
GARAGE: Mapping[str, object] = {"places": ["garage"], "camera": False}
MAKER = Reading(
    term=make_term("maker", Type.CHOICES, "built", "bought", "none"),
    any_of={"maakt het of laat het maken": frozenset({"built"}), "wordt ingekocht": frozenset({"bought"})},
)
PHASES = (Word("problem", WORDS, 1), Word("design", WORDS, 2), Word("monitoring", WORDS, 7))


def measure(code: str, *links: Link | str, level: Level = Level.ALL, **more: object) -> Measure:
    """A measure; a link that is a word is to a requirement that can hardly be met without it."""
    given: dict[str, object] = {
        "phases": ("design",),
        "links": tuple(core(one) if isinstance(one, str) else one for one in links),
        **more,
    }
    return Measure(
        id=f"urn:nl:waarborg:mtr:{code}",
        title=Text(code, code),
        does=WORDS,
        done_when=WORDS,
        reason=WORDS,
        roles=("lawyer",),
        subjects=("privacy",),
        effort=Effort.SMALL,
        level=level,
        **given,  # type: ignore[arg-type]  # given by name
    )


def core(code: str, **more: str) -> Link:
    return Link(f"urn:nl:waarborg:ver:{code}", core=True, **more)


def aid(code: str, **more: str) -> Link:
    """A link to a requirement that can be met without."""
    return Link(f"urn:nl:waarborg:ver:{code}", **more)


def under(code: str) -> str:
    """What a step says of the measure it belongs to."""
    return f"urn:nl:waarborg:mtr:{code}"


def make(*measures: Measure, weight: int | None = 1, requirements: Iterable[Requirement] = ()) -> Framework:
    """The framework of the cameras with these measures, in which every plan has this weight."""
    frames = (
        FRAMES if weight is None else (*FRAMES, FactFrame(name=WEIGHT, function=Literal(Decimal(weight))))
    )
    framework = make_framework(
        frames=frames,
        readings=(CAMERA, PLACES, STARTED, PUBLIC, MAKER),
        requirements=requirements,
        name=f"plans of weight {weight}",
    )
    return replace(framework, measures=measures, phases=PHASES)


def plan(framework: Framework, facts: Mapping[str, object] = STREET, on: date = DAY) -> Plan:
    return make_plan(framework, apply_framework(framework, facts, on=on))


def codes(tasks: Iterable[PlannedTask]) -> list[str]:
    return [task.measure.code for task in tasks]


def required(task: PlannedTask) -> list[str]:
    return [item.requirement.code for item in task.standings]


# --- what becomes a task -----------------------------------------------------------------------------------
def test_a_measure_without_which_a_requirement_fails_becomes_a_task() -> None:
    found = plan(make(measure("sign", "ca-02")))
    assert (codes(found.tasks), codes(found.organisation), codes(found.advice)) == (["sign"], [], [])
    assert required(found.tasks[0]) == ["ca-02"]
    assert found.tasks[0].core == ("ca-02",)


def test_a_measure_for_what_does_not_apply_is_no_task_and_no_advice() -> None:
    # In a garage without a camera only the sign is required.
    found = plan(make(measure("rules", "ca-01"), measure("report", "ca-03")), GARAGE)
    assert (found.tasks, found.organisation, found.advice) == ((), (), ())


def test_what_may_apply_is_no_task_yet() -> None:
    # With a camera, but nobody said where: whether ca-01 applies is not known.
    assert codes(plan(make(measure("rules", "ca-01"), measure("sign", "ca-02")), {"camera": True}).tasks) == [
        "sign"
    ]


def test_what_applies_later_is_a_task_now_with_its_first_day() -> None:
    (task,) = plan(make(measure("report", "ca-03"))).tasks
    assert task.due_on == date(2028, 1, 1)


def test_a_task_that_serves_something_in_force_has_no_day_to_wait_for() -> None:
    (task,) = plan(make(measure("all", "ca-03", "ca-02"))).tasks
    assert task.due_on is None
    assert required(task) == ["ca-02", "ca-03"]


def test_the_requirements_of_a_task_stand_by_their_first_day() -> None:
    later = make_requirement("ca-01", Period(date(2027, 6, 1)))
    requirements = (later, make_requirement("ca-02"), make_requirement("ca-03"))
    (task,) = plan(make(measure("all", "ca-01", "ca-02", "ca-03"), requirements=requirements)).tasks
    assert required(task) == ["ca-02", "ca-01", "ca-03"]


def test_what_is_done_once_for_all_stands_apart() -> None:
    found = plan(make(measure("register", "ca-01", scope=Scope.ORGANISATION), measure("sign", "ca-02")))
    assert (codes(found.tasks), codes(found.organisation)) == (["sign"], ["register"])


# --- how a plan shrinks with risk --------------------------------------------------------------------------
def test_what_only_helps_is_advice_until_the_risk_is_high() -> None:
    measures = (measure("sign", "ca-02"), measure("extra", aid("ca-02")))
    for weight, tasks, advice in (
        (1, ["sign"], ["extra"]),
        (2, ["sign"], ["extra"]),
        (3, ["sign", "extra"], []),
    ):
        found = plan(make(*measures, weight=weight))
        assert (codes(found.tasks), codes(found.advice)) == (tasks, advice), weight


def test_a_heavier_measure_waits_for_a_heavier_algorithm() -> None:
    measures = (
        measure("light", "ca-02"),
        measure("middle", "ca-02", level=Level.IMPACT),
        measure("heavy", "ca-02", level=Level.HIGH_RISK),
    )
    for weight, tasks in ((1, ["light"]), (2, ["light", "middle"]), (3, ["heavy", "light", "middle"])):
        found = plan(make(*measures, weight=weight))
        assert codes(found.tasks) == tasks, weight
        assert sorted(codes((*found.tasks, *found.advice))) == ["heavy", "light", "middle"], weight


def test_while_the_weight_is_not_known_that_of_an_impactful_algorithm_is_taken() -> None:
    measures = (
        measure("middle", "ca-02", level=Level.IMPACT),
        measure("heavy", "ca-02", level=Level.HIGH_RISK),
    )
    found = plan(make(*measures, weight=None))
    assert (codes(found.tasks), codes(found.advice)) == (["middle"], ["heavy"])


# --- a requirement that would have nothing -----------------------------------------------------------------
def test_a_requirement_without_a_task_gets_the_lightest_measure_that_helps() -> None:
    measures = (
        measure("a-middle", aid("ca-02"), level=Level.IMPACT),
        measure("b-light", aid("ca-02")),
        measure("c-light", aid("ca-02")),
    )
    found = plan(make(*measures, weight=2))
    assert (codes(found.tasks), codes(found.advice)) == (["b-light"], ["a-middle", "c-light"])
    assert found.tasks[0].core == ()


def test_one_measure_serves_two_requirements_that_would_have_nothing() -> None:
    found = plan(make(measure("b-both", aid("ca-01"), aid("ca-02")), measure("a-one", aid("ca-02"))))
    assert codes(found.tasks) == ["b-both"]


def test_a_measure_that_is_too_heavy_is_not_added() -> None:
    found = plan(make(measure("heavy", "ca-02", level=Level.HIGH_RISK)))
    assert (codes(found.tasks), codes(found.advice)) == ([], ["heavy"])


def test_what_is_added_as_part_of_something_stands_under_it() -> None:
    found = plan(make(measure("whole", "ca-01"), measure("step", aid("ca-03"), part_of=under("whole"))))
    (task,) = found.tasks
    assert (task.measure.code, [item.code for item in task.steps]) == ("whole", ["step"])
    assert required(task) == ["ca-01", "ca-03"]


# --- steps -------------------------------------------------------------------------------------------------
def test_measures_that_belong_together_are_the_steps_of_one_task() -> None:
    found = plan(
        make(
            measure("whole", "ca-01"),
            measure("first", "ca-02", part_of=under("whole")),
            measure("extra", aid("ca-02"), part_of=under("whole")),
        )
    )
    (task,) = found.tasks
    assert [item.code for item in task.steps] == ["first"]
    assert required(task) == ["ca-01", "ca-02"]
    assert found.advice == ()


def test_a_step_that_is_needed_brings_the_measure_it_is_part_of() -> None:
    (task,) = plan(make(measure("whole"), measure("step", "ca-02", part_of=under("whole")))).tasks
    assert (task.measure.code, [item.code for item in task.steps]) == ("whole", ["step"])


# --- built or bought ---------------------------------------------------------------------------------------
def test_a_measure_for_what_is_built_is_left_out_for_what_is_bought_and_the_other_way_round() -> None:
    framework = make(
        measure("build", "ca-02", origin=Origin.BUILT),
        measure("buy", "ca-02", origin=Origin.BOUGHT),
        measure("both", "ca-02"),
    )
    assert codes(plan(framework, {**STREET, "maker": ["built"]}).tasks) == ["both", "build"]
    assert codes(plan(framework, {**STREET, "maker": ["bought"]}).tasks) == ["both", "buy"]
    # What is partly bought needs both; and while nobody said it, nothing is left out.
    for more in ({"maker": ["built", "bought"]}, {}):
        assert codes(plan(framework, {**STREET, **more}).tasks) == ["both", "build", "buy"]


def test_a_step_for_what_is_built_is_left_out_for_what_is_bought() -> None:
    framework = make(
        measure("whole", "ca-02"), measure("step", "ca-02", part_of=under("whole"), origin=Origin.BUILT)
    )
    for maker, steps in (("built", ["step"]), ("bought", [])):
        (task,) = plan(framework, {**STREET, "maker": [maker]}).tasks
        assert [item.code for item in task.steps] == steps, maker


def test_a_requirement_with_nothing_gets_no_measure_that_does_not_fit() -> None:
    framework = make(measure("build", aid("ca-02"), origin=Origin.BUILT), measure("longer", aid("ca-02")))
    assert codes(plan(framework, {**STREET, "maker": ["bought"]}).tasks) == ["longer"]


# --- a link that holds for some algorithms only ------------------------------------------------------------
def test_a_link_with_a_condition_holds_only_when_somebody_said_so() -> None:
    framework = make(measure("fence", core("ca-02", when="op straat")))
    assert codes(plan(framework).tasks) == ["fence"]
    for places in ({"places": ["garage"]}, {}, {"places": None}):
        found = plan(framework, {"camera": True, **places})
        assert (found.tasks, found.advice) == ((), ()), places


def test_a_link_that_does_not_hold_does_not_help_a_requirement_with_nothing() -> None:
    framework = make(measure("a-fence", aid("ca-02", when="op straat")), measure("b-sign", aid("ca-02")))
    assert codes(plan(framework).tasks) == ["a-fence"]
    assert codes(plan(framework, GARAGE).tasks) == ["b-sign"]


# --- second person, evidence, order ------------------------------------------------------------------------
def test_a_second_person_is_asked_for_what_cannot_be_met_without() -> None:
    serious = replace(make_requirement("ca-01"), second_person=True)
    requirements = (serious, make_requirement("ca-02"), make_requirement("ca-03"))
    framework = make(
        measure("rules", "ca-01"),
        measure("sign", "ca-02"),
        measure("help", "ca-02", aid("ca-01")),
        requirements=requirements,
    )
    assert {task.measure.code: task.second_person for task in plan(framework).tasks} == {
        "rules": True,
        "sign": False,
        "help": False,
    }


def test_evidence_is_that_of_the_measure_else_of_what_it_is_core_to_else_of_all() -> None:
    own = Evidence(EvidenceKind.DECISION, Text("een besluit", "a decision"))

    def proved(code: str, what: str) -> Requirement:
        requirement = make_requirement(code)
        evidence = (Evidence(EvidenceKind.RECORD, Text(what, what)),)
        return replace(requirement, wordings=(replace(requirement.wordings[0], evidence=evidence),))

    framework = make(
        measure("own", "ca-01", evidence=(own,)),
        measure("of-core", "ca-01", aid("ca-02")),
        measure("of-all", aid("ca-01"), aid("ca-02")),
        requirements=(proved("ca-01", "rules"), proved("ca-02", "sign"), make_requirement("ca-03")),
        weight=3,
    )
    found = {task.measure.code: [item.what.en for item in task.evidence] for task in plan(framework).tasks}
    assert found == {"own": ["a decision"], "of-core": ["rules"], "of-all": ["rules", "sign"]}


def test_evidence_is_what_the_law_asks_on_the_day_or_on_the_first_day_when_that_lies_ahead() -> None:
    def proved(code: str) -> Requirement:
        requirement = make_requirement(
            code, Period(date(2020, 1, 1), date(2026, 6, 1)), Period(date(2026, 6, 1))
        )
        old, new = (
            replace(wording, evidence=(Evidence(EvidenceKind.RECORD, Text(what, what)),))
            for wording, what in zip(requirement.wordings, ("old", "new"), strict=True)
        )
        return replace(requirement, wordings=(old, new))

    requirements = (proved("ca-01"), make_requirement("ca-02"), proved("ca-03"))
    framework = make(measure("rules", "ca-01"), measure("report", "ca-03"), requirements=requirements)

    def ask(on: date) -> dict[str, list[str]]:
        tasks = plan(framework, on=on).tasks
        return {task.measure.code: [item.what.en for item in task.evidence] for task in tasks}

    # The rules hold all along; the report is first due in 2028, when the new wording holds.
    assert ask(date(2026, 5, 31)) == {"rules": ["old"], "report": ["new"]}
    assert ask(DAY) == {"rules": ["new"], "report": ["new"]}


def test_what_applies_now_comes_first_then_what_decides_most_then_the_phase() -> None:
    framework = make(
        measure("later", "ca-03", phases=("problem",)),
        measure("monitor", "ca-02", phases=("monitoring",)),
        measure("think", "ca-02", phases=("problem", "design")),
        measure("two", "ca-01", "ca-02", phases=("monitoring",)),
    )
    found = plan(framework).tasks
    assert codes(found) == ["two", "think", "monitor", "later"]
