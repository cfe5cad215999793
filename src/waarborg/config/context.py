"""What every page knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, override


def site(request: HttpRequest) -> dict[str, Any]:
    """Theme, operator, demo mark, and this page in the other language."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "site_theme": settings.THEME,
        "site_operator": settings.OPERATOR,
        "site_is_demo": settings.IS_DEMO,
        "site_language": language,
        "site_other_languages": [
            {"code": code, "name": name, "url": _translated(request, code)}
            for code, name in (("nl", "Nederlands"), ("en", "English"))
            if code != language
        ],
    }


def _translated(request: HttpRequest, language: str) -> str:
    """The address of the same page in `language`, its search words and filters kept."""
    match = request.resolver_match
    if match is None:
        return f"/{language}/"
    with override(language):
        try:
            path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return f"/{language}/"
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query and request.method == "GET" else path
