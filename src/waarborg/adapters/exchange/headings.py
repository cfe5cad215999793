"""Which field a heading of a table means: the key of a field, its Dutch or English label, or another word for it."""

from collections.abc import Iterable
from functools import cache

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.making import BESIDE_THE_STANDARD
from waarborg.core.publication.standard import Field, Kind, is_same_version
from waarborg.core.publication.wordings import fold

ID, ORGANISATION = "lars", "organization"
#: Other words that people put above a column. Compared without capitals, spaces, hyphens and underscores.
_OTHER_WORDS = {
    "lars": ("algorithm id", "algoritmenummer"),
    "name": ("naam algoritme", "titel", "title", "algoritme", "applicatie", "systeem", "toepassing"),
    "organization": ("organisatie", "organisation", "gemeente", "eigenaar", "overheidsorganisatie"),
    "description_short": ("omschrijving", "beschrijving", "korte beschrijving", "description", "samenvatting", "toelichting"),
    "category": ("beleidsterrein", "themas", "domein", "beleidsdomein", "theme", "domain"),
    "status": ("fase", "stand", "gebruik", "phase"),
    "begin_date": ("startdatum", "start", "in gebruik sinds", "ingebruikname", "start date", "sinds"),
    "end_date": ("einde", "buiten gebruik sinds", "stopdatum"),
    "contact_email": ("contact", "e mail", "email", "mailadres", "contactpersoon", "e mailadres"),
    "website": ("webpagina", "publiekspagina", "site"),
    "publication_category": ("categorie", "risicocategorie", "risicoklasse", "category", "risk class", "klasse"),
    "goal": ("doel", "doelstelling", "purpose", "impact", "purpose and impact"),
    "proportionality": ("afweging", "proportionaliteit", "proportionality"),
    "human_intervention": ("menselijke controle", "mens", "human oversight", "menselijk toezicht"),
    "risks": ("risico", "risicos", "risk", "beheersmaatregelen"),
    "lawful_basis": ("grondslag", "wettelijke grondslag", "juridische basis", "wet", "juridische grondslag"),
    "lawful_basis_grouping": ("link naar wettelijke basis", "wetten"),
    "process_index_url": ("verwerkingsregister",),
    "impacttoetsen_grouping": ("impacttoets", "dpia", "iama", "impact assessments"),
    "source_data": ("data", "databronnen", "bronnen", "gegevens die gebruikt worden"),
    "source_data_grouping": ("link naar gegevensbronnen", "gegevensbronnen"),
    "methods_and_models": ("werking", "techniek", "methode", "model", "methoden en modellen", "technical operation"),
    "provider": ("supplier", "vendor", "maker", "fabrikant", "ontwikkelaar", "leverancier of ontwikkelaar"),
    "publiccode": ("broncode", "source code", "code", "github"),
    "source_id": ("bron id", "eigen nummer", "intern nummer", "source id", "intern id", "zaaknummer", "id", "nummer", "kenmerk", "nr", "registratienummer"),
    "tags": ("trefwoorden", "labels", "keywords", "search terms"),
}  # fmt: skip
#: Fields that no column fills: they follow from the file or the dossier.
_NOT_MAPPED = ("standard_version", "publication_dt", "lang")


def list_targets() -> tuple[Field, ...]:
    """Return the fields that a column of a free table can fill."""
    return tuple(field for field in load_standard().fields if field.key not in _NOT_MAPPED)


def may_have_several(key: str) -> bool:
    """Return whether several columns may fill this field together."""
    field = load_standard().find_field(key)
    return field is not None and field.kind in (Kind.MARKUP, Kind.CHOICES, Kind.GROUP)


def find_keys(headings: Iterable[str], *, version: str = "") -> list[str | None]:
    """Return the key of the field that each heading of an export certainly means, None where that is not certain.

    A table has keys above its columns or labels: the word `impacttoetsen` is the key of one field and the label of
    another. What most headings are comes first. Of labels those of the given version of the standard come first, then
    of the current one, then of older ones.
    """
    words = [fold(heading) for heading in headings]
    labels = _labels(version)
    as_keys = [word if word in _keys() else None for word in words]
    as_labels = [next((one[word] for one in labels if word in one), None) for word in words]
    mostly_labels = sum(map(bool, as_labels)) > sum(map(bool, as_keys))
    first, second = (as_labels, as_keys) if mostly_labels else (as_keys, as_labels)
    return [one or other for one, other in zip(first, second, strict=True)]


def guess_all(headings: Iterable[str]) -> dict[str, str]:
    """Return the field that each heading of a free table probably means, empty where there is no guess.

    A field is given away only once.
    """
    listed = list(headings)
    targets = {field.key for field in list_targets()}
    guesses: dict[str, str] = {}
    taken: set[str] = set()
    for heading, certain in zip(listed, find_keys(listed), strict=True):
        key = certain if certain in targets else _words().get(_loosen(heading), "")
        guesses[heading] = "" if key in taken else key or ""
        taken.add(key or "")
    return guesses


@cache
def _keys() -> frozenset[str]:
    standard = load_standard()
    of_older = (rule.key for source in standard.sources for rule in source.fields)
    return frozenset((*(field.key for field in standard.fields), *of_older, *BESIDE_THE_STANDARD))


@cache
def _labels(version: str) -> tuple[dict[str, str], ...]:
    standard = load_standard()
    sets = [("", [(field.key, field.label) for field in standard.fields])]
    sets += [
        (source.version, [(rule.key, rule.label) for rule in source.fields]) for source in standard.sources
    ]
    if version:
        sets.sort(key=lambda one: not is_same_version(one[0] or standard.version, version))
    return tuple(
        {fold(text): key for key, label in reversed(fields) for text in (label.en, label.nl)}
        for _, fields in sets
    )


@cache
def _words() -> dict[str, str]:
    words: dict[str, str] = {}
    for field in list_targets():
        for text in (field.key, field.label.nl, field.label.en, *_OTHER_WORDS.get(field.key, ())):
            words.setdefault(_loosen(text), field.key)
    return words


def _loosen(text: str) -> str:
    return "".join(one for one in fold(text) if one.isalnum())
