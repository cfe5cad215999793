"""Read the facts of a dossier from JSON: `{"annex_iii_areas": ["5a"], "profiling": true, "hosting": null}`."""

import json
from collections.abc import Mapping
from pathlib import Path

from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.json_depth import find_too_deep
from waarborg.adapters.law_files.text_files import read_text
from waarborg.core.framework.questions import UNKNOWN_WORD
from waarborg.core.profile.vocabulary import Term, Type, UnknownKey, Vocabulary
from waarborg.core.terms.text import Text

MOST_BYTES = 4 * 1024 * 1024
MOST_LEVELS = 20
_YES, _NO = frozenset({"yes", "ja", "true"}), frozenset({"no", "nee", "false"})


def read_dossier_file(path: Path, vocabulary: Vocabulary) -> Mapping[str, object]:
    """Return the facts in a file, by key. Raises `LawFileError` naming the key and the remedy."""
    return read_dossier(read_text(path, most_bytes=MOST_BYTES), vocabulary, file=path.name)


def read_dossier(text: str, vocabulary: Vocabulary, *, file: str) -> Mapping[str, object]:
    """Return the facts in a text of JSON, by key: null or `unknown` says that somebody does not know.

    The object itself holds the facts, or they stand in it under `facts`. One choice may be given for several, and yes
    and no as words. Raises `LawFileError` for a key that does not exist or a value that does not fit.
    """
    document = _parse(text, file)
    inner = document.get("facts") if isinstance(document, dict) else None
    facts = inner if isinstance(inner, dict) else document
    if not isinstance(facts, dict):
        raise _refuse(
            file,
            "$",
            Text("Dit is geen JSON-object met feiten.", "This is no JSON object with facts."),
            Text('Schrijf { "sleutel": waarde, … }.', 'Write { "key": value, … }.'),
        )
    found: dict[str, object] = {}
    for key, value in facts.items():
        try:
            term = vocabulary.get_term(key)
        except UnknownKey as error:
            hint = error.suggestion
            raise _refuse(
                file,
                key.encode("utf-8", "replace").decode(),  # half of a pair of code units cannot be shown
                Text("Dit feit bestaat niet.", "There is no such fact."),
                Text(
                    f"Bedoelt u {hint}?" if hint else "`waarborg framework facts` noemt ze alle.",
                    f"Do you mean {hint}?" if hint else "`waarborg framework facts` lists them all.",
                ),
            ) from error
        found[key] = _tidy(term, value)
        for fault in vocabulary.check(key, found[key]):
            place = f"{key}{fault.path}"
            raise _refuse(file, place, fault.message, fault.remedy)
    return found


def _tidy(term: Term, value: object) -> object:
    """The value in the form that the vocabulary has, where it is plain what is meant."""
    if value is None or value == UNKNOWN_WORD or value == []:
        return None
    if term.type is Type.BOOLEAN and isinstance(value, str):
        word = value.strip().casefold()
        return True if word in _YES else False if word in _NO else value
    if term.type is Type.CHOICES and isinstance(value, str | int):
        return [str(value)]
    if term.type is Type.CHOICES and isinstance(value, list):
        return [str(item) if isinstance(item, int) and not isinstance(item, bool) else item for item in value]
    if term.type is Type.CHOICE and isinstance(value, list) and len(value) == 1:
        return value[0]
    return value


def _parse(text: str, file: str) -> object:
    if (too_deep := find_too_deep(text, MOST_LEVELS)) is not None:
        raise _refuse(
            file,
            f"character {too_deep}",
            Text("Hier staat te veel in elkaar.", "Too much stands within each other here."),
            Text("Geef een vlakke lijst van feiten.", "Give a flat list of facts."),
        )

    def require_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise _refuse(
                file,
                twice,
                Text("Dit staat er twee keer.", "This is there twice."),
                Text("Haal er een weg.", "Remove one of them."),
            )
        return found

    try:
        return json.loads(text, object_pairs_hook=require_once, parse_constant=_refuse_constant)
    except (json.JSONDecodeError, ValueError) as error:
        if isinstance(error, LawFileError):
            raise
        line = getattr(error, "lineno", 1)
        raise _refuse(
            file,
            f"line {line}",
            Text("Dit is geen geldige JSON.", "This is no valid JSON."),
            Text("Let op komma’s, haakjes en aanhalingstekens.", "Look at commas, brackets and quotes."),
        ) from error


def _refuse_constant(word: str) -> object:
    raise ValueError(f"{word} is no value")


def _refuse(file: str, place: str, fault: Text, remedy: Text) -> LawFileError:
    return LawFileError(file=file, place=place, fault=fault, remedy=remedy)
