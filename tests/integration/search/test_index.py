"""What every index of search must find, in which order. Both adapters pass the same tests, each on its own database."""

from datetime import date

import pytest
from django.db import connection

from tests.integration.search.register import Sample, fill, find, found
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.postgres import PostgresStore
from waarborg.apps.publications.search.sqlite import SqliteStore

pytestmark = pytest.mark.django_db


def test_the_adapter_belongs_to_the_database_of_this_run(request: pytest.FixtureRequest) -> None:
    vendor, store = {"sqlite": ("sqlite", SqliteStore), "postgres": ("postgresql", PostgresStore)}[
        request.config.getoption("database")
    ]
    assert connection.vendor == vendor
    assert isinstance(vars(get_index())["_store"], store)


class TestWords:
    """Which entries a question finds."""

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("toeslag", "Controle van toeslagen"),
            ("toeslagen", "Toeslag voor de huur"),
            ("gemeente algoritme", "Gemeentelijke algoritmen"),
            ("algoritme", "Algoritmes in de zorg"),
            ("cafe", "Vergunning voor een café"),
            ("café", "Vergunning voor een cafe"),
            ("coordinatie", "Coördinatie van hulp"),
            ("COÖRDINATIE", "coördinatie van hulp"),
            ("re integratie", "Re-integratie"),
            ("wajong2015", "De Wajong2015"),
            ("2024", "Begroting 2024"),
            ("Ωmega", "De Ωmega-lijst"),
        ],
    )
    def test_a_word_finds_its_other_forms(self, typed: str, written: str) -> None:
        fill([Sample(public_id="a", title=written), Sample(public_id="b", title="Iets anders")])
        assert found(typed) == ["a"]

    def test_all_words_must_be_found_wherever_they_stand(self) -> None:
        fill(
            [
                Sample(public_id="a", title="Parkeren", summary="Met een camera", organisation="laagland"),
                Sample(public_id="b", title="Parkeren", summary="Met een bonnetje", organisation="laagland"),
            ]
        )
        assert found("parkeren camera") == ["a"]
        assert found("camera laagland") == ["a"]
        assert found("bonnetje camera") == []

    def test_words_in_the_running_text_are_found_without_its_markup(self) -> None:
        fill([Sample(public_id="a", text="<p>Het model kijkt naar <li>inkomen</li> &amp; vermogen.</p>")])
        assert found("inkomen vermogen") == ["a"]
        assert found("li") == []

    def test_a_phrase_must_stand_together_and_in_order(self) -> None:
        fill(
            [
                Sample(public_id="a", text="De wet op de zorgtoeslag geldt."),
                Sample(public_id="b", text="De zorgtoeslag en de wet."),
            ]
        )
        assert found('"wet op de zorgtoeslag"') == ["a"]
        assert found('"de wet"', sort="name") == ["a", "b"]
        assert found('"wet zorgtoeslag"') == []
        assert sorted(found("wet zorgtoeslag")) == ["a", "b"]

    def test_no_phrase_runs_from_one_field_into_the_next(self) -> None:
        entry = fill([Sample(public_id="a", title="Hulp bij", summary="schulden thuis", text="groen")])["a"]
        version = entry.live
        assert version is not None
        version.values |= {"risks": "licht"}
        version.save()
        get_index().update([entry.pk])
        assert found('"bij schulden"') == []
        assert found('"groen licht"') == []
        assert found('"hulp bij"') == ["a"]

    def test_stop_words_do_not_narrow_a_question_but_can_be_asked_for(self) -> None:
        fill(
            [
                Sample(public_id="a", title="Toeslag kinderen"),
                Sample(public_id="b", title="Brug voor schepen"),
            ]
        )
        assert found("de toeslag voor kinderen") == ["a"]
        assert found("voor") == ["b"]

    def test_the_beginning_of_a_word_finds_it_when_nothing_else_does(self) -> None:
        fill([Sample(public_id="a", title="Parkeervergunning"), Sample(public_id="b", title="Parkeerplaats")])
        assert found("parkeerver") == ["a"]
        assert found("parkee") == ["a", "b"]
        assert found("parkeer") == ["a", "b"]
        assert found("parkeerplaats") == ["b"], "a whole word is found, so no beginnings are looked for"

    @pytest.mark.parametrize("public_id", ["11136893", "wb-1234567890", "wb-0e1e2e3e4e"])
    def test_an_id_typed_as_words_finds_its_entry_first(self, public_id: str) -> None:
        fill(
            [
                Sample(
                    public_id="b",
                    title="Verwijst",
                    text=f"Zie ook {public_id}.",
                    published_on=date(2026, 9, 1),
                ),
                Sample(public_id=public_id, title="Dit is het"),
            ]
        )
        assert found(public_id)[0] == public_id
        assert found(f" {public_id.upper()} ")[0] == public_id

    @pytest.mark.parametrize(
        "typed",
        [
            '"',
            '"""',
            '" " "',
            "'; DROP TABLE publications_entry; --",
            "NEAR(a b) OR * ^ - + title: {a b} : c",
            "a & b | !c <-> d:*",
            "\x00",
            "toe\x00slag",
            "de het een",
            "😀 🏳️‍🌈",
            "\ud800",
            "%s %(x)s %",
            "\\",
            "x" * 10_000,
            "woord " * 2_000,
            " ".join(f"woord{number}" for number in range(500)),
            '"' + "woord " * 2_000 + '"',
            "½ ² Ⅷ ① ﬁ",
            "日本語 العربية Ελλάδα ไทย",
            "1e400 0x1f 1.5e3 -5 12abc 1e5e",
            "zzbreak",
            "a" * 63 + "é" + "b" * 10,
        ],
    )
    def test_whatever_is_typed_gives_an_answer(self, typed: str) -> None:
        storable = typed.replace("\x00", "").encode("utf-8", "ignore").decode()
        fill([Sample(public_id="a", title="Toeslag", summary="Een woord", text=storable[:5000])])
        assert find(typed, sort="name").page == 1

    def test_words_without_letters_find_everything(self) -> None:
        fill([Sample(public_id="a"), Sample(public_id="b")])
        assert find(" - ").total == 2
        assert find().total == 2


