"""Random forms with random answers, next to a plain evaluator that follows the definition word for word."""

from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.small_form import TODAY, answer, form, group, part, question
from waarborg.core.forms.answers import Address, Answer, Sheet
from waarborg.core.forms.checking import check_answer
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Group, Question, Type
from waarborg.core.forms.reading import Reading, Standing
from waarborg.core.forms.rules import CircularForm, make_rules
from waarborg.core.forms.upgrading import upgrade
from waarborg.core.law.values import Value

TYPES = ("boolean", "choice", "choices", "number", "text", "markup")
ROWS = ("x", "y", "z")
OUTSIDE = ("hoog risico", "fact:affects_children")
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "boolean": st.booleans(),
    "choice": st.sampled_from("abc"),
    "choices": st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(tuple),
    "number": st.integers(0, 3),
    "text": st.sampled_from(("appel", "peer")),
    "markup": st.sampled_from(("appel", "peer\n\npruim")),
}
UNKNOWN = "?"


# --- a condition: a tree, written as notation for the form and evaluated here by hand -----------------------
@st.composite
def conditions(draw: st.DrawFn, names: Mapping[str, str], groups: Mapping[str, Mapping[str, str]]) -> Any:
    """A condition over names with their type, and over repeated groups with their questions."""
    kinds = [*(["name"] if names else []), "outside", *(["group"] if groups else [])]
    if draw(st.booleans()):
        kinds += ["and", "or", "not"]
    kind = draw(st.sampled_from(kinds))
    if kind in ("and", "or"):
        return (kind, draw(conditions(names, groups)), draw(conditions(names, groups)))
    if kind == "not":
        return (kind, draw(conditions(names, groups)))
    if kind == "outside":
        return (kind, draw(st.sampled_from(OUTSIDE)))
    if kind == "group":
        id = draw(st.sampled_from(sorted(groups)))
        inner = [name for name, type in groups[id].items() if type == "choice"]
        if inner and draw(st.booleans()):
            return ("some", id, draw(st.sampled_from(inner)), draw(st.sampled_from("abc")))
        return ("count", id, draw(st.integers(0, 2)))
    name = draw(st.sampled_from(sorted(names)))
    return ("name", name, names[name], draw(VALUES[names[name]]))


def write(tree: Any) -> str:
    match tree:
        case ("and", left, right):
            return f"({write(left)} EN {write(right)})"
        case ("or", left, right):
            return f"({write(left)} OF {write(right)})"
        case ("not", inner):
            return f"(NIET {write(inner)})"
        case ("outside", name):
            return f"[{name}]"
        case ("count", id, number):
            return f"AANTAL([{id}]) ≥ {number}"
        case ("some", id, inner, value):
            return f'"{value}" IN ALLE [{inner}] VAN [{id}]'
        case (_, name, "boolean", _):
            return f"[{name}]"
        case (_, name, "choices", value):
            return f'"{value[0]}" IN [{name}]'
        case (_, name, "number", value):
            return f"[{name}] = {value}"
        case (_, name, _, value):
            return f'[{name}] = "{value}"'
    raise AssertionError(tree)


