"""Conditions for z3 (Microsoft Research, MIT licence): an optional extra, loaded when it is first used.

Numbers and amounts become exact fractions, dates the number of their day, texts and parties a number each. What has
no translation, such as terms with holidays or whole years between two facts, is left to the diagrams: then the
answer is that z3 cannot tell. How long it may search is a number of steps, not seconds, so an answer is the same on
every machine.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import ModuleType
from typing import Any

from waarborg.adapters.solving.z3_translation import Translation, Untranslatable
from waarborg.core.law.decisions import Question, Solution, Task
from waarborg.core.law.decisions.cells import as_value
from waarborg.core.law.values import Identity, Kind, Value

#: How many steps z3 takes at most; some seconds.
MOST_STEPS = 20_000_000

#: An amount of money has this many digits behind the point; numbers are tried with it where they come out unending.
_GRID = 100


class SolverMissing(ImportError):
    """z3 is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "the solver z3 is not installed; install Waarborg with the extra `solver`: pip install 'waarborg[solver]'"
        )


def load_z3() -> ModuleType:
    """Return the module z3. Raises `SolverMissing`."""
    try:
        import z3
    except ImportError as error:
        raise SolverMissing from error
    module: ModuleType = z3
    return module


class Z3Solver:
    """The solver that `conditions` and `turning` take. Raises `SolverMissing` when z3 is not installed."""

    def __init__(self, most_steps: int = MOST_STEPS) -> None:
        self._z3 = load_z3()
        self._most_steps = most_steps

    def find(self, task: Task) -> Solution | None:
        """Return values of the leaves as asked, or that there are none; None when z3 cannot tell."""
        translation = Translation(self._z3, task)
        try:
            translation.translate()
            asked = self._ask(translation, task)
        except Untranslatable:
            return None
        solver = self._z3.Optimize() if task.fewest_changes else self._z3.Solver()
        solver.set("rlimit", self._most_steps)
        solver.add(*translation.constraints, asked)
        if task.fewest_changes:
            for name, present in translation.presents.items():
                solver.add_soft(translation.leaves[name] == present)
        return self._solve(solver, translation, task)

    def _ask(self, translation: Translation, task: Task) -> Any:
        roots = [translation.outcomes[root] for root in task.program.roots]
        if task.question is Question.DIFFERENT:
            left, right = roots
            if left.kind is not right.kind:
                raise Untranslatable
            return left.term != right.term
        if roots[0].kind is not Kind.BOOLEAN:
            raise Untranslatable
        return roots[0].term if task.question is Question.TRUE else self._z3.Not(roots[0].term)

    def _solve(self, solver: Any, translation: Translation, task: Task) -> Solution | None:
        answer = solver.check()
        if answer == self._z3.unsat:
            return Solution(None)
        if answer != self._z3.sat:
            return None
        values = self._read(solver.model(), translation, task)
        if values is None and not task.fewest_changes:
            # A third cannot be written down in full; most often another value will do, in whole cents.
            reals = [leaf for name, leaf in translation.leaves.items() if _is_real(task.kinds[name])]
            solver.add(*(self._z3.IsInt(leaf * _GRID) for leaf in reals))
            values = self._read(solver.model(), translation, task) if solver.check() == self._z3.sat else None
        return Solution(values) if values is not None else None

    def _read(self, model: Any, translation: Translation, task: Task) -> Mapping[str, Value] | None:
        values: dict[str, Value] = {}
        for name, leaf in translation.leaves.items():
            found = model.eval(leaf, model_completion=True)
            value = self._as_value(found, task.kinds[name], translation)
            if value is None:
                return None
            values[name] = value
        return values

    def _as_value(self, found: Any, kind: Kind, translation: Translation) -> Value | None:
        if kind is Kind.BOOLEAN:
            return bool(self._z3.is_true(found))
        if _is_real(kind):
            number = Fraction(found.numerator_as_long(), found.denominator_as_long())
            return as_value(number, kind, translation.currency)
        place = found.as_long()
        if kind is Kind.DATE:
            return date.fromordinal(place)
        if place < len(translation.words):
            return translation.words[place]
        text = f"another value {place - len(translation.words) + 1}"
        return Identity(text) if kind is Kind.IDENTITY else text


def _is_real(kind: Kind) -> bool:
    return kind in (Kind.NUMBER, Kind.MONEY)
