"""The publication standards as content: complete, consistent, and in two languages."""

import re

import pytest

from waarborg.adapters.content_files import standards
from waarborg.adapters.content_files.standards import OLDER, load_standard
from waarborg.adapters.content_files.yaml_files import ContentError
from waarborg.core.publication.rules import How, SourceStandard
from waarborg.core.publication.standard import Kind

# Facts of the published standard, written down apart from the content.
LENGTHS = {
    "name": 100, "description_short": 400, "organization": 100, "category": None, "status": None, "begin_date": 7,
    "end_date": 7, "contact_email": 500, "website": 500, "publication_category": None, "url": 500, "goal": 2500,
    "proportionality": 2500, "human_intervention": 2500, "risks": 2500, "lawful_basis": 2500,
    "lawful_basis_grouping": None, "process_index_url": 500, "impacttoetsen_grouping": None, "impacttoetsen": 2500,
    "source_data": 2500, "source_data_grouping": None, "methods_and_models": 5000, "provider": 200,
    "publiccode": 500, "lang": None, "standard_version": None, "source_id": 100, "tags": 2500, "lars": None,
    "publication_dt": None,
}  # fmt: skip
ALWAYS_SHOWN = {
    "name", "description_short", "organization", "category", "status", "begin_date", "contact_email",
    "publication_category", "goal", "proportionality", "human_intervention", "risks", "source_data",
}  # fmt: skip
MARKUP = {
    "goal", "proportionality", "human_intervention", "risks", "lawful_basis", "impacttoetsen", "source_data",
    "methods_and_models", "tags",
}  # fmt: skip


def test_standard_1_0_has_all_fields_with_their_lengths() -> None:
    assert {field.key: field.max_length for field in load_standard().fields} == LENGTHS


def test_seven_fields_are_required_and_eighteen_expected() -> None:
    fields = load_standard().fields
    assert {field.key for field in fields if field.required} == {
        "name", "description_short", "organization", "status", "contact_email", "publication_category", "lang"
    }  # fmt: skip
    assert sum(field.expected for field in fields) == 18


def test_the_right_fields_are_always_shown_and_have_markup() -> None:
    fields = load_standard().fields
    assert {field.key for field in fields if field.always_shown} == ALWAYS_SHOWN
    assert {field.key for field in fields if field.kind is Kind.MARKUP} == MARKUP


def test_the_choices_are_complete() -> None:
    standard = load_standard()
    counts = {field.key: len(field.choices) for field in standard.fields if field.choices}
    assert counts == {
        "category": 16,
        "status": 3,
        "publication_category": 3,
        "lang": 1,
        "standard_version": 1,
    }
    assert len(standard.get_field("impacttoetsen_grouping").members[0].recommended) == 11


def test_the_rows_of_groups_have_a_title_and_a_link() -> None:
    standard = load_standard()
    found = {
        f"{field.key}.{member.key}": (member.max_length, member.required)
        for field in standard.fields
        for member in field.members
        if not member.own_only
    }
    assert found == {
        "lawful_basis_grouping.title": (100, True),
        "lawful_basis_grouping.link": (500, True),
        "impacttoetsen_grouping.title": (None, True),
        "impacttoetsen_grouping.link": (500, False),
        "source_data_grouping.title": (500, True),
        "source_data_grouping.link": (500, True),
    }


def test_the_four_sections_hold_every_field() -> None:
    standard = load_standard()
    assert [section.label.nl for section in standard.sections] == [
        "Algemene informatie", "Verantwoord gebruik", "Werking", "Metadata"
    ]  # fmt: skip
    assert sum(len(list(standard.fields_of(section.key))) for section in standard.sections) == len(
        standard.fields
    )


def test_every_help_text_is_a_plain_sentence() -> None:
    fields = load_standard().fields
    members = [member for field in fields for member in field.members]
    for field in [*fields, *members]:
        for text in (field.help.nl, field.help.en):
            assert re.fullmatch(r"[A-Z].*[.?]", text), (field.key, text)


@pytest.mark.parametrize(
    ("version", "count"), [("0.1", 39), ("0.2.3", 39), ("0.3.1", 38), ("0.4", 31), ("1.0-reduced", 7)]
)
def test_older_standards_are_complete(version: str, count: int) -> None:
    assert len(source(version).fields) == count


@pytest.mark.parametrize("version", OLDER)
def test_every_old_field_has_a_destination_or_a_reason(version: str) -> None:
    standard = load_standard()
    for rule in source(version).fields:
        if rule.how is How.NONE:
            assert rule.reason
        for key in (rule.to, rule.remarks):
            assert key is None or standard.find_field(key) is not None, rule.key
        if rule.remarks:
            assert standard.get_field(rule.remarks).kind is Kind.MARKUP
        if rule.how is How.JOIN:
            assert standard.get_field(rule.to or "").kind is Kind.MARKUP, rule.key


def test_every_wording_means_a_choice_that_exists() -> None:
    standard = load_standard()
    for key, synonyms in standard.normalisation.synonyms.items():
        field = standard.get_field(key)
        known = (
            field.members[0].recommended if field.kind is Kind.GROUP else [one.value for one in field.choices]
        )
        assert set(synonyms.values()) <= set(known)
        assert not set(synonyms) & set(standard.normalisation.unclear.get(key, {}))


def test_a_standard_that_is_not_there_is_named() -> None:
    with pytest.raises(ContentError, match=r"standard-7\.0\.yaml"):
        load_standard("7.0")


def test_a_standard_that_contradicts_itself_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    text = {"nl": "a", "en": "a"}
    field = {"key": "a", "kind": "group", "section": "s", "label": text, "help": text}
    document = {"version": "7.1", "sections": [{"key": "s", "label": text}], "fields": [field]}
    monkeypatch.setattr(standards, "read_yaml", lambda path, schema: document)
    monkeypatch.setattr(standards, "OLDER", ())
    with pytest.raises(ContentError, match=r"standard-7\.1\.yaml.*members belong"):
        load_standard.__wrapped__("7.1")


def source(version: str) -> SourceStandard:
    found = load_standard().find_source(version)
    assert found is not None
    return found
