"""What a check finds in real models and in our own.

The counts are a snapshot: when one changes, look at what changed and say so. Worked out by hand from the JSON:

- `lerarenbeurs.law-reg`: 39 of its 315 frames name a source, so LAW201 is 276; its 32 duties name no enforcing act
  and no term, so LAW306 and LAW309 are 32. Eight duties end with the act “bekendmaken besluit”, which is a duty.
- `vreemdelingenwet`: 108 of its 117 frames name a source, so LAW201 is 9. LAW403 is one alternative of four that asks
  for one of the first two and more.
- `projection-and-create`: the actor, object, recipient and precondition of the first act, the actor and recipient of
  the second, and the amount in both facts are not in the model: LAW101 is 8. That amount is a condition in the one
  place and a number in the other: LAW405.
- `tegemoetkoming-covid19`: an AND of nothing always holds (LAW402), so that it adds nothing where it is used (LAW403).
"""

from datetime import date
from pathlib import Path

import pytest

from waarborg.adapters.law_files.loading import load_interpretations
from waarborg.adapters.law_models import open_model
from waarborg.core.law.coverage import measure_coverage
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.linting.checking import lint
from waarborg.core.law.linting.findings import Severity, count_codes

DAY = date(2026, 11, 22)

FOUND = {
    "awb-excel-export.law-reg": {
        "LAW101": 158,
        "LAW102": 2,
        "LAW103": 12,
        "LAW104": 2,
        "LAW109": 4,
        "LAW201": 12,
        "LAW204": 42,
        "LAW301": 7,
        "LAW302": 1,
        "LAW304": 7,
        "LAW305": 7,
        "LAW306": 14,
        "LAW307": 7,
        "LAW308": 7,
        "LAW309": 14,
    },
    "awb.law-reg": {
        "LAW101": 53,
        "LAW103": 8,
        "LAW104": 5,
        "LAW201": 1,
        "LAW204": 14,
        "LAW301": 2,
        "LAW305": 1,
        "LAW306": 1,
        "LAW309": 8,
    },
    "flint-example.law-reg": {"LAW101": 14, "LAW104": 1, "LAW204": 4},
    "lerarenbeurs.compliancebydesign": {
        "LAW103": 32,
        "LAW104": 20,
        "LAW201": 278,
        "LAW206": 18,
        "LAW301": 4,
        "LAW302": 2,
        "LAW303": 5,
        "LAW304": 20,
        "LAW305": 21,
        "LAW306": 32,
        "LAW307": 23,
        "LAW308": 23,
        "LAW309": 32,
    },
    "lerarenbeurs.law-reg": {
        "LAW101": 7,
        "LAW102": 8,
        "LAW103": 32,
        "LAW104": 20,
        "LAW201": 276,
        "LAW206": 18,
        "LAW301": 4,
        "LAW302": 2,
        "LAW303": 5,
        "LAW304": 20,
        "LAW305": 21,
        "LAW306": 32,
        "LAW307": 23,
        "LAW308": 23,
        "LAW309": 32,
    },
    "lerarenbeurs.mps": {
        "LAW101": 16,
        "LAW102": 8,
        "LAW103": 13,
        "LAW104": 20,
        "LAW201": 127,
        "LAW202": 1,
        "LAW203": 3,
        "LAW204": 3,
        "LAW301": 4,
        "LAW302": 2,
        "LAW303": 5,
        "LAW304": 11,
        "LAW305": 12,
        "LAW306": 23,
        "LAW307": 14,
        "LAW308": 14,
        "LAW309": 23,
    },
    "projection-and-create.mps": {"LAW101": 8, "LAW201": 4, "LAW405": 1},
    "tegemoetkoming-covid19.mps": {
        "LAW101": 7,
        "LAW102": 1,
        "LAW103": 25,
        "LAW104": 3,
        "LAW201": 72,
        "LAW204": 2,
        "LAW206": 29,
        "LAW301": 1,
        "LAW305": 8,
        "LAW306": 8,
        "LAW309": 8,
        "LAW402": 1,
        "LAW403": 1,
        "LAW404": 1,
    },
    "test-model-with-tags.mps": {
        "LAW103": 1,
        "LAW106": 1,
        "LAW109": 2,
        "LAW201": 9,
        "LAW204": 11,
        "LAW303": 1,
    },
    "vreemdelingenwet.law-reg": {
        "LAW101": 10,
        "LAW103": 6,
        "LAW104": 3,
        "LAW201": 9,
        "LAW203": 6,
        "LAW302": 4,
        "LAW305": 3,
        "LAW306": 3,
        "LAW308": 1,
        "LAW309": 3,
        "LAW403": 1,
    },
}


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_real_model_has_these_findings_and_each_says_what_to_do(shared_data: Path, name: str) -> None:
    paths = list((shared_data / "flint" / "models").glob(f"{name}.flint.json*"))
    assert len(paths) == 1
    interpretation = open_model(paths[0]).interpretation
    findings = lint(interpretation, on=DAY)
    assert count_codes(findings) == FOUND[name]
    for finding in findings:
        assert finding.message.nl != finding.message.en
        assert finding.remedy.nl != finding.remedy.en
        assert finding.frame is None or interpretation.has(finding.frame)


@pytest.mark.parametrize(
    ("name", "sourced", "of", "percent"),
    [
        ("lerarenbeurs.law-reg.flint.json", 39, 315, 12),
        ("vreemdelingenwet.law-reg.flint.json", 108, 117, 92),
        ("lerarenbeurs.mps.flint.json", 152, 279, 54),
    ],
)
def test_so_many_frames_of_real_models_have_a_source(
    shared_data: Path, name: str, sourced: int, of: int, percent: int
) -> None:
    interpretation = open_model(shared_data / "flint" / "models" / name).interpretation
    share = measure_coverage(interpretation, on=DAY).frames.sourced
    assert (share.count, share.of, share.percent) == (sourced, of, percent)


@pytest.mark.parametrize("interpretation", load_interpretations(), ids=lambda found: found.id)
def test_our_own_models_have_no_errors(interpretation: Interpretation) -> None:
    errors = [item for item in lint(interpretation, on=DAY) if item.severity is Severity.ERROR]
    assert [item.message.en for item in errors] == []
