"""Suppliers and products: who uses them, merging, suggestions, and the product of an entry when it becomes public."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.integration.publications.conftest import Desk
from tests.integration.publications.test_taking_over import run, write_export
from waarborg.adapters.content_files.organisations import load_organisations
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Product, Supplier
from waarborg.apps.algorithms.products import actions
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.actions import ActionRefused, load_list
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications.models import Entry, ProductMatch
from waarborg.apps.publications.products import actions as uses
from waarborg.apps.publications.products import queries
from waarborg.apps.publications.products.matching import match_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def lakstift() -> Product:
    supplier = actions.add_supplier(name="Zwartlak Software", other_names=["Zwartlak"], by=SYSTEM, at=NOW)
    return actions.add_product(supplier=supplier, name="Lakstift", own_names=["Lakstift"], by=SYSTEM, at=NOW)


def entry_of(public_id: str) -> Entry:
    return Entry.objects.get(public_id=public_id)


# --- the product of an entry -----------------------------------------------------------------------------
def test_an_own_entry_gets_the_product_its_dossier_names_when_it_becomes_public(
    desk: Desk,
    lakstift: Product,
) -> None:
    desk.write(**PUBLISHABLE)
    assert desk.entry.algorithm is not None
    algorithms.record_facts(
        algorithm=desk.entry.algorithm,
        values={"product": "LAKSTIFT", "supplier": "Zwartlak Software B.V."},
        by=desk.editor,
        at=desk.tick(),
    )
    assert entry_of(desk.entry.public_id).product is None
    desk.publish()
    assert entry_of(desk.entry.public_id).product == lakstift
    assert queries.find_product_of(entry_of(desk.entry.public_id)) == lakstift


PUBLISHABLE = {
    "description_short": "Zoekt namen.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Impactvolle algoritmes",
}


@pytest.fixture
def register(tmp_path: Any, lakstift: Product) -> None:
    """Three entries of another register: one certain, one to decide about, one of something else."""
    load_list(records=load_organisations(), by=SYSTEM, at=NOW)
    path = write_export(
        tmp_path,
        {"id": "11111111", "title": "Lakken met Lakstift"},
        {"id": "22222222", "title": "Zwartlak voor de raad"},
        {"id": "33333333", "title": "Parkeren"},
    )
    assert len(run(path)) == 3


def test_taking_over_sets_what_is_certain_and_suggests_the_rest(register: None, lakstift: Product) -> None:
    assert entry_of("11111111").product == lakstift
    assert entry_of("22222222").product is None
    match = ProductMatch.objects.get()
    assert (match.entry.public_id, match.state) == ("22222222", ProductMatch.State.SUGGESTED)
    assert entry_of("33333333").product is None


def test_names_that_come_later_are_compared_with_everything(register: None, lakstift: Product) -> None:
    actions.edit_product(product=lakstift, values={"own_names": ["Lakstift", "Parkeren"]}, by=SYSTEM, at=NOW)
    counts = match_all()
    assert (counts.entries, counts.matched, counts.changed, counts.suggested) == (3, 2, 1, 1)
    assert counts.per_product == {lakstift.code: 2}
    assert entry_of("33333333").product == lakstift
    actions.edit_product(product=lakstift, values={"own_names": ["Lakstift"]}, by=SYSTEM, at=NOW)
    match_all()
    assert entry_of("33333333").product is None


def test_what_a_person_decided_outlives_another_comparison(
    register: None, lakstift: Product, person_with_role: Callable[..., Person]
) -> None:
    keeper = person_with_role("platform_administrator")
    entry = entry_of("22222222")
    uses.decide(entry=entry, product=lakstift, accepted=True, by=keeper, at=NOW)
    assert entry_of("22222222").product == lakstift
    match_all()
    assert entry_of("22222222").product == lakstift
    uses.decide(entry=entry, product=lakstift, accepted=False, by=keeper, at=NOW)
    assert entry_of("22222222").product is None
    match_all()
    assert ProductMatch.objects.get().state == ProductMatch.State.REFUSED
    uses.decide(entry=entry_of("11111111"), product=lakstift, accepted=False, by=keeper, at=NOW)
    assert entry_of("11111111").product is None
    assert verify_chains().broken == ()


def test_an_editor_decides_about_the_own_organisation_only(
    register: None, lakstift: Product, person_with_role: Callable[..., Person]
) -> None:
    with pytest.raises(NotAllowed):
        uses.decide(
            entry=entry_of("22222222"), product=lakstift, accepted=True, by=person_with_role("editor"), at=NOW
        )


def test_comparing_takes_as_many_queries_for_many_entries_as_for_few(register: None, tmp_path: Any) -> None:
    def count(number: int) -> int:
        path = write_export(
            tmp_path,
            *({"id": f"{number:04d}{place:04d}", "title": f"Lakstift {place}"} for place in range(number)),
        )
        with CaptureQueriesContext(
            connection,
        ) as captured:
            run(path)
        return sum(
            "product" in query["sql"] and "audit" not in query["sql"] for query in captured.captured_queries
        )

    few = count(3)
    assert count(30) <= few


# --- who uses what ---------------------------------------------------------------------------------------
def test_the_categories_of_a_product_are_counted_and_compared(register: None, lakstift: Product) -> None:
    assert [row.public_id for row in queries.list_uses(lakstift)] == ["11111111"]
    assert queries.count_categories(lakstift).counts == (("", 1),)
    one, two = queries.Categories((("A", 2), ("B", 1), ("", 4))), queries.Categories((("A", 1), ("B", 1)))
    assert (one.total, one.differ, one.usual) == (7, True, "A")
    assert (two.differ, two.usual) == (True, "")
    assert not queries.Categories((("A", 3), ("", 1))).differ


# --- keeping them ----------------------------------------------------------------------------------------
def test_one_supplier_is_not_added_twice_under_another_spelling(lakstift: Product) -> None:
    with pytest.raises(ActionRefused):
        actions.add_supplier(name="ZWARTLAK SOFTWARE B.V.", by=SYSTEM, at=NOW)
    with pytest.raises(ActionRefused):
        actions.add_product(supplier=lakstift.supplier, name="lakstift", by=SYSTEM, at=NOW)


def test_names_of_two_suppliers_may_give_one_word_in_an_address() -> None:
    first = actions.add_supplier(name="Lak!", by=SYSTEM, at=NOW)
    second = actions.add_supplier(name="Lak Twee", by=SYSTEM, at=NOW)
    product = actions.add_product(supplier=first, name="Twee", by=SYSTEM, at=NOW)
    other = actions.add_product(supplier=second, name="×", by=SYSTEM, at=NOW)
    assert (first.code, second.code, product.code, other.code) == (
        "lak",
        "lak-twee",
        "lak-twee",
        "lak-twee-2",
    )


def test_merging_moves_everything_and_the_old_address_leads_on(
    register: None, lakstift: Product, client: Any, person_with_role: Callable[..., Person]
) -> None:
    supplier = actions.add_supplier(name="Zwart Lak Groep", by=SYSTEM, at=NOW)
    other = actions.add_product(supplier=supplier, name="Lakstift Pro", by=SYSTEM, at=NOW)
    keeper = person_with_role("administrator")
    assert uses.merge(product=lakstift, into=other, by=keeper, at=NOW) == 1
    actions.merge_supplier(supplier=lakstift.supplier, into=supplier, by=keeper, at=NOW)
    other.refresh_from_db()
    assert entry_of("11111111").product == other
    assert other.other_names == ["Lakstift"]
    assert Supplier.objects.get(pk=supplier.pk).other_names == ["Zwartlak Software", "Zwartlak"]
    match_all()
    assert entry_of("11111111").product == other
    for old, new in (
        (f"product/{lakstift.code}", f"product/{other.code}"),
        ("leverancier/zwartlak-software", "leverancier/zwart-lak-groep"),
    ):
        response = client.get(f"/nl/{old}")
        assert (response.status_code, response["Location"]) == (301, f"/nl/{new}")
    with pytest.raises(ActionRefused):
        actions.merge_product(product=lakstift, into=other, by=keeper, at=NOW)
    with pytest.raises(ActionRefused):
        actions.merge_supplier(supplier=supplier, into=supplier, by=keeper, at=NOW)
    assert verify_chains().broken == ()


def test_a_reader_keeps_no_products(lakstift: Product, person_with_role: Callable[..., Person]) -> None:
    with pytest.raises(NotAllowed):
        actions.edit_product(product=lakstift, values={"name": "X"}, by=person_with_role("reader"), at=NOW)


def test_the_name_of_an_organisation_is_not_needed_to_compare(organisation: Organisation) -> None:
    assert match_all().entries == 0