class TestRelevance:
    """What comes first."""

    def test_title_comes_before_short_description_before_text(self) -> None:
        fill(
            [
                Sample(
                    public_id="text",
                    title="Eerste",
                    summary="Iets",
                    text="Over de toeslag.",
                    published_on=date(2026, 3, 1),
                ),
                Sample(public_id="summary", title="Tweede", summary="Toeslag", text="Over iets anders."),
                Sample(public_id="title", title="Toeslag", summary="Iets", text="Over iets anders."),
            ]
        )
        assert found("toeslagen") == ["title", "summary", "text"]

    def test_a_title_comes_before_all_other_places_together(self) -> None:
        fill(
            [
                Sample(
                    public_id="all",
                    title="X",
                    summary="Waterschap",
                    text="Waterschap " * 9,
                    organisation="laagland",
                ),
                Sample(public_id="title", title="Waterschap"),
            ]
        )
        assert found("waterschap") == ["title", "all"]

    def test_a_text_that_repeats_a_word_comes_before_one_that_names_it(self) -> None:
        fill(
            [
                Sample(public_id="once", text="Een dijk.", published_on=date(2026, 9, 1)),
                Sample(public_id="often", text="Een dijk is een dijk, en dijken zijn dijken."),
            ]
        )
        assert found("dijk") == ["often", "once"]

    def test_a_rare_word_in_the_title_weighs_more_than_a_common_one(self) -> None:
        common = [Sample(public_id=f"c{number}", title="Gemeente", text="zorg") for number in range(20)]
        fill(
            [
                *common,
                Sample(public_id="common", title="Gemeente", text="sluizen", published_on=date(2026, 9, 1)),
                Sample(public_id="rare", title="Sluizen", text="gemeente"),
            ]
        )
        assert found("gemeente sluis sluizen") == []
        assert found("gemeente sluizen") == ["rare", "common"]

    def test_equal_hits_come_newest_first_and_then_by_id(self) -> None:
        fill(
            [
                Sample(public_id="b", title="Brug", published_on=date(2026, 5, 1)),
                Sample(public_id="c", title="Brug", published_on=date(2026, 6, 1)),
                Sample(public_id="a", title="Brug", published_on=date(2026, 5, 1)),
            ]
        )
        assert found("brug") == ["c", "a", "b"]


