"""The outcomes that a definition for the form filler draws: levels, with criteria and the expressions of each."""

from collections.abc import Iterator

from waarborg.adapters.official_forms.definition_yaml import Entry
from waarborg.adapters.official_forms.definitions import Assessment, Criterion, Level
from waarborg.adapters.official_forms.entries import Taker
from waarborg.adapters.official_forms.findings import Spot

LEVELS = ("required", "recommended")
_ASSESSMENT_KEYS = frozenset(("id", "levels"))
_LEVEL_KEYS = frozenset(("level", "expression", "result", "explanation", "criteria"))
_CRITERION_KEYS = frozenset(("id", "expression", "explanation"))


def read_assessments(take: Taker, root: Entry) -> tuple[Assessment, ...]:
    """Return the outcomes of a definition. Raises `LawFileError`."""
    return tuple(_list_assessments(take, root))


def _list_assessments(take: Taker, root: Entry) -> Iterator[Assessment]:
    for one, place in take.list_entries(root, "assessments", ""):
        id = take.need_text(one, "id", place)
        spot = Spot(id, place, one.line)
        take.note_strangers(one, spot, _ASSESSMENT_KEYS)
        levels = tuple(
            _read_level(take, level, where, id) for level, where in take.list_entries(one, "levels", place)
        )
        yield Assessment(id, levels, spot)


def _read_level(take: Taker, one: Entry, place: str, id: str) -> Level:
    level = take.need_text(one, "level", place)
    take.require_one_of(one, place, "level", level, LEVELS)
    spot = Spot(id, place, one.line)
    take.note_strangers(one, spot, _LEVEL_KEYS)
    criteria = []
    for criterion, where in take.list_entries(one, "criteria", place):
        take.note_strangers(criterion, Spot(id, where, criterion.line), _CRITERION_KEYS)
        criteria.append(
            Criterion(
                id=take.need_text(criterion, "id", where),
                expression=take.need_text(criterion, "expression", where),
                explanation=take.need_text(criterion, "explanation", where),
                spot=Spot(id, where, criterion.line),
            )
        )
    return Level(
        level=level,
        expression=take.need_text(one, "expression", place),
        result=take.need_text(one, "result", place),
        explanation=take.find_text(one, "explanation", place),
        criteria=tuple(criteria),
        spot=spot,
    )
