"""Suppliers and their products: who uses them, in which category, and which templates there are."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.algorithms.products import queries as products
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.products import queries as uses
from waarborg.apps.publications.products.queries import Categories
from waarborg.web.pages import Crumb, person_of, say, show

PAGE_SIZE = 50
#: On the page of a dossier, as many as can be taken in at a glance.
MOST_ELSEWHERE = 10


@dataclass(frozen=True)
class ProductLine:
    """A product in a list, with how much it is used."""

    code: str
    name: str
    supplier: str
    supplier_code: str
    uses: int
    differ: bool


@dataclass(frozen=True)
class UseLine:
    """An organisation that uses a product.

    `is_other` when its category is not the one to compare with; `is_split` when all differ and none is usual.
    """

    public_id: str
    title: str
    organisation: str
    category: str
    status: str
    is_other: bool
    is_split: bool = False


@dataclass(frozen=True)
class CategoryLine:
    """A category with how many users chose it."""

    label: str
    count: int


def crumbs_to_products() -> list[Crumb]:
    """The way to the page of one product or supplier."""
    return [(_("Products"), reverse("web:products"))]


def get_product(code: str) -> Any:
    """The product with this code, for a page; not found where there is none."""
    try:
        return products.get_product(code)
    except NotFound as error:
        raise Http404(str(error)) from error


def get_supplier(code: str) -> Any:
    """The supplier with this code, for a page; not found where there is none."""
    try:
        return products.get_supplier(code)
    except NotFound as error:
        raise Http404(str(error)) from error


@needs("workplace.enter")
@require_safe
def product_list(request: HttpRequest) -> HttpResponse:
    """All products, with search in their names and those of their suppliers."""
    person = person_of(request)
    words = request.GET.get("woorden", "").strip()[:100]
    page = Paginator(products.list_products(words), PAGE_SIZE).get_page(request.GET.get("pagina"))
    kept = request.GET.copy()
    kept.pop("pagina", None)
    return show(
        request,
        "products.html",
        here=_("Products"),
        lines=make_lines(list(page.object_list)),
        page=page,
        query=kept.urlencode(),
        words=words,
        may_edit=rights.may_somewhere(person, "products.edit"),
        may_start=rights.may_somewhere(person, "algorithms.create"),
        suggestions=uses.list_suggestions(person).count(),
    )


def make_lines(found: list[Any]) -> list[ProductLine]:
    """Products as they stand in a list; their use is counted in one go."""
    categories = uses.count_categories_of_many(found)
    nothing = Categories(())
    return [
        ProductLine(
            code=row.code,
            name=row.name,
            supplier=row.supplier.name,
            supplier_code=row.supplier.code,
            uses=categories.get(row.pk, nothing).total,
            differ=categories.get(row.pk, nothing).differ,
        )
        for row in found
    ]


@needs("workplace.enter")
@require_safe
def product(request: HttpRequest, code: str) -> HttpResponse:
    """One product: who uses it, in which category, and its templates."""
    row = get_product(code)
    if row.merged_into is not None:
        return redirect("web:product", code=row.merged_into.code)
    categories = uses.count_categories(row)
    page = Paginator(uses.list_uses(row), PAGE_SIZE).get_page(request.GET.get("pagina"))
    return show(
        request,
        "product.html",
        crumbs=crumbs_to_products(),
        here=row.name,
        product=row,
        organisations=uses.count_organisations(row),
        categories=[CategoryLine(name_category(code), number) for code, number in categories.counts],
        differ=categories.differ,
        usual=name_category(categories.usual),
        lines=make_use_lines(
            list(page.object_list),
            categories.usual if categories.differ else "",
            is_split=categories.differ and not categories.usual,
        ),
        page=page,
        query="",
        templates=list(products.list_templates(product=row)),
        may_edit=rights.may_somewhere(person_of(request), "products.edit"),
    )


def make_use_lines(found: list[Any], compared: str, *, is_split: bool = False) -> list[UseLine]:
    """Uses of a product, each with whether its category is another than `compared`, where there is one."""
    statuses = {choice.value: say(choice.label) for choice in load_standard().get_field("status").choices}
    return [
        UseLine(
            public_id=row.public_id,
            title=row.title,
            organisation=row.organisation_name,
            category=name_category(row.category),
            status=statuses.get(row.status, ""),
            is_other=bool(compared and row.category and row.category != compared),
            is_split=is_split and bool(row.category),
        )
        for row in found
    ]


def name_category(value: str) -> str:
    """A publication category in the language of the page."""
    if not value:
        return _("No category named")
    choice = load_standard().get_field("publication_category").find_choice(value)
    return say(choice.label) if choice else value


@dataclass(frozen=True)
class SupplierLine:
    """A supplier in a list."""

    code: str
    name: str
    products: int
    uses: int


@needs("workplace.enter")
@require_safe
def supplier_list(request: HttpRequest) -> HttpResponse:
    """All suppliers, with search in their names."""
    words = request.GET.get("woorden", "").strip()[:100]
    page = Paginator(products.list_suppliers(words), PAGE_SIZE).get_page(request.GET.get("pagina"))
    found = list(page.object_list)
    counts = uses.count_uses_of_suppliers(found)
    kept = request.GET.copy()
    kept.pop("pagina", None)
    return show(
        request,
        "suppliers.html",
        crumbs=crumbs_to_products(),
        here=_("Suppliers"),
        lines=[
            SupplierLine(row.code, row.name, vars(row)["product_count"], counts.get(row.pk, 0))
            for row in found
        ],
        page=page,
        query=kept.urlencode(),
        words=words,
        may_edit=rights.may_somewhere(person_of(request), "products.edit"),
    )


@needs("workplace.enter")
@require_safe
def supplier(request: HttpRequest, code: str) -> HttpResponse:
    """One supplier with its products."""
    row = get_supplier(code)
    if row.merged_into is not None:
        return redirect("web:supplier", code=row.merged_into.code)
    page = Paginator(products.list_products(supplier=row), PAGE_SIZE).get_page(request.GET.get("pagina"))
    return show(
        request,
        "supplier.html",
        crumbs=[*crumbs_to_products(), (_("Suppliers"), reverse("web:suppliers"))],
        here=row.name,
        supplier=row,
        lines=make_lines(list(page.object_list)),
        page=page,
        query="",
        may_edit=rights.may_somewhere(person_of(request), "products.edit"),
    )
