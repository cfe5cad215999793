"""Every address declares who may ask for it; an address that declares nothing is refused.

A view says `@open_to_all`, `@for_anyone_logged_in`, or `@needs("permission", organisation_of)`, in which
`organisation_of` turns the arguments of the address into the code of the organisation concerned.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url

from waarborg.apps.organisations import rights

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
OrganisationOf = Callable[..., str]
NULL = "\x00"


@dataclass(frozen=True)
class Rule:
    """Who may ask for an address. `see` is the permission without which it seems not to exist."""

    kind: str  # all, person, permission
    permission: str = ""
    organisation_of: OrganisationOf | None = None
    see: str = ""


def open_to_all(view: View) -> View:
    """The address is public."""
    view.access = Rule("all")  # type: ignore[attr-defined]  # a mark that the middleware reads
    return view


def for_anyone_logged_in(view: View) -> View:
    """The address is for every person with an account."""
    view.access = Rule("person")  # type: ignore[attr-defined]  # a mark that the middleware reads
    return view


def needs(
    permission: str, organisation_of: OrganisationOf | None = None, *, see: str = ""
) -> Callable[[View], View]:
    """The address needs `permission`: in the organisation it is about, or anywhere when it is about none.

    Who lacks `see` (by default `permission` itself) there gets "not found", so that nothing is given away;
    who may see but not do gets "not allowed".
    """

    def declare(view: View) -> View:
        view.access = Rule("permission", permission, organisation_of, see or permission)  # type: ignore[attr-defined]  # a mark that the middleware reads
        return view

    return declare


class AccessMiddleware:
    """Refuses what the rule of an address does not allow. Deny is the default."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Decide before the view is called; None means go on."""
        _refuse_unkeepable(request)
        rule: Rule | None = getattr(view, "access", None)
        if rule is None:
            raise ImproperlyConfigured(
                f"The address {request.path} declares no permission, so nobody may ask for it."
            )
        if rule.kind == "all":
            return None
        # The public pages make do with what is typed in their address; the workplace asks the database for it.
        _refuse_null(value for _name, values in request.GET.lists() for value in values)
        person = request.user
        if not person.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if rule.kind == "person":
            return None
        if rule.organisation_of is None:
            if not rights.may_somewhere(person, rule.permission):
                raise PermissionDenied(rule.permission)
            return None
        organisation = rule.organisation_of(**kwargs)
        if not rights.may(person, rule.see, organisation):
            raise Http404("There is no such page, or it is not for you.")
        if not rights.may(person, rule.permission, organisation):
            raise PermissionDenied(rule.permission)
        return None


def _refuse_unkeepable(request: HttpRequest) -> None:
    """Answer "bad request" to a null character: nobody types one, and PostgreSQL cannot keep it."""
    given = [request.path]
    given += [value for values in request.POST.lists() for value in values[1]]
    _refuse_null(given)


def _refuse_null(given: Iterable[str]) -> None:
    if any(NULL in text for text in given):
        raise SuspiciousOperation("A null character was sent.")
