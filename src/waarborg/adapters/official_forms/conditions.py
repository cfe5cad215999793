"""When a task is shown, as a condition of ours.

The official tool compares with the answer that stands there, and takes away the answer of what it hides. Ours reads a
question that is not asked as no, an empty text or list. So where "nothing" would do, the condition also says that the
other question is asked.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.official_forms.catalogue import Catalogue, Known
from waarborg.adapters.official_forms.definitions import Condition, Task, write_value
from waarborg.adapters.official_forms.findings import Findings, Sort
from waarborg.core.forms.questions import Type
from waarborg.core.law.expressions import Expression, Literal, Operation, Operator, Reference
from waarborg.core.terms.text import Text

ALWAYS, NEVER = Literal(True), Literal(False)
#: A condition of more parts cannot be followed by anybody.
MOST_PARTS = 100


def both_hold(*parts: Expression) -> Expression:
    """Return that all of these hold, without what holds anyway."""
    return _join(Operator.AND, parts, nothing=ALWAYS, decisive=NEVER)


def one_holds(*parts: Expression) -> Expression:
    """Return that at least one of these holds, without what never does."""
    return _join(Operator.OR, parts, nothing=NEVER, decisive=ALWAYS)


def _join(
    operator: Operator, parts: Iterable[Expression], *, nothing: Expression, decisive: Expression
) -> Expression:
    found: dict[Expression, None] = {}
    for part in parts:
        inner = part.operands if isinstance(part, Operation) and part.operator is operator else (part,)
        found |= dict.fromkeys(inner)
    found.pop(nothing, None)
    if decisive in found:
        return decisive
    left = tuple(found)
    return left[0] if len(left) == 1 else Operation(operator, left) if left else nothing


def does_not_hold(part: Expression) -> Expression:
    """Return that something does not hold."""
    if part in (ALWAYS, NEVER):
        return NEVER if part == ALWAYS else ALWAYS
    if isinstance(part, Operation) and part.operator is Operator.NOT:
        return part.operands[0]
    return Operation(Operator.NOT, (part,))


def is_text(id: str, text: str) -> Expression:
    """Return that an answer is this text."""
    return Operation(Operator.EQUAL, (Reference(id), Literal(text)))


def is_among(value: str, id: str) -> Expression:
    """Return that this is one of the options chosen."""
    return Operation(Operator.MEMBER, (Literal(value), Reference(id)))


class Conditions:
    """Translates the conditions of a definition. repair: put right what cannot be meant.

    Raises `LawFileError`, with the name of the file, for a question that depends on too many others.
    """

    def __init__(self, catalogue: Catalogue, findings: Findings, *, file: str, repair: bool = False) -> None:
        self._catalogue, self._findings, self._repair = catalogue, findings, repair
        self._file = file
        self._made: dict[str, Expression] = {}
        self._busy: set[str] = set()

    def find(self, task: Task) -> Expression | None:
        """Return when a task is shown, where what is around it is; None when it always is."""
        made = self._make(task)
        return made if made != ALWAYS else None

    def is_asked(self, known: Known) -> Expression:
        """Return when a question is shown at all: its own condition, and those of what is around it."""
        return both_hold(*(self._make(task) for task in (*known.around, known.task)))

    def is_no(self, known: Known) -> Expression:
        """Return that a question with yes or no is answered with no."""
        return both_hold(self.is_asked(known), does_not_hold(Reference(known.id)))

    def _make(self, task: Task) -> Expression:
        """The condition of a task, after those that it rests on; in a ring, which loading the form tells, nothing."""
        todo = [task] if task.id not in self._busy else []
        while todo:
            one = todo[-1]
            if one.id in self._made:
                todo.pop()
            elif one.id not in self._busy:
                self._busy.add(one.id)
                todo += [other for other in self._list_needed(one) if other.id not in self._busy]
            else:
                own = self._catalogue.get(one.id)
                self._made[one.id] = both_hold(
                    *(self._translate(condition, own) for condition in one.conditions)
                )
                self._busy.remove(one.id)
                self._require_bearable(one)
        return self._made.get(task.id, ALWAYS)

    def _list_needed(self, task: Task) -> Iterator[Task]:
        for condition in task.conditions:
            known = self._catalogue.find(condition.id)
            if known is not None:
                yield from (*known.around, known.task)

    def _require_bearable(self, task: Task) -> None:
        made = self._made[task.id]
        if isinstance(made, Operation) and len(made.operands) > MOST_PARTS:
            raise LawFileError(
                file=self._file,
                place=f"line {task.spot.line} ({task.spot.path})",
                fault=Text(
                    f"De vraag hangt van meer dan {MOST_PARTS} andere af.",
                    f"The question depends on more than {MOST_PARTS} others.",
                ),
                remedy=Text("Laat haar van minder vragen afhangen.", "Make it depend on fewer questions."),
            )

    def _translate(self, one: Condition, own: Known) -> Expression:
        if one.action not in ("show", "hide"):
            self._tell(one, Sort.SLIP, f"De actie “{one.action}” hoort niet bij een voorwaarde; zij doet niets.", f"The action “{one.action}” does not belong to a condition; it does nothing.")  # fmt: skip
            return ALWAYS
        if one.action == "hide":
            self._tell(one, Sort.CHANGED, "De officiële invulhulp doet niets met “hide”; hier verbergt het echt.", "The official tool does nothing with “hide”; here it really hides.")  # fmt: skip
        known = self._catalogue.find(one.id)
        if known is None:
            self._tell(one, Sort.SLIP, f"De voorwaarde kijkt naar vraag {one.id}, en die is er niet; zij telt niet.", f"The condition looks at question {one.id}, which is not there; it does not count.")  # fmt: skip
            return ALWAYS
        if not self._is_within_reach(known, own):
            self._tell(one, Sort.SLIP, f"De voorwaarde kijkt naar vraag {one.id}, die in andere rijen staat; zij telt niet.", f"The condition looks at question {one.id}, which stands in other rows; it does not count.")  # fmt: skip
            return ALWAYS
        if _find_chapter(known) != _find_chapter(own):
            self._tell(one, Sort.CHANGED, f"Vraag {one.id} staat in een ander hoofdstuk; de officiële invulhulp kijkt daar niet. Hier werkt de voorwaarde wel.", f"Question {one.id} is in another chapter; the official tool does not look there. Here the condition does work.")  # fmt: skip
        met = self._compare(one, known)
        if met is None:
            return ALWAYS
        return met if one.action == "show" else does_not_hold(met)

    def _is_within_reach(self, known: Known, own: Known) -> bool:
        """Whether the other question has one answer here: it stands in no row, or in one of those around this task."""
        return own.rows[: len(known.rows)] == known.rows

    def _compare(self, one: Condition, known: Known) -> Expression | None:
        """What a condition comes to; None when our form cannot say it, which is told."""
        if one.operator == "any":
            self._tell(one, Sort.CHANGED, "“any” kijkt niet of er een antwoord is en geldt altijd, zoals in de officiële invulhulp.", "“any” does not look whether there is an answer and always holds, as in the official tool.")  # fmt: skip
            return ALWAYS
        if one.operator == "all" or one.value is None:
            self._tell(
                one, Sort.LOST,
                f"De voorwaarde met “{one.operator}” en waarde {write_value(one.value)} heeft geen betekenis die vastligt; zij telt niet.",
                f"The condition with “{one.operator}” and value {write_value(one.value)} has no meaning that is laid down; it does not count.",
                blocks=True,
            )  # fmt: skip
            return None
        found = self._match(one, known, one.value)
        if found is not None:
            return found
        if isinstance(one.value, str) and one.value[:1] == one.value[-1:] == "'":
            repaired = self._match(one, known, one.value[1:-1])
            if repaired is not None:
                self._tell(
                    one, Sort.REPAIRED if self._repair else Sort.SLIP,
                    f"De waarde staat twee keer tussen aanhalingstekens ({one.value}), zodat geen keuze haar is; bedoeld is de keuze zonder.",
                    f"The value stands between quotes twice ({one.value}), so that no option is it; meant is the option without.",
                )  # fmt: skip
                return repaired if self._repair else NEVER
        self._tell(
            one, Sort.SLIP,
            f"Het antwoord op {one.id} kan nooit {write_value(one.value)} zijn, dus deze voorwaarde geldt nooit.",
            f"The answer to {one.id} can never be {write_value(one.value)}, so this condition never holds.",
        )  # fmt: skip
        return NEVER

    def _match(self, one: Condition, known: Known, value: str | bool | int | float) -> Expression | None:
        """The answer is this value; None when it cannot be."""
        contains = one.operator == "contains"
        choice = known.find_choice(value)
        match known.type:
            case Type.BOOLEAN if known.tick:
                return Reference(known.id) if contains and value == known.tick else None
            case Type.BOOLEAN:
                if not isinstance(value, bool):
                    return None
                return Reference(known.id) if value else self.is_no(known)
            case Type.CHOICE if choice is not None:
                return is_text(known.id, choice.value)
            case Type.CHOICES if choice is not None:
                return is_among(choice.value, known.id) if contains else None
            case Type.TEXT | Type.MARKUP if isinstance(value, str) and value:
                return is_text(known.id, value)
            case Type.NUMBER if isinstance(value, str) and value.isdecimal():
                number = Operation(Operator.EQUAL, (Reference(known.id), Literal(Decimal(value))))
                return both_hold(self.is_asked(known), number)
        return None

    def _tell(self, one: Condition, sort: Sort, nl: str, en: str, *, blocks: bool = False) -> None:
        self._findings.add(sort, one.spot, Text(nl, en), _REMEDIES[sort], blocks=blocks)


_REMEDIES = {
    Sort.SLIP: Text(
        "Verbeter de voorwaarde in het officiële bestand of in het formulier.",
        "Correct the condition in the official file or in the form.",
    ),
    Sort.REPAIRED: Text("Kijk of dit is wat er bedoeld was.", "See whether this is what was meant."),
    Sort.CHANGED: Text("Kijk of dit is wat u wilt.", "See whether this is what you want."),
    Sort.LOST: Text(
        "Schrijf de voorwaarde zelf bij `when` in het formulier.",
        "Write the condition yourself at `when` in the form.",
    ),
}


def _find_chapter(known: Known) -> str:
    return (*known.around, known.task)[0].id
