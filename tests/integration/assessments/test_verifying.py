"""The audit check finds what was changed in assessments behind the chain, and nothing else."""

from tests.conftest import NOW
from waarborg.apps.assessments.actions import answering, publishing, signing
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import AnswerRow, Assessment, FixedVersion, SlotEntry
from waarborg.apps.assessments.verifying import find_changed_answers, find_changed_signatures
from waarborg.apps.organisations.models import Person


def sign(assessment: Assessment, editor: Person, officer: Person, director: Person) -> None:
    answering.save_answers(
        assessment=assessment,
        answers=[
            Given(place="1", value=True),
            Given(place="3", value="a"),
            Given(place="2", value="Jan Voorbeeld"),
        ],
        by=editor,
        at=NOW,
    )
    signing.ask_advice(assessment=assessment, by=editor, at=NOW)
    signing.fill_slot(assessment=assessment, slot="fg", verdict="positive", text="", by=officer, at=NOW)
    signing.fill_slot(assessment=assessment, slot="bestuur", verdict="positive", text="", by=director, at=NOW)


def test_what_was_written_by_actions_is_in_order(
    assessment: Assessment, editor: Person, officer: Person, director: Person
) -> None:
    row = answering.add_row(assessment=assessment, group="4", by=editor, at=NOW)
    answering.remove_row(assessment=assessment, group="4", row=row, by=editor, at=NOW)
    sign(assessment, editor, officer, director)
    assert (find_changed_answers(), find_changed_signatures()) == ([], [])


def test_a_redacted_answer_is_in_order_and_gone_from_what_was_signed(
    assessment: Assessment, editor: Person, officer: Person, director: Person
) -> None:
    sign(assessment, editor, officer, director)
    answer = AnswerRow.objects.get(place="2", current=True)
    publishing.redact_answer(answer=answer, by=officer, at=NOW, reason="Een naam")
    fixed = FixedVersion.objects.get()
    assert "Jan Voorbeeld" not in str(fixed.content)
    assert (find_changed_answers(), find_changed_signatures()) == ([], [])


def test_a_changed_answer_is_found(
    assessment: Assessment, editor: Person, officer: Person, director: Person
) -> None:
    sign(assessment, editor, officer, director)
    AnswerRow.objects.filter(place="1").update(value=False)
    AnswerRow.objects.filter(place="3").delete()
    assert find_changed_answers() == [f"{assessment.pk}/1", f"{assessment.pk}/3"]


def test_a_changed_signature_or_version_is_found(
    assessment: Assessment, editor: Person, officer: Person, director: Person
) -> None:
    sign(assessment, editor, officer, director)
    SlotEntry.objects.filter(slot="fg").update(text="Toch niet")
    FixedVersion.objects.update(content={"answers": []})
    assert find_changed_signatures() == [f"{assessment.pk}/fg", f"{assessment.pk}/version-1"]
