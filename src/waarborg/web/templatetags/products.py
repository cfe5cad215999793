"""Parts of pages about the product of a dossier."""

from typing import Any

from django import template

from waarborg.web.product_parts import find_elsewhere, find_from_template

register = template.Library()


@register.inclusion_tag("web/parts/product_elsewhere.html", takes_context=True)
def product_elsewhere(context: dict[str, Any]) -> dict[str, Any]:
    """The same product at other organisations, with where their category differs."""
    found = find_elsewhere(context["algorithm"], context["entry"], context["me"])
    return {"elsewhere": found, "algorithm": context["algorithm"]}


@register.inclusion_tag("web/parts/from_template.html", takes_context=True)
def from_template(context: dict[str, Any], *, with_form: bool = True) -> dict[str, Any]:
    """What the template of a supplier filled in, with a form to confirm it or the way to that form."""
    algorithm = context["entry"].algorithm
    found = find_from_template(algorithm, context["me"]) if algorithm is not None else None
    return {
        "filled": found,
        "algorithm": algorithm,
        "csrf_token": context.get("csrf_token"),
        "with_form": with_form,
    }
