"""Deciding which product an entry is about, and making two records of one product into one."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.algorithms.models import Product
from waarborg.apps.algorithms.products import actions as products
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications.models import Entry, ProductMatch
from waarborg.apps.publications.products.matching import set_products
from waarborg.apps.publications.search import get_index

State = ProductMatch.State


@transaction.atomic
def decide(*, entry: Entry, product: Product, accepted: bool, by: Person, at: datetime) -> None:
    """Say that an entry is about this product, or that it is not; who says so needs the right in its organisation.

    Accepting one refuses nothing else: the other suggestions for the entry simply go.
    """
    rights.demand(by, products.PERMISSION, entry.organisation.code)
    entry = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("live", "algorithm", "organisation")
        .get(pk=entry.pk)
    )
    if accepted:
        ProductMatch.objects.filter(entry=entry, state=State.ACCEPTED).exclude(product=product).delete()
    ProductMatch.objects.update_or_create(
        entry=entry,
        product=product,
        defaults={
            "state": State.ACCEPTED if accepted else State.REFUSED,
            "decided_by": str(by.pk),
            "decided_at": at,
        },
    )
    audit.record(
        chain=entry.organisation.code,
        action="publications.accept_product" if accepted else "publications.refuse_product",
        subject=f"entry/{entry.public_id}",
        by=str(by.pk),
        at=at,
        about={"product": product.code},
    )
    if set_products([entry]):
        get_index().update([entry.pk])


@transaction.atomic
def merge(*, product: Product, into: Product, by: Person | str, at: datetime) -> int:
    """Make two records of one product into one, with all that uses them; returns how many entries moved."""
    products.merge_product(product=product, into=into, by=by, at=at)
    moved = list(Entry.objects.filter(product=product).order_by().values_list("pk", flat=True))
    Entry.objects.filter(pk__in=moved).update(product=into)
    here = set(ProductMatch.objects.filter(product=into).order_by().values_list("entry_id", flat=True))
    ProductMatch.objects.filter(product=product, entry_id__in=here).delete()
    ProductMatch.objects.filter(product=product).update(product=into)
    live = Entry.objects.filter(pk__in=moved, live__isnull=False).order_by().values_list("pk", flat=True)
    if live:
        get_index().update(list(live))
    return len(moved)
