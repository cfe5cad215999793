"""The outcome of the official decision tree beside ours: where they are the same, where not, and why.

An answer of the tree often stands for several cases ("one of the areas of Annex III"). Each is looked at; a path is
the same only when all of them are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from waarborg.core.framework.applying import Applied, apply_to_all
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.standings import Applies
from waarborg.core.terms.text import Text

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Path:
    """One way through the tree.

    answers: question and the number of the answer. labels: what the answers gave. conclusion: its id. days: those that
    the text of the conclusion names.
    """

    answers: tuple[tuple[str, int], ...]
    labels: tuple[str, ...]
    conclusion: str
    days: frozenset[date]


@dataclass(frozen=True, slots=True)
class Difference:
    """A reason why an outcome differs.

    part: what differs: applies, class, roles, days or duties. answers: those that the path has; a question with no
    number: any answer. theirs, ours: what each says; empty for anything. in_class: our class; empty for any.
    """

    code: str
    part: str
    says: Text
    article: str
    answers: Mapping[str, int] = field(default_factory=dict)
    theirs: str = ""
    ours: str = ""

    def fits(self, path: Path, part: str, theirs: str, ours: str) -> bool:
        """Return whether it explains a difference on a path."""
        taken = dict(path.answers)
        return (
            part == self.part
            and self.theirs in ("", theirs)
            and self.ours in ("", ours)
            and all(taken.get(question) == number for question, number in self.answers.items())
        )


@dataclass(frozen=True, slots=True)
class TreeReading:
    """What the answers of the tree mean. answers: per question and answer the cases it stands for."""

    name: str
    version: str
    link: str
    answers: Mapping[str, tuple[tuple[Facts, ...], ...]]
    labels: Mapping[str, Facts]
    differences: tuple[Difference, ...]

    def list_cases(self, path: Path) -> list[dict[str, object]]:
        """Return the facts of each case that a path stands for. Raises `KeyError` for an answer without a meaning."""
        options = [self.answers[question][number] for question, number in path.answers]
        cases: dict[str, dict[str, object]] = {}
        for combination in product(*options):
            facts: dict[str, object] = {}
            for part in combination:
                facts.update(part)
            cases.setdefault(repr(sorted(facts.items(), key=lambda item: item[0])), facts)
        return list(cases.values())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one side says: whether the Act applies, the class, the roles, the days, and duties the other may lack."""

    applies: bool | None
    risk_class: str
    roles: frozenset[str]
    days: frozenset[date]
    duties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A difference on a path: what part, what each side says, and the reason; None when there is no reason."""

    part: str
    theirs: str
    ours: str
    reason: Difference | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A path with its differences; none when the outcome is the same."""

    path: Path
    found: tuple[Found, ...]


_ROLES = {
    "12": frozenset({"provider"}),
    "13": frozenset({"deployer"}),
    "14": frozenset({"provider", "deployer"}),
    "15": frozenset({"importer"}),
    "16": frozenset({"distributor"}),
}
_CLASSES = {"0": "prohibited", "1": "high_risk", "2": "high_risk", "3": "transparency", "4": "minimal"}
_LOW = frozenset({"transparency", "minimal"})
_MODELS = frozenset({"gpai_model", "gpai_systemic_risk"})
#: Requirements whose absence in a conclusion of the tree is told: the tree names none of them.
_LACKING = ("aia-02", "aia-art-49-2", "aia-26")


@dataclass(frozen=True, slots=True)
class Imported:
    """Facts that follow from an outcome of the tree. strange: labels or answers that have no meaning here."""

    facts: Facts
    strange: tuple[str, ...]


def read_labels(reading: TreeReading, labels: Iterable[str]) -> Imported:
    """Return the facts that the labels of an outcome stand for. Several roles are put together."""
    facts: dict[str, object] = {}
    strange: list[str] = []
    for label in labels:
        if label not in reading.labels:
            strange.append(label)
            continue
        for key, value in reading.labels[label].items():
            known = facts.get(key)
            if isinstance(known, list) and isinstance(value, list):
                facts[key] = list(dict.fromkeys([*known, *value]))
            else:
                facts[key] = value
    return Imported(facts, tuple(strange))


def read_answers(reading: TreeReading, answers: Iterable[tuple[str, int]]) -> Imported:
    """Return the facts that answers stand for. Of an answer that stands for several cases, what they share."""
    facts: dict[str, object] = {}
    strange: list[str] = []
    for question, number in answers:
        options = reading.answers.get(question, ())
        if not 0 <= number < len(options):
            strange.append(f"{question}: {number}")
            continue
        first, *others = options[number]
        facts.update(
            {key: value for key, value in first.items() if all(one.get(key) == value for one in others)}
        )
    return Imported(facts, tuple(strange))


_STEP = re.compile(r"(\d+(?:\.\d+)+)\s*[:=]\s*(\d{1,4})")


