"""What is wrong with a text that should be an expression, where, and what to do: in the words of who wrote it."""

from collections.abc import Mapping, Sequence

from lark import Token

from waarborg.core.terms.text import Text


class NotationError(ValueError):
    """A text that is no expression. Line and column count from 1; `remedy` says what to do."""

    def __init__(self, *, line: int, column: int, message: Text, remedy: Text) -> None:
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
        super().__init__(self.in_language("en"))

    def in_language(self, language: str) -> str:
        """Return the whole message in `nl` or `en`."""
        line, column = ("regel", "kolom") if language == "nl" else ("line", "column")
        message, remedy = self.message.in_language(language), self.remedy.in_language(language)
        return f"{line} {self.line}, {column} {self.column}: {message} {remedy}"


class Misfit(Exception):
    """What does not fit, at a position in the text: turned into a `NotationError` where the text is known."""

    def __init__(self, position: int, message: Text, remedy: Text) -> None:
        self.position = position
        self.message = message
        self.remedy = remedy
        super().__init__(message.en)

    def locate(self, text: str) -> NotationError:
        """Return the error with line and column."""
        before = text.rfind("\n", 0, self.position)
        return NotationError(
            line=text.count("\n", 0, self.position) + 1,
            column=self.position - before,
            message=self.message,
            remedy=self.remedy,
        )


#: How each function is written, for who got it wrong.
_USAGE: Mapping[str, Text] = {
    "BETWEEN": Text(nl="TUSSEN([begin]; [einde]; jaren)", en="BETWEEN([start]; [end]; years)"),
    "TERM": Text(nl="TERMIJN(8 weken; [datum])", en="TERM(8 weeks; [date])"),
    "QUOTIENT": Text(nl="DEEL([a]; [b]; 2; half omhoog)", en="QUOTIENT([a]; [b]; 2; half up)"),
    "ROUND": Text(nl="AFROND([a]; 2; half omhoog)", en="ROUND([a]; 2; half up)"),
    "ADD": Text(nl="ERBIJ([datum]; [aantal]; weken)", en="ADD([date]; [number]; weeks)"),
    "IS": Text(nl='IS("kenmerk")', en='IS("identifier")'),
    "PARTY": Text(nl='PARTIJ("kenmerk")', en='PARTY("identifier")'),
    "AMOUNT": Text(nl='BEDRAG(12,50; "EUR")', en='AMOUNT(12.50; "EUR")'),
    "NAMED": Text(nl='FEIT("naam")', en='FACT("name")'),
    "UNREADABLE": Text(nl='ONLEESBAAR("reden")', en='UNREADABLE("reason")'),
    "RECORD": Text(nl="GEGEVENS([naam]: waarde; [naam]: waarde)", en="RECORD([name]: value; [name]: value)"),
    "SUM": Text(nl="SOM([a]; [b])", en="SUM([a]; [b])"),
    "PRODUCT": Text(nl="PRODUCT([a]; [b])", en="PRODUCT([a]; [b])"),
    "MIN": Text(nl="KLEINSTE([a]; [b])", en="MIN([a]; [b])"),
    "MAX": Text(nl="GROOTSTE([a]; [b])", en="MAX([a]; [b])"),
    "COUNT": Text(nl="AANTAL([lijst])", en="COUNT([list])"),
    "PERIOD": Text(nl="PERIODE([begin]; [einde])", en="PERIOD([start]; [end])"),
    "START": Text(nl="BEGIN([periode])", en="START([period])"),
    "END": Text(nl="EINDE([periode])", en="END([period])"),
}
_PAIRS = {"_CLOSE": "_OPEN", "_CLOSE_LIST": "_OPEN_LIST"}
_BINARY = frozenset({"OR", "AND", "IN", "COMPARE", "PLUS", "MINUS", "TIMES", "WITHIN"})
_ENDS_A_PART = frozenset(
    {"FACT", "TEXT", "DAYS", "DATE", "NUMBER", "TODAY", "ANYONE", "TRUE", "FALSE", "CREATED", "UNIT"}
) | frozenset(_PAIRS)
_STARTS_A_PART = (
    (_ENDS_A_PART - frozenset(_PAIRS) - {"UNIT"})
    | frozenset(_USAGE)
    | {"_OPEN", "_OPEN_LIST", "NOT", "ALL", "SOME", "CURRENCY", "FIXED", "IF"}
)
_SHOWN = 60


