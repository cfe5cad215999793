"""Rules: an entry names the law it rests on, and the article of it.

A whole act as legal basis says little: the General Administrative Law Act alone has some four hundred articles.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from waarborg.core.publication.problems import Problem
from waarborg.core.publication.quality.rules import BASIS, BASIS_LINKS, Example, Rule, Subject, find
from waarborg.core.publication.wordings import fold
from waarborg.core.terms.text import Text

_NUMBER = r"(?:[0-9]+[0-9a-z]*(?:[.:][0-9]+[a-z]?)*|[ivxlc]+\b(?![.:]?[a-z]))"
#: `artikel 3`, `art. 6:7 Awb`, `artikelen 10 en 11`, `Article 5`, `§ 3`, also with `lid 1 van` in between.
_ARTICLE = re.compile(
    rf"\b(?:artikel(?:en|s)?|art(?:t|icles?)?\b\.?|lid|leden)\s*(?:nrs?\.?\s*)?(?:\(\s*)?{_NUMBER}",
    re.IGNORECASE,
)
#: `6:7 Awb`, `2.1 Woo`, `Awb 6:7`: a number of two parts beside a law. `1. WOO 2. AVG` numbers a list.
_SHORT_LAW = r"(?:A[Ww][Bb]|W[Oo][Oo]|W[Oo][Bb]|BW|U?AVG|GDPR|Sv|Sr|W[Mm][Oo]|Rv|Wgs|SUWI|Wft|Pw|BRP|Wpg|DWU|AWR|IW|Gw)"
_LAW = rf"(?:{_SHORT_LAW}|[A-Z][a-zé]*(?:wet|besluit|verordening|regeling|wetboek)|[Ll]eidraad)"
_TWO_PARTS = r"[0-9]{1,3}[:.][0-9]{1,3}[a-z]?"
_NUMBER_OF_LAW = re.compile(rf"(?<![\w.:/-]){_TWO_PARTS}(?:\s+lid\s+[0-9]+)?\s+(?:van de\s+)?{_LAW}\b")
_LAW_AND_NUMBER = re.compile(rf"\b{_SHORT_LAW}\s*,?\s*{_TWO_PARTS}(?![\w.:])")
#: Where an address points at one article: wetten.overheid.nl, lokale regelgeving, EUR-Lex and copies of these.
_IN_ADDRESS = re.compile(r"(?:artikel|art|article|enumb|grp)[_=/.-]?\s?[0-9ivx]", re.IGNORECASE)
_NAMES_LAW = re.compile(
    r"wet\b|wetboek|wet-? en regelgeving|besluit|verordening|regeling|richtlijn|verdrag|beleidsregel|leidraad|"
    r"wetten\.overheid|eur-lex|\b(?:act|regulation|directive|treaty|agreement)\b|(?-i:\b[A-Z][a-z]?[A-Z]{1,4}\b)|"
    r"\b(?:awb|woo|wmo|wob|wep|wvggz|wabo)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"')]+", re.IGNORECASE)
_NOTHING = frozenset(
    fold(wording)
    for wording in (
        "-", "nvt", "n.v.t", "n.v.t.", "n/a", "niet van toepassing", "geen", "onbekend", "not applicable", "none",
        "nog niet bekend", "volgt", "x",
    )
)  # fmt: skip
_SAYS_NONE = re.compile(
    r"\b(?:geen|niet)\b[^.;]{0,40}?\b(?:wettelijke|juridische|specifieke)\b[^.;]{0,30}?\b(?:grondslag|basis|taak|plicht|"
    r"verplichting)\b|\b(?:is|was|zijn) er (?:nog )?geen\b|\bniet van toepassing\b|^geen\b|\bn\.?v\.?t\b|"
    r"\b(?:grondslag|basis)\b[^.;]{0,40}?\bniet (?:vereist|nodig|aanwezig|van toepassing)\b",
    re.IGNORECASE,
)


def check_basis(subject: Subject) -> Iterator[Problem]:
    """Yield a finding when no law at all is named."""
    if not subject.is_carried(BASIS) or any(title or link for title, link in _list_rows(subject)):
        return
    text = fold(subject.plain(BASIS))
    if text not in _NOTHING if text else not subject.is_carried(BASIS_LINKS):
        return
    yield find(
        "no_legal_basis",
        BASIS,
        Text(nl="Er is geen wettelijke basis genoemd.", en="No legal basis is named."),
        Text(
            nl="Noem de wet of regel waarop het werk steunt, met het artikel. Is die er niet? Schrijf dat dan op.",
            en="Name the law or rule on which the work rests, with the article. Is there none? Then write that down.",
        ),
    )


def check_article(subject: Subject) -> Iterator[Problem]:
    """Yield a finding when laws are named, but no article of any of them."""
    text, rows = subject.plain(BASIS), _list_rows(subject)
    has_text = bool(text) and fold(text) not in _NOTHING
    if not has_text and not any(title or link for title, link in rows):
        return
    if names_article(text) or any(names_article(title) or points_at_article(link) for title, link in rows):
        return
    if has_text and _SAYS_NONE.search(text):
        return
    names_law = any(
        _NAMES_LAW.search(words) for words in (text, *(f"{title} {link}" for title, link in rows))
    )
    yield find(
        "no_article",
        BASIS if has_text else BASIS_LINKS,
        Text(
            nl="De wettelijke basis noemt geen artikel. Lezers kunnen dan niet nagaan waar het precies staat.",
            en="The legal basis names no article. Readers then cannot check where exactly it is written.",
        )
        if names_law
        else Text(
            nl="De wettelijke basis noemt geen wet of regel, en dus ook geen artikel.",
            en="The legal basis names no law or rule, and so no article either.",
        ),
        Text(
            nl="Noem het artikel erbij, zoals “artikel 8 van de Participatiewet”, of geef een link naar dat artikel.",
            en="Add the article, such as “artikel 8 van de Participatiewet”, or give a link to that article.",
        ),
    )


def names_article(text: str) -> bool:
    """Return whether a text names an article of a law: `artikel 3`, `art. 6:7 Awb`, `Article 5`, or a link to one."""
    return any(
        pattern.search(text) is not None for pattern in (_ARTICLE, _NUMBER_OF_LAW, _LAW_AND_NUMBER)
    ) or any(points_at_article(found[0]) for found in _ADDRESS.finditer(text))


def points_at_article(link: str) -> bool:
    """Return whether a web address points at one article, such as `…/BWBR0005537#Artikel6:7`."""
    if not link.lower().startswith(("http://", "https://")):
        return False
    parts = urlsplit(link)
    return _IN_ADDRESS.search(unquote(f"{parts.path}?{parts.query}#{parts.fragment}")) is not None


def _list_rows(subject: Subject) -> list[tuple[str, str]]:
    return [
        (str(row.get("title") or "").strip(), str(row.get("link") or "").strip())
        for _number, row in subject.rows(BASIS_LINKS)
    ]


def _text(text: str, *, finds: bool) -> Example:
    return Example(shown=Text(f"“{text}”", f"“{text}”"), values={BASIS: text}, finds=finds)


def _row(title: str, link: str, *, finds: bool) -> Example:
    return Example(
        shown=Text(f"“{title}”, {link}", f"“{title}”, {link}"),
        values={BASIS_LINKS: [{"title": title, "link": link}]},
        finds=finds,
    )


_EMPTY = Text("Niets ingevuld", "Nothing filled in")

BASIS_RULE = Rule(
    code="no_legal_basis",
    title=Text("Geen wettelijke basis", "No legal basis"),
    why=Text(
        "De overheid mag alleen doen wat de wet toestaat. Wie wil nagaan of dat zo is, moet weten welke wet dat is.",
        "Government may only do what the law allows. Whoever wants to check that must know which law it is.",
    ),
    method=Text(
        "De tekst over de wettelijke basis is leeg of zegt “n.v.t.”, en er staan geen verwijzingen bij.",
        "The text about the legal basis is empty or says “n/a”, and there are no references with it.",
    ),
    check=check_basis,
    examples=(
        Example(shown=_EMPTY, values={}, finds=True),
        _text("n.v.t.", finds=True),
        _text("Participatiewet", finds=False),
        _row("Woo", "https://wetten.overheid.nl/BWBR0045754", finds=False),
    ),
)
ARTICLE_RULE = Rule(
    code="no_article",
    title=Text("Wettelijke basis zonder artikel", "Legal basis without an article"),
    why=Text(
        "Een wet is lang. Met het artikel erbij kan iedereen lezen wat er precies mag.",
        "An act is long. With the article, everybody can read what exactly is allowed.",
    ),
    method=Text(
        "We zoeken naar “artikel”, “art.”, “lid” of “article” met een nummer, naar “6:7 Awb”, en naar links die"
        " naar één artikel wijzen. Wie schrijft dat er geen wettelijke basis is, krijgt deze bevinding niet.",
        "We look for “artikel”, “art.”, “lid” or “article” with a number, for “6:7 Awb”, and for links that point at"
        " one article. Who writes that there is no legal basis does not get this finding.",
    ),
    check=check_article,
    examples=(
        _text("Participatiewet", finds=True),
        _text("Het artikel in de krant ging over de Awb.", finds=True),
        _text("Wegenverkeerswet 1994", finds=True),
        _text("1. WOO 2. AVG 3. Awb", finds=True),
        _text("De site voldoet aan WCAG 2.2 A en AA.", finds=True),
        _row("Woo", "https://wetten.overheid.nl/BWBR0045754/2024-01-01", finds=True),
        _text("Artikel 3.1 van de Wet open overheid", finds=False),
        _text("art. 6:7 Awb", finds=False),
        _text("6:7 Awb", finds=False),
        _text("6 lid 1 sub e AVG", finds=False),
        _text("Article 5 of the AI Act", finds=False),
        _text("Artikelen 10 en 11 van de Jeugdwet", finds=False),
        _text("Er is geen wettelijke grondslag voor dit algoritme.", finds=False),
        _text("Een wettelijke grondslag is daarom niet vereist.", finds=False),
        _row("Awb", "https://wetten.overheid.nl/BWBR0005537/2024-01-01#Hoofdstuk6_Artikel6:7", finds=False),
        _row("Woo, art. 3.1", "https://wetten.overheid.nl/BWBR0045754", finds=False),
    ),
)
