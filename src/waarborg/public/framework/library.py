"""The framework as pages read it: which part of it an address means, and for which day."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.framework import Framework, NoSuchPart
from waarborg.core.framework.instruments import GlossaryTerm
from waarborg.core.framework.measures import Measure
from waarborg.core.framework.requirements import Requirement
from waarborg.public.law.library import Day, read_day, say

DAY_KEYS = ("dag",)


def the_framework() -> Framework:
    """The framework as it comes with the product."""
    return load_framework()


def read_day_of(request: HttpRequest) -> Day:
    """The day for which a page is read; today where the address has none."""
    return read_day(request, DAY_KEYS)


def as_law_day(day: Day) -> Day:
    """The same day, for links to pages of law: these call it otherwise in their address."""
    return Day(day.day, day.today)


def find_requirement(framework: Framework, code: str) -> Requirement:
    """The requirement of an address, by its short name or its URN. Raises `Http404`."""
    try:
        return framework.get_requirement(code)
    except NoSuchPart as error:
        raise Http404(str(error)) from error


def find_measure(framework: Framework, code: str) -> Measure:
    """The measure of an address, by its short name or its URN. Raises `Http404`."""
    try:
        return framework.get_measure(code)
    except NoSuchPart as error:
        raise Http404(str(error)) from error


def find_term(framework: Framework, id: str) -> GlossaryTerm:
    """The word of an address. Raises `Http404`."""
    for term in framework.glossary:
        if term.id == id:
            return term
    raise Http404(f"The glossary has no word {id!r}.")


def list_labels(framework: Framework, among: str, ids: tuple[str, ...]) -> list[str]:
    """What phases, roles, subjects or addressees are called; `among` is that word in the plural."""
    return [say(framework.get_word(among, id).label) for id in ids]


def crumbs_to(day: Day | None = None, *, is_below: bool = True) -> list[tuple[str, str]]:
    """The way from the home page to a page of the framework."""
    crumbs = [(_("Home"), reverse("public:home"))]
    if is_below:
        crumbs.append((_("Framework"), reverse("public:framework") + (day.query if day else "")))
    return crumbs
