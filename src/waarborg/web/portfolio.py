"""The algorithms of an organisation in one table, and the start of a new dossier."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.apps.algorithms.collaboration.assignments import names_per_dossier
from waarborg.apps.algorithms.queries import values_of_many
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import get_organisation, list_organisations
from waarborg.apps.publications import actions, workplace
from waarborg.core.publication.workflow import STATE_LABELS, State
from waarborg.core.terms.text import Text
from waarborg.web import saved_filters
from waarborg.web.assigned import WhoFilter
from waarborg.web.bulk_actions import list_actions
from waarborg.web.fields import from_term
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.review_days import REVIEWS, find_until, is_near
from waarborg.web.values import show_value

PAGE_SIZE = 50
PHASE, CATEGORY = "phase", "publication_category"
LONGEST_NAME = 100


@dataclass(frozen=True)
class PortfolioLine:
    """A dossier in the table. `opens` is the address that this person may open."""

    name: str
    organisation: str
    state: Text
    state_code: str
    is_public: bool
    phase: str
    category: str
    changed_at: datetime
    opens: str
    public_id: str = ""
    review_on: date | None = None
    review_is_near: bool = False
    assigned: str = ""


@needs("publications.view")
@require_safe
def algorithms(request: HttpRequest) -> HttpResponse:
    """Every dossier in reach, with filters that stand in the address."""
    person = person_of(request)
    if opening := saved_filters.find_opening(request):
        return redirect(opening)
    reach = rights.reach(person, "publications.view")
    words = request.GET.get("woorden", "").strip()
    organisation = request.GET.get("organisatie", "")
    state = request.GET.get("stand", "")
    state = state if state in set(State) else ""
    review = request.GET.get("nalopen", "")
    until = find_until(review)
    who = WhoFilter(request.GET.get("wie", ""), person)
    rows = select_rows(request.GET, person)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    kept = request.GET.copy()
    kept.pop("pagina", None)
    return show(
        request,
        "algorithms.html",
        here=_("Algorithms"),
        lines=_make_lines(person, list(page.object_list)),
        page=page,
        query=kept.urlencode(),
        words=words,
        organisation=organisation,
        state=state,
        states=[(item.value, say(STATE_LABELS[item])) for item in State],
        organisations=workplace.list_organisations_with_dossiers(reach),
        review=review,
        reviews=[(code, str(label)) for code, label in REVIEWS.items()],
        who=who,
        **saved_filters.describe(request),
        is_filtered=bool(words or organisation or state or until or who.chosen),
        bulk_actions=list_actions(person),
        may_start=rights.may_somewhere(person, "algorithms.create"),
    )


def select_rows(given: QueryDict, person: Any) -> Any:
    """The dossiers in reach of `person` that the filters in an address let through, by name."""
    state = given.get("stand", "")
    return workplace.list_portfolio(
        rights.reach(person, "publications.view"),
        words=given.get("woorden", "").strip(),
        organisation=given.get("organisatie", ""),
        state=state if state in set(State) else "",
        review_until=find_until(given.get("nalopen", "")),
        assigned=WhoFilter(given.get("wie", ""), person).person_id,
    )


def _make_lines(person: Any, entries: list[Any]) -> list[PortfolioLine]:
    known = values_of_many([entry.algorithm for entry in entries], [PHASE, CATEGORY])
    assigned = names_per_dossier([entry.algorithm for entry in entries])
    dossiers = rights.reach(person, "algorithms.view")
    lines = []
    for entry in entries:
        values = known.get(entry.algorithm.pk, {})
        sees_dossier = dossiers is None or entry.organisation.code in dossiers
        lines.append(
            PortfolioLine(
                public_id=entry.public_id,
                name=entry.algorithm.name,
                organisation=entry.organisation.name,
                state=STATE_LABELS[State(entry.state)],
                state_code=entry.state,
                is_public=entry.live_id is not None,
                phase=_name(PHASE, values.get(PHASE)),
                category=_name(CATEGORY, values.get(CATEGORY)),
                changed_at=entry.changed_at,
                assigned=", ".join(assigned.get(entry.algorithm.pk, ())) if sees_dossier else "",
                review_on=entry.review_on if entry.live_id else None,
                review_is_near=bool(entry.live_id) and is_near(entry.review_on),
                opens=reverse(
                    "web:dossier" if sees_dossier else "web:entry", kwargs={"public_id": entry.public_id}
                ),
            )
        )
    return lines


def _name(key: str, value: object) -> str:
    return show_value(from_term(load_vocabulary().get_term(key)), value).text


class NewDossier(forms.Form):
    """What is asked to begin: little, and nothing that cannot be changed later."""

    use_required_attribute = False

    name = forms.CharField(
        max_length=LONGEST_NAME,
        label=gettext_lazy("What is the algorithm called?"),
        help_text=gettext_lazy(
            "Choose a name that a resident understands too. The name is the first fact in the dossier; you can "
            "change it later."
        ),
    )
    organisation = forms.ChoiceField(
        label=gettext_lazy("Which organisation uses it?"), widget=forms.RadioSelect, choices=()
    )


@needs("algorithms.create")
@require_http_methods(["GET", "HEAD", "POST"])
def algorithm_new(request: HttpRequest) -> HttpResponse:
    """Begin a dossier, with a draft of its publication."""
    person = person_of(request)
    own = list(list_organisations(rights.reach(person, "algorithms.create")))
    initial = {"organisation": own[0].code} if len(own) == 1 else {}
    form = NewDossier(request.POST or None, initial=initial)
    choices: Any = form.fields["organisation"]
    choices.choices = [(item.code, item.name) for item in own]
    if request.method == "POST" and form.is_valid():
        entry = actions.start_entry(
            organisation=get_organisation(form.cleaned_data["organisation"]),
            name=form.cleaned_data["name"],
            by=person,
            at=now(),
        )
        messages.success(request, _("The dossier is there, with a draft of its publication."))
        return redirect("web:dossier", public_id=entry.public_id)
    return show(
        request,
        "algorithm_new.html",
        crumbs=[(_("Algorithms"), reverse("web:algorithms"))],
        here=_("New dossier"),
        form=form,
    )