def require_balance(tokens: Sequence[Token]) -> None:
    """Check that each parenthesis and brace that opens is closed by its own kind. Raises `Misfit`."""
    opened: list[Token] = []
    for token in tokens:
        if token.type in ("_OPEN", "_OPEN_LIST"):
            opened.append(token)
        elif token.type in _PAIRS:
            if not opened or opened[-1].type != _PAIRS[token.type]:
                raise Misfit(
                    token.start_pos or 0,
                    Text(
                        nl=f"Bij deze {token} hoort geen haak die opent.",
                        en=f"Nothing opens that this {token} closes.",
                    ),
                    Text(nl="Haal hem weg, of open de haak.", en="Take it away, or open it."),
                )
            opened.pop()
    if opened:
        token = opened[-1]
        closing = ")" if token.type == "_OPEN" else "}"
        raise Misfit(
            token.start_pos or 0,
            Text(nl=f"Deze {token} wordt niet gesloten.", en=f"This {token} is not closed."),
            Text(nl=f"Zet een {closing} waar de groep ophoudt.", en=f"Put a {closing} where the group ends."),
        )


def explain(tokens: Sequence[Token], index: int, length: int) -> Misfit:
    """Return what is wrong with the token at `index`; past the last one, the text of `length` ends too early."""
    before = tokens[index - 1] if index else None
    token = tokens[index] if index < len(tokens) else None
    position = (token.start_pos or 0) if token is not None else length
    usage = _find_usage(tokens[:index])
    joins_nothing = index == 1 or (index > 1 and tokens[index - 2].type not in _ENDS_A_PART)
    if before is not None and before.type in ("AND", "OR") and joins_nothing:
        return explain(tokens, index - 1, length)  # until here it could have been EN(…)
    if token is None:
        return _explain_end(before, tokens, length)
    shown = _show(token)
    at_edge = token.type in ("_CLOSE", "_CLOSE_LIST", "_SEMICOLON")
    if usage is not None and (at_edge or token.type in ("UNIT", "ROUNDING")):
        message = Text(
            nl=f"Voor {shown} ontbreekt een deel, of er staat er een te veel.",
            en=f"A part is missing before {shown}, or there is one too many.",
        )
        return Misfit(position, message, Text(nl=f"Schrijf {usage.nl}.", en=f"Write {usage.en}."))
    if before is not None and before.type in _ENDS_A_PART:
        return _explain_after_part(before, token, position, usage)
    if before is not None and before.type == "NOT" and index > 1 and tokens[index - 2].type in _ENDS_A_PART:
        return Misfit(
            before.start_pos or 0,
            Text(nl="Voor NIET ontbreekt EN of OF.", en="AND or OR is missing before NOT."),
            Text(nl="Schrijf EN NIET, of OF NIET.", en="Write AND NOT, or OR NOT."),
        )
    if token.type == "IF" and before is not None and before.type in _BINARY | {"NOT"}:
        return Misfit(
            position,
            Text(nl="Een keuze staat hier tussen haakjes.", en="A choice stands between parentheses here."),
            Text(nl="Schrijf (ALS … DAN … ANDERS …).", en="Write (IF … THEN … ELSE …)."),
        )
    if before is not None and (before.type in _BINARY or before.type == "NOT"):
        return Misfit(
            position,
            Text(nl=f"Na {_show(before)} ontbreekt iets.", en=f"Something is missing after {_show(before)}."),
            Text(
                nl=f"Zet tussen {_show(before)} en {shown} een feit of een waarde.",
                en=f"Put a fact or a value between {_show(before)} and {shown}.",
            ),
        )
    if token.type in _BINARY:
        return Misfit(
            position,
            Text(nl=f"Voor {shown} ontbreekt iets.", en=f"Something is missing before {shown}."),
            Text(nl="Zet er een feit of een waarde voor.", en="Put a fact or a value before it."),
        )
    remedy = (
        Text(nl=f"Schrijf {usage.nl}.", en=f"Write {usage.en}.")
        if usage is not None
        else Text(nl="Haal het weg, of vul aan wat ontbreekt.", en="Take it away, or add what is missing.")
    )
    return _unfit(shown, position, remedy)


