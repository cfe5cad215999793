"""Take a text in the notation of expressions apart into tokens, each with its place."""

import re
from collections.abc import Iterator, Mapping

from lark import Token
from rapidfuzz import fuzz, process

from waarborg.adapters.law_files.notation_faults import Misfit
from waarborg.core.law.keywords import KEYWORDS, ROUNDING_WORDS, UNIT_WORDS
from waarborg.core.law.notation import AMBIGUOUS_NUMBER
from waarborg.core.terms.legal_terms import Unit
from waarborg.core.terms.text import Text

_DAY = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
# Possessive where a part can be long: what does not close is refused in one pass.
_TOKEN = re.compile(
    rf"""
    (?P<SPACE>\s++)
  | (?P<FACT>\[[^\[\]]*+\])
  | (?P<TEXT>"(?:[^"]++|"")*+")
  | (?P<DAYS>{_DAY}/(?:{_DAY}|\.\.))
  | (?P<DATE>(?:{_DAY}|[0-9]{{1,2}}-[0-9]{{1,2}}-[0-9]{{4}})(?![0-9]))
  | (?P<NUMBER>[0-9]++(?:[.,][0-9]++)*+)
  | (?P<WORD>[^\W\d]\w*+)
  | (?P<SIGN><=|>=|<>|!=|=(?![=<>])|[≠<≤>≥+\-−–×*();{{}}:€])
    """,
    re.VERBOSE,
)
_SIGNS: Mapping[str, str] = {
    **dict.fromkeys(("=", "≠", "<>", "!=", "<", "≤", "<=", ">", "≥", ">="), "COMPARE"),
    **dict.fromkeys("-−–", "MINUS"),
    **dict.fromkeys("×*", "TIMES"),
    "+": "PLUS",
    "(": "_OPEN",
    ")": "_CLOSE",
    "{": "_OPEN_LIST",
    "}": "_CLOSE_LIST",
    ";": "_SEMICOLON",
    ":": "COLON",
    "€": "CURRENCY",
}
#: Other ways in which people write a keyword.
_SYNONYMS = {"JA": "TRUE", "NEE": "FALSE", "YES": "TRUE", "NO": "FALSE"}
_KEYWORDS: Mapping[str, str] = {
    word: name for name, text in KEYWORDS.items() for word in (text.nl, text.en)
} | _SYNONYMS
UNITS: Mapping[str, Unit] = {
    word: unit for unit, text in UNIT_WORDS.items() for word in (text.nl, text.en)
} | {
    "dag": Unit.DAY, "day": Unit.DAY, "week": Unit.WEEK, "maand": Unit.MONTH, "month": Unit.MONTH,
    "jaar": Unit.YEAR, "year": Unit.YEAR,
}  # fmt: skip
_ROUNDING = frozenset(
    word for text in ROUNDING_WORDS.values() for words in (text.nl, text.en) for word in words.split()
)
_LOWER_CASE = frozenset(UNITS) | _ROUNDING
_CURRENCY = re.compile(r"[A-Z]{3}")
_AMOUNT_FOLLOWS = re.compile(r"\s*+[-−–]?\s*+[0-9]")
_LONGEST_GUESS = 40  # a longer word is no typing error of a keyword
_SHOWN = 60
_LIKENESS = 70


def tokenise(text: str) -> Iterator[Token]:
    """Yield the tokens of a text. Raises `Misfit` at the first place that is none."""
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise _explain_sign(text, position)
        kind, value = str(found.lastgroup), found.group()
        if kind != "SPACE":
            yield Token(_name_token(kind, value, text, found.end(), position), value, start_pos=position)
        position = found.end()


def _name_token(kind: str, value: str, text: str, end: int, position: int) -> str:
    if kind == "SIGN":
        return _SIGNS[value]
    if kind == "NUMBER":
        _require_number(value, position)
    if kind == "FACT" and not value[1:-1].strip():
        raise Misfit(
            position,
            Text(nl="Tussen deze haken staat geen naam.", en="There is no name between these brackets."),
            Text(nl="Zet er de naam van een feit in.", en="Put the name of a fact in them."),
        )
    return _name_word(value, text, end, position) if kind == "WORD" else kind


def _name_word(word: str, text: str, end: int, position: int) -> str:
    name = _KEYWORDS.get(word)
    if name is not None:
        return name
    if word in UNITS:
        return "UNIT"
    if word in _ROUNDING:
        return "ROUNDING"
    if _CURRENCY.fullmatch(word) and _AMOUNT_FOLLOWS.match(text, end):
        return "CURRENCY"
    raise _explain_word(word, position)


