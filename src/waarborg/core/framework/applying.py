"""What applies to an algorithm: its class, the roles of the organisation, and each requirement with its days.

Every rule is looked at on every day on which something can change. So each requirement has, besides a yes or a no,
the day from which it applies, also when that lies ahead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from waarborg.core.framework.framework import Framework, RiskClass
from waarborg.core.framework.parts import Certainty
from waarborg.core.framework.questions import LawFacts, Origin
from waarborg.core.framework.requirements import Requirement
from waarborg.core.framework.standings import Applies, Standing, place_in_time
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.many import Many, Spread, evaluate_many
from waarborg.core.law.values import UNKNOWN, Outcome, Value
from waarborg.core.terms.text import Text

#: The fact of the rules that says the class, and those that say more about it.
CLASS = "klasse van het dossier"
CATEGORY = "publicatiecategorie"
WEIGHT = "gewicht van het plan"
#: The fact of the rules for each role.
ROLES: Mapping[str, str] = {
    "provider": "is aanbieder",
    "deployer": "is gebruiksverantwoordelijke",
    "importer": "is importeur",
    "distributor": "is distributeur",
    "authorised_representative": "is gemachtigde",
    "product_manufacturer": "is productfabrikant",
}
_POINTS = "1a 1b 1c 2 3a 3b 3c 3d 4a 4b 5a 5b 5c 5d 6a 6b 6c 6d 6e 7a 7b 7c 7d 8a 8b".split()
_PRACTICES = "a b ba bb c d e f g h".split()
#: The facts of the rules that are a ground for a class, with the article.
GROUNDS: Mapping[str, str] = {
    **{f"verboden volgens artikel 5, eerste lid, onder {one}": f"5(1)({one})" for one in _PRACTICES},
    **{
        f"hoog risico volgens bijlage III, punt {one}": f"Annex III({one[0]})"
        + (f"({one[1]})" if one[1:] else "")
        for one in _POINTS
    },
    "hoog risico volgens bijlage I, afdeling A": "Annex I, section A",
    "hoog risico volgens bijlage I, afdeling B": "Annex I, section B",
    "staat in bijlage III maar is uitgezonderd": "6(3)",
    "artikel 50, eerste lid, is aan de orde": "50(1)",
    "artikel 50, tweede lid, is aan de orde": "50(2)",
    "artikel 50, derde lid, is aan de orde": "50(3)",
    "artikel 50, vierde lid, eerste alinea, is aan de orde": "50(4)",
    "artikel 50, vierde lid, tweede alinea, is aan de orde": "50(4)",
}
_EXTRA = (
    CLASS,
    CATEGORY,
    WEIGHT,
    "hoog risico",
    "heeft een transparantieplicht",
    "is een impactvol algoritme",
)


@dataclass(frozen=True, slots=True)
class ClassChange:
    """Another class from a day on; None when it is not known then."""

    on: date
    risk_class: RiskClass | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What applies to one algorithm on a day.

    facts: what the dossier means for the rules. risk_class: None when it is not known. coming: the classes after the
    day. roles: those of the organisation. open_roles: those that it may have. grounds: articles that the class and
    transparency rest on. category: of the publication standard; empty when not known. weight: of the plan, 1 to 3;
    None when not known. is_impactful, is_transparent, is_high_risk: None when not known. standings: one for each
    requirement, in order.
    """

    on: date
    facts: LawFacts
    risk_class: RiskClass | None
    coming: tuple[ClassChange, ...]
    roles: tuple[str, ...]
    open_roles: tuple[str, ...]
    grounds: tuple[str, ...]
    category: str
    weight: int | None
    is_high_risk: bool | None
    is_transparent: bool | None
    is_impactful: bool | None
    standings: tuple[Standing, ...]

    def list(self, applies: Applies) -> tuple[Standing, ...]:
        """Return the requirements that stand like this."""
        return tuple(item for item in self.standings if item.applies is applies)

    def find(self, id: str) -> Standing | None:
        """Return how a requirement stands, by its URN or short name; None when there is no such requirement."""
        return next(
            (item for item in self.standings if id in (item.requirement.id, item.requirement.code)), None
        )

    @property
    def certainty(self) -> Certainty:
        """The lowest certainty among the requirements that apply; official when none does."""
        found = [item.requirement.find_certainty() for item in self.list(Applies.YES)]
        return max(found, default=Certainty.OFFICIAL)


