"""The expressions of a definition, translated into ours.

What an expression gives depends on where it stands: `a && b` is a yes or no in a condition and the number b, or
nothing, in a sum. So each part is first read as what it is, and then asked for the truth or the amount of it.
An answer that is not there counts as nothing with its makers; with ours the result is not known yet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from waarborg.adapters.official_forms.catalogue import Catalogue, Known
from waarborg.adapters.official_forms.conditions import (
    ALWAYS,
    NEVER,
    Conditions,
    does_not_hold,
    is_among,
    is_text,
    one_holds,
)
from waarborg.adapters.official_forms.findings import Findings, Sort, Spot
from waarborg.adapters.official_forms.jexl import Binary, Call, Choice, Items, Literal, Name, Node, Not
from waarborg.adapters.official_forms.meanings import (
    NOTHING,
    ZERO,
    Amount,
    Chosen,
    Joined,
    Listed,
    Meaning,
    Said,
    Truth,
    Words,
    add_up,
    cannot,
    choose,
    compare,
    equal,
    is_so,
    number_of,
    read_literal,
)
from waarborg.core.forms.questions import Type
from waarborg.core.law.expressions import Expression, Operation, Operator, Reference
from waarborg.core.law.expressions import Literal as Constant
from waarborg.core.terms.text import Text

_TEXTS = (Type.TEXT, Type.MARKUP, Type.CHOICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What names stand for, where an expression stands. missing: names that could not be translated."""

    scores: Mapping[str, Meaning] = field(default_factory=dict)
    criteria: Mapping[str, Meaning] = field(default_factory=dict)
    names: Mapping[str, Meaning] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()


