"""Whether a translation is older than its source: worked examples."""

from datetime import UTC, date, datetime

import pytest

from waarborg.core.publication.translations import (
    Translation,
    TranslationState,
    judge_translations,
    remark_older,
)

EARLY, LATE = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dutch_at", "english_at", "state"),
    [
        (EARLY, LATE, TranslationState.CURRENT),
        (EARLY, EARLY, TranslationState.CURRENT),
        (LATE, EARLY, TranslationState.OLDER),
        (None, EARLY, TranslationState.UNDATED),
        (EARLY, None, TranslationState.UNDATED),
    ],
)
def test_a_translation_is_older_when_the_dutch_text_was_changed_after_it(
    dutch_at: datetime | None, english_at: datetime | None, state: TranslationState
) -> None:
    given = {"goal": dutch_at, "goal@en": english_at}
    since = {name: at for name, at in given.items() if at is not None}
    found = judge_translations({"goal": "doel"}, {"goal": "goal"}, since=since, fields=["goal"])
    assert found["goal"].state is state
    assert found["goal"].is_older is (state is TranslationState.OLDER)


def test_a_dutch_text_without_an_english_one_has_no_translation() -> None:
    found = judge_translations({"goal": "doel"}, {"goal": "<p></p>"}, since={}, fields=["goal"])
    assert found["goal"].state is TranslationState.MISSING


def test_an_english_text_without_a_dutch_one_translates_nothing() -> None:
    assert judge_translations({}, {"goal": "goal"}, since={"goal@en": EARLY}, fields=["goal", "risks"]) == {}


def test_an_older_translation_has_two_moments_in_order() -> None:
    with pytest.raises(ValueError, match="from before its source"):
        Translation("goal", TranslationState.OLDER, LATE, EARLY)


def test_the_remark_stands_at_the_english_text_and_names_the_day() -> None:
    found = remark_older("goal", day=date(2026, 3, 1))
    assert (found.field, found.code) == ("goal@en", "translation_older")
    assert "01-03-2026" in found.message.nl
