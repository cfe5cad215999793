"""The file to fill in without network: whole in itself, safe to open, the same each time, and read when it comes back."""

import base64
import hashlib
import json
import re
from contextlib import suppress
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_form import NOON, TODAY, answer, form, group, part, question
from waarborg.adapters.form_files.answers_file import AnswersFile, AnswersFileError, Offline
from waarborg.adapters.form_files.answers_json import MOST_BYTES
from waarborg.adapters.form_files.answers_reading import read_answers
from waarborg.adapters.form_files.offline.conditions import write_conditions, write_expression, write_value
from waarborg.adapters.form_files.offline.definition import Around, Aside, Proposal, describe_form
from waarborg.adapters.form_files.offline.page import (
    SCRIPTS,
    Cover,
    read_script,
    read_style,
    write_block,
    write_page,
)
from waarborg.adapters.form_files.offline.returned import find_answers
from waarborg.adapters.form_files.offline.words import WORDS, list_words
from waarborg.adapters.law_files.notation import parse_condition
from waarborg.core.law.expressions import negation

BAD = '</script><script>alert(1)</script><!-- <img src=x onerror="alert(1)">'
FORM = form(
    part("een", question("1"), question("2", "text", when="[1]"), question("3", "number")),
    part("twee", group("4", question("4.1", "choice"), label="4.1"), question("5", "risks")),
    part("drie", question("6", "date", when="[hoog risico] EN [fact:phase] = \"use\""), when="[7 telt]"),
    facts=[{"fact": "7 telt", "kind": "boolean", "label": {"nl": "x", "en": "x"}, "function": "AANTAL([4]) ≥ 2"}],
)  # fmt: skip
COVER = Cover(
    organisation="Voorbeeldstad",
    algorithm="Zoekhulp & <b>meer</b>",
    by="Anna",
    made_on=TODAY,
    until=date(2026, 12, 28),
    back="https://voorbeeld.example/nl/werkplek/algoritmen/wb-1/toetsen/7/inlezen",
    file="klein-wb-1-zonder-netwerk",
)
AROUND = Around(
    values={"hoog risico": True, "fact:phase": "use", "fact:goal": "een geheim dat niemand leest"},
    names={"fact:phase": "de fase"},
    cited={"1": [("art. 35 AVG", "https://eur-lex.europa.eu/eli/reg/2016/679/oj")]},
    beside={"1": [Aside("Doel", BAD, "het dossier", "Omdat het helpt.")]},
    offered={
        "2": Proposal(
            place="fact:goal", value=BAD, kind="new", aside=Aside("Doel", BAD, "het dossier"), on="2026-11-01"
        )
    },
)


def make_answers(**values: Any) -> AnswersFile:
    found = {"2": BAD, "3": 10**17 + 1, "4": ("aa", "bb"), "4.1@aa": "a", **values}
    answers = tuple(answer(place, value) for place, value in found.items())
    return AnswersFile(
        form="klein",
        version="2026.1",
        algorithm={"id": "wb-1", "name": "Zoekhulp", "organisation": "voorbeeldstad"},
        made_on=TODAY,
        answers=answers,
        offline=Offline(assessment=7, number=12, made_at=NOON),
        bases={place: number for number, place in enumerate(found, start=1)},
    )


def make_page(language: str = "nl") -> str:
    return write_page(FORM, make_answers(), AROUND, COVER, language=language).decode()


