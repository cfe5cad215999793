"""What does not meet a JSON Schema, keyword by keyword, in Dutch and in English."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from waarborg.adapters.content_files.schema_words import Misfit, explain_errors

KIND = {"enum": ["car", "van"]}


def explain(schema: dict[str, Any], document: object) -> list[Misfit]:
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return list(explain_errors(validator.iter_errors(document)))


@pytest.mark.parametrize(
    ("schema", "document", "nl", "en", "remedy"),
    [
        ({"type": ["string", "number"]}, True, "Hier hoort een tekst of een getal; er staat “true”.", "A text or a number belongs here; there is “true”.", "Put the value between quotes"),
        ({"type": "number"}, "een", "Hier hoort een getal; er staat “een”.", "A number belongs here; there is “een”.", "Write a number without quotes"),
        ({"type": "null"}, 1, "Hier hoort niets; er staat “1”.", "Nothing belongs here; there is “1”.", "Leave the value out."),
        ({"type": "object"}, [], "Hier hoort een groep met sleutels; er staat een lijst.", "A group of keys belongs here; there is a list.", "Write keys with a value"),
        ({"const": 3}, {}, "Hier hoort “3”; er staat een groep met sleutels.", "“3” belongs here; there is a group of keys.", "Write “3”."),
        ({"enum": ["a", "b"]}, None, "Niets kan hier niet.", "Nothing cannot stand here.", "Choose from: a, b."),
        ({"pattern": "^x"}, "y", "“y” heeft niet de goede vorm.", "“y” has not the right form.", "It must meet the pattern ^x"),
        ({"format": "date"}, "gisteren", "“gisteren” heeft niet de goede vorm.", "“gisteren” has not the right form.", "Write a day, such as 2026-01-31."),
        ({"minLength": 3}, "ab", "“ab” is te kort.", "“ab” is too short.", "Use at least 3 signs."),
        ({"maxLength": 1}, "ab", "“ab” is te lang: 2 tekens.", "“ab” is too long: 2 signs.", "Use at most 1."),
        ({"minItems": 2}, [1], "Hier staan er te weinig: 1.", "Here are too few: 1.", "Give at least 2."),
        ({"maxItems": 1}, [1, 2], "Hier staan er te veel: 2.", "Here are too many: 2.", "Leave at most 1."),
        ({"minProperties": 1}, {}, "Hier staat niets.", "There is nothing here.", "Give at least 1."),
        ({"maxProperties": 1}, {"a": 1, "b": 2}, "Hier staan er te veel: 2.", "Here are too many: 2.", "Leave at most 1."),
        ({"uniqueItems": True}, [{"a": 1}, {"a": 1}], "Een groep met sleutels staat twee keer in deze lijst.", "A group of keys is twice in this list.", "Take one away."),
        ({"minimum": 1}, 0, "“0” is te klein.", "“0” is too small.", "Take at least 1."),
        ({"exclusiveMinimum": 1}, 1, "“1” is te klein.", "“1” is too small.", "Take more than 1."),
        ({"maximum": 1}, 2, "“2” is te groot.", "“2” is too large.", "Take at most 1."),
        ({"exclusiveMaximum": 1}, 1, "“1” is te groot.", "“1” is too large.", "Take less than 1."),
        ({"multipleOf": 2}, 3, "“3” is niet goed.", "“3” is not right.", "Take a multiple of 2."),
        ({"not": {"type": "string"}}, "x", "“x” kan hier niet.", "“x” cannot stand here.", "Take it away."),
        ({"properties": {"a": False}}, {"a": 1}, "“1” kan hier niet.", "“1” cannot stand here.", "Take it away."),
        ({"dependentRequired": {"a": ["b", "c"]}}, {"a": 1}, "Bij “a” hoort ook “b” en “c”.", "With “a” belongs “b” and “c” as well.", "Add it, or take “a” away."),
        ({"required": ["a", "b", "c"]}, {"b": 1}, "Hier ontbreken “a” en “c”.", "“a” and “c” are missing here.", "Add them."),
        ({"additionalProperties": False}, {"a": 1}, "De sleutel “a” is hier niet bekend.", "The key “a” is not known here.", "Take it away."),
        ({"properties": {"b": {}}, "patternProperties": {"^x": {}}, "additionalProperties": False}, {"x1": 1, "q": 1}, "De sleutel “q” is hier niet bekend.", "The key “q” is not known here.", "Take it away. Here can stand: b."),
        ({"allOf": [{"properties": {"a": {}}}], "properties": {"colour": {}}, "unevaluatedProperties": False}, {"a": 1, "color": 1}, "De sleutel “color” is hier niet bekend.", "The key “color” is not known here.", "Do you mean “colour”?"),
        # A keyword that has no words of its own.
        ({"contains": {"type": "string"}}, [1], "“[1]” past hier niet.", "“[1]” does not fit here.", "Look in the schema at “contains”."),
        # Alternatives.
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, [], "Hier hoort een tekst of een geheel getal; er staat een lijst.", "A text or a whole number belongs here; there is a list.", "Write a text."),
        ({"oneOf": [{"type": "string"}, {"type": "integer", "minimum": 5}]}, 3, "“3” is te klein.", "“3” is too small.", "Take at least 5."),
        ({"oneOf": [{"minimum": 1}, {"maximum": 9}]}, 5, "“5” kan op meer dan één manier gelezen worden.", "“5” can be read in more than one way.", "Leave what belongs to one way."),
    ],
)  # fmt: skip
def test_each_keyword_has_words(
    schema: dict[str, Any], document: object, nl: str, en: str, remedy: str
) -> None:
    (misfit,) = explain(schema, document)
    assert (misfit.says.nl, misfit.says.en) == (nl, en)
    assert misfit.remedy.en.startswith(remedy)
    assert misfit.remedy.nl != misfit.remedy.en


def test_of_alternatives_the_one_is_told_that_the_document_says_to_be() -> None:
    """A van has doors and a car has seats; this is a van, with doors that are no number."""
    schema = {
        "oneOf": [
            {"properties": {"kind": {"const": "car"}, "seats": {"type": "integer"}}, "required": ["seats"]},
            {"properties": {"kind": {"const": "van"}, "doors": {"type": "integer"}}, "required": ["doors"]},
        ]
    }
    (misfit,) = explain(schema, {"kind": "van", "doors": "veel"})
    assert misfit.path == ("doors",)
    assert misfit.says.en == "A whole number belongs here; there is “veel”."


def test_each_place_has_its_own_misfit_and_unknown_keys_have_theirs() -> None:
    schema = {
        "items": {"properties": {"a": {"type": "string"}}, "additionalProperties": False, "required": ["a"]}
    }
    found = explain(schema, [{"a": 1}, {"q": 1, "z": 2}])
    assert [(one.path, one.says.en) for one in found] == [
        ((0, "a"), "A text belongs here; there is “1”."),
        ((1, "q"), "The key “q” is not known here."),
        ((1, "z"), "The key “z” is not known here."),
        ((1,), "“a” is missing here."),
    ]
