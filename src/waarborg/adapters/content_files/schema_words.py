"""What does not meet a JSON Schema, in words for who wrote it: where, what stands there, and what to do.

Words go by the keyword of the schema (draft 2020-12), so they hold for every schema.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from jsonschema.exceptions import ValidationError

from waarborg.adapters.content_files.schema_keywords import TAKE_AWAY, explain, show
from waarborg.adapters.content_files.suggestions import find_near, list_names, shorten_list
from waarborg.core.terms.text import Text

_COMMA = Text(
    "Staat er een komma in de tekst? Zet dan de hele tekst tussen aanhalingstekens.",
    "Is there a comma in the text? Then put the whole text between quotes.",
)


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not meet a schema: the steps to it in the document, what is wrong, and what to do."""

    path: tuple[str | int, ...]
    says: Text
    remedy: Text


def explain_errors(errors: Iterable[ValidationError]) -> Iterator[Misfit]:
    """Yield what is wrong, of errors of `jsonschema`.

    An unknown key has its own place. Keys that are missing from one group are told together; one that is there with a
    typing error is told as that.
    """
    flat = [one for error in errors for one in _flatten(error)]
    flat.sort(key=lambda error: [(str(type(step)), step) for step in error.absolute_path])
    for _, group in groupby(flat, key=lambda error: list(error.absolute_path)):
        # One keyword may report the same twice, such as for each key that another one needs.
        yield from dict.fromkeys(_explain_place(list(group)))


# --- which errors ------------------------------------------------------------------------------------------------
def _flatten(error: ValidationError) -> Iterator[ValidationError]:
    """The error itself; of alternatives the errors in the one that fits best."""
    if error.validator not in ("oneOf", "anyOf") or not error.context:
        yield error
        return
    branches: dict[object, list[ValidationError]] = {}
    for one in error.context:
        branches.setdefault(one.relative_schema_path[0], []).append(one)
    if all(_is_other_type(branch) for branch in branches.values()):
        yield error
        return
    # The one that gets furthest: not another type altogether, and then the fewest errors.
    best = min(
        branches.values(), key=lambda branch: (_is_other_type(branch), _is_other_value(branch), len(branch))
    )
    for one in best:
        yield from _flatten(one)


def _is_other_type(branch: Sequence[ValidationError]) -> bool:
    return any(one.validator == "type" and not one.relative_path for one in branch)


def _is_other_value(branch: Sequence[ValidationError]) -> bool:
    """Whether a branch is for another value of a key that tells the branches apart."""
    return any(one.validator in ("const", "enum") for one in branch)


def _explain_place(errors: Sequence[ValidationError]) -> Iterator[Misfit]:
    path = tuple(errors[0].absolute_path)
    missing: dict[str, None] = {}
    known: dict[str, None] = {}
    unknown: dict[str, ValidationError] = {}
    for error in errors:
        if error.validator == "required" and isinstance(error.instance, Mapping):
            missing |= dict.fromkeys(key for key in error.validator_value if key not in error.instance)
        elif error.validator in ("additionalProperties", "unevaluatedProperties"):
            known |= dict.fromkeys(error.schema.get("properties", ()))
            unknown |= dict.fromkeys(_list_extra(error), error)
        else:
            yield Misfit(path, *explain(error))
    for key, error in unknown.items():
        near = find_near(key, [one for one in known if one not in error.instance])
        missing.pop(near or "", None)
        yield Misfit((*path, key), *_explain_unknown(key, error, near, known))
    if missing:
        names = list_names(missing)
        yield Misfit(
            path,
            Text(f"Hier ontbreekt {names.nl}.", f"{names.en} is missing here.")
            if len(missing) == 1
            else Text(f"Hier ontbreken {names.nl}.", f"{names.en} are missing here."),
            Text("Schrijf het erbij.", "Add it.")
            if len(missing) == 1
            else Text("Schrijf ze erbij.", "Add them."),
        )


def _list_extra(error: ValidationError) -> Iterator[str]:
    """The keys that a group has and may not have."""
    if error.validator == "unevaluatedProperties":
        # Which keys were looked at by some part of the schema stands in the message alone.
        yield from (key for key in error.instance if f"'{key}'" in error.message)
        return
    patterns = list(error.schema.get("patternProperties", ()))
    for key in error.instance:
        if key not in error.schema.get("properties", ()) and not any(re.search(one, key) for one in patterns):
            yield key


def _explain_unknown(
    key: str, error: ValidationError, near: str | None, known: Iterable[str]
) -> tuple[Text, Text]:
    says = Text(f"De sleutel {show(key)} is hier niet bekend.", f"The key {show(key)} is not known here.")
    if near is not None:
        return says, Text(f"Bedoelt u “{near}”?", f"Do you mean “{near}”?")
    words = list(known)
    if set(words) == {"nl", "en"} and error.instance[key] is None:
        return says, _COMMA
    if not words:
        return says, TAKE_AWAY
    can = shorten_list(words)
    return says, Text(f"Haal hem weg. Hier kan staan: {can}.", f"Take it away. Here can stand: {can}.")
