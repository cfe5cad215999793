"""The expressions of a definition (JEXL) as a tree: literals, names, calls, operators and choices.

Only what a definition can hold is read; how strongly operators bind is as its own reader has it, where && and || bind
equally and from left to right.
"""

import re
from dataclasses import dataclass
from typing import NoReturn

from waarborg.core.terms.text import Text

LONGEST = 20_000
DEEPEST = 60
MOST_OPERATORS = 200
#: How strongly an operator binds; those that bind equally go from left to right.
_BINDING = {
    "||": 10, "&&": 10,
    "==": 20, "!=": 20, "<": 20, "<=": 20, ">": 20, ">=": 20, "in": 20,
    "+": 30, "-": 30, "*": 40, "/": 40, "//": 40, "%": 50, "^": 50,
}  # fmt: skip
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>[0-9]{1,15}(?:\.[0-9]{1,9})?)
      | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>&&|\|\||==|!=|<=|>=|//|[-+*/%^<>!?:.,|()\[\]])
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class JexlError(ValueError):
    """An expression that cannot be read or translated; `says` tells why."""

    def __init__(self, says: Text) -> None:
        self.says = says
        super().__init__(says.en)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that stands in the text: a text, a number, true, false or null."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Name:
    """A name, with those behind its points: `scores.ap`."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list that is written out."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; `x | f` is `f(x)`."""

    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not what stands behind it."""

    inner: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between two parts."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of two parts, by whether a condition holds."""

    condition: "Node"
    yes: "Node"
    no: "Node"


Node = Literal | Name | Items | Call | Not | Binary | Choice
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "undefined": None}


def parse_jexl(text: str) -> Node:
    """Return the tree of an expression. Raises `JexlError`."""
    if len(text) > LONGEST:
        raise JexlError(
            Text(
                f"De expressie is langer dan {LONGEST} tekens.",
                f"The expression is longer than {LONGEST} signs.",
            )
        )
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._split())
        self._at = 0
        self._depth = 0
        self._operators = 0

    def _split(self) -> list[tuple[str, str, int]]:
        found, position = [], 0
        text = self._text.rstrip()
        while position < len(text):
            token = _TOKEN.match(text, position)
            if token is None:
                self._refuse(position)
            kind = token.lastgroup or ""
            found.append((kind, token[kind], token.start(kind)))
            position = token.end()
        return found

    def parse(self) -> Node:
        node = self._read_choice()
        if self._at < len(self._tokens):
            self._refuse()
        return node

    def _peek(self) -> str:
        """The sign or the word `in` that comes next; empty for anything else."""
        if self._at >= len(self._tokens):
            return ""
        kind, word, _ = self._tokens[self._at]
        return word if kind == "sign" or word == "in" else ""

    def _take(self, sign: str) -> bool:
        if self._peek() != sign:
            return False
        self._at += 1
        return True

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            self._refuse()

    def _read_choice(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise JexlError(
                Text(
                    f"De expressie is dieper dan {DEEPEST} haakjes.",
                    f"The expression is deeper than {DEEPEST} brackets.",
                )
            )
        node = self._read_binary(0)
        if self._take("?"):
            yes = self._read_choice()
            self._need(":")
            node = Choice(node, yes, self._read_choice())
        self._depth -= 1
        return node

    def _read_binary(self, least: int) -> Node:
        node = self._read_operand()
        while (binding := _BINDING.get(self._peek(), -1)) > least:
            sign = self._peek()
            self._at += 1
            self._operators += 1
            if self._operators > MOST_OPERATORS:
                raise JexlError(
                    Text(
                        f"De expressie heeft meer dan {MOST_OPERATORS} bewerkingen.",
                        f"The expression has more than {MOST_OPERATORS} operations.",
                    )
                )
            node = Binary(sign, node, self._read_binary(binding))
        return node

    def _read_operand(self) -> Node:
        if self._take("!"):
            self._depth += 1
            if self._depth > DEEPEST:
                self._refuse()
            node: Node = Not(self._read_operand())
            self._depth -= 1
            return node
        node = self._read_atom()
        while self._take("|"):
            node = self._read_transform(node)
        return node

    def _read_transform(self, node: Node) -> Node:
        kind, word, _ = self._next()
        if kind != "name":
            self._refuse(back=1)
        arguments = self._read_list(")") if self._take("(") else ()
        return Call(word, (node, *arguments))

    def _read_atom(self) -> Node:
        kind, word, _ = self._next()
        if kind == "number":
            return Literal(float(word) if "." in word else int(word))
        if kind == "text":
            return Literal(_ESCAPED.sub(r"\1", word[1:-1]))
        if kind == "name":
            return self._read_name(word)
        if word == "-":
            kind, word, _ = self._next()
            if kind == "number":
                return Literal(-float(word) if "." in word else -int(word))
        elif word == "(":
            node = self._read_choice()
            self._need(")")
            return node
        elif word == "[":
            return Items(self._read_list("]"))
        return self._refuse(back=1)

    def _read_name(self, word: str) -> Node:
        if self._take("("):
            return Call(word, self._read_list(")"))
        if word in _WORDS and self._peek() != ".":
            return Literal(_WORDS[word])
        parts = [word]
        while self._take("."):
            kind, next_word, _ = self._next()
            if kind != "name":
                self._refuse(back=1)
            parts.append(next_word)
        return Name(tuple(parts))

    def _read_list(self, end: str) -> tuple[Node, ...]:
        items: list[Node] = []
        while not self._take(end):
            if items:
                self._need(",")
            items.append(self._read_choice())
        return tuple(items)

    def _next(self) -> tuple[str, str, int]:
        if self._at >= len(self._tokens):
            self._refuse()
        self._at += 1
        return self._tokens[self._at - 1]

    def _refuse(self, position: int | None = None, *, back: int = 0) -> NoReturn:
        if position is None:
            at = self._at - back
            position = self._tokens[at][2] if at < len(self._tokens) else len(self._text)
        near = self._text[position : position + 20].strip() or "…"
        raise JexlError(
            Text(
                f"De expressie is niet te lezen bij teken {position + 1} ({near}).",
                f"The expression cannot be read at sign {position + 1} ({near}).",
            )
        )
