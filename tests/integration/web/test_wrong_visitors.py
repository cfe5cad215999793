"""Somebody who may not, comes too late, or sends what nobody types."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.integration.web.conftest import WHOLE, Desk, address, text_of
from waarborg.apps.algorithms.products import actions as products
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.audit.models import Event
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications.models import Report
from waarborg.apps.publications.reactions import actions as reactions
from waarborg.apps.publications.sharing import bulk

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Login = Callable[[Person], Client]


@pytest.mark.parametrize(
    ("page", "parameter"),
    [
        ("algorithms", "woorden"),
        ("algorithms", "organisatie"),
        ("products", "woorden"),
        ("suppliers", "woorden"),
        ("supplier_templates", "woorden"),
        ("taken_over", "woorden"),
    ],
)
def test_a_null_character_in_an_address_of_the_workplace_is_no_failure_of_the_site(
    desk: Desk, as_person: Login, page: str, parameter: str
) -> None:
    assert as_person(desk.editor).get(address(page), {parameter: "a\x00b"}).status_code == 400


def test_a_thousand_words_do_not_break_the_list_of_dossiers(desk: Desk, as_person: Login) -> None:
    client = as_person(desk.editor)
    assert client.get(address("algorithms"), {"woorden": "a " * 1500}).status_code == 200
    given = {"actie": "submit", "alles": "1", "query": "woorden=" + "a+" * 990}
    assert client.post(address("bulk"), given).status_code in (200, 302)


def test_who_may_not_see_an_entry_does_not_learn_its_name_by_a_bulk_action(
    desk: Desk, person_with_role: Callable[..., Person], other_organisation: Organisation
) -> None:
    stranger = person_with_role("editor", other_organisation)
    chosen = {desk.public_id: "x", "bestaat-niet": "x", "y" * 5000: "x"}
    done = bulk.carry_out(
        action="submit", chosen=chosen, reason="", review_on=None, once="1", by=stranger, at=NOW
    )
    outcomes = bulk.list_outcomes(done)
    assert "Inkomenstoeslag" not in str(outcomes)
    assert {item.refusal for item in outcomes} == {bulk.GONE}
    assert max(len(item.public_id) for item in outcomes) <= bulk.LONGEST_ID


def test_two_people_who_change_one_product_do_not_undo_each_other(
    desk: Desk, as_person: Login, person_with_role: Callable[..., Person]
) -> None:
    supplier = products.add_supplier(name="Zwartlak Software", by=SYSTEM, at=NOW)
    product = products.add_product(supplier=supplier, name="Lakstift", by=SYSTEM, at=NOW)
    place = address("product_edit", code=product.code)
    client = as_person(desk.editor)
    seen = products.mark_of(product)
    assert f'value="{seen}"' in text_of(client.get(place))
    products.edit_product(product=product, values={"description": "Maakt zwart."}, by=SYSTEM, at=NOW)
    typed = {"name": "Lakstift", "website": "https://lakstift.example", "seen": seen}
    refused = client.post(place, typed)
    assert refused.status_code == 422
    assert "Iemand anders heeft dit gewijzigd" in text_of(refused)
    assert "https://lakstift.example" in text_of(refused)
    product.refresh_from_db()
    assert (product.description, product.website) == ("Maakt zwart.", "")
    typed |= {"description": "Maakt zwart.", "seen": products.mark_of(product)}
    assert client.post(place, typed).status_code == 302
    product.refresh_from_db()
    assert (product.description, product.website) == ("Maakt zwart.", "https://lakstift.example")


def test_a_supplier_that_changed_meanwhile_is_not_overwritten(desk: Desk, as_person: Login) -> None:
    supplier = products.add_supplier(name="Zwartlak Software", by=SYSTEM, at=NOW)
    seen = products.mark_of(supplier)
    products.edit_supplier(supplier=supplier, values={"trade_number": "12345678"}, by=SYSTEM, at=NOW)
    place = address("supplier_edit", code=supplier.code)
    refused = as_person(desk.editor).post(place, {"name": "Zwartlak", "seen": seen})
    assert refused.status_code == 422
    supplier.refresh_from_db()
    assert (supplier.name, supplier.trade_number) == ("Zwartlak Software", "12345678")


def test_running_text_about_a_product_is_not_in_the_audit_chain() -> None:
    supplier = products.add_supplier(name="Zwartlak Software", by=SYSTEM, at=NOW)
    product = products.add_product(supplier=supplier, name="Lakstift", by=SYSTEM, at=NOW)
    products.edit_product(product=product, values={"description": "Vraag het Piet."}, by=SYSTEM, at=NOW)
    event = Event.objects.get(action="products.edit_product")
    assert set(event.about) == {"description"}
    assert "Piet" not in str(event.about)


def test_two_texts_that_are_equal_give_nothing_to_put_back(desk: Desk, as_person: Login) -> None:
    desk.write(**WHOLE)
    desk.publish()
    page = text_of(as_person(desk.editor).get(address("compare", public_id=desk.public_id)))
    assert "Deze twee teksten zeggen hetzelfde." in page
    assert "terugzetten in het dossier" not in page


def test_a_report_about_a_list_shows_it_in_words(desk: Desk, as_person: Login) -> None:
    rows: list[dict[str, Any]] = [{"title": "Participatiewet", "link": "https://wet.example/1"}]
    desk.write(**WHOLE, lawful_basis_grouping=rows)
    desk.publish()
    received = reactions.receive_report(
        public_id=desk.public_id,
        version=1,
        field="lawful_basis_grouping",
        text="Dit is de verkeerde wet.",
        email="",
        language="nl",
        once="1",
        sender_mark="x",
        at=NOW,
    )
    assert received is not None
    report = Report.objects.get(pk=received.report_id)
    page = text_of(as_person(desk.editor).get(address("report", report_id=report.pk)))
    assert "Participatiewet" in page
    assert "&#x27;title&#x27;" not in page
    assert "{'title'" not in page


def test_the_menu_holds_the_work_and_the_bar_what_is_ones_own(desk: Desk, as_person: Login) -> None:
    page = text_of(as_person(desk.editor).get(address("today")))
    menu = page[page.index('<nav class="wb-nav"') : page.index("</nav>")]
    bar = page[page.index('<ul class="wp-who__list">') :]
    assert menu.count("<li>") <= 8
    assert "Meldingen" not in menu
    assert "Openbare site" not in menu
    assert "Meldingen" in bar
    assert "Openbare site" in bar


def test_who_submits_or_publishes_is_told_that_the_public_reads_the_remark(
    desk: Desk, as_person: Login
) -> None:
    desk.write(**WHOLE)
    page = text_of(as_person(desk.editor).get(address("step", public_id=desk.public_id, name="submit")))
    assert "de lezers van de openbare site" in page
    given = {"actie": "submit", "kies": [desk.public_id]}
    assert "de lezers van de openbare site" in text_of(as_person(desk.editor).post(address("bulk"), given))
    desk.submit()
    desk.approve()
    page = text_of(as_person(desk.approver).get(address("step", public_id=desk.public_id, name="publish")))
    assert "op de openbare site" in page
    assert "Laat u het leeg" in page
