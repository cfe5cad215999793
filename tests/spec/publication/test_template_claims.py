"""What a template fills, and which sentences claim an assessment. Worked out by hand."""

import pytest

from waarborg.adapters.content_files.standards import load_standard
from waarborg.core.publication.template_claims import (
    FILLED,
    REASONS,
    Mention,
    fill,
    find_claims,
    is_claim,
    list_claims,
)

STANDARD = load_standard()


@pytest.mark.parametrize(
    "sentence",
    [
        "DPIA is toegepast.",
        "Er is een DPIA uitgevoerd.",
        "De leverancier deed een Data Protection Impact Assessment.",
        "IAMA is niet van toepassing.",
        "Uit de IAMA's bleek geen risico.",
        "De gemeente voert een DPIA uit.",
        "A DPIA has been carried out.",
        "De gegevensbeschermingseffectbeoordeling is afgerond.",
        "Er is een DPIA uitgevoerd en er moet nog een IAMA komen.",
    ],
)
def test_a_sentence_that_says_something_about_an_assessment_is_a_claim(sentence: str) -> None:
    assert is_claim(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "De gemeente moet een DPIA uitvoeren.",
        "Er is nog geen DPIA uitgevoerd.",
        "Wij raden aan een IAMA te doen.",
        "Het is aan te raden dat een DPIA wordt uitgevoerd.",
        "You should carry out a DPIA.",
        "De aanvraag wordt getoetst aan de wet.",
        "De medewerker doet altijd de laatste toets.",
        "Iedereen mag op de piano spelen.",
    ],
)
def test_what_is_still_to_be_done_or_no_assessment_is_no_claim(sentence: str) -> None:
    assert not is_claim(sentence)


def test_every_field_of_the_standard_is_filled_has_a_reason_or_follows_from_the_system() -> None:
    generated = {"lang", "standard_version", "lars", "publication_dt"}
    assert set(FILLED) | set(REASONS) | generated == {field.key for field in STANDARD.fields}
    assert not set(FILLED) & set(REASONS)


def test_what_only_the_organisation_can_state_is_mentioned_and_not_filled() -> None:
    filling = fill(
        {
            "name": "Lakstift",
            "goal": "<p>Documenten lakken.</p>",
            "status": "In gebruik",
            "publication_category": "Overige algoritmes",
            "impacttoetsen": "<p>DPIA is toegepast.</p>",
            "impacttoetsen_grouping": [{"title": "Data Protection Impact Assessment (DPIA)", "link": ""}],
            "lawful_basis_grouping": [{"title": "Woo", "link": "https://wetten.overheid.nl/BWBR0045754"}],
            "lang": "nld",
            "risks": "<p> </p>",
        },
        standard=STANDARD,
    )
    assert filling.values == {"name": "Lakstift", "goal": "<p>Documenten lakken.</p>"}
    assert [(one.field, one.says) for one in filling.mentions] == [
        ("status", "In gebruik"),
        ("publication_category", "Overige algoritmes"),
        ("impacttoetsen", "DPIA is toegepast."),
        ("impacttoetsen_grouping", "Data Protection Impact Assessment (DPIA)"),
        ("lawful_basis_grouping", "Woo: https://wetten.overheid.nl/BWBR0045754"),
    ]
    assert filling.claims == ()


def test_a_claim_in_a_running_text_is_left_out_mentioned_and_pointed_at() -> None:
    text = "<p>Namen worden soms gemist. Er is een DPIA uitgevoerd. Kijk dus na.</p><ul><li>DPIA: gedaan!</li></ul>"
    filling = fill({"risks": text}, standard=STANDARD)
    assert filling.values == {"risks": "<p>Namen worden soms gemist. Kijk dus na.</p>"}
    assert [one.says for one in filling.mentions] == ["Er is een DPIA uitgevoerd.", "DPIA: gedaan!"]
    assert [(one.code, one.field) for one in filling.claims] == [("template_claim", "risks")] * 2
    assert "Er is een DPIA uitgevoerd." in filling.claims[0].message.nl


def test_a_text_that_says_nothing_else_is_not_filled() -> None:
    assert fill({"risks": "<p>Er is een DPIA uitgevoerd.</p>"}, standard=STANDARD).values == {}


def test_plain_text_keeps_its_other_lines() -> None:
    filling = fill({"description_short": "Zoekt namen. De DPIA is klaar.\nEn adressen."}, standard=STANDARD)
    assert filling.values == {"description_short": "Zoekt namen. En adressen."}


def test_the_fields_about_assessments_give_no_finding_because_they_are_never_filled() -> None:
    assert find_claims({"impacttoetsen": "<p>Er is een DPIA uitgevoerd.</p>"}, standard=STANDARD) == ()


def test_a_mention_has_words() -> None:
    with pytest.raises(ValueError, match="field and words"):
        Mention("goal", " ", REASONS["status"])
    assert list_claims("") == ()
