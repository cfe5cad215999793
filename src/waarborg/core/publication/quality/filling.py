"""Rules about fields that the schema of the standard asks for, and how complete an entry is."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from waarborg.core.publication.problems import Problem
from waarborg.core.publication.quality.rules import STATUS, Example, Rule, Subject
from waarborg.core.publication.standard import Field, Standard
from waarborg.core.publication.validity import OUT_OF_USE, is_empty
from waarborg.core.terms.text import Text

EXPECTED, END_EXPECTED = "expected", "end_expected"
#: Filled by the system, so they say nothing about whoever wrote the entry.
_GIVEN = frozenset({"organization", "lang", "standard_version"})
#: How the version of a shape ends that leaves fields out.
REDUCED = "-reduced"
METHOD = Text(
    "We tellen de velden die de pagina altijd toont en die het schema van de publicatiestandaard vraagt. Een veld telt"
    " als gevuld wanneer er iets staat; of het klopt weet deze telling niet. Velden die het systeem zelf vult tellen"
    " niet mee. Is een beschrijving overgenomen uit een bestand dat een veld niet heeft, dan telt dat veld niet mee.",
    "We count the fields that the page always shows and that the schema of the publication standard asks for. A field"
    " counts as filled when something is written; this count does not know whether it is right. Fields that the system"
    " fills do not count. When an entry was taken over from a file that lacks a field, that field does not count.",
)


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the expected fields are filled, and which are not."""

    filled: int
    expected: int
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.filled <= self.expected:
            raise ValueError("no more fields are filled than are expected")

    @property
    def share(self) -> float:
        """The part that is filled, from 0 to 1; 1 when nothing is expected."""
        return self.filled / self.expected if self.expected else 1.0

    @property
    def percentage(self) -> int:
        """The part that is filled in whole per cents, rounded down: 100 is really everything."""
        return int(100 * self.share)


def list_counted(standard: Standard, *, not_carried: Set[str] = frozenset()) -> tuple[Field, ...]:
    """Return the fields that count for completeness, in the order of the standard."""
    return tuple(
        field
        for field in standard.fields
        if (field.always_shown or field.expected)
        and not field.generated
        and field.key not in _GIVEN
        and field.key not in not_carried
    )


def measure_completeness(
    values: Mapping[str, object], *, standard: Standard, not_carried: Set[str] = frozenset()
) -> Completeness:
    """Return how complete an entry is; `METHOD` says how. `not_carried` are fields that its source does not have."""
    counted = list_counted(standard, not_carried=not_carried)
    missing = tuple(field.key for field in counted if is_empty(values.get(field.key)))
    return Completeness(len(counted) - len(missing), len(counted), missing)


def list_not_carried(standard: Standard, *, source_version: str) -> frozenset[str]:
    """Return the fields that a file in the shape `source_version` cannot hold; none for a shape that is whole.

    Only a reduced shape is such: an older standard lacks fields too, but there the organisation may move on to the
    newer one. Unknown versions give none.
    """
    source = standard.find_source(source_version) if source_version.endswith(REDUCED) else None
    if source is None:
        return frozenset()
    carried = {rule.to for rule in source.fields}
    return frozenset(field.key for field in standard.fields if field.key not in carried)


def check_expected(subject: Subject) -> Iterator[Problem]:
    """Yield what the gate found: fields that the schema expects and that are empty."""
    return (item for item in subject.gate if item.code == EXPECTED and subject.is_carried(item.field))


def check_end(subject: Subject) -> Iterator[Problem]:
    """Yield what the gate found: out of use, and no end date."""
    return (item for item in subject.gate if item.code == END_EXPECTED and subject.is_carried(item.field))


EXPECTED_RULE = Rule(
    code=EXPECTED,
    title=Text("Verwacht veld leeg", "Expected field empty"),
    why=Text(
        "Het register zelf eist maar enkele velden. Het schema van de standaard vraagt er achttien, omdat lezers die"
        " nodig hebben.",
        "The register itself demands a few fields only. The schema of the standard asks for eighteen, because readers"
        " need them.",
    ),
    method=Text(
        "Het veld is leeg, of er staat alleen opmaak in.", "The field is empty, or holds nothing but markup."
    ),
    check=check_expected,
    examples=(
        Example(shown=Text("Geen risicobeheer", "No risk management"), values={}, finds=True),
        Example(
            shown=Text("Alles ingevuld", "Everything filled in"),
            values={
                **dict.fromkeys(
                    ("name", "description_short", "organization", "goal", "proportionality"), "Tekst"
                ),
                **dict.fromkeys(
                    ("human_intervention", "risks", "source_data", "methods_and_models"), "Tekst"
                ),
                "category": ["Werk"],
                "status": "In gebruik",
                "begin_date": "2024-01",
                "contact_email": "algoritmes@voorbeeldstad.example",
                "publication_category": "Overige algoritmes",
                "impacttoetsen_grouping": [{"title": "Pre-scan DPIA"}],
                "provider": "Zelf gemaakt",
                "lang": "nld",
            },
            finds=False,
        ),
    ),
)
END_RULE = Rule(
    code=END_EXPECTED,
    title=Text("Buiten gebruik zonder einddatum", "Out of use without an end date"),
    why=Text(
        "Wie een besluit kreeg wil weten of het algoritme toen nog werd gebruikt.",
        "Whoever got a decision wants to know whether the algorithm was still in use then.",
    ),
    method=Text(
        "De status is Buiten gebruik en de einddatum is leeg.",
        "The status is Out of use and the end date is empty.",
    ),
    check=check_end,
    examples=(
        Example(
            shown=Text("Buiten gebruik, geen einddatum", "Out of use, no end date"),
            values={STATUS: OUT_OF_USE},
            finds=True,
        ),
        Example(
            shown=Text("Buiten gebruik sinds 2024-03", "Out of use since 2024-03"),
            values={STATUS: OUT_OF_USE, "end_date": "2024-03"},
            finds=False,
        ),
    ),
)
