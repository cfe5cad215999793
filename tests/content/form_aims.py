"""What answers a condition asks for, read off from the condition itself, and the search for answers that meet it.

An `Aim` is what a value must be. It is handed down through an expression to the places whose answers decide it; each
place then gets a value that meets everything asked of it. Where a condition can be met in several ways one is drawn,
and what was met by accident stays as it is, so a few rounds suffice.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from tests.content.filled_forms import NUMBERS
from tests.content.form_drafts import Draft
from tests.content.form_values import Aim, Leaf, above, at_least, at_most, below, list_values, other, same
from tests.content.form_worlds import look_at_worlds
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.surroundings import fact_to_law
from waarborg.core.forms.answers import Address, list_table_rows
from waarborg.core.forms.questions import ROWED, Question, Type
from waarborg.core.forms.reading import Reading
from waarborg.core.forms.rules import asked, find_question_name, make_rules
from waarborg.core.law.expressions import (
    Expression,
    Literal,
    Operation,
    Operator,
    Projection,
    Reference,
    walk,
)
from waarborg.core.law.values import Kind, Value, is_known
from waarborg.core.profile import facts as profile

#: For a sum so many combinations are drawn, and so many of those that fit are tried.
_COMBINATIONS, _WAYS = 200, 12
#: So much is asked of places before the search begins anew.
_MOST_ASKED = 600


class Impossible(Exception):
    """Nothing meets this here; perhaps another way does."""


class Exhausted(Exception):
    """Too much was tried: a condition that can be met in many ways, most of which contradict the rest."""


#: Within which rows a name stands: of a group its id and the row, of a table its address and the number of the row.
Scope = tuple[tuple[str, str] | tuple[Address, int], ...]


class Aimer:
    """Works out for one draft which values would meet what is aimed at, and gives them."""

    def __init__(self, draft: Draft, reading: Reading, draw: random.Random, *, sparing: bool) -> None:
        """sparing: whether nothing is asked for what is met already, although other changes may undo it."""
        self.sparing = sparing
        self.draft, self.reading, self.draw = draft, reading, draw
        self.rules = make_rules(draft.form)
        frames = (*draft.form.facts, *self.rules.shallow.frames)
        self.functions = {frame.name: frame.function for frame in frames if frame.function is not None}
        self.wanted: dict[Leaf, tuple[Aim, ...]] = {}
        self._asked = 0

    # --- from an expression to places --------------------------------------------------------------------
    def aim(self, expression: Expression, aim: Aim, scope: Scope = ()) -> None:
        """Ask of places what makes an expression meet an aim. Raises `Impossible`."""
        if (value := self._find_constant(expression)) is not None:
            if not aim.fits(value):
                raise Impossible
        elif not scope and self.sparing and self._is_met(expression, aim):
            return
        elif isinstance(expression, Reference):
            self._aim_name(expression.name, aim, scope)
        elif isinstance(expression, Operation):
            self._aim_operation(expression, aim, scope)
        else:
            raise Impossible

    def _is_met(self, expression: Expression, aim: Aim) -> bool:
        value = self.reading.conclude(expression).value
        return is_known(value) and aim.fits(value)

    def _find_constant(self, expression: Expression) -> Value | None:
        if any(isinstance(one, Reference | Projection) for one in walk(expression)):
            return None
        value = self.reading.conclude(expression).value
        return value if is_known(value) else None

    def _aim_operation(self, operation: Operation, aim: Aim, scope: Scope) -> None:
        parts = operation.operands
        match operation.operator:
            case Operator.IF:
                self._try_one(
                    [
                        lambda: (self.aim(parts[0], same(True), scope), self.aim(parts[1], aim, scope)),
                        lambda: (self.aim(parts[0], same(False), scope), self.aim(parts[2], aim, scope)),
                    ]
                )
            case Operator.COUNT:
                self._aim_count(parts[0], aim, scope)
            case Operator.SUM | Operator.MIN | Operator.MAX:
                self._aim_total(operation, aim, scope)
            case _ if operation.kind is not Kind.BOOLEAN:
                raise Impossible  # such as a day some months after another: the other side can be aimed at
            case _:
                ways = [answer for answer in (True, False) if aim.fits(answer)]
                self._try_one([lambda w=way: self._aim_truth(operation, w, scope) for way in ways])

    def _aim_truth(self, operation: Operation, wanted: bool, scope: Scope) -> None:
        parts = operation.operands
        match operation.operator:
            case Operator.NOT:
                self.aim(parts[0], same(not wanted), scope)
            case Operator.AND | Operator.OR:
                if wanted is (operation.operator is Operator.AND):
                    for part in parts:
                        self.aim(part, same(wanted), scope)
                else:
                    self._try_one([lambda p=part: self.aim(p, same(wanted), scope) for part in parts])
            case Operator.EQUAL:
                self._aim_comparison(parts, same if wanted else other, same if wanted else other, scope)
            case Operator.LESS_THAN:
                self._aim_comparison(parts, *((below, above) if wanted else (at_least, at_most)), scope)
            case Operator.AT_MOST:
                self._aim_comparison(parts, *((at_most, at_least) if wanted else (above, below)), scope)
            case Operator.MEMBER:
                self._aim_member(parts[0], parts[1], wanted, scope)
            case _:
                raise Impossible

    def _aim_comparison(
        self,
        parts: Sequence[Expression],
        left: Callable[[Value], Aim],
        right: Callable[[Value], Aim],
        scope: Scope,
    ) -> None:
        """Aim at one side, as the other is now. left: what the left side must be beside a value of the right."""
        ways = []
        for one, beside, make in ((parts[0], parts[1], left), (parts[1], parts[0], right)):
            constant = self._find_constant(beside)
            now = constant if constant is not None else self.reading.conclude(beside).value
            if is_known(now) and self._find_constant(one) is None:
                ways.append(lambda o=one, m=make, n=now: self.aim(o, m(n), scope))
        self._try_one(ways)

    def _aim_member(self, item: Expression, among: Expression, wanted: bool, scope: Scope) -> None:
        value, values = self._find_constant(item), self._find_constant(among)
        if isinstance(values, tuple):
            self.aim(item, Aim(lambda one: (one in values) is wanted, values), scope)
        elif value is not None and isinstance(among, Projection):
            self._aim_rows(among, value, wanted, scope)
        elif value is not None:
            hints = ((value,),) if wanted else ()
            self.aim(
                among, Aim(lambda one: isinstance(one, tuple) and (value in one) is wanted, hints), scope
            )
        else:
            raise Impossible

    def _aim_count(self, counted: Expression, aim: Aim, scope: Scope) -> None:
        lists = Aim(lambda one: isinstance(one, tuple) and aim.fits(Decimal(len(one))))
        if isinstance(counted, Projection):
            self._aim_name(counted.path[0], lists, scope)
        else:
            self.aim(counted, lists, scope)

    def _aim_total(self, operation: Operation, aim: Aim, scope: Scope) -> None:
        """That a sum, or a smallest or largest value, meets an aim: by changing a few of its parts, the others as they are."""
        parts = operation.operands
        make = {Operator.SUM: sum, Operator.MIN: min, Operator.MAX: max}[operation.operator]
        now = [self.reading.conclude(self._one_number(part)).value for part in parts]
        choices = [sorted(set(self._list_numbers(part, aim))) for part in parts]
        open_ones = [place for place, part in enumerate(parts) if self._find_constant(part) is None]
        drawn = [
            self.draw.sample(open_ones, self.draw.randint(1, len(open_ones))) for _ in range(_COMBINATIONS)
        ]
        tried = [{place: pick(choices[place]) for place in open_ones} for pick in (min, max)]
        tried += [{place: self.draw.choice(choices[place]) for place in changed} for changed in drawn]
        ways: list[Callable[[], object]] = []
        for values in tried:
            whole = [values.get(place, one) for place, one in enumerate(now)]
            if all(isinstance(one, Decimal) for one in whole) and aim.fits(make(whole)):
                ways.append(lambda v=values: [self._aim_part(parts[i], one, scope) for i, one in v.items()])
        self._try_one(ways[:_WAYS])

    def _one_number(self, part: Expression) -> Expression:
        """What stands for a part now: of a column all of it together."""
        return Operation(Operator.SUM, (Literal(Decimal(0)), part)) if isinstance(part, Projection) else part

    def _aim_part(self, part: Expression, value: Decimal, scope: Scope) -> None:
        if not isinstance(part, Projection):
            self.aim(part, same(value), scope)
            return
        for place, inner in enumerate(self.enter(part.path, scope, make=True)):
            self.aim(part.operand, same(Decimal(0) if place else value), inner)

    def _list_numbers(self, expression: Expression, aim: Aim, depth: int = 0) -> Iterator[Decimal]:
        """Numbers that an expression may come to."""
        hints = [one + more for one in aim.hints if isinstance(one, Decimal) for more in (-1, 0, 1)]
        if isinstance(expression, Literal) and isinstance(expression.value, Decimal):
            yield expression.value
        elif isinstance(expression, Operation) and expression.operator is Operator.IF:
            for part in expression.operands[1:]:
                yield from self._list_numbers(part, aim, depth + 1)
        elif isinstance(expression, Operation) and expression.operator is Operator.COUNT:
            yield from map(Decimal, range(9))
        elif isinstance(expression, Operation) and expression.operator is Operator.SUM:
            inside = [sorted(set(self._list_numbers(part, aim, depth + 1))) for part in expression.operands]
            picks = (min, max, *[self.draw.choice] * 20)
            yield from {sum((pick(one) for one in inside), Decimal(0)) for pick in picks}
        elif isinstance(expression, Reference) and expression.name in self.functions and depth < 12:
            yield from self._list_numbers(self.functions[expression.name], aim, depth + 1)
        else:
            yield from (number for number in (*hints, *map(Decimal, NUMBERS)) if number >= 0)

    # --- rows --------------------------------------------------------------------------------------------
    def _aim_rows(self, projection: Projection, value: Value, wanted: bool, scope: Scope) -> None:
        """That some row holds a value, or that none does."""
        first = projection.path[0]

        def fill() -> None:
            if asked(first) in self.functions:
                self.aim(Reference(asked(first)), same(True), scope)
            inner = list(self.enter(projection.path, scope, make=wanted))
            for one in [self.draw.choice(inner)] if wanted else inner:
                self.aim(projection.operand, same(value) if wanted else other(value), one)

        ways: list[Callable[[], object]] = [fill]
        if not wanted and asked(first) in self.functions:
            ways.append(lambda: self.aim(Reference(asked(first)), same(False), scope))
        self._try_one(ways)

    def enter(self, path: Sequence[str], scope: Scope, *, make: bool) -> Iterator[Scope]:
        """The rows that a path leads to; where there are none, and they must be, one is added."""
        if not path:
            yield scope
            return
        address = self._address(path[0], scope)
        question = self.draft.form.find_question(path[0])
        if question is not None:
            number = len(list_table_rows(profile.freeze(self.draft.answers.get(address))))
            if not number and make:
                self.draft.set_rows(address, number := 1)
            rows: list[Scope] = [(*scope, (address, row)) for row in range(number)]
        else:
            if not self.draft.list_rows(address) and make:
                self.draft.set_rows(address, 1)
            rows = [(*scope, (path[0], row)) for row in self.draft.list_rows(address)]
        for row in rows:
            yield from self.enter(path[1:], row, make=make)

    def _address(self, id: str, scope: Scope) -> Address:
        place = self.draft.form.find_place(id)
        if place is None:
            raise Impossible
        within = {around[0]: around[1] for around in scope}
        if any(group.id not in within for group in place.repeated):
            raise Impossible
        return Address(id, tuple(str(within[group.id]) for group in place.repeated))

    # --- names -------------------------------------------------------------------------------------------
    def _aim_name(self, name: str, aim: Aim, scope: Scope) -> None:
        for table, row in reversed(scope):
            if isinstance(table, Address) and self._has_column(table, name):
                self.want(Leaf("cell", table.question, table.rows, int(row), name), aim)
                return
        owner, _, id = name.rpartition(":")
        if owner == "fact":
            self.want(Leaf("fact", id), aim)
        elif owner:
            self.want(Leaf("other", name), aim)
        elif name in self.functions:
            self.aim(self.functions[name], aim, scope)
        elif (place := self.draft.form.find_place(find_question_name(name))) is not None:
            address = self._address(place.item.id, scope)
            rowed = not isinstance(place.item, Question) or place.item.type in ROWED
            self.want(Leaf("rows" if rowed else "answer", address.question, address.rows), aim)
        elif name in self.rules.outside:
            self.want(Leaf("rules", name), aim)
        else:
            raise Impossible

    def _has_column(self, table: Address, name: str) -> bool:
        question = self.draft.form.find_question(table.question)
        assert question is not None
        levels = ("level", "residual_level") if question.type is Type.RISKS else ()
        return name in levels or any(column.id == name for column in question.columns)

    def want(self, leaf: Leaf, aim: Aim) -> None:
        """Ask something of a place. Raises `Impossible` when nothing meets that with what was asked before."""
        self._asked += 1
        if self._asked > _MOST_ASKED:
            raise Exhausted
        before = self.wanted.get(leaf, ())
        self.wanted[leaf] = (*before, aim)
        if leaf.kind == "rules":
            self._find_world()
        elif next(self._list_fitting(leaf), None) is None:
            raise Impossible

    def _try_one(self, ways: Iterable[Callable[[], object]]) -> None:
        ways = list(ways)
        self.draw.shuffle(ways)
        for way in ways:
            before = dict(self.wanted)
            try:
                way()
            except Impossible:
                self.wanted = before
            else:
                return
        raise Impossible

    # --- values ------------------------------------------------------------------------------------------
    def apply(self) -> None:
        """Give every place a value that meets what was asked of it."""
        if any(leaf.kind == "rules" for leaf in self.wanted):
            self.draft.surround(self._find_world())
        for leaf in self.wanted:
            if leaf.kind == "rules":
                continue
            value = self._choose(leaf)
            if leaf.kind == "fact":
                self.draft.say_fact(leaf.name, value)
            elif leaf.kind == "other":
                self.draft.others[leaf.name] = value
            elif leaf.kind == "rows" and isinstance(value, int):
                self.draft.set_rows(leaf.address, value)
            elif leaf.kind == "answer":
                self.draft.answer(leaf.address, value)
            elif isinstance(value, Mapping):
                self.draft.set_cells(leaf.address, leaf.row, value)

    def _find_world(self) -> Mapping[str, object]:
        """Facts of a dossier from which the rules conclude what is asked, and that say what is asked of facts."""
        wanted = {leaf.name: aims for leaf, aims in self.wanted.items() if leaf.kind == "rules"}
        fitting = [
            world
            for world, found in look_at_worlds(frozenset(self.rules.framework), self.draft.on)
            if all(
                name in found and all(aim.fits(found[name]) for aim in aims) for name, aims in wanted.items()
            )
        ]
        if not fitting:
            raise Impossible
        return max(self.draw.sample(fitting, len(fitting)), key=self._count_met)

    def _count_met(self, world: Mapping[str, object]) -> int:
        met = 0
        for leaf, aims in self.wanted.items():
            question = self.draft.form.find_question(leaf.name) if leaf.kind == "answer" else None
            key = leaf.name if leaf.kind == "fact" else question.fact if question is not None else ""
            if key in world:
                value = fact_to_law(load_vocabulary().get_term(key), profile.freeze(world[key]))
                met += value is not None and all(aim.fits(value) for aim in aims)
        return met

    def _choose(self, leaf: Leaf) -> object:
        fitting = list(self._list_fitting(leaf))
        if not fitting:
            raise Impossible
        return self.draw.choice(fitting)

    def _list_fitting(self, leaf: Leaf) -> Iterator[object]:
        aims = self.wanted[leaf]
        for value, read in list_values(self.draft, leaf, aims, self.draw):
            if read is not None and all(aim.fits(read) for aim in aims):
                yield value
