"""What a value has against a keyword of a JSON Schema (draft 2020-12), in words: what stands there and what to do."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jsonschema.exceptions import ValidationError

from waarborg.adapters.content_files.schema_patterns import FORMATS, PATTERNS
from waarborg.adapters.content_files.suggestions import list_names, suggest
from waarborg.core.terms.text import Text

#: A longer value is shown without its middle.
LONGEST_SHOWN = 60

_KINDS: Mapping[str, Text] = {
    "string": Text("een tekst", "a text"),
    "number": Text("een getal", "a number"),
    "integer": Text("een geheel getal", "a whole number"),
    "boolean": Text("true of false", "true or false"),
    "array": Text("een lijst", "a list"),
    "object": Text("een groep met sleutels", "a group of keys"),
    "null": Text("niets", "nothing"),
}
_HOW: Mapping[str, Text] = {
    "string": Text("Schrijf er een tekst.", "Write a text."),
    "number": Text(
        "Schrijf een getal zonder aanhalingstekens, zoals 1.5.",
        "Write a number without quotes, such as 1.5.",
    ),
    "integer": Text(
        "Schrijf een getal zonder aanhalingstekens, zoals 12.", "Write a number without quotes, such as 12."
    ),
    "boolean": Text(
        "Schrijf true of false, zonder aanhalingstekens.", "Write true or false, without quotes."
    ),
    "array": Text(
        "Schrijf een lijst: begin elke regel met een streepje.",
        "Write a list: begin each line with a dash.",
    ),
    "object": Text(
        "Schrijf sleutels met een waarde: “sleutel: waarde”.",
        "Write keys with a value: “key: value”.",
    ),
    "null": Text("Laat de waarde weg.", "Leave the value out."),
}
_BOTH_LANGUAGES = Text(
    "Schrijf de tekst in twee talen: {nl: …, en: …}.", "Write the text in two languages: {nl: …, en: …}."
)
_IN_QUOTES = Text(
    'Zet de waarde tussen aanhalingstekens, zoals "2.10".', 'Put the value between quotes, such as "2.10".'
)
TAKE_AWAY = Text("Haal het weg.", "Take it away.")


def show(value: object) -> str:
    """Return a value as it is shown in a sentence: a text between quotes, shortened in the middle; a list by its name."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    if len(text) > LONGEST_SHOWN:
        text = f"{text[: LONGEST_SHOWN // 2]} … {text[-LONGEST_SHOWN // 3 :]}"
    return f"“{text}”"


# --- keyword by keyword ------------------------------------------------------------------------------------------
def explain(error: ValidationError) -> tuple[Text, Text]:
    """Return what is wrong and what to do, of an error of `jsonschema` that is not about the keys of a group."""
    found = _EXPLAINED.get(str(error.validator))
    if found is not None:
        return found(error)
    name = f"“{error.validator}”"
    return (
        Text(f"{show(error.instance)} past hier niet.", f"{show(error.instance)} does not fit here."),
        Text(f"Kijk in het schema bij {name}.", f"Look in the schema at {name}."),
    )


def _name(value: object) -> Text:
    """What stands there: a list or group by its kind, all else as it is."""
    if value is None:
        return _KINDS["null"]
    if isinstance(value, Mapping):
        return _KINDS["object"]
    if isinstance(value, list):
        return _KINDS["array"]
    return Text(show(value), show(value))


def _explain_type(error: ValidationError) -> tuple[Text, Text]:
    asked = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    return _explain_kinds(error.instance, asked, error.schema)


def _explain_kinds(value: object, asked: Sequence[str], schema: Mapping[str, Any]) -> tuple[Text, Text]:
    kinds = [_KINDS[kind] for kind in asked]
    nl, en = " of ".join(kind.nl for kind in kinds), " or ".join(kind.en for kind in kinds)
    there = _name(value)
    remedy = _HOW[asked[0]]
    if "string" in asked and isinstance(value, bool | int | float):
        remedy = _IN_QUOTES
    elif set(schema.get("properties", ())) == {"nl", "en"}:
        remedy = _BOTH_LANGUAGES
    return Text(
        f"Hier hoort {nl}; er staat {there.nl}.", f"{_capital(en)} belongs here; there is {there.en}."
    ), remedy


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _explain_enum(error: ValidationError) -> tuple[Text, Text]:
    there, allowed = _name(error.instance), [str(one) for one in error.validator_value]
    return (
        Text(f"{_capital(there.nl)} kan hier niet.", f"{_capital(there.en)} cannot stand here."),
        suggest(error.instance, allowed),
    )


def _explain_const(error: ValidationError) -> tuple[Text, Text]:
    there, wanted = _name(error.instance), show(error.validator_value)
    return (
        Text(f"Hier hoort {wanted}; er staat {there.nl}.", f"{wanted} belongs here; there is {there.en}."),
        Text(f"Schrijf {wanted}.", f"Write {wanted}."),
    )


def _explain_pattern(error: ValidationError) -> tuple[Text, Text]:
    form = PATTERNS.get(error.validator_value)
    says = Text(
        f"{show(error.instance)} heeft niet de goede vorm.", f"{show(error.instance)} has not the right form."
    )
    if form is None:
        pattern = error.validator_value
        return says, Text(
            f"Het moet voldoen aan het patroon {pattern}", f"It must meet the pattern {pattern}"
        )
    return says, Text(f"Schrijf {form.nl}.", f"Write {form.en}.")


