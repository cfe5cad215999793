"""Loading templates of suppliers from a file: new ones are added, changed ones take the place of the old."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from waarborg.adapters.exchange.supplier_templates import (
    ReadProduct,
    ReadSupplier,
    ReadTemplate,
    TemplateFile,
)
from waarborg.apps.algorithms.models import Product, Supplier, Template
from waarborg.apps.algorithms.products import actions
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations.models import Person
from waarborg.core.publication.standard import is_same_version
from waarborg.core.terms.digests import digest


class Status(StrEnum):
    """What happened, or would happen, to a template."""

    ADDED = "added"
    RENEWED = "renewed"
    UNCHANGED = "unchanged"
    OLDER = "older"  # there is one in a newer standard
    EMPTY = "empty"  # it says nothing about how the product works yet


@dataclass(frozen=True)
class Loaded:
    """What happened to one template, or to a product without one."""

    product: ReadProduct
    template: ReadTemplate | None
    status: Status
    row: Template | None = None


@transaction.atomic
def load(file: TemplateFile, *, by: Person | str, at: datetime) -> list[Loaded]:
    """Put what a file holds in the database; suppliers and products are found by name, or added."""
    author = actions.demand(by)
    outcomes = []
    for product in file.products:
        usable = [template for template in product.templates if not template.is_empty]
        outcomes += [Loaded(product, one, Status.EMPTY) for one in product.templates if one.is_empty]
        if product.templates and not usable:
            continue
        row, is_new = _get_product(product, by=by, at=at)
        outcomes += [
            _load_one(product, row, template, file=file, author=author, at=at) for template in usable
        ]
        if not product.templates:
            outcomes.append(Loaded(product, None, Status.ADDED if is_new else Status.UNCHANGED))
    return outcomes


def preview(file: TemplateFile) -> list[Loaded]:
    """What `load` would do, without writing anything."""
    outcomes = []
    for product in file.products:
        supplier = _find_supplier(product.supplier)
        known = actions.find_product(supplier, product.name) if supplier else None
        if not product.templates:
            outcomes.append(Loaded(product, None, Status.UNCHANGED if known else Status.ADDED))
        for template in product.templates:
            status = Status.EMPTY if template.is_empty else _judge(_find_in_use(known, template), template)
            outcomes.append(Loaded(product, template, status))
    return outcomes


def _load_one(
    product: ReadProduct,
    row: Product,
    template: ReadTemplate,
    *,
    file: TemplateFile,
    author: str,
    at: datetime,
) -> Loaded:
    known = _find_in_use(row, template)
    status = _judge(known, template)
    if status not in (Status.ADDED, Status.RENEWED):
        return Loaded(product, template, status, known)
    if known is not None:
        known.retired_at = at
        known.save(update_fields=("retired_at",))
    made = Template.objects.create(
        product=row,
        name=template.name[:250],
        source_id=template.id,
        values=template.values,
        mentions=_mentions(template),
        leftover=template.leftover,
        original=template.raw,
        standard=template.standard[:8],
        file_name=file.file_name[:200],
        sha256=file.sha256,
        digest=_digest(template),
        added_at=at,
        added_by=author,
    )
    audit.record(
        chain=audit.PLATFORM,
        action="products.load_template",
        subject=f"template/{made.pk}",
        by=author,
        at=at,
        about={"product": row.code, "file": file.sha256, "digest": made.digest},
    )
    return Loaded(product, template, status, made)


def _judge(known: Template | None, template: ReadTemplate) -> Status:
    if known is None:
        return Status.ADDED
    if known.digest == _digest(template):
        return Status.UNCHANGED
    is_older = not is_same_version(template.standard, known.standard) and template.standard < known.standard
    return Status.OLDER if is_older else Status.RENEWED


def _find_in_use(product: Product | None, template: ReadTemplate) -> Template | None:
    if product is None:
        return None
    return Template.objects.filter(product=product, source_id=template.id, retired_at=None).first()


def _get_product(read: ReadProduct, *, by: Person | str, at: datetime) -> tuple[Product, bool]:
    supplier = _find_supplier(read.supplier)
    if supplier is None:
        supplier = actions.add_supplier(
            name=read.supplier.name,
            other_names=read.supplier.other_names,
            website=read.supplier.website,
            trade_number=read.supplier.trade_number,
            by=by,
            at=at,
        )
    found = actions.find_product(supplier, read.name)
    if found is not None:
        return found, False
    return actions.add_product(
        supplier=supplier,
        name=read.name,
        other_names=read.other_names,
        own_names=read.own_names,
        description=read.description,
        website=read.website,
        by=by,
        at=at,
    ), True


def _find_supplier(read: ReadSupplier) -> Supplier | None:
    found = (actions.find_supplier(name) for name in (read.name, *read.other_names))
    return next((row for row in found if row is not None), None)


def _mentions(template: ReadTemplate) -> list[dict[str, object]]:
    return [
        {"field": one.field, "says": one.says, "reason": {"nl": one.reason.nl, "en": one.reason.en}}
        for one in template.mentions
    ]


def _digest(template: ReadTemplate) -> str:
    return digest([template.name, template.values, _mentions(template), template.leftover])
