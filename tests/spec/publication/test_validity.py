"""The gate of publication: what blocks, what is only a finding, and where."""

from dataclasses import replace
from typing import Any

import pytest

from waarborg.core.publication.problems import Severity
from waarborg.core.publication.standard import Standard
from waarborg.core.publication.validity import check, is_empty, is_publishable

Entry = dict[str, Any]


def blocking(entry: Entry, standard: Standard) -> list[tuple[str, str]]:
    problems = check(entry, standard=standard)
    return [(one.field, one.code) for one in problems if one.severity is Severity.ERROR]


def findings(entry: Entry, standard: Standard) -> list[tuple[str, str]]:
    problems = check(entry, standard=standard)
    return [(one.field, one.code) for one in problems if one.severity is Severity.FINDING]


def test_a_complete_entry_has_no_problems(entry: Entry, standard: Standard) -> None:
    assert check(entry, standard=standard) == ()
    assert is_publishable(entry, standard=standard)


def test_an_empty_entry_misses_the_seven_required_fields(standard: Standard) -> None:
    assert blocking({}, standard) == [
        ("name", "missing"),
        ("description_short", "missing"),
        ("organization", "missing"),
        ("status", "missing"),
        ("contact_email", "missing"),
        ("publication_category", "missing"),
        ("lang", "missing"),
    ]


def test_what_only_the_schema_of_the_standard_requires_is_a_finding(standard: Standard) -> None:
    assert findings({}, standard) == [
        ("category", "expected"),
        ("begin_date", "expected"),
        ("goal", "expected"),
        ("proportionality", "expected"),
        ("human_intervention", "expected"),
        ("risks", "expected"),
        ("impacttoetsen_grouping", "expected"),
        ("source_data", "expected"),
        ("methods_and_models", "expected"),
        ("provider", "expected"),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "   ",
        None,
        "<p></p>",
        "<p>&nbsp;</p><br>",
        "\u200b",
        "<ul><li> </li></ul>",
        "<!-- iets -->",
    ],
)
def test_a_required_field_that_is_empty_but_for_markup_blocks(
    value: object, entry: Entry, standard: Standard
) -> None:
    assert blocking(entry | {"description_short": value}, standard) == [("description_short", "missing")]


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("2024-12", True),
        ("2024-13", False),
        ("2024-00", False),
        ("2024-1", False),
        ("12-2024", False),
        ("2024", False),
        ("vorig jaar", False),
        ("0024-01", False),
    ],
)
def test_a_month_is_written_as_year_and_month_and_exists(
    value: str, right: bool, entry: Entry, standard: Standard
) -> None:
    expected = [] if right else [("begin_date", "bad_month")]
    assert [
        one for one in blocking(entry | {"begin_date": value}, standard) if one[1] == "bad_month"
    ] == expected


def test_an_end_before_the_begin_blocks(entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"end_date": "2024-01"}, standard) == [("end_date", "end_before_begin")]


def test_an_end_in_the_month_of_the_begin_is_right(entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"end_date": "2024-02"}, standard) == []


def test_out_of_use_without_end_is_a_finding(entry: Entry, standard: Standard) -> None:
    assert findings(entry | {"status": "Buiten gebruik"}, standard) == [("end_date", "end_expected")]


@pytest.mark.parametrize(
    "contact",
    [
        "algoritmes@voorbeeldstad.example",
        "a.b+c@sub.voorbeeldstad.example",
        "https://www.voorbeeldstad.example/contact?over=algoritme",
    ],
)
def test_a_mail_address_or_web_address_is_contact(contact: str, entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"contact_email": contact}, standard) == []


@pytest.mark.parametrize(
    "contact",
    ["14 010", "Mail naar info@voorbeeldstad.example", "info@", "@voorbeeldstad.example", "info@stad", "a@b@c.example",
     "info@voorbeeldstad..example", "www.voorbeeldstad.example", ".a@voorbeeldstad.example"],
)  # fmt: skip
def test_anything_else_is_no_contact(contact: str, entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"contact_email": contact}, standard) == [("contact_email", "bad_contact")]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "ftp://voorbeeldstad.example/",
        "https://",
        "https:///pad",
        "https://voorbeeldstad",
        "https://een twee.example",
        "https://voorbeeldstad.example/een pad",
        "https://piet:geheim@voorbeeldstad.example/",
        "https://piet@voorbeeldstad.example/",
        "https://voorbeeldstad.example:99999/",
        "https://-x.example/",
        "//voorbeeldstad.example/",
        "www.voorbeeldstad.example",
        "https://voorbeeldstad.example\\@elders.example/",
        "n.v.t.",
    ],
)
def test_a_link_that_cannot_be_followed_blocks(link: str, entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"website": link}, standard) == [("website", "bad_link")]


@pytest.mark.parametrize(
    "link",
    ["http://voorbeeldstad.example", "https://a.voorbeeldstad.example:8443/x/y.html?z=1#deel",
     "HTTPS://Voorbeeldstad.Example/", "https://gemeente-één.example/", "https://192.0.2.7/a"],
)  # fmt: skip
def test_a_web_address_is_a_link(link: str, entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"website": link}, standard) == []


def test_the_length_counts_text_without_markup(entry: Entry, standard: Standard) -> None:
    exact = "<p>" + "a" * 2500 + "</p><p></p>"
    assert blocking(entry | {"goal": exact}, standard) == []
    over = check(entry | {"goal": "<p>" + "a" * 2500 + "<br>b</p>"}, standard=standard)
    assert [(one.code, one.message.en) for one in over] == [
        ("too_long", "Goal and impact is 2501 characters long; at most 2500 are allowed.")
    ]


def test_an_entity_counts_as_one_character(entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"goal": "<p>" + "&amp;" * 2500 + "</p>"}, standard) == []


