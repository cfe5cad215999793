"""Names of laws: which law is meant by what somebody wrote, whatever the article and the wording.

Writers of entries name a legal basis in many ways: `Participatiewet, artikel 8`, `art. 6:7 Awb`, `Wet BRP`, or a web
address of the official publication. Whoever looks for all that rests on one law means all of these.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from waarborg.core.publication.product_names import fold_name, has_words

#: Letters and digits of an identifier in the official collection of laws (BWB), as it stands in web addresses.
_IDENTIFIER = re.compile(r"\bBWB[RVW][0-9]{7}\b", re.IGNORECASE)
#: Where the name of a law ends: at an article, a member, a bracket, or another sentence.
_END = re.compile(
    r"""[,;:(\[<|]|\.(?=\s|$)|\s[-–—]\s|\bhttps?:|
        \b(?:artikel(?:en|s)?|art(?:t|icles?)?|lid|leden|onder|sub|hoofdstuk|afdeling|paragraaf|boek|bijlage|jo|juncto)\b\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE = re.compile(
    r"^(?:(?:artikel(?:en)?|artt?|lid|leden|sub|onder|de|het|van|en|in|op|grond|jo|juncto)\b\.?\s*"
    r"|[0-9][0-9a-z.:]*(?:\s|$)|[a-z](?=\s)\s*|[-•*,.:]\s*)+",
    re.IGNORECASE,
)
_KINDS = r"wet|wetboek|besluit|regeling|verordening|reglement|richtlijn|grondwet|aanwijzing"
#: A name that tells by itself that it is a law: `Wet …`, `Besluit …`, or one long word such as `Huisvestingswet`.
_LAW = re.compile(
    rf"^(?:(?:(?:algemene|nationale|gemeentelijke|provinciale|ministeriële|europese)\s+)*"
    rf"(?:[a-zà-ÿ]*(?:{_KINDS}))\b.*|.*\b[a-zà-ÿ]{{3,}}(?:wet|wetboek|besluit|verordening|regeling)\b(?:\s[0-9]{{4}})?)$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+(?:en|jo\.?|juncto)\s+|[;\n/+]")
#: A longer text is an explanation, no name.
LONGEST = 80
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Law:
    """A law, with the name under which entries are grouped and all other ways in which people write it.

    Raises `ValueError` when it has no name.
    """

    name: str
    other_names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a law has a name")


class LawNames:
    """Laws by what they are called."""

    def __init__(self, laws: Iterable[Law]) -> None:
        """Raises `ValueError` when one name or identifier stands for two laws."""
        self._by_name: dict[str, str] = {}
        self._by_identifier: dict[str, str] = {}
        for law in laws:
            for name in (law.name, *law.other_names):
                self._keep(self._by_name, fold_name(name), law.name)
            for identifier in law.identifiers:
                self._keep(self._by_identifier, identifier.upper(), law.name)
        self._longest_first = sorted(self._by_name, key=len, reverse=True)

    @staticmethod
    def _keep(known: dict[str, str], key: str, name: str) -> None:
        if known.setdefault(key, name) != name:
            raise ValueError(f"{key!r} stands for {known[key]} and for {name}")

    def find(self, title: str, link: str = "") -> tuple[str, ...]:
        """Return the names of the laws that a title means, each once; of an unknown law its name without the article.

        Known laws are recognised by name, abbreviation, or identifier in the title or the link. Where none is, a
        title that tells by itself that it is a law (`Wet …`, `…verordening`) gives that name. Anything else gives
        nothing.
        """
        found = dict.fromkeys(self._find_known(title))
        for identifier in _IDENTIFIER.findall(f"{title} {link}"):
            if name := self._by_identifier.get(identifier.upper()):
                found[name] = None
        return tuple(found) or tuple(dict.fromkeys(self._find_telling(title)))

    def _find_known(self, title: str) -> list[str]:
        left = fold_name(title)
        places: list[tuple[int, str]] = []
        for key in self._longest_first:
            if has_words(left, key):
                at = f" {left} ".index(f" {key} ")
                places.append((at, self._by_name[key]))
                # The place stays, so that what follows keeps its own and no shorter name is found within this one.
                left = f" {left} ".replace(f" {key} ", f" {'_' * len(key)} ")[1:-1]
        return [name for _, name in sorted(places)]

    def _find_telling(self, title: str) -> Iterable[str]:
        for part in _PARTS.split(title):
            begun = _BEFORE.sub("", part.strip())
            name = " ".join(_END.split(begun, maxsplit=1)[0].split()).strip(" .'\"“”‘’")
            if _SHORTEST <= len(name) <= LONGEST and _LAW.match(name):
                yield name[0].upper() + name[1:]
