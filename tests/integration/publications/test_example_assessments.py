"""The assessments of the demo, loaded with the real forms: where each stands, and what follows from it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from tests.conftest import NOW
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.assessments import queries, watching
from waarborg.apps.assessments.models import Assessment, State, Summary
from waarborg.apps.obligations import queries as obligations
from waarborg.apps.obligations.models import Evidence
from waarborg.apps.publications import examples
from waarborg.apps.publications.models import Entry
from waarborg.apps.publications.search import get_index
from waarborg.core.forms.following import Holds, list_findings, list_outcomes, list_slots
from waarborg.core.forms.forms import SlotKind
from waarborg.core.forms.offering import OfferKind, list_offers
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.reading import Standing
from waarborg.core.framework.parts import EvidenceKind

TODAY = NOW.date()
TOESLAG, CHATBOT, MODEL = (
    "Individuele inkomenstoeslag",
    "Digitale assistent Burgerzaken",
    "Risicomodel heronderzoek bijstand",
)
SIGNED = [(TOESLAG, "prescan"), (TOESLAG, "dpia"), (CHATBOT, "prescan"), (CHATBOT, "aiia")]
SIGNED += [(MODEL, "prescan"), (MODEL, "dpia")]
OPEN = [(MODEL, "fria"), (MODEL, "aiia")]
ALL = [*SIGNED, *OPEN, (MODEL, "iama")]
each_signed = pytest.mark.parametrize(("dossier", "form"), SIGNED)
each_one = pytest.mark.parametrize(("dossier", "form"), ALL)


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The whole demo, loaded once for all tests of this file, for it takes seconds; taken away at the end."""
    with django_db_blocker.unblock():
        examples.load(at=NOW)
    yield
    with django_db_blocker.unblock():
        # The words of the search are tables without a model, which emptying the database leaves as they are.
        get_index().remove(list(Entry.objects.order_by("pk").values_list("pk", flat=True)))
        call_command("flush", verbosity=0, interactive=False)


def _get(dossier: str, form: str) -> Assessment:
    return Assessment.objects.select_related("algorithm__organisation").get(
        algorithm__name=dossier, form=form
    )


def _open(dossier: str, form: str) -> queries.Opened:
    return queries.open_assessment(_get(dossier, form), on=TODAY)


def _list_outcomes(dossier: str, form: str) -> set[str]:
    found = list_outcomes(_open(dossier, form).reading)
    return {one.outcome.id for one in found if one.holds is Holds.YES}


# --- where each stands -----------------------------------------------------------------------------------
def test_all_states_but_ended_occur() -> None:
    states = {(row.algorithm.name, row.form): row.state for row in Assessment.objects.all()}
    assert states == {
        **dict.fromkeys(SIGNED, State.SIGNED),
        **dict.fromkeys(OPEN, State.OPEN),
        (MODEL, "iama"): State.IN_REVIEW,
    }


@each_signed
def test_a_signed_one_is_complete_and_nothing_in_it_goes_against_something_else(
    dossier: str, form: str
) -> None:
    opened = _open(dossier, form)
    progress = measure_progress(opened.reading)
    assert progress.missing == ()
    assert (progress.total.percentage, progress.total.declined, progress.total.waiting) == (100, 0, 0)
    assert [check.id for check in list_findings(opened.reading)] == []


@each_one
def test_nothing_differs_from_the_dossier_or_changed_since_it_was_taken_over(dossier: str, form: str) -> None:
    opened = _open(dossier, form)
    offers = list_offers(opened.reading, opened.known)
    assert [str(one.address) for one in offers if one.kind is not OfferKind.NEW] == []


@each_signed
def test_nothing_asks_for_a_new_look_yet(dossier: str, form: str) -> None:
    assert watching.find_reasons(_get(dossier, form), on=date(2026, 11, 28)) == []


@pytest.mark.parametrize(
    ("dossier", "form", "others"),
    [
        (TOESLAG, "dpia", {"prescan"}),
        (MODEL, "dpia", {"prescan"}),
        (MODEL, "iama", {"dpia"}),
        (MODEL, "fria", {"iama"}),
        (MODEL, "aiia", {"iama"}),
    ],
)
def test_answers_are_taken_over_from_the_dossier_and_from_other_assessments(
    dossier: str, form: str, others: set[str]
) -> None:
    rows = _open(dossier, form).rows.values()
    assert {row.taken_place.partition(":")[0] for row in rows if row.taken_place} == {"fact", *others}


# --- what each shows -------------------------------------------------------------------------------------
def test_the_pre_scans_end_differently() -> None:
    assert "dpia.required" in _list_outcomes(TOESLAG, "prescan")
    assert {"dpia.required", "iama.recommended", "works-council"} <= _list_outcomes(MODEL, "prescan")
    chatbot = _list_outcomes(CHATBOT, "prescan")
    assert "dpia.recommended" in chatbot
    assert "dpia.required" not in chatbot


