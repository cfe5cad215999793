"""Steps of an algorithm and what they rest on, with the counts worked out by hand."""

import pytest

from waarborg.core.profile.process_steps import FrameLink, ProcessStep, Relation, cover

APPLIES = FrameLink("urn:waarborg:law:x:1", "[recht]", Relation.APPLIES)
PREPARES = FrameLink("urn:waarborg:law:x:1", "<<toekennen>>", Relation.PREPARES)


def test_a_step_nobody_said_anything_about_is_open() -> None:
    assert ProcessStep(title="Rekenen").is_open
    assert not ProcessStep(title="Rekenen", links=(APPLIES,)).is_open
    assert not ProcessStep(title="Opslaan", no_basis="Alleen opslag.").is_open


def test_a_step_with_two_relations_counts_once_and_under_both() -> None:
    steps = [
        ProcessStep(title="Een", links=(APPLIES, PREPARES)),
        ProcessStep(title="Twee", links=(PREPARES,)),
        ProcessStep(title="Drie", no_basis="Alleen opslag."),
        ProcessStep(title="Vier"),
        ProcessStep(title="Vijf"),
    ]
    counts = cover(steps)
    assert (counts.total, counts.based, counts.without_basis, counts.open) == (5, 2, 1, 2)
    assert counts.per_relation == {
        Relation.APPLIES: 1,
        Relation.APPROXIMATES: 0,
        Relation.PREPARES: 2,
    }


def test_no_steps_have_no_coverage() -> None:
    assert cover([]).total == 0


@pytest.mark.parametrize(("urn", "frame"), [("", "[recht]"), ("urn:waarborg:law:x:1", " ")])
def test_a_link_needs_an_interpretation_and_a_frame(urn: str, frame: str) -> None:
    with pytest.raises(ValueError, match="needs an interpretation"):
        FrameLink(urn, frame, Relation.APPLIES)


def test_a_step_that_cannot_be_meant_does_not_exist() -> None:
    with pytest.raises(ValueError, match="needs a title"):
        ProcessStep(title=" ")
    with pytest.raises(ValueError, match="rests on a frame once"):
        ProcessStep(title="Een", links=(APPLIES, FrameLink(*APPLIES.place, Relation.PREPARES)))
    with pytest.raises(ValueError, match="not without legal basis"):
        ProcessStep(title="Een", links=(APPLIES,), no_basis="Toch niet.")