def test_the_short_description_may_have_400_characters(entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"description_short": "é" * 400}, standard) == []
    assert blocking(entry | {"description_short": "é" * 401}, standard) == [("description_short", "too_long")]


def test_a_value_outside_the_choices_blocks(entry: Entry, standard: Standard) -> None:
    values = entry | {"status": "pilot", "category": ["Verkeer", "Landbouw"], "lang": "eng"}
    assert blocking(values, standard) == [
        ("category[1]", "bad_choice"),
        ("status", "bad_choice"),
        ("lang", "bad_choice"),
    ]


def test_a_value_of_the_wrong_type_blocks(entry: Entry, standard: Standard) -> None:
    values = entry | {
        "name": 12,
        "category": "Verkeer",
        "goal": ["a"],
        "lawful_basis_grouping": {"title": "Wet"},
        "source_data_grouping": ["https://bron.example"],
    }
    assert blocking(values, standard) == [
        ("name", "wrong_type"),
        ("category", "wrong_type"),
        ("goal", "wrong_type"),
        ("lawful_basis_grouping", "wrong_type"),
        ("source_data_grouping[0]", "wrong_type"),
    ]


def test_a_row_without_its_required_member_blocks(entry: Entry, standard: Standard) -> None:
    values = entry | {
        "lawful_basis_grouping": [
            {"title": "", "link": ""},
            {"title": "Wet"},
            {"link": "https://wet.example"},
        ],
        "impacttoetsen_grouping": [{"title": "DPIA"}, {"link": "https://toets.example"}],
    }
    assert blocking(values, standard) == [
        ("lawful_basis_grouping[1].link", "missing"),
        ("lawful_basis_grouping[2].title", "missing"),
        ("impacttoetsen_grouping[1].title", "missing"),
    ]


def test_members_of_rows_are_checked_like_fields(entry: Entry, standard: Standard) -> None:
    rows = [{"title": "x" * 101, "link": "javascript:alert(1)", "artikel": "36"}]
    assert blocking(entry | {"lawful_basis_grouping": rows}, standard) == [
        ("lawful_basis_grouping[0].title", "too_long"),
        ("lawful_basis_grouping[0].link", "bad_link"),
        ("lawful_basis_grouping[0].artikel", "unknown_field"),
    ]


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>x", "<p onclick='x()'>a</p>", "<b>vet</b>", "<p style>a</p>", "<svg/onload=x>a",
     "a <img src=x onerror=x", "<p>a</p><?xml?>", "<!-- --><p>a</p>", "<h2>Kop</h2>"],
)  # fmt: skip
def test_markup_that_is_not_allowed_blocks(text: str, entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"goal": text}, standard) == [("goal", "bad_markup")]


def test_the_allowed_tags_and_loose_signs_do_not_block(entry: Entry, standard: Standard) -> None:
    text = "<div><p>a<br/>3 < 4 &amp; 5 > 4</p><ul><li>b</li></ul><ol><li>c</li></ol></div>"
    assert blocking(entry | {"goal": text}, standard) == []


def test_a_text_field_takes_no_markup_at_all(entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"name": "<p>Naam</p>"}, standard) == [("name", "bad_markup")]
    assert blocking(entry | {"name": "Brief aan <naam>"}, standard) == []


def test_a_field_that_the_standard_does_not_have_blocks(entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"department": "Zorg", "area": ""}, standard) == [("department", "unknown_field")]


def test_characters_that_cannot_be_shown_block(entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"name": "Toe\x00slag"}, standard) == [("name", "unreadable")]


def test_every_problem_says_in_both_languages_what_to_do(standard: Standard) -> None:
    bad = {
        "name": "x" * 101,
        "begin_date": "2024-13",
        "website": "x",
        "contact_email": "x",
        "status": "x",
        "y": "z",
    }
    for problem in check(bad, standard=standard):
        for text in (problem.message, problem.remedy):
            assert text.nl.strip()
            assert text.en.strip()
            assert "!" not in text.nl + text.en


@pytest.mark.parametrize("value", [None, "", " ", "<p> </p>", [], [""], [{"title": ""}], {}, {"a": None}])
def test_values_that_say_nothing_are_empty(value: object) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", ["-", 0, False, ["a"], {"a": "b"}, "a < b"])
def test_values_that_say_something_are_not_empty(value: object) -> None:
    assert not is_empty(value)


def test_an_assessment_in_an_own_entry_needs_its_day_and_who_signed(entry: Entry, standard: Standard) -> None:
    own = [(one.field, one.code) for one in check(entry, standard=standard, own=True)]
    assert own == [
        ("impacttoetsen_grouping[0].date", "missing"),
        ("impacttoetsen_grouping[0].signatory", "missing"),
    ]


@pytest.mark.parametrize(("day", "right"), [("2024-02-29", True), ("2023-02-29", False), ("2024-02", False)])
def test_the_day_of_an_assessment_exists(day: str, right: bool, entry: Entry, standard: Standard) -> None:
    rows = [{"title": "DPIA", "date": day, "signatory": "Directeur, Gemeente Voorbeeldstad"}]
    found = blocking(entry | {"impacttoetsen_grouping": rows}, standard)
    assert found == ([] if right else [("impacttoetsen_grouping[0].date", "bad_date")])


def test_a_choice_that_is_no_text_blocks(entry: Entry, standard: Standard) -> None:
    assert blocking(entry | {"category": ["Verkeer", 3]}, standard) == [("category[1]", "wrong_type")]


def test_a_standard_without_dates_has_no_period_to_check(standard: Standard) -> None:
    small = replace(standard, fields=(standard.get_field("name"),), sources=())
    assert check({"name": "a"}, standard=small) == ()
