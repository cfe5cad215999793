"""From a live version to what search keeps of it."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.utils import timezone

from waarborg.adapters.content_files.laws import load_law_names
from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.publications.models import Entry, SearchDocument
from waarborg.apps.publications.search import port, words
from waarborg.apps.publications.search.store import OFTEN, Row, Texts
from waarborg.apps.publications.search.words import BREAK
from waarborg.core.publication.markup import plain_text
from waarborg.core.publication.product_names import Stated, fold_supplier, read_stated
from waarborg.core.publication.standard import Kind

#: Fields that stand in columns of their own, or say nothing that somebody searches for.
_NOT_IN_BODY = frozenset({"name", "description_short", "organization", "publication_dt"})
_SEARCHED = frozenset({Kind.TEXT, Kind.MARKUP, Kind.CHOICES, Kind.GROUP})
#: Characters that JSON can hold and a text column cannot.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
#: What lies beyond in one entry is not searched: far more than the standard lets an entry hold.
MAX_BODY = 200_000

MAX_NAME = 80
_BETWEEN_SUPPLIERS = re.compile(r"[;/|]|,(?!\s*(?:[bn]\.?\s?v|inc|ltd)\b)", re.IGNORECASE)

#: Each assessment by what its title holds, without capitals and accents: the standard's own name of it comes with it.
_ASSESSMENTS = (
    (r"\bpre ?scan", "Pre-scan DPIA"),
    (r"\bdpia|data protection impact|gegevensbeschermingseffect", "Data Protection Impact Assessment (DPIA)"),
    (r"\biama\b|mensenrechten", "Impact Assessment Mensenrechten en Algoritmes (IAMA)"),
    (r"\baiia\b|\bai impact", "AI Impact Assesment (AIIA)"),
    (r"\bdeda\b|ethische data ass?istent|ethische data assistant", "De Ethische Data Assistant (DEDA)"),
    (r"bijsluiter", "De Ethische Bijsluiter"),
    (r"\bfraia\b|fundamentele rechten", "Fundamentele Rechten en Algoritme Impact Assessment (FRAIA)"),
    (r"\bfria\b|fundamental rights impact", "Fundamental Rights Impact Assessment (FRIA)"),
    (r"privacy ?quick ?scan", "Privacy Quickscan"),
    (r"toetsingskader.*rekenkamer|toetsingskader algoritmes", "Toetsingskader Algemene Rekenkamer"),
    (r"\buthiek|utrechts? ethi", "Utrecht Uthiek Assessment"),
    (r"\bz inspection", "Z-Inspection"),
)
_NO_ASSESSMENT = frozenset(
    {"", "geen", "nee", "nvt", "n v t", "niet van toepassing", "onbekend", "niet bekend", "none"}
)


def make_document(entry: Entry, suppliers: Mapping[str, tuple[str, str]] | None = None) -> SearchDocument:
    """The document of an entry that has a live version.

    Reads `live`, `organisation` and `product` with its supplier. `suppliers` are those that have a record, by the
    folded name: code and name.
    """
    version = entry.live
    if version is None:
        raise ValueError(f"entry {entry.public_id} has no live version: there is nothing to search for")
    values: Mapping[str, Any] = version.values
    taken_over = bool(entry.source or version.original)
    published_on = (version.registered_on if taken_over else None) or timezone.localdate(version.published_at)
    supplied = _read_suppliers(entry, _text(values.get("provider")), suppliers or {})
    body = _make_body(values, version.values_en)
    return SearchDocument(
        entry_id=entry.pk,
        public_id=entry.public_id,
        title=(_text(values.get("name")) or entry.public_id)[:500],
        summary=_text(values.get("description_short")),
        body="\n".join(text for _, text in body),
        body_fields=[key for key, _ in body],
        organisation=entry.organisation.code,
        organisation_name=entry.organisation.name,
        kind=entry.organisation.kind,
        status=_text(values.get("status"))[:32],
        category=_text(values.get("publication_category"))[:64],
        themes=list(dict.fromkeys(_list(values.get("category")))),
        assessments=list(name_assessments(values.get("impacttoetsen_grouping"))),
        suppliers=list(supplied),
        supplier_names=list(supplied.values()),
        product=entry.product.code if entry.product else "",
        product_name=entry.product.name if entry.product else "",
        laws=list(name_laws(values.get("lawful_basis_grouping"))),
        is_counted=True,
        published_on=published_on,
        taken_over=taken_over,
    )


def make_row(document: SearchDocument) -> Row:
    """What counting and sorting need of a document."""
    return Row(
        entry_id=document.entry_id,
        public_id=document.public_id,
        name=words.sort_key(document.title),
        published_on=document.published_on.isoformat(),
        organisation=document.organisation,
        kind=document.kind,
        status=document.status,
        category=document.category,
        themes=json.dumps(document.themes),
        assessments=json.dumps(document.assessments),
        suppliers=json.dumps(document.suppliers),
        product=document.product,
        laws=json.dumps(document.laws),
    )


def make_texts(document: SearchDocument) -> Texts:
    """The words of a document. Its id counts as a word of its title, so that who types it finds it first."""
    body = _analyse(document.body)
    stems = [stem for _, stem in body]
    plain = {stem: plain for plain, stem in body}
    return Texts(
        entry_id=document.entry_id,
        title=[*_analyse(document.title), (BREAK, BREAK), *_analyse(document.public_id)],
        summary=_analyse(document.summary),
        organisation=_analyse(document.organisation_name),
        body=body,
        often=[
            (plain[stem], stem) for stem, count in Counter(stems).items() if count >= OFTEN and stem != BREAK
        ],
    )


def name_assessments(rows: object) -> tuple[str, ...]:
    """The names that the standard has for the assessments in these rows.

    An assessment without such a name gives `port.OTHER`, none at all `port.NONE`.
    """
    found: dict[str, None] = {}
    for row in rows if isinstance(rows, list) else ():
        title = " ".join(words.find_plain(_text(row.get("title")))) if isinstance(row, dict) else ""
        if title in _NO_ASSESSMENT:
            continue
        names = [name for pattern, name in _ASSESSMENTS if re.search(pattern, title)]
        if "Pre-scan DPIA" in names and not re.search(r"dpia.*dpia", title):
            names = [name for name in names if not name.endswith("(DPIA)")]
        found.update(dict.fromkeys(names or [port.OTHER]))
    return tuple(found) or (port.NONE,)


def name_laws(rows: object) -> tuple[str, ...]:
    """The laws that the rows of the legal basis name, each once, whatever the article."""
    found: dict[str, None] = {}
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            found.update(
                dict.fromkeys(load_law_names().find(_text(row.get("title")), _text(row.get("link"))))
            )
    return tuple(found)


def _read_suppliers(entry: Entry, stated: str, known: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The suppliers of an entry, by code, each with its name.

    The supplier of the product goes before what the text states. Suppliers without a record are told apart by the
    words of their name.
    """
    if entry.product is not None:
        return {entry.product.supplier.code: entry.product.supplier.name}
    kind = read_stated(stated)
    if kind is Stated.NOTHING:
        return {}
    if kind is Stated.OWN:
        return {port.OWN: ""}
    found: dict[str, str] = {}
    for name in (stated, *_BETWEEN_SUPPLIERS.split(stated)):
        folded = fold_supplier(name)
        if folded in known:
            code, called = known[folded]
            found[code] = called
        elif folded and not (name == stated and _BETWEEN_SUPPLIERS.search(stated)):
            found.setdefault(folded.replace(" ", "-")[:MAX_NAME], name.strip()[:MAX_NAME])
    return found


