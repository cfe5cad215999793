"""Answers that were filled in without network come back: who changed what meanwhile, and what comes of choosing."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import NOW
from tests.small_form import form, group, part, question
from waarborg.adapters.form_files.answers_file import AnswersFile, AnswersFileError, describe
from waarborg.adapters.form_files.answers_reading import read_answers
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, importing, starting
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.actions.importing import Gone, Imported, Preview
from waarborg.apps.assessments.exporting import export_offline
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.library import Library

RISK = {"risk": "Verkeerde post", "likelihood": "high", "impact": "medium"}
LATER = NOW + timedelta(days=3)
#: What Waarborg had when the file was made: place and value; of the group `4` the rows come first.
AT_FIRST: dict[str, Any] = {"1": True, "2": "van hier", "3": "a", "5": [RISK]}


@dataclass
class Away:
    """A file that is away: its document, to be filled in as the page does."""

    document: dict[str, Any]

    def write(self, place: str, value: object, *, declined: bool = False, taken: str = "") -> None:
        lines = self.document["answers"]
        found = next((one for one in lines if one["place"] == place), None)
        if found is None:
            found = {"place": place, "base": 0}
            lines.append(found)
        found |= {"value": value, "declined": declined, "taken": taken}

    def drop(self, place: str) -> None:
        self.document["answers"] = [one for one in self.document["answers"] if one["place"] != place]

    @property
    def file(self) -> AnswersFile:
        return read_answers(json.dumps(self.document).encode(), file="klein.html")


def take_along(assessment: Assessment) -> Away:
    opened = queries.open_assessment(assessment, on=NOW.date())
    return Away(json.loads(json.dumps(describe(export_offline(opened, at=NOW)))))


def answer(assessment: Assessment, by: Person, **values: Any) -> None:
    given = [Given(place=place, value=value, force=True) for place, value in values.items()]
    answering.save_answers(assessment=assessment, answers=given, by=by, at=NOW)


def look(assessment: Assessment, away: Away) -> Preview:
    return importing.preview_import(assessment, away.file, on=LATER.date())


def list_effects(assessment: Assessment, away: Away) -> dict[str, str]:
    """The effect on each place; rows that are taken away with their id behind a colon."""
    return {
        f"{line.place}:{line.row}" if line.row else line.place: line.effect.value
        for line in look(assessment, away).lines
    }


def bring_back(
    assessment: Assessment, away: Away, by: Person, *places: str, removing: tuple[Gone, ...] = ()
) -> Imported:
    """Bring a file in, with the answer of the file at these places."""
    numbers = {
        line.place: line.known.number if line.known else 0
        for line in look(assessment, away).lines
        if line.place in places and not line.row
    }
    return importing.import_answers(
        assessment=assessment, document=away.file, replacing=numbers, removing=removing, by=by, at=LATER
    )


def find_value(assessment: Assessment, place: str) -> Any:
    row = queries.open_assessment(assessment, on=NOW.date()).rows.get(place)
    return row.value if row is not None else None


@pytest.fixture
def rows(assessment: Assessment, editor: Person) -> list[str]:
    """Two rows of the group, with a name each."""
    found = [answering.add_row(assessment=assessment, group="4", by=editor, at=NOW) for _ in range(2)]
    answer(assessment, editor, **{f"4.1@{found[0]}": "eerste", f"4.1@{found[1]}": "tweede"})
    return found


@pytest.fixture
def filled(assessment: Assessment, editor: Person, rows: list[str]) -> Assessment:
    answer(assessment, editor, **AT_FIRST)
    return assessment


@pytest.fixture
def colleague(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


# --- answers -------------------------------------------------------------------------------------------------
def test_a_file_that_nobody_touched_changes_nothing(filled: Assessment, editor: Person) -> None:
    away = take_along(filled)
    assert set(list_effects(filled, away).values()) == {"same"}
    done = bring_back(filled, away, editor)
    assert (done.saved.changed, done.rows, done.removed, done.kept) == ([], 0, 0, ())


def test_who_changed_what_decides_what_happens(filled: Assessment, editor: Person, colleague: Person) -> None:
    """1 by both, 2 in the file only, 3 here only, 5 by neither, 6 is new in the file."""
    away = take_along(filled)
    away.write("1", False)
    away.write("2", "in het bestand")
    away.write("6", [{"action": "Bel de FG"}])
    answer(filled, colleague, **{"1": None, "3": "b"})
    effects = list_effects(filled, away)
    found = {place: effects[place] for place in ("1", "2", "3", "5", "6")}
    assert found == {"1": "changed", "2": "edited", "3": "left", "5": "same", "6": "added"}
    done = bring_back(filled, away, editor, "2")
    assert (done.saved.changed, done.kept) == (["6", "2"], ("1",))
    assert find_value(filled, "2") == "in het bestand"
    assert find_value(filled, "3") == "b"
    assert find_value(filled, "1") is None


def test_what_was_chosen_is_saved_by_who_chose_with_its_history(
    filled: Assessment, editor: Person, colleague: Person
) -> None:
    away = take_along(filled)
    away.write("2", "in het bestand")
    answer(filled, colleague, **{"2": "van de collega"})
    assert list_effects(filled, away)["2"] == "changed"
    bring_back(filled, away, editor, "2")
    history = queries.list_history(filled, "2")
    assert [(row.value, row.by) for row in history] == [
        ("in het bestand", str(editor.pk)),
        ("van de collega", str(colleague.pk)),
        ("van hier", str(editor.pk)),
    ]


def test_the_same_answer_by_both_is_no_conflict(
    filled: Assessment, editor: Person, colleague: Person
) -> None:
    away = take_along(filled)
    away.write("2", "eens")
    answer(filled, colleague, **{"2": "eens"})
    assert list_effects(filled, away)["2"] == "same"


def test_an_answer_that_was_emptied_in_the_file_can_be_emptied_here(
    filled: Assessment, editor: Person
) -> None:
    away = take_along(filled)
    away.write("2", None)
    assert list_effects(filled, away)["2"] == "edited"
    assert bring_back(filled, away, editor).kept == ("2",)
    assert find_value(filled, "2") == "van hier"
    assert bring_back(filled, away, editor, "2").saved.changed == ["2"]
    assert find_value(filled, "2") is None


def test_saying_not_to_know_comes_back(filled: Assessment, editor: Person) -> None:
    away = take_along(filled)
    away.write("3", None, declined=True)
    assert list_effects(filled, away)["3"] == "edited"
    bring_back(filled, away, editor, "3")
    assert queries.open_assessment(filled, on=NOW.date()).rows["3"].declined


def test_an_answer_that_came_meanwhile_where_there_was_none_is_a_conflict(
    assessment: Assessment, editor: Person, colleague: Person
) -> None:
    away = take_along(assessment)
    away.write("2", "in het bestand")
    answer(assessment, colleague, **{"2": "van de collega"})
    assert list_effects(assessment, away) == {"2": "changed"}
    bring_back(assessment, away, editor)
    assert find_value(assessment, "2") == "van de collega"


def test_what_changed_since_somebody_looked_is_not_replaced(
    filled: Assessment, editor: Person, colleague: Person
) -> None:
    away = take_along(filled)
    away.write("2", "in het bestand")
    seen = queries.open_assessment(filled, on=NOW.date()).rows["2"].number
    answer(filled, colleague, **{"2": "intussen"})
    done = importing.import_answers(
        assessment=filled, document=away.file, replacing={"2": seen}, by=editor, at=LATER
    )
    assert [conflict.place for conflict in done.saved.conflicts] == ["2"]
    assert find_value(filled, "2") == "intussen"


# --- rows ----------------------------------------------------------------------------------------------------
def test_rows_that_the_file_added_come_after_those_of_now(
    filled: Assessment, editor: Person, rows: list[str]
) -> None:
    away = take_along(filled)
    away.write("4", [*rows, "nieuw1"])
    away.write("4.1@nieuw1", "derde")
    here = answering.add_row(assessment=filled, group="4", by=editor, at=NOW)
    effects = list_effects(filled, away)
    assert (effects["4"], effects["4.1@nieuw1"]) == ("added", "added")
    assert bring_back(filled, away, editor).rows == 1
    assert find_value(filled, "4") == [*rows, here, "nieuw1"]


def test_a_row_that_the_file_took_away_is_taken_away_when_chosen(
    filled: Assessment, editor: Person, rows: list[str]
) -> None:
    away = take_along(filled)
    away.write("4", rows[:1])
    away.drop(f"4.1@{rows[1]}")
    (line,) = [line for line in look(filled, away).lines if line.row]
    assert (line.place, line.row, line.is_newer) == ("4", rows[1], False)
    assert line.known is not None
    assert bring_back(filled, away, editor).removed == 0
    assert find_value(filled, "4") == rows
    gone = Gone("4", rows[1], line.known.number)
    assert bring_back(filled, away, editor, removing=(gone,)).removed == 1
    assert find_value(filled, "4") == rows[:1]
    answering.put_row_back(assessment=filled, group="4", row=rows[1], by=editor, at=NOW)
    assert find_value(filled, f"4.1@{rows[1]}") == "tweede"


def test_a_row_in_which_somebody_answered_meanwhile_says_so(
    filled: Assessment, colleague: Person, rows: list[str]
) -> None:
    away = take_along(filled)
    away.write("4", [])
    answer(filled, colleague, **{f"4.1@{rows[1]}": "bijgewerkt"})
    found = {line.row: line.is_newer for line in look(filled, away).lines if line.row}
    assert found == {rows[0]: False, rows[1]: True}


def test_a_row_is_not_taken_away_when_its_group_changed_since_somebody_looked(
    filled: Assessment, editor: Person, rows: list[str]
) -> None:
    away = take_along(filled)
    away.write("4", rows[:1])
    gone = Gone("4", rows[1], 10**6)
    assert bring_back(filled, away, editor, removing=(gone,)).removed == 0


def test_a_row_that_was_taken_away_here_stays_away(
    filled: Assessment, editor: Person, rows: list[str]
) -> None:
    away = take_along(filled)
    away.write(f"4.1@{rows[0]}", "toch nog iets")
    for row in rows:
        answering.remove_row(assessment=filled, group="4", row=row, by=editor, at=NOW)
    found = look(filled, away)
    codes = {line.place: line.fault.code for line in found.lines if line.fault}
    assert codes == {f"4.1@{rows[0]}": "row_gone"}  # the other row was not touched in the file
    bring_back(filled, away, editor)
    assert find_value(filled, "4") == []


def test_rows_of_both_are_added_and_taken_away_at_once(
    filled: Assessment, editor: Person, rows: list[str]
) -> None:
    away = take_along(filled)
    away.write("4", [rows[1], "nieuw1"])
    number = queries.open_assessment(filled, on=NOW.date()).rows["4"].number
    done = bring_back(filled, away, editor, removing=(Gone("4", rows[0], number),))
    assert (done.rows, done.removed) == (1, 1)
    assert find_value(filled, "4") == [rows[1], "nieuw1"]


# --- texts with markup, and what was taken over --------------------------------------------------------------
@pytest.fixture
def other_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of the same name, with a text of paragraphs that is a fact."""
    made = form(part("een", question("1", "markup", fact="goal"), question("2", "markup")))
    monkeypatch.setattr("waarborg.apps.assessments.library.load_library", lambda: Library((made,)))


