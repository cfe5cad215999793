"""All writes to suppliers and products. They belong to no organisation, so their events stand in the platform chain."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from waarborg.apps.algorithms.models import Product, Supplier, Template
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.actions import ActionRefused
from waarborg.apps.organisations.models import Person
from waarborg.core.publication.product_names import fold_name, fold_supplier
from waarborg.core.terms.digests import digest

PERMISSION = "products.edit"
LONGEST_CODE = 70
SUPPLIER_FIELDS = ("name", "other_names", "website", "trade_number")
PRODUCT_FIELDS = ("name", "other_names", "own_names", "description", "website")
#: Running text, of which the chain keeps a digest alone: what stands in the chain can never be taken away.
RUNNING_TEXT = ("description",)


class ChangedMeanwhile(ActionRefused):
    """Somebody else changed the record after the form was opened."""


def mark_of(row: Supplier | Product) -> str:
    """A mark of what a record says now, for a form that is sent back later."""
    fields = SUPPLIER_FIELDS if isinstance(row, Supplier) else PRODUCT_FIELDS
    return digest([getattr(row, field) for field in fields])


def demand(by: Person | str) -> str:
    """The id of who acts, when they may keep products; a command acts as `audit.SYSTEM`. Raises NotAllowed."""
    if isinstance(by, str):
        return by
    if not rights.may_somewhere(by, PERMISSION):
        raise rights.NotAllowed(PERMISSION, audit.PLATFORM)
    return str(by.pk)


@transaction.atomic
def add_supplier(
    *,
    name: str,
    by: Person | str,
    at: datetime,
    other_names: Iterable[str] = (),
    website: str = "",
    trade_number: str = "",
) -> Supplier:
    """Add a supplier. Raises ActionRefused when there is one of this name already."""
    author = demand(by)
    if find_supplier(name) is not None:
        raise ActionRefused(f"There is already a supplier called {name}.")
    supplier = Supplier.objects.create(
        code=_free_code(Supplier, fold_supplier(name)),
        name=name.strip(),
        other_names=_tidy(other_names, name),
        website=website,
        trade_number=trade_number,
        created_at=at,
        created_by=author,
    )
    _record("add_supplier", f"supplier/{supplier.code}", author, at, {"name": supplier.name})
    return supplier


@transaction.atomic
def edit_supplier(
    *, supplier: Supplier, values: Mapping[str, object], by: Person | str, at: datetime, seen: str = ""
) -> bool:
    """Change the names, website or trade number; returns whether anything changed.

    `seen` is the mark of the record when the form was opened. Raises ChangedMeanwhile when it says something else now.
    """
    author = demand(by)
    supplier = Supplier.objects.select_for_update().get(pk=supplier.pk)
    _require_seen(supplier, seen)
    other = find_supplier(str(values.get("name", supplier.name)))
    if other is not None and other.pk != supplier.pk:
        raise ActionRefused(f"There is already a supplier called {other.name}. Merge the two.")
    return _change(
        supplier, values, SUPPLIER_FIELDS, "edit_supplier", f"supplier/{supplier.code}", author, at
    )


@transaction.atomic
def add_product(
    *,
    supplier: Supplier,
    name: str,
    by: Person | str,
    at: datetime,
    other_names: Iterable[str] = (),
    own_names: Iterable[str] = (),
    description: str = "",
    website: str = "",
) -> Product:
    """Add a product of a supplier. Raises ActionRefused when the supplier has one of this name already."""
    author = demand(by)
    if find_product(supplier, name) is not None:
        raise ActionRefused(f"{supplier.name} already has a product called {name}.")
    product = Product.objects.create(
        supplier=supplier,
        code=_free_code(Product, f"{fold_supplier(supplier.name)} {fold_name(name)}"),
        name=name.strip(),
        other_names=_tidy(other_names, name),
        own_names=_tidy(own_names),
        description=description,
        website=website,
        created_at=at,
        created_by=author,
    )
    about = {"name": product.name, "supplier": supplier.code}
    _record("add_product", f"product/{product.code}", author, at, about)
    return product


@transaction.atomic
def edit_product(
    *, product: Product, values: Mapping[str, object], by: Person | str, at: datetime, seen: str = ""
) -> bool:
    """Change the names, description or website; returns whether anything changed. `seen` as with a supplier."""
    author = demand(by)
    product = Product.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=product.pk)
    _require_seen(product, seen)
    other = find_product(product.supplier, str(values.get("name", product.name)))
    if other is not None and other.pk != product.pk:
        raise ActionRefused(
            f"{product.supplier.name} already has a product called {other.name}. Merge the two."
        )
    return _change(product, values, PRODUCT_FIELDS, "edit_product", f"product/{product.code}", author, at)


@transaction.atomic
def merge_supplier(*, supplier: Supplier, into: Supplier, by: Person | str, at: datetime) -> None:
    """Make two records of one supplier into one: `supplier` goes up in `into`, which gets its names and products.

    The address of `supplier` leads to `into` from now on.
    """
    author = demand(by)
    rows = {row.pk: row for row in Supplier.objects.select_for_update().filter(pk__in=(supplier.pk, into.pk))}
    gone, kept = rows[supplier.pk], rows[into.pk]
    _require_two(gone, kept)
    kept.other_names = _tidy([*kept.other_names, gone.name, *gone.other_names], kept.name)
    kept.website = kept.website or gone.website
    kept.trade_number = kept.trade_number or gone.trade_number
    kept.save(update_fields=("other_names", "website", "trade_number"))
    Product.objects.filter(supplier=gone).update(supplier=kept)
    Supplier.objects.filter(merged_into=gone).update(merged_into=kept)
    gone.merged_into = kept
    gone.save(update_fields=("merged_into",))
    _record("merge_supplier", f"supplier/{gone.code}", author, at, {"into": kept.code})


@transaction.atomic
def merge_product(*, product: Product, into: Product, by: Person | str, at: datetime) -> None:
    """Make two records of one product into one, with its names and templates.

    Who uses it is moved by `publications.products.actions.merge`, which calls this.
    """
    author = demand(by)
    rows = {
        row.pk: row
        for row in Product.objects.select_for_update(of=("self",))
        .select_related("supplier")
        .filter(pk__in=(product.pk, into.pk))
    }
    gone, kept = rows[product.pk], rows[into.pk]
    _require_two(gone, kept)
    kept.other_names = _tidy([*kept.other_names, gone.name, *gone.other_names], kept.name)
    kept.own_names = _tidy([*kept.own_names, *gone.own_names])
    kept.description = kept.description or gone.description
    kept.website = kept.website or gone.website
    kept.save(update_fields=("other_names", "own_names", "description", "website"))
    here = set(
        Template.objects.filter(product=kept, retired_at=None).order_by().values_list("source_id", flat=True)
    )
    Template.objects.filter(product=gone, retired_at=None, source_id__in=here).update(retired_at=at)
    Template.objects.filter(product=gone).update(product=kept)
    Product.objects.filter(merged_into=gone).update(merged_into=kept)
    gone.merged_into = kept
    gone.save(update_fields=("merged_into",))
    _record("merge_product", f"product/{gone.code}", author, at, {"into": kept.code})


def find_supplier(name: str) -> Supplier | None:
    """The supplier that is called so in any of the ways that make no difference, or None."""
    folded = fold_supplier(name)
    for row in Supplier.objects.filter(merged_into=None).order_by("id"):
        if folded in {fold_supplier(one) for one in (row.name, *row.other_names)}:
            return row
    return None


def find_product(supplier: Supplier, name: str) -> Product | None:
    """The product of a supplier that is called so, or None."""
    folded = fold_name(name)
    for row in Product.objects.filter(supplier=supplier, merged_into=None).order_by("id"):
        if folded in {fold_name(one) for one in (row.name, *row.other_names, *row.own_names)}:
            return row
    return None


def _require_two(gone: Supplier | Product, kept: Supplier | Product) -> None:
    if gone.pk == kept.pk:
        raise ActionRefused("These are one and the same. Choose another one to merge with.")
    if gone.merged_into_id is not None or kept.merged_into_id is not None:
        raise ActionRefused("One of the two was merged already. Open the list again.")


def _change(
    row: Supplier | Product,
    values: Mapping[str, object],
    fields: tuple[str, ...],
    action: str,
    subject: str,
    author: str,
    at: datetime,
) -> bool:
    changed = [field for field in fields if field in values and getattr(row, field) != values[field]]
    if not changed:
        return False
    for field in changed:
        setattr(row, field, values[field])
    row.save(update_fields=changed)
    about = {field: digest(values[field]) if field in RUNNING_TEXT else values[field] for field in changed}
    _record(action, subject, author, at, about)
    return True


def _require_seen(row: Supplier | Product, seen: str) -> None:
    if seen and seen != mark_of(row):
        raise ChangedMeanwhile(f"{row.name} was changed meanwhile. Look at it again.")


def _tidy(names: Iterable[str], own: str = "") -> list[str]:
    """Names without doubles, and without the name itself."""
    seen = {own.strip()}
    return [name for one in names if (name := one.strip()) and not (name in seen or seen.add(name))]


def _free_code(model: type[Supplier] | type[Product], words: str) -> str:
    """A code for an address that nothing else has, of these words."""
    stem = slugify(words)[:LONGEST_CODE].strip("-") or "x"
    taken = set(model.objects.filter(code__startswith=stem).order_by().values_list("code", flat=True))
    number = 1
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code


def _record(action: str, subject: str, by: str, at: datetime, about: Mapping[str, object]) -> None:
    audit.record(
        chain=audit.PLATFORM, action=f"products.{action}", subject=subject, by=by, at=at, about=about
    )