class Elements(HTMLParser):
    """What a browser makes of a page: the elements with their attributes, and what stands in each script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._inside = tag
        if tag in ("script", "style"):
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._inside in ("script", "style"):
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


# --- whole in itself, and safe -------------------------------------------------------------------------------
def test_a_page_holds_nothing_that_asks_for_something_elsewhere() -> None:
    elements = Elements(make_page())
    tags = [tag for tag, _attributes in elements.found]
    assert {"link", "img", "iframe", "object", "base", "form", "a"}.isdisjoint(tags)
    assert [tag for tag, attributes in elements.found if {"src", "href", "srcset"} & attributes.keys()] == []
    assert "url(" not in read_style()
    assert "@import" not in read_style()
    for asking in (
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "import(",
        "EventSource",
        "Worker(",
    ):
        assert asking not in read_script()


def test_no_text_becomes_markup_or_script_in_the_page() -> None:
    """What the scripts put on the page is text; they have no other way to put it there."""
    for way in ("innerHTML", "outerHTML =", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert way not in read_script()
    assert "</script" not in read_script()
    assert "<!--" not in read_script()
    assert "</style" not in read_style()


def test_a_browser_runs_the_script_of_the_page_and_no_other() -> None:
    elements = Elements(make_page())
    (policy,) = [one["content"] for tag, one in elements.found if one.get("http-equiv") == "Content-Security-Policy"]  # fmt: skip
    style, _form, _answers, script = elements.scripts
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (script, style)]
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digests[0]}'; style-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    first = [tag for tag, _attributes in elements.found].index("meta")
    assert elements.found[first + 1][1].get("http-equiv") == "Content-Security-Policy"


def test_no_answer_gets_out_of_its_block() -> None:
    page = make_page()
    assert len(Elements(page).scripts) == 4
    assert page.count("<script") == 3
    assert BAD not in page
    form_block, answers = (json.loads(text) for text in Elements(page).scripts[1:3])
    assert answers["answers"][0] == {"place": "2", "value": BAD, "declined": False, "taken": "", "base": 1}
    assert form_block["cover"]["algorithm"] == "Zoekhulp & <b>meer</b>"


@given(st.text())
def test_any_text_comes_back_from_a_block_as_it_was(text: str) -> None:
    block = write_block({"value": text})
    assert "<" not in block
    assert json.loads(block) == {"value": text}


def test_the_same_gives_the_same_page() -> None:
    assert make_page() == make_page()
    assert make_page("en") != make_page()
    assert '<html lang="en"' in make_page("en")


def test_everything_in_the_page_is_marked_as_its_own() -> None:
    """So that what a browser adds to a page does not go along when it is saved again."""
    outside = [tag for tag, attributes in Elements(make_page()).found if "data-own" not in attributes]
    assert outside == ["p"]  # in place of the page where no script runs


def test_a_file_holds_no_more_than_its_conditions_ask() -> None:
    """A fact that is not shown and on which nothing rests stays in the house, and who answered does too."""
    form_block = json.loads(Elements(make_page()).scripts[1])
    assert form_block["form"]["given"] == {"fact:phase": "use", "hoog risico": True}
    assert "een geheim dat niemand leest" not in make_page()
    assert '"by":"1"' not in make_page()


# --- what stands in it ---------------------------------------------------------------------------------------
def test_a_form_is_described_for_the_page() -> None:
    found: Any = describe_form(FORM, AROUND, on=TODAY, language="nl")
    first, second, third = found["parts"]
    assert [item["id"] for item in first["items"]] == ["1", "2", "3"]
    assert first["items"][0]["cited"] == [["art. 35 AVG", "https://eur-lex.europa.eu/eli/reg/2016/679/oj"]]
    assert first["items"][1]["offer"]["answer"] == BAD
    assert second["items"][0]["repeat"] is True
    assert [column["id"] for column in second["items"][1]["columns"]][:2] == ["risk", "who"]
    assert third["when"] == ["fact", "7 telt"]
    assert found["conditional"] == ["2", "6"]
    assert found["order"] == ["4"]
    assert found["frames"]["2 wordt gevraagd"] == ["fact", "1"]
    assert found["frames"]["7 telt"] == ["AT_MOST", [["value", {"number": "2"}], ["COUNT", [["fact", "4"]]]]]


def test_a_condition_on_the_day_is_about_the_day_of_the_file() -> None:
    written = write_expression(parse_condition("[6] > PEILDATUM"), on=TODAY)
    assert written == ["LESS_THAN", [["value", {"day": "2026-11-28"}], ["fact", "6"]]]


def test_a_condition_deeper_than_a_browser_follows_is_left_to_waarborg() -> None:
    deep = parse_condition("[1]")
    for _ in range(5000):
        deep = negation(deep)
    assert write_expression(deep, on=TODAY) == ["beyond", []]
    assert write_expression(negation(parse_condition("[1]")), on=TODAY) == ["NOT", [["fact", "1"]]]


def test_values_keep_what_they_are() -> None:
    values = write_conditions(FORM, {"fact:phase": "use", "hoog risico": False}, on=TODAY)
    assert values.given == {"fact:phase": "use", "hoog risico": False}
    assert write_value(("a", "b")) == ["a", "b"]
    assert write_value(TODAY) == {"day": "2026-11-28"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_scripts_ask_for_every_word_and_for_no_other(language: str) -> None:
    script = read_script()
    asked = set(re.findall(r'say\("(\w+)"', script))
    asked |= {f"offer_{kind}" for kind in ("new", "changed", "different")}
    asked |= set(re.findall(r'"(about_\w+|drawer_\w+|use_\w+|next|begin)"', script))
    asked |= {"yes", "no"}
    assert asked == set(WORDS)
    assert set(list_words(language)) == set(WORDS)


def test_every_script_is_part_of_the_page() -> None:
    from importlib.resources import files

    folder = files("waarborg.adapters.form_files.offline").joinpath("browser")
    assert {one.name for one in folder.iterdir() if one.name.endswith(".js")} == {f"{name}.js" for name in SCRIPTS}  # fmt: skip


# --- coming back ---------------------------------------------------------------------------------------------
def refuse(content: bytes) -> str:
    with pytest.raises(AnswersFileError) as refused:
        read_answers(find_answers(content, file="klein.html"), file="klein.html")
    assert refused.value.in_language("nl").startswith("klein.html, bij ")
    return refused.value.in_language("en")


def test_the_answers_come_back_as_they_went() -> None:
    found = read_answers(find_answers(make_page().encode(), file="klein.html"), file="klein.html")
    sent = make_answers()
    assert (found.offline, found.bases, found.algorithm) == (sent.offline, sent.bases, sent.algorithm)
    assert {str(one.address): one.value for one in found.answers} == {
        str(one.address): one.value for one in sent.answers
    }


def test_answers_without_a_page_around_them_come_back_too() -> None:
    page = make_page().encode()
    bare = find_answers(page, file="klein.html")
    assert find_answers(bare, file="antwoorden.json") == bare
    assert read_answers(bare, file="antwoorden.json").offline == make_answers().offline


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda page: page[: page.index('"base":2')], "no answers in this page"),
        (lambda page: page.replace("waarborg-answers", "answers"), "no answers in this page"),
        (lambda page: page + '<script type="application/json" id="waarborg-answers">{}</script>', "more than one"),
        (lambda page: f'<!-- <b id="waarborg-answers"> -->{page}', "more than one"),
        (lambda page: page.replace('"format":"waarborg-assessment"', '"format":"iets"'), "no file with answers"),
        (lambda page: page.replace('"base":1', '"base":-1'), "whole number"),
        (lambda page: page.replace('"base":1', '"base":true'), "whole number"),
        (lambda page: page.replace('"assessment":7', '"assessment":"7"'), "whole number"),
        (lambda page: page.replace('"made_at":"2026-11-28T12:00:00+00:00"', '"made_at":"gisteren"'), "no moment"),
        (lambda page: page.replace('"number":12,', '"number":12,"macht":1,'), "does not belong here"),
        (lambda page: "<html>", "no answers in this page"),
        (lambda page: "<" * 100_000, "no answers in this page"),
    ],
    ids=["cut", "renamed", "two", "comment", "format", "base", "base-true", "assessment", "moment", "more", "empty", "brackets"],
)  # fmt: skip
def test_a_page_that_is_not_whole_is_refused_with_a_reason(damage: Any, fault: str) -> None:
    assert fault in refuse(damage(make_page()).encode())


def test_a_page_that_is_too_large_is_refused_before_it_is_searched() -> None:
    assert "larger than 20 MB" in refuse(b"<html>" + b" " * MOST_BYTES)


@given(st.binary(max_size=60), st.integers(0, 10**6), st.integers(0, 40))
def test_whatever_is_done_to_a_page_it_is_read_or_refused(dirt: bytes, place: int, length: int) -> None:
    page = write_page(FORM, make_answers(), AROUND, COVER, language="nl")
    at = place % len(page)
    content = page[:at] + dirt + page[at + length :]
    with suppress(AnswersFileError):
        read_answers(find_answers(content, file="klein.html"), file="klein.html")
