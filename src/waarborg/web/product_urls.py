"""Addresses of suppliers, products and templates in the workplace."""

from django.urls import path

from waarborg.web import product_editing, product_suggestions, products, supplier_templates

PRODUCT = "producten/product/<slug:code>"
SUPPLIER = "leveranciers/<slug:code>"
TEMPLATE = "producten/sjablonen/<int:template_id>"

urlpatterns = [
    path("producten", products.product_list, name="products"),
    path("producten/nieuw", product_editing.product_new, name="product_new"),
    path("producten/voorstellen", product_suggestions.suggestions, name="product_suggestions"),
    path("producten/voorstellen/<int:match_id>", product_suggestions.decide, name="product_decide"),
    path("producten/sjablonen", supplier_templates.template_list, name="supplier_templates"),
    path("producten/sjablonen/inlezen", supplier_templates.template_load, name="supplier_template_load"),
    path(TEMPLATE, supplier_templates.template, name="supplier_template"),
    path(f"{TEMPLATE}/beginnen", supplier_templates.template_start, name="template_start"),
    path(PRODUCT, products.product, name="product"),
    path(f"{PRODUCT}/wijzigen", product_editing.product_edit, name="product_edit"),
    path(f"{PRODUCT}/samenvoegen", product_editing.product_merge, name="product_merge"),
    path("leveranciers", products.supplier_list, name="suppliers"),
    path(SUPPLIER, products.supplier, name="supplier"),
    path(f"{SUPPLIER}/wijzigen", product_editing.supplier_edit, name="supplier_edit"),
    path(f"{SUPPLIER}/samenvoegen", product_editing.supplier_merge, name="supplier_merge"),
    path(
        "algoritmen/<str:public_id>/sjabloon/bevestigen",
        supplier_templates.template_confirm,
        name="template_confirm",
    ),
]
