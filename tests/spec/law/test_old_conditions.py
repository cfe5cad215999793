"""Textual conditions of old models: what is repaired, and what is kept with the reason why it cannot be read."""

import pytest

from waarborg.adapters.law_files.notation import parse_leniently
from waarborg.core.law.expressions import Unreadable
from waarborg.core.law.notation import write


@pytest.mark.parametrize(
    ("text", "read", "repairs"),
    [
        ("[a] EN NIET [b]", "[a] EN NIET [b]", []),
        ("(\r\n[a]\r\nOF\r\n[b]\r\n)\r\nEN\r\n[c]", "([a] OF [b]) EN [c]", []),
        ("[a] en niet [b]", "[a] EN NIET [b]", ["lower_case_keyword"]),
        ("([a] OF [b] ...", "[a] OF [b]", ["sign_left_out", "parenthesis_closed"]),
        ("[a EN [b]", "[a] EN [b]", ["bracket_closed"]),
        ("[a] EN [b", "[a] EN [b]", ["bracket_closed"]),
        ("[a]) EN [b]", "[a] EN [b]", ["sign_left_out"]),
        ("[] EN [a] OF []", "[a]", ["empty_left_out"]),
        ("([] OF NIET []) EN [a]", "[a]", ["empty_left_out"]),
        ("MIN() OF [a]", "[a]", ["empty_left_out"]),
        ("[a] EN", "[a]", ["empty_left_out"]),
        ("([a] EN ([b]", "[a] EN [b]", ["parenthesis_closed"]),
        ("((([a] EN", "[a]", ["empty_left_out", "parenthesis_closed"]),
        ("[a] (zie art. 1) EN [b]", "[a] EN [b]", ["remark_left_out"]),
        ("belanghebbende", "[belanghebbende]", ["words_without_brackets"]),
        ("naam en adres EN [b]", "[naam en adres] EN [b]", ["words_without_brackets"]),
        ("(persoon) EN [b]", "[persoon] EN [b]", ["words_without_brackets"]),
        ("MIN ([a], [€ 7.000])", "KLEINSTE([a]; [€ 7.000])", ["comma_between_parts"]),
    ],
)
def test_an_old_condition_is_repaired_and_says_so(text: str, read: str, repairs: list[str]) -> None:
    expression, warnings = parse_leniently(text)
    assert write(expression) == read
    assert [warning.code for warning in warnings] == repairs
    assert all(warning.message.nl and warning.message.en for warning in warnings)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[] EN [] EN []", "no fact is named"),
        ("-", "no fact is named"),
        ("", "no fact is named"),
        ("[a] [b]", "Nothing connects"),
        ("[a] x [b] en meer", "unknown"),
        ("MIN (PRODUCT ([a], [b], [c])", "comma"),
    ],
)
def test_what_can_be_meant_in_more_than_one_way_is_kept_with_the_reason(text: str, reason: str) -> None:
    expression, warnings = parse_leniently(text)
    assert isinstance(expression, Unreadable)
    assert reason in expression.reason
    assert warnings == ()