def _unfit(shown: str, position: int, remedy: Text) -> Misfit:
    return Misfit(position, Text(nl=f"{shown} past hier niet.", en=f"{shown} does not fit here."), remedy)


def _explain_after_part(before: Token, token: Token, position: int, usage: Text | None) -> Misfit:
    shown, previous = _show(token), _show(before)
    if token.type in ("COMPARE", "IN"):
        return Misfit(
            position,
            Text(nl="Hier staan twee vergelijkingen achter elkaar.", en="Here are two comparisons in a row."),
            Text(
                nl="Maak er twee voorwaarden van met EN ertussen: [a] < [b] EN [b] < [c].",
                en="Make two conditions of it with AND between them: [a] < [b] AND [b] < [c].",
            ),
        )
    if token.type in _STARTS_A_PART:
        return Misfit(
            position,
            Text(
                nl=f"Tussen {previous} en {shown} staat niets dat ze verbindt.",
                en=f"Nothing connects {previous} and {shown}.",
            ),
            Text(
                nl="Zet er EN of OF tussen, of tussen getallen een teken zoals +.",
                en="Put AND or OR between them, or between numbers a sign such as +.",
            ),
        )
    if usage is not None:
        return _unfit(shown, position, Text(nl=f"Schrijf {usage.nl}.", en=f"Write {usage.en}."))
    if token.type == "_SEMICOLON":
        return _unfit(
            shown,
            position,
            Text(
                nl="Een puntkomma staat alleen tussen delen binnen haken, zoals in SOM([a]; [b]).",
                en="A semicolon stands only between parts within parentheses, as in SUM([a]; [b]).",
            ),
        )
    if token.type in ("THEN", "ELSE"):
        return _unfit(shown, position, _CHOICE)
    return _unfit(shown, position, Text(nl="Haal het weg.", en="Take it away."))


_CHOICE = Text(
    nl="Een keuze heeft drie delen: ALS [voorwaarde] DAN [a] ANDERS [b].",
    en="A choice has three parts: IF [condition] THEN [a] ELSE [b].",
)


def _explain_end(before: Token | None, tokens: Sequence[Token], length: int) -> Misfit:
    if before is None:
        return Misfit(
            0,
            Text(nl="Hier staat niets.", en="There is nothing here."),
            Text(nl="Schrijf een voorwaarde, zoals [feit].", en="Write a condition, such as [fact]."),
        )
    if before.type in _ENDS_A_PART and any(token.type == "IF" for token in tokens):
        return Misfit(length, Text(nl="De keuze is niet af.", en="The choice is not complete."), _CHOICE)
    return Misfit(
        length,
        Text(
            nl=f"De tekst houdt te vroeg op: na {_show(before)} ontbreekt iets.",
            en=f"The text ends too early: something is missing after {_show(before)}.",
        ),
        Text(nl="Vul het aan, of haal het laatste woord weg.", en="Complete it, or take the last word away."),
    )


def _find_usage(tokens: Sequence[Token]) -> Text | None:
    """How the function is written whose parentheses are open at the end of the tokens; None outside any."""
    closed = 0
    for position in range(len(tokens) - 1, -1, -1):
        kind = tokens[position].type
        if kind in _PAIRS:
            closed += 1
        elif kind in _PAIRS.values():
            if closed:
                closed -= 1
            else:
                return _USAGE.get(tokens[position - 1].type) if position else None
    return None


def _show(token: Token) -> str:
    text = " ".join(token.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
