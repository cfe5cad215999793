"""A form of every type of question as a file without network, and a browser without network to open it in."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.small_form import NOON, TODAY, answer, both, form, group, part, question
from waarborg.adapters.form_files.answers_file import AnswersFile, Offline
from waarborg.adapters.form_files.answers_reading import read_answers
from waarborg.adapters.form_files.offline.definition import Around, Aside, Proposal
from waarborg.adapters.form_files.offline.page import Cover, write_page
from waarborg.adapters.form_files.offline.returned import find_answers
from waarborg.core.forms.forms import Form
from waarborg.core.profile.facts import Value

COLUMNS = [
    {"id": "wat", "title": both("Wat"), "type": "text", "required": True},
    {"id": "soort", "title": both("Soort"), "type": "choice", "options": [{"value": "x", "label": both("Iks")}]},
    {"id": "van", "title": both("Van"), "type": "choices", "options_from": {"group": "12", "label": "12.1"}},
    {"id": "klaar", "title": both("Klaar"), "type": "boolean"},
    {"id": "aantal", "title": both("Aantal"), "type": "number"},
    {"id": "op", "title": both("Op"), "type": "date"},
]  # fmt: skip
#: Every type of question, conditions on some of them, rows in rows, and choices that are rows.
WHOLE = form(
    part(
        "een",
        question(
            "1", "boolean", help=both("Denk aan alles."), example=both("Ja, als het zo is.\n- of bijna")
        ),
        question("2", "text", when="[1]", required=False),
        question("3", "markup"),
        question("4", "choice"),
        question("5", "choices", when='[4] = "a"'),
        question("6", "number", unit=both("uren")),
        question("7", "money", when="[6] > 10"),
        question("8", "date"),
        question("9", "list"),
        question("10", "role"),
        question("11", "file"),
        {"info": "lees", "title": both("Goed om te weten"), "text": both("Lees dit eerst.\n- en dit")},
    ),
    part(
        "twee",
        group(
            "12",
            question("12.1", "text"),
            question("12.2", "boolean"),
            group("12.3", question("12.3.1", "text", when="[12.2]")),
            label="12.1",
        ),
        question("13", "choices", options_from={"group": "12", "label": "12.1"}),
        question("14", "table", columns=COLUMNS),
        question("15", "risks"),
        question("16", "actions"),
        question("17", "text", when="AANTAL([12]) ≥ 2"),
    ),
    part("drie", question("18", "text", judgement=True), question("19", "text"), when="[1]"),
    part("vier", question("20", "boolean"), when="[hoog risico]"),
)
AROUND = Around(
    values={"hoog risico": False},
    names={"fact:goal": "het dossier: doel"},
    roles=[("project_leader", "Projectleider"), ("lawyer", "Jurist")],
    numbers={"1": "1"},
    cited={"1": [("art. 35 AVG", "https://eur-lex.europa.eu/eli/reg/2016/679/oj")]},
    beside={"1": [Aside("Doel", "Sneller helpen", "het dossier", "Omdat het helpt.")], "3": [Aside("Rijen", "", "dit formulier", own="12")]},
    offered={"2": Proposal(place="fact:goal", value="Sneller helpen", kind="new", aside=Aside("Doel", "Sneller helpen", "het dossier"), on="2026-11-01")},
)  # fmt: skip
WCAG_WIDTHS = (1280, 320)


@dataclass(frozen=True, kw_only=True)
class Away:
    """What goes along in a file of a test. values: answers by place, each with a number as base."""

    form: Form = WHOLE
    around: Around = AROUND
    values: Mapping[str, Value] = field(default_factory=dict)
    language: str = "nl"
    until: date = date(2126, 12, 28)

    def write(self, path: Path) -> Path:
        """Write the file and return where it is."""
        answers = AnswersFile(
            form=self.form.id,
            version=self.form.version,
            algorithm={"id": "wb-1", "name": "Zoekhulp", "organisation": "voorbeeldstad"},
            made_on=TODAY,
            answers=tuple(answer(place, value) for place, value in self.values.items()),
            offline=Offline(assessment=7, number=len(self.values), made_at=NOON),
            bases={place: number for number, place in enumerate(self.values, start=1)},
        )
        cover = Cover(
            organisation="Voorbeeldstad",
            algorithm="Zoekhulp",
            by="Anna",
            made_on=TODAY,
            until=self.until,
            back="https://voorbeeld.example/nl/inlezen",
            file="klein-zonder-netwerk",
        )
        path.write_bytes(write_page(self.form, answers, self.around, cover, language=self.language))
        return path


class Desk:
    """A browser without network. Fails the test when a page asks for anything, or a script fails or is blocked."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.faults: list[str] = []

    def open(self, path: Path, part: str = "") -> Page:
        """Open a file in a new page, at a part of it."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.on("request", lambda request: self._look_at(request.url))
        page.goto(f"{path.as_uri()}{f'#{part}' if part else ''}")
        page.get_by_role("heading", level=1).wait_for()
        return page

    def _look_at(self, address: str) -> None:
        if not address.startswith(("file:", "blob:")):
            self.faults.append(f"the page asks for {address}")


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    """A browser that has no network, for files that were taken along."""
    context = browser.new_context(
        locale="nl-NL",
        offline=True,
        accept_downloads=True,
        reduced_motion="reduce",
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(20_000)
    made = Desk(context)
    yield made
    context.close()
    assert not made.faults, "; ".join(made.faults)


@pytest.fixture
def away(desk: Desk, tmp_path: Path) -> Callable[..., Page]:
    """`away("een", values={…})`: a file with these answers, open at a part."""

    def make(part: str = "", **what: Any) -> Page:
        return desk.open(Away(**what).write(tmp_path / "klein.html"), part)

    return make


# --- on a page -----------------------------------------------------------------------------------------------
def at(page: Page, place: str) -> Locator:
    """The question at a place."""
    return page.locator(f'[id="at-{place}"]')


def field_of(page: Page, place: str) -> Locator:
    """The input of a question at a place."""
    return page.locator(f'[id="field-{place}"]')


def save(page: Page, path: Path, button: str = "Sla op als bestand") -> Path:
    """Save as a file, and return where it is."""
    with page.expect_download() as download:
        page.get_by_role("complementary").get_by_role("button", name=re.compile(f"^{button}")).click()
    download.value.save_as(path)
    return path


def read_saved(path: Path) -> dict[str, object]:
    """The answers in a file that was saved, by place; somebody who does not know says `declined`."""
    file = read_answers(find_answers(path.read_bytes(), file=path.name), file=path.name)
    return {
        str(one.address): "declined" if one.declined else json.loads(json.dumps(_plain(one.value)))
        for one in file.answers
    }


def _plain(value: Value) -> object:
    if isinstance(value, tuple):
        return [dict(one) if isinstance(one, Mapping) else one for one in value]
    return value
