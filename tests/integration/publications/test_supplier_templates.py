"""Templates of suppliers: loading them, and a dossier that starts from one and claims nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from waarborg.adapters.exchange.records import BrokenFile
from waarborg.adapters.exchange.supplier_templates import read_template_bytes, read_template_file
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Product, Supplier, Template
from waarborg.apps.algorithms.products.loading import Status, load, preview
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications import drafting, mapping
from waarborg.core.profile.facts import Origin

pytestmark = pytest.mark.django_db

LAKSTIFT: dict[str, Any] = {
    "id": "zwartlak-lakstift",
    "name": "Lakstift",
    "organization": None,
    "standard_version": "1.0",
    "provider": "Zwartlak Software B.V.",
    "description_short": "Zoekt namen in documenten.",
    "publication_category": "Overige algoritmes",
    "status": "In gebruik",
    "begin_date": "2020-01",
    "contact_email": "verkoop@zwartlak.example",
    "goal": "<p>Documenten openbaar maken.</p>",
    "risks": "<p>Namen worden gemist. Er is een DPIA uitgevoerd.</p>",
    "lawful_basis": "<p>Woo</p>",
    "impacttoetsen": "<p>DPIA is toegepast.</p>",
    "impacttoetsen_grouping": [{"title": "Data Protection Impact Assessment (DPIA)", "link": ""}],
}
OLDER = {
    "id": "zwartlak-lakstift",
    "name": "Lakstift",
    "standard_version": "0.4",
    "provider": "Zwartlak Software",
    "goal": "<p>Oude tekst.</p>",
    "impacttoetsen": ["DPIA"],
}


def read(*items: object, name: str = "Zwartlak.json") -> Any:
    return read_template_bytes(json.dumps(list(items)).encode(), file=name)


def statuses(outcomes: list[Any]) -> list[Status]:
    return [outcome.status for outcome in outcomes]


# --- loading ---------------------------------------------------------------------------------------------
def test_a_template_comes_with_its_supplier_and_product() -> None:
    assert statuses(load(read(LAKSTIFT), by=SYSTEM, at=NOW)) == [Status.ADDED]
    supplier, product, template = Supplier.objects.get(), Product.objects.get(), Template.objects.get()
    assert (supplier.name, supplier.other_names) == ("Zwartlak Software B.V.", ["Zwartlak"])
    assert (product.name, product.supplier) == ("Lakstift", supplier)
    assert (template.product, template.standard, template.file_name) == (product, "1.0", "Zwartlak.json")
    assert len(template.sha256) == 64
    assert verify_chains().broken == ()


def test_what_only_an_organisation_can_state_is_mentioned_and_never_a_value() -> None:
    load(read(LAKSTIFT), by=SYSTEM, at=NOW)
    template = Template.objects.get()
    assert set(template.values) == {"name", "description_short", "goal", "risks", "provider"}
    assert template.values["risks"] == "<p>Namen worden gemist.</p>"
    assert {one["field"] for one in template.mentions} == {
        "status",
        "begin_date",
        "contact_email",
        "publication_category",
        "risks",
        "lawful_basis",
        "impacttoetsen",
        "impacttoetsen_grouping",
    }
    assert template.original["impacttoetsen"] == "<p>DPIA is toegepast.</p>"


def test_loading_again_changes_nothing_and_a_change_takes_the_place_of_the_old() -> None:
    load(read(LAKSTIFT), by=SYSTEM, at=NOW)
    events = Event.objects.count()
    assert statuses(load(read(LAKSTIFT), by=SYSTEM, at=NOW)) == [Status.UNCHANGED]
    assert Event.objects.count() == events
    changed = LAKSTIFT | {"goal": "<p>Een ander doel.</p>"}
    assert statuses(preview(read(changed))) == [Status.RENEWED]
    assert statuses(load(read(changed), by=SYSTEM, at=NOW)) == [Status.RENEWED]
    assert Template.objects.filter(retired_at=None).get().values["goal"] == "<p>Een ander doel.</p>"
    assert Template.objects.count() == 2


def test_an_older_standard_does_not_take_the_place_of_a_newer_one() -> None:
    load(read(LAKSTIFT), by=SYSTEM, at=NOW)
    assert statuses(load(read(OLDER), by=SYSTEM, at=NOW)) == [Status.OLDER]
    assert Product.objects.count() == 1


def test_a_template_in_an_older_standard_is_converted() -> None:
    assert statuses(load(read(OLDER), by=SYSTEM, at=NOW)) == [Status.ADDED]
    template = Template.objects.get()
    assert template.standard == "0.4"
    assert "impacttoetsen_grouping" not in template.values
    assert any(one["field"] == "impacttoetsen_grouping" for one in template.mentions)


def test_a_place_kept_for_later_is_left_out() -> None:
    later = {"id": "later", "name": "Komt nog", "description_short": "Dit sjabloon komt binnenkort."}
    assert statuses(load(read(later), by=SYSTEM, at=NOW)) == [Status.EMPTY]
    assert not Product.objects.exists()


def test_our_own_shape_holds_names_and_products_without_a_template() -> None:
    document = {
        "suppliers": [
            {
                "name": "Praatmaat",
                "other_names": ["Praatmaat Spraak"],
                "products": [{"name": "Balie", "own_names": ["Praatmaat Balie"]}],
            }
        ]
    }
    file = read_template_bytes(json.dumps(document).encode(), file="eigen.json")
    assert statuses(load(file, by=SYSTEM, at=NOW)) == [Status.ADDED]
    assert Product.objects.get().own_names == ["Praatmaat Balie"]
    assert statuses(load(file, by=SYSTEM, at=NOW)) == [Status.UNCHANGED]


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ([1], None),
        ([{"name": "Zonder id"}], "id"),
        ([{"id": "x"}], "name"),
        ([LAKSTIFT, LAKSTIFT], "id"),
        ([LAKSTIFT | {"organization": "Gemeente Voorbeeldstad"}], "organization"),
        ([LAKSTIFT | {"standard_version": "9.9"}], "standard_version"),
        ([LAKSTIFT | {"goal": "nul\u0000teken"}], "goal"),
        ([LAKSTIFT | {"id": "x" * 101}], "id"),
    ],
)
def test_what_cannot_be_a_template_is_refused_with_its_place(items: list[Any], field: str | None) -> None:
    file = read(*items)
    assert [(fault.row, fault.field) for fault in file.refused] == [(len(items), field)]
    load(file, by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"[", b"\xff\xfe[", b'"x"', b"[" * 100_000, b'{"suppliers": 1}']
)
def test_a_broken_file_is_refused_whole(content: bytes) -> None:
    with pytest.raises(BrokenFile):
        read_template_bytes(content, file="stuk.json")


def test_somebody_without_the_right_loads_nothing(person_with_role: Callable[..., Person]) -> None:
    with pytest.raises(NotAllowed):
        load(read(LAKSTIFT), by=person_with_role("reader"), at=NOW)
    assert not Template.objects.exists()


def test_every_official_template_is_read_and_none_claims_anything(shared_data: Path) -> None:
    files = sorted((shared_data / "register" / "supplier-templates").glob("*/*.json"))
    count = 0
    for path in files:
        file = read_template_file(path)
        assert file.refused == (), path
        count += sum(len(product.templates) for product in file.products)
        load(file, by=SYSTEM, at=NOW)
    assert count == 36
    never = {
        "impacttoetsen",
        "impacttoetsen_grouping",
        "organization",
        "contact_email",
        "begin_date",
        "status",
    }
    for template in Template.objects.all():
        assert not never & set(template.values), template.name


# --- a dossier from a template ---------------------------------------------------------------------------
@pytest.fixture
def template() -> Template:
    load(read(LAKSTIFT), by=SYSTEM, at=NOW)
    return Template.objects.get()


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


def test_a_dossier_from_a_template_claims_nothing(
    organisation: Organisation, editor: Person, template: Template
) -> None:
    entry = drafting.start_from_template(
        template=template, organisation=organisation, name="Lakken", by=editor, at=NOW
    )
    assert entry.algorithm is not None
    known = facts.current_values(entry.algorithm)
    values = mapping.values_from_facts(known, organisation)
    assert values["name"] == "Lakken"
    assert values["goal"] == "<p>Documenten openbaar maken.</p>"
    assert "DPIA" not in json.dumps(values)
    assert not {"impacttoetsen", "impacttoetsen_grouping", "status", "contact_email", "begin_date"} & set(
        values
    )
    assert not {"publication_category", "lawful_basis", "lawful_basis_grouping"} & set(values)
    assert (known["product"], known["supplier"]) == ("Lakstift", "Zwartlak Software B.V.")


def test_what_a_template_filled_is_marked_until_it_is_confirmed_or_changed(
    organisation: Organisation, editor: Person, template: Template
) -> None:
    entry = drafting.start_from_template(
        template=template, organisation=organisation, name="Lakken", by=editor, at=NOW
    )
    algorithm = entry.algorithm
    assert algorithm is not None
    lines = {line.key: line for line in facts.list_facts(algorithm)}
    assert lines["goal"].origin == Origin.SUPPLIER
    assert lines["goal"].origin_detail == "Lakstift (Zwartlak.json)"
    assert lines["name"].origin == Origin.PERSON
    waiting = {one.key for one in drafting.list_unconfirmed(algorithm)}
    assert {"goal", "risks", "summary", "supplier", "product"} <= waiting
    assert drafting.confirm(algorithm=algorithm, keys=["goal", "name"], by=editor, at=NOW) == 1
    assert "goal" not in {one.key for one in drafting.list_unconfirmed(algorithm)}
    assert drafting.confirm(algorithm=algorithm, keys=["goal"], by=editor, at=NOW) == 0
    assert verify_chains().broken == ()


def test_who_may_not_write_confirms_nothing(
    organisation: Organisation, editor: Person, template: Template, person_with_role: Callable[..., Person]
) -> None:
    entry = drafting.start_from_template(
        template=template, organisation=organisation, name="Lakken", by=editor, at=NOW
    )
    assert entry.algorithm is not None
    with pytest.raises(NotAllowed):
        drafting.confirm(algorithm=entry.algorithm, keys=["goal"], by=person_with_role("approver"), at=NOW)


def test_a_claim_in_a_template_that_was_kept_before_the_rule_is_left_out_too(
    organisation: Organisation, editor: Person, template: Template
) -> None:
    template.values = {"goal": "<p>Er is een DPIA uitgevoerd.</p>", "impacttoetsen": "<p>Gedaan.</p>"}
    entry = drafting.start_from_template(
        template=template, organisation=organisation, name="Lakken", by=editor, at=NOW
    )
    assert entry.algorithm is not None
    assert drafting.list_claims(entry.algorithm) == ()
    assert {one.key for one in drafting.list_unconfirmed(entry.algorithm)} == {"product", "supplier"}
