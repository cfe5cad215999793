"""The scripts of the page without network come to what the engine comes to: values, conditions, progress, writing."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.content.filled_forms import ON, Filler
from tests.content.test_forms import each_form, read, read_all
from tests.functional.offline_scripts import IN_A_BROWSER, scripts
from tests.generative.test_forms import OUTSIDES, forms, is_sound, sheets
from tests.small_form import TODAY
from waarborg.adapters.form_files.offline.definition import Around, describe_form
from waarborg.core.forms.answers import Answer, Sheet
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.reading import Reading
from waarborg.core.profile.facts import plain
from waarborg.core.publication.plain_writing import from_writing, to_writing

__all__ = ("scripts",)

#: So many times each form is filled in at random, each time with less or more of the answers.
TIMES = 12
SHARES = (0.0, 0.1, 0.5, 0.9, 1.0)


# --- forms ---------------------------------------------------------------------------------------------------
def describe(reading: Reading, answers: Sequence[Answer], *, on: date) -> dict[str, Any]:
    """A form that is filled in, as the page gets it."""
    return {
        "form": describe_form(reading.form, Around(values=reading.around), on=on, language="nl"),
        "answers": [
            [str(one.address), {"value": plain(one.value), "declined": one.declined}] for one in answers
        ],
    }


def conclude_form(reading: Reading) -> dict[str, Any]:
    """What the engine comes to, in the shape of the page."""
    counts: dict[str, Any] = {part.id: None for part in reading.form.parts}
    for part, count in measure_progress(reading).parts:
        counts[part.id] = {"asked": count.asked, "answered": count.answered, "waiting": count.waiting}
    shown = [[str(one.address), one.standing.value, list(one.waits_for)] for one in reading.shown]
    return {"shown": shown, "counts": counts}


def fill(name: str) -> Iterator[tuple[Reading, list[Answer]]]:
    """A form as people fill it in: from nothing known to everything."""
    form = read(name)
    for seed in range(TIMES):
        draw, filler = random.Random(seed), Filler(seed)
        whole, share = filler.fill(form, read_all()), SHARES[seed % len(SHARES)]
        answers = [one for one in whole.sheet if draw.random() < share]
        known = filler.look_around(form, read_all())
        outside = {name: value for name, value in known.items() if draw.random() < max(share, 0.3)}
        yield Reading(form, Sheet.of(answers), outside, on=ON), answers


@each_form
def test_the_page_asks_what_the_engine_asks(name: str, scripts: Page) -> None:
    filled = list(fill(name))
    cases = [describe(reading, answers, on=ON) for reading, answers in filled]
    found = scripts.evaluate("(cases) => cases.map(readForm)", cases)
    for (reading, _answers), here in zip(filled, found, strict=True):
        assert here == conclude_form(reading)
    assert len({standing for one in found for _place, standing, _waits in one["shown"]}) == 3


@IN_A_BROWSER
@given(st.data())
def test_any_form_reads_the_same_in_both(scripts: Page, data: st.DataObject) -> None:
    made, _trees = data.draw(forms())
    assume(is_sound(made))
    sheet, outside = data.draw(sheets(made)), data.draw(OUTSIDES)
    reading = Reading(made, sheet, outside, on=TODAY)
    (found,) = scripts.evaluate("(cases) => cases.map(readForm)", [describe(reading, list(sheet), on=TODAY)])
    assert found == conclude_form(reading)


def test_a_row_of_facts_longer_than_a_browser_follows_is_shown(scripts: Page) -> None:
    """Never hidden: what cannot be worked out here, Waarborg works out when it is back."""
    items = [
        {"kind": "question", "id": "1", "type": "boolean"},
        {"kind": "question", "id": "2", "type": "text"},
    ]
    frames = {f"feit {number}": ["NOT", [["fact", f"feit {number + 1}"]]] for number in range(20_000)}
    frames["2 wordt gevraagd"] = ["fact", "feit 0"]
    form = {"parts": [{"id": "een", "items": items}], "frames": frames, "given": {}, "conditional": ["2"], "order": []}  # fmt: skip
    found = scripts.evaluate("readForm", {"form": form, "answers": []})
    assert [standing for _place, standing, _waits in found["shown"]] == ["asked", "beyond"]


# --- writing -------------------------------------------------------------------------------------------------
@IN_A_BROWSER
@given(st.lists(st.text("ab -*•1.)\n<>&;é", max_size=30), min_size=5, max_size=20))
def test_markup_is_written_as_the_workplace_writes_it(scripts: Page, typed: list[str]) -> None:
    markup = [from_writing(text) for text in typed]
    assert scripts.evaluate("(texts) => texts.map(toWriting)", markup) == [to_writing(one) for one in markup]


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "Gewone tekst, 3 < 4",
        "<naam> is geen opmaak",
        "<p>Een</p><p>Twee<br>regels</p>",
        "<ul><li>een</li><li>twee</li></ul>",
        "<ol><li><p>een</p></li><li>twee</li></ol>",
        "<ul><li>een<ul><li>dieper</li></ul></li></ul>",
        "<p>- lijkt een lijst</p>",
        "<p>vet: <b>ja</b></p>",
        "<div>Een</div><div>Twee &amp; drie</div>",
        "<script>alert(1)</script>",
        '<img src="https://voorbeeld.example/x.png" onerror="alert(1)">',
    ],
)
def test_markup_of_any_kind_is_written_as_the_workplace_writes_it(scripts: Page, markup: str) -> None:
    assert scripts.evaluate("toWriting", markup) == to_writing(markup)
