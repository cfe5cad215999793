"""Whatever one does to a chain without the power to write the head shows."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.spec.audit.test_chain import make_chain
from waarborg.core.terms.chain import verify

SUBJECTS = st.lists(st.text(max_size=5), min_size=1, max_size=8)


@given(SUBJECTS)
def test_an_untouched_chain_is_whole(subjects: list[str]) -> None:
    links = make_chain(*subjects)
    assert verify(links, chain="gm0000", length=len(links), head=links[-1].digest) == ()


@given(SUBJECTS, st.data())
def test_any_change_removal_or_swap_shows(subjects: list[str], data: st.DataObject) -> None:
    links = make_chain(*subjects)
    head = links[-1].digest
    place = data.draw(st.integers(0, len(links) - 1))
    kind = data.draw(st.sampled_from(["change", "rehash", "remove", "double"]))
    touched = list(links)
    if kind == "remove":
        del touched[place]
    elif kind == "double":
        touched.insert(place, links[place])
    else:
        forged = replace(links[place], subject=links[place].subject + "!")
        touched[place] = replace(forged, digest=forged.expected_digest()) if kind == "rehash" else forged
    found = verify(touched, chain="gm0000", length=len(links), head=head)
    assert found
    # The break is named at the event itself, or at the place right beside it.
    assert min(abs(item.number - links[place].number) for item in found) <= 1
