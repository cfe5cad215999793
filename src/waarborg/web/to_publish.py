"""Everything that waits to be published by this person: for central editors over all organisations."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.publications import waiting
from waarborg.web.pages import person_of, show

PAGE_SIZE = 50


@needs("publications.view")
@require_safe
def to_publish(request: HttpRequest) -> HttpResponse:
    """Approved texts, who waits longest first."""
    person = person_of(request)
    page = Paginator(waiting.select_to_publish(person), PAGE_SIZE).get_page(request.GET.get("pagina"))
    return show(
        request,
        "to_publish.html",
        here=_("To publish"),
        lines=waiting.describe(page.object_list),
        page=page,
        query="",
        is_central=rights.may_somewhere(person, waiting.PUBLISHING[waiting.Flow.CENTRAL]),
    )
