"""The toolbox of a dossier: what it needs and why, how it stands, and how much a form would still ask."""

from collections.abc import Callable

import pytest

from tests.conftest import NOW
from tests.integration.assessments.pages import log_in, text_of
from waarborg.adapters.form_files.loading import load_library
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.actions import starting
from waarborg.apps.assessments.toolbox import Need, Tool, list_tools
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.library import Library

ADDRESS = "/en/werkplek/algoritmen/{}/gereedschap"


@pytest.fixture(autouse=True)
def small_library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """The real forms, in place of the small one of the other tests."""
    return load_library()


def find(dossier: Algorithm, id: str) -> Tool:
    return next(tool for tool in list_tools(dossier, on=NOW.date()) if tool.instrument.id == id)


def test_every_instrument_is_there_once(dossier: Algorithm) -> None:
    ids = [tool.instrument.id for tool in list_tools(dossier, on=NOW.date())]
    assert sorted(ids) == sorted(one.id for one in load_framework().instruments)


def test_every_form_has_its_place_in_the_toolbox() -> None:
    named = {one.form for one in load_framework().instruments if one.form}
    assert named == set(load_library().ids)


def test_what_the_law_asks_of_this_dossier_is_needed(dossier: Algorithm, editor: Person) -> None:
    before = find(dossier, "dpia")
    assert before.need is not Need.REQUIRED
    algorithms.record_facts(
        algorithm=dossier,
        values={"uses_personal_data": True},
        by=editor,
        at=NOW,
    )
    assert find(dossier, "dpia").need in (Need.REQUIRED, Need.ADVISED)
    assert find(dossier, "dpia").because


def test_what_is_known_counts_and_a_begun_form_no_longer_counts(dossier: Algorithm, editor: Person) -> None:
    before = find(dossier, "iama")
    assert before.asked > before.known
    algorithms.record_facts(algorithm=dossier, values={"goal": "Sneller helpen"}, by=editor, at=NOW)
    assert find(dossier, "iama").known == before.known + 1
    row = starting.start(algorithm=dossier, form="iama", by=editor, at=NOW)
    begun = find(dossier, "iama")
    assert (begun.assessment, begun.asked, begun.known) == (row, 0, 0)


def test_the_page_shows_reasons_and_starts_a_form(dossier: Algorithm, editor: Person) -> None:
    algorithms.record_facts(algorithm=dossier, values={"uses_personal_data": True}, by=editor, at=NOW)
    page = log_in(editor)
    text = text_of(page.get(ADDRESS.format(dossier.public_id)))
    assert "Because of:" in text
    assert "Begins with" in text
    assert 'value="codio"' in text
    answer = page.post(f"/en/werkplek/algoritmen/{dossier.public_id}/toetsen/beginnen", {"form": "codio"})
    assert answer.status_code == 302
    assert "Being filled in" in text_of(page.get(ADDRESS.format(dossier.public_id)))


def test_who_may_not_answer_sees_no_button(
    dossier: Algorithm, person_with_role: Callable[..., Person]
) -> None:
    text = text_of(log_in(person_with_role("auditor")).get(ADDRESS.format(dossier.public_id)))
    assert "Impact Assessment" in text
    assert 'name="form"' not in text
