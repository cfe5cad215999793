"""Names and claims under any input: nothing crashes, nothing certain without ground, nothing claimed in a draft."""

from hypothesis import given
from hypothesis import strategies as st

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.markup import clean
from waarborg.core.publication.product_matching import Described, KnownProduct, ProductNames
from waarborg.core.publication.product_names import fold_name, fold_supplier, split_suppliers
from waarborg.core.publication.template_claims import fill, list_claims

WORDS = st.sampled_from(
    ["Lakstift", "Anonimiseren", "Zwartlak", "B.V.", "Nederland", "van", "documenten", "(x.nl)", "&", ","]
)
PHRASES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
CLAIMS = st.sampled_from(
    [
        "Er is een DPIA uitgevoerd.",
        "Zoekt namen.",
        "IAMA: niet nodig.",
        "<p>Doel</p>",
        "<li>DPIA</li>",
        "\n",
        " ",
        "<br>",
    ]
)


@given(st.text(max_size=80))
def test_folding_again_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)
    assert fold_supplier(fold_supplier(name)) == fold_supplier(name)
    assert all(split_suppliers(name))


@given(PHRASES, PHRASES, st.lists(st.tuples(PHRASES, PHRASES, st.booleans()), max_size=4))
def test_a_certain_match_names_the_product_or_its_text(
    title: str, supplier: str, known: list[tuple[str, str, bool]]
) -> None:
    products = [
        KnownProduct(
            code=f"p{place}",
            supplier=fold_supplier(maker) or "x",
            names=(name,),
            supplier_names=(maker,),
            own_names=(name,) if is_own else (),
        )
        for place, (name, maker, is_own) in enumerate(known)
    ]
    found = ProductNames(products).find(Described(title=title, supplier=supplier), thorough=True)
    certain = [match for match in found if match.is_certain]
    assert len(certain) <= 1 or len(found) == len({match.product for match in found})
    said = f" {fold_name(title)} {fold_name(supplier)} "
    by_code = {product.code: product for product in products}
    for match in certain:
        assert f" {fold_name(by_code[match.product].names[0])} " in said


@given(st.lists(CLAIMS, max_size=8).map("".join))
def test_no_draft_claims_an_assessment(text: str) -> None:
    filled = fill(
        {"risks": clean(text), "description_short": "Zoekt namen."}, standard=load_standard()
    ).values
    assert list_claims(str(filled.get("risks", ""))) == ()


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text: str) -> None:
    filling = fill({"goal": clean(text), "name": text}, standard=load_standard())
    assert list_claims(str(filling.values.get("goal", ""))) == ()
