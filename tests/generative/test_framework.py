"""The framework with facts that nobody would think of: against the law engine itself, and against trying every answer."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.applying import (
    CATEGORY,
    CLASS,
    GROUNDS,
    ROLES,
    WEIGHT,
    Applied,
    apply_framework,
    apply_to_all,
    list_days,
    situate,
)
from waarborg.core.framework.asking import list_questions
from waarborg.core.framework.questions import LawFacts, Reading
from waarborg.core.framework.standings import Applies, Standing
from waarborg.core.law.evaluation import Evaluation
from waarborg.core.law.many import evaluate_many
from waarborg.core.law.values import UNKNOWN
from waarborg.core.profile.vocabulary import Term, Type

FRAMEWORK = load_framework()
READINGS = FRAMEWORK.readings.readings
FIRST_DAY = date(2024, 1, 1)
#: More than anybody is ever asked.
MANY_QUESTIONS = len(FRAMEWORK.readings.list_asked())
Dossier = Mapping[str, object]

# --- facts and days that a dossier can have ----------------------------------------------------------------
#: Days on which a rule turns, and the days around them: there a fault by one day shows.
near_turning_days = st.sampled_from(
    [
        day + timedelta(days=shift)
        for day in FRAMEWORK.turning_days
        if day >= FIRST_DAY
        for shift in (-1, 0, 1)
    ]
)
days = st.one_of(near_turning_days, st.dates(FIRST_DAY, date(2033, 1, 1)))


def answers_to(term: Term) -> st.SearchStrategy[object]:
    """Every value that fits a term that rules read."""
    if term.type is Type.BOOLEAN:
        return st.booleans()
    if term.type is Type.DATE:
        return days.map(date.isoformat)
    alone = [choice.value for choice in term.choices if choice.exclusive]
    together = [choice.value for choice in term.choices if not choice.exclusive]
    if term.type is Type.CHOICE:
        return st.sampled_from(alone + together)
    several = st.lists(st.sampled_from(together), min_size=1, max_size=3, unique=True)
    return st.one_of(several, st.sampled_from(alone).map(lambda value: [value])) if alone else several


ANSWERS = {reading.key: answers_to(reading.term) for reading in READINGS}


@st.composite
def dossiers(draw: st.DrawFn, *, declining: bool = True) -> Dossier:
    """Some facts; most dossiers are about AI, since little else has many rules. None: somebody does not know."""
    keys = draw(st.lists(st.sampled_from([reading.key for reading in READINGS]), max_size=14, unique=True))
    facts: dict[str, object] = {}
    for key in keys:
        facts[key] = None if declining and draw(st.integers(0, 15)) == 0 else draw(ANSWERS[key])
    if draw(st.integers(0, 3)):
        facts["inference"] = [draw(st.sampled_from(["learned", "knowledge"]))]
    return facts


def few(examples: int) -> settings:
    """So many examples; each asks many questions of many rules."""
    return settings(max_examples=examples, suppress_health_check=[HealthCheck.too_slow])


# --- many at once ------------------------------------------------------------------------------------------
@few(20)
@given(facts=st.lists(dossiers(), max_size=6), on=days)
def test_many_dossiers_at_once_come_out_as_one_by_one(facts: list[Dossier], on: date) -> None:
    assert apply_to_all(FRAMEWORK, facts, on=on) == [apply_framework(FRAMEWORK, one, on=on) for one in facts]


# --- against the law engine --------------------------------------------------------------------------------
def answer_on(standing: Standing, evaluation: Evaluation, day: date) -> bool | None:
    """Whether a requirement applies on a day: when its condition holds and it has a text."""
    if not standing.requirement.period.contains(day):
        return False
    value = evaluation.conclude_fact(standing.requirement.condition).value
    return value if isinstance(value, bool) else None


def require_agreement(standing: Standing, answers: Mapping[date, bool | None], on: date) -> None:
    """Fail when a standing says something else than the condition does on each of the days."""
    ahead = [answer for day, answer in answers.items() if day >= on]
    assert standing.in_force == (answers[on] is True)
    if standing.applies is Applies.NO:
        assert set(ahead) == {False}
        assert standing.until is None or answers[standing.until] is False
        return
    if standing.applies is Applies.UNKNOWN:
        assert True not in ahead
        assert None in ahead
        return
    assert True in ahead
    assert standing.since is not None
    assert standing.at_latest is not None
    assert answers[standing.at_latest] is True
    for day, answer in answers.items():
        if on <= day < standing.since or day == standing.until:
            assert answer is False, day
        if standing.since <= day and (standing.until is None or day < standing.until):
            assert answer is not False, day
        if standing.since <= day < standing.at_latest:
            assert answer is None, day


@few(20)
@given(facts=dossiers(), on=days, others=st.lists(st.dates(date(2017, 1, 1), date(2034, 1, 1)), max_size=3))
def test_each_requirement_stands_as_its_condition_does_on_each_day(
    facts: Dossier, on: date, others: list[date]
) -> None:
    """Also on days between those that are looked at: nothing turns there."""
    applied = apply_framework(FRAMEWORK, facts, on=on)
    looked_at = sorted({*list_days(FRAMEWORK, applied.facts, on=on), *others})
    evaluations = {
        day: Evaluation(FRAMEWORK.rules, situate(FRAMEWORK, applied.facts, on=day)) for day in looked_at
    }
    for standing in applied.standings:
        require_agreement(
            standing, {day: answer_on(standing, one, day) for day, one in evaluations.items()}, on
        )


@few(30)
@given(facts=dossiers(), on=days, later=st.integers(0, 3000))
def test_the_class_is_that_of_the_rules_today_and_on_every_day_to_come(
    facts: Dossier, on: date, later: int
) -> None:
    applied = apply_framework(FRAMEWORK, facts, on=on)
    for day in (on, on + timedelta(days=later), *(change.on for change in applied.coming)):
        expected = applied.risk_class
        for change in applied.coming:
            if change.on <= day:
                expected = change.risk_class
        evaluation = Evaluation(FRAMEWORK.rules, situate(FRAMEWORK, applied.facts, on=day))
        assert FRAMEWORK.find_class(evaluation.conclude_fact(CLASS).value) == expected
    assert [change.on for change in applied.coming] == sorted(change.on for change in applied.coming)
    assert all(change.on > on for change in applied.coming)


@few(30)
@given(facts=dossiers(), on=days)
def test_roles_grounds_category_and_weight_are_those_of_the_rules(facts: Dossier, on: date) -> None:
    applied = apply_framework(FRAMEWORK, facts, on=on)
    evaluation = Evaluation(FRAMEWORK.rules, situate(FRAMEWORK, applied.facts, on=on))
    found = {name: evaluation.conclude_fact(name).value for name in (*ROLES.values(), *GROUNDS)}
    assert applied.roles == tuple(role for role, name in ROLES.items() if found[name] is True)
    assert applied.open_roles == tuple(role for role, name in ROLES.items() if found[name] is UNKNOWN)
    assert set(applied.grounds) == {place for name, place in GROUNDS.items() if found[name] is True}
    category, weight = (evaluation.conclude_fact(name).value for name in (CATEGORY, WEIGHT))
    assert applied.category == ("" if category is UNKNOWN else category)
    assert applied.weight == (None if weight is UNKNOWN else weight)


# --- against trying every answer ---------------------------------------------------------------------------
def view(applied: Applied) -> Mapping[str, object]:
    """What a user sees of today and later."""
    return {
        "class": applied.risk_class,
        "coming": applied.coming,
        "roles": (applied.roles, applied.open_roles),
        "category": (applied.category, applied.weight),
        "says": (applied.is_high_risk, applied.is_transparent, applied.is_impactful),
        **{
            item.requirement.code: (item.applies, item.in_force, *_ahead(applied.on, item.since, item.until))
            for item in applied.standings
        },
    }


def _ahead(on: date, *several: date | None) -> Sequence[date | None]:
    return [day if day is not None and day > on else None for day in several]


def list_answers(reading: Reading) -> Sequence[object]:
    """Each answer by itself; for a day, those on which a rule turns."""
    turning = [day.isoformat() for day in FRAMEWORK.turning_days if day >= FIRST_DAY]
    return reading.list_possible() or turning


def list_answers_left(facts: Dossier, left: Sequence[Reading], on: date) -> list[Dossier]:
    """The dossier with one answer more, for each answer that contradicts nothing that is known or follows.

    An answer that does contradict is no answer to an open question: whoever gives it takes something back.
    """
    now = FRAMEWORK.readings.translate(facts)
    ahead = [day for day in list_days(FRAMEWORK, now, on=on) if day >= on]
    more = [{**facts, reading.key: value} for reading in left for value in list_answers(reading)]
    given = [FRAMEWORK.readings.translate(one).values for one in more]
    names = sorted({name for values in given for name in values})
    many = evaluate_many(FRAMEWORK.rules, names, [now.values], ahead)
    known = {
        name: [
            outcome for number in range(len(ahead)) if (outcome := many.find(name, 0, number)) is not UNKNOWN
        ]
        for name in names
    }
    return [
        one
        for one, values in zip(more, given, strict=True)
        if all(outcome == value for name, value in values.items() for outcome in known[name])
    ]


@few(20)
@given(facts=dossiers(), on=days)
def test_a_question_that_is_left_out_can_not_change_anything(facts: Dossier, on: date) -> None:
    asked = {question.reading.key for question in list_questions(FRAMEWORK, facts, on=on)}
    left = [
        reading
        for reading in FRAMEWORK.readings.list_asked()
        if reading.key not in facts and reading.key not in asked
    ]
    before, *after = apply_to_all(FRAMEWORK, [facts, *list_answers_left(facts, left, on)], on=on)
    for applied in after:
        assert view(applied) == view(before)


@few(15)
@given(facts=dossiers(), on=days)
def test_a_question_that_settles_something_does_so_by_an_answer(facts: Dossier, on: date) -> None:
    """And nothing is asked that was answered, or that somebody said not to know."""
    questions = list_questions(FRAMEWORK, facts, on=on)
    assert {question.reading.key for question in questions}.isdisjoint(facts)
    settles = [round(question.settles, 6) for question in questions]
    assert settles == sorted(settles, reverse=True)
    more = [
        {**facts, question.reading.key: value}
        for question in questions
        for value in question.reading.list_possible()
    ]
    before, *after = map(view, apply_to_all(FRAMEWORK, [facts, *more], on=on))
    changing = {key for one, found in zip(more, after, strict=True) if found != before for key in one}
    for question in questions:
        assert question.settles == 0 or question.reading.key in changing


@few(4)
@given(facts=dossiers(declining=False), on=days, data=st.data())
def test_answering_until_nothing_is_asked_ends_with_everything_known(
    facts: Dossier, on: date, data: st.DataObject
) -> None:
    answered = dict(facts)
    for _ in range(MANY_QUESTIONS):
        questions = list_questions(FRAMEWORK, answered, on=on)
        if not questions:
            break
        key = data.draw(st.sampled_from(questions)).reading.key
        assert key not in answered
        answered[key] = data.draw(ANSWERS[key])
    assert not list_questions(FRAMEWORK, answered, on=on)
    applied = apply_framework(FRAMEWORK, answered, on=on)
    assert applied.list(Applies.UNKNOWN) == ()
    assert applied.open_roles == ()
    assert applied.risk_class is not None
    assert applied.category
    assert applied.weight is not None
    # Nor does a first day that lies ahead wait for anything.
    assert all(item.is_certain for item in applied.standings if item.since is not None and item.since > on)


@few(3)
@given(facts=dossiers(), on=days, data=st.data())
def test_what_stays_open_at_the_end_somebody_said_not_to_know(
    facts: Dossier, on: date, data: st.DataObject
) -> None:
    answered = dict(facts)
    for _ in range(MANY_QUESTIONS):
        questions = list_questions(FRAMEWORK, answered, on=on)
        if not questions:
            break
        key = questions[0].reading.key
        answered[key] = data.draw(st.one_of(st.none(), ANSWERS[key]))
    assert not list_questions(FRAMEWORK, answered, on=on)
    meaning: LawFacts = FRAMEWORK.readings.translate(answered)
    applied = apply_framework(FRAMEWORK, answered, on=on)
    if applied.list(Applies.UNKNOWN) or applied.risk_class is None:
        assert meaning.declined
