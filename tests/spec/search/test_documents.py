"""What search keeps of an entry, worked out by hand."""

from datetime import UTC, date, datetime

import pytest

from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry, Version
from waarborg.apps.publications.search import documents
from waarborg.apps.publications.search.port import NONE, OTHER

DPIA = "Data Protection Impact Assessment (DPIA)"
IAMA = "Impact Assessment Mensenrechten en Algoritmes (IAMA)"


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        ([], (NONE,)),
        (["DPIA"], (DPIA,)),
        (["Data Protection Impact Assesment"], (DPIA,)),
        (["Gegevensbeschermingseffectbeoordeling"], (DPIA,)),
        (["Pre-scan DPIA"], ("Pre-scan DPIA",)),
        (["Prescan"], ("Pre-scan DPIA",)),
        (["pre-DPIA"], (DPIA,)),
        (["IAMA", "dpia 2023", "DPIA"], (IAMA, DPIA)),
        (["DPIA en IAMA"], (DPIA, IAMA)),
        (["Mensenrechtentoets"], (IAMA,)),
        (["AI Impact Assessment"], ("AI Impact Assesment (AIIA)",)),
        (["FRAIA"], ("Fundamentele Rechten en Algoritme Impact Assessment (FRAIA)",)),
        (["FRIA"], ("Fundamental Rights Impact Assessment (FRIA)",)),
        (["De Ethische Data Assistent (DEDA)"], ("De Ethische Data Assistant (DEDA)",)),
        (["BIO-toets"], (OTHER,)),
        (["BIO-toets", "Eigen toets", "DPIA"], (OTHER, DPIA)),
        (["n.v.t.", "-", ""], (NONE,)),
    ],
)
def test_assessments_get_the_names_of_the_standard(titles: list[str], names: tuple[str, ...]) -> None:
    assert documents.name_assessments([{"title": title} for title in titles]) == names


@pytest.mark.parametrize("odd", [None, "DPIA", [None], ["DPIA"], [{"link": "x"}], [{"title": 3}]])
def test_assessments_of_an_unknown_shape_are_none(odd: object) -> None:
    assert documents.name_assessments(odd) == (NONE,)


def make_entry(values: dict[str, object], **more: object) -> Entry:
    organisation = Organisation(code="laagland", name="Waterschap Laagland", kind="waterschap")
    entry = Entry(pk=7, public_id="12345678", organisation=organisation, source=str(more.pop("source", "")))
    entry.live = Version(
        entry=entry, values=values, published_at=datetime(2026, 5, 31, 23, 30, tzinfo=UTC), **more
    )
    return entry


def test_a_document_holds_the_text_without_markup_and_the_values_to_count() -> None:
    document = documents.make_document(
        make_entry(
            {
                "name": " Peil  beheer ",
                "description_short": "Regelt het <peil>.",
                "status": "In gebruik",
                "publication_category": "Overige algoritmes",
                "category": ["Natuur en milieu", "Natuur en milieu"],
                "goal": "<p>Droge &amp; natte</p><p>dagen</p>",
                "provider": "Sluis\x00wachter BV",
                "lawful_basis_grouping": [{"title": "Waterwet", "link": "https://wetten.example"}],
                "contact_email": "peil@laagland.example",
                "website": "https://laagland.example",
            },
            values_en={"name": "Water levels"},
        )
    )
    assert (document.entry_id, document.public_id, document.title) == (7, "12345678", "Peil beheer")
    assert document.summary == "Regelt het <peil>."
    assert (
        document.body
        == "Natuur en milieu\nNatuur en milieu\nDroge & natte dagen\nWaterwet\nSluiswachter BV\nWater levels"
    )
    assert (document.themes, document.assessments) == (["Natuur en milieu"], [NONE])
    assert (document.organisation, document.organisation_name, document.kind) == (
        "laagland",
        "Waterschap Laagland",
        "waterschap",
    )
    assert (document.status, document.category, document.taken_over) == (
        "In gebruik",
        "Overige algoritmes",
        False,
    )


def test_the_day_of_publication_is_the_one_in_the_netherlands_or_that_of_the_source() -> None:
    own = make_entry({"name": "x"}, registered_on=date(2020, 1, 1))
    assert documents.make_document(own).published_on == date(2026, 6, 1)
    taken_over = make_entry({"name": "x"}, registered_on=date(2020, 1, 1), source="Een register")
    assert documents.make_document(taken_over).published_on == date(2020, 1, 1)
    undated = make_entry({"name": "x"}, source="Een register")
    assert documents.make_document(undated).published_on == date(2026, 6, 1)


def test_an_entry_without_a_name_is_called_by_its_id() -> None:
    assert (
        documents.make_document(make_entry({"name": " ", "status": None, "category": "Werk"})).title
        == "12345678"
    )


def test_what_is_not_public_has_no_document() -> None:
    entry = make_entry({})
    entry.live = None
    with pytest.raises(ValueError, match="no live version"):
        documents.make_document(entry)


def test_a_word_that_comes_back_three_times_stands_there_often() -> None:
    entry = make_entry({"name": "x", "goal": "dijk dijken, dijk. Brug brug"})
    texts = documents.make_texts(documents.make_document(entry))
    assert [stem for _, stem in texts.often] == ["dijk"]
