"""Names of suppliers and products: what is the same name, and when a match is certain. Worked out by hand."""

import pytest

from waarborg.core.publication.product_matching import Described, Ground, KnownProduct, Match, ProductNames
from waarborg.core.publication.product_names import (
    Stated,
    fold_name,
    fold_supplier,
    has_words,
    read_stated,
    split_suppliers,
)

TEMPLATE = (
    "<p>De tekst wordt woord voor woord nagelezen op namen en adressen van inwoners.</p>"
    "<p>Daarna stelt het programma voor welke stukken zwart worden gemaakt in het document.</p>"
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Voorbeeldsoftware B.V.", "voorbeeldsoftware"),
        ("VOORBEELDSOFTWARE bv", "voorbeeldsoftware"),
        ("Voorbeeldsoftware Nederland B.V.", "voorbeeldsoftware"),
        ("Voorbeeldsoftware Netherlands BV", "voorbeeldsoftware"),
        ("Voorbeeldsoftware – https://www.voorbeeldsoftware.example", "voorbeeldsoftware"),
        ("Voorbeeldsoftware (voorbeeldsoftware.example)", "voorbeeldsoftware"),
        ("Jansen & Jansen", "jansen en jansen"),
        ("Jansen en Jansen Coöperatie U.A.", "jansen en jansen"),
        # More than a legal form is another name: a person may add it as one.
        ("Voorbeeldsoftware Local Government", "voorbeeldsoftware local government"),
        # Nothing would be left of these.
        ("Nederland", "nederland"),
        ("www.voorbeeld.example", "www voorbeeld example"),
    ],
)
def test_what_makes_no_difference_in_the_name_of_a_supplier(written: str, folded: str) -> None:
    assert fold_supplier(written) == folded


def test_a_field_may_name_several_suppliers() -> None:
    assert split_suppliers("Centrum B.V., Randgroep / Derde") == (
        "centrum b v randgroep derde",
        "centrum",
        "randgroep",
        "derde",
    )


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("", Stated.NOTHING),
        ("N.v.t.", Stated.NOTHING),
        ("Onbekend", Stated.NOTHING),
        ("Zelf ontwikkeld", Stated.OWN),
        ("Geen leverancier; gemaakt door de gemeente", Stated.OWN),
        ("Voorbeeldsoftware", Stated.NAME),
    ],
)
def test_what_the_field_for_the_supplier_says(text: str, stated: Stated) -> None:
    assert read_stated(text) is stated


def test_words_stand_together_and_whole() -> None:
    assert has_words("de lakstift van zwartlak", "lakstift")
    assert not has_words("de lakstiften van zwartlak", "lakstift")
    assert not has_words("lak de stift", "lak stift")


# --- matching --------------------------------------------------------------------------------------------
LAKSTIFT = KnownProduct(
    code="lakstift",
    supplier="zwartlak",
    names=("Lakstift", "Anonimiseren"),
    supplier_names=("Zwartlak Software", "Zwartlak"),
    own_names=("Lakstift",),
    texts=(TEMPLATE,),
)
WITLAK = KnownProduct(
    code="witlak", supplier="witlak", names=("Anonimiseren",), supplier_names=("Witlak B.V.",)
)
DESK = KnownProduct(
    code="balie", supplier="praatmaat", names=("Praatmaat Balie",), supplier_names=("Praatmaat",)
)
DESK_PLUS = KnownProduct(
    code="balie-plus", supplier="praatmaat", names=("Praatmaat Balie Plus",), supplier_names=("Praatmaat",)
)
NAMES = ProductNames([LAKSTIFT, WITLAK, DESK, DESK_PLUS])


def find(title: str, supplier: str = "", *, thorough: bool = False, **more: object) -> tuple[Match, ...]:
    return NAMES.find(Described(title=title, supplier=supplier, **more), thorough=thorough)  # type: ignore[arg-type]  # strings and tuples of the test


def certain(title: str, supplier: str = "", **more: object) -> str | None:
    found = find(title, supplier, **more)
    return found[0].product if len(found) == 1 and found[0].is_certain else None


def test_supplier_and_product_named_is_certain() -> None:
    assert certain("Anonimiseren van besluiten", "Zwartlak Software B.V.") == "lakstift"
    assert certain("Anonimiseren", "WITLAK BV") == "witlak"
    assert certain("Openbaar maken", "Zwartlak (zwartlak.example), product Lakstift") == "lakstift"