def read_outcome(reading: TreeReading, text: str) -> Imported:
    """Return the facts in what somebody copied: labels with commas or on lines, or answers such as `1.2: 5`, from 1."""
    pieces = [piece.strip() for piece in re.split(r"[\n,;]", text) if piece.strip()]
    labels = read_labels(reading, [piece for piece in pieces if not _STEP.fullmatch(piece)])
    facts, strange = dict(labels.facts), list(labels.strange)
    for piece in pieces:
        if found := _STEP.fullmatch(piece):
            answer = read_answers(reading, [(found[1], int(found[2]) - 1)])
            facts |= answer.facts
            # As it was written, so that people find it in what they copied.
            strange += [piece] if answer.strange else []
    return Imported(facts, tuple(strange))


def read_conclusion(path: Path) -> Outcome:
    """Return what the tree says at the end of a path. Raises `KeyError` for a conclusion of another shape."""
    first, *rest = path.conclusion.split(".")
    if first == "11":
        return Outcome(False, "", frozenset(), frozenset())
    if len(rest) != 2 or first not in _ROLES or (rest[0] != "2" and rest[1] not in _CLASSES):
        raise KeyError(path.conclusion)
    kind, variant = rest
    if kind == "2":
        risk_class = "gpai_systemic_risk" if variant == "1" and first in ("12", "14") else "gpai_model"
    else:
        risk_class = _CLASSES[variant]
    return Outcome(True, risk_class, _ROLES[first], path.days)


def _our_outcome(applied: Applied) -> Outcome:
    found = applied.risk_class
    if not applied.roles and not applied.open_roles:
        return Outcome(False, "", frozenset(), frozenset())
    if found is None:
        return Outcome(None, "unknown", frozenset(applied.roles), frozenset())
    in_scope = found.id not in ("not_ai", "out_of_scope") and bool(applied.roles)
    days = set[date]()
    if found.id == "prohibited":
        days.add(date(2025, 2, 2))
    for code in ("aia-03", "aia-20", "aia-28", "aia-29"):
        standing = applied.find(code)
        if (
            standing is not None
            and standing.since is not None
            and (code != "aia-28" or applied.is_transparent)
        ):
            days.add(standing.since)
    duties = {code for code in _LACKING if (item := applied.find(code)) and item.applies is Applies.YES}
    if "Annex I, section B" in applied.grounds and not any(
        one.startswith("Annex III") for one in applied.grounds
    ):
        duties.add("section_b")
    return Outcome(in_scope, found.id, frozenset(applied.roles), frozenset(days), frozenset(duties))


def compare_paths(
    framework: Framework, reading: TreeReading, paths: Iterable[Path], *, on: date
) -> list[Compared]:
    """Return every path with its differences. Raises `KeyError` for an answer or conclusion without a meaning."""
    walked = [(path, reading.list_cases(path)) for path in paths]
    distinct: dict[str, dict[str, object]] = {}
    for _, cases in walked:
        for case in cases:
            distinct.setdefault(_name(case), case)
    applied = apply_to_all(framework, list(distinct.values()), on=on)
    ours = {name: _our_outcome(item) for name, item in zip(distinct, applied, strict=True)}
    return [
        Compared(path, tuple(_compare(reading, path, [ours[_name(case)] for case in cases])))
        for path, cases in walked
    ]


def _name(case: Facts) -> str:
    return repr(sorted(case.items(), key=lambda item: item[0]))


def _compare(reading: TreeReading, path: Path, cases: Sequence[Outcome]) -> Iterable[Found]:
    theirs = read_conclusion(path)
    told: dict[tuple[str, str, str], None] = {}
    for ours in cases:
        for part, one, other in _list_differences(path, theirs, ours):
            told.setdefault((part, one, other))
    for part, one, other in told:
        reason = next((item for item in reading.differences if item.fits(path, part, one, other)), None)
        yield Found(part, one, other, reason)


def _list_differences(path: Path, theirs: Outcome, ours: Outcome) -> Iterable[tuple[str, str, str]]:
    if ours.applies != theirs.applies:
        yield "applies", _say(theirs.applies), _say(ours.applies)
        return
    if not theirs.applies:
        return
    if not _is_same_class(path, theirs.risk_class, ours.risk_class):
        yield "class", theirs.risk_class, ours.risk_class
    if theirs.roles != ours.roles:
        yield "roles", ", ".join(sorted(theirs.roles)), ", ".join(sorted(ours.roles))
    if theirs.days:
        for day in sorted(ours.days - theirs.days):
            yield "days", "", day.isoformat()
    for duty in sorted(ours.duties):
        yield "duties", "", duty


def _is_same_class(path: Path, theirs: str, ours: str) -> bool:
    if theirs == ours:
        return True
    first = path.conclusion.partition(".")[0]
    if first in ("15", "16") and theirs in _LOW:  # the tree makes no difference for these roles
        return ours in _LOW
    # For a deployer the tree does not ask for a systemic risk.
    return first in ("13", "15", "16") and theirs in _MODELS and ours in _MODELS


def _say(applies: bool | None) -> str:
    return {True: "yes", False: "no", None: "unknown"}[applies]