@pytest.mark.usefixtures("other_form")
def test_what_was_typed_becomes_markup_as_it_does_here(assessment: Assessment, editor: Person) -> None:
    answer(assessment, editor, **{"2": "<p>een</p><p>twee</p>"})
    away = take_along(assessment)
    assert list_effects(assessment, away) == {"2": "same"}
    away.write("2", "- een\n- twee")
    assert list_effects(assessment, away) == {"2": "edited"}  # the same words, and a list now
    bring_back(assessment, away, editor, "2")
    assert find_value(assessment, "2") == "<ul><li>een</li><li>twee</li></ul>"


@pytest.mark.usefixtures("other_form")
def test_a_script_in_an_answer_is_text(assessment: Assessment, editor: Person) -> None:
    away = take_along(assessment)
    away.write("2", "5 < 6 <script>alert(1)</script>")
    bring_back(assessment, away, editor)
    assert find_value(assessment, "2") == "5 < 6 <script>alert(1)</script>"  # cleaned wherever it is shown


@pytest.mark.usefixtures("other_form")
def test_what_was_taken_over_keeps_its_source_as_long_as_that_says_the_same(
    assessment: Assessment, dossier: Algorithm, editor: Person
) -> None:
    algorithms.record_facts(algorithm=dossier, values={"goal": "Sneller"}, by=editor, at=NOW)
    away = take_along(assessment)
    away.write("1", "Sneller", taken="fact:goal")
    away.write("2", "Sneller", taken="fact:goal")  # that question is not about this fact
    bring_back(assessment, away, editor)
    found = queries.open_assessment(assessment, on=NOW.date()).rows
    assert (found["1"].value, found["1"].taken_place) == ("Sneller", "fact:goal")
    assert (found["2"].value, found["2"].taken_place) == ("Sneller", "")


