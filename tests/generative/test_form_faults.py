"""Forms of one's own with anything wrong in them: never anything but a form or faults, each with its line and words."""

import copy
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.small_form import both, part, question
from tests.small_library import ENDS, PARTS, document
from waarborg.adapters.form_files.loading import load_library
from waarborg.adapters.form_files.own_files import read_own_text

WHOLE = document(
    *PARTS,
    part(
        "drie",
        question("7", "table", columns=[{"id": "naam", "title": both("Naam"), "type": "text"}]),
        question("8", "text", beside=[{"question": "fact:goal", "why": both("Omdat.")}], roles=["lawyer"]),
        phases=["design"],
    ),
    facts=[{"fact": "score", "kind": "number", "label": both("Score"), "function": "AANTAL([7])"}],
    review={"months": 36, "why": both("Omdat."), "facts": ["data_used"]},
    evidence_for=[{"requirement": "avg-09", "why": both("Omdat.")}],
    instrument="dpia",
    changes=both("Nieuw."),
    **ENDS,
)
EXTENDING = {
    **{key: WHOLE[key] for key in ("version", "released_on", "title", "short")},
    "id": "prescan-hier",
    "extends": "prescan:2026.1",
    "add": [{"into": "geen", "items": [question("x.1", "text")]}],
    "parts": [part("extra", question("extra.1", "text", when="[extra.2]"), question("extra.2"))],
}
#: What people write by mistake, and what nobody expects.
ODD: list[Any] = [
    None, True, 0, -1, 2026.1, float("nan"), "", " ", "x", "bool", "2026-02-30", "[1] EN", "[9]", "[iama:1]", "fact:x",
    "avg:1", "a" * 50, "1", [], ["a", "a"], {}, {"nl": "x"}, both(" "), {1: "x"}, {None: "x"}, {"question": "1"},
    [question("1")], [{"colour": "red"}], "é“”\u2028", "<script>",
]  # fmt: skip


def list_places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every group or list with each of its keys or numbers."""
    if isinstance(value, dict):
        for key in value:
            yield value, key
            yield from list_places(value[key])
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield value, number
            yield from list_places(one)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A form as a file, after up to three things were changed, taken away, added or repeated."""
    made = copy.deepcopy(draw(st.sampled_from((WHOLE, EXTENDING))))
    for _ in range(draw(st.integers(1, 3))):
        places = list(list_places(made))
        if not places:
            break
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        what = draw(st.sampled_from(("change", "remove", "add", "repeat", "rename")))
        odd = copy.deepcopy(draw(st.sampled_from(ODD)))
        if what == "change":
            holder[key] = odd
        elif what == "remove":
            del holder[key]
        elif isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]) if what == "repeat" else odd)
        elif what == "add":
            holder[
                draw(
                    st.sampled_from(
                        ("colour", "when", "options", "fact", "repeat", "one", "columns", 1, "a. b")
                    )
                )
            ] = odd
        else:
            holder[f"{key}s"] = holder.pop(key)
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False)


def check(text: str) -> None:
    form, faults = read_own_text(text, library=load_library())
    assert form is not None or faults
    lines = text.count("\n") + 1
    for fault in faults:
        assert 0 < fault.line <= lines
        assert fault.place
        for words in (fault.says, fault.remedy):
            assert words.nl != words.en
            assert words.nl.endswith((".", "?"))
            assert words.en.endswith((".", "?"))


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(text=broken())
def test_a_form_that_is_broken_anywhere_is_told_with_line_and_words(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_file_in_which_signs_are_missing_or_too_many_is_told_with_line_and_words(
    data: st.DataObject,
) -> None:
    text = yaml.safe_dump(WHOLE, allow_unicode=True, sort_keys=False)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        sign = data.draw(
            st.sampled_from(
                ["", ":", " ", "\n", "\t", '"', "'", "[", "}", "-", "&", "*", "!", "%", "#", "\x01", "0"]
            )
        )
        text = text[:at] + sign + text[at + data.draw(st.integers(0, 3)) :]
    check(text)
