"""References to places in Dutch law by the Juriconnect standard for BWB, version 1.3.1 and older.

A reference is `jci`, the version, `c` for one state of the text or `v` for the states in a period, the BWB-id, and
then parts joined by `&`: the place, and days. Of one state, `g` is the day on which the text is valid and `z` the
day from which one looks at it, which matters when a change works backwards. Of a period, `s` is its first day and
`e` its last. Version 1.3 added `z` and places within an article; 1.3.1, written as `jci1.31`, added more names.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from waarborg.core.terms.legal_references import bwb
from waarborg.core.terms.legal_references.places import (
    WITHIN_AN_ARTICLE,
    Level,
    Place,
    cite_place,
    find_order_fault,
)
from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference
from waarborg.core.terms.text import Text

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.31")
#: The version in which wetten.overheid.nl writes its own references; each of these is valid in 1.3.1 too.
USUAL_VERSION = "1.3"
_WITH_SIGHT = ("1.3", "1.31")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HEAD = re.compile(r"jci(?P<version>[0-9.]+):(?P<form>[cv]):(?P<bwb_id>[^&]*)(?P<parts>(?:&.*)?)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Juriconnect:
    """A reference to a place in a law. `valid_on` is its `g`, `seen_on` its `z`, `start` its `s`, `end` its `e`.

    Raises `UnreadableReference` when the parts do not go together: a period with a single day, a period that ends
    before it starts, a smaller place before a larger one, or something that the version does not know yet.
    """

    bwb_id: str
    places: tuple[Place, ...] = ()
    valid_on: date | None = None
    seen_on: date | None = None
    start: date | None = None
    end: date | None = None
    form: str = "c"
    version: str = USUAL_VERSION

    def __post_init__(self) -> None:
        fault = self._find_fault()
        if fault is not None:
            raise UnreadableReference(self.write(), fault)

    def _find_fault(self) -> Text | None:
        if self.version not in VERSIONS:
            return Text(
                nl=f"Versie {self.version} van Juriconnect bestaat niet. Kies uit: {', '.join(VERSIONS)}.",
                en=f"There is no version {self.version} of Juriconnect. Choose from: {', '.join(VERSIONS)}.",
            )
        if self.form not in ("c", "v"):
            return Text(
                nl="Kies “c” voor één versie van de tekst of “v” voor een periode.",
                en="Choose “c” for one state of the text or “v” for a period.",
            )
        if not bwb.is_bwb_id(self.bwb_id):
            return Text(
                nl=f"“{self.bwb_id}” is geen BWB-id. Dat is BWBR of BWBV met zeven cijfers, zoals BWBR0005537.",
                en=f"“{self.bwb_id}” is no BWB-id. That is BWBR or BWBV with seven digits, such as BWBR0005537.",
            )
        return self._find_fault_in_days() or self._find_fault_of_version() or find_order_fault(self.places)

    def _find_fault_in_days(self) -> Text | None:
        if self.form == "c" and (self.start or self.end):
            return Text(
                nl="De dagen s en e horen bij een periode. Schrijf “v” in plaats van “c”, of gebruik g.",
                en="The days s and e belong to a period. Write “v” instead of “c”, or use g.",
            )
        if self.form == "v" and self.valid_on:
            return Text(
                nl="De dag g hoort bij één versie van de tekst. Schrijf “c” in plaats van “v”, of gebruik s en e.",
                en="The day g belongs to one state of the text. Write “c” instead of “v”, or use s and e.",
            )
        if self.start and self.end and self.end < self.start:
            return Text(
                nl=f"De periode eindigt op {self.end}, voor haar begin op {self.start}. Wissel s en e om.",
                en=f"The period ends on {self.end}, before its start on {self.start}. Exchange s and e.",
            )
        return None

    def _find_fault_of_version(self) -> Text | None:
        if self.version in _WITH_SIGHT:
            return None
        if self.seen_on or any(place.level in WITHIN_AN_ARTICLE for place in self.places):
            return Text(
                nl=f"Versie {self.version} kent geen z, lid, o of zin. Schrijf jci{USUAL_VERSION}.",
                en=f"Version {self.version} does not know z, lid, o or zin. Write jci{USUAL_VERSION}.",
            )
        return None

    @classmethod
    def parse(cls, text: str) -> "Juriconnect":
        """Read a reference that keeps to the standard; days and places may be mixed, as the standard allows.

        Raises `UnreadableReference` that says what is wrong. `repairing.read_leniently` repairs what it can.
        """
        head = _HEAD.fullmatch(text)
        if head is None:
            raise UnreadableReference(
                text,
                Text(
                    nl="Dit is geen Juriconnect-verwijzing. Zij begint zoals jci1.3:c:BWBR0005537.",
                    en="This is no Juriconnect reference. It begins like jci1.3:c:BWBR0005537.",
                ),
            )
        try:
            places, days = _read_parts(head["parts"].split("&")[1:])
            return cls(
                bwb_id=head["bwb_id"],
                places=places,
                valid_on=days.get("g"),
                seen_on=days.get("z"),
                start=days.get("s"),
                end=days.get("e"),
                form=head["form"],
                version=head["version"],
            )
        except UnreadableReference as error:
            raise UnreadableReference(text, error.message) from None

    @property
    def kind(self) -> Kind:
        """Always `bwb`."""
        return Kind.BWB

    @property
    def identifier(self) -> str:
        """The reference in its canonical form."""
        return self.write()

    @property
    def law(self) -> bwb.Law:
        """The law or treaty in which the place lies."""
        return bwb.Law(self.bwb_id)

    def write(self) -> str:
        """The canonical form: the place from large to small, then the days in the order s, e, z, g."""
        days = {"s": self.start, "e": self.end, "z": self.seen_on, "g": self.valid_on}
        parts = [place.write() for place in self.places]
        parts += [f"{name}={day.isoformat()}" for name, day in days.items() if day is not None]
        return "&".join([f"jci{self.version}:{self.form}:{self.bwb_id}", *parts])

    def is_valid_on(self, day: date) -> bool | None:
        """Whether the text that is meant is valid on `day`; None when the reference alone does not tell.

        One state of the text is valid on its day g, and on other days too, but which is known only to whoever has
        the history of the law. The states in a period are valid from s to e, both included; a side without a day
        is open.
        """
        if self.form == "c":
            return True if self.valid_on == day else None
        if self.start is None and self.end is None:
            return None
        return (self.start or day) <= day <= (self.end or day)

    def move_to(self, day: date) -> "Juriconnect":
        """The same place in the text as it was valid, and as it was known, on `day`."""
        version = self.version if self.version in _WITH_SIGHT else USUAL_VERSION
        return replace(self, form="c", version=version, start=None, end=None, valid_on=day, seen_on=day)

    def link(self, *, language: str = "nl", on: date | None = None) -> str:
        """The address at which wetten.overheid.nl shows the place, on the day `on` when that is given.

        `language` changes nothing: the texts are in Dutch only.
        """
        reference = self if on is None else self.move_to(on)
        return bwb.SITE + quote(reference.write(), safe=":&=")

    def page_link(self, *, on: date | None = None) -> str:
        """The address of the page with an anchor, as people copy it; on the day `on`, or else on the day g."""
        return bwb.page_address(self.bwb_id, places=self.places, on=on or self.valid_on)

    def cite(self, language: str = "nl", law: str = "") -> str:
        """Readable: `artikel 1:3 lid 3 Algemene wet bestuursrecht`, or `Article 1:3(3), …` in English.

        `law` is the name of the law; without it the BWB-id stands there.
        """
        name = self.law.cite(language, law)
        place = cite_place(self.places, language)
        comma = "," if language == "en" else ""
        return f"{place}{comma} {name}" if place else name


def _read_parts(parts: list[str]) -> tuple[tuple[Place, ...], dict[str, date]]:
    places: list[Place] = []
    days: dict[str, date] = {}
    for part in parts:
        name, sign, value = part.partition("=")
        if name in ("g", "z", "s", "e"):
            if name in days:
                raise UnreadableReference(
                    part,
                    Text(
                        nl=f"De dag “{name}” staat er twee keer. Laat er één staan.",
                        en=f"The day “{name}” is there twice. Leave one of them.",
                    ),
                )
            days[name] = _read_day(name, value)
        else:
            places.append(_read_place(name, sign, value))
    return tuple(places), days


def _read_day(name: str, value: str) -> date:
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # a day that does not exist gets the same answer as no day at all
    raise UnreadableReference(
        value,
        Text(
            nl=f"“{value}” achter {name} is geen dag. Schrijf jaar-maand-dag, zoals 2017-03-01.",
            en=f"“{value}” after {name} is no day. Write year-month-day, such as 2017-03-01.",
        ),
    )


def _read_place(name: str, sign: str, value: str) -> Place:
    if name not in set(Level):
        raise UnreadableReference(
            name,
            Text(
                nl=f"“{name}” is geen deel van een wet. Bekend zijn: {', '.join(Level)}; en de dagen g, z, s en e.",
                en=f"“{name}” is no part of a law. Known are: {', '.join(Level)}; and the days g, z, s and e.",
            ),
        )
    if sign and not value:
        raise UnreadableReference(
            name,
            Text(
                nl=f"Achter “{name}=” staat niets. Vul het nummer in, of laat dit deel weg.",
                en=f"There is nothing after “{name}=”. Fill in the number, or leave this part out.",
            ),
        )
    return Place(Level(name), value)
