"""The words of each field of a system card: which facts they say, what becomes a note, and what has no place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from waarborg.adapters.cards.system_fields import (
    CLASS_LABEL,
    FACTS,
    LABEL_NAMES,
    REFERENCE_NAMES,
    SOURCE_PREFIX,
)
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.framework_files.tree_reading import load_tree_reading
from waarborg.core.framework.official_tree import read_labels
from waarborg.core.profile.vocabulary import Term, Type
from waarborg.core.publication.addresses import is_link, is_mail_address
from waarborg.core.publication.plain_writing import from_writing
from waarborg.core.terms.text import Text


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that a field says: its key in the vocabulary and its value."""

    field: str
    key: str
    value: object


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of a field that no fact can hold, and a note can."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Left:
    """What has no place in a dossier: the field, what it says, and why. always: also in a card of our own."""

    field: str
    words: str
    why: Text
    always: bool = False


Line = Found | Kept | Left
_FOLLOWS = Text(
    "Waarborg werkt dit zelf uit met de feiten van het dossier.",
    "Waarborg works this out itself from the facts of the dossier.",
)
_PERSON = Text(
    "Een dossier bewaart geen namen en adressen van personen. Geef iemand een rol of wijs het dossier toe.",
    "A dossier keeps no names and addresses of persons. Give somebody a role or assign the dossier.",
)
_OWNER = Text(
    "Een dossier hoort al bij een organisatie; die verandert hierdoor niet.",
    "A dossier belongs to an organisation already; this does not change that.",
)
_ONE_SUPPLIER = Text(
    "Een dossier noemt één leverancier. De eerste van de kaart wordt voorgesteld.",
    "A dossier names one supplier. The first of the card is proposed.",
)
_MODEL = Text(
    "Een dossier heeft geen plaats voor modelkaarten. Bewaar de kaart bij de bijlagen; dan staan zij ook weer in de "
    "systeemkaart van dit dossier.",
    "A dossier has no place for model cards. Keep the card among the attachments; then they also stand in the system "
    "card of this dossier again.",
)
_ASSESSMENT = Text(
    "Antwoorden horen in een toets. Begin of open die toets en lees dit bestand daar in. Een handtekening komt niet mee.",
    "Answers belong in an assessment. Start or open it and bring this file in there. A signature does not come along.",
)
_ADDRESS = Text("Dit is geen webadres.", "This is no web address.")


def read_field(field: str, value: Any) -> Iterator[Line]:
    """Yield what a field says. value: as the standard has it, checked before."""
    reader = _READERS.get(field)
    if reader is not None:
        yield from reader(field, value)
    elif isinstance(value, str):
        yield from _read_text(field, value)
    else:
        yield from _keep_lines(field, value)


def _read_text(field: str, value: str) -> Iterator[Line]:
    text, keys = value.strip(), FACTS.get(field)
    if not text:
        return
    if keys is None:
        yield Kept(field, text)
        return
    term = load_vocabulary().get_term(keys[0])
    found = _read_term(term, text)
    yield Found(field, term.key, found) if found is not None else Kept(field, text)


def _keep_lines(field: str, value: list[Any]) -> Iterator[Line]:
    for item in value:
        words = item if isinstance(item, str) else " · ".join(str(part) for part in item.values() if part)
        if words.strip():
            yield Kept(field, words.strip())


def _read_term(term: Term, text: str) -> object:
    """The value of a term that a text says; None when it is none."""
    match term.type:
        case Type.MARKUP:
            return from_writing(text)
        case Type.CHOICE:
            return _find_choice(term, text)
        case Type.CHOICES:
            choice = _find_choice(term, text)
            return [choice] if choice is not None else None
        case Type.BOOLEAN:
            return {"ja": True, "yes": True, "true": True, "nee": False, "no": False, "false": False}.get(
                _fold(text)
            )
        case Type.TEXT | Type.MONTH | Type.DATE | Type.LINK | Type.CONTACT:
            return text
    return None


def _find_choice(term: Term, text: str) -> str | None:
    wanted = _fold(text)
    for choice in term.choices:
        if wanted in (_fold(choice.value), _fold(choice.label.nl), _fold(choice.label.en)):
            return choice.value
    return None


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


# --- fields with parts -----------------------------------------------------------------------------------------
def _read_begin(field: str, value: str) -> Iterator[Line]:
    yield Found(field, "in_service_on", value)
    yield Found(field, "begin_month", value[:7])


def _read_end(field: str, value: str) -> Iterator[Line]:
    yield Found(field, "end_month", value[:7])


def _read_owners(field: str, value: list[Mapping[str, str]]) -> Iterator[Line]:
    for number, owner in enumerate(value):
        name, mail = owner.get("name", "").strip(), owner.get("email", "").strip()
        organisation = " · ".join(
            part for key in ("organization", "oin") if (part := owner.get(key, "").strip())
        )
        if organisation:
            yield Left(field, organisation, _OWNER, always=True)
        if role := owner.get("role", "").strip():
            yield Found(field, "owner_role", role) if number == 0 else Kept(field, role)
        if mail and not name and number == 0 and is_mail_address(mail):
            yield Found(field, "contact", mail)
        elif name or mail:
            yield Left(field, " · ".join(part for part in (name, mail) if part), _PERSON)