class TestOrderAndPages:
    """Other orders, and pages."""

    def test_names_are_sorted_without_capitals_and_accents(self) -> None:
        titles = ["zorg", "Éénoudergezin", "eender", "Appel", "École", "appel", "Ånd"]
        fill(Sample(public_id=f"{number}", title=title) for number, title in enumerate(titles))
        shown = [hit.title for hit in find(sort="name").hits]
        assert shown == ["Ånd", "Appel", "appel", "École", "eender", "Éénoudergezin", "zorg"]

    def test_newest_and_oldest_are_each_other_backwards(self) -> None:
        fill(
            [
                Sample(public_id="b", published_on=date(2026, 5, 1)),
                Sample(public_id="c", published_on=date(2024, 6, 1)),
                Sample(public_id="a", published_on=date(2026, 5, 1)),
            ]
        )
        assert found(sort="newest") == ["a", "b", "c"]
        assert found(sort="oldest") == ["c", "b", "a"]
        assert found() == ["a", "b", "c"], "without words, relevance is newest first"

    @pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "name"])
    @pytest.mark.parametrize("words", ["", "woord"])
    def test_pages_hold_every_entry_once(self, sort: str, words: str) -> None:
        fill(
            Sample(
                public_id=f"{number:02}",
                title="Woord" if number % 3 else "Naam",
                text="woord " * (number % 5),
            )
            for number in range(47)
        )
        expected = find(words).total
        shown = [one for page in range(1, 9) for one in found(words, sort=sort, page=page, size=7)]
        unique = list(dict.fromkeys(shown))
        assert len(unique) == expected
        assert shown[:expected] == unique

    def test_a_page_beyond_the_end_gives_the_last_page(self) -> None:
        fill(Sample(public_id=f"{number:02}") for number in range(25))
        results = find(page=99, size=10)
        assert (results.page, results.pages, results.total, len(results.hits)) == (3, 3, 25, 5)
        nothing = find("bestaatniet", page=99)
        assert (nothing.page, nothing.pages, nothing.total, nothing.hits) == (1, 1, 0, ())


class TestHits:
    """What a hit shows."""

    def test_a_hit_carries_what_a_list_shows(self) -> None:
        fill(
            [
                Sample(public_id="a", title="Controle", organisation="laagland", source="Een ander register"),
                Sample(public_id="b", title="Eigen", organisation="laagland"),
            ]
        )
        taken_over, own = find(sort="name").hits
        assert (taken_over.organisation, taken_over.organisation_name) == ("laagland", "Waterschap Laagland")
        assert (taken_over.status, taken_over.category) == ("In gebruik", "Overige algoritmes")
        assert (taken_over.published_on, taken_over.taken_over, own.taken_over) == (
            date(2026, 1, 1),
            True,
            False,
        )

    def test_matching_words_are_marked_by_their_stem(self) -> None:
        fill([Sample(public_id="a", title="De Toeslagen, café's", summary="Een <b>toeslag</b>")])
        (hit,) = find("toeslag cafe").hits
        assert hit.title_marked == (
            ("De ", False),
            ("Toeslagen", True),
            (", ", False),
            ("café", True),
            ("'s", False),
        )
        assert hit.summary_marked == (("Een <b>", False), ("toeslag", True), ("</b>", False))