class Translator:
    """Translates expressions. repair: put right what cannot be meant."""

    def __init__(
        self, catalogue: Catalogue, conditions: Conditions, findings: Findings, *, repair: bool = False
    ) -> None:
        self._catalogue, self._conditions, self._findings = catalogue, conditions, findings
        self._repair = repair
        self._spot, self._scope = Spot(), Scope()
        self._read: dict[str, Callable[[tuple[Node, ...]], Meaning]] = {
            "answers": self._answers,
            "bool": self._bool,
            "count": self._count,
            "countSelectedOptions": self._count_selected,
            "weightedCountMap": self._weigh,
            "criteriaCheck": self._check_criteria,
        }

    def translate(self, node: Node, spot: Spot, scope: Scope) -> Meaning:
        """Return what an expression means. Raises `JexlError` for what cannot be said."""
        self._spot, self._scope = spot, scope
        return self._translate(node)

    # --- one node ------------------------------------------------------------------------------------------
    def _translate(self, node: Node) -> Meaning:
        match node:
            case Literal(value):
                return read_literal(value)
            case Name(parts):
                return self._find_name(parts)
            case Items(items):
                return Listed(tuple(self._translate(item) for item in items))
            case Call(name, arguments):
                if name not in self._read:
                    raise cannot(f"de functie {name}", f"the function {name}")
                return self._read[name](arguments)
            case Not(inner):
                return Truth(does_not_hold(is_so(self._translate(inner))))
            case Choice(condition, yes, no):
                return Chosen(is_so(self._translate(condition)), self._translate(yes), self._translate(no))
            case Binary(sign, left, right):
                return self._join(sign, self._translate(left), self._translate(right))

    def _find_name(self, parts: tuple[str, ...]) -> Meaning:
        if ".".join(parts) in self._scope.missing:
            raise cannot(f"{'.'.join(parts)}, dat zelf niet te vertalen was", f"{'.'.join(parts)}, which could not be translated itself")  # fmt: skip
        if len(parts) == 1 and parts[0] in self._scope.names:
            return self._scope.names[parts[0]]
        if len(parts) == 2 and parts[0] in ("scores", "criteria"):
            among = self._scope.scores if parts[0] == "scores" else self._scope.criteria
            if parts[1] not in among:
                self._tell(
                    f"{'.'.join(parts)} wordt nergens berekend en is dus altijd niets.",
                    f"{'.'.join(parts)} is calculated nowhere, so it is always nothing.",
                )
            return among.get(parts[1], NOTHING)
        raise cannot(f"de naam {'.'.join(parts)}", f"the name {'.'.join(parts)}")

    def _join(self, sign: str, left: Meaning, right: Meaning) -> Meaning:
        if sign in ("&&", "||"):
            return Joined(sign, left, right)
        if sign in ("==", "!="):
            same = self._equate(left, right)
            return Truth(same if sign == "==" else does_not_hold(same))
        if sign == "in":
            return Truth(self._is_in(left, right))
        first, second = number_of(left), number_of(right)
        match sign:
            case "<":
                return Truth(compare(Operator.LESS_THAN, first, second))
            case ">":
                return Truth(compare(Operator.LESS_THAN, second, first))
            case "<=":
                return Truth(compare(Operator.AT_MOST, first, second))
            case ">=":
                return Truth(compare(Operator.AT_MOST, second, first))
            case "+":
                return Amount(add_up((first, second)))
            case "-":
                return Amount(Operation(Operator.DIFFERENCE, (first, second)))
            case "*":
                return Amount(Operation(Operator.PRODUCT, (first, second)))
        raise cannot(f"de bewerking {sign}", f"the operation {sign}")

    # --- comparing -----------------------------------------------------------------------------------------
    def _equate(self, left: Meaning, right: Meaning) -> Expression:
        if isinstance(right, Said) and not isinstance(left, Said):
            left, right = right, left
        match left, right:
            case (Truth(first), Truth(second)):
                if second in (ALWAYS, NEVER):
                    return first if second == ALWAYS else does_not_hold(first)
                return equal(first, second)
            case (Amount(first), Amount(second)):
                return equal(first, second)
            case (Words(first), Words(second)):
                return ALWAYS if first == second else NEVER
            case (Said(None), Said(None)):
                return ALWAYS
            case (Said(None), Truth() | Amount() | Words()):
                return NEVER
            case (Said(Known() as known), Words(text)):
                return self._is_answer(known, text)
            case (Said(Known() as known), Truth(second)) if known.type is Type.BOOLEAN and not known.tick:
                return self._compare_raw(known, second)
            case (Said(Known() as known), Said(None)) if known.type in _TEXTS:
                return is_text(known.id, "")
        raise cannot("deze vergelijking", "this comparison")

    def _compare_raw(self, known: Known, truth: Expression) -> Expression:
        """An answer compared with true or false: there it is the text “true”, so they are never the same."""
        self._tell(
            f"Het antwoord op {known.task.id} is een tekst en wordt vergeleken met true of false zonder bool(); dat is nooit gelijk.",
            f"The answer to {known.task.id} is a text and is compared with true or false without bool(); they are never the same.",
            repaired=self._repair,
        )
        if not self._repair or truth not in (ALWAYS, NEVER):
            return NEVER
        return Reference(known.id) if truth == ALWAYS else self._conditions.is_no(known)

    def _is_answer(self, known: Known, text: str) -> Expression:
        if known.type is Type.BOOLEAN and not known.tick and text in ("true", "false"):
            return Reference(known.id) if text == "true" else self._conditions.is_no(known)
        if known.type is Type.CHOICE and known.choices:
            choice = next((one for one in known.choices if one.option.text == text), None)
            if choice is not None:
                return is_text(known.id, choice.value)
            self._tell(
                f"“{text}” is geen keuze van vraag {known.task.id}, dus dit geldt nooit.",
                f"“{text}” is no option of question {known.task.id}, so this never holds.",
            )
            return NEVER
        if known.type in (Type.TEXT, Type.MARKUP):
            return is_text(known.id, text)
        raise cannot(f"het antwoord op {known.task.id} vergeleken met een tekst", f"the answer to {known.task.id} compared with a text")  # fmt: skip

    def _is_in(self, left: Meaning, right: Meaning) -> Expression:
        if not isinstance(right, Listed):
            raise cannot("“in” zonder lijst", "“in” without a list")
        if (
            isinstance(left, Said)
            and left.known is not None
            and left.known.choices
            and left.known.type is Type.CHOICE
        ):
            known = left.known
            texts = [item.text for item in right.items if isinstance(item, Words)]
            values = [one.value for one in known.choices if one.option.text in texts]
            for text in texts:
                if text not in {one.option.text for one in known.choices}:
                    self._tell(
                        f"“{text}” is geen keuze van vraag {known.task.id} en telt dus niet.",
                        f"“{text}” is no option of question {known.task.id}, so it does not count.",
                    )
            if not values:
                return NEVER
            listed = Operation(Operator.LIST, tuple(Constant(value) for value in values))
            return Operation(Operator.MEMBER, (Reference(known.id), listed))
        return one_holds(*(self._equate(left, item) for item in right.items))

    # --- functions -----------------------------------------------------------------------------------------
    def _answers(self, arguments: tuple[Node, ...]) -> Meaning:
        match arguments:
            case (Literal(str() as id),):
                known = self._catalogue.find(id)
                if known is None:
                    self._tell(
                        f"Vraag {id} is er niet; haar antwoord is dus altijd niets.",
                        f"There is no question {id}; so its answer is always nothing.",
                    )
                    return NOTHING
                if known.rows or known.type is None:
                    raise cannot(f"vraag {id}, die niet één antwoord heeft", f"question {id}, which has no single answer")  # fmt: skip
                return Said(known)
        raise cannot("answers() zonder nummer van een vraag", "answers() without the number of a question")

    def _bool(self, arguments: tuple[Node, ...]) -> Meaning:
        match [self._translate(one) for one in arguments]:
            case [Truth() as truth]:
                return truth
            case [Said(None)]:
                return Truth(NEVER)
            case [Said(Known() as known)] if known.type is Type.BOOLEAN and not known.tick:
                return Truth(Reference(known.id))
            case [Said(Known() as known)] if known.type in _TEXTS:
                return Truth(self._is_answer(known, "true"))
        raise cannot("bool() van iets anders dan een antwoord", "bool() of something else than an answer")

    def _count(self, arguments: tuple[Node, ...]) -> Meaning:
        match [self._translate(one) for one in arguments]:
            case [Said(known)]:
                return self._count_of(known)
        raise cannot("count van iets anders dan een antwoord", "count of something else than an answer")

    def _count_selected(self, arguments: tuple[Node, ...]) -> Meaning:
        match self._answers(arguments):
            case Said(known):
                return self._count_of(known)
        raise cannot("deze telling", "this count")  # pragma: no cover - answers gives an answer

    def _count_of(self, known: Known | None) -> Meaning:
        if known is not None and known.tick:
            return Amount(choose(Reference(known.id), Constant(Decimal(1)), ZERO))
        if known is not None and known.type in (Type.CHOICES, Type.LIST):
            count = Operation(Operator.COUNT, (Reference(known.id),))
            return Amount(choose(is_among(known.none, known.id), ZERO, count) if known.none else count)
        if known is not None:
            self._tell(
                f"Bij vraag {known.task.id} kan men niet meer dan één keuze maken; de telling is altijd 0.",
                f"Question {known.task.id} takes no more than one option; the count is always 0.",
            )
        return Amount(ZERO)

    def _weigh(self, arguments: tuple[Node, ...]) -> Meaning:
        match [self._translate(one) for one in arguments]:
            case [Said(Known() as known), Listed(keys), Listed(weights)] if known.type is Type.CHOICES:
                pairs = list(zip(keys, weights, strict=False))
            case [Said(None), Listed(), Listed()]:
                return Amount(ZERO)
            case _:
                raise cannot("weightedCountMap van deze delen", "weightedCountMap of these parts")
        parts: list[Expression] = []
        strangers: list[str] = []
        repaired: list[str] = []
        for key, weight in pairs:
            if not isinstance(key, Words) or not isinstance(weight, Amount):
                raise cannot("een gewicht dat geen getal is", "a weight that is no number")
            value = next((one.value for one in known.choices if one.option.text == key.text), None)
            if value is None:
                near = [one.value for one in known.choices if one.option.text.endswith(key.text)]
                value = near[0] if self._repair and len(near) == 1 else None
                (strangers if value is None else repaired).append(f"“{key.text}”")
            if value is not None and weight.number != ZERO:
                parts.append(choose(is_among(value, known.id), weight.number, ZERO))
        for keys_of, is_repaired in ((strangers, False), (repaired, True)):
            if keys_of:
                self._tell(
                    f"Gewichten die nooit tellen, want zo heet geen keuze van vraag {known.task.id}: {', '.join(keys_of)}.",
                    f"Weights that never count, as no option of question {known.task.id} is called so: {', '.join(keys_of)}.",
                    repaired=is_repaired,
                )
        return Amount(add_up(parts))

    def _check_criteria(self, arguments: tuple[Node, ...]) -> Meaning:
        if arguments != (Name(("criteria",)),):
            raise cannot("criteriaCheck van iets anders dan criteria", "criteriaCheck of something else than criteria")  # fmt: skip
        if any(name.startswith("criteria.") for name in self._scope.missing):
            raise cannot("criteria die zelf niet te vertalen waren", "criteria that could not be translated")
        return Truth(one_holds(*(is_so(one) for one in self._scope.criteria.values())))

    def _tell(self, nl: str, en: str, *, repaired: bool = False) -> None:
        remedy = (
            Text("Kijk of dit is wat er bedoeld was.", "See whether this is what was meant.")
            if repaired
            else Text(
                "Verbeter de expressie in het officiële bestand of in het formulier.",
                "Correct the expression in the official file or in the form.",
            )
        )
        self._findings.add(Sort.REPAIRED if repaired else Sort.SLIP, self._spot, Text(nl, en), remedy)
