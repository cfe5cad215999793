"""Pages that are the same for everybody until the content or the day changes: with a strong mark, and kept for a while."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control

#: Caches may keep a page for five minutes: without a day in its address it is about today.
SECONDS = 300


def answer(request: HttpRequest, template: str, page: Mapping[str, Any]) -> HttpResponse:
    """A page, or the word that the one the reader has is still right."""
    return mark(request, render(request, template, dict(page)))


def mark(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An answer with a mark of what is in it, or the word that the one the reader has is still right."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:40]}"'
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=SECONDS)
    marked: HttpResponse = get_conditional_response(request, etag=etag, response=response)
    return marked