def apply_framework(framework: Framework, facts: Mapping[str, object], *, on: date) -> Applied:
    """Return what applies to one algorithm: facts by key of the vocabulary, of the right type; None: not known."""
    return apply_to_all(framework, [facts], on=on)[0]


def apply_to_all(
    framework: Framework, dossiers: Sequence[Mapping[str, object]], *, on: date
) -> list[Applied]:
    """Return what applies to each of many algorithms, in their order. Ten thousand take seconds, not minutes."""
    translated = [framework.readings.translate(facts) for facts in dossiers]
    found: list[Applied | None] = [None] * len(translated)
    for days, places in _group_by_days(framework, translated, on):
        group = [translated[place] for place in places]
        for place, applied in zip(places, _Group(framework, group, days, on).conclude(), strict=True):
            found[place] = applied
    return [item for item in found if item is not None]


def list_goals(framework: Framework, *, grounds: bool = True) -> tuple[str, ...]:
    """Return the names of all facts of law that an outcome is made of; `grounds`: also those that only explain it."""
    conditions = (item.condition for item in framework.requirements)
    return tuple(dict.fromkeys((*_EXTRA, *ROLES.values(), *(GROUNDS if grounds else ()), *conditions)))


def situate(framework: Framework, facts: LawFacts, *, on: date) -> Situation:
    """Return the situation in which a rule can be evaluated and explained."""
    suppliers = {name: _say_origin(framework, item) for name, item in facts.origins.items()}
    return Situation(values=facts.values, on=on, suppliers=suppliers)


def _say_origin(framework: Framework, origin: Origin) -> Text:
    """Which answer a fact of law comes from, for people who read every step."""
    term = framework.vocabulary.find_term(origin.key)
    label = term.label if term is not None else Text(origin.key, origin.key)
    if origin.assumption is not None:
        return Text(f"een aanname over “{label.nl}”", f"an assumption about “{label.en}”")
    return Text(f"het antwoord over “{label.nl}”", f"the answer about “{label.en}”")


# --- the days on which something can change ------------------------------------------------------------------
def list_days(framework: Framework, facts: LawFacts, *, on: date) -> tuple[date, ...]:
    """Return the days to look at for a dossier: those of the rules, of its own facts, and the day itself."""
    return tuple(sorted({on, *framework.turning_days, *_list_own_days(framework, facts.values)}))


def _group_by_days(
    framework: Framework, translated: Sequence[LawFacts], on: date
) -> Iterable[tuple[tuple[date, ...], list[int]]]:
    groups: dict[frozenset[date], list[int]] = {}
    names = framework.turning_facts
    for place, facts in enumerate(translated):
        own = frozenset(value for name in names if type(value := facts.values.get(name)) is date)
        groups.setdefault(own, []).append(place)
    for own, places in groups.items():
        yield tuple(sorted({on, *framework.turning_days, *own})), places


def _list_own_days(framework: Framework, values: Mapping[str, Value]) -> set[date]:
    return {value for name in framework.turning_facts if type(value := values.get(name)) is date}