def _require_number(value: str, position: int) -> None:
    signs = [character for character in value if character in ".,"]
    if len(signs) > 1:
        *groups, last = re.split("[.,]", value)
        whole = "".join(groups) if len(set(signs)) > 1 else "".join((*groups, last))
        plain = f"{whole},{last}" if len(set(signs)) > 1 else whole
        raise Misfit(
            position,
            Text(
                nl=f"In een getal staat hoogstens één punt of komma: {_shorten(value)}.",
                en=f"A number has one point or comma at most: {_shorten(value)}.",
            ),
            Text(
                nl=f"Laat de tekens tussen duizendtallen weg: {_shorten(plain)}.",
                en=f"Leave out the signs between thousands: {_shorten(plain)}.",
            ),
        )
    if AMBIGUOUS_NUMBER.fullmatch(value):
        whole = value.replace(signs[0], "")
        raise Misfit(
            position,
            Text(
                nl=f"{value} is op twee manieren te lezen: met een teken voor duizendtallen of voor decimalen.",
                en=f"{value} can be read in two ways: with a sign for thousands or for decimals.",
            ),
            Text(
                nl=f"Schrijf {whole}, of met een nul erbij {value}0.",
                en=f"Write {whole}, or with one more zero {value}0.",
            ),
        )


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


# --- what is no token -------------------------------------------------------------------------------------
_MEANT: Mapping[str, Text] = {
    ",": Text(
        nl="Zet tussen delen een puntkomma; een komma hoort bij decimalen.",
        en="Put a semicolon between parts; a comma belongs to decimals.",
    ),
    "/": Text(
        nl="Deel met DEEL(a; b; 2; half omhoog): zo staat erbij hoe er wordt afgerond.",
        en="Divide with QUOTIENT(a; b; 2; half up): that says how it is rounded.",
    ),
    "=": Text(
        nl="Schrijf = voor gelijk, ≥ of >= voor ten minste, ≤ of <= voor ten hoogste.",
        en="Write = for equal, ≥ or >= for at least, ≤ or <= for at most.",
    ),
    "&": Text(nl="Schrijf EN.", en="Write AND."),
    "|": Text(nl="Schrijf OF.", en="Write OR."),
    "!": Text(nl="Schrijf NIET.", en="Write NOT."),
    "%": Text(nl="Schrijf 10% als 0,10.", en="Write 10% as 0.10."),
    "]": Text(nl="Zet er een [ voor, of haal het teken weg.", en="Put a [ before it, or take the sign away."),
    "'": Text(
        nl='Zet tekst tussen rechte dubbele aanhalingstekens: "tekst".',
        en='Put text between straight double quotes: "text".',
    ),
    ".": Text(
        nl="Haal de punt weg; een voorwaarde heeft geen slotpunt.",
        en="Take the point away; a condition does not end with one.",
    ),
}
_ALIKE = {"÷": "/", "“": "'", "”": "'", "‘": "'", "’": "'", "„": "'", "«": "'", "»": "'", "…": "."}
_REMOVE = Text(nl="Haal het weg.", en="Take it away.")


def _explain_sign(text: str, position: int) -> Misfit:
    sign = text[position]
    if sign == "[":
        return Misfit(
            position,
            Text(nl="Deze haak wordt niet gesloten.", en="This bracket is not closed."),
            Text(nl="Zet een ] achter de naam van het feit.", en="Put a ] after the name of the fact."),
        )
    if sign == '"':
        return Misfit(
            position,
            Text(nl="Deze tekst wordt niet gesloten.", en="This text is not closed."),
            Text(nl='Zet een " achter de tekst.', en='Put a " after the text.'),
        )
    shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
    return Misfit(
        position,
        Text(nl=f"Het teken {shown} hoort hier niet.", en=f"The sign {shown} does not belong here."),
        _MEANT.get(_ALIKE.get(sign, sign), _REMOVE),
    )


def _explain_word(word: str, position: int) -> Misfit:
    shown = _shorten(word)
    message = Text(nl=f"Het woord {shown} is hier onbekend.", en=f"The word {shown} is unknown here.")
    bracket = Text(
        nl=f"Is het een feit? Zet het tussen vierkante haken: [{shown}].",
        en=f"Is it a fact? Put it between square brackets: [{shown}].",
    )
    meant = "×" if word in ("x", "X") else _find_like(word)
    if meant is None:
        return Misfit(position, message, bracket)
    if meant == word.upper():
        return Misfit(
            position, message, Text(nl=f"Schrijf {meant} in hoofdletters.", en=f"Write {meant} in capitals.")
        )
    return Misfit(
        position,
        message,
        Text(nl=f"Bedoelt u {meant}? {bracket.nl}", en=f"Do you mean {meant}? {bracket.en}"),
    )


def _find_like(word: str) -> str | None:
    """The keyword, unit or way of rounding that a word is most like; None when it is like none of them."""
    if len(word) > _LONGEST_GUESS:
        return None
    if word.upper() in _KEYWORDS:
        return word.upper()
    if word.lower() in _LOWER_CASE:
        return word.lower()
    choices = [*_KEYWORDS, *_LOWER_CASE]
    found = process.extractOne(
        word.upper(), choices, processor=str.upper, scorer=fuzz.ratio, score_cutoff=_LIKENESS
    )
    return str(found[0]) if found else None
