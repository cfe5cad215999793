"""What must be true of every address and every field, so that nobody has to remember it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from waarborg.apps.organisations.access import open_to_all

#: What a field may hold: nothing about people; an id of a person; who somebody is; possibly something about people,
#: typed by users; or a secret.
PRIVACY_CLASSES = {"none", "pseudonym", "personal", "may-hold", "secret"}


def list_addresses(
    patterns: Sequence[URLPattern | URLResolver], start: str = ""
) -> Iterator[tuple[str, Any]]:
    """Every address below `patterns`, with the view that answers it."""
    for pattern in patterns:
        address = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from list_addresses(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def list_undeclared(patterns: Sequence[URLPattern | URLResolver]) -> list[str]:
    """Addresses whose view does not say who may ask for it."""
    return [address for address, view in list_addresses(patterns) if getattr(view, "access", None) is None]


def list_privacy_faults(model: type[models.Model]) -> list[str]:
    """Fields of a model that are missing from its PRIVACY, too much in it, or with a class that does not exist."""
    stated: Mapping[str, str] = model.__dict__.get("PRIVACY", {})
    # Fields of the model itself; the other ends of relations belong to the other model.
    fields = {field.name for field in model._meta.get_fields() if field.concrete or field.many_to_many}
    fields -= {field.name for field in model._meta.get_fields() if field.auto_created and not field.concrete}
    faults = [f"{field} is not in PRIVACY" for field in sorted(fields - set(stated))]
    faults += [f"PRIVACY names {field}, which is no field" for field in sorted(set(stated) - fields)]
    faults += [
        f"{field} has the class {kind}, which does not exist"
        for field, kind in stated.items()
        if kind not in PRIVACY_CLASSES
    ]
    return [f"{model.__name__}: {fault}" for fault in faults]


def test_every_address_says_who_may_ask_for_it() -> None:
    assert list_undeclared(get_resolver().url_patterns) == []


def test_every_field_says_whether_it_is_about_people() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("waarborg.")]
    assert ours
    assert [fault for model in ours for fault in list_privacy_faults(model)] == []


# --- the checkers themselves -----------------------------------------------------------------------------


def silent_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@open_to_all
def open_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_an_address_that_declares_nothing_is_found() -> None:
    below = URLResolver(pattern=path("room/", silent_view).pattern, urlconf_name=[path("x", silent_view)])
    assert list_undeclared([path("open", open_view), below]) == ["room/x"]


@pytest.mark.django_isolate_apps("waarborg.apps.audit")
def test_a_field_without_a_class_is_found() -> None:
    class Careless(models.Model):
        PRIVACY = {"id": "none", "mail": "very", "gone": "none"}
        name = models.TextField()
        mail = models.TextField()

        class Meta:
            app_label = "audit"

    assert list_privacy_faults(Careless) == [
        "Careless: name is not in PRIVACY",
        "Careless: PRIVACY names gone, which is no field",
        "Careless: mail has the class very, which does not exist",
    ]