# --- many dossiers that turn on the same days ------------------------------------------------------------------
class _Group:
    def __init__(
        self, framework: Framework, facts: Sequence[LawFacts], days: tuple[date, ...], on: date
    ) -> None:
        self._framework = framework
        self._facts = facts
        self._days = days
        self._on = on
        self._today = days.index(on)
        self._many: Many = evaluate_many(
            framework.rules, list_goals(framework), [item.values for item in facts], days
        )

    def conclude(self) -> Iterable[Applied]:
        size = len(self._facts)
        standings: list[list[Standing]] = [[] for _ in range(size)]
        for requirement in self._framework.requirements:
            for pattern, bits in self._find_patterns(requirement):
                standing = place_in_time(requirement, pattern, self._days, self._today)
                for place in _list_places(bits, size):
                    standings[place].append(standing)
        now = {name: self._list_outcomes(name, self._today) for name in (*_EXTRA, *ROLES.values(), *GROUNDS)}
        coming = self._list_coming()
        for place, facts in enumerate(self._facts):
            yield self._make(
                facts, {name: found[place] for name, found in now.items()}, coming[place], standings[place]
            )

    def _find_patterns(self, requirement: Requirement) -> Iterable[tuple[tuple[bool | None, ...], int]]:
        """Each different course of a condition over the days, with the dossiers that have it."""
        everything = (1 << len(self._facts)) - 1
        patterns: list[tuple[tuple[bool | None, ...], int]] = [((), everything)]
        for number, day in enumerate(self._days):
            if not requirement.period.contains(day):
                patterns = [((*pattern, False), bits) for pattern, bits in patterns]
                continue
            spread = self._many.take_day(requirement.condition, number)
            unknown = everything & ~(spread.yes | spread.no)
            patterns = [
                ((*pattern, answer), both)
                for pattern, bits in patterns
                for answer, own in ((True, spread.yes), (False, spread.no), (None, unknown))
                if (both := bits & own)
            ]
        return patterns

    def _list_outcomes(self, name: str, day: int) -> list[Outcome]:
        return _spell_out(self._many.take_day(name, day), len(self._facts))

    def _list_coming(self) -> list[tuple[ClassChange, ...]]:
        """The changes of class after today, for each dossier."""
        found: list[list[ClassChange]] = [[] for _ in self._facts]
        before = self._many.take_day(CLASS, self._today)
        last = self._list_outcomes(CLASS, self._today)
        for number in range(self._today + 1, len(self._days)):
            spread = self._many.take_day(CLASS, number)
            if spread == before:
                continue
            outcomes = _spell_out(spread, len(self._facts))
            for place, (one, other) in enumerate(zip(last, outcomes, strict=True)):
                if one != other:
                    found[place].append(ClassChange(self._days[number], self._framework.find_class(other)))
            before, last = spread, outcomes
        return [tuple(items) for items in found]

    def _make(
        self,
        facts: LawFacts,
        now: Mapping[str, Outcome],
        coming: tuple[ClassChange, ...],
        standings: Sequence[Standing],
    ) -> Applied:
        weight = now[WEIGHT]
        return Applied(
            on=self._on,
            facts=facts,
            risk_class=self._framework.find_class(now[CLASS]),
            coming=coming,
            roles=tuple(role for role, name in ROLES.items() if now[name] is True),
            open_roles=tuple(role for role, name in ROLES.items() if now[name] is UNKNOWN),
            grounds=tuple(dict.fromkeys(place for name, place in GROUNDS.items() if now[name] is True)),
            category=str(now[CATEGORY]) if isinstance(now[CATEGORY], str) else "",
            weight=None if weight is UNKNOWN else int(str(weight)),
            is_high_risk=_as_answer(now["hoog risico"]),
            is_transparent=_as_answer(now["heeft een transparantieplicht"]),
            is_impactful=_as_answer(now["is een impactvol algoritme"]),
            standings=tuple(standings),
        )


def _as_answer(outcome: Outcome) -> bool | None:
    return outcome if isinstance(outcome, bool) else None


def _spell_out(spread: Spread, size: int) -> list[Outcome]:
    """The outcome for each dossier."""
    outcomes: list[Outcome] = [UNKNOWN] * size
    for outcome, bits in spread.split(spread.known):
        for place in _list_places(bits, size):
            outcomes[place] = outcome
    return outcomes


def _list_places(bits: int, size: int) -> Iterable[int]:
    """The places of the bits that are set, without counting through a number of thousands of bits each time."""
    if bits == (1 << size) - 1:
        return range(size)
    text = f"{bits:b}"[::-1]
    places, place = [], text.find("1")
    while place >= 0:
        places.append(place)
        place = text.find("1", place + 1)
    return places