# --- where it belongs ----------------------------------------------------------------------------------------
def test_a_file_of_another_assessment_is_refused(
    filled: Assessment, dossier: Algorithm, editor: Person
) -> None:
    away = take_along(filled)
    starting.end(assessment=filled, reason="Opnieuw", by=editor, at=NOW)
    other = starting.start(algorithm=dossier, form="klein", by=editor, at=NOW)
    with pytest.raises(AnswersFileError, match="at another assessment, about “Meldingen sorteren”"):
        look(other, away)


def test_a_file_of_another_dossier_is_refused(filled: Assessment) -> None:
    away = take_along(filled)
    away.document["algorithm"]["id"] = "wb-elders"
    with pytest.raises(AnswersFileError) as refused:
        look(filled, away)
    assert refused.value.in_language("nl").endswith("Breng het terug bij die toets.")


@pytest.fixture
def versions(assessment: Assessment, monkeypatch: pytest.MonkeyPatch) -> Library:
    """After the assessment began: the form as it is, and a newer version. 2 became 2b, 3 is gone."""
    now = form(
        part("een", question("1"), question("2", "text"), question("3", "text")),
        part("twee", group("4", question("4.1", "text"))),
        released_on="2026-01-01",
    )
    newer = form(
        part("een", question("1"), question("2b", "text", replaces=["2"])),
        part("twee", group("4", question("4.1", "text"))),
        version="2026.2",
        released_on="2026-02-01",
    )
    library = Library((now, newer))
    monkeypatch.setattr("waarborg.apps.assessments.library.load_library", lambda: library)
    return library