def test_an_own_name_in_the_title_is_certain_where_no_supplier_is_named() -> None:
    assert certain("Lakken met Lakstift") == "lakstift"
    assert certain("Lakken met Lakstift", "n.v.t.") == "lakstift"


def test_an_own_name_with_another_supplier_is_a_suggestion_with_what_speaks_against_it() -> None:
    (match,) = find("Lakken met Lakstift", "Een ander bedrijf")
    assert not match.is_certain
    assert match.grounds == (Ground.OWN_NAME, Ground.OTHER_SUPPLIER)


def test_an_own_name_at_who_made_it_in_house_is_a_suggestion() -> None:
    (match,) = find("Lakstift", "Zelf ontwikkeld")
    assert match.grounds == (Ground.OWN_NAME, Ground.SAME_TITLE, Ground.OWN_MAKING)
    assert not match.is_certain


def test_an_ordinary_name_that_two_products_have_is_suggested_for_both() -> None:
    assert {match.product for match in find("Anonimiseren")} == {"lakstift", "witlak"}
    assert certain("Anonimiseren") is None


def test_an_ordinary_word_in_a_longer_title_says_nothing() -> None:
    assert find("Anonimiseren van beelden van camera's") == ()


def test_the_text_of_the_template_decides_between_two_products_of_one_name() -> None:
    assert certain("Anonimiseren", texts=(TEMPLATE,)) == "lakstift"


def test_the_text_of_a_template_under_another_title_is_a_suggestion_found_when_looking_thoroughly() -> None:
    assert find("Documenten lakken", texts=(TEMPLATE,)) == ()
    (match,) = find("Documenten lakken", texts=(TEMPLATE,), thorough=True)
    assert match.grounds == (Ground.SAME_TEXT,)
    assert not match.is_certain


def test_a_text_in_which_a_sentence_was_changed_is_a_suggestion() -> None:
    changed = (
        TEMPLATE + "<p>In plaats daarvan gebruiken wij hiervoor het programma van een andere leverancier.</p>"
    )
    assert certain("Anonimiseren", texts=(changed,)) is None
    assert find("Anonimiseren", texts=(changed,))[0].grounds == (Ground.SAME_TITLE, Ground.SAME_TEXT)


def test_one_shared_sentence_is_not_the_text_of_the_template() -> None:
    sentence = "De tekst wordt woord voor woord nagelezen op namen en adressen van inwoners."
    assert len(fold_name(sentence)) < 120
    assert find("Documenten lakken", texts=(sentence,), thorough=True) == ()


def test_of_two_names_in_one_another_the_fullest_counts() -> None:
    assert certain("Praatmaat Balie Plus", "Praatmaat") == "balie-plus"
    assert certain("Praatmaat Balie", "Praatmaat") == "balie"


def test_two_products_of_one_supplier_in_one_title_are_a_choice_for_a_person() -> None:
    names = ProductNames(
        [
            KnownProduct(code="a", supplier="s", names=("Eerste hulp",), supplier_names=("Samen",)),
            KnownProduct(code="b", supplier="s", names=("Tweede hulp",), supplier_names=("Samen",)),
        ]
    )
    found = names.find(Described(title="Eerste hulp en tweede hulp", supplier="Samen"))
    assert [match.product for match in found] == ["a", "b"]


def test_what_the_dossier_names_goes_before_everything() -> None:
    assert certain("Iets anders", product="lakstift") == "lakstift"
    assert certain("Lakstift", product="Praatmaat Balie", supplier="Praatmaat B.V.") == "balie"


def test_a_dossier_that_names_an_unknown_product_is_about_none_that_is_known() -> None:
    assert find("Lakstift", product="Iets Eigens") == ()


def test_a_dossier_that_names_a_product_of_another_supplier_is_about_none() -> None:
    assert find("Lakstift", "Een ander bedrijf", product="Lakstift") == ()
    assert find("Anonimiseren", product="Anonimiseren") == ()  # two products have that name


def test_the_name_of_a_supplier_with_one_product_is_a_suggestion() -> None:
    (match,) = find("Zwartlak voor raadsstukken")
    assert match.grounds == (Ground.SUPPLIER_IN_TITLE,)
    assert find("Praatmaat") == ()  # two products, so nothing to suggest


def test_a_match_has_something_that_speaks_for_it() -> None:
    with pytest.raises(ValueError, match="speaks for it"):
        Match("lakstift", (Ground.OTHER_SUPPLIER,))
    with pytest.raises(ValueError, match="a product has"):
        KnownProduct(code="", supplier="s", names=("n",), supplier_names=("s",))