class Plain:
    """Follows the definition: no order, no memory, nothing shared with the code under test."""

    def __init__(
        self, trees: Mapping[str, Any], structure: Form, sheet: Sheet, outside: Mapping[str, Value]
    ) -> None:
        self.trees, self.form, self.sheet, self.outside = trees, structure, sheet, outside

    def asked(self, id: str, rows: tuple[str, ...]) -> object:
        place = self.form.find_place(id)
        assert place is not None
        names = [f"part {place.part.id}", *(one.id for one in place.groups), id]
        return self.all([self.holds(self.trees[name], rows) for name in names if name in self.trees])

    def value(self, id: str, rows: tuple[str, ...]) -> object:
        place = self.form.find_place(id)
        assert place is not None
        rows = rows[: len(place.repeated)]
        said = self.sheet.find(Address(id, rows)) if len(rows) == len(place.repeated) else None
        given = UNKNOWN if said is None or said.value is None else said.value
        asked = self.asked(id, rows)
        empty: dict[str, object] = {"boolean": False, "number": 0, "choices": ()}
        return self.choose(asked, given, empty.get(place.item.type.value, ""))

    def choose(self, asked: object, given: object, nothing: object) -> object:
        """Not known whether it is asked: what it reads either way, where that is the same."""
        if asked is UNKNOWN:
            return given if given == nothing and type(given) is type(nothing) else UNKNOWN
        return given if asked else nothing

    def rows(self, id: str) -> object:
        return self.choose(self.asked(id, ()), self.sheet.list_rows(id), ())

    def holds(self, tree: Any, rows: tuple[str, ...]) -> object:
        match tree:
            case ("and", left, right):
                return self.all([self.holds(left, rows), self.holds(right, rows)])
            case ("or", left, right):
                return self.no(self.all([self.no(self.holds(left, rows)), self.no(self.holds(right, rows))]))
            case ("not", inner):
                return self.no(self.holds(inner, rows))
            case ("outside", name):
                return self.outside.get(name, UNKNOWN)
            case ("count", id, number):
                found = self.rows(id)
                return UNKNOWN if isinstance(found, str) else len(found) >= number
            case ("some", id, inner, value):
                found = self.rows(id)
                if isinstance(found, str):
                    return UNKNOWN
                values = [self.value(inner, (row,)) for row in found]
                return True if value in values else UNKNOWN if UNKNOWN in values else False
            case (_, name, type, wanted):
                given = self.value(name, rows)
                if given is UNKNOWN or type == "boolean":
                    return given
                return wanted[0] in given if type == "choices" else given == wanted
        raise AssertionError(tree)

    def all(self, values: list[object]) -> object:
        return False if False in values else UNKNOWN if UNKNOWN in values else True

    def no(self, value: object) -> object:
        return UNKNOWN if value is UNKNOWN else not value


@st.composite
def forms(draw: st.DrawFn) -> tuple[Form, dict[str, Any]]:
    """A form of two parts with up to four questions each and up to two repeated groups, with its condition trees."""
    plan: list[list[tuple[str, Any]]] = []
    names: dict[str, str] = {}
    groups: dict[str, dict[str, str]] = {}
    for number in (1, 2):
        items: list[tuple[str, Any]] = []
        for place in range(draw(st.integers(1, 4))):
            id = f"{number}.{place}"
            if draw(st.integers(0, 3)) == 0:
                groups[id] = {
                    f"{id}.{one}": draw(st.sampled_from(TYPES)) for one in range(draw(st.integers(1, 3)))
                }
                items.append((id, groups[id]))
            else:
                names[id] = draw(st.sampled_from(TYPES))
                items.append((id, names[id]))
        plan.append(items)
    trees: dict[str, Any] = {}

    def when(id: str, among: Mapping[str, str]) -> dict[str, str]:
        if draw(st.booleans()):
            trees[id] = draw(conditions(among, groups))
            return {"when": write(trees[id])}
        return {}

    parts = []
    for number, items in enumerate(plan, start=1):
        made = []
        for id, what in items:
            if isinstance(what, dict):
                inner = [question(one, type, **when(one, names | what)) for one, type in what.items()]
                made.append(group(id, *inner, **when(id, names)))
            else:
                made.append(question(id, what, **when(id, names)))
        parts.append(part(f"deel-{number}", *made, **when(f"part deel-{number}", names)))
    return form(*parts), trees


@st.composite
def sheets(draw: st.DrawFn, of: Form) -> Sheet:
    """Answers to some of the questions, in some rows."""
    found: list[Answer] = []
    for one in of.groups:
        found.append(
            answer(one.id, draw(st.lists(st.sampled_from(ROWS), unique=True, max_size=3).map(tuple)))
        )
    for one in of.questions:
        place = of.find_place(one.id)
        assert place is not None
        for row in ROWS if place.repeated else ("",):
            address = f"{one.id}@{row}" if row else one.id
            match draw(st.integers(0, 4)):
                case 0:
                    pass
                case 1:
                    found.append(answer(address, declined=True))
                case _:
                    found.append(answer(address, draw(VALUES[one.type.value])))
    return Sheet.of(found)


