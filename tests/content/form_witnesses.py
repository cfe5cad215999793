"""For everything that a form makes depend on something: answers with which it is so, and answers with which it is not."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from tests.content.filled_forms import Filler
from tests.content.form_aims import Aimer, Exhausted, Impossible
from tests.content.form_drafts import Draft
from tests.content.form_values import Aim, same
from tests.content.form_worlds import DAYS, list_worlds
from waarborg.core.forms.answers import Address
from waarborg.core.forms.forms import Check, Form, Place
from waarborg.core.forms.library import Library
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.reading import Reading, Shown, Standing
from waarborg.core.forms.rules import asked, make_rules
from waarborg.core.law.expressions import Expression, Reference
from waarborg.core.law.values import Kind, is_known

#: So often a search begins anew, and so often it mends what it has.
_TRIES, _ROUNDS = 40, 5


@dataclass(frozen=True)
class Goal:
    """Something that must be so. holds: whether it is. seek: asks for what would make it so."""

    name: str
    holds: Callable[[Reading], bool]
    seek: Callable[[Aimer], None]


def be(name: str, condition: Expression, wanted: bool) -> Goal:
    """That a condition outside all rows holds, or does not."""
    return Goal(
        name,
        lambda reading: reading.conclude(condition).value is wanted,
        lambda aimer: aimer.aim(condition, same(wanted)),
    )


def list_goals(form: Form) -> Iterator[Goal]:
    """Both sides of every condition: of parts, questions, groups, texts, outcomes, checks, signatures and facts.

    Of what stands within something else, no is to be reached while that is asked: else its own condition says nothing.
    """
    for kind, items in (
        ("part", form.parts),
        ("outcome", form.outcomes),
        ("check", form.checks),
        ("signature", form.signatures),
    ):
        for one in items:
            if one.when is not None:
                for wanted in (True, False):
                    yield be(_name(kind, one.id, wanted), one.when, wanted)
    for fact in form.facts:
        if fact.kind is Kind.BOOLEAN:
            for wanted in (True, False):
                yield be(_name("fact", fact.name, wanted), Reference(fact.name), wanted)
    for place in form.places:
        if place.item.when is not None:
            yield stand(form, place, True)
            yield stand(form, place, False)


def _name(kind: str, id: str, wanted: bool) -> str:
    return f"{kind} {id} is {'so' if wanted else 'not so'}"


def stand(form: Form, place: Place, wanted: bool) -> Goal:
    """That something is asked; or is not, while what it stands in is."""
    id = place.item.id
    assert place.item.when is not None
    own = place.item.when
    conditional = make_rules(form).conditional
    around = [Reference(asked(group.id)) for group in place.groups[-1:] if group.id in conditional]
    conditions = [*around, *([place.part.when] if not place.groups and place.part.when is not None else [])]

    def holds(reading: Reading) -> bool:
        shown = _index(reading).get(id, ())
        if wanted:
            return any(one.standing is Standing.ASKED for one in shown)
        return any(
            one.standing is Standing.NOT_ASKED and _surroundings_stand(reading, place, one.address.rows)
            for one in shown
        )

    def seek(aimer: Aimer) -> None:
        groups = [group.id for group in place.repeated]
        scope = next(iter(aimer.enter(groups, (), make=True)))
        for condition in conditions:
            aimer.aim(condition, same(True), scope)
        aimer.aim(own, same(wanted), scope)

    return Goal(f"{id} is {'asked' if wanted else 'not asked'}", holds, seek)


@lru_cache(maxsize=2)
def _index(reading: Reading) -> Mapping[str, tuple[Shown, ...]]:
    found: dict[str, tuple[Shown, ...]] = {}
    for one in reading.shown:
        found[one.item.id] = (*found.get(one.item.id, ()), one)
    return found


def _surroundings_stand(reading: Reading, place: Place, rows: tuple[str, ...]) -> bool:
    if not place.groups:
        return reading.find_part_standing(place.part) is Standing.ASKED
    group = place.groups[-1]
    depth = len(place.repeated) - (1 if group.repeat else 0)
    return reading.find_standing(group.id, rows[:depth]) is Standing.ASKED


def complete(form: Form) -> list[Goal]:
    """That no check speaks that stands in the way of signing; one that is not known does not speak."""
    return [silence(check) for check in form.checks if check.blocks]


def silence(check: Check) -> Goal:
    """That a check does not speak."""
    return Goal(
        _name("check", check.id, False),
        lambda reading: reading.conclude(check.when).value is not True,
        lambda aimer: aimer.aim(check.when, same(False)),
    )


def differ(fact: str, value: object) -> Goal:
    """That a fact of the form has a value, and another one."""
    return Goal(
        f"{fact} is not {value}",
        lambda reading: is_known(now := reading.conclude(Reference(fact)).value) and now != value,
        lambda aimer: aimer.aim(Reference(fact), Aim(lambda one: one != value)),
    )


@dataclass(frozen=True)
class Witness:
    """A form filled in so that something is so. draft: how."""

    draft: Draft
    reading: Reading


@dataclass(frozen=True)
class Cover:
    """found: a witness for each goal by name; many goals share one. missed: the goals that have none."""

    found: Mapping[str, Witness]
    missed: list[str]

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """Each witness once."""
        return tuple({id(witness): witness for witness in self.found.values()}.values())


class Search:
    """Looks for answers that meet goals; the same for the same seed."""

    def __init__(self, form: Form, library: Library, seed: int = 1) -> None:
        self.form, self.library = form, library
        self._draw = random.Random(seed)
        self._fillers = [Filler(seed + more) for more in range(3)]

    def start(self, attempt: int) -> Draft:
        """Some whole form in some dossier, on one of the days in turn."""
        days = list(product(DAYS, self._fillers))
        on, filler = days[attempt % len(days)]
        draft = Draft(self.form, self.library, on, filler)
        draft.answer_all()
        draft.surround(self._draw.choice(list_worlds()))
        return draft

    def find(self, goals: Iterable[Goal]) -> Witness | None:
        """Return answers that meet all goals, or None when none were found."""
        goals = list(goals)
        for attempt in range(_TRIES):
            draft = self.start(attempt)
            for _ in range(_ROUNDS):
                reading = draft.read()
                open_goals = [goal for goal in goals if not goal.holds(reading)]
                if not open_goals:
                    return Witness(draft, reading)
                aimer = Aimer(draft, reading, self._draw, sparing=attempt % 3 != 2)
                try:
                    for goal in open_goals:
                        goal.seek(aimer)
                except (Impossible, Exhausted):
                    break
                aimer.apply()
        return None

    def cover(self, goals: Iterable[Goal], beside: Iterable[Goal] = ()) -> "Cover":
        """Return for each goal a witness that meets it, and all beside it, as far as one was found."""
        beside = list(beside)
        todo = {goal.name: goal for goal in goals}
        found, missed = dict[str, Witness](), list[str]()
        while todo:
            name, goal = next(iter(todo.items()))
            witness = self.find([goal, *beside])
            if witness is None:
                missed.append(name)
                del todo[name]
                continue
            for one in [one for one, other in todo.items() if other.holds(witness.reading)]:
                found[one] = witness
                del todo[one]
        return Cover(found, missed)


def list_missing(reading: Reading) -> list[Address]:
    """The questions without an answer that stand in the way of signing."""
    return [one.address for one in measure_progress(reading).missing]
