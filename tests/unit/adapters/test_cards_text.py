"""The text of a card: YAML and JSON read within bounds, every fault with its place and remedy; the shape of a card."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.reporting_standard import (
    SYSTEM,
    assessment_card,
    list_faults,
    load_schemas,
    make_validator,
    system_card,
)
from waarborg.adapters.cards.card_shapes import ASSESSMENT, MODEL
from waarborg.adapters.cards.card_shapes import SYSTEM as SYSTEM_SHAPE
from waarborg.adapters.cards.card_text import MOST_BYTES, CardError, parse_card, write_json, write_yaml
from waarborg.adapters.cards.shapes import Fields, find_faults, require_own, require_shape

BOMB = b"a: &a [x, x]\n" + b"".join(b"k%d: [*a, *a]\n" % number for number in range(9))


def refuse(content: bytes) -> CardError:
    with pytest.raises(CardError) as caught:
        parse_card(content, file="kaart.yaml")
    assert caught.value.file == "kaart.yaml"
    assert caught.value.remedy_text.nl
    return caught.value


# --- reading and writing -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("write", [write_json, write_yaml])
def test_a_card_comes_back_as_it_was_written(write: Any) -> None:
    tricky = system_card(
        description="ja: nee\n  ingesprongen\n\n- punt\t“é” 😀 \x85 einde ",
        status="no",
        upl="2026-11-28",
        labels=[{"name": "1.10", "value": "null"}, {"name": "~"}, {"name": "*a"}, {"name": "!!x"}],
    )
    for card in (SYSTEM, tricky):
        assert parse_card(write(card), file="kaart") == card


def test_texts_of_several_lines_stand_in_yaml_as_people_read_them() -> None:
    text = write_yaml(system_card(goal_and_impact="Sneller.\n\nEn beter.")).decode()
    assert text == (
        "schema_version: 0.1a14\nname: Zoekhulp\ngoal_and_impact: |-\n  Sneller.\n\n  En beter.\n"
    )


def test_the_same_text_twice_is_written_twice() -> None:
    rows = [{"name": "a"}]
    assert b"*" not in write_yaml(system_card(labels=rows, references=rows))


def test_a_day_and_a_word_such_as_no_stay_text() -> None:
    read = parse_card(b"name: no\nbegin_date: 2025-03-01\nrequired: true\n", file="kaart.yaml")
    assert read == {"name": "no", "begin_date": "2025-03-01", "required": True}


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        (b"", "$", "no card"),
        (b"- a\n", "$", "no card"),
        (b"zomaar tekst", "$", "no card"),
        (b"\xff\xfe", "byte 0", "no text in UTF-8"),
        (b"name: [a\n", "line 2, column 1", "no valid YAML"),
        (b"name: a\nname: b\n", "line 2, column 1", "written twice"),
        (BOMB, "line 2, column 6", "special meaning"),
        (b"name: &a [*a]\n", "line 1, column 11", "special meaning"),
        (b"name: !include andere.yaml\n", "line 1, column 7", "special meaning"),
        (b"name: !!python/object:os.system x\n", "line 1, column 7", "special meaning"),
        (b"name: .nan\n", "name", "no number"),
        (b"labels: [{name: .inf}]\n", "labels[0].name", "no number"),
        (b"1: a\n", "$", "no text"),
        (b"name: " + b"[" * 60 + b"]" * 60, "name" + "[0]" * 19, "too much"),
        (b"name: " + b"[" * 5000, "line 1, column", ""),
        (b"name: " + b"9" * 5000 + b"\n", "line 1, column 7", "cannot be read"),
        (b'name: "a\\0b"\n', "$", "cannot be kept"),
        (b"{", "line 1, column 2", "no valid JSON"),
        (b'{"name": "a", "name": "b"}', "$", "stands twice"),
        (b'{"name": ' + b"[" * 50 + b"]" * 50 + b"}", "line 1, column 29", "nested deeper"),
        (b'{"name": NaN}', "$", "no answer"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(content: bytes, place: str, says: str) -> None:
    error = refuse(content)
    assert error.place.startswith(place)
    assert says.casefold() in error.fault_text.en.casefold()
    assert error.in_language("nl").startswith("kaart.yaml, bij ")


def test_a_file_that_is_too_large_is_not_read() -> None:
    error = refuse(b"name: a\n" + b"#" * MOST_BYTES)
    assert (error.place, error.fault_text.en) == ("$", "The card is larger than 4 MB.")


# --- shapes ----------------------------------------------------------------------------------------------------
def change(card: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """A card with another value at a path such as `owners.0.email`; None takes it away."""
    made = deepcopy(card)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    at: Any = made
    for part in way:
        at = at[part]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return made


@pytest.mark.parametrize(
    ("path", "value", "place", "says"),
    [
        ("schema_version", None, "$", "“schema_version” is missing"),
        ("schema_version", "0.2", "schema_version", "Version 0.2 of the reporting standard is not known"),
        ("schema_version", 1, "schema_version", "A text belongs here"),
        ("name", ["a"], "name", "A text belongs here"),
        ("owners", {"name": "a"}, "owners", "A list belongs here"),
        ("owners.0", "a", "owners[0]", "Names with values belong here"),
        ("owners.0.oin", 123, "owners[0].oin", "A text belongs here"),
        ("begin_date", "gisteren", "begin_date", "“gisteren” is no day"),
        ("begin_date", "20250301", "begin_date", "is no day"),
        ("provenance.timestamp", "2026-11-01", "provenance.timestamp", "is no moment"),
        ("ai_act_profile.type", "robot", "ai_act_profile.type", "does not know “robot”"),
        ("instruments.0.required", "ja", "instruments[0].required", "true or false"),
        ("measures.0.value", None, "measures[0]", "“value” is missing"),
        ("models.0.license", None, "models[0]", "“license” is missing"),
        ("models.0.owners.0.oin", "1", "models[0].owners[0]", "Exactly one of these"),
        (
            "models.0.model_index.0.results.0.metrics.0.value",
            True,
            "models[0].model_index[0].results[0].metrics[0].value",
            "A number or a text",
        ),
        ("assessments.0.date", "2026-13-01", "assessments[0].date", "is no day"),
        ("assessments.0.contents.0.answer", 5, "assessments[0].contents[0].answer", "A text belongs here"),
    ],
)
def test_the_first_thing_that_is_wrong_is_told_with_its_place(
    path: str, value: object, place: str, says: str
) -> None:
    with pytest.raises(CardError) as caught:
        require_shape(change(SYSTEM, path, value), SYSTEM_SHAPE, file="kaart.yaml")
    assert caught.value.place == place
    assert says in caught.value.fault_text.en
    assert caught.value.remedy_text.nl


def test_a_number_without_quotes_says_to_put_them() -> None:
    with pytest.raises(CardError, match="between quotes"):
        require_shape(system_card(owners=[{"oin": 123}]), SYSTEM_SHAPE, file="kaart.yaml")


def test_a_full_card_is_right_and_other_names_may_stand_beside() -> None:
    require_shape(SYSTEM | {"van_ons": 1}, SYSTEM_SHAPE, file="kaart.yaml")


def test_a_card_of_our_own_that_is_wrong_does_not_go_out() -> None:
    with pytest.raises(ValueError, match="wrong at date"):
        require_own(assessment_card(date="ooit"), ASSESSMENT)


# --- beside the schemas of others ----------------------------------------------------------------------------------
WRONG: tuple[Any, ...] = (None, 0, True, "x", [], ["x"], {}, [{}])


def list_places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inner for place in list_places(item, (*path, key)))]


def put(card: Any, path: tuple[Any, ...], value: object) -> Any:
    if not path:
        return value
    made = deepcopy(card)
    at = made
    for part in path[:-1]:
        at = at[part]
    at[path[-1]] = value
    return made


def drop(card: Any, path: tuple[Any, ...]) -> Any:
    made = deepcopy(card)
    at = made
    for part in path[:-1]:
        at = at[part]
    del at[path[-1]]
    return made


def list_changed(card: dict[str, Any]) -> list[Any]:
    """A card with each part replaced by something else, and with each part taken away."""
    places = list_places(card)
    changed = [put(card, path, value) for path in places for value in WRONG]
    return changed + [drop(card, path) for path in places if path]


#: Where our own check is another than the schema on purpose: a metric that is a whole number is both an integer and a
#: number there, and so refused by `oneOf`; a moment without a day is no moment, whatever the checker of formats knows.
def is_known_difference(card: Any) -> bool:
    text = json.dumps(card)
    return '"value": 0,' in text or '"class": 0' in text or '"timestamp": "x"' in text


@pytest.mark.parametrize(
    ("name", "card", "shape"),
    [
        ("assessmentcard_schema.json", SYSTEM["assessments"][0], ASSESSMENT),
        ("modelcard_schema.json", SYSTEM["models"][0], MODEL),
        ("systemcard_schema.json", {key: value for key, value in SYSTEM.items() if key not in ("models", "assessments")}, SYSTEM_SHAPE),
    ],
)  # fmt: skip
def test_our_check_says_of_each_changed_card_what_the_schema_says(
    shared_data: Path, name: str, card: dict[str, Any], shape: Fields
) -> None:
    validator = make_validator(load_schemas(shared_data), name)
    assert validator.is_valid(card)
    changed = [one for one in list_changed(card) if not is_known_difference(one)]
    assert len(changed) > 100
    differ = [
        one for one in changed if validator.is_valid(one) != (next(find_faults(one, shape), None) is None)
    ]
    assert not differ, differ[0]


def test_the_full_card_is_valid(shared_data: Path) -> None:
    assert list_faults(load_schemas(shared_data), "systemcard_schema.json", SYSTEM) == []
