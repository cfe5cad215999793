"""The addresses of files of this register: what they look like, and where they count as a link."""

import pytest

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.core.publication.validity import check
from waarborg.core.terms.own_addresses import (
    attachment_path,
    find_token,
    is_attachment_path,
    readable_name,
    with_site,
)

TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("DPIA parkeerscan", "dpia-parkeerscan"),
        ("Toets: één, twee & drie.pdf", "toets-een-twee-drie-pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("\u202efdp.exe", "fdp-exe"),
        ("影響評価", "bestand"),
        ("", "bestand"),
        ("a" * 200, "a" * 80),
    ],
)
def test_a_title_becomes_a_name_that_every_system_can_write(title: str, name: str) -> None:
    assert readable_name(title) == name
    assert find_token(attachment_path(TOKEN, title, "pdf")) == TOKEN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://voorbeeldstad.example/bijlage/" + TOKEN + "/a.pdf",
        f"/bijlage/{TOKEN}/../a.pdf",
        f"/bijlage/{TOKEN}/a.pdf\n",
        f"/bijlage/{TOKEN[:-1]}/a.pdf",
        f"/bijlage/{TOKEN.upper()}/a.pdf",
        f"/bijlage/{TOKEN}/a",
        f"//bijlage/{TOKEN}/a.pdf",
    ],
)
def test_anything_else_is_no_address_of_a_file(text: str) -> None:
    assert not is_attachment_path(text)


def test_a_token_that_is_none_makes_no_address() -> None:
    with pytest.raises(ValueError, match="no address of a file"):
        attachment_path("../x", "a", "pdf")


def test_an_assessment_may_lead_to_a_file_of_this_register() -> None:
    row = {
        "title": "DPIA",
        "link": attachment_path(TOKEN, "DPIA", "pdf"),
        "date": "2024-03-01",
        "signatory": "Directeur, gemeente Voorbeeldstad",
    }
    values = {"impacttoetsen_grouping": [row]}
    places = [problem.field for problem in check(values, standard=load_standard(), own=True)]
    assert not [place for place in places if place.startswith("impacttoetsen_grouping[")]
    assert load_vocabulary().check("assessments", [row]) == ()


def test_another_path_is_no_link() -> None:
    values = {"impacttoetsen_grouping": [{"title": "DPIA", "link": "/elders/dpia.pdf"}]}
    codes = {(problem.field, problem.code) for problem in check(values, standard=load_standard())}
    assert ("impacttoetsen_grouping[0].link", "bad_link") in codes


def test_in_a_file_for_elsewhere_a_path_gets_the_address_of_the_site() -> None:
    path = attachment_path(TOKEN, "DPIA", "pdf")
    rows = [
        {"title": f"lees {path}", "link": path},
        {"title": "IAMA", "link": "https://voorbeeldstad.example/x"},
    ]
    assert with_site(rows, "https://register.example") == [
        {"title": f"lees {path}", "link": "https://register.example" + path},
        rows[1],
    ]
    assert with_site({"n": 3, "niets": None}, "https://register.example") == {"n": 3, "niets": None}
