"""The stored FLINT models of real law all load, with as many frames and sources as were counted by hand."""

import json
from collections import Counter
from pathlib import Path

import pytest

from waarborg.adapters.flint.reading import read_flint
from waarborg.adapters.flint.writing import write_flint
from waarborg.core.law.expressions import Unreadable, walk
from waarborg.core.law.interpretations import Interpretation

#: Acts, facts, duties, sources with a Juriconnect id that can be read, and warnings by code.
MODELS: dict[str, tuple[int, int, int, int, dict[str, int]]] = {
    "models/awb-excel-export.law-reg.flint.json": (
        *(27, 45, 14, 32),
        {
            "comma_between_parts": 2,
            "name_with_more": 3,
            "name_without_brackets": 1,
            "not_created": 4,
            "remark_left_out": 1,
            "text_not_readable": 4,
        },
    ),
    "models/awb.law-reg.flint.json": (9, 33, 8, 35, {"no_act": 2, "source_without_place": 1}),
    "models/flint-example.law-reg.flint.jsonc": (
        *(1, 3, 0, 0),
        {
            "frame_without_name": 1,
            "not_strict_json": 1,
            "parenthesis_closed": 1,
            "sign_left_out": 1,
            "unknown_field": 1,
        },
    ),
    "models/lerarenbeurs.compliancebydesign.flint.json": (34, 251, 32, 39, {"no_act": 2}),
    "models/lerarenbeurs.law-reg.flint.json": (32, 251, 32, 39, {"no_act": 2}),
    "models/lerarenbeurs.mps.flint.json": (32, 224, 23, 146, {"created_by_an_act": 16, "no_act": 2}),
    "models/projection-and-create.mps.flint.json": (2, 2, 0, 0, {"less_than_means_at_most": 1}),
    "models/tegemoetkoming-covid19.mps.flint.json": (
        *(4, 98, 8, 36),
        {"created_by_an_act": 1, "less_than_kept": 3},
    ),
    "models/test-model-with-tags.mps.flint.json": (4, 8, 0, 0, {"invalid_expression": 2}),
    "models/vreemdelingenwet.law-reg.flint.json": (4, 110, 3, 108, {"less_than_means_at_most": 2}),
    "flintfiller/flint_frames_BWBR0005537_2020-04-15_0_AWB.json": (
        *(194, 0, 0, 194),
        {"name_used_twice": 12, "operands_of_literal": 1},
    ),
    "flintfiller/flint_frames_BWBR0043402_2020-04-22_0_TOZO.json": (
        *(48, 0, 0, 48),
        {"operands_of_literal": 1},
    ),
}
UNREADABLE = {
    "models/awb-excel-export.law-reg.flint.json": 4,
    "models/test-model-with-tags.mps.flint.json": 2,
}


@pytest.fixture(scope="session")
def flint(shared_data: Path) -> Path:
    return shared_data / "flint"


def count_unreadable(interpretation: Interpretation) -> int:
    return sum(
        isinstance(part, Unreadable)
        for frame in interpretation.frames
        for _, expression in frame.list_expressions()
        for part in walk(expression)
    )


@pytest.mark.parametrize("name", MODELS)
def test_a_model_of_real_law_loads_with_all_its_frames_and_sources(flint: Path, name: str) -> None:
    acts, facts, duties, linked, expected = MODELS[name]
    interpretation, warnings, _ = read_flint((flint / name).read_text(encoding="utf-8"), file=name)
    sources = [source for frame in interpretation.frames for source in frame.sources]
    assert (
        sum(1 for _ in interpretation.acts),
        sum(1 for _ in interpretation.facts),
        sum(1 for _ in interpretation.duties),
        sum(source.identifier.startswith("jci1.3:") for source in sources),
        dict(Counter(warning.code for warning in warnings)),
    ) == (acts, facts, duties, linked, expected)
    assert count_unreadable(interpretation) == UNREADABLE.get(name, 0)


def test_every_stored_model_is_in_this_list(flint: Path) -> None:
    stored = {path.relative_to(flint).as_posix() for path in (flint / "models").iterdir()}
    stored |= {path.relative_to(flint).as_posix() for path in (flint / "flintfiller").glob("*.json")}
    assert stored == set(MODELS)


def test_every_model_of_the_recorded_scenarios_loads(flint: Path) -> None:
    path = flint / "scenarios" / "law-reg-recorded-scenarios.json"
    models = json.loads(path.read_text(encoding="utf-8"))["models"]
    inline = {name: model for name, model in models.items() if "file" not in model}
    codes: Counter[str] = Counter()
    for name, model in inline.items():
        interpretation, warnings, _ = read_flint(json.dumps(model), file=f"{name}.json")
        codes.update(warning.code for warning in warnings)
        doubles = sum(warning.code == "name_used_twice" for warning in warnings)
        stored = sum(len(model[key]) for key in ("acts", "facts", "duties"))
        assert len(interpretation.frames) == stored - doubles, name
    assert len(inline) == 44
    assert codes == {
        "invalid_expression": 1,
        "less_than_means_at_most": 8,
        "list_as_condition": 3,
        "list_without_name": 2,
        "name_used_twice": 1,
        "unknown_expression": 1,
    }


@pytest.mark.parametrize("name", sorted(set(MODELS) - set(UNREADABLE)))
def test_a_model_that_is_written_and_read_again_says_the_same(flint: Path, name: str) -> None:
    before, _, _ = read_flint((flint / name).read_text(encoding="utf-8"), file=name)
    after, _, _ = read_flint(write_flint(before)[0], file=name)
    assert [frame.full_name for frame in _sorted(after)] == [frame.full_name for frame in _sorted(before)]
    for one, other in zip(_sorted(before), _sorted(after), strict=True):
        if not _is_strict(one):
            assert list(one.list_expressions()) == list(other.list_expressions()), one.name
        assert one.sources == other.sources, one.name


def _sorted(interpretation: Interpretation) -> list[object]:
    return sorted(interpretation.frames, key=lambda frame: frame.full_name)


def _is_strict(frame: object) -> bool:
    """Strictly less is written as "not at most", which means the same and is another expression."""
    name: str = frame.name  # type: ignore[attr-defined]  # any frame
    return "ten hoogste 250 personen" in name or ("voor 15 maart 2020" in name and "stond" not in name)
