"""Files of the framework that come with the product: a fault in one names the part."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from waarborg.adapters.content_files.yaml_files import ContentError, read_yaml
from waarborg.adapters.framework_files import loading

Entry = dict[str, Any]
Change = Callable[[Any], None]
PRIVACY = "framework/requirements/privacy.yaml"
PROVIDER = "framework/requirements/ai-act-provider.yaml"
ADDED = "framework/measures/added.yaml"
_documents: dict[str, Any] = {}


def read_once(file: str, *, schema: str | None) -> Any:
    """The document, read once for all tests; each gets a copy of its own to spoil."""
    if file not in _documents:
        _documents[file] = read_yaml(file, schema=schema)
    return copy.deepcopy(_documents[file])


# --- faults in content -------------------------------------------------------------------------------------
@pytest.fixture
def load_with(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Change], str]:
    """Load the framework with a change in one file: `load_with(file, change)` returns the fault that is told."""

    def load(file: str, change: Change) -> str:
        def read(name: str, *, schema: str | None) -> Any:
            document = read_once(name, schema=schema)
            if name == file:
                change(document)
            return document

        monkeypatch.setattr(loading, "read_yaml", read)
        with pytest.raises(ContentError) as caught:
            loading.load_framework.__wrapped__()
        assert caught.value.file == "framework"
        assert caught.value.remedy
        return caught.value.fault

    return load


def find(items: list[Entry], id: str) -> Entry:
    return next(one for one in items if one["id"] == id)


def change_requirement(id: str, **values: Any) -> Change:
    return lambda document: find(document["requirements"], id).update(values)


def change_measure(**values: Any) -> Change:
    return lambda document: document["measures"][0].update(values)


AVG_01, AIA_00 = "urn:nl:ak:ver:avg-01", "urn:nl:ak:ver:aia-00"
BESLUITBRIEF = "urn:nl:waarborg:mtr:imp-besluitbrief"
GONE = "urn:nl:ak:ver:aia-99"


@pytest.mark.parametrize(
    ("file", "change", "named"),
    [
        (PRIVACY, change_requirement(AVG_01, condition="vereiste avg-99"), (AVG_01, "'vereiste avg-99'")),
        (PRIVACY, change_requirement(AVG_01, part_of=GONE), (AVG_01, GONE)),
        (ADDED, change_measure(part_of="urn:nl:ak:mtr:imp-99"), (BESLUITBRIEF, "urn:nl:ak:mtr:imp-99")),
        (ADDED, change_measure(requirements=[{"id": GONE}]), (BESLUITBRIEF, GONE)),
        (
            ADDED,
            change_measure(requirements=[{"id": AVG_01, "when": "regent het"}]),
            (BESLUITBRIEF, "'regent het'"),
        ),
        (
            "framework/instruments.yaml",
            lambda document: find(document["instruments"], "iama").update(requirements=[GONE]),
            ("iama", GONE),
        ),
        (
            "framework/instruments.yaml",
            lambda document: find(document["instruments"], "iama").update(measures=["urn:nl:ak:mtr:x-1"]),
            ("iama", "urn:nl:ak:mtr:x-1"),
        ),
        (
            "framework/glossary.yaml",
            lambda document: find(document["terms"], "algorithm").update(related=["no-such-word"]),
            ("glossary algorithm", "no-such-word"),
        ),
        (
            "framework/questions.yaml",
            lambda document: document["assumed"][0].update(fact="regent het"),
            ("'regent het'",),
        ),
        (
            "framework/questions.yaml",
            lambda document: document["assumed"][0].update(term="status"),
            ("no rule reads status",),
        ),
    ],
)
def test_a_link_that_points_nowhere_is_named_with_the_part_it_stands_in(
    load_with: Callable[[str, Change], str], file: str, change: Change, named: tuple[str, ...]
) -> None:
    fault = load_with(file, change)
    for part in named:
        assert part in fault


def test_a_link_of_a_reading_to_no_fact_of_the_rules_is_named(
    load_with: Callable[[str, Change], str],
) -> None:
    def change(document: Any) -> None:
        term = next(one for one in document["terms"] if one["term"] == "profiling")
        term["facts"] = "regent het"
        term["implies"] = {"yes": {"waait het": True}}

    fault = load_with("framework/questions.yaml", change)
    assert "profiling: the rules have no fact 'regent het'" in fault
    assert "profiling: the rules have no fact 'waait het'" in fault


@pytest.mark.parametrize(
    ("values", "word", "among"),
    [
        ({"phases": ["party"]}, "party", "phases"),
        ({"roles": ["king"]}, "king", "roles"),
        ({"subjects": ["weather"]}, "weather", "subjects"),
        ({"addressed": ["everybody"]}, "everybody", "addressees"),
    ],
)
def test_an_unknown_word_is_named_with_the_words_it_should_be_among(
    load_with: Callable[[str, Change], str], values: Mapping[str, Any], word: str, among: str
) -> None:
    fault = load_with(PRIVACY, change_requirement(AVG_01, **values))
    assert fault == f"{AVG_01}: there is no {word!r} among the {among}"


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ({"from": "2026-11-01"}, "ends on 2026-12-02 is followed by one from 2026-11-01"),  # overlap
        ({"from": "2027-01-01"}, "ends on 2026-12-02 is followed by one from 2027-01-01"),  # a hole
    ],
)
def test_periods_that_overlap_or_leave_a_hole_are_named(
    load_with: Callable[[str, Change], str], period: Mapping[str, str], says: str
) -> None:
    def change(document: Any) -> None:
        first, second = (one for one in document["requirements"] if one["id"] == AIA_00)
        assert first["period"] == {"from": "2025-02-02", "to": "2026-12-02"}
        second["period"] = dict(period)

    fault = load_with(PROVIDER, change)
    assert AIA_00 in fault
    assert says in fault


def test_two_periods_that_both_go_on_are_named(load_with: Callable[[str, Change], str]) -> None:
    fault = load_with(PROVIDER, change_requirement(AIA_00, period={"from": "2025-02-02"}))
    assert AIA_00 in fault


def test_a_period_that_ends_before_it_starts_is_named(load_with: Callable[[str, Change], str]) -> None:
    fault = load_with(PRIVACY, change_requirement(AVG_01, period={"from": "2026-01-01", "to": "2025-01-01"}))
    assert AVG_01 in fault


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("condition", "vereiste aia-01"),
        ("addressed", ["provider"]),
        ("scope", "organisation"),
        ("part_of", AVG_01),
    ],
)
def test_what_does_not_change_with_time_is_the_same_in_every_period(
    load_with: Callable[[str, Change], str], key: str, value: object
) -> None:
    fault = load_with(PROVIDER, change_requirement(AIA_00, **{key: value}))
    assert fault == f"{AIA_00}: {key} differs between its periods"


def test_a_source_that_is_not_there_is_named(load_with: Callable[[str, Change], str]) -> None:
    fault = load_with(PRIVACY, change_requirement(AVG_01, articles=[{"source": "bible", "at": "1"}]))
    assert fault == f"{AVG_01}: there is no source 'bible'"


def test_an_id_that_is_there_twice_is_named(load_with: Callable[[str, Change], str]) -> None:
    assert load_with(ADDED, lambda document: document["measures"].append(document["measures"][0])) == (
        f"{BESLUITBRIEF} is there twice"
    )


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"term": "no_such_term"}, "there is no fact 'no_such_term'"),
        ({"implies": {"maybe": {"maakt profielen van mensen": True}}}, "profiling has no choice maybe"),
        ({"facts": {"maakt profielen van mensen": ["often"]}}, "profiling has no choice often"),
        ({"value": "eerste dag op de markt of in gebruik"}, "profiling is no day, and stands for one"),
        ({"term": "inference"}, "inference is no yes or no, and stands for one"),
        ({"term": "legal_effect"}, "a key is read twice"),
    ],
)
def test_a_reading_that_does_not_fit_the_vocabulary_is_named(
    load_with: Callable[[str, Change], str], values: Mapping[str, Any], says: str
) -> None:
    def change(document: Any) -> None:
        next(one for one in document["terms"] if one["term"] == "profiling").update(values)

    assert says in load_with("framework/questions.yaml", change)


def test_of_many_faults_ten_are_told_and_the_rest_are_counted(
    load_with: Callable[[str, Change], str],
) -> None:
    def change(document: Any) -> None:
        for number, one in enumerate(document["measures"][:14]):
            one["requirements"] = [{"id": f"urn:nl:ak:ver:aia-9{number}"}]

    fault = load_with(ADDED, change)
    assert fault.count("there is no requirement") == 10
    assert fault.endswith("; and 4 more")
