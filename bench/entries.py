"""Generated entries of the register: any number, the same ones for the same seed, shaped like real ones.

Lengths, shares and the spread over organisations follow what the exports of the national register show: a few
organisations with many entries, most with one or two, nine in ten in use, and texts of 3 to 6 kB.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.vocabulary import make_weights, make_words

WORDS = 30_000
ORGANISATIONS = 350

KINDS = [("gemeente", 240), ("provincie", 12), ("waterschap", 21), ("ministerie", 15), ("agentschap", 22)]
KINDS += [("zelfstandig_bestuursorgaan", 25), ("veiligheidsregio", 10), ("omgevingsdienst", 5)]
KIND_NAMES = {
    "gemeente": "Gemeente",
    "provincie": "Provincie",
    "waterschap": "Waterschap",
    "ministerie": "Ministerie van",
    "agentschap": "Rijksdienst voor",
    "zelfstandig_bestuursorgaan": "Uitvoeringsinstituut",
    "veiligheidsregio": "Veiligheidsregio",
    "omgevingsdienst": "Omgevingsdienst",
}
STATUSES = {"In gebruik": 88, "In ontwikkeling": 6, "Buiten gebruik": 6}
CATEGORIES = {"Impactvolle algoritmes": 55, "Overige algoritmes": 40, "Hoog-risico AI-systeem": 5}
THEMES = {
    "Organisatie en bedrijfsvoering": 30,
    "Sociale zekerheid": 14,
    "Openbare orde en veiligheid": 12,
    "Ruimte en infrastructuur": 10,
    "Verkeer": 7,
    "Natuur en milieu": 6,
    "Werk": 6,
    "Zorg en gezondheid": 5,
    "Wonen": 5,
    "Economie": 4,
    "Overheidsfinanciën": 4,
    "Recht": 4,
    "Onderwijs en wetenschap": 3,
    "Migratie en integratie": 2,
    "Cultuur en recreatie": 1,
    "Internationaal": 1,
}
ASSESSMENTS = {
    (): 45,
    ("Data Protection Impact Assessment (DPIA)",): 32,
    ("Pre-scan DPIA",): 6,
    ("Data Protection Impact Assessment (DPIA)", "Impact Assessment Mensenrechten en Algoritmes (IAMA)"): 8,
    ("Impact Assessment Mensenrechten en Algoritmes (IAMA)",): 3,
    ("AI Impact Assesment (AIIA)", "Data Protection Impact Assessment (DPIA)"): 2,
    ("BIO-toets",): 4,
}
SUPPLIERS = 400
LAWS = {
    (): 35,
    ("Participatiewet, artikel 8",): 12,
    ("AVG artikel 6, lid 1, sub e", "Gemeentewet"): 12,
    ("art. 4:2 Awb",): 12,
    ("Wegenverkeerswet 1994",): 8,
    ("Wet BRP artikel 2.1", "Algemene verordening gegevensbescherming"): 8,
    ("Omgevingswet",): 7,
    ("Wmo 2015", "Jeugdwet"): 6,
}
TEXT_FIELDS = {
    "goal": (60, 130),
    "proportionality": (40, 110),
    "human_intervention": (40, 100),
    "risks": (50, 120),
    "lawful_basis": (15, 60),
    "source_data": (50, 120),
    "methods_and_models": (60, 190),
}
FIRST_DAY = date(2022, 12, 1)
DAYS = 1400


@dataclass(frozen=True, slots=True)
class GeneratedOrganisation:
    """An invented organisation."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class GeneratedEntry:
    """An invented entry: `values` are the fields of standard 1.0, `organisation` is the number of its owner."""

    public_id: str
    organisation: int
    values: dict[str, Any]
    published_on: date


def make_organisations() -> list[GeneratedOrganisation]:
    """The organisations that generated entries belong to, those with most entries first."""
    chance = random.Random(2)
    places = [word.capitalize() for word in make_words(3000)[1000 : 1000 + ORGANISATIONS]]
    kinds = [kind for kind, count in KINDS for _ in range(count)]
    chance.shuffle(kinds)
    return [
        GeneratedOrganisation(code=f"bench{number:04}", name=f"{KIND_NAMES[kind]} {place}", kind=kind)
        for number, (kind, place) in enumerate(zip(kinds, places, strict=True))
    ]


def make_entries(count: int, *, seed: int = 3) -> Iterator[GeneratedEntry]:
    """Yield `count` entries: the same ones for the same seed."""
    chance = random.Random(seed)
    words = make_words(WORDS)
    cumulative = list(itertools.accumulate(make_weights(WORDS)))
    organisations = make_organisations()
    owners = chance.choices(
        range(ORGANISATIONS), weights=[1 / (rank + 3) for rank in range(ORGANISATIONS)], k=count
    )
    for number, owner in enumerate(owners):
        yield GeneratedEntry(
            public_id=f"{10_000_000 + number}",
            organisation=owner,
            values=_make_values(chance, words, cumulative, organisations[owner].name, number),
            published_on=FIRST_DAY + timedelta(days=int(DAYS * chance.random() ** 0.7)),
        )


def _make_values(
    chance: random.Random, words: list[str], cumulative: list[float], organisation: str, number: int
) -> dict[str, Any]:
    lengths = {key: chance.randint(*bounds) for key, bounds in TEXT_FIELDS.items()}
    title_length, summary_length = chance.randint(2, 7), chance.randint(15, 45)
    drawn = iter(
        chance.choices(words, cum_weights=cumulative, k=sum(lengths.values()) + title_length + summary_length)
    )
    title = " ".join(itertools.islice(drawn, title_length)).capitalize()
    summary = " ".join(itertools.islice(drawn, summary_length)).capitalize() + "."
    values: dict[str, Any] = {
        "name": f"{title} {number}"[:100],
        "description_short": summary[:400],
        "organization": organisation,
        "category": _draw_several(chance, THEMES),
        "status": _draw(chance, STATUSES),
        "begin_date": f"{2015 + number % 10}-{1 + number % 12:02}",
        "contact_email": "algoritmes@voorbeeldstad.example",
        "publication_category": _draw(chance, CATEGORIES),
        "impacttoetsen_grouping": [{"title": title} for title in _draw(chance, ASSESSMENTS)],
        "provider": _name_supplier(chance, words),
        "lawful_basis_grouping": [{"title": title} for title in _draw(chance, LAWS)],
        "lang": "nld",
        "standard_version": "1.0",
    }
    for key, length in lengths.items():
        values[key] = f"<p>{' '.join(itertools.islice(drawn, length)).capitalize()}.</p>"
    return values


def _name_supplier(chance: random.Random, words: list[str]) -> str:
    """Nobody, the organisation itself, or one of many suppliers, some with far more entries than others."""
    kind = chance.random()
    if kind < 0.35:
        return "" if kind < 0.2 else "Zelf ontwikkeld"
    return f"{words[2000 + int(SUPPLIERS * chance.random() ** 3)].capitalize()} B.V."


def _draw(chance: random.Random, shares: dict[Any, int]) -> Any:
    return chance.choices(list(shares), weights=list(shares.values()))[0]


def _draw_several(chance: random.Random, shares: dict[str, int]) -> list[str]:
    return sorted({_draw(chance, shares) for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3)))})
