"""From older standards to 1.0: links, assessments and rows, with examples worked out by hand."""

from typing import Any

import pytest

from waarborg.core.publication.conversion import ChangeKind, Converted, convert
from waarborg.core.publication.standard import Standard

DPIA = "Data Protection Impact Assessment (DPIA)"
IAMA = "Impact Assessment Mensenrechten en Algoritmes (IAMA)"


def kinds(converted: Converted, field: str) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.value) for change in converted.changes if change.field == field]


def test_a_plain_yes_names_the_assessment(standard: Standard) -> None:
    converted = convert({"iama": "Ja", "dpia": "ja"}, version="0.3.1", standard=standard)
    assert converted.values["impacttoetsen_grouping"] == [
        {"title": IAMA, "link": ""},
        {"title": DPIA, "link": ""},
    ]


@pytest.mark.parametrize("answer", ["Nee", "Nee, want er zijn geen persoonsgegevens.", "Ja, in 2021"])
def test_any_other_answer_on_an_assessment_stays_text(answer: str, standard: Standard) -> None:
    converted = convert({"dpia": answer}, version="0.1", standard=standard)
    assert "impacttoetsen_grouping" not in converted.values
    assert converted.values["impacttoetsen"] == f"{DPIA}: {answer}"


def test_the_link_to_the_assessment_joins_the_only_one(standard: Standard) -> None:
    values = {"iama": "Ja", "iama_description": "https://voorbeeldstad.example/iama"}
    converted = convert(values, version="0.3.1", standard=standard)
    assert converted.values["impacttoetsen_grouping"] == [
        {"title": IAMA, "link": "https://voorbeeldstad.example/iama"}
    ]


def test_a_link_that_could_belong_to_two_assessments_stays_text(standard: Standard) -> None:
    values = {"iama": "Ja", "dpia": "Ja", "iama_description": "https://voorbeeldstad.example/toets"}
    converted = convert(values, version="0.3.1", standard=standard)
    assert [row["link"] for row in converted.values["impacttoetsen_grouping"]] == ["", ""]
    assert (
        converted.values["impacttoetsen"]
        == "Link naar Mensenrechtentoets: https://voorbeeldstad.example/toets"
    )


def test_an_array_of_the_database_becomes_rows_and_its_spelling_is_mended(standard: Standard) -> None:
    given = '{"Data Protection Impact Asssesment (DPIA)"}'
    converted = convert({"impacttoetsen": given}, version="0.4", standard=standard)
    assert converted.values["impacttoetsen_grouping"] == [{"title": DPIA, "link": ""}]
    assert (ChangeKind.NORMALISED, "Data Protection Impact Asssesment (DPIA)") in kinds(
        converted, "impacttoetsen"
    )


def test_links_become_rows(standard: Standard) -> None:
    values = {"lawful_basis_link": "https://wet.example/1", "source_data_link": "https://bron.example"}
    converted = convert(values, version="0.4", standard=standard)
    assert converted.values["lawful_basis_grouping"] == [{"title": "", "link": "https://wet.example/1"}]
    assert converted.values["source_data_grouping"] == [{"title": "", "link": "https://bron.example"}]


@pytest.mark.parametrize("given", ["-", "n.v.t.", "N.v.t", "Nog niet beschikbaar ", "volgt", ",-"])
def test_a_link_that_says_nothing_is_emptied_with_a_change(given: str, standard: Standard) -> None:
    converted = convert({"website": given}, version="0.1", standard=standard)
    assert "website" not in converted.values
    assert kinds(converted, "website") == [(ChangeKind.NORMALISED, given)]


def test_a_text_that_is_no_link_stays_for_the_check(standard: Standard) -> None:
    given = "Er is nog geen publieke pagina."
    converted = convert({"website": given}, version="0.1", standard=standard)
    assert converted.values["website"] == given


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        (
            "1: law_1_name, https://law_1_link. 2: law_2_name, https://law_2_link",
            [("law_1_name", "https://law_1_link"), ("law_2_name", "https://law_2_link")],
        ),
        ("1: Wet A, B en C, https://wet.example/a,b.", [("Wet A, B en C", "https://wet.example/a,b.")]),
        ("1: Wet A. 2: Wet B, https://b.example", [("Wet A", ""), ("Wet B", "https://b.example")]),
        ("1: Wet A, . 2: Wet B, None", [("Wet A", ""), ("Wet B", "")]),
        (
            "1: Wet, art. 5: lid 2: iets, https://w.example",
            [("Wet, art. 5: lid 2: iets", "https://w.example")],
        ),
        ("Participatiewet", [("Participatiewet", "")]),
        ("zie 1: hieronder", [("zie 1: hieronder", "")]),
        ("https://wet.example", [("", "https://wet.example")]),
        ('[{"title": "Wet", "link": "https://w.example"}]', [("Wet", "https://w.example")]),
        ([{"title": "Wet", "link": "n.v.t."}], [("Wet", "")]),
    ],
)
def test_groups_become_rows_whatever_way_they_are_written(
    given: object, rows: list[tuple[str, str]], standard: Standard
) -> None:
    converted = convert({"lawful_basis_grouping": given}, version="1.0", standard=standard)
    read: Any = converted.values["lawful_basis_grouping"]
    assert [(row["title"], row["link"]) for row in read] == rows


