"""The official files themselves: as many questions as published, the same shown, the same concluded, answers in and out."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.content.filled_forms import Filler
from tests.official_files import FORM_FILLER, QUESTIONS, Twofold, convert_official, read_plainly
from tests.small_form import TODAY, sheet
from waarborg.adapters.form_files.loading import load_library
from waarborg.adapters.form_files.own_files import read_own_form
from waarborg.adapters.official_forms.converting import Converted, write_form
from waarborg.adapters.official_forms.findings import Sort
from waarborg.adapters.official_forms.output_reading import read_output
from waarborg.adapters.official_forms.output_writing import write_output
from waarborg.core.forms.answers import Sheet
from waarborg.core.forms.following import Holds, judge, list_outcomes, list_slots
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.questions import Question, Type
from waarborg.core.forms.reading import Reading, Standing
from waarborg.core.law.expressions import Reference
from waarborg.core.law.values import Fault

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
each_file = pytest.mark.parametrize("name", QUESTIONS)
each_form_filler = pytest.mark.parametrize("name", FORM_FILLER)
SEEDS = range(40)
Get = Callable[..., Converted]


@pytest.fixture
def get(shared_data: Path) -> Get:
    """An official file as a form."""
    return lambda name, **wishes: convert_official(shared_data, name, **wishes)


# --- the form ------------------------------------------------------------------------------------------------
@each_file
def test_a_form_has_as_many_questions_as_published(get: Get, name: str) -> None:
    converted = get(name)
    assert len(converted.form.questions) == QUESTIONS[name]
    assert converted.counts["questions"] == converted.official["questions"] == QUESTIONS[name]
    assert not converted.blocked


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("prescan", {"nodes": 57, "repeatable": 0, "conditional": 21, "source_options": 0, "instance_mapping": 0}),
        ("dpia", {"nodes": 210, "repeatable": 28, "conditional": 25, "source_options": 18, "instance_mapping": 9}),
        ("iama", {"nodes": 137, "repeatable": 4, "conditional": 5, "fria": 9}),
    ],
)  # fmt: skip
def test_the_rest_is_counted_as_published_too(get: Get, name: str, counts: dict[str, int]) -> None:
    official = get(name).official
    assert {key: official[key] for key in counts} == counts
    assert get(name).counts["repeated"] == official["repeatable"]


@each_file
def test_the_file_of_a_form_is_in_order_and_gives_the_same_form(get: Get, name: str, tmp_path: Path) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(write_form(get(name), file=f"{name}.yaml"), encoding="utf-8")
    form, faults = read_own_form(path, load_library())
    assert faults == ()
    assert form == get(name).form
    assert form is not None
    assert form.official is not None


@each_file
def test_a_form_says_that_it_is_in_dutch_only(get: Get, name: str) -> None:
    form = get(name).form
    assert form.official is not None
    assert form.official.language == "nl"
    assert form.title.nl == form.title.en
    assert form.based_on.note is not None
    assert "Dutch only" in form.based_on.note.en


@each_form_filler
def test_no_id_of_the_official_file_is_forgotten(get: Get, shared_data: Path, name: str) -> None:
    form, plain = get(name).form, read_plainly(shared_data, name)
    assert form.official is not None
    there = {form.official.name_item(place.item.id) for place in form.places} | {
        part.id for part in form.parts
    }
    assert set(plain.tasks) - there == set()


# --- the slips of the official files, each with its place ------------------------------------------------------
def test_the_slips_of_the_pre_scan_are_told_with_their_place(get: Get) -> None:
    slips = {(one.spot.id, one.says.en) for one in get("prescan").findings if one.sort is Sort.SLIP}
    for id, words in (
        ("1.1.3", "between quotes twice"),
        ("1.4.2", "between quotes twice"),
        ("1.4.1", "Weights that never count"),
        ("5.1.2", "Weights that never count"),
        ("2.1.8", "no question 0.4.1"),
        ("7.1.3", "stands under a condition"),
        ("DPIA", "scores.digitaledienst_minderjarig is calculated nowhere"),
        ("3.1", "no outcome looks at it"),
        ("4.1", "no outcome looks at it"),
        ("IAMA", "impact_grondrechten does not count"),
    ):
        assert [1 for spot, says in slips if spot == id and words in says], (id, words)
    assert len(slips) == 10
    assert all(one.spot.line > 1 for one in get("prescan").findings if one.sort is Sort.SLIP)


def test_what_is_certain_is_repaired_on_request(get: Get) -> None:
    repaired = get("prescan", repair=True)
    told = {one.spot.id for one in repaired.findings if one.sort is Sort.REPAIRED}
    assert told == {"1.1.3", "1.4.2", "1.4.1", "5.1.2", "7.1.3"}
    # 0.4.1 may be 0.5.1, but the file does not say so. That 7.1.2 was compared without bool() shows now.
    assert {one.spot.id for one in repaired.findings if one.sort is Sort.SLIP} == {
        "2.1.8",
        "3.1",
        "4.1",
        "IAMA",
    }
    form = repaired.form
    other = "categorie-gewone-persoonsgegevens-overige"
    shown = {"1.1.1": True, "1.1.2": (other,)}
    assert Reading(form, sheet(shown), {}, on=TODAY).find_standing("1.1.3") is Standing.ASKED
    assert (
        Reading(get("prescan").form, sheet(shown), {}, on=TODAY).find_standing("1.1.3") is Standing.NOT_ASKED
    )
    # Children under 16 weigh 3: 1 point. A service for under-18s: 2 points.
    weighed = sheet(
        {"1.4.1": ("categorie-betrokkenen-kinderen-jonger-dan-16-jaar",), "7.1.1": True, "7.1.2": True}
    )
    reading = Reading(form, weighed, {}, on=TODAY)
    assert reading.conclude(Reference("score betrokkenen")).value == 1
    assert reading.conclude(Reference("score digitaledienst_minderjarig")).value == 2


def test_the_iama_fits_neither_schema_and_that_is_told(get: Get) -> None:
    assert (get("prescan").variant, get("dpia").variant, get("iama").variant) == ("v1, v2", "v2", "v1+v2")
    assert [one.spot.path for one in get("iama").findings if "fits neither schema" in one.says.en] == ["$"]


# --- what is shown and concluded ---------------------------------------------------------------------------------
@each_form_filler
def test_the_same_questions_are_shown_as_the_official_tool_shows(
    get: Get, shared_data: Path, name: str
) -> None:
    form, plain = get(name).form, read_plainly(shared_data, name)
    seen: dict[str, set[bool]] = {}
    for seed in SEEDS:
        filled = Twofold(plain, form, seed)
        answers = plain.prune(filled.official)
        reading = Reading(form, filled.sheet, {}, on=TODAY)
        for task in plain.list_questions():
            question = form.find_question(task["id"].lower())
            assert question is not None
            for one in reading.shown:
                if one.item is question:
                    shown = plain.is_shown(task["id"], one.address.rows, answers)
                    assert one.standing is (Standing.ASKED if shown else Standing.NOT_ASKED), (
                        seed,
                        one.address,
                    )
                    seen.setdefault(task["id"], set()).add(shown)
    conditional = {one["id"] for one in plain.tasks.values() if one.get("dependencies") and one["id"] in seen}
    never = {"1.1.3", "1.4.2"} if name == "prescan" else set()
    for id in conditional:
        if any(one["type"] == "conditional" for one in plain.tasks[id]["dependencies"]):
            assert seen[id] == ({False} if id in never else {True, False}), id


@pytest.mark.parametrize("share", [0.3, 0.7])
@each_form_filler
def test_what_is_shown_to_whom_answered_little_is_shown_here_too(
    get: Get, shared_data: Path, name: str, share: float
) -> None:
    """What waits for an answer here is not on the page there; none of the official conditions hides."""
    form, plain = get(name).form, read_plainly(shared_data, name)
    for seed in range(15):
        filled = Twofold(plain, form, seed, share=share)
        answers = plain.prune(filled.official)
        for one in Reading(form, filled.sheet, {}, on=TODAY).shown:
            if isinstance(one.item, Question):
                id = form.official.name_item(one.item.id) if form.official else one.item.id
                shown = plain.is_shown(id, one.address.rows, answers)
                assert (one.standing is Standing.ASKED) is shown, (seed, one.address)


def test_the_scores_and_outcomes_of_the_pre_scan_are_those_of_its_own_expressions(
    get: Get, shared_data: Path
) -> None:
    form, plain = get("prescan").form, read_plainly(shared_data, "prescan")
    found: set[tuple[str, str]] = set()
    for seed in range(250):
        filled = Twofold(plain, form, seed)
        answers = plain.prune(filled.official)
        reading = Reading(form, filled.sheet, {}, on=TODAY)
        for key, score in plain.list_scores(answers).items():
            assert reading.conclude(Reference(f"score {key}")).value == score, (seed, key)
        outcomes = plain.list_outcomes(answers)
        ours = {
            (one.outcome.id.split("-")[0], one.outcome.level.value)
            for one in list_outcomes(reading)
            if one.holds is Holds.YES
        }
        assert ours == {(id.lower(), level) for id, level in outcomes.items()}, seed
        assert not [one for one in list_outcomes(reading) if one.holds is Holds.UNKNOWN]
        found |= ours
    assert found >= {
        ("dpia", "required"),
        ("dtia", "required"),
        ("kia", "recommended"),
        ("iama", "recommended"),
    }


def test_what_a_half_filled_pre_scan_concludes_holds_however_it_is_filled_in_further(
    get: Get, shared_data: Path
) -> None:
    form, plain = get("prescan").form, read_plainly(shared_data, "prescan")
    known = 0
    for seed in range(60):
        filled = Twofold(plain, form, seed)
        kept = {
            place: value for number, (place, value) in enumerate(filled.ours.items()) if (number + seed) % 3
        }
        half = Reading(form, sheet(kept), {}, on=TODAY)
        outcomes = plain.list_outcomes(plain.prune(filled.official))
        for one in list_outcomes(half):
            if one.holds is not Holds.UNKNOWN:
                id = one.outcome.id.split("-")[0].upper()
                assert (one.holds is Holds.YES) is (outcomes.get(id) == one.outcome.level.value), (seed, id)
                known += 1
    assert known > 100


def test_two_of_the_list_of_the_edpb_make_a_dpia_required_one_recommended_and_none_neither(get: Get) -> None:
    form = get("prescan").form
    # No points at all: staff only, once, kept for a day, nothing on the list of the AP.
    nothing: dict[str, Any] = {
        "0.1": False, "1.1.1": False, "1.2.1": False, "1.3.1": False,
        "1.4.1": ("categorie-betrokkenen-medewerkers-bewindspersonen",), "1.5.1": False, "1.5.3": "eenmalig",
        "1.5.4": "minder-dan-24-uur", "2.1.1": False, "3.1": ("geen-van-deze",), "5.1.1": False, "7.1.1": False,
    }  # fmt: skip
    one, two = "lijst-edpb-koppelen-van-datasets", "lijst-edpb-geautomatiseerde-besluitvorming"

    def conclude(*chosen: str) -> list[str]:
        reading = Reading(form, sheet({**nothing, "4.1": chosen}), {}, on=TODAY)
        return [one.holds.value for one in list_outcomes(reading) if one.outcome.id.startswith("dpia")]

    assert conclude(one, two) == ["yes", "no"]
    assert conclude(one) == ["no", "yes"]
    assert conclude("geen-van-deze") == ["no", "no"]


# --- as the forms of the product itself ----------------------------------------------------------------------------
@each_file
def test_every_condition_can_be_worked_out(get: Get, name: str) -> None:
    form = get(name).form
    for reading in (
        Reading(form, Sheet.of(()), {}, on=TODAY),
        *(Filler(seed).fill(form, load_library()) for seed in range(6)),
    ):
        for one in (*form.outcomes, *form.parts):
            if one.when is not None:
                assert not isinstance(reading.conclude(one.when).value, Fault), one.id
        for fact in form.facts:
            assert not isinstance(reading.conclude(Reference(fact.name)).value, Fault), fact.name
        assert list(list_slots(reading))


@each_file
def test_a_form_that_is_filled_in_is_complete_and_nothing_waits(get: Get, name: str) -> None:
    form = get(name).form
    assert measure_progress(Reading(form, Sheet.of(()), {}, on=TODAY)).missing
    for seed in range(6):
        reading = Filler(seed).fill(form, load_library())
        assert not [one.address for one in reading.shown if one.standing is Standing.WAITING]
        progress = measure_progress(reading)
        assert progress.missing == ()
        assert progress.total.percentage == 100
        assert all(judge(reading.conclude(one.when)) is not Holds.UNKNOWN for one in form.outcomes)


# --- answers -------------------------------------------------------------------------------------------------------
@each_file
def test_answers_go_out_and_come_back_the_same(get: Get, name: str) -> None:
    form = get(name).form
    for seed in range(10):
        filled = Filler(seed).fill(form, load_library()).sheet
        written = write_output(form, filled, at=NOON)
        read = read_output(written.as_bytes(), form, file="uitvoer.json")
        back = {one.address: one for one in read.file.answers}
        for one in filled:
            question = form.find_question(one.address.question)
            if question is not None and question.type in (Type.IMAGE, Type.FILE):
                assert one.address not in back
            elif question is not None and question.type is Type.ACTIONS:
                rows = back[one.address].value
                assert isinstance(rows, tuple)
                assert [dict(row) for row in rows if not isinstance(row, str)] == [{"action": "tekst"}] * len(
                    rows
                )
            else:
                found = back.get(one.address)
                assert found is not None, one.address
                assert (found.value, found.at, found.by) == (one.value, one.at, one.by) or question is None
        assert set(back) <= {one.address for one in filled}
        assert [one for one in read.remarks if one.lost] == []


@each_file
def test_the_output_meets_its_schema_but_for_ids_with_letters(get: Get, shared_data: Path, name: str) -> None:
    schema = json.loads(
        (shared_data / "instruments" / "assessment-output.v2.schema.json").read_text(encoding="utf-8")
    )
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    written = write_output(get(name).form, Filler(1).fill(get(name).form, load_library()).sheet, at=NOON)
    faults = [fault.message for fault in validator.iter_errors(json.loads(written.as_bytes()))]
    odd = [fault for fault in faults if "does not match" in fault]
    assert faults == odd
    assert bool(odd) is (name in ("iama", "technical_docs_for_high_risk_ai"))
    assert bool(odd) is any("have letters" in one.says.en for one in written.remarks)


def test_the_forms_of_the_product_take_what_agrees_with_them(get: Get) -> None:
    """The pre-scan of the product has the official numbers; where it asks the same, the answer comes along."""
    form = load_library().find_newest("prescan")
    assert form is not None
    official = get("prescan").form
    filled = Filler(3).fill(official, load_library()).sheet
    read = read_output(write_output(official, filled, at=NOON).as_bytes(), form, file="uitvoer.json")
    taken = {one.address.question for one in read.file.answers}
    assert {"0.5.1", "2.1.2", "2.1.4"} <= taken or read.remarks
    for one in read.file.answers:
        question = form.find_question(one.address.question)
        assert question is not None
    told = {remark.place for remark in read.remarks}
    assert told.isdisjoint(taken)


def test_definitions_are_read_as_their_makers_read_them(get: Get, shared_data: Path) -> None:
    """Titles, values and texts are those that a plain reader of YAML finds."""
    plain = yaml.safe_load((shared_data / "instruments" / "aiia.yaml").read_text(encoding="utf-8"))
    form = get("aiia").form
    asked = [" ".join(task["question"].split()) for task in plain["tasks"]]
    assert [question.ask.nl for question in form.questions] == asked
    optional = [
        task["urn"].rpartition(":")[2] for task in plain["tasks"] if task.get("required_status") is False
    ]
    assert [question.id for question in form.questions if not question.required] == optional
