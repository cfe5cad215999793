"""Cases at a dossier: the list, opening one, a case from a file, and the page of a case."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.adapters.law_files.case_files import MOST_BYTES, read_case
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.apps.algorithms import laws
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.cases import actions, queries
from waarborg.apps.cases.checking import CaseRefused, find_parties
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound
from waarborg.web import places
from waarborg.web.case_showing import Labels, list_goal_choices
from waarborg.web.dossiers import crumbs_of
from waarborg.web.legal_frames import name_interpretation
from waarborg.web.pages import Crumb, language, now, person_of, say, show

PER_PAGE = 30
#: Between the URN of an interpretation and the name of a goal, in one value of a form.
BETWEEN = "|"


def crumbs_to_cases(algorithm: Any) -> list[Crumb]:
    """The way to the page of one case."""
    address = reverse("web:cases", kwargs={"public_id": algorithm.public_id})
    return [*crumbs_of(algorithm), (_("Cases"), address)]


def get_case(public_id: str, token: str) -> Any:
    """A case of a dossier; "not found" when there is none."""
    try:
        return queries.get_case(algorithms.get_algorithm(public_id), token)
    except NotFound as error:
        raise Http404(str(error)) from error


def name_case(case: Any) -> str:
    """What a case is called."""
    return case.title or _("A case that was made unreadable")


class NewCase(forms.Form):
    """What a case is about, and when it begins."""

    use_required_attribute = False

    title = forms.CharField(
        max_length=actions.LONGEST_TITLE,
        label=gettext_lazy("What do you call this case?"),
        help_text=gettext_lazy(
            "Such as “Single, income just above the limit”. No name, no number of a person."
        ),
    )
    goal = forms.ChoiceField(
        label=gettext_lazy("Which question must be answered?"),
        help_text=gettext_lazy("You can look at other questions later."),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("On which day does the case begin?"),
        help_text=gettext_lazy("The law is applied as it is on that day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields["goal"]
        given.choices = [("", _("Choose a question")), *list_questions()]


def list_questions() -> list[Any]:
    """Every question that a case can be about, by interpretation."""
    return [
        (
            name_interpretation(item),
            [(f"{item.urn}{BETWEEN}{goal}", label) for goal, label in list_goal_choices(item)],
        )
        for item in laws.get_library().list_newest()
    ]


@needs("cases.view", places.of_dossier, see="algorithms.view")
@require_safe
def cases(request: HttpRequest, public_id: str) -> HttpResponse:
    """The cases of a dossier, newest first."""
    algorithm = algorithms.get_algorithm(public_id)
    page = Paginator(queries.list_cases(algorithm), PER_PAGE).get_page(request.GET.get("pagina"))
    library = laws.get_library()
    lines = []
    for row in page.object_list:
        known = library.find(row.interpretation)
        title = name_interpretation(known) if known else row.interpretation
        lines.append((row, name_case(row), title, Labels(known).of_name(row.goal) if row.goal else ""))
    return show(
        request,
        "cases.html",
        crumbs=crumbs_of(algorithm),
        here=_("Cases"),
        algorithm=algorithm,
        lines=lines,
        page=page,
        query="",
        may_use=rights.may(person_of(request), "cases.use", algorithm.organisation.code),
        has_laws=bool(library.interpretations),
    )


@needs("cases.use", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def case_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a case: what it is called, which question it is about, and on which day it begins."""
    algorithm = algorithms.get_algorithm(public_id)
    form = NewCase(request.POST or None, initial={"starts_on": localdate()})
    if request.method == "POST" and form.is_valid():
        urn, _between, goal = form.cleaned_data["goal"].partition(BETWEEN)
        library = laws.get_library()
        try:
            case = actions.open_case(
                algorithm=algorithm,
                interpretation=urn,
                goal=goal,
                title=form.cleaned_data["title"],
                starts_on=form.cleaned_data["starts_on"],
                parties=find_parties(library, urn),
                library=library,
                by=person_of(request),
                at=now(),
            )
        except CaseRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal.reason))
        else:
            return redirect("web:case", public_id=public_id, token=case.token)
    return show(
        request,
        "case_new.html",
        crumbs=crumbs_to_cases(algorithm),
        here=_("New case"),
        status=422 if form.errors else 200,
        algorithm=algorithm,
        form=form,
        has_laws=bool(laws.get_library().interpretations),
    )


class CaseFileForm(forms.Form):
    """A file with a case."""

    use_required_attribute = False

    title = forms.CharField(
        required=False,
        max_length=actions.LONGEST_TITLE,
        label=gettext_lazy("What do you call this case?"),
        help_text=gettext_lazy("Left empty, it is called as in the file."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A file that Waarborg wrote (JSON, at most 4 MB)."),
        allow_empty_file=True,
    )


@needs("cases.use", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def case_import(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bring in a case from a file, when its chain of events is whole."""
    algorithm = algorithms.get_algorithm(public_id)
    form = CaseFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = _bring_in(algorithm, form, person_of(request))
        except LawFileError as error:
            form.add_error("file", error.in_language(language()))
        except CaseRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "file", say(refusal.reason))
        else:
            messages.success(request, _("The case is there, and its chain of events is whole."))
            return redirect("web:case", public_id=public_id, token=case.token)
    return show(
        request,
        "case_import.html",
        crumbs=crumbs_to_cases(algorithm),
        here=_("A case from a file"),
        status=422 if form.errors else 200,
        algorithm=algorithm,
        form=form,
    )


def _bring_in(algorithm: Any, form: CaseFileForm, person: Any) -> Any:
    upload = form.cleaned_data["file"]
    found = read_case(upload.read(MOST_BYTES + 1), file=upload.name)
    return actions.import_case(
        algorithm=algorithm,
        content=found.case,
        title=form.cleaned_data["title"] or found.title[: actions.LONGEST_TITLE],
        library=laws.get_library(),
        by=person,
        at=now(),
    )
