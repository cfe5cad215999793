"""What of a supplier's description may fill a draft, and which sentences claim an assessment.

A supplier knows its product. It does not know what the organisation decided, weighed or had assessed. So a template
fills the texts that describe the product, each marked as coming from the template until somebody confirms it; what
only the organisation can state is shown beside, and never taken over. Complaint 42 of the national register's user
research: templates must not list impact assessments that nobody performed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from waarborg.core.publication.markup import is_blank, plain_text
from waarborg.core.publication.problems import Problem, Severity
from waarborg.core.publication.standard import Field, Kind, Standard
from waarborg.core.terms.text import Text

CODE = "template_claim"

#: Fields that describe the product itself, so that a supplier can fill them; an editor confirms each.
FILLED = (
    "name",
    "description_short",
    "category",
    "goal",
    "proportionality",
    "human_intervention",
    "risks",
    "source_data",
    "source_data_grouping",
    "methods_and_models",
    "provider",
    "publiccode",
    "tags",
)
_ASSESSED = Text(
    "Alleen wie de toets heeft gedaan kan dit zeggen. Noem haar pas als zij is ondertekend.",
    "Only who did the assessment can say this. Name it once it has been signed.",
)
_LEGAL = Text(
    "Op welke grond u het algoritme gebruikt en in welke categorie het valt, is een besluit van uw organisatie.",
    "On which ground you use the algorithm and which category it has is a decision of your organisation.",
)
_OWN = Text(
    "Dit gaat over uw organisatie; de leverancier kan het niet weten.",
    "This is about your organisation; the supplier cannot know it.",
)
#: Why a field of the standard is never filled from a template.
REASONS: Mapping[str, Text] = MappingProxyType(
    {
        "impacttoetsen_grouping": _ASSESSED,
        "impacttoetsen": _ASSESSED,
        "publication_category": _LEGAL,
        "lawful_basis": _LEGAL,
        "lawful_basis_grouping": _LEGAL,
        "process_index_url": _LEGAL,
        "organization": _OWN,
        "contact_email": _OWN,
        "website": _OWN,
        "url": _OWN,
        "status": _OWN,
        "begin_date": _OWN,
        "end_date": _OWN,
        "source_id": _OWN,
    }
)
#: Fields that follow from the system itself; a template that has them says nothing with it.
_GENERATED = frozenset(("lang", "standard_version", "lars", "publication_dt"))

_ASSESSMENT = re.compile(
    r"\b(?:(?:dpia|gdpia|iama|fraia|fria|aiia|pia|deda)(?:['’-]?s)?\b|"
    r"(?:gegevensbeschermings)?effectbeoordeling|impact ?assess?ment|impacttoets|privacytoets|mensenrechtentoets|"
    r"ethische toets|privacy ?quick ?scan|conformiteitsbeoordeling|conformity assessment|bias-?(?:toets|audit)|"
    r"algoritme-?audit|algorithm audit)",
    re.IGNORECASE,
)
# Words with which a sentence says that the assessment is still to come, or up to the reader: no claim.
_STILL_TO_DO = re.compile(
    r"\b(?:moet(?:en)?|dient|dienen|hoort|behoort|nog (?:niet|geen|te)|zou(?:den)?|raden|raadt|adviseren|adviseert|"
    r"aan te raden|verplicht|must|should|has to|have to|needs? to|not yet|recommend(?:s|ed)?|advise)\b",
    re.IGNORECASE,
)
_WAS_DONE = re.compile(
    r"\b(?:is|zijn|was|werd|werden|heeft|hebben|has been|have|were)\b(?! (?:aan te raden|verplicht|nog))"
    r".*\b(?:uitgevoerd|gedaan|toegepast|afgerond|doorlopen|opgesteld|performed|carried out|completed|done)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"((?<=[.!?])\s+|\n+)")
_TAG = re.compile(r"(<[^<>]+>)")
_EMPTY_BLOCK = re.compile(r"<(p|li|div|ul|ol)>(?:\s|<br>)*</\1>")


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that a supplier says and that is not taken over: the field, what it says, and why not."""

    field: str
    says: str
    reason: Text

    def __post_init__(self) -> None:
        if not self.field or not self.says.strip():
            raise ValueError("a mention has a field and words")


@dataclass(frozen=True, slots=True)
class Filling:
    """What a template fills, what it mentions and does not fill, and the sentences that claim an assessment."""

    values: dict[str, object]
    mentions: tuple[Mention, ...]
    claims: tuple[Problem, ...]


