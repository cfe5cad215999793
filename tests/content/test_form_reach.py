"""Nothing in a form is idle: each condition can hold and can fail, and each outcome can stand in what is signed.

The answers are worked out from the conditions themselves; see `form_aims`. What is found is read by the product, so a
mistake in the search can hide an answer and never make one up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.content.form_witnesses import Cover, Search, complete, differ, list_goals, list_missing
from tests.content.form_worlds import list_worlds
from tests.content.test_forms import NAMES, each_form, read, read_all
from tests.small_form import TODAY, both, form, part, question
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.core.forms.answers import Sheet
from waarborg.core.forms.following import list_findings
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library
from waarborg.core.forms.reading import Reading
from waarborg.core.law.expressions import Expression, Reference
from waarborg.core.law.values import UNKNOWN, Kind
from waarborg.core.profile.values import check_value
from waarborg.core.profile.vocabulary import Type

#: Compared with nothing is what must be answered. So it is open until all of it is answered, and holds from then on.
#: These tell people what a count means, once there is one.
HOLDS_ONCE_ANSWERED = {
    "codio": {"outcome values-in-view"},
    "altai": {"outcome no-verdict"},
    "jenv-guidelines": {"outcome safeguards-list", "fact JenV publiekstekst compleet"},
    "readiness": {"outcome profile", "outcome no-verdict"},
}
#: Says why a check blocks under the same condition (public-legitimate): the ground is not possible, so one chooses
#: another ground or splits off the processing, and does not sign.
NEVER_SIGNED = {"dpia": {"outcome no-ground-public"}}


@dataclass(frozen=True)
class Proof:
    """What was found for one form. signable: of what ends a form, with nothing in the way of signing."""

    signable: Cover
    rest: Cover

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every form that was filled in."""
        return tuple(one.reading for one in (*self.signable.witnesses, *self.rest.witnesses))


def prove(form: Form) -> Proof:
    search, goals = Search(form, read_all()), list(list_goals(form))
    left_out = {f"{one} is not so" for one in HOLDS_ONCE_ANSWERED.get(form.id, ())}
    never = {f"{one} is so" for one in NEVER_SIGNED.get(form.id, ())}
    ends = [
        one for one in goals if one.name.startswith(("outcome", "signature")) and one.name.endswith(" is so")
    ]
    signable = search.cover([one for one in ends if one.name not in never], complete(form))
    rest = {goal.name: goal for goal in goals if goal.name not in left_out}
    for witness in signable.witnesses:
        rest = {name: goal for name, goal in rest.items() if not goal.holds(witness.reading)}
    return Proof(signable, search.cover(rest.values()))


@each_form
def test_nothing_in_a_form_is_idle(name: str) -> None:
    """One test for each form, as the search is made once."""
    form = read(name)
    proof = prove(form)
    assert proof.rest.missed == [], "a condition never holds, or never fails"
    assert proof.signable.missed == [], "an outcome or signature never stands in what can be signed"
    for witness in (*proof.signable.witnesses, *proof.rest.witnesses):
        assert witness.draft.list_faults() == [], "nobody can fill this in"
    for witness in proof.signable.witnesses:
        assert list_missing(witness.reading) == []
        assert [check.id for check in list_findings(witness.reading) if check.blocks] == []
    for fact in form.facts:
        if fact.kind is not Kind.BOOLEAN:
            values = {reading.conclude(Reference(fact.name)).value for reading in proof.readings}
            first = values.pop()
            assert values or Search(form, read_all()).find([differ(fact.name, first)]), (fact.name, first)
    for one in HOLDS_ONCE_ANSWERED.get(form.id, ()):
        values = {reading.conclude(find_condition(form, one)).value for reading in proof.readings}
        assert values == {True}, one


def find_condition(form: Form, name: str) -> Expression:
    kind, _, id = name.partition(" ")
    if kind == "fact":
        return Reference(id)
    return next(one.when for one in form.outcomes if one.id == id)


@each_form
def test_what_holds_once_answered_is_open_before(name: str) -> None:
    form = read(name)
    empty = Reading(form, Sheet.of(()), {}, on=TODAY)
    for one in HOLDS_ONCE_ANSWERED.get(form.id, ()):
        assert empty.conclude(find_condition(form, one)).value is UNKNOWN


@each_form
def test_what_is_never_signed_is_blocked_by_a_check_under_the_same_condition(name: str) -> None:
    form = read(name)
    blocked = {check.when for check in form.checks if check.blocks}
    assert {find_condition(form, one) for one in NEVER_SIGNED.get(form.id, ())} <= blocked


def test_exceptions_are_made_for_forms_that_are_there() -> None:
    ids = {read(name).id for name in NAMES}
    assert HOLDS_ONCE_ANSWERED.keys() | NEVER_SIGNED.keys() <= ids


def test_a_world_says_what_the_vocabulary_allows() -> None:
    vocabulary = load_vocabulary()

    def list_faults(world: Mapping[str, object]) -> list[str]:
        return [
            f"{key}: {fault.message.en}"
            for key, value in world.items()
            for term in [vocabulary.get_term(key)]
            for fault in check_value(
                term.type.value,
                list(value) if term.type is Type.CHOICES and isinstance(value, tuple) else value,
                choices={choice.value: choice.exclusive for choice in term.choices},
            )
        ]

    assert [fault for world in list_worlds() for fault in list_faults(world)] == []


# --- the search itself ---------------------------------------------------------------------------------------------
def look_for(**more: object) -> Cover:
    questions = (question("1", "choice"), question("2", when='[1] = "a"'), question("3", "choices"))
    outcome = {"title": both("Titel"), "level": "result", "says": both("Tekst.")}
    outcomes = [{"outcome": id, "when": when, **outcome} for id, when in more.items()]
    small = form(part("een", *questions), outcomes=outcomes)
    return Search(small, Library((small,))).cover(list_goals(small))


def test_what_contradicts_itself_is_not_found() -> None:
    assert look_for(o='[1] = "b" EN [2]').missed == ["outcome o is so"]
    assert look_for(o='[1] = "b" OF NIET [2] OF [1] = "a"').missed == ["outcome o is not so"]
    assert look_for(o="AANTAL([3]) > 3").missed == ["outcome o is so"]


def test_what_takes_several_answers_is_found() -> None:
    assert look_for(o='[1] = "a" EN [2] EN AANTAL([3]) = 3', p='"b" IN [3] EN NIET ("a" IN [3])').missed == []


def test_a_condition_that_its_surroundings_settle_is_not_found_to_fail() -> None:
    inner = {
        "group": "4",
        "title": both("Groep"),
        "when": '[1] = "a"',
        "items": [question("5", when='[1] ≠ "b"')],
    }
    small = form(part("een", question("1", "choice"), inner))
    assert Search(small, Library((small,))).cover(list_goals(small)).missed == ["5 is not asked"]


@pytest.mark.parametrize("seed", [2, 3])
def test_the_same_seed_finds_the_same(seed: int) -> None:
    small = read("forms/codio/2026.1.yaml")
    goals = [goal for goal in list_goals(small) if goal.name.startswith("check")]
    one, other = (Search(small, read_all(), seed).cover(goals) for _ in range(2))
    assert [witness.draft.answers for witness in one.witnesses] == [
        witness.draft.answers for witness in other.witnesses
    ]
