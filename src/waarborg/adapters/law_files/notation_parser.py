"""From the text of an expression to the expression. The parser works on a stack and makes the expression while it reads,
so depth is bounded by memory alone.
"""

from collections.abc import Iterator
from functools import cache

from lark import Lark, Token
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer

from waarborg.adapters.law_files.notation_faults import Misfit, explain, require_balance
from waarborg.adapters.law_files.notation_grammar import GRAMMAR
from waarborg.adapters.law_files.notation_meaning import Meaning
from waarborg.adapters.law_files.notation_tokens import tokenise
from waarborg.core.law.expressions import Expression
from waarborg.core.terms.text import Text

#: A longer text is no condition that somebody wrote.
LONGEST_TEXT = 1_000_000


class _NoLexer(Lexer):
    """Tokens are made beforehand, so that a mistake can be explained from all of them."""

    def __init__(self, configuration: object) -> None:
        """Take what the parser hands over, and need none of it."""

    def lex(self, lexer_state: object, parser_state: object = None) -> Iterator[Token]:
        return iter(())


@cache
def _load_parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer=_NoLexer, transformer=Meaning(), maybe_placeholders=False)


def parse_condition(text: str) -> Expression:
    """Return the expression in a text, in Dutch or English keywords. Raises `NotationError`."""
    try:
        return _parse(text)
    except Misfit as misfit:
        raise misfit.locate(text) from misfit


def _parse(text: str) -> Expression:
    _require_text(text)
    tokens, broken = _take_apart(text)
    if broken is None:
        require_balance(tokens)
    parser = _load_parser().parse_interactive()
    for index, token in enumerate(tokens):
        try:
            parser.feed_token(token)
        except UnexpectedToken as error:
            raise explain(tokens, index, len(text)) from error
    if broken is not None:
        raise broken
    try:
        expression = parser.feed_eof()  # type: ignore[no-untyped-call]  # lark has no annotation there
    except UnexpectedToken as error:
        raise explain(tokens, len(tokens), len(text.rstrip())) from error
    assert isinstance(expression, Expression)  # the grammar has one start, and it gives an expression
    return expression


def _take_apart(text: str) -> tuple[list[Token], Misfit | None]:
    """The tokens, and what ends them too early: what stands before that may be wrong already, and comes first."""
    tokens: list[Token] = []
    try:
        for token in tokenise(text):
            tokens.append(token)
    except Misfit as misfit:
        return tokens, misfit
    return tokens, None


def _require_text(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Misfit(
            LONGEST_TEXT,
            Text(
                nl=f"Deze voorwaarde is te lang: {len(text)} tekens.",
                en=f"This condition is too long: {len(text)} characters.",
            ),
            Text(
                nl=f"Splits haar in feiten van hoogstens {LONGEST_TEXT} tekens.",
                en=f"Split it into facts of {LONGEST_TEXT} characters at most.",
            ),
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Misfit(
            error.start,
            Text(nl="Dit teken is geen tekst.", en="This character is no text."),
            Text(nl="Haal het weg.", en="Take it away."),
        ) from error
