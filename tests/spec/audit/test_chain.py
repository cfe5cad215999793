"""A chain of three events, worked out by hand, and what shows when somebody touches it.

START <- event 1 <- event 2 <- event 3 = head
"""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from waarborg.core.terms.chain import START, Break, Fault, Link, link_digest, verify
from waarborg.core.terms.digests import canonical, digest, salted_digest

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def make_chain(*subjects: str) -> list[Link]:
    links: list[Link] = []
    for number, subject in enumerate(subjects, start=1):
        previous = links[-1].digest if links else START
        fields = {
            "chain": "gm0000",
            "number": number,
            "at": AT,
            "by": "p",
            "action": "a",
            "subject": subject,
            "about": {},
            "previous": previous,
        }
        links.append(Link(**fields, digest=link_digest(**fields)))
    return links


def faults(links: list[Link], *, length: int = 3, head: str | None = None) -> list[tuple[int, Fault]]:
    whole = make_chain("one", "two", "three")
    found = verify(links, chain="gm0000", length=length, head=head or whole[-1].digest)
    return [(item.number, item.fault) for item in found]


def test_the_digest_is_sha256_over_text_anyone_can_write() -> None:
    text = '["gm0000",1,"2026-11-22T10:00:00.000000+00:00","p","a","one",{},"' + "0" * 64 + '"]'
    assert make_chain("one")[0].digest == hashlib.sha256(text.encode()).hexdigest()


def test_a_whole_chain_has_no_breaks() -> None:
    assert faults(make_chain("one", "two", "three")) == []


def test_an_empty_chain_is_whole() -> None:
    assert verify([], chain="gm0000", length=0, head=START) == ()


def test_a_changed_event_is_named() -> None:
    links = make_chain("one", "two", "three")
    links[1] = replace(links[1], subject="2")
    assert faults(links) == [(2, Fault.CHANGED)]


def test_a_changed_event_with_a_new_digest_is_named_by_the_next() -> None:
    links = make_chain("one", "two", "three")
    forged = replace(links[1], subject="2")
    links[1] = replace(forged, digest=forged.expected_digest())
    assert faults(links) == [(2, Fault.CHANGED)]


def test_a_changed_last_event_with_a_new_digest_is_named_by_the_head() -> None:
    links = make_chain("one", "two", "three")
    forged = replace(links[2], subject="3")
    links[2] = replace(forged, digest=forged.expected_digest())
    assert faults(links) == [(3, Fault.CHANGED)]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_removed_event_is_named(number: int) -> None:
    links = make_chain("one", "two", "three")
    del links[number - 1]
    assert (number, Fault.REMOVED) in faults(links)


def test_removing_everything_shows() -> None:
    assert faults([]) == [(1, Fault.REMOVED), (2, Fault.REMOVED), (3, Fault.REMOVED)]


def test_an_event_put_in_between_is_named() -> None:
    one, two, three = make_chain("one", "two", "three")
    forged = replace(one, number=2, subject="forged", previous=one.digest)
    forged = replace(forged, digest=forged.expected_digest())
    later = [replace(two, number=3), replace(three, number=4)]
    later = [replace(item, digest=item.expected_digest()) for item in later]
    found = faults([one, forged, *later], length=4, head=later[-1].digest)
    assert (2, Fault.INSERTED) in found


def test_an_event_beyond_the_end_is_named() -> None:
    links = make_chain("one", "two", "three", "four")
    assert faults(links) == [(4, Fault.INSERTED)]


def test_a_second_event_with_the_same_number_is_named() -> None:
    one, two, three = make_chain("one", "two", "three")
    assert (2, Fault.INSERTED) in faults([one, two, replace(two, subject="again"), three])


def test_a_chain_that_was_written_anew_shows_against_a_kept_head() -> None:
    rewritten = make_chain("one", "2", "three")
    assert faults(rewritten, head=rewritten[-1].digest) == []
    assert faults(rewritten) == [(3, Fault.CHANGED)]


def test_each_break_says_what_happened_in_words() -> None:
    links = make_chain("one", "two", "three")
    del links[1]
    found = verify(links, chain="gm0000", length=3, head=links[-1].digest)
    assert Break("gm0000", 2, Fault.REMOVED, "Event 2 is not there.") in found


def test_canonical_text_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": [True, None, "é"]}) == canonical({"a": [True, None, "é"], "b": 1})
    assert canonical({"b": 1, "a": [True, None, "é"]}) == '{"a":[true,null,"é"],"b":1}'


@pytest.mark.parametrize("value", [1.5, {1: "a"}, object(), datetime(2026, 1, 1)])
def test_what_has_no_single_notation_has_no_digest(value: object) -> None:
    with pytest.raises(TypeError):
        digest(value)


def test_a_salt_makes_equal_values_unequal() -> None:
    assert salted_digest("ja", salt="1") != salted_digest("ja", salt="2")
