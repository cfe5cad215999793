"""The steps of the example dossiers: they rest on frames that the interpretations of this version have."""

import pytest

from waarborg.adapters.content_files.examples import ExampleEntry, load_example_entries
from waarborg.apps.algorithms.laws import get_library
from waarborg.core.profile.process_steps import Relation, cover

DESCRIBED = [entry for entry in load_example_entries() if entry.steps]


def test_two_dossiers_have_steps_and_every_relation_occurs() -> None:
    assert {entry.code for entry in DESCRIBED} == {"inkomenstoeslag", "risicomodel-heronderzoek"}
    used = {link.relation for entry in DESCRIBED for step in entry.steps for link in step.links}
    assert used == set(Relation)


@pytest.mark.parametrize("entry", DESCRIBED, ids=lambda entry: entry.code)
def test_every_frame_is_known_in_the_newest_version(entry: ExampleEntry) -> None:
    library = get_library()
    for link in (link for step in entry.steps for link in step.links):
        assert library.find_frame(link.interpretation, link.frame, entry.updated_on) is not None, link
        assert library.find_newest(link.interpretation) is None, link


def test_one_dossier_is_covered_and_the_other_still_has_open_steps() -> None:
    open_steps = {entry.code: cover(entry.steps).open for entry in DESCRIBED}
    assert open_steps == {"inkomenstoeslag": 0, "risicomodel-heronderzoek": 2}
