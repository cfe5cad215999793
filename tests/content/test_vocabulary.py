"""The vocabulary of facts as it comes with the product."""

import re

import pytest

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.content_files.yaml_files import read_yaml
from waarborg.core.profile.vocabulary import Term, Type

VOCABULARY = load_vocabulary()
# Written down by hand from the description of publication standard 1.0.
FIELDS_OF_STANDARD_1_0 = {
    "name",
    "description_short",
    "organization",
    "category",
    "status",
    "begin_date",
    "end_date",
    "contact_email",
    "website",
    "publication_category",
    "url",
    "goal",
    "proportionality",
    "human_intervention",
    "risks",
    "lawful_basis",
    "lawful_basis_grouping",
    "process_index_url",
    "impacttoetsen_grouping",
    "impacttoetsen",
    "source_data",
    "source_data_grouping",
    "methods_and_models",
    "provider",
    "publiccode",
    "lang",
    "standard_version",
    "source_id",
    "tags",
    "lars",
    "publication_dt",
}
DERIVED = {"organization", "lang", "standard_version", "lars", "publication_dt"}
KINDS_THAT_SUIT = {
    "text": {Type.TEXT},
    "markup": {Type.MARKUP},
    "choice": {Type.CHOICE},
    "choices": {Type.CHOICES},
    "month": {Type.MONTH},
    "link": {Type.LINK},
    "contact": {Type.CONTACT},
    "group": {Type.LIST},
}
NO_DEFINITION_HAS = re.compile(r"!|\b(?:lorem|todo|tbd)\b", re.IGNORECASE)


def test_every_field_of_the_standard_is_a_fact_or_follows_from_the_dossier() -> None:
    mapped = {term.publication for term in VOCABULARY.terms if term.publication}
    assert len(FIELDS_OF_STANDARD_1_0) == 31
    assert mapped | set(VOCABULARY.derived) == FIELDS_OF_STANDARD_1_0
    assert set(VOCABULARY.derived) == DERIVED


@pytest.mark.parametrize("term", [term for term in VOCABULARY.terms if term.publication], ids=lambda t: t.key)
def test_a_fact_that_is_published_fits_its_field(term: Term) -> None:
    field = load_standard("1.0").get_field(term.publication)
    assert term.type in KINDS_THAT_SUIT[field.kind.value]
    assert [(choice.value, choice.label) for choice in term.choices] == [
        (choice.value, choice.label) for choice in field.choices
    ]
    assert [member.key for member in term.members] == [member.key for member in field.members]
    assert f"standard:{term.publication}" in {
        f"{citation.source.id}:{citation.place}" for citation in term.citations
    }


@pytest.mark.parametrize("term", VOCABULARY.terms, ids=lambda term: term.key)
def test_a_term_explains_itself_in_plain_words(term: Term) -> None:
    for text in (term.definition.nl, term.definition.en):
        assert text.endswith(".")
        assert not NO_DEFINITION_HAS.search(text)
        for sentence in re.split(r"(?<=[.:])\s", text):
            assert len(sentence.split()) <= 32, sentence
    assert term.definition.nl != term.definition.en


@pytest.mark.parametrize("term", VOCABULARY.terms, ids=lambda term: term.key)
def test_a_yes_or_no_says_when_it_is_yes(term: Term) -> None:
    if term.type is Type.BOOLEAN:
        assert term.definition.nl.startswith("Ja, ")
        assert term.definition.en.startswith("Yes ")


@pytest.mark.parametrize("term", VOCABULARY.terms, ids=lambda term: term.key)
def test_only_a_choice_of_none_excludes_the_others(term: Term) -> None:
    for choice in term.choices:
        assert choice.exclusive == (term.type is Type.CHOICES and choice.value == "none")


def test_every_group_has_facts_and_every_source_is_used() -> None:
    for group in VOCABULARY.groups:
        assert VOCABULARY.in_group(group.key), group.key
    cited = {citation.source.id for term in VOCABULARY.terms for citation in term.citations}
    document = read_yaml("profile/vocabulary.yaml", schema="profile/vocabulary.schema.json")
    assert {source["id"] for source in document["sources"]} == cited


def test_the_facts_that_settle_the_ai_act_are_there() -> None:
    for key in (
        "ai_system",
        "ai_act_roles",
        "annex_iii_areas",
        "prohibited_practices",
        "narrow_task_exceptions",
        "profiling",
        "safety_component",
        "in_service_on",
        "interacts_with_people",
        "generates_content",
        "scope_exclusion",
        "substantial_modification",
    ):
        assert VOCABULARY.find_term(key), key


def test_where_a_value_may_hold_personal_data_it_says_so() -> None:
    assert {term.key for term in VOCABULARY.terms if term.personal} == {"contact", "objection_route"}
