"""Any two texts of an entry side by side: versions, what was submitted, the dossier, and what somebody typed."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.apps.publications.sharing import editions
from waarborg.apps.publications.sharing.editions import Comparison, Edition, Source
from waarborg.apps.publications.workplace import EntryPage
from waarborg.core.publication.difference import ENGLISH
from waarborg.core.terms.text import Text
from waarborg.web import entry_form, places
from waarborg.web.entries import crumbs_to, get_own_page, name_of
from waarborg.web.pages import say, show
from waarborg.web.sentences import name_person

OUTCOMES = {
    "open": gettext_lazy("waits for approval"),
    "approved": gettext_lazy("approved"),
    "rejected": gettext_lazy("sent back"),
    "recalled": gettext_lazy("taken back"),
    "published": gettext_lazy("published"),
}


@needs("publications.view", places.of_entry)
@require_safe
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """What differs between the texts `van` and `tot`; by default between what is public and the dossier."""
    page = get_own_page(request, public_id)
    known = editions.list_editions(page)
    names = names_of({item.by for item in known if item.by})
    labels = {item.code: label_of(item, names) for item in known}
    old, new = _choose(request, known)
    comparison = _compare(page, old, new) if old and new else None
    can_restore = bool(
        comparison
        and comparison.differences
        and page.is_editable
        and comparison.old.source in (Source.VERSION, Source.PROPOSAL)
    )
    return show(
        request,
        "compare.html",
        crumbs=[*crumbs_to(request, page), (_("Publication"), _address(public_id))],
        here=_("Compare texts"),
        entry=page.entry,
        name=name_of(page),
        choices=list(labels.items()),
        old=old,
        new=new,
        old_label=labels.get(old, ""),
        new_label=labels.get(new, ""),
        comparison=comparison,
        unreadable=name_fields(comparison.unreadable) if comparison else [],
        can_restore=can_restore,
    )


def _compare(page: EntryPage, old: str, new: str) -> Comparison:
    try:
        return editions.compare_editions(editions.get_edition(page, old), editions.get_edition(page, new))
    except NotFound as error:
        raise Http404(str(error)) from error


def _choose(request: HttpRequest, known: Sequence[Edition]) -> tuple[str, str]:
    """The codes that were asked for; else what is public (or the newest other text) and the dossier."""
    others = [item.code for item in known if item.source not in (Source.DOSSIER, Source.COPY)]
    live = [item.code for item in known if item.is_live]
    usual = (live or others or [""])[0]
    if not usual and any(item.source is Source.COPY for item in known):
        return request.GET.get("van") or "dossier", request.GET.get("tot") or "mijn"
    return request.GET.get("van") or usual, request.GET.get("tot") or "dossier"


def label_of(edition: Edition, names: Mapping[str, str]) -> str:
    """What a text is called in a list to choose from."""
    day = date_format(localtime(edition.at), "j F Y") if edition.at else ""
    if edition.source is Source.DOSSIER:
        return _("The dossier as it is now")
    if edition.source is Source.COPY:
        return _("What you typed and did not save")
    if edition.source is Source.PROPOSAL:
        who = name_person(edition.by, names)
        outcome = OUTCOMES[edition.outcome]
        return _("Submitted on %(day)s by %(who)s (%(outcome)s)") % {
            "day": day,
            "who": who,
            "outcome": outcome,
        }
    if edition.is_live:
        return _("Version %(number)s, public since %(day)s") % {"number": edition.number, "day": day}
    return _("Version %(number)s of %(day)s") % {"number": edition.number, "day": day}


def name_fields(names: Sequence[str]) -> list[str]:
    """What fields are called, in the language of the page; English texts marked as such."""
    labels = entry_form.labels()
    return [_name_field(labels, name) for name in names]


def _name_field(labels: Mapping[str, Text], name: str) -> str:
    label = say(labels[name]) if name in labels else name
    return _("%(label)s (English)") % {"label": label} if name.endswith(ENGLISH) else label


def _address(public_id: str) -> str:
    return reverse("web:entry", kwargs={"public_id": public_id})
