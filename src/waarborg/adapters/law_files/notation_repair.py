"""Repair the textual conditions of old models: brackets that are missing, stray dots, words without brackets.

Only what can be meant in one way is repaired; the rest becomes an expression that says why it cannot be read.
"""

import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto

from waarborg.adapters.law_files.notation_faults import NotationError
from waarborg.adapters.law_files.notation_parser import parse_condition
from waarborg.adapters.law_files.warnings import ReadWarning
from waarborg.core.law.expressions import Expression, Unreadable
from waarborg.core.terms.text import Text


def parse_leniently(text: str) -> tuple[Expression, tuple[ReadWarning, ...]]:
    """Return the expression in an old textual condition, and a warning for each kind of thing that was repaired.

    What cannot be read becomes `Unreadable` with the reason. The warnings have no place; the caller knows it.
    """
    try:
        return parse_condition(text), ()
    except NotationError as strict:
        repair = _Repair()
        repaired = repair.mend(text)
        if not repaired:
            return Unreadable(f"no fact is named in it: {_shorten(text)}"), ()
        # With parts and an open parenthesis, it cannot be told which part belongs to which function.
        is_unclear = ";" in repaired and "parenthesis_closed" in repair.done
        try:
            expression = parse_condition("" if is_unclear else repaired)
        except NotationError:
            return Unreadable(f"{strict.message.en} {strict.remedy.en}"), ()
        return expression, tuple(ReadWarning(code, "", _REPAIRS[code]) for code in repair.done)


