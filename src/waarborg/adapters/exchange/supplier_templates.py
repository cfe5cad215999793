"""Descriptions that suppliers write of their products: the official JSON templates, and our own shape with names.

The official file is a list of records in a publication standard, one or more products each, with an `id` and no
organisation. Our own shape is an object with `suppliers`; it also holds other names and products without a template.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.json_files import (
    make_decoder,
    say_bad_number,
    say_not_right,
    say_too_deep,
)
from waarborg.adapters.exchange.records import BrokenFile, Fault
from waarborg.adapters.exchange.template_faults import find_double, find_fault, find_name_fault
from waarborg.adapters.markup import clean
from waarborg.core.publication.conversion import convert
from waarborg.core.publication.markup import plain_text
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.product_names import fold_name, fold_supplier
from waarborg.core.publication.standard import Kind, Standard
from waarborg.core.publication.template_claims import Filling, Mention, fill
from waarborg.core.terms.text import Text

MAX_BYTES = 5 * 1024 * 1024  # all 36 official templates together are a tenth of this
OFFICIAL, OWN = "official-templates", "own-templates"
LONGEST_NAME = 200
#: Fields of which at least one has to say something before there is anything to fill a draft with.
_SUBSTANCE = ("goal", "methods_and_models", "source_data", "human_intervention", "risks", "proportionality")
_BESIDE = frozenset(("id", "uuid", "organization", "lars"))
_ADDRESS = re.compile(r"https?://[^\s)>\"']+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTemplate:
    """One description of a product, in the current standard; what it fills and what it only mentions."""

    id: str
    name: str
    standard: str
    values: dict[str, object]
    mentions: tuple[Mention, ...]
    claims: tuple[Problem, ...]
    leftover: dict[str, object]
    raw: dict[str, Any]

    def __post_init__(self) -> None:
        if not self.id or not self.name.strip():
            raise ValueError("a template has an id and a name")

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing about how the product works yet: a place kept for later."""
        return not any(key in self.values for key in _SUBSTANCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSupplier:
    """A supplier as a file names it."""

    name: str
    other_names: tuple[str, ...] = ()
    website: str = ""
    trade_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProduct:
    """A product as a file names it, with the templates that the file has for it."""

    supplier: ReadSupplier
    name: str
    other_names: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    description: str = ""
    website: str = ""
    templates: tuple[ReadTemplate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFile:
    """A file that could be read: its products, and the records that could not be used, each with the reason."""

    format: str
    file_name: str
    sha256: str
    products: tuple[ReadProduct, ...]
    refused: tuple[Fault, ...] = field(default=())


def read_template_file(path: Path) -> TemplateFile:
    """Return what the file in `path` holds. Raises `BrokenFile` when it as a whole cannot be used."""
    try:
        with path.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise _broken(
            path.name,
            Text(nl="Dit bestand is niet te lezen.", en=f"This file cannot be read: {error.strerror}."),
            Text(nl="Controleer de naam en de rechten.", en="Check the name and the permissions."),
        ) from error
    return read_template_bytes(content, file=path.name)


def read_template_bytes(content: bytes, *, file: str) -> TemplateFile:
    """Return what a file with this `content` and name holds. Raises `BrokenFile`."""
    document = _read_document(content, file)
    sha256 = hashlib.sha256(content).hexdigest()
    if isinstance(document, Mapping) and isinstance(document.get("suppliers"), list):
        return _read_own(document["suppliers"], file=file, sha256=sha256)
    if isinstance(document, list) and document:
        return _read_official(document, file=file, sha256=sha256)
    raise _broken(
        file,
        Text(nl="Dit is JSON, maar geen lijst van sjablonen.", en="This is JSON, but no list of templates."),
        Text(
            nl="Geef een lijst van beschrijvingen met id en name, of een object met suppliers.",
            en="Give a list of descriptions with id and name, or an object with suppliers.",
        ),
    )


def _read_document(content: bytes, file: str) -> Any:
    if len(content) > MAX_BYTES:
        raise _broken(
            file,
            Text(
                nl=f"Het bestand is groter dan {MAX_BYTES} bytes.",
                en=f"The file is larger than {MAX_BYTES} bytes.",
            ),
            Text(nl="Splits het bestand.", en="Split the file."),
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(
            file,
            Text(nl="Dit bestand is geen UTF-8.", en="This file is not UTF-8."),
            Text(nl="Sla het op als UTF-8.", en="Save it as UTF-8."),
        ) from error
    try:
        return make_decoder().decode(text)
    except json.JSONDecodeError as error:
        is_cut_off = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        raise say_not_right(file, line=error.lineno, column=error.colno, cut_off=is_cut_off) from error
    except RecursionError as error:
        raise say_too_deep(file) from error
    except ValueError as error:  # a number of thousands of digits, or NaN and Infinity
        raise say_bad_number(file) from error


# --- the official shape ----------------------------------------------------------------------------------
def _read_official(items: list[Any], *, file: str, sha256: str) -> TemplateFile:
    stem = Path(file).stem
    products, refused, seen = [], [], set()
    for position, item in enumerate(items, start=1):
        fault = find_fault(item, file, position) or find_double(item, seen, file, position)
        if fault is not None:
            refused.append(fault)
            continue
        supplier = _name_supplier(str(item.get("provider") or ""), stem)
        template = _make_template(item, identity=str(item["id"]).strip(), name=plain_text(str(item["name"])))
        products.append(
            ReadProduct(
                supplier=supplier,
                name=template.name[:LONGEST_NAME],
                own_names=_own_names(template.name, supplier),
                description=plain_text(str(template.values.get("description_short") or "")),
                templates=(template,),
            )
        )
    return TemplateFile(
        format=OFFICIAL, file_name=file, sha256=sha256, products=tuple(products), refused=tuple(refused)
    )


def _name_supplier(provider: str, stem: str) -> ReadSupplier:
    """The supplier as the record names it, with the name of the file as another name where that is a part of it."""
    address = _ADDRESS.search(provider)
    name = _ADDRESS.sub("", provider).strip(" \u2013\u2014-,;\u00a0") or stem
    words = set(fold_supplier(stem).split())
    full = set(fold_name(name).split())
    is_part = bool(words) and words <= full and fold_supplier(stem) != fold_supplier(name)
    return ReadSupplier(
        name=name[:LONGEST_NAME],
        other_names=(stem,) if is_part else (),
        website=address[0] if address else "",
    )


def _own_names(name: str, supplier: ReadSupplier) -> tuple[str, ...]:
    """A name with that of the supplier in it is a name that no other product has."""
    words = fold_name(name).split()
    suppliers = (fold_supplier(one) for one in (supplier.name, *supplier.other_names))
    return (name[:LONGEST_NAME],) if any(one in words for one in suppliers) else ()


# --- our own shape ---------------------------------------------------------------------------------------
def _read_own(items: list[Any], *, file: str, sha256: str) -> TemplateFile:
    products: list[ReadProduct] = []
    refused: list[Fault] = []
    seen: set[str] = set()
    for position, item in enumerate(items, start=1):
        fault = find_name_fault(item, file, position, "suppliers")
        if fault is not None:
            refused.append(fault)
            continue
        supplier = ReadSupplier(
            name=_word(item, "name"),
            other_names=_words(item, "other_names"),
            website=_word(item, "website", 500),
            trade_number=_word(item, "trade_number", 20),
        )
        for product in _rows(item, "products"):
            if (fault := find_name_fault(product, file, position, "products")) is not None:
                refused.append(fault)
                continue
            templates, faults = _read_own_templates(product, seen, file, position)
            refused.extend(faults)
            products.append(
                ReadProduct(
                    supplier=supplier,
                    name=_word(product, "name"),
                    other_names=_words(product, "other_names"),
                    own_names=_words(product, "own_names"),
                    description=_word(product, "description", 5_000),
                    website=_word(product, "website", 500),
                    templates=templates,
                )
            )
    return TemplateFile(
        format=OWN, file_name=file, sha256=sha256, products=tuple(products), refused=tuple(refused)
    )


def _read_own_templates(
    product: Mapping[str, Any], seen: set[str], file: str, position: int
) -> tuple[tuple[ReadTemplate, ...], list[Fault]]:
    templates, refused = [], []
    for row in _rows(product, "templates"):
        values = row.get("values") if isinstance(row, Mapping) else None
        whole = (
            {"name": _word(product, "name"), **values, **_head(row)} if isinstance(values, Mapping) else row
        )
        fault = find_fault(whole, file, position) or find_double(whole, seen, file, position)
        if fault is not None:
            refused.append(fault)
            continue
        name = _word(row, "name") or _word(product, "name")
        templates.append(_make_template(whole, identity=str(whole["id"]).strip(), name=name))
    return tuple(templates), refused


def _head(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("id", "standard_version") if key in row}


def _rows(item: Mapping[str, Any], key: str) -> list[Any]:
    rows = item.get(key)
    return rows if isinstance(rows, list) else []


def _word(item: Mapping[str, Any], key: str, most: int = LONGEST_NAME) -> str:
    value = item.get(key)
    return value.strip()[:most] if isinstance(value, str) else ""


def _words(item: Mapping[str, Any], key: str) -> tuple[str, ...]:
    rows = item.get(key)
    found = rows if isinstance(rows, list) else []
    return tuple(one.strip()[:LONGEST_NAME] for one in found if isinstance(one, str) and one.strip())


# --- both ------------------------------------------------------------------------------------------------
def _make_template(item: Mapping[str, Any], *, identity: str, name: str) -> ReadTemplate:
    standard = load_standard()
    version = str(item.get("standard_version") or standard.version)
    filling, leftover = _convert(item, version, standard)
    return ReadTemplate(
        id=identity,
        name=name,
        standard=version,
        values=filling.values,
        mentions=filling.mentions,
        claims=filling.claims,
        leftover=leftover,
        raw=dict(item),
    )


def _convert(item: Mapping[str, Any], version: str, standard: Standard) -> tuple[Filling, dict[str, object]]:
    given = {key: value for key, value in item.items() if key not in _BESIDE}
    converted = convert(given, version=version, standard=standard)
    values = {
        key: clean(value) if isinstance(value, str) and standard.get_field(key).kind is Kind.MARKUP else value
        for key, value in converted.values.items()
    }
    return fill(values, standard=standard), dict(converted.leftover)


def _broken(file: str, message: Text, remedy: Text) -> BrokenFile:
    return BrokenFile(Fault(file=file, message=message, remedy=remedy))


def list_templates(file: TemplateFile) -> Iterator[tuple[ReadProduct, ReadTemplate]]:
    """Yield every template of a file with its product."""
    return ((product, template) for product in file.products for template in product.templates)
