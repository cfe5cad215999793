"""The audit chain in the database."""

import hashlib
from collections.abc import Callable

import pytest
from django.db import transaction

from tests.conftest import NOW
from waarborg.apps.audit import actions, queries
from waarborg.apps.audit.models import Chain, Event
from waarborg.core.terms.chain import Fault

pytestmark = pytest.mark.django_db


def add_events(count: int, chain: str = "gm0000") -> None:
    for number in range(count):
        with transaction.atomic():
            actions.record(
                chain=chain, action="test.do", subject=f"thing/{number}", by="p", at=NOW, about={"n": number}
            )


def faults() -> list[tuple[int, Fault]]:
    return [(item.number, item.fault) for item in queries.verify_chains().broken]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        actions.record(chain="gm0000", action="a", subject="s/1", by="p", at=NOW)
    assert not Event.objects.exists()


def test_each_organisation_has_a_chain_of_its_own() -> None:
    add_events(2, "gm0000")
    add_events(3, "gm0001")
    found = queries.verify_chains()
    assert found.events == 5
    assert [(head.chain, head.length) for head in found.heads] == [("gm0000", 2), ("gm0001", 3)]
    assert found.broken == ()


def test_a_changed_event_is_named() -> None:
    add_events(4)
    Event.objects.filter(number=2).update(about={"n": 99})
    assert faults() == [(2, Fault.CHANGED)]


def test_a_removed_event_is_named() -> None:
    add_events(4)
    Event.objects.filter(number=3).delete()
    assert (3, Fault.REMOVED) in faults()


def test_an_inserted_event_is_named() -> None:
    add_events(2)
    last = Event.objects.get(number=2)
    Event.objects.create(
        chain="gm0000",
        number=3,
        at=NOW,
        by="x",
        action="forged",
        subject="s/9",
        previous=last.digest,
        digest="0" * 64,
    )
    assert (3, Fault.INSERTED) in faults()


def test_events_of_a_chain_whose_end_was_thrown_away_are_named() -> None:
    add_events(1)
    Chain.objects.all().delete()
    assert faults() == [(1, Fault.INSERTED)]


def test_a_cut_off_tail_shows_against_the_heads_that_were_kept() -> None:
    add_events(3)
    kept = {head.chain: head for head in queries.list_heads()}
    Event.objects.filter(number=3).delete()
    before = Event.objects.get(number=2)
    Chain.objects.filter(name="gm0000").update(length=2, head=before.digest)
    assert queries.verify_chains().broken == ()
    found = queries.verify_chains(kept_heads=kept).broken
    assert [(item.number, item.fault) for item in found] == [(3, Fault.REMOVED)]


def test_a_chain_that_grew_since_still_holds_the_heads_that_were_kept() -> None:
    add_events(3)
    kept = {head.chain: head for head in queries.list_heads()}
    add_events(2)
    assert queries.verify_chains(kept_heads=kept).broken == ()


def test_the_same_event_has_the_same_digest_on_every_database() -> None:
    add_events(1)
    text = (
        '["gm0000",1,"2026-11-22T10:00:00.000000+00:00","p","test.do","thing/0",{"n":0},"' + "0" * 64 + '"]'
    )
    assert Event.objects.get().digest == hashlib.sha256(text.encode()).hexdigest()


def test_events_are_listed_newest_first(django_assert_num_queries: Callable[..., object]) -> None:
    add_events(3)
    with django_assert_num_queries(1):
        assert [event.number for event in queries.list_events(chain="gm0000")] == [3, 2, 1]
    assert [event.number for event in queries.list_events("thing/1")] == [2]
