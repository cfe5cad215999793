"""How complete and how fresh descriptions are, and how that is measured."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.quality import load_measures
from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications import quality
from waarborg.core.publication.quality import AGE_LABELS, RULES, Age
from waarborg.core.publication.quality.filling import METHOD as COMPLETENESS_METHOD
from waarborg.core.publication.quality.filling import list_counted
from waarborg.core.publication.quality.freshness import METHOD as FRESHNESS_METHOD
from waarborg.core.terms.text import Text


@open_to_all
@require_safe
def quality_method(request: HttpRequest) -> HttpResponse:
    """Every rule with why and examples, and how completeness and freshness are counted."""
    limits = load_measures().limits
    page = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": _("How we measure quality"),
        "rules": [_describe(rule) for rule in RULES],
        "completeness": _say(COMPLETENESS_METHOD),
        "counted": [_say(field.label) for field in list_counted(load_standard())],
        "freshness": _say(FRESHNESS_METHOD),
        "ages": [_say(AGE_LABELS[age]) for age in Age],
        "limits": limits,
        "words": len(load_measures().jargon),
    }
    return render(request, "public/quality.html", page)


def show_standing(public_id: str, *, today: date) -> dict[str, Any] | None:
    """How complete and fresh the live version of an entry is, as its page shows it; None when it has none."""
    standing = quality.find_standing(public_id, today=today)
    if standing is None:
        return None
    labels = {field.key: field.label for field in load_standard().fields}
    return {
        "percentage": standing.completeness.percentage,
        "filled": standing.completeness.filled,
        "expected": standing.completeness.expected,
        "missing": [_say(labels[key]) for key in standing.completeness.missing],
        "not_carried": len(standing.not_carried),
        "changed_on": standing.changed_on,
        "months": standing.freshness.months,
        "age": _say(AGE_LABELS[standing.freshness.age]),
        "age_code": standing.freshness.age.value,
        "review_on": standing.review_on,
        "is_review_due": standing.freshness.is_review_due,
    }


def show_summary(code: str, *, today: date) -> dict[str, Any] | None:
    """How complete and fresh the entries of an organisation are together; None when nothing was measured."""
    summary = quality.measure_organisation(code, today=today)
    if not summary.measured:
        return None
    return {
        "percentage": summary.percentage,
        "measured": summary.measured,
        "ages": [(_say(AGE_LABELS[age]), summary.ages.get(age, 0)) for age in Age],
        "reviews_due": summary.reviews_due,
    }


def _describe(rule: Any) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": _say(rule.title),
        "why": _say(rule.why),
        "method": _say(rule.method),
        "good": [_say(example.shown) for example in rule.examples if not example.finds],
        "bad": [_say(example.shown) for example in rule.examples if example.finds],
    }


def _say(text: Text) -> str:
    return text.in_language("en" if (get_language() or settings.LANGUAGE_CODE).startswith("en") else "nl")
