"""The pages of the steps of an algorithm: the list with its coverage, writing, and choosing a rule."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.integration.web.conftest import address, text_of
from tests.small_law import URN, URN_OLD, make_library
from waarborg.apps.algorithms import laws
from waarborg.apps.algorithms.models import ProcessStep
from waarborg.apps.algorithms.steps import actions, queries
from waarborg.apps.organisations.models import Person
from waarborg.core.law.library import Library
from waarborg.core.profile.process_steps import Performer, Relation
from waarborg.web import process_step, process_steps

RIGHT = "[recht op toeslag]"
AsPerson = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def small_law(monkeypatch: pytest.MonkeyPatch) -> Library:
    """The small law is what is known here."""
    library = make_library()
    monkeypatch.setattr(laws, "get_library", lambda: library)
    return library


@pytest.fixture
def editor(desk: Any, as_person: AsPerson) -> Client:
    return as_person(desk.editor)


@pytest.fixture
def add(desk: Any) -> Callable[[str], ProcessStep]:
    def make(title: str) -> ProcessStep:
        return actions.add_step(
            algorithm=desk.entry.algorithm,
            title=title,
            what="",
            performer=Performer.ALGORITHM,
            by=desk.editor,
            at=NOW,
        )

    return make


def rest_on(step: ProcessStep, by: Person, library: Library, urn: str = URN, frame: str = RIGHT) -> None:
    actions.link_frame(
        step=step,
        interpretation=urn,
        frame=frame,
        relation=Relation.APPLIES,
        library=library,
        by=by,
        at=NOW,
    )


def page(client: Client, desk: Any, name: str = "process_steps", **kwargs: object) -> str:
    response = client.get(address(name, public_id=desk.public_id, **kwargs))
    assert response.status_code == 200
    return text_of(response)


def test_an_empty_list_says_how_to_begin(editor: Client, desk: Any) -> None:
    text = page(editor, desk)
    assert "Er zijn nog geen stappen." in text
    assert address("process_step_new", public_id=desk.public_id) in text


def test_who_only_reads_gets_no_buttons(
    desk: Any, add: Any, as_person: AsPerson, person_with_role: Callable[..., Person]
) -> None:
    step = add("Ophalen")
    reader = as_person(person_with_role("reader"))
    for text in (page(reader, desk), page(reader, desk, "process_step", step_id=step.pk)):
        assert "Ophalen" in text
        assert "Nog niemand zei op welke regel deze stap rust." in text
        assert 'type="submit" name="do"' not in text
        assert "/wijzigen" not in text


def test_a_step_is_written_and_then_asked_what_it_rests_on(editor: Client, desk: Any) -> None:
    sent = {"title": "Inkomen uitrekenen", "what": "Telt bedragen op.", "performer": "both"}
    response = editor.post(address("process_step_new", public_id=desk.public_id), sent, follow=True)
    text = text_of(response)
    assert "Zeg nu op welke regel hij rust." in text
    assert "Algoritme en mens samen" in text


def test_a_step_without_a_name_is_not_kept_and_says_so(editor: Client, desk: Any) -> None:
    response = editor.post(
        address("process_step_new", public_id=desk.public_id), {"title": " ", "performer": "person"}
    )
    assert response.status_code == 422
    assert not ProcessStep.objects.exists()


def test_coverage_stands_above_the_list(desk: Any, editor: Client, add: Any, small_law: Library) -> None:
    first, _second, third = add("Een"), add("Twee"), add("Drie")
    rest_on(first, desk.editor, small_law)
    actions.say_no_basis(step=third, reason="Alleen opslag.", by=desk.editor, at=NOW)
    text = page(editor, desk)
    assert "1 van 3 stappen hebben een grondslag" in text
    for part in ("1 past toe", "1 zonder grondslag, met een reden", "1 nog open", "Alleen opslag."):
        assert part in text
    assert "artikel 36 Participatiewet" in text
    assert "https://wetten.overheid.nl/" in text
    assert "De openbare tekst kan 1 bron uit deze stappen overnemen" in text
    assert "1 van 3 stappen hebben een grondslag" in page(editor, desk, "dossier")


def test_the_buttons_change_the_order(desk: Any, editor: Client, add: Any) -> None:
    add("Een")
    second = add("Twee")
    where = address("process_step_move", public_id=desk.public_id, step_id=second.pk)
    response = editor.post(where, {"do": "up"})
    assert response["Location"].endswith(f"#step-{second.pk}")
    assert [line.step.title for line in queries.list_steps(desk.entry.algorithm)] == ["Twee", "Een"]
    editor.post(where, {"do": "up"})
    assert [line.step.title for line in queries.list_steps(desk.entry.algorithm)] == ["Twee", "Een"]


def test_a_withdrawn_step_is_put_back_from_below_the_list(desk: Any, editor: Client, add: Any) -> None:
    step = add("Overbodig")
    ask = address("process_step_withdraw", public_id=desk.public_id, step_id=step.pk)
    assert "u kunt hem terugzetten" in text_of(editor.get(ask))
    assert "1 stap is ingetrokken" in text_of(editor.post(ask, follow=True))
    assert editor.get(ask).status_code == 404
    assert "telt niet meer mee" in page(editor, desk, "process_step", step_id=step.pk)
    editor.post(address("process_step_restore", public_id=desk.public_id, step_id=step.pk))
    assert "ingetrokken" not in page(editor, desk)


def test_who_saves_over_a_colleague_sees_first_what_that_was(desk: Any, editor: Client, add: Any) -> None:
    step = add("Rekenen")
    actions.change_step(
        step=step,
        title="Rekenen",
        what="Van de collega.",
        performer=Performer.PERSON,
        expected=1,
        by=desk.editor,
        at=NOW,
    )
    where = address("process_step_change", public_id=desk.public_id, step_id=step.pk)
    sent = {"title": "Rekenen", "what": "Van mij.", "performer": "algorithm", "expected": "1"}
    response = editor.post(where, sent)
    assert response.status_code == 409
    text = text_of(response)
    assert "Van de collega." in text
    assert "Van mij." in text
    assert 'name="expected" value="2"' in text
    assert editor.post(where, {**sent, "expected": "2"}).status_code == 302
    assert queries.read_step(step).step.what == "Van mij."


# --- choosing a rule -------------------------------------------------------------------------------------
def choose(desk: Any, step: ProcessStep, **given: str) -> str:
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items())
    return address("step_link", public_id=desk.public_id, step_id=step.pk) + (f"?{query}" if query else "")


def test_rules_are_found_by_words_of_name_and_source(desk: Any, editor: Client, add: Any) -> None:
    step = add("Beoordelen")
    text = text_of(editor.get(choose(desk, step, woorden="toekennen")))
    assert "1 regel gevonden" in text
    assert "De toeslag toekennen" in text
    assert "4 regels gevonden" in text_of(editor.get(choose(desk, step, woorden="36 participatiewet")))
    assert "Niets gevonden." in text_of(editor.get(choose(desk, step, woorden="kinderbijslag")))


def test_a_rule_is_chosen_with_its_source_beside_it(desk: Any, editor: Client, add: Any) -> None:
    step = add("Beoordelen")
    text = text_of(editor.get(choose(desk, step, uitleg=URN, regel=RIGHT)))
    for part in ("artikel 36 Participatiewet", "Wie lang een laag inkomen heeft.", "sinds 1 januari 2015"):
        assert part in text
    sent = {"uitleg": URN, "regel": RIGHT, "relation": "approximates", "remark": "Alleen loon."}
    response = editor.post(choose(desk, step), sent, follow=True)
    assert "De stap rust nu op deze regel." in text_of(response)
    link = queries.read_step(step).step.links[0]
    assert (link.relation, link.remark) == (Relation.APPROXIMATES, "Alleen loon.")


def test_without_a_relation_nothing_is_linked(desk: Any, editor: Client, add: Any) -> None:
    step = add("Beoordelen")
    response = editor.post(choose(desk, step), {"uitleg": URN, "regel": RIGHT})
    assert response.status_code == 422
    assert queries.read_step(step).step.links == ()


def test_a_rule_that_is_not_known_does_not_exist(desk: Any, editor: Client, add: Any) -> None:
    assert editor.get(choose(desk, add("X"), uitleg=URN, regel="[niets]")).status_code == 404


def test_a_rule_not_in_force_and_a_newer_version_are_said(
    desk: Any, editor: Client, add: Any, small_law: Library
) -> None:
    step = add("Beoordelen")
    rest_on(step, desk.editor, small_law, frame="[oude regel]")
    rest_on(step, desk.editor, small_law, urn=URN_OLD)
    text = page(editor, desk, "process_step", step_id=step.pk)
    assert "geldt vandaag niet" in text
    assert "van 1 januari 2015 tot en met 31 december 2019" in text
    assert "De stap noemt versie 1 van deze uitleg; versie 2 kwam ervoor in de plaats." in text
    sent = {"uitleg": URN, "regel": RIGHT, "vervangt": URN_OLD, "relation": "applies"}
    editor.post(choose(desk, step), sent)
    assert {link.interpretation for link in queries.read_step(step).step.links} == {URN}


def test_a_rule_that_this_version_no_longer_has_is_said(
    desk: Any, editor: Client, add: Any, small_law: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = add("Beoordelen")
    rest_on(step, desk.editor, small_law)
    monkeypatch.setattr(laws, "get_library", lambda: Library(()))
    for text in (page(editor, desk), page(editor, desk, "process_step", step_id=step.pk)):
        assert "hier niet meer bekend" in text
        assert "recht op toeslag" in text
    assert "Hier is nog geen uitleg van de wet bekend." in text_of(editor.get(choose(desk, step)))


def test_a_rule_is_taken_away(desk: Any, editor: Client, add: Any, small_law: Library) -> None:
    step = add("Beoordelen")
    rest_on(step, desk.editor, small_law)
    where = address("step_unlink", public_id=desk.public_id, step_id=step.pk)
    editor.post(where, {"uitleg": URN, "regel": RIGHT})
    assert queries.read_step(step).step.links == ()


def test_a_step_without_a_legal_basis_says_why(desk: Any, editor: Client, add: Any) -> None:
    step = add("Opslaan")
    where = address("process_step_no_basis", public_id=desk.public_id, step_id=step.pk)
    assert editor.post(where, {"reason": ""}).status_code == 422
    text = text_of(editor.post(where, {"reason": "Alleen opslag."}, follow=True))
    assert "Alleen opslag." in text
    editor.post(where, {"do": "clear"})
    assert queries.read_step(step).step.is_open


def test_the_privacy_officer_makes_a_step_unreadable(
    desk: Any, add: Any, as_person: AsPerson, person_with_role: Callable[..., Person]
) -> None:
    step, officer = add("Belt mevrouw Jansen"), as_person(person_with_role("privacy_officer"))
    where = address("process_step_redact", public_id=desk.public_id, step_id=step.pk)
    assert officer.post(where, {"reason": ""}).status_code == 422
    text = text_of(officer.post(where, {"reason": "Er stond een naam."}, follow=True))
    assert "Jansen" not in text
    assert "Er stond een naam." in text
    assert "Jansen" not in page(officer, desk, "process_step", step_id=step.pk)


def test_the_log_tells_of_steps_in_words(
    desk: Any, add: Any, as_person: AsPerson, person_with_role: Any
) -> None:
    add("Rekenen")
    auditor = as_person(person_with_role("auditor"))
    text = text_of(auditor.get(address("audit", code="voorbeeldstad") + "?soort=steps"))
    assert "voegde een werkstap van Inkomenstoeslag toe" in text


@pytest.mark.parametrize("name", ["process_step_move", "step_unlink"])
def test_a_step_that_a_colleague_withdraws_at_that_moment_is_told(
    name: str,
    editor: Client,
    desk: Any,
    add: Callable[[str], ProcessStep],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    step = add("Ophalen")
    found = process_steps.get_step

    def find_and_lose(*args: Any, **kwargs: Any) -> ProcessStep:
        row: ProcessStep = found(*args, **kwargs)
        actions.withdraw_step(step=ProcessStep.objects.get(pk=row.pk), by=desk.editor, at=NOW)
        return row

    for module in (process_steps, process_step):
        monkeypatch.setattr(module, "get_step", find_and_lose)
    sent = {"do": "up", "uitleg": URN, "regel": RIGHT}
    where = address(name, public_id=desk.public_id, step_id=step.pk)
    assert editor.post(where, sent).status_code == 302
    monkeypatch.undo()
    assert "Deze stap staat niet meer in de lijst." in text_of(
        editor.get(address("process_steps", public_id=desk.public_id))
    )
