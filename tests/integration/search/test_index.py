"""What every index of search must do. Runs on the database of the test run: both adapters pass the same tests."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.integration.search.register import Sample, empty, fill, publish
from waarborg.apps.publications.models import Entry, SearchDocument
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.index import SearchIndex
from waarborg.apps.publications.search.port import NONE, OTHER, Query, Results
from waarborg.apps.publications.search.postgres import PostgresStore
from waarborg.apps.publications.search.sqlite import SqliteStore

pytestmark = pytest.mark.django_db


def find(words: str = "", **more: object) -> Results:
    return get_index().find(Query(words=words, **more))


def found(words: str = "", **more: object) -> list[str]:
    return [hit.public_id for hit in find(words, **more).hits]


def counts(results: Results, facet: str) -> dict[str, int]:
    return {value.value: value.count for one in results.facets if one.name == facet for value in one.values}


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
                    summary="Laagland",
                    text="Laagland " * 9,
                    organisation="laagland",
                ),
                Sample(public_id="title", title="Laagland"),
            ]
        )
        assert found("laagland") == ["title", "all"]

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
        from tests.integration.search import register

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
        results = find(typed)
        assert results.total == 0
        assert results.looser[0] == offered

    def test_words_that_never_stand_together_are_dropped_in_turn(self) -> None:
        results = find("toeslagen bruggen")
        assert set(results.looser) == {"toeslagen", "bruggen"}

    def test_a_phrase_is_offered_as_loose_words(self) -> None:
        assert find('"controleren toeslagen"').looser[0] == "controleren toeslagen"

    def test_every_offer_gives_results_with_the_same_facets(self) -> None:
        results = find("toeslgaen bruggen", themes=("Werk",))
        assert results.looser
        assert all(find(words, themes=("Werk",)).total for words in results.looser)

    def test_there_are_no_offers_when_something_was_found(self) -> None:
        assert find("toeslagen").looser == ()
        assert find("kernfusie").looser == ()


class TestWriting:
    """How the index follows what is published."""

    def test_a_new_version_takes_the_place_of_the_old_one(self) -> None:
        entry = fill([Sample(public_id="a", title="Oude naam", themes=("Werk",))])["a"]
        assert found("oude") == ["a"]
        publish(entry, Sample(public_id="a", title="Nieuwe naam", themes=("Wonen",)))
        get_index().update([entry.pk])
        assert (found("oude"), found("nieuwe")) == ([], ["a"])
        assert counts(find(), "themes") == {"Wonen": 1}

    @pytest.mark.parametrize("how", ["remove", "update without live version", "update after deletion"])
    def test_an_entry_that_is_not_public_is_not_found(self, how: str) -> None:
        entry = fill([Sample(public_id="a", title="Weg"), Sample(public_id="b", title="Weg en waterweg")])[
            "a"
        ]
        assert find("weg").total == 2
        if how == "remove":
            get_index().remove([entry.pk])
        else:
            Entry.objects.filter(pk=entry.pk).update(live=None)
            if how == "update after deletion":
                SearchDocument.objects.filter(pk=entry.pk).delete()
            get_index().update([entry.pk])
        assert found("weg") == ["b"]
        assert find().total == 1
        assert not SearchDocument.objects.filter(pk=entry.pk).exists()

    def test_a_document_that_disappears_past_the_index_is_not_found(self) -> None:
        entry = fill([Sample(public_id="a", title="Weg"), Sample(public_id="b", title="Weg en waterweg")])[
            "a"
        ]
        assert find("weg").total == 2
        SearchDocument.objects.filter(pk=entry.pk).delete()
        assert found("weg") == ["b"]

    def test_what_is_rolled_back_was_never_there(self) -> None:
        fill([Sample(public_id="a", title="Blijft")])

        class Undo(Exception):
            """Ends a transaction."""

        with suppress(Undo), transaction.atomic():
            fill([Sample(public_id="b", title="Blijft niet")])
            assert found("blijft", sort="name") == ["a", "b"]
            raise Undo
        assert found("blijft") == ["a"]
        fill([Sample(public_id="c", title="Blijft ook")])
        assert found("blijft", sort="name") == ["a", "c"]

    def test_a_rebuild_makes_the_same_index(self) -> None:
        entries = fill(Sample(public_id=f"{number:03}", title=f"Woord {number}") for number in range(30))
        Entry.objects.filter(pk=entries["007"].pk).update(live=None)
        before = found("woord", size=100)
        seen: list[tuple[int, int]] = []
        assert get_index().rebuild(progress=lambda done, total: seen.append((done, total))) == 29
        assert seen[-1] == (29, 29)
        assert found("woord", size=100) == [one for one in before if one != "007"]

    def test_the_same_words_are_found_after_many_small_changes(self) -> None:
        entries = fill(
            Sample(public_id=f"{number}", title="Dijk" if number % 2 else "Brug") for number in range(6)
        )
        for number in range(6):
            title = "Brug" if number % 2 else "Dijk"
            publish(entries[f"{number}"], Sample(public_id=f"{number}", title=title))
            get_index().update([entries[f"{number}"].pk])
            assert find("dijk").total + find("brug").total == 6
        assert sorted(found("dijk")) == ["0", "2", "4"]


@pytest.mark.django_db(transaction=True)
class TestOthers:
    """Writing by others: processes, transactions and commands that do not pass through this index."""

    def test_an_emptied_database_holds_nothing(self) -> None:
        fill([Sample(public_id="a", title="Weg")])
        assert found("weg") == ["a"]
        call_command("flush", interactive=False, verbosity=0)
        assert find("weg").total == find().total == 0
        fill([Sample(public_id="b", title="Weg")])
        assert found("weg") == ["b"]

    def test_what_another_process_publishes_is_found(self) -> None:
        entries = fill([Sample(public_id="a", title="Weg"), Sample(public_id="b", title="Brug")])
        assert found("weg") == ["a"]
        publish(entries["b"], Sample(public_id="b", title="Weg"))
        SearchIndex(type(vars(get_index())["_store"])()).update([entries["b"].pk])
        assert sorted(found("weg")) == ["a", "b"]

    @pytest.mark.only_on("postgres")
    def test_changes_are_seen_in_whatever_order_transactions_end(self) -> None:
        entries = fill([Sample(public_id="a", title="Brug"), Sample(public_id="b", title="Brug")])
        publish(entries["a"], Sample(public_id="a", title="Weg"))
        publish(entries["b"], Sample(public_id="b", title="Weg"))
        written, finish = Event(), Event()

        def write_slowly() -> None:
            with transaction.atomic():
                get_index().update([entries["a"].pk])
                written.set()
                finish.wait(20)
            connection.close()

        slow = Thread(target=write_slowly)
        slow.start()
        assert written.wait(20)
        get_index().update([entries["b"].pk])  # begins later, ends first
        assert found("weg") == ["b"]
        assert found("brug") == ["a"]
        finish.set()
        slow.join()
        assert sorted(found("weg")) == ["a", "b"]
        assert found("brug") == []

    def test_many_threads_can_ask_while_one_writes(self) -> None:
        entries = fill(Sample(public_id=f"{number}", title="Weg") for number in range(20))
        wrong: list[object] = []

        def ask() -> None:
            for _ in range(30):
                total = find("weg").total + find("brug").total
                if not 18 <= total <= 22:  # between two questions something can be published
                    wrong.append(total)
            connection.close()

        threads = [Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(20):
            publish(entries[f"{number}"], Sample(public_id=f"{number}", title="Brug"))
            get_index().update([entries[f"{number}"].pk])
        for thread in threads:
            thread.join()
        assert wrong == []
        assert (find("weg").total, find("brug").total) == (0, 20)


class TestStatements:
    """How much the database is asked."""

    QUESTIONS: tuple[Callable[[], Results], ...] = (
        lambda: find(),
        lambda: find("woord"),
        lambda: find("woord naam", themes=("Werk",), sort="name"),
        lambda: find('"woord naam"', page=2, size=5),
        lambda: find("woordd"),
    )

    def test_the_number_of_statements_does_not_grow_with_the_register(self) -> None:
        small = self._count(10)
        empty()
        assert self._count(300) == small

    def test_asking_again_takes_two_statements(self) -> None:
        fill(Sample(public_id=f"{number}", title="Woord") for number in range(30))
        find("woord")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            find("woord")
        assert len(captured) == 2, "what changed, and the page"

    def _count(self, size: int) -> list[int]:
        fill(
            Sample(public_id=f"{number}", title=f"Woord naam {number}", themes=("Werk",))
            for number in range(size)
        )
        asked = []
        for question in self.QUESTIONS:
            with CaptureQueriesContext(connection) as captured:
                question()
            asked.append(len(captured))
        return asked
