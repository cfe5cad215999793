"""A form of one's own that builds on another: what is added where, and that nothing of the base is lost.

Worked example: the base has part `een` with questions 1 (a fact), 2 and a repeated group 3 (3.1), and a judgement 4.

| add                          | the base becomes            |
|------------------------------|-----------------------------|
| into een, after 1: [1a]      | 1, 1a, 2, 3 (3.1), 4        |
| into 3: [3.2]                | 1, 2, 3 (3.1, 3.2), 4       |
| parts: [twee]                | een, twee                   |
"""

from typing import Any

from tests.small_form import both, group, part, question
from waarborg.adapters.form_files.extending import extend, is_extension

BASE: dict[str, Any] = {
    "id": "basis",
    "version": "2026.1",
    "title": both("Basis"),
    "sources": [{"id": "avg"}],
    "parts": [
        part(
            "een",
            question("1", fact="profiling"),
            question("2", "text"),
            group("3", question("3.1", "text"), label="3.1"),
            question("4", "text", judgement=True),
        )
    ],
}
OWN = {"id": "eigen", "version": "2027.1", "title": both("Eigen"), "extends": "basis:2026.1"}


def ids(items: list[dict[str, Any]]) -> list[Any]:
    return [(item["group"], ids(item["items"])) if "group" in item else item["question"] for item in items]


def test_items_come_behind_the_one_that_is_named_or_at_the_end() -> None:
    add = [
        {"into": "een", "after": "1", "items": [question("1a")]},
        {"into": "3", "items": [question("3.2", "text")]},
        {"into": "een", "items": [question("5")]},
    ]
    made, faults = extend({**OWN, "add": add, "parts": [part("twee", question("9"))]}, BASE)
    assert faults == []
    assert [one["part"] for one in made["parts"]] == ["een", "twee"]
    assert ids(made["parts"][0]["items"]) == ["1", "1a", "2", ("3", ["3.1", "3.2"]), "4", "5"]


def test_it_has_its_own_name_and_all_lists_of_both() -> None:
    made, _ = extend({**OWN, "sources": [{"id": "gemeentewet"}]}, BASE)
    assert (made["id"], made["version"], made["title"]) == ("eigen", "2027.1", both("Eigen"))
    assert [one["id"] for one in made["sources"]] == ["avg", "gemeentewet"]
    assert "extends" not in made


def test_what_was_answered_in_the_base_is_offered_except_facts_rows_and_judgements() -> None:
    made, _ = extend(OWN, BASE)
    items = made["parts"][0]["items"]
    assert [link["question"] for link in items[1]["from"]] == ["basis:2"]
    assert "from" not in items[0]
    assert "from" not in items[2]["items"][0]
    assert "from" not in items[3]


def test_the_base_itself_is_left_as_it_is() -> None:
    extend({**OWN, "add": [{"into": "een", "items": [question("8")]}]}, BASE)
    assert ids(BASE["parts"][0]["items"]) == ["1", "2", ("3", ["3.1"]), "4"]
    assert "from" not in BASE["parts"][0]["items"][1]


def test_a_place_that_is_not_there_is_told() -> None:
    _, faults = extend({**OWN, "add": [{"into": "drie", "items": [question("8")]}]}, BASE)
    (fault,) = faults
    assert fault.place == "add[0].into"
    assert fault.says.nl == "Het formulier waarop dit voortbouwt heeft geen deel of groep “drie”."
    assert fault.remedy.en == "Choose from: 3, een."
    add = [
        {"into": "een", "items": [question("9")]},
        {"into": "een", "after": "3.1", "items": [question("8")]},
    ]
    _, faults = extend({**OWN, "add": add}, BASE)
    (fault,) = faults
    assert fault.place == "add[1].after"
    assert fault.says.en == "“3.1” does not stand in “een” itself."
    assert fault.remedy.nl.endswith("Of laat “after” weg: dan komt het aan het einde.")


def test_only_what_says_so_is_an_extension() -> None:
    assert is_extension(OWN)
    assert not is_extension(BASE)
    assert not is_extension(["extends"])
