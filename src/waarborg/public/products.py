"""Products of suppliers: who uses them, for what, and where they differ about the category."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.algorithms.products import queries as known
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.products import queries as uses
from waarborg.public.paging import Pages, read_page
from waarborg.public.presentation import labels_of, show_address

PER_PAGE = 50


@open_to_all
@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """Products that public descriptions are about, by name."""
    words = " ".join(request.GET.get("naam", "").replace("\x00", " ").split())[:100]
    rows = uses.list_public_products(words)
    total = rows.count()
    pages = _pages(request, total, reverse("public:products"), {"naam": [words]} if words else {})
    page: dict[str, Any] = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": _("Products"),
        "products": _lines(list(_cut(rows, pages))),
        "total": total,
        "words": words,
        "pages": pages,
    }
    return render(request, "public/products.html", page)


@open_to_all
@require_safe
def product(request: HttpRequest, code: str) -> HttpResponse:
    """One product: who uses it, for what, and in which category each of them published it."""
    try:
        found = known.get_product(code)
    except NotFound as error:
        raise Http404(str(error)) from error
    if found.merged_into is not None:
        return redirect("public:product", code=found.merged_into.code, permanent=True)
    categories = uses.count_categories(found)
    rows = uses.list_uses(found)
    pages = _pages(request, categories.total, reverse("public:product", args=[code]), {})
    labels, statuses = _labels("publication_category"), _labels("status")
    usual = categories.usual if categories.differ else ""
    page: dict[str, Any] = {
        "crumbs": [*_crumbs(), (found.supplier.name, reverse("public:supplier", args=[found.supplier.code]))],
        "crumb_here": found.name,
        "product": found,
        "website": show_address(found.website) if found.website else None,
        "organisations": uses.count_organisations(found),
        "total": categories.total,
        "categories": [
            {"label": labels.get(category, _("No category named")), "count": number, "value": category}
            for category, number in categories.counts
        ],
        "differ": categories.differ,
        "usual": labels.get(usual, ""),
        "uses": [
            {
                "entry": row,
                "category": labels.get(row.category, _("No category named")),
                "status": statuses.get(row.status, ""),
                "is_other": bool(usual and row.category and row.category != usual),
                "is_split": bool(categories.differ and not usual and row.category),
            }
            for row in _cut(rows, pages)
        ],
        "pages": pages,
    }
    return render(request, "public/product.html", page)


@open_to_all
@require_safe
def supplier(request: HttpRequest, code: str) -> HttpResponse:
    """One supplier: its products, and who uses them."""
    try:
        found = known.get_supplier(code)
    except NotFound as error:
        raise Http404(str(error)) from error
    if found.merged_into is not None:
        return redirect("public:supplier", code=found.merged_into.code, permanent=True)
    rows = uses.list_public_products().filter(supplier=found)
    total = rows.count()
    pages = _pages(request, total, reverse("public:supplier", args=[code]), {})
    page: dict[str, Any] = {
        "crumbs": _crumbs(),
        "crumb_here": found.name,
        "supplier": found,
        "website": show_address(found.website) if found.website else None,
        "products": _lines(list(_cut(rows, pages))),
        "total": total,
        "entries": uses.count_uses_of_suppliers([found]).get(found.pk, 0),
        "pages": pages,
    }
    return render(request, "public/supplier.html", page)


def show_product_of(public_id: str) -> dict[str, Any] | None:
    """What the page of an entry says of its product: who supplies it, and how many others use it."""
    found = uses.find_product_of_public(public_id)
    if found is None:
        return None
    categories = uses.count_categories(found)
    return {
        "product": {"code": found.code, "name": found.name},
        "supplier": {"code": found.supplier.code, "name": found.supplier.name},
        "others": categories.total - 1,
        "differ": categories.differ,
    }


def _lines(found: list[Any]) -> list[dict[str, Any]]:
    categories = uses.count_categories_of_many(found)
    return [
        {
            "product": row,
            "count": vars(row)["use_count"],
            "differ": row.pk in categories and categories[row.pk].differ,
        }
        for row in found
    ]


def _pages(request: HttpRequest, total: int, address: str, kept: dict[str, list[str]]) -> Pages:
    last = max(1, -(-total // PER_PAGE))
    return Pages(
        number=min(read_page(request.GET.get("pagina", "")), last), last=last, address=address, kept=kept
    )


def _cut(rows: Any, pages: Pages) -> Any:
    return rows[(pages.number - 1) * PER_PAGE : pages.number * PER_PAGE]


def _labels(field: str) -> dict[str, str]:
    return dict(labels_of(load_standard(), field, get_language() or settings.LANGUAGE_CODE))


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Home"), reverse("public:home")), (_("Products"), reverse("public:products"))]
