"""What people mean who type something else: typing errors, names of organisations, half a word. On both databases."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.integration.search.register import Sample, counts, fill, find, found, publish
from waarborg.apps.algorithms.models import Product, Supplier
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.port import OWN, Marked

pytestmark = pytest.mark.django_db


def marked(pieces: Marked) -> str:
    """A text with its marked words between square brackets."""
    return "".join(f"[{piece}]" if is_match else piece for piece, is_match in pieces)


class TestTypingErrors:
    """A word that stands nowhere is taken for a wrong spelling of one that does."""

    @pytest.fixture(autouse=True)
    def _register(self) -> None:
        fill(
            [
                Sample(public_id="a", title="Toeslagen controleren", themes=("Werk",)),
                Sample(public_id="b", title="Parkeervergunning aanvragen"),
                Sample(public_id="c", title="Zorg", text="Zorg en borg"),
                Sample(public_id="d", title="Zorg thuis"),
            ]
        )

    @pytest.mark.parametrize(
        ("typed", "shown", "expected"),
        [
            ("toeslagne", "[toeslagen]", ["a"]),
            ("controleren van toeslagne", "controleren van [toeslagen]", ["a"]),
            ("sorg", "[zorg]", ["c", "d"]),
            ("parkeervergunninng aanvrraag", "[parkeervergunning] aanvrraag", []),
            ("parkeervergunninng aanvr", "[parkeervergunning] aanvr", ["b"]),
            ("zorgthuis", "[zorg thuis]", ["d"]),
        ],
    )
    def test_unknown_words_are_replaced_and_that_is_said(
        self, typed: str, shown: str, expected: list[str]
    ) -> None:
        results = find(typed)
        assert [hit.public_id for hit in results.hits] == expected
        assert marked(results.corrected) == (shown if expected else "")

    @pytest.mark.parametrize("typed", ["borg", "toeslag", "toes", '"toeslagne"', "kernfusie", "xyz"])
    def test_a_word_that_exists_begins_so_or_is_quoted_is_never_replaced(self, typed: str) -> None:
        assert find(typed).corrected == ()

    def test_a_question_can_be_asked_as_it_was_typed(self) -> None:
        results = find("toeslagne", exact=True)
        assert (results.total, results.corrected, results.looser) == (0, (), ("toeslagen",))

    def test_the_replaced_word_is_marked_where_it_stands(self) -> None:
        assert marked(find("toeslagne").hits[0].title_marked) == "[Toeslagen] controleren"

    def test_filters_hold_for_the_replaced_word(self) -> None:
        results = find("toeslagne", themes=("Wonen",))
        assert results.total == 0
        assert marked(results.corrected) == "[toeslagen]"
        assert results.without == (("themes", 1), ("", 1))

    def test_a_word_that_left_the_register_is_no_longer_meant(self) -> None:
        entry = Entry.objects.get(public_id="a")
        publish(entry, Sample(public_id="a", title="Iets anders"))
        get_index().update([entry.pk])
        assert find("toeslagne").corrected == ()
        get_index().remove([Entry.objects.get(public_id="b").pk])
        assert find("parkeervergunninng").corrected == ()

    def test_counting_does_not_drift_when_entries_are_indexed_again(self) -> None:
        before = _count_words()
        get_index().update(Entry.objects.order_by("pk").values_list("pk", flat=True))
        get_index().rebuild()
        assert _count_words() == before
        assert before["zorg"] == 2
        get_index().remove(Entry.objects.order_by("pk").values_list("pk", flat=True))
        assert set(_count_words().values()) <= {0}


def _count_words() -> dict[str, int]:
    vocabulary = vars(get_index())["_memory"].read_vocabulary()
    words = {*vars(vocabulary)["_settled"].counts, *vars(vocabulary)["_changes"]}
    return {word: vocabulary.count(word) for word in words}


def test_a_word_that_no_entry_holds_any_more_is_kept_nowhere() -> None:
    entry = fill([Sample(public_id="a", title="Zeldzaamwoord"), Sample(public_id="b", title="Brug")])["a"]
    publish(entry, Sample(public_id="a", title="Brug"))
    get_index().update([entry.pk])
    with connection.cursor() as cursor:
        for table in ("publications_search_word", "publications_search_word_change"):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE word = 'zeldzaamwoord'")
            assert cursor.fetchone()[0] == 0


def test_many_changes_of_words_are_worked_in_and_give_the_same_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("sqlite", "postgres"):
        monkeypatch.setattr(f"waarborg.apps.publications.search.{module}.MOST_WAITING", 3)
    entries = fill([Sample(public_id="a", title="Dijken en bruggen"), Sample(public_id="b", title="Dijken")])
    assert (find("dijkken").total, find("brugggen").total) == (2, 1)
    publish(entries["a"], Sample(public_id="a", title="Sluizen"))
    get_index().update([entries["a"].pk])
    assert (find("dijkken").total, find("brugggen").total, find("slluizen").total) == (1, 0, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM publications_search_word WHERE documents <= 0")
        assert cursor.fetchone()[0] == 0


class TestOrganisations:
    """An organisation is found by all that it is called."""

    @pytest.fixture(autouse=True)
    def _register(self) -> None:
        for code, name, kind, others in (
            ("zb1", "Uitvoeringsinstituut Voorbeeldverzekeringen", "zelfstandig_bestuursorgaan", ["UVV"]),
            ("gm1", "Gemeente Hagenstad", "gemeente", ["gemeente Hagenstad", "Gemeente 's-Gravenstad"]),
            ("gm2", "Gemeente Utrechterveen", "gemeente", []),
            ("pv2", "Provincie Utrechterveen", "provincie", []),
            ("gm3", "Gemeente Leegveld", "gemeente", []),
        ):
            Organisation.objects.create(code=code, name=name, kind=kind, other_names=others)
        entries = fill([Sample(public_id=one, title="Parkeren") for one in ("a", "b", "c", "d")])
        entries |= fill([Sample(public_id="x", title="UVV en Hagenstad", summary="Utrechterveen")])
        for public_id, code in (("a", "zb1"), ("b", "gm1"), ("c", "gm2"), ("d", "pv2")):
            entries[public_id].organisation = Organisation.objects.get(code=code)
            entries[public_id].save(update_fields=("organisation",))
        get_index().update([entry.pk for entry in entries.values()])

    @pytest.mark.parametrize(
        ("typed", "bodies", "expected"),
        [
            ("UVV", ["zb1"], ["a", "x"]),
            ("uvv parkeren", ["zb1"], ["a"]),
            ("Hagenstad", ["gm1"], ["b", "x"]),
            ("gemeente hagenstad", ["gm1"], ["b", "x"]),
            ("'s-Gravenstad", ["gm1"], ["b"]),
            ("gravenstad parkeren", ["gm1"], ["b"]),
            ("gemeente Utrechterveen", ["gm2"], ["c", "x"]),
            ("utrechterveen", ["gm2", "pv2"], ["c", "d", "x"]),
            ('"gemeente utrechterveen"', ["gm2"], ["c"]),
            ("leegveld", ["gm3"], []),
            ("parkeren", [], ["a", "b", "c", "d"]),
        ],
    )
    def test_a_name_or_an_abbreviation_finds_its_entries_first(
        self, typed: str, bodies: list[str], expected: list[str]
    ) -> None:
        results = find(typed)
        assert [hit.public_id for hit in results.hits] == expected
        assert [body.code for body in results.bodies] == bodies

    def test_the_name_of_the_organisation_is_marked_when_an_abbreviation_was_typed(self) -> None:
        first = find("uvv").hits[0]
        assert marked(first.organisation_marked) == "[Uitvoeringsinstituut Voorbeeldverzekeringen]"

    def test_a_new_name_is_known_at_once(self) -> None:
        assert found("nieuwstad") == []
        Organisation.objects.filter(code="gm1").update(name="Gemeente Nieuwstad")
        assert found("nieuwstad") == ["b"]


class TestSnippets:
    """The place in the text that holds the words is shown."""

    def test_words_of_the_text_are_shown_with_the_field_they_stand_in(self) -> None:
        text = f"<p>{'Eerst veel andere woorden. ' * 30}Dan kijkt het model naar inkomen en vermogen.</p>"
        fill([Sample(public_id="a", title="Toeslag", summary="Over geld", text=text)])
        (hit,) = find("toeslag vermogen").hits
        assert hit.snippet_field == "goal"
        assert "[vermogen]" in marked(hit.snippet)
        assert marked(hit.snippet).startswith("…")
        assert len(marked(hit.snippet)) < 260

    def test_without_words_in_the_text_alone_there_is_no_snippet(self) -> None:
        fill([Sample(public_id="a", title="Toeslag", summary="Over geld", text="Toeslag en geld")])
        assert find("toeslag geld").hits[0].snippet == ()

    def test_an_english_text_is_named_as_such(self) -> None:
        entry = fill([Sample(public_id="a", title="Toeslag")])["a"]
        assert entry.live is not None
        entry.live.values_en = {"goal": "Allowances for everybody"}
        entry.live.save()
        get_index().update([entry.pk])
        (hit,) = find("allowances").hits
        assert (hit.snippet_field, marked(hit.snippet)) == ("goal@en", "[Allowances] for everybody")


class TestMoreFacets:
    """Suppliers, products, laws and freshness."""

    @pytest.fixture
    def entries(self) -> dict[str, Entry]:
        return fill(
            [
                Sample(public_id="a", provider="Sluiswachter B.V.", laws=("Participatiewet, artikel 8",)),
                Sample(public_id="b", provider="sluiswachter", laws=("Bijstandswet", "art. 6:7 Awb")),
                Sample(public_id="c", provider="Zelf ontwikkeld", published_on=date(2024, 12, 1)),
                Sample(public_id="d", provider="n.v.t.", published_on=date(2023, 1, 1)),
            ]
        )

    def test_wordings_of_one_supplier_or_law_are_counted_together(self, entries: dict[str, Entry]) -> None:
        results = find()
        assert counts(results, "suppliers") == {"sluiswachter": 2, OWN: 1}
        assert counts(results, "laws") == {"Participatiewet": 2, "Algemene wet bestuursrecht (Awb)": 1}
        assert sorted(found(suppliers=("sluiswachter",))) == ["a", "b"]
        assert found(laws=("Algemene wet bestuursrecht (Awb)",)) == ["b"]
        (suppliers,) = (facet for facet in results.facets if facet.name == "suppliers")
        assert suppliers.values[0].label == "sluiswachter", "as the newest entry writes it"

    def test_a_known_product_gives_its_supplier(self, entries: dict[str, Entry]) -> None:
        at = entries["a"].created_at
        supplier = Supplier.objects.create(code="dijkgraaf", name="Dijkgraaf BV", created_at=at)
        product = Product.objects.create(code="peil", name="PeilBeheer", supplier=supplier, created_at=at)
        Entry.objects.filter(public_id="a").update(product=product)
        get_index().update([entries["a"].pk])
        results = find()
        assert counts(results, "products") == {"peil": 1}
        assert counts(results, "suppliers") == {"sluiswachter": 1, "dijkgraaf": 1, OWN: 1}
        labels = {one.value: one.label for facet in results.facets for one in facet.values if one.label}
        assert labels["peil"] == "PeilBeheer"
        assert labels["dijkgraaf"] == "Dijkgraaf BV"
        assert get_index().suggest("peilb", 5).products == (("peil", "PeilBeheer"),)

    @pytest.mark.parametrize(
        ("today", "expected"),
        [
            (date(2026, 1, 1), {"6": 2, "12": 2, "24": 3, "older": 1}),
            (date(2026, 7, 1), {"6": 2, "12": 2, "24": 3, "older": 1}),
            (date(2026, 7, 2), {"12": 2, "24": 3, "older": 1}),
            (date(2026, 12, 2), {"12": 2, "24": 2, "older": 2}),
            (date(2029, 1, 1), {"older": 4}),
        ],
    )
    def test_freshness_is_measured_against_the_day(
        self, entries: dict[str, Entry], today: date, expected: dict[str, int]
    ) -> None:
        assert counts(find(today=today), "freshness") == expected
        assert find(today=today, freshness=("older",)).total == expected["older"]

    def test_without_a_day_nothing_is_fresh_or_old(self, entries: dict[str, Entry]) -> None:
        assert counts(find(), "freshness") == {}

    def test_when_nothing_is_left_it_says_which_filter_takes_it_away(self, entries: dict[str, Entry]) -> None:
        results = find(laws=("Participatiewet",), suppliers=(OWN,), statuses=("In gebruik",))
        assert results.total == 0
        assert dict(results.without) == {"suppliers": 2, "laws": 1, "": 4}


class TestSuggestions:
    """What somebody may be about to type."""

    @pytest.fixture(autouse=True)
    def _register(self) -> None:
        fill(
            [
                Sample(public_id="a", title="Toeslagen controleren"),
                Sample(public_id="b", title="Controle van toeslagen", organisation="laagland"),
                Sample(public_id="c", title="Brug", text="toeslagen"),
            ]
        )

    @pytest.mark.parametrize(
        ("typed", "titles"),
        [
            ("toes", ["a", "b"]),
            ("controle van t", ["b"]),
            ("toeslagen contr", ["a", "b"]),
            ("zz", []),
            ("t", []),
        ],
    )
    def test_titles_that_begin_so_come_first(self, typed: str, titles: list[str]) -> None:
        assert [one for one, _, _ in get_index().suggest(typed, 5).entries] == titles

    def test_organisations_are_suggested_by_part_of_their_name(self) -> None:
        assert [body.code for body in get_index().suggest("laag", 5).bodies] == ["laagland"]
        assert [body.code for body in get_index().suggest("waterschap l", 5).bodies] == ["laagland"]

    @pytest.mark.parametrize(
        "typed", ["", " ", '"', "%", "\\", "💧💧", "'; DROP TABLE x", "a b c d e f g" * 20]
    )
    def test_whatever_is_typed_gives_an_answer(self, typed: str) -> None:
        get_index().suggest(typed, 5)

    def test_it_takes_few_statements(self) -> None:
        get_index().suggest("toes", 5)
        with CaptureQueriesContext(connection) as captured:
            get_index().suggest("toes", 5)
        assert len(captured) <= 4