def test_the_reduced_shape_names_no_assessment_that_it_does_not_know(standard: Standard) -> None:
    values = {
        "title": "Zoekhulp",
        "organisatie": "Gemeente Voorbeeldstad",
        "doel": "Helpen zoeken.",
        "juridische_basis": "",
        "status": "in_gebruik",
        "impactassessment": "Ja",
        "toegevoegd": "2026-05-13",
    }
    converted = convert(values, version="1.0-reduced", standard=standard)
    assert converted.values == {
        "name": "Zoekhulp",
        "organization": "Gemeente Voorbeeldstad",
        "status": "In gebruik",
        "goal": "Helpen zoeken.",
        "standard_version": "1.0",
    }
    assert converted.leftover == {"impactassessment": "Ja", "toegevoegd": "2026-05-13"}
    assert (ChangeKind.RENAMED, "Zoekhulp") in kinds(converted, "title")


def test_rows_from_two_fields_are_added_up_once(standard: Standard) -> None:
    values = {
        "impacttoetsen_grouping": [{"title": "dpia", "link": "https://a.example"}],
        "impacttoetsen": ["DPIA", {"title": "Eigen toets"}],
        "dpia": "Ja",
    }
    converted = convert(values, version="0.4", standard=standard)
    assert converted.values["impacttoetsen_grouping"] == [
        {"title": DPIA, "link": "https://a.example"},
        {"title": "Eigen toets", "link": ""},
    ]


def test_names_in_one_line_become_rows_and_a_sentence_one(standard: Standard) -> None:
    line = convert({"impacttoetsen": "DPIA, Eigen toets"}, version="0.4", standard=standard)
    assert [row["title"] for row in line.values["impacttoetsen_grouping"]] == [DPIA, "Eigen toets"]
    sentence = "De toets is gedaan, " + "en " * 40 + "klaar"
    whole = convert({"impacttoetsen": sentence}, version="0.4", standard=standard)
    assert [row["title"] for row in whole.values["impacttoetsen_grouping"]] == [sentence]


def test_a_basis_that_is_no_link_becomes_the_title_of_a_row(standard: Standard) -> None:
    converted = convert({"lawful_basis_link": "Wegenwet"}, version="0.4", standard=standard)
    assert converted.values["lawful_basis_grouping"] == [{"title": "Wegenwet", "link": ""}]


def test_several_links_in_one_field_become_rows_and_none_is_double(standard: Standard) -> None:
    values = {
        "lawful_basis_grouping": [{"title": "A", "link": "https://a.example"}],
        "lawful_basis_link": "https://a.example, https://b.example https://b.example",
    }
    converted = convert(values, version="0.4", standard=standard)
    assert converted.values["lawful_basis_grouping"] == [
        {"title": "A", "link": "https://a.example"},
        {"title": "", "link": "https://b.example"},
    ]


def test_a_project_page_that_is_no_link_has_no_place(standard: Standard) -> None:
    converted = convert({"documentation": "Zie de kast."}, version="0.1", standard=standard)
    assert converted.leftover == {"documentation": "Zie de kast."}
    same = {"documentation": "https://a.example", "website": "https://a.example"}
    assert kinds(convert(same, version="0.1", standard=standard), "documentation") == [
        (ChangeKind.MERGED, "https://a.example")
    ]


def test_a_member_that_a_row_does_not_have_is_left_over(standard: Standard) -> None:
    rows = [{"title": "Wet", "link": "", "artikel": "36", "lid": None}, "", 5]
    converted = convert({"lawful_basis_grouping": rows}, version="1.0", standard=standard)
    assert [row["title"] for row in converted.values["lawful_basis_grouping"]] == ["Wet", "5"]
    assert converted.leftover == {"lawful_basis_grouping": {"artikel": "36"}}


def test_a_mail_link_becomes_a_mail_address(standard: Standard) -> None:
    given = "mailto:info@voorbeeldstad.example"
    converted = convert({"contact_email": given}, version="1.0", standard=standard)
    assert converted.values["contact_email"] == "info@voorbeeldstad.example"


def test_an_empty_array_gives_no_rows(standard: Standard) -> None:
    converted = convert(
        {"impacttoetsen": "{}", "lawful_basis_grouping": "[]"}, version="0.4", standard=standard
    )
    assert "impacttoetsen_grouping" not in converted.values
    assert "lawful_basis_grouping" not in converted.values


def test_a_yes_beside_the_same_assessment_adds_nothing(standard: Standard) -> None:
    values = {"impacttoetsen_grouping": [{"title": DPIA, "link": ""}], "dpia": "Ja"}
    converted = convert(values, version="0.1", standard=standard)
    assert converted.values["impacttoetsen_grouping"] == [{"title": DPIA, "link": ""}]


def test_a_link_to_an_assessment_without_one_stays_text(standard: Standard) -> None:
    converted = convert({"iama_description": "https://a.example"}, version="0.3.1", standard=standard)
    assert "impacttoetsen_grouping" not in converted.values
    assert converted.values["impacttoetsen"] == "Link naar Mensenrechtentoets: https://a.example"
