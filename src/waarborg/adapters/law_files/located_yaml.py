"""YAML in which every group knows its line, with bounds that keep a hostile file from taking time or memory."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from waarborg.adapters.content_files.yaml_files import NoYaml, StrictLoader, parse_yaml
from waarborg.adapters.content_files.yaml_words import explain, explain_long_quote
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.core.terms.text import Text

#: The largest interpretation we know has some thousands of values, none of them ten levels deep.
MOST_CHARACTERS = 16 * 1024 * 1024
MOST_VALUES = 500_000
MOST_LEVELS = 100

_BARE_BRACKET = re.compile(r":\s*\[[^\]]*\]\s*\S")
_QUOTE = Text(
    nl='Begint een waarde met een [, zet haar dan tussen aanhalingstekens: function: "[a] EN [b]".',
    en='Does a value begin with a [? Then put it between quotes: function: "[a] EN [b]".',
)


class LocatedMap(dict[Any, Any]):
    """A group of keys; `line` is where it begins and `lines` where each key stands, counted from 1."""

    line: int = 1
    lines: dict[Any, int]


class _LocatedLoader(StrictLoader):
    """Strict loader in which every value is a text: 2026.1 is a version and 2026-01-31 a date, no numbers."""

    def construct_located(self, node: yaml.MappingNode) -> Any:
        made = LocatedMap()
        made.line = node.start_mark.line + 1
        made.lines = {
            key.value: key.start_mark.line + 1 for key, _ in node.value if isinstance(key, yaml.ScalarNode)
        }
        yield made
        made.update(self.construct_mapping(node))


_LocatedLoader.add_constructor("tag:yaml.org,2002:map", _LocatedLoader.construct_located)
_LocatedLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in StrictLoader.yaml_implicit_resolvers.items()
}


def parse_located(text: str, *, file: str) -> Any:
    """Return the document in a text of YAML: groups as `LocatedMap`, lists, texts and None. Raises `LawFileError`."""
    require_bearable(text, file=file)
    try:
        return parse_yaml(text, file=file, loader=_LocatedLoader)
    except NoYaml as error:
        fault, remedy = error.words
        raise LawFileError(file=file, place=error.path, fault=fault, remedy=remedy) from error


def require_bearable(text: str, *, file: str, aliases: bool = False) -> frozenset[str]:
    """Check that YAML is right and not too large, too deep or full of references to itself.

    aliases: let a value stand for another one, as `&name` and `*name` do, as long as all that they stand for together
    is not too much. Returns the keys of the outermost group. Raises `LawFileError`.
    """
    if len(text) > MOST_CHARACTERS:
        raise _too_much(file, "$", f"{len(text)} tekens", f"{len(text)} characters")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise LawFileError(
            file=file,
            place=f"line {text.count(chr(10), 0, error.start) + 1}",
            fault=Text(
                nl="Hier staat een teken dat geen tekst is.", en="Here is a character that is no text."
            ),
            remedy=Text(nl="Haal het weg.", en="Take it away."),
        ) from error
    return _scan(text, file, _Repeats() if aliases else None)


@dataclass(frozen=True, slots=True)
class _Extent:
    """How many values something holds, and how many levels of them."""

    values: int
    levels: int


class _Repeats:
    """What each name of a value stands for, so that references to references cannot grow without end."""

    def __init__(self) -> None:
        self._known: dict[str, _Extent] = {}
        self._open: list[
            tuple[str | None, int, int]
        ] = []  # the name, how many values before it, its levels so far

    def note(self, event: yaml.Event, values: int) -> None:
        """See a value begin or end; `values` counts all before it."""
        anchor = getattr(event, "anchor", None)
        if isinstance(event, yaml.CollectionStartEvent):
            self._open.append((anchor, values, 1))
        elif isinstance(event, yaml.CollectionEndEvent):
            name, start, levels = self._open.pop()
            self._deepen(levels + 1)
            if name is not None:
                self._known[name] = _Extent(values - start, levels)
        elif isinstance(event, yaml.AliasEvent):
            self._deepen(self._known[event.anchor].levels + 1)
        elif anchor is not None:
            self._known[anchor] = _Extent(1, 0)

    def find(self, name: str) -> _Extent | None:
        """What a name stands for; None when that is not known yet, such as within itself."""
        return self._known.get(name) if name not in {anchor for anchor, _, _ in self._open} else None

    def _deepen(self, levels: int) -> None:
        if self._open:
            name, start, before = self._open[-1]
            self._open[-1] = (name, start, max(before, levels))


def _scan(text: str, file: str, repeats: _Repeats | None) -> frozenset[str]:
    keys: list[str] = []
    level = values = 0
    is_key = True
    try:
        for event in yaml.parse(text, Loader=StrictLoader):
            mark = event.start_mark
            place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "$"
            if isinstance(event, yaml.AliasEvent):
                extent = repeats.find(event.anchor) if repeats is not None else None
                if extent is None:
                    raise _refuse(file, place, "*")
                values += extent.values
                _require_levels(level + extent.levels, file, place)
            if getattr(event, "tag", None) not in (None, "!"):
                raise _refuse(file, place, "!!")
            if level == 1 and isinstance(event, yaml.ScalarEvent) and is_key:
                keys.append(event.value)
            if isinstance(event, yaml.CollectionStartEvent):
                level += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                level -= 1
            elif not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
                continue
            if repeats is not None:
                repeats.note(event, values)
            if level == 1:  # a scalar, or the end of a group or list, at the outermost level
                is_key = not is_key if not isinstance(event, yaml.CollectionStartEvent) else True
            values += 1
            _require_levels(level, file, place)
            if values > MOST_VALUES:
                raise _too_much(
                    file, place, f"meer dan {MOST_VALUES} waarden", f"more than {MOST_VALUES} values"
                )
    except yaml.YAMLError as error:
        if "nesting depth" in str(
            error
        ):  # the reader looks ahead, and stops by itself before it tells us of a level
            mark = getattr(error, "problem_mark", None)
            place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "$"
            raise _too_deep(file, place) from error
        raise _explain(error, text, file) from error
    return frozenset(keys)


def _require_levels(levels: int, file: str, place: str) -> None:
    if levels > MOST_LEVELS:
        raise _too_deep(file, place)


def _too_deep(file: str, place: str) -> LawFileError:
    return _too_much(file, place, f"meer dan {MOST_LEVELS} niveaus", f"more than {MOST_LEVELS} levels")


def _too_much(file: str, place: str, nl: str, en: str) -> LawFileError:
    return LawFileError(
        file=file,
        place=place,
        fault=Text(
            nl=f"Het bestand heeft {nl}; dat is te veel.",
            en=f"The file has {en}; that is too many.",
        ),
        remedy=Text(
            nl="Kies het goede bestand, of maak het kleiner.", en="Choose the right file, or make it smaller."
        ),
    )


def _refuse(file: str, place: str, sign: str) -> LawFileError:
    return LawFileError(
        file=file,
        place=place,
        fault=Text(
            nl=f"Hier staat een {sign} met een bijzondere betekenis in YAML; die lezen wij niet.",
            en=f"Here is a {sign} with a special meaning in YAML; that is not read.",
        ),
        remedy=Text(
            nl="Schrijf uit wat er bedoeld is, of zet de waarde tussen aanhalingstekens.",
            en="Write out what is meant, or put the value between quotes.",
        ),
    )


def _find_long_quote(text: str, line: int) -> int | None:
    """Where a text between quotes began that goes on to the line of an error: often its own quote was forgotten."""
    last = None
    try:
        for event in yaml.parse(text, Loader=StrictLoader):
            if isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"'):
                last = event
    except yaml.YAMLError:
        pass  # it is known where it ends
    if last is None or last.end_mark.line != line or last.start_mark.line == line:
        return None
    return int(last.start_mark.line)


def _explain(error: yaml.YAMLError, text: str, file: str) -> LawFileError:
    mark = getattr(error, "problem_mark", None)
    fault, remedy = explain(error)
    place = "$"
    if mark is not None:
        place = f"line {mark.line + 1}, column {mark.column + 1}"
        if (opened := _find_long_quote(text, mark.line)) is not None:
            fault, remedy = explain_long_quote(opened + 1)
        lines = text.split("\n", mark.line + 1)
        # The parser notices a value that goes on behind its bracket on that line or at the start of the next.
        near = lines[max(0, mark.line - 1) : mark.line + 1]
        remedy = _QUOTE if any(_BARE_BRACKET.search(line) for line in near) else remedy
    elif (position := getattr(error, "position", None)) is not None:
        place = f"line {text.count(chr(10), 0, position) + 1}"
    return LawFileError(file=file, place=place, fault=fault, remedy=remedy)
