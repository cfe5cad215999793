"""What every index of search must count and offer. Both adapters pass the same tests, each on its own database."""

import pytest

from tests.integration.search import register
from tests.integration.search.register import Sample, counts, fill, find, found
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.port import NONE, OTHER

pytestmark = pytest.mark.django_db


class TestFacets:
    """Facets that combine."""

    @pytest.fixture(autouse=True)
    def _register(self) -> None:
        dpia, iama = "Data Protection Impact Assessment (DPIA)", "IAMA"
        fill(
            [
                Sample(public_id="a", themes=("Werk", "Wonen"), assessments=(dpia, iama)),
                Sample(
                    public_id="b", themes=("Werk",), status="Buiten gebruik", assessments=("Eigen toets",)
                ),
                Sample(public_id="c", themes=("Verkeer",), organisation="elders", title="Brug"),
                Sample(
                    public_id="d", organisation="laagland", category="Hoog-risico AI-systeem", title="Brug"
                ),
            ]
        )

    def test_counts_without_a_selection_are_those_of_all(self) -> None:
        results = find()
        assert counts(results, "themes") == {"Werk": 2, "Wonen": 1, "Verkeer": 1}
        assert counts(results, "kinds") == {"gemeente": 3, "waterschap": 1}
        assert counts(results, "statuses") == {"In gebruik": 3, "Buiten gebruik": 1}
        assert counts(results, "categories") == {"Overige algoritmes": 3, "Hoog-risico AI-systeem": 1}
        assert counts(results, "organisations") == {"voorbeeldstad": 2, "elders": 1, "laagland": 1}
        assert counts(results, "assessments") == {
            "Data Protection Impact Assessment (DPIA)": 1,
            "Impact Assessment Mensenrechten en Algoritmes (IAMA)": 1,
            OTHER: 1,
            NONE: 2,
        }

    def test_the_whole_register_can_be_counted_without_a_question(self) -> None:
        assert get_index().count() == 4
        assert get_index().count_values("kinds") == {"gemeente": 3, "waterschap": 1}
        assert next(iter(get_index().count_values("themes"))) == "Werk", "those with most entries first"
        with pytest.raises(KeyError):
            get_index().count_values("colour")

    def test_values_of_one_facet_widen_and_other_facets_narrow(self) -> None:
        assert found(themes=("Wonen", "Verkeer"), sort="name") == ["c", "a"]
        assert found(themes=("Werk", "Verkeer"), statuses=("In gebruik",), sort="name") == ["c", "a"]
        assert found(themes=("Werk",), organisations=("elders",)) == []
        assert found("brug", kinds=("waterschap",)) == ["d"]
        assert found(assessments=(OTHER,)) == ["b"]
        assert sorted(found(assessments=(NONE,))) == ["c", "d"]

    def test_the_counts_of_a_facet_ignore_its_own_selection(self) -> None:
        results = find(themes=("Werk",), statuses=("In gebruik",))
        assert results.total == 1
        assert counts(results, "themes") == {"Werk": 1, "Wonen": 1, "Verkeer": 1}
        assert counts(results, "statuses") == {"In gebruik": 1, "Buiten gebruik": 1}
        assert counts(results, "organisations") == {"voorbeeldstad": 1}

    def test_what_was_selected_is_said_and_stays_in_sight(self) -> None:
        results = find("brug", themes=("Werk", "Onbekend thema"))
        (themes,) = (facet for facet in results.facets if facet.name == "themes")
        assert [(value.value, value.count, value.selected) for value in themes.values] == [
            ("Verkeer", 1, False),
            ("Onbekend thema", 0, True),
            ("Werk", 0, True),
        ]

    def test_the_organisations_shown_are_those_with_most_and_those_selected(self) -> None:
        many = {f"org{number:02}": (f"Organisatie {number}", "overig") for number in range(40)}
        original = dict(register.ORGANISATIONS)
        register.ORGANISATIONS.update(many)
        try:
            fill(
                Sample(public_id=f"{code}-{turn}", organisation=code)
                for number, code in enumerate(many)
                for turn in range(2 if number < 35 else 1)
            )
        finally:
            register.ORGANISATIONS.clear()
            register.ORGANISATIONS.update(original)
        results = find(organisations=("org39",))
        (facet,) = (facet for facet in results.facets if facet.name == "organisations")
        assert len(facet.values) == 31
        assert (facet.values[-1].value, facet.values[-1].selected) == ("org39", True)
        assert {value.count for value in facet.values[:30]} == {2}


class TestLooser:
    """What to ask instead."""

    @pytest.fixture(autouse=True)
    def _register(self) -> None:
        fill(
            [
                Sample(public_id="a", title="Toeslagen controleren", themes=("Werk",)),
                Sample(public_id="b", title="Parkeervergunning aanvragen"),
                Sample(public_id="c", title="Controleren van bruggen"),
            ]
        )

    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            ("toeslgaen", "toeslagen"),
            ("parkeervergunnign aanvragen", "parkeervergunning aanvragen"),
            ("toeslagen kernfusie", "toeslagen"),
        ],
    )
    def test_a_word_that_stands_nowhere_is_replaced_or_dropped(self, typed: str, offered: str) -> None:
        results = find(typed, exact=True)
        assert results.total == 0
        assert results.looser[0] == offered

    def test_words_that_never_stand_together_are_dropped_in_turn(self) -> None:
        results = find("toeslagen bruggen")
        assert set(results.looser) == {"toeslagen", "bruggen"}

    def test_a_phrase_is_offered_as_loose_words(self) -> None:
        assert find('"controleren toeslagen"').looser[0] == "controleren toeslagen"

    def test_every_offer_gives_results_with_the_same_facets(self) -> None:
        results = find("toeslgaen bruggen", themes=("Werk",), exact=True)
        assert results.looser
        assert all(find(words, themes=("Werk",)).total for words in results.looser)

    def test_there_are_no_offers_when_something_was_found(self) -> None:
        assert find("toeslagen").looser == ()
        assert find("kernfusie").looser == ()
