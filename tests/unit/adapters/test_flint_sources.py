"""Sources of FLINT, in the frame itself, in a list, or with words that have a role."""

from datetime import date
from typing import Any

import pytest

from tests.small_flint import read_source
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.terms.periods import Period


# --- sources -------------------------------------------------------------------------------------------
def test_a_source_of_the_first_models_stands_in_the_frame_itself() -> None:
    sources, codes = read_source(
        art="art. 1",
        juriconnect="jci1.3:c:BWBR0000001&artikel=1",
        version="2-[19980101]-[jjjjmmdd]",
        sourcetext="{Verzonnen tekst.}",
    )
    assert codes == []
    assert sources == (
        Source(
            SourceKind.BWB,
            "art. 1",
            "jci1.3:c:BWBR0000001&artikel=1",
            quote="Verzonnen tekst.",
            valid=Period(date(1998, 1, 1)),
        ),
    )


def test_the_last_day_counts_and_a_day_far_away_means_for_good() -> None:
    item = {"citation": "art. 1", "validFrom": "01-03-2017", "explanation": "Eigen woorden"}
    sources, _ = read_source(sources=[{**item, "validTo": "09-03-2017"}, {**item, "validTo": "13-12-9999"}])
    assert [source.valid for source in sources] == [
        Period(date(2017, 3, 1), date(2017, 3, 10)),
        Period(date(2017, 3, 1)),
    ]
    assert (sources[0].note, sources[0].paraphrase) == ("Eigen woorden", None)


@pytest.mark.parametrize(
    ("days", "valid", "codes"),
    [
        ({"validFrom": "2020-02-01"}, Period(date(2020, 2, 1)), []),
        ({"validTo": "31-01-2020"}, Period(date.min, date(2020, 2, 1)), []),
        ({"validFrom": "30-02-2020"}, None, ["unreadable_day"]),
        ({"validFrom": "gisteren"}, None, ["unreadable_day"]),
        ({"validFrom": 5}, None, []),
        ({"validFrom": "02-02-2020", "validTo": "31-01-2020"}, None, ["period_turned_round"]),
    ],
)
def test_days_are_read_or_noted(days: dict[str, Any], valid: Period | None, codes: list[str]) -> None:
    sources, found = read_source(sources=[{"citation": "art. 1", **days}])
    assert (sources[0].valid, found) == (valid, codes)


@pytest.mark.parametrize(
    ("identifier", "kind"),
    [
        ("jci1.3:c:BWBR0000001&artikel=1", SourceKind.BWB),
        ("/jci1.3:c:BWBR0000001", SourceKind.BWB),
        ("CVDR123456", SourceKind.CVDR),
        ("x CVDR123456 x", SourceKind.CVDR),
        ("32016R0679", SourceKind.CELEX),
        ("ECLI:NL:HR:2021:887", SourceKind.ECLI),
        ("http://data.europa.eu/eli/reg/2016/679/oj", SourceKind.CELEX),
        ("https://voorbeeldstad.example/beleid", SourceKind.POLICY),
    ],
)
def test_the_identifier_tells_the_kind_of_source_and_stays_as_it_stands(
    identifier: str, kind: SourceKind
) -> None:
    ((source,), _) = read_source(sources=[{"citation": "x", "juriconnect": identifier}])
    assert (source.kind, source.identifier) == (kind, identifier)


def test_words_with_a_role_are_sources_of_that_part() -> None:
    tags = [
        {"word": 2, "roles": ["Actor"]},
        {"word": 1, "roles": ["Actor", "ActName"]},
        {"word": 4, "roles": ["Actor"]},
        {"word": 9, "roles": ["Object"]},
        {"word": 3, "roles": ["Kleur"]},
        {"word": True, "roles": "Actor"},
        5,
    ]
    sources, codes = read_source(
        sources=[{"citation": "art. 1", "text": "het college kan verlenen", "tags": tags}]
    )
    assert [(source.slot, source.quote) for source in sources] == [
        (Slot.FRAME, "het college kan verlenen"),
        (Slot.ACTOR, "het college … verlenen"),
    ]
    assert codes == ["unreadable_tag"]


def test_a_text_of_which_every_word_has_one_role_is_about_that_part_alone() -> None:
    tags = [{"word": word, "roles": ["Recipients"]} for word in (1, 2)]
    sources, _ = read_source(sources=[{"citation": "art. 1", "text": "de aanvrager", "tags": tags}])
    assert [(source.slot, source.quote) for source in sources] == [(Slot.RECIPIENT, "de aanvrager")]


@pytest.mark.parametrize(
    ("sources", "count", "codes"),
    [
        ("", 0, []),
        ([{}, "", None], 0, []),
        ({"citation": "art. 1"}, 1, []),
        (["art. 1"], 1, []),
        ([{"text": "Verzonnen"}], 1, ["source_without_place"]),
        (5, 0, ["no_sources"]),
        ([5], 0, ["no_source"]),
        ([{"citation": "art. 1"}, {"citation": "art. 1"}], 1, []),
    ],
)
def test_sources_of_any_shape_are_read_or_noted(sources: object, count: int, codes: list[str]) -> None:
    found, noted = read_source(sources=sources)
    assert (len(found), noted) == (count, codes)
