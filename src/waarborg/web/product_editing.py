"""Adding, changing and merging suppliers and products."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from waarborg.apps.algorithms.products import actions
from waarborg.apps.algorithms.products import queries as products
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.actions import ActionRefused
from waarborg.apps.publications.products import actions as uses
from waarborg.apps.publications.products.tasks import ask_to_compare
from waarborg.core.publication.addresses import is_link
from waarborg.core.terms.text import Text
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.products import crumbs_to_products, get_product, get_supplier

MOST_NAMES = 30
LONGEST_NAME = 200
MOST_TO_CHOOSE = 50
CHANGED_MEANWHILE = Text(
    "Iemand anders heeft dit gewijzigd nadat u deze pagina opende. Kijk op een ander tabblad wat er nu staat. Wat u"
    " typte staat hieronder; slaat u nog eens op, dan geldt dat.",
    "Somebody else changed this after you opened this page. Look in another tab what it says now. What you typed"
    " stands below; when you save once more, that counts.",
)


class Names(forms.CharField):
    """Names, one on each line."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), **more)

    def prepare_value(self, value: Any) -> Any:
        """The names as they stand in the box."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The names as a list, without empty lines."""
        names = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if len(names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(
                _("These are too many or too long names. Write at most 30, of at most 200 characters each.")
            )
        return names


class Website(forms.CharField):
    """A web address, or nothing."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            max_length=500,
            label=gettext_lazy("Website"),
            widget=forms.TextInput(attrs={"inputmode": "url"}),
        )

    def clean(self, value: Any) -> str:
        """The address, when it is one."""
        address = str(super().clean(value))
        if address and not is_link(address):
            raise forms.ValidationError(
                _("This is no web address. Write the whole address, with https:// in front.")
            )
        return address


class SupplierForm(forms.Form):
    """What is known of a supplier."""

    use_required_attribute = False

    name = forms.CharField(max_length=LONGEST_NAME, label=gettext_lazy("Name of the supplier"))
    other_names = Names(
        label=gettext_lazy("Other ways in which people write the name"),
        help_text=gettext_lazy(
            "One on each line. Capitals, B.V. and the like make no difference, so those need no line."
        ),
    )
    website = Website()
    trade_number = forms.CharField(
        required=False, max_length=20, label=gettext_lazy("Number in the trade register")
    )


class ProductForm(forms.Form):
    """What is known of a product."""

    use_required_attribute = False

    name = forms.CharField(max_length=LONGEST_NAME, label=gettext_lazy("Name of the product"))
    other_names = Names(
        label=gettext_lazy("Other ways in which people write the name"),
        help_text=gettext_lazy("One on each line."),
    )
    own_names = Names(
        label=gettext_lazy("Names that only this product has"),
        help_text=gettext_lazy(
            "One on each line, such as a brand. A description with this name in its title is about this product, "
            "also where it names no supplier. So no ordinary words."
        ),
    )
    description = forms.CharField(
        required=False,
        max_length=4000,
        label=gettext_lazy("What it does, in one or two sentences"),
        widget=forms.Textarea(attrs={"rows": 4, "lang": "nl"}),
    )
    website = Website()


class NewProduct(ProductForm):
    """A product of a supplier that is there already, or is new."""

    supplier_name = forms.CharField(
        max_length=LONGEST_NAME,
        label=gettext_lazy("Name of the supplier"),
        help_text=gettext_lazy("A supplier that is not here yet is added."),
    )
    field_order = ("supplier_name", "name")


@needs("products.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def product_new(request: HttpRequest) -> HttpResponse:
    """Add a product, and its supplier where that is new."""
    person = person_of(request)
    form = NewProduct(
        request.POST or None, initial={"supplier_name": request.GET.get("leverancier", "")[:LONGEST_NAME]}
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        name = values.pop("supplier_name")
        try:
            supplier = actions.find_supplier(name) or actions.add_supplier(name=name, by=person, at=now())
            product = actions.add_product(supplier=supplier, by=person, at=now(), **values)
        except ActionRefused:
            form.add_error(
                "name", _("This supplier already has a product of this name. Open that one instead.")
            )
        else:
            _say_changed(request, _("The product was added."))
            return redirect("web:product", code=product.code)
    return _show_form(
        request, form, here=_("New product"), crumbs=crumbs_to_products(), back=reverse("web:products")
    )


@needs("products.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def product_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is known of a product."""
    product = get_product(code)
    return _edit(
        request,
        ProductForm(request.POST or None, initial=_read_fields(product, actions.PRODUCT_FIELDS)),
        partial(actions.edit_product, product=product),
        here=_("Change the product"),
        saved=_("The product was saved."),
        taken=_("This supplier already has a product of this name. Merge the two instead."),
        back=reverse("web:product", kwargs={"code": code}),
        read=partial(get_product, code),
    )


@needs("products.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def supplier_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is known of a supplier."""
    supplier = get_supplier(code)
    return _edit(
        request,
        SupplierForm(request.POST or None, initial=_read_fields(supplier, actions.SUPPLIER_FIELDS)),
        partial(actions.edit_supplier, supplier=supplier),
        here=_("Change the supplier"),
        saved=_("The supplier was saved."),
        taken=_("There is another supplier of this name. Merge the two instead."),
        back=reverse("web:supplier", kwargs={"code": code}),
        read=partial(get_supplier, code),
    )


def _read_fields(record: Any, fields: Iterable[str]) -> dict[str, object]:
    return {key: getattr(record, key) for key in fields}


def _edit(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[..., Any],
    *,
    here: str,
    saved: str,
    taken: str,
    back: str,
    read: Callable[[], Any],
) -> HttpResponse:
    """Change a record that organisations share; `read` gives it as it is now, `taken` says that its name is not free."""
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            changed = act(values=form.cleaned_data, by=person_of(request), at=now(), seen=seen)
        except actions.ChangedMeanwhile:
            form.add_error(None, say(CHANGED_MEANWHILE))
        except ActionRefused:
            form.add_error("name", taken)
        else:
            _say_changed(request, saved if changed else "")
            return redirect(back)
    record = read()
    crumbs = [*crumbs_to_products(), (record.name, back)]
    return _show_form(request, form, here=here, crumbs=crumbs, back=back, record=record)


def _say_changed(request: HttpRequest, message: str) -> None:
    """Say what was done. New names may tell which product an entry is about, so they are compared again."""
    if not message:
        messages.info(request, _("Nothing was changed."))
        return
    ask_to_compare()
    messages.success(
        request, message + " " + _("The names are compared with all descriptions again; that takes a moment.")
    )


def _show_form(
    request: HttpRequest,
    form: forms.Form,
    *,
    here: str,
    crumbs: list[tuple[str, str]],
    back: str,
    record: Any = None,
) -> HttpResponse:
    return show(
        request,
        "product_form.html",
        crumbs=crumbs,
        here=here,
        form=form,
        back=back,
        seen=actions.mark_of(record) if record is not None else "",
        status=422 if form.errors else 200,
    )


# --- merging ---------------------------------------------------------------------------------------------
@needs("products.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def product_merge(request: HttpRequest, code: str) -> HttpResponse:
    """Make two records of one product into one: first choose the other, then see what happens, then do it."""
    product = get_product(code)
    if product.merged_into is not None:
        return redirect("web:product", code=product.merged_into.code)
    chosen = request.POST.get("into") or request.GET.get("into", "")
    into = products.find_by_codes({chosen}).get(chosen) if chosen != code else None
    if request.method == "POST" and into is not None:
        try:
            moved = uses.merge(product=product, into=into, by=person_of(request), at=now())
        except ActionRefused:
            messages.error(request, _("One of the two was merged already. Look at the list again."))
            return redirect("web:products")
        messages.success(
            request, _("The two are one now; %(number)s descriptions moved along.") % {"number": moved}
        )
        return redirect("web:product", code=into.code)
    words = request.GET.get("woorden", "").strip()[:100]
    found = products.list_products(words).exclude(code=code)[:MOST_TO_CHOOSE] if words else ()
    back = reverse("web:product", kwargs={"code": code})
    return show(
        request,
        "product_merge.html",
        crumbs=[*crumbs_to_products(), (product.name, back)],
        here=_("Merge with another product"),
        record=product,
        into=into,
        words=words,
        choices=[(row.code, f"{row.name} ({row.supplier.name})") for row in found],
        back=back,
        is_supplier=False,
    )


@needs("products.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def supplier_merge(request: HttpRequest, code: str) -> HttpResponse:
    """Make two records of one supplier into one, with their products."""
    supplier = get_supplier(code)
    if supplier.merged_into is not None:
        return redirect("web:supplier", code=supplier.merged_into.code)
    chosen = request.POST.get("into") or request.GET.get("into", "")
    into = products.list_suppliers().filter(code=chosen).first() if chosen and chosen != code else None
    if request.method == "POST" and into is not None:
        try:
            actions.merge_supplier(supplier=supplier, into=into, by=person_of(request), at=now())
        except ActionRefused:
            messages.error(request, _("One of the two was merged already. Look at the list again."))
            return redirect("web:suppliers")
        _say_changed(request, _("The two are one now."))
        return redirect("web:supplier", code=into.code)
    words = request.GET.get("woorden", "").strip()[:100]
    found = products.list_suppliers(words).exclude(code=code)[:MOST_TO_CHOOSE] if words else ()
    back = reverse("web:supplier", kwargs={"code": code})
    return show(
        request,
        "product_merge.html",
        crumbs=[*crumbs_to_products(), (supplier.name, back)],
        here=_("Merge with another supplier"),
        record=supplier,
        into=into,
        words=words,
        choices=[(row.code, row.name) for row in found],
        back=back,
        is_supplier=True,
    )
