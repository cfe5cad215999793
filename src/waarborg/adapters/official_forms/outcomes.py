"""The scores, criteria and outcomes of a definition, as facts and outcomes of our form."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from waarborg.adapters.official_forms.catalogue import Catalogue
from waarborg.adapters.official_forms.conditions import Conditions, both_hold, does_not_hold
from waarborg.adapters.official_forms.definitions import Assessment, Calculation, Definition, Level
from waarborg.adapters.official_forms.findings import Findings, Sort, Spot
from waarborg.adapters.official_forms.jexl import JexlError, parse_jexl
from waarborg.adapters.official_forms.meanings import (
    ZERO,
    Amount,
    Meaning,
    Said,
    Truth,
    choose,
    is_so,
    number_of,
)
from waarborg.adapters.official_forms.scoring import Scope, Translator
from waarborg.adapters.official_forms.texts import both, make_name, to_line
from waarborg.core.forms.library import Library
from waarborg.core.law.expressions import Expression, Literal, Reference, list_names
from waarborg.core.law.notation import write
from waarborg.core.terms.text import Text

_Entry = dict[str, Any]
_LOOK = Text(
    "Schrijf het zelf als feit of uitkomst in het formulier, in de notatie van regels.",
    "Write it yourself as a fact or outcome in the form, in the notation of rules.",
)
_IF = Text("als", "if")


class Outcomes:
    """Makes the facts and outcomes of one definition."""

    def __init__(
        self,
        definition: Definition,
        catalogue: Catalogue,
        conditions: Conditions,
        findings: Findings,
        library: Library,
        *,
        repair: bool = False,
    ) -> None:
        self._definition, self._catalogue, self._findings = definition, catalogue, findings
        self._library, self._repair = library, repair
        self._translator = Translator(catalogue, conditions, findings, repair=repair)
        self.facts: list[_Entry] = []
        self.outcomes: list[_Entry] = []
        self._scores: dict[str, Meaning] = {}
        self._missing: set[str] = set()
        self._read: set[str] = set()

    def make(self) -> None:
        """Fill `facts` and `outcomes`, in the order of the file."""
        calculations = [one for task, _ in self._definition.walk() for one in task.calculations]
        for one in calculations:
            self._add_score(one)
        for assessment in self._definition.assessments:
            self._add_assessment(assessment)
        for one in calculations:
            if one.key in self._scores and f"score {one.key}" not in self._read:
                self._findings.add(
                    Sort.SLIP, one.spot,
                    Text(f"De score {one.key} wordt berekend, en geen uitkomst kijkt ernaar.", f"The score {one.key} is calculated, and no outcome looks at it."),
                    Text("Zij staat als feit in het formulier.", "It stands in the form as a fact."),
                )  # fmt: skip

    # --- scores --------------------------------------------------------------------------------------------
    def _add_score(self, one: Calculation) -> None:
        if one.nested:
            self._findings.add(
                Sort.REPAIRED if self._repair else Sort.SLIP, one.spot,
                Text(f"De score {one.key} staat onder een voorwaarde; de officiële invulhulp berekent haar daar niet.", f"The score {one.key} stands under a condition; the official tool does not calculate it there."),
                Text("Zij telt hier mee." if self._repair else "Zij telt hier ook niet mee; met --repair wel.", "It counts here." if self._repair else "It does not count here either; with --repair it does."),
            )  # fmt: skip
            if not self._repair:
                return
        if one.key in self._scores:
            self._findings.add(
                Sort.SLIP, one.spot,
                Text(f"De score {one.key} wordt al elders berekend.", f"The score {one.key} is calculated elsewhere already."),
                Text("De eerste telt.", "The first counts."),
            )  # fmt: skip
            return
        try:
            self._scores[one.key] = self._make_score(one)
        except JexlError as error:
            self._missing.add(f"scores.{one.key}")
            self._refuse(one.spot, f"De score {one.key}", f"The score {one.key}", error)

    def _make_score(self, one: Calculation) -> Meaning:
        raw = self._translator.translate(parse_jexl(one.expression), one.spot, Scope())
        if not isinstance(raw, Said | Truth):
            raw = self._add_raw(one, raw)
        if not one.points:
            return raw
        score: Expression = ZERO
        for when, points in reversed(one.points):
            holds = is_so(self._translator.translate(parse_jexl(when), one.spot, Scope(names={one.key: raw})))
            score = choose(holds, Literal(Decimal(str(points))), score)
        name = f"score {one.key}"
        self._add_fact(name, "number", Text(f"score {one.key}", f"score {one.key}"), score)
        return Amount(Reference(name))

    def _add_raw(self, one: Calculation, raw: Meaning) -> Meaning:
        """What the points look at, as a fact of its own where it is more than an answer."""
        number = number_of(raw)
        if isinstance(number, Literal | Reference):
            return Amount(number)
        name = f"waarde {one.key}"
        self._add_fact(name, "number", Text(f"waarde van {one.key}", f"value of {one.key}"), number)
        return Amount(Reference(name))

    # --- outcomes ------------------------------------------------------------------------------------------
    def _add_assessment(self, assessment: Assessment) -> None:
        before: list[Expression] = []
        for level in assessment.levels:
            try:
                holds = self._add_level(assessment, level, before)
            except JexlError as error:
                title = to_line(level.result)
                self._refuse(level.spot, f"De uitkomst “{title}”", f"The outcome “{title}”", error)
                return  # a weaker level holds only where this one does not, so it cannot be told either
            before.append(holds)

    def _add_level(self, assessment: Assessment, level: Level, before: list[Expression]) -> Expression:
        criteria, missing = self._add_criteria(assessment, level)
        scope = Scope(scores=self._scores, criteria=criteria, missing=frozenset({*self._missing, *missing}))
        holds = is_so(self._translator.translate(parse_jexl(level.expression), level.spot, scope))
        self._note_read(holds)
        for one in level.criteria:
            if one.id in criteria and not set(list_names(is_so(criteria[one.id]))) & set(list_names(holds)):
                self._findings.add(
                    Sort.SLIP, one.spot,
                    Text(f"Het criterium {one.id} telt niet mee in de uitkomst “{to_line(level.result)}”.", f"The criterion {one.id} does not count in the outcome “{to_line(level.result)}”."),
                    Text("Het staat als feit in het formulier.", "It stands in the form as a fact."),
                )  # fmt: skip
        condition = both_hold(holds, *map(does_not_hold, before))
        known = {item["outcome"] for item in self.outcomes}
        outcome = {
            "outcome": make_name(f"{assessment.id} {level.level}", known, otherwise="uitkomst")[:40].strip(
                "-"
            ),
            "title": both(to_line(level.result)),
            "level": level.level,
            "when": write(condition),
            "says": both(self._explain(level)),
        }
        if self._library.find_newest(assessment.id.lower()) is not None:
            outcome["form"] = assessment.id.lower()
        self.outcomes.append(outcome)
        return holds

    def _add_criteria(self, assessment: Assessment, level: Level) -> tuple[Mapping[str, Meaning], set[str]]:
        found: dict[str, Meaning] = {}
        missing: set[str] = set()
        for one in level.criteria:
            scope = Scope(scores=self._scores, missing=frozenset(self._missing))
            try:
                holds = is_so(self._translator.translate(parse_jexl(one.expression), one.spot, scope))
            except JexlError as error:
                missing.add(f"criteria.{one.id}")
                self._refuse(one.spot, f"Het criterium {one.id}", f"The criterion {one.id}", error)
                continue
            self._note_read(holds)
            taken = {fact["fact"] for fact in self.facts}
            name = f"criterium {assessment.id} {one.id}"
            name = name if name not in taken else f"{name} ({level.level})"
            words = to_line(one.explanation) or one.id
            self._add_fact(_clean(name), "boolean", Text(words, words), holds)
            found[one.id] = Truth(Reference(_clean(name)))
        return found, missing

    def _explain(self, level: Level) -> str:
        if level.explanation:
            return to_line(level.explanation)
        reasons = [to_line(one.explanation).rstrip(".") for one in level.criteria]
        result = to_line(level.result).rstrip(".")
        return f"{result}, {_IF.nl}: {'; '.join(reasons)}." if reasons else f"{result}."

    def _add_fact(self, name: str, kind: str, label: Text, function: Expression) -> None:
        self.facts.append(
            {
                "fact": name,
                "kind": kind,
                "label": {"nl": label.nl, "en": label.en},
                "function": _write(function),
            }
        )

    def _note_read(self, expression: Expression) -> None:
        self._read |= set(list_names(expression))

    def _refuse(self, spot: Spot, nl: str, en: str, error: JexlError) -> None:
        self._findings.add(
            Sort.LOST, spot,
            Text(f"{nl} is niet overgenomen. {error.says.nl}", f"{en} was not taken over. {error.says.en}"),
            _LOOK, blocks=True,
        )  # fmt: skip


def _write(function: Expression) -> str:
    """A function as text; the schema wants at least three signs, which a bare number has not."""
    text = write(function)
    return text if len(text) >= 3 else f"({text})"


def _clean(name: str) -> str:
    """A name of a fact: without the signs that mean something in the notation."""
    return "".join(" " if sign in '[]<>:"' else sign for sign in name)