@pytest.mark.usefixtures("versions")
def test_a_file_of_the_version_before_is_moved_along_and_says_what_is_gone(
    assessment: Assessment, editor: Person
) -> None:
    answer(assessment, editor, **{"1": True, "2": "van hier", "3": "van hier"})
    away, same = take_along(assessment), take_along(assessment)
    starting.move_to(assessment=assessment, version="2026.2", by=editor, at=NOW)
    assessment.refresh_from_db()
    # What nobody touched stands in the appendix already.
    assert list_effects(assessment, same) == {"1": "same", "2b": "same"}
    away.write("1", False)
    away.write("3", "in het bestand")
    found = look(assessment, away)
    assert found.moved_from == "2026.1"
    assert list_effects(assessment, away) == {"1": "edited", "2b": "same", "3": "refused"}
    (gone,) = [line for line in found.lines if line.fault]
    assert gone.fault is not None
    assert (gone.fault.code, getattr(gone.item, "id", "")) == ("no_longer_asked", "3")


def test_numbers_that_never_were_are_no_trouble(filled: Assessment) -> None:
    away = take_along(filled)
    for one in away.document["answers"]:
        one["base"] = 10**17
    away.write("2", "in het bestand")
    assert list_effects(filled, away)["2"] == "changed"
    assert list_effects(filled, away)["1"] == "same"