def _explain_format(error: ValidationError) -> tuple[Text, Text]:
    form = FORMATS.get(
        error.validator_value, Text(f"een {error.validator_value}", f"a {error.validator_value}")
    )
    return (
        Text(
            f"{show(error.instance)} heeft niet de goede vorm.",
            f"{show(error.instance)} has not the right form.",
        ),
        Text(f"Schrijf {form.nl}.", f"Write {form.en}."),
    )


def _explain_length(error: ValidationError) -> tuple[Text, Text]:
    length, bound = len(error.instance), error.validator_value
    if error.validator == "maxLength":
        return (
            Text(
                f"{show(error.instance)} is te lang: {length} tekens.",
                f"{show(error.instance)} is too long: {length} signs.",
            ),
            Text(f"Gebruik er ten hoogste {bound}.", f"Use at most {bound}."),
        )
    if not length:
        return Text("Hier staat een lege tekst.", "Here is an empty text."), Text(
            "Vul hem in, of haal de sleutel weg.", "Fill it in, or take the key away."
        )
    return (
        Text(f"{show(error.instance)} is te kort.", f"{show(error.instance)} is too short."),
        Text(f"Gebruik ten minste {bound} tekens.", f"Use at least {bound} signs."),
    )  # fmt: skip


def _explain_number_of_items(error: ValidationError) -> tuple[Text, Text]:
    there, bound = len(error.instance), error.validator_value
    is_few = error.validator in ("minItems", "minProperties")
    if is_few and not there:
        says = Text("Hier staat niets.", "There is nothing here.")
    else:
        says = Text(
            f"Hier staan er te {'weinig' if is_few else 'veel'}: {there}.",
            f"Here are too {'few' if is_few else 'many'}: {there}.",
        )
    if is_few:
        return says, Text(f"Zet er ten minste {bound} neer.", f"Give at least {bound}.")
    return says, Text(f"Laat er ten hoogste {bound} staan.", f"Leave at most {bound}.")  # fmt: skip


def _explain_unique(error: ValidationError) -> tuple[Text, Text]:
    seen = set[str]()
    for double in error.instance:
        written = json.dumps(double, sort_keys=True, default=str)
        if written in seen:
            break
        seen.add(written)
    there = _name(double)
    return (
        Text(
            f"{_capital(there.nl)} staat twee keer in deze lijst.",
            f"{_capital(there.en)} is twice in this list.",
        ),
        Text("Haal er een weg.", "Take one away."),
    )


_BOUNDS: Mapping[str, tuple[Text, Text]] = {
    "minimum": (Text("te klein", "too small"), Text("ten minste", "at least")),
    "exclusiveMinimum": (Text("te klein", "too small"), Text("meer dan", "more than")),
    "maximum": (Text("te groot", "too large"), Text("ten hoogste", "at most")),
    "exclusiveMaximum": (Text("te groot", "too large"), Text("minder dan", "less than")),
    "multipleOf": (Text("niet goed", "not right"), Text("een veelvoud van", "a multiple of")),
}


def _explain_bound(error: ValidationError) -> tuple[Text, Text]:
    (wrong, wanted), bound = _BOUNDS[str(error.validator)], error.validator_value
    return (
        Text(f"{show(error.instance)} is {wrong.nl}.", f"{show(error.instance)} is {wrong.en}."),
        Text(f"Neem {wanted.nl} {bound}.", f"Take {wanted.en} {bound}."),
    )


def _explain_alternatives(error: ValidationError) -> tuple[Text, Text]:
    kinds: dict[str, None] = {}
    for one in error.context or ():
        asked = one.validator_value if one.validator == "type" else ()
        kinds |= dict.fromkeys([asked] if isinstance(asked, str) else asked)
    if kinds:
        return _explain_kinds(error.instance, list(kinds), error.schema)
    there = _name(error.instance)
    return (
        Text(f"{_capital(there.nl)} kan op meer dan één manier gelezen worden.", f"{_capital(there.en)} can be read in more than one way."),
        Text("Laat staan wat bij één manier hoort.", "Leave what belongs to one way."),
    )  # fmt: skip


def _explain_forbidden(error: ValidationError) -> tuple[Text, Text]:
    there = _name(error.instance)
    return Text(f"{_capital(there.nl)} kan hier niet.", f"{_capital(there.en)} cannot stand here."), TAKE_AWAY


def _explain_needed(error: ValidationError) -> tuple[Text, Text]:
    """A key that needs another one beside it."""
    lacking = {
        key: [one for one in needed if one not in error.instance]
        for key, needed in error.validator_value.items()
        if key in error.instance
    }
    key, needed = next((key, needed) for key, needed in lacking.items() if needed)
    names = list_names(needed)
    return (
        Text(f"Bij “{key}” hoort ook {names.nl}.", f"With “{key}” belongs {names.en} as well."),
        Text(f"Schrijf het erbij, of haal “{key}” weg.", f"Add it, or take “{key}” away."),
    )


_EXPLAINED: Mapping[str, Callable[[ValidationError], tuple[Text, Text]]] = {
    "type": _explain_type,
    "enum": _explain_enum,
    "const": _explain_const,
    "pattern": _explain_pattern,
    "format": _explain_format,
    "minLength": _explain_length,
    "maxLength": _explain_length,
    "minItems": _explain_number_of_items,
    "maxItems": _explain_number_of_items,
    "minProperties": _explain_number_of_items,
    "maxProperties": _explain_number_of_items,
    "uniqueItems": _explain_unique,
    **dict.fromkeys(_BOUNDS, _explain_bound),
    "oneOf": _explain_alternatives,
    "anyOf": _explain_alternatives,
    "not": _explain_forbidden,
    "None": _explain_forbidden,  # a schema that is `false`
    "dependentRequired": _explain_needed,
}
