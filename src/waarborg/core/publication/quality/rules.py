"""The shape of a rule about quality, and what it is given to look at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from waarborg.core.publication import markup
from waarborg.core.publication.problems import Mark, Problem, Severity
from waarborg.core.publication.quality.measures import Measures
from waarborg.core.publication.quality.words import Sentence, split_sentences
from waarborg.core.publication.standard import Standard
from waarborg.core.publication.validity import check
from waarborg.core.terms.text import Text

CATEGORY, ASSESSMENTS, REMARKS = "publication_category", "impacttoetsen_grouping", "impacttoetsen"
BASIS, BASIS_LINKS = "lawful_basis", "lawful_basis_grouping"
STATUS, IN_USE = "status", "In gebruik"
#: Fields of running text, for the rules about words and about texts that are alike.
PROSE = (
    "description_short",
    "goal",
    "proportionality",
    "human_intervention",
    "risks",
    "impacttoetsen",
    "source_data",
    "methods_and_models",
)


@dataclass(frozen=True, slots=True)
class Alike:
    """Another text that is nearly the same: how much of it, whose it is, and whether it is a supplier's template.

    `share` is the part of the word groups that both have in common, from 0 to 1. `place` is where it can be read: the
    id of an entry, or the name of a template. Raises `ValueError` for another share.
    """

    share: float
    title: str
    owner: str
    place: str
    is_template: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError("what two texts share is between 0 and 1")


@dataclass(frozen=True, slots=True)
class SameProduct:
    """In which category others publish the same product: how many entries per category, those of others alone."""

    product: str
    categories: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the rules know besides the entry itself.

    `today` is the day of asking. `alike` are texts that are nearly the same, `same_product` says how others publish
    the same product, `review_on` is the day by which the text should be read again, `broken_links` are addresses that
    did not answer the last times. `not_carried` are fields that the file an entry was taken over from does not have:
    nobody can say whether these are empty, so no rule does. `derived_category` is the category that follows from the
    facts of the dossier; empty when there are none, or too few.
    """

    today: date
    measures: Measures
    same_product: SameProduct | None = None
    alike: tuple[Alike, ...] = ()
    review_on: date | None = None
    broken_links: frozenset[str] = frozenset()
    not_carried: frozenset[str] = frozenset()
    derived_category: str = ""


class Subject:
    """An entry as the rules look at it; what several rules need is worked out once."""

    def __init__(
        self,
        values: Mapping[str, object],
        *,
        standard: Standard,
        context: Context,
        gate: Iterable[Problem] | None = None,
    ) -> None:
        self.values = values
        self.standard = standard
        self.context = context
        self.gate = tuple(check(values, standard=standard) if gate is None else gate)
        self._plain: dict[str, str] = {}
        self._sentences: dict[str, tuple[Sentence, ...]] = {}

    def plain(self, key: str) -> str:
        """The text of a field without its markup; empty for a field that holds no text."""
        if key not in self._plain:
            value = self.values.get(key)
            self._plain[key] = markup.plain_text(value) if isinstance(value, str) else ""
        return self._plain[key]

    def sentences(self, key: str) -> tuple[Sentence, ...]:
        """The sentences of a field."""
        if key not in self._sentences:
            known = self.context.measures.abbreviations
            self._sentences[key] = split_sentences(self.plain(key), abbreviations=known)
        return self._sentences[key]

    def rows(self, key: str) -> tuple[tuple[int, Mapping[str, object]], ...]:
        """The rows of a group with their numbers."""
        value = self.values.get(key)
        rows = value if isinstance(value, list | tuple) else ()
        return tuple((number, row) for number, row in enumerate(rows) if isinstance(row, Mapping))

    def is_carried(self, key: str) -> bool:
        """Whether the source could say something in this field."""
        return key not in self.context.not_carried

    def label(self, key: str) -> Text:
        """What a field is called."""
        return self.standard.get_field(key).label


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Values for which a rule finds something (`finds`) or not, as a worked example.

    `shown` is how a page tells it. `context` changes what the rules know besides the entry.
    """

    shown: Text
    values: Mapping[str, object]
    finds: bool
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that can be better in an entry.

    `code` is stable, for machines. `why` tells people why it matters, `method` how it is found out. `check` yields a
    finding for each place. `examples` hold at least one in which it finds something and one in which it does not; the
    tests run them all. Raises `ValueError` without those.
    """

    code: str
    title: Text
    why: Text
    method: Text
    check: Callable[[Subject], Iterable[Problem]]
    examples: tuple[Example, ...]

    def __post_init__(self) -> None:
        if not self.code.isidentifier():
            raise ValueError(f"{self.code!r} is no code: use letters and underscores")
        if {example.finds for example in self.examples} != {True, False}:
            raise ValueError(f"{self.code}: show an example that is found and one that is not")


def find(code: str, place: str, message: Text, remedy: Text, marks: Iterable[Mark] = ()) -> Problem:
    """Return a finding: what is wrong does not block publication."""
    return Problem(code, Severity.FINDING, place, message, remedy, tuple(marks))