OUTSIDES = st.dictionaries(st.sampled_from(OUTSIDE), st.booleans())
SLOW = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def is_sound(made: Form) -> bool:
    try:
        make_rules(made)
    except CircularForm:
        return False
    return True


@SLOW
@given(st.data())
def test_conditions_are_those_of_a_plain_evaluator(data: st.DataObject) -> None:
    made, trees = data.draw(forms())
    assume(is_sound(made))
    filled, outside = data.draw(sheets(made)), data.draw(OUTSIDES)
    reading, plain = Reading(made, filled, outside, on=TODAY), Plain(trees, made, filled, outside)
    words = {True: Standing.ASKED, False: Standing.NOT_ASKED, UNKNOWN: Standing.WAITING}
    for one in reading.shown:
        assert one.standing is words[plain.asked(one.item.id, one.address.rows)], one.address


@SLOW
@given(st.data())
def test_answering_all_that_is_asked_comes_to_an_end_with_nothing_waiting(data: st.DataObject) -> None:
    made, _ = data.draw(forms())
    assume(is_sound(made))
    answers = [answer(one.id, data.draw(st.sampled_from(((), ("x",), ("x", "y"))))) for one in made.groups]
    outside = dict.fromkeys(OUTSIDE, data.draw(st.booleans()))
    places = len(made.questions) * 2
    for _ in range(places + 1):
        reading = Reading(made, Sheet.of(answers), outside, on=TODAY)
        open_ones = [
            one
            for one in reading.shown
            if isinstance(one.item, Question) and one.standing is Standing.ASKED and one.answer is None
        ]
        if not open_ones:
            break
        chosen = data.draw(st.sampled_from(open_ones))
        assert isinstance(chosen.item, Question)
        answers.append(answer(str(chosen.address), data.draw(VALUES[chosen.item.type.value])))
    else:
        raise AssertionError("each place is asked once, and yet there was no end")
    assert not [one for one in reading.shown if one.standing is Standing.WAITING]


@SLOW
@given(st.data())
def test_a_newer_version_loses_no_answer(data: st.DataObject) -> None:
    """Each answer stands in the new sheet, as itself or as part of a joined text, or in the appendix."""
    old, _ = data.draw(forms())
    newer, _ = data.draw(forms())
    olds, news = [*old.questions, *old.groups], [*newer.questions, *newer.groups]
    replaces = {
        item.id: data.draw(st.lists(st.sampled_from([one.id for one in olds]), max_size=2, unique=True))
        for item in news
    }
    for item in news:
        object.__setattr__(item, "replaces", tuple(replaces[item.id]))
    filled = data.draw(sheets(old))
    moved = upgrade(old, newer, filled)
    at_home = {one.before.address: one for one in moved.carried}
    apart = {one.answer.address: one.answer for one in moved.appendix}
    for one in filled:
        if one.address in apart:
            assert apart[one.address] == one
            assert one.address not in at_home
        elif one.is_given:
            now = at_home[one.address]
            stands = moved.sheet.find(now.answer.address)
            assert stands is not None
            assert stands.declined == one.declined
            _require_same(one, stands, newer)
    for answered in moved.sheet:
        asked = newer.find_question(answered.address.question)
        if asked is not None and answered.value is not None:
            assert check_answer(asked, answered.value) == ()


def _require_same(before: Answer, after: Answer, newer: Form) -> None:
    target = newer.find_place(after.address.question)
    assert target is not None
    if isinstance(target.item, Group) or before.value == after.value:
        return
    assert isinstance(target.item, Question)
    if target.item.type is Type.CHOICES:
        assert after.value == (before.value,)
    else:
        assert target.item.type is Type.MARKUP
        assert str(before.value) in str(after.value)