_REPAIRS: Mapping[str, Text] = {
    "bracket_closed": Text(
        nl="Een vierkante haak was niet gesloten; hij is gesloten voor het volgende EN of OF, of aan het eind.",
        en="A square bracket was not closed; it was closed before the next AND or OR, or at the end.",
    ),
    "parenthesis_closed": Text(
        nl="Een haakje was niet gesloten; het is aan het eind gesloten.",
        en="A parenthesis was not closed; it was closed at the end.",
    ),
    "sign_left_out": Text(
        nl="Een haak zonder begin, of losse leestekens, zijn weggelaten.",
        en="A bracket that nothing opened, or stray signs, were left out.",
    ),
    "empty_left_out": Text(
        nl="Lege haken, of een EN of OF waar niets bij staat, zijn weggelaten.",
        en="Empty brackets, or an AND or OR with nothing beside it, were left out.",
    ),
    "remark_left_out": Text(
        nl="Een opmerking tussen haakjes is weggelaten.", en="A remark between parentheses was left out."
    ),
    "words_without_brackets": Text(
        nl="Woorden zonder vierkante haken zijn gelezen als de naam van een feit.",
        en="Words without square brackets were read as the name of a fact.",
    ),
    "lower_case_keyword": Text(
        nl="Een en, of of niet in kleine letters is gelezen als EN, OF of NIET.",
        en="An and, or or not in small letters was read as AND, OR or NOT.",
    ),
    "comma_between_parts": Text(
        nl="Een komma tussen delen is gelezen als een puntkomma.",
        en="A comma between parts was read as a semicolon.",
    ),
}
_KEYWORDS = "EN|AND|OF|OR|NIET|NOT"
_FUNCTIONS = "MIN|MAX|KLEINSTE|GROOTSTE|SOM|SUM|PRODUCT"
_SMALL = _KEYWORDS.lower()
_PIECE = re.compile(
    rf"""
    (?P<space>\s++)
  | \[(?P<fact>[^\[\]]*+)\]
  | \[(?P<unclosed>(?:(?!\s(?:{_KEYWORDS})\s)[^\[\]()])*+)
  | (?P<open>\()
  | (?P<close>\))
  | (?P<separator>[,;])
  | (?P<function>\b(?:{_FUNCTIONS})(?=\s*+\())
  | (?P<keyword>\b(?:{_KEYWORDS})\b)
  | (?P<small>\b(?:{_SMALL})\b)
  | (?P<word>\w[^\s\[\](),;…]*+)
  | (?P<stray>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_NEXT_TO_A_GROUP = re.compile(rf"\s*+(?:[\[(]|(?:{_KEYWORDS}|{_SMALL})\s*+[\[(])")
_SHOWN = 80


class _Kind(Enum):
    FACT = auto()
    EMPTY = auto()
    WORDS = auto()
    OPEN = auto()
    CLOSE = auto()
    FUNCTION = auto()
    NOT = auto()
    BETWEEN = auto()


_Piece = tuple[_Kind, str]
_GROUPS = {"open": _Kind.OPEN, "close": _Kind.CLOSE, "function": _Kind.FUNCTION}


class _Repair:
    """One text that is mended; `done` holds what was done to it, each kind once."""

    def __init__(self) -> None:
        self.done: dict[str, None] = {}

    def mend(self, text: str) -> str:
        """Return the text as it may be meant; empty when it names nothing."""
        return " ".join(piece for _, piece in self._balance(self._drop_remarks(self._take_apart(text))))

    def _note(self, code: str) -> None:
        self.done.setdefault(code)

    # --- pieces --------------------------------------------------------------------------------------------
    def _take_apart(self, text: str) -> Iterator[_Piece]:
        words: list[str] = []
        for found in _PIECE.finditer(text):
            kind, value = str(found.lastgroup), found.group(str(found.lastgroup))
            if kind == "space":
                continue
            # A small keyword joins conditions when brackets follow; between words it is a word itself.
            joins = kind == "small" and not words and _NEXT_TO_A_GROUP.match(text, found.end())
            if kind == "word" or (kind == "small" and not joins):
                words.append(value)
                continue
            if words and kind != "stray":
                yield _Kind.WORDS, " ".join(words)
                words = []
            piece = self._read(kind, value)
            if piece is not None:
                yield piece
        if words:
            yield _Kind.WORDS, " ".join(words)

    def _read(self, kind: str, value: str) -> _Piece | None:
        if kind in ("fact", "unclosed"):
            if kind == "unclosed":
                self._note("bracket_closed")
            name = " ".join(value.split())
            return (_Kind.FACT, f"[{name}]") if name else (_Kind.EMPTY, "")
        if kind in _GROUPS:
            return _GROUPS[kind], value
        if kind == "separator":
            if value == ",":
                self._note("comma_between_parts")
            return _Kind.BETWEEN, ";"
        if kind == "stray":
            self._note("sign_left_out")
            return None
        if kind == "small":
            self._note("lower_case_keyword")
        word = value.upper()
        return (_Kind.NOT if word in ("NIET", "NOT") else _Kind.BETWEEN), word

    def _drop_remarks(self, pieces: Iterator[_Piece]) -> Iterator[_Piece]:
        """Leave out words between parentheses behind a fact or a group: a remark of the maker."""
        held: list[_Piece] = []
        before: _Piece | None = None
        for piece in pieces:
            held.append(piece)
            kinds = [kind for kind, _ in held]
            follows = before is not None and before[0] in (_Kind.FACT, _Kind.CLOSE)
            if follows and kinds == [_Kind.OPEN, _Kind.WORDS, _Kind.CLOSE]:
                self._note("remark_left_out")
                held = []
            elif not follows or kinds not in ([_Kind.OPEN], [_Kind.OPEN, _Kind.WORDS]):
                yield from held
                before = held[-1]
                held = []
        yield from held

    # --- what stands where nothing can stand -----------------------------------------------------------------
    def _balance(self, pieces: Iterator[_Piece]) -> list[_Piece]:
        kept: list[_Piece] = []
        depth = 0
        for kind, value in pieces:
            if kind is _Kind.WORDS:
                self._note("words_without_brackets")
                kept.append((_Kind.FACT, f"[{value}]"))
            elif kind is _Kind.EMPTY:
                self._note("empty_left_out")
            elif kind is _Kind.BETWEEN:
                self._drop_open_end(kept)
                if kept and kept[-1][0] is not _Kind.OPEN:
                    kept.append((kind, value))
                else:
                    self._note("empty_left_out")
            elif kind is _Kind.CLOSE:
                depth -= self._close(kept, depth)
            else:
                depth += kind is _Kind.OPEN
                kept.append((kind, value))
        self._drop_open_end(kept)
        while depth and self._close(kept, depth):
            self._note("parenthesis_closed")
            depth -= 1
            self._drop_open_end(kept)
        return kept

    def _drop_open_end(self, kept: list[_Piece]) -> None:
        """Leave out an AND, OR or NOT at the end: nothing follows it."""
        while kept and kept[-1][0] in (_Kind.BETWEEN, _Kind.NOT):
            self._note("empty_left_out")
            kept.pop()

    def _close(self, kept: list[_Piece], depth: int) -> int:
        """Close a parenthesis; of an empty one nothing stays. Returns how many were closed."""
        if not depth:
            self._note("sign_left_out")
            return 0
        self._drop_open_end(kept)
        if kept[-1][0] is not _Kind.OPEN:
            kept.append((_Kind.CLOSE, ")"))
            return 1
        self._note("empty_left_out")
        del kept[-1]
        if [kind for kind, _ in kept[-1:]] == [_Kind.FUNCTION]:
            del kept[-1]
        return 1


def _shorten(text: str) -> str:
    line = " ".join(text[: 10 * _SHOWN].split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
