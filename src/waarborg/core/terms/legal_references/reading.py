"""One way in for every kind of reference to a legal source."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from waarborg.core.terms.legal_references import bwb
from waarborg.core.terms.legal_references.bwb import Law
from waarborg.core.terms.legal_references.celex import Celex
from waarborg.core.terms.legal_references.decentral import LocalRegulation
from waarborg.core.terms.legal_references.ecli import Ecli
from waarborg.core.terms.legal_references.eli import Eli
from waarborg.core.terms.legal_references.juriconnect import Juriconnect
from waarborg.core.terms.legal_references.policy import PolicyRule
from waarborg.core.terms.legal_references.reference import Reference, UnreadableReference
from waarborg.core.terms.text import Text

_PAGE = re.compile(
    r"(?P<bwb_id>BWB[RV][0-9]{7})(?:/(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:/[0-9])?)?/?(?:#(?P<anchor>.*))?"
)
#: What stands in front of an identifier in the address of a page, and behind it.
_FRONT = re.compile(
    r"https?://(?:wetten\.overheid\.nl/|lokaleregelgeving\.overheid\.nl/|zoek\.officielebekendmakingen\.nl/"
    r"|deeplink\.rechtspraak\.nl/uitspraak\?id=|uitspraken\.rechtspraak\.nl/(?:#!/)?(?:details|inziendocument)\?id="
    r"|e-justice\.europa\.eu/ecli/|eur-lex\.europa\.eu/legal-content/[A-Z]{2}/[A-Z/]+/?\?uri=)(?:ecli:(?=ECLI:))?",
    re.IGNORECASE,
)


def read_reference(text: str) -> Reference:
    """The legal source that `text` names, whichever the kind: its identifier, or the address of its page.

    Reads BWB-ids and Juriconnect references, pages of wetten.overheid.nl, CVDR and CELEX numbers, ELIs, ECLIs and
    publications of policy rules. Raises `UnreadableReference`; when the kind is clear, it says what is wrong with
    that kind. Spaces around the text do not count; `repairing.read_leniently` forgives more.
    """
    stripped = text.strip()
    found = _FRONT.match(stripped)
    identifier = stripped
    if found:
        identifier = unquote(stripped[found.end() :]).removesuffix(".html")
        if "?" in found.group():  # what follows belongs to the address, not to the identifier
            identifier = re.split("[&#]", identifier)[0]
    for begins, read in _KINDS:
        if begins.match(identifier):
            return read(identifier)
    raise UnreadableReference(
        text,
        Text(
            nl="Wij herkennen hierin geen rechtsbron. Geef een BWB-id, Juriconnect-verwijzing, CVDR- of "
            "CELEX-nummer, ELI, ECLI of publicatie, zoals BWBR0005537.",
            en="We recognise no legal source in this. Give a BWB-id, a Juriconnect reference, a CVDR or CELEX "
            "number, an ELI, an ECLI or a publication, such as BWBR0005537.",
        ),
    )


def read_law(text: str) -> Law | Juriconnect:
    """A BWB-id, or a page of wetten.overheid.nl without its site, such as `BWBR0005537/2024-01-01#Artikel1:3`.

    With a day or an anchor it becomes a Juriconnect reference: that day is its day g and its day z. Raises
    `UnreadableReference` when the day does not exist or the anchor has names that we do not know.
    """
    found = _PAGE.fullmatch(text)
    if found is None or not (found["day"] or found["anchor"]):
        return Law.parse(found["bwb_id"] if found else text)
    places = bwb.find_anchored_places(found["anchor"]) if found["anchor"] else ()
    if places is None:
        raise UnreadableReference(
            text,
            Text(
                nl=f"Achter # staat “{found['anchor']}”. Dat is geen plaats in een wet, zoals Hoofdstuk1_Artikel2.",
                en=f"After # is “{found['anchor']}”. That is no place in a law, such as Hoofdstuk1_Artikel2.",
            ),
        )
    days = f"&z={found['day']}&g={found['day']}" if found["day"] else ""
    steps = "".join(f"&{place.write()}" for place in places)
    return Juriconnect.parse(f"jci1.3:c:{found['bwb_id']}{steps}{days}")


_KINDS: tuple[tuple[re.Pattern[str], Callable[[str], Reference]], ...] = (
    (re.compile(r"jci", re.IGNORECASE), Juriconnect.parse),
    (re.compile(r"BWB"), read_law),
    (re.compile(r"CVDR", re.IGNORECASE), LocalRegulation.parse),
    (re.compile(r"ECLI:", re.IGNORECASE), Ecli.parse),
    (re.compile(r"https?://(?:data|eur-lex)\.europa\.eu/eli/|/?eli/"), Eli.parse),
    (re.compile(r"CELEX:|[0-9CE][0-9]{4}[A-Z]"), Celex.parse),
    (re.compile(r"(?:stcrt|gmb|prb|wsb|bgr)-", re.IGNORECASE), PolicyRule.parse),
)