def fill(values: Mapping[str, object], *, standard: Standard) -> Filling:
    """Return what `values` of a template, in the current `standard`, may put in a draft.

    Only the fields in `FILLED`. A sentence in them that claims an assessment is left out and stands among the
    mentions, and as a finding `template_claim` among the claims. Markup in `values` is clean: allowed tags only.
    """
    filled: dict[str, object] = {}
    mentions: list[Mention] = []
    for key, value in values.items():
        field = standard.find_field(key)
        if field is None or key in _GENERATED or not _says(value):
            continue
        if key not in FILLED:
            mentions.append(Mention(key, _in_words(value), REASONS.get(key, _OWN)))
            continue
        kept, claims = _without_claims(value, field) if isinstance(value, str) else (value, ())
        mentions.extend(Mention(key, claim, _ASSESSED) for claim in claims)
        if _says(kept):
            filled[key] = kept
    return Filling(filled, tuple(mentions), find_claims(values, standard=standard))


def find_claims(values: Mapping[str, object], *, standard: Standard) -> tuple[Problem, ...]:
    """Return a finding for each sentence in a running text that claims an assessment was done.

    The two fields that are about assessments are left out: they are never filled from a template.
    """
    problems: list[Problem] = []
    for key, value in values.items():
        field = standard.find_field(key)
        if field is None or key in REASONS or not isinstance(value, str):
            continue
        problems.extend(_claim(field, sentence) for sentence in list_claims(value))
    return tuple(problems)


def list_claims(text: str) -> tuple[str, ...]:
    """Return the sentences in `text` that claim an assessment was done, or needs not be done."""
    return tuple(_tidy(piece) for piece in _SENTENCE_END.split(plain_text(text)) if is_claim(_tidy(piece)))


def is_claim(sentence: str) -> bool:
    """Return whether a sentence claims something about an assessment.

    It does when it names an assessment, unless it says that it still has to be done. "Er is een DPIA uitgevoerd" and
    "een IAMA is niet nodig" are claims; "de gemeente moet een DPIA uitvoeren" is not.
    """
    if not _ASSESSMENT.search(sentence):
        return False
    return not _STILL_TO_DO.search(sentence) or bool(_WAS_DONE.search(sentence))


def _without_claims(text: str, field: Field) -> tuple[str, tuple[str, ...]]:
    claims = list_claims(text)
    if not claims:
        return text, ()
    if field.kind is not Kind.MARKUP:
        return _cut(text).strip(), claims
    kept = "".join(piece if piece.startswith("<") else _cut(piece) for piece in _TAG.split(text))
    while (shorter := _EMPTY_BLOCK.sub("", kept)) != kept:
        kept = shorter
    return kept.strip(), claims


def _cut(text: str) -> str:
    """Leave out the sentences that claim something, each with the white space after it."""
    pieces = [*_SENTENCE_END.split(text), ""]
    kept = (
        sentence + space
        for sentence, space in zip(pieces[::2], pieces[1::2], strict=True)
        if not is_claim(_tidy(plain_text(sentence)))
    )
    cut = "".join(kept)
    return cut if cut == text else cut.rstrip()


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _claim(field: Field, sentence: str) -> Problem:
    return Problem(
        CODE,
        Severity.FINDING,
        field.key,
        Text(
            nl=f"{field.label.nl} zegt iets over een toets: “{sentence}”",
            en=f"{field.label.en} says something about an assessment: “{sentence}”",
        ),
        Text(
            nl="Haal de zin weg, of noem de toets met dag en ondertekening bij de impacttoetsen als zij echt is gedaan.",
            en="Remove the sentence, or name the assessment with day and signature among the impact assessments if it"
            " was really done.",
        ),
    )


def _says(value: object) -> bool:
    if isinstance(value, str):
        return not is_blank(value)
    if isinstance(value, Mapping):
        return any(_says(part) for part in value.values())
    if isinstance(value, list | tuple):
        return any(_says(part) for part in value)
    return value is not None


def _in_words(value: object) -> str:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, Mapping):
        return ": ".join(_list_words(value.values()))
    if isinstance(value, Iterable):
        return "\n".join(_list_words(value))
    return str(value)


def _list_words(values: Iterable[object]) -> list[str]:
    return [_in_words(value) for value in values if _says(value)]
