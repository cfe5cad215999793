"""All reads of suppliers, products and templates."""

from django.db.models import Count, Q, QuerySet

from waarborg.apps.algorithms.models import Product, Supplier, Template
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.publication.product_matching import Described, KnownProduct, ProductNames

#: Fields of a template whose sentences are compared with entries.
COMPARED = ("goal", "methods_and_models", "description_short", "human_intervention", "risks", "source_data")


def get_supplier(code: str) -> Supplier:
    """The supplier with this code, also when it was merged into another; raises NotFound."""
    found = Supplier.objects.select_related("merged_into").filter(code=code).first()
    if found is None:
        raise NotFound(f"There is no supplier {code}.")
    return found


def get_product(code: str) -> Product:
    """The product with this code, also when it was merged into another; raises NotFound."""
    found = Product.objects.select_related("supplier", "merged_into").filter(code=code).first()
    if found is None:
        raise NotFound(f"There is no product {code}.")
    return found


def get_template(template_id: int) -> Template:
    """The template with this number, also when a newer one took its place; raises NotFound."""
    found = Template.objects.select_related("product__supplier").filter(pk=template_id).first()
    if found is None:
        raise NotFound("There is no such template.")
    return found


def list_suppliers(words: str = "") -> QuerySet[Supplier]:
    """Suppliers by name, each with `product_count`; of which a name holds these words."""
    rows = Supplier.objects.filter(merged_into=None).annotate(
        product_count=Count("products", filter=Q(products__merged_into=None))
    )
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(other_names__icontains=word))
    return rows.order_by("name", "code")


def list_products(words: str = "", *, supplier: Supplier | None = None) -> QuerySet[Product]:
    """Products by name with their supplier; of which a name, or that of the supplier, holds these words."""
    rows = Product.objects.select_related("supplier").filter(merged_into=None)
    if supplier is not None:
        rows = rows.filter(supplier=supplier)
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(other_names__icontains=word)
            | Q(own_names__icontains=word)
            | Q(supplier__name__icontains=word)
            | Q(supplier__other_names__icontains=word)
        )
    return rows.order_by("name", "code")


def list_templates(words: str = "", *, product: Product | None = None) -> QuerySet[Template]:
    """Templates in use by name, with their product, without the record as it stood in the file."""
    rows = Template.objects.select_related("product__supplier").defer("original").filter(retired_at=None)
    if product is not None:
        rows = rows.filter(product=product)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(product__supplier__name__icontains=word))
    return rows.order_by("name", "id")


def prepare_names() -> ProductNames:
    """Every product in use with all its names and template texts, ready to compare many entries with."""
    products = list(Product.objects.select_related("supplier").filter(merged_into=None).order_by("id"))
    texts: dict[int, list[str]] = {}
    if products:
        rows = Template.objects.filter(retired_at=None, product__in=products).order_by("id")
        for product_id, values in rows.values_list("product_id", "values"):
            texts.setdefault(product_id, []).extend(
                text for key in COMPARED if isinstance(text := values.get(key), str)
            )
    return ProductNames(
        KnownProduct(
            code=product.code,
            supplier=product.supplier.code,
            names=(product.name, *product.other_names),
            supplier_names=(product.supplier.name, *product.supplier.other_names),
            own_names=tuple(product.own_names),
            texts=tuple(texts.get(product.pk, ())),
        )
        for product in products
    )


def find_by_codes(codes: set[str]) -> dict[str, Product]:
    """Products in use with these codes, by code."""
    rows = Product.objects.select_related("supplier").filter(code__in=codes).order_by("id")
    return {product.code: product for product in rows}


def find_named(product: str, supplier: str) -> Product | None:
    """The one product that a dossier means with these facts, compared as the register compares them; or None."""
    known = ProductNames(
        KnownProduct(
            code=row.code,
            supplier=row.supplier.code,
            names=(row.name, *row.other_names),
            supplier_names=(row.supplier.name, *row.supplier.other_names),
            own_names=tuple(row.own_names),
        )
        for row in list_products()
    )
    matches = known.find(Described(title="", supplier=supplier, product=product))
    return find_by_codes({matches[0].product}).get(matches[0].product) if matches else None