def test_a_recommended_assessment_that_is_not_done_has_its_reason_and_a_second_signature() -> None:
    opened = _open(CHATBOT, "prescan")
    assert {"9.2", "9.3"} <= opened.rows.keys()
    assert set(queries.list_entries(opened.assessment)) == {"privacy-advice", "process-owner", "director"}


def test_advice_with_conditions_has_a_reaction_and_comes_back_in_the_conditions() -> None:
    opened = _open(MODEL, "dpia")
    advice = queries.list_entries(opened.assessment)["dpo"]
    assert (advice.verdict, bool(advice.reaction)) == ("conditions", True)
    assert len(opened.rows["17.3c"].value) == 3
    assert [row["followed"] for row in opened.rows["19.5.10"].value] == ["yes", "yes", "yes"]


def test_every_risk_has_a_measure_and_what_remains() -> None:
    for dossier, number in ((TOESLAG, 7), (MODEL, 8)):
        rows = _open(dossier, "dpia").rows["16.1"].value
        assert len(rows) == number
        needed = {"measure", "owner", "due", "residual_likelihood", "residual_impact", "accepted"}
        assert all(needed <= row.keys() for row in rows)


def test_the_iama_waits_for_the_works_council_and_two_signatures() -> None:
    opened = _open(MODEL, "iama")
    given = queries.list_entries(opened.assessment)
    waiting = {
        slot.id: slot.kind
        for slot, holds in list_slots(opened.reading)
        if slot.required and holds is Holds.YES and slot.id not in given
    }
    assert waiting == {
        "works-council": SlotKind.CONSENT,
        "project-leader": SlotKind.SIGNATURE,
        "decision": SlotKind.SIGNATURE,
    }
    assert measure_progress(opened.reading).missing == ()
    assert len(queries.list_assignments(opened.assessment)) == 4
    comments = queries.list_comments(opened.assessment)
    assert sum(one.parent_id is not None for one in comments) >= 4
    assert sum(one.parent_id is None and one.resolved_at is None for one in comments) == 1


def test_the_fria_is_half_done_and_shows_what_a_check_says() -> None:
    opened = _open(MODEL, "fria")
    progress = measure_progress(opened.reading)
    assert 50 <= progress.total.percentage <= 85
    assert [(check.id, check.blocks) for check in list_findings(opened.reading)] == [
        ("rights-without-effect", False)
    ]
    places = {"a.0": "iama", "c.0": "partly", "0.5.2": "signed", "0.5.4": "busy"}
    assert {place: opened.rows[place].value for place in places} == places


def test_part_b_of_the_aiia_waits_in_the_open_one_and_is_not_asked_in_the_signed_one() -> None:
    for dossier, standing in ((MODEL, Standing.WAITING), (CHATBOT, Standing.NOT_ASKED)):
        reading = _open(dossier, "aiia").reading
        part = reading.form.find_part("4")
        assert part is not None
        assert reading.find_part_standing(part) is standing


# --- what follows ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("dossier", "number"), [(TOESLAG, 10), (MODEL, 12), (CHATBOT, 5)])
def test_measures_and_action_points_are_tasks_of_the_plan(dossier: str, number: int) -> None:
    algorithm = _get(dossier, "prescan").algorithm
    overview = obligations.get_overview(load_framework(), algorithm, on=TODAY)
    own = [line for line in overview.tasks if line.measure.id.startswith("urn:waarborg:own:")]
    assert len(own) == number
    assert all(line.due_on is not None for line in own)


def test_a_signed_one_counts_as_evidence_in_the_plan() -> None:
    titles = set(
        Evidence.objects.filter(kind=EvidenceKind.FORM, withdrawn_at=None).values_list("title", flat=True)
    )
    assert {"DPIA, versie 1", "Pre-scan, versie 1"} <= titles


def test_the_public_reads_a_summary_without_the_part_on_security() -> None:
    (summary,) = Summary.objects.all()
    assessment = summary.version.assessment
    assert (assessment.algorithm.name, assessment.form) == (TOESLAG, "dpia")
    assert {part: ground for part, ground in summary.parts.items() if ground} == {"17": "5.1-2-h"}


def test_a_fact_that_was_wrong_was_corrected_along() -> None:
    fact = facts.get_profile(_get(TOESLAG, "dpia").algorithm).latest().facts["can_be_overruled"]
    assert (fact.value, fact.origin) == (False, "form")


def test_loading_again_does_nothing() -> None:
    assert examples.is_loaded()