@cache
def _body_fields() -> tuple[tuple[str, Kind], ...]:
    fields = load_standard().fields
    return tuple(
        (field.key, field.kind)
        for field in fields
        if field.key not in _NOT_IN_BODY and field.kind in _SEARCHED
    )


def _make_body(values: Mapping[str, Any], values_en: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The text of all other fields in lines, each with its field, Dutch and then English (`goal@en`)."""
    dutch = [key for key, _ in _body_fields()]
    parts = [(key, part) for key in dutch for part in _read_field(values.get(key))]
    english = ("name", "description_short", *dutch)
    parts += [(f"{key}@en", part) for key in english for part in _read_field(values_en.get(key))]
    left = MAX_BODY
    lines: list[tuple[str, str]] = []
    for key, part in parts:
        text = part.replace("\n", " ")[: max(0, left)]
        if text:
            lines.append((key, text))
            left -= len(text) + 1
    return lines


def _read_field(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield _UNSTORABLE.sub("", plain_text(value))
    elif isinstance(value, list):
        for row in value:
            yield _text(row.get("title") if isinstance(row, dict) else row)


def _text(value: object) -> str:
    return " ".join(_UNSTORABLE.sub("", value).split()) if isinstance(value, str) else ""


def _list(value: object) -> list[str]:
    return [text for item in value if (text := _text(item))] if isinstance(value, list) else []


def _analyse(text: str) -> list[tuple[str, str]]:
    """The words of a text, with a break between its lines."""
    found: list[tuple[str, str]] = []
    for line in text.split("\n"):
        if found:
            found.append((BREAK, BREAK))
        found += words.analyse_all(line)
    return found
