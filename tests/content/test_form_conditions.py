"""The conditions of the forms that come with the product: each can be worked out, and answering comes to an end."""

from collections.abc import Iterator
from functools import cache

from tests.content.filled_forms import ON, Filler
from tests.content.test_forms import each_form, read, read_all
from waarborg.core.forms.answers import Sheet
from waarborg.core.forms.checking import check_answer, list_written
from waarborg.core.forms.following import Holds, judge, list_findings, list_outcomes, list_slots
from waarborg.core.forms.forms import Form
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.questions import Column, Question
from waarborg.core.forms.reading import Reading, Standing
from waarborg.core.law.expressions import Expression
from waarborg.core.law.values import Fault

#: So many times each form is filled in at random; enough for the rarest answer to come by more than once.
TIMES = 12


@cache
def fill(name: str) -> tuple[Reading, ...]:
    return tuple(Filler(seed).fill(read(name), read_all()) for seed in range(TIMES))


def list_ends(form: Form) -> Iterator[tuple[str, Expression]]:
    """The conditions of outcomes, checks, signatures and parts, and the facts of the form, with what they belong to."""
    for one in (*form.outcomes, *form.checks, *form.signatures, *form.parts):
        if one.when is not None:
            yield one.id, one.when
    for fact in form.facts:
        if fact.function is not None:
            yield fact.name, fact.function


@each_form
def test_every_condition_can_be_worked_out_when_nothing_is_known(name: str) -> None:
    form = read(name)
    reading = Reading(form, Sheet.of(()), {}, on=ON)
    for id, condition in list_ends(form):
        assert not isinstance(reading.conclude(condition).value, Fault), id
    for one in reading.shown:
        assert (one.standing is Standing.WAITING) is bool(one.waits_for), one.address
    assert measure_progress(reading).missing
    assert list_findings(reading) == ()
    assert all(one.waits_for for one in list_outcomes(reading) if one.holds is Holds.UNKNOWN)
    assert list(list_slots(reading))


@each_form
def test_no_condition_asks_of_an_answer_what_it_cannot_be(name: str) -> None:
    """Such as a text that is compared with a number: then nothing would ever come of it."""
    form = read(name)
    faults = {
        f"{id}: {value.message}"
        for reading in fill(name)
        for id, condition in list_ends(form)
        if isinstance(value := reading.conclude(condition).value, Fault)
    }
    assert not faults, "\n".join(sorted(faults))


@each_form
def test_nothing_waits_once_everything_is_answered(name: str) -> None:
    waiting = {
        f"{one.address.question} waits for {', '.join(one.waits_for)}"
        for reading in fill(name)
        for one in reading.shown
        if one.standing is Standing.WAITING
    }
    assert not waiting, "\n".join(sorted(waiting))


@each_form
def test_a_form_whose_every_question_is_answered_is_complete(name: str) -> None:
    for reading in fill(name):
        progress = measure_progress(reading)
        assert [str(one.address) for one in progress.missing] == []
        assert progress.total.percentage == 100
        assert progress.total.asked


@each_form
def test_what_is_filled_in_at_random_fits_its_questions(name: str) -> None:
    """Else the tests above would say little."""
    form = read(name)
    (reading, *_) = fill(name)

    def list_options(item: Question | Column) -> dict[str, bool]:
        if item.options_from is None:
            return dict(list_written(item))
        return dict.fromkeys(reading.sheet.list_rows(item.options_from.group) or ("a",), False)

    for one in reading.sheet:
        question = form.find_question(one.address.question)
        if question is not None:
            assert check_answer(question, one.value, list_options) == (), one.address


@each_form
def test_every_outcome_check_and_slot_can_be_known(name: str) -> None:
    form = read(name)
    known: set[str] = set()
    for reading in fill(name):
        known |= {
            id for id, condition in list_ends(form) if judge(reading.conclude(condition)) is not Holds.UNKNOWN
        }
    conditions = {one.id for one in (*form.outcomes, *form.checks, *form.signatures) if one.when is not None}
    assert sorted(conditions - known) == []


@each_form
def test_answering_what_is_asked_comes_to_an_end(name: str) -> None:
    """As people do it: what is asked is answered, so that more is asked, until nothing is open and nothing waits."""
    form, library = read(name), read_all()
    filled = Filler(1).fill(form, library)
    answers = {one.address: one for one in filled.sheet}
    outside = Filler(1).look_around(form, library)
    said = {address: one for address, one in answers.items() if form.find_group(address.question) is not None}
    for _ in range(len(form.questions)):
        reading = Reading(form, Sheet.of(said.values()), outside, on=ON)
        open_places = [
            one.address
            for one in reading.shown
            if isinstance(one.item, Question) and one.standing is Standing.ASKED and one.answer is None
        ]
        if not open_places:
            break
        said |= {address: answers[address] for address in open_places}
    assert measure_progress(reading).missing == ()
    assert not [one.address for one in reading.shown if one.standing is Standing.WAITING]