def _read_profile(field: str, value: Mapping[str, Any]) -> Iterator[Line]:
    said = [word for name, word in value.items() if isinstance(word, str) and name in _PROFILE]
    facts = dict(read_labels(load_tree_reading(), said).facts)
    if value.get("type") in ("impactvol algoritme", "niet-impactvol algoritme"):
        facts["ai_system"] = False
    if "conformity_assessment_body" in value:
        facts["third_party_conformity"] = True
    for key, fact in facts.items():
        if fact is not None:
            yield Found(field, key, fact)
    for name in ("risk_group", "transparency_obligations"):
        if name in value:
            yield Left(field, value[name], _FOLLOWS, always=True)
    tree = value.get("decision_tree")
    if tree:
        path = ", ".join(f"{step['question']}: {step['answer']}" for step in tree["path"])
        yield Kept(field, f"{tree['version']}: {path}")


#: Parts of the profile that are said of the system; the others are outcomes.
_PROFILE = ("type", "open_source", "systemic_risk", "role")


def _read_labels(field: str, value: list[Mapping[str, str]]) -> Iterator[Line]:
    chosen: dict[str, list[object]] = {}
    for label in value:
        name, text = label["name"].strip(), label.get("value", "").strip()
        if name == CLASS_LABEL:
            yield Left(field, f"{name}: {text}", _FOLLOWS, always=True)
            continue
        term = _find_term(name)
        found = _read_term(term, text) if term is not None and text else None
        if term is not None and isinstance(found, list):
            chosen.setdefault(term.key, []).extend(found)
        elif term is not None and found is not None:
            yield Found(field, term.key, found)
        elif name or text:
            yield Kept(field, f"{name}: {text}" if text else name)
    yield from (Found(field, key, list(dict.fromkeys(values))) for key, values in chosen.items())


def _find_term(name: str) -> Term | None:
    """The term of the vocabulary that a label is called after: our name for it, its key, or its label."""
    wanted = _fold(name)
    for key, own in LABEL_NAMES.items():
        if wanted == own:
            return load_vocabulary().get_term(key)
    for term in load_vocabulary().terms:
        if wanted in (term.key, _fold(term.label.nl), _fold(term.label.en)):
            return term
    return None


def _read_laws(field: str, value: list[Mapping[str, str]]) -> Iterator[Line]:
    rows, texts = [], []
    for law in value:
        title, link = law["name"].strip(), law.get("link", "").strip()
        if title and is_link(link):
            rows.append({"title": title, "link": link})
        elif words := f"{title} ({link})" if link else title:
            texts.append(words)
    if texts:
        yield Found(field, "legal_basis", from_writing("\n\n".join(texts)))
    if rows:
        yield Found(field, "legal_bases", rows)


def _read_providers(field: str, value: list[Mapping[str, str]]) -> Iterator[Line]:
    for number, provider in enumerate(value):
        name, version = provider["name"].strip(), provider.get("version", "").strip()
        if number:
            yield Left(field, f"{name} {version}".strip(), _ONE_SUPPLIER)
            continue
        if name:
            yield Found(field, "supplier", name)
        if version:
            yield Found(field, "product_version", version)


def _read_references(field: str, value: list[Mapping[str, str]]) -> Iterator[Line]:
    keys = {_fold(name): key for key, name in REFERENCE_NAMES.items()}
    sources = []
    for reference in value:
        name, link = reference["name"].strip(), reference.get("link", "").strip()
        if link and not is_link(link):
            yield Left(field, f"{name}: {link}", _ADDRESS)
        elif link and _fold(name) in keys:
            yield Found(field, keys[_fold(name)], link)
        elif link and name.startswith(SOURCE_PREFIX):
            sources.append({"title": name.removeprefix(SOURCE_PREFIX), "link": link})
        elif name or link:
            yield Kept(field, f"{name}: {link}" if link else name)
    if sources:
        yield Found(field, "data_sources", sources)


def _say_followed(field: str, value: list[Mapping[str, Any]]) -> Iterator[Line]:
    """Requirements, measures and instruments: what applies and how far it is follows from facts and plan."""
    for item in value:
        state = item.get("state", "")
        words = f"{item['urn']}: {state}" if state else item["urn"]
        yield Left(field, f"{words} ({item['value']})" if item.get("value") else words, _FOLLOWS)


def _say_models(field: str, value: list[Mapping[str, Any]]) -> Iterator[Line]:
    for model in value:
        names = model.get("name") or ", ".join(one["name"] for one in model["model_index"])
        yield Left(field, names or model["license"]["license_name"], _MODEL)


def _say_assessments(field: str, value: list[Mapping[str, Any]]) -> Iterator[Line]:
    for card in value:
        yield Left(field, f"{card['name']}, {card['date']}", _ASSESSMENT)


_READERS: Mapping[str, Callable[[str, Any], Iterator[Line]]] = {
    "begin_date": _read_begin,
    "end_date": _read_end,
    "owners": _read_owners,
    "ai_act_profile": _read_profile,
    "labels": _read_labels,
    "legal_base": _read_laws,
    "external_providers": _read_providers,
    "references": _read_references,
    "requirements": _say_followed,
    "measures": _say_followed,
    "instruments": _say_followed,
    "models": _say_models,
    "assessments": _say_assessments,
}
