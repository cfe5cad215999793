"""Asking for advice on an assessment, giving it, reacting to it, and signing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import signing
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.snapshots import digest_answers
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import names_of
from waarborg.core.forms.following import Holds, list_findings, list_outcomes
from waarborg.core.forms.forms import SlotKind
from waarborg.core.terms.digests import digest
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.assessment_outcomes import describe_check, describe_outcome
from waarborg.web.assessment_steps import attempt, attempt_at_once, go_back, show_step
from waarborg.web.assessments import (
    SlotLine,
    get_opened,
    list_slot_lines,
)
from waarborg.web.pages import now, person_of, say
from waarborg.web.sentences import name_person

#: What somebody can answer, by what is asked of them.
CHOICES: Mapping[SlotKind, Mapping[str, Text]] = {
    SlotKind.ADVICE: {
        signing.POSITIVE: Text("Positief: zo kan het", "Positive: it can be done like this"),
        signing.CONDITIONS: Text("Positief, onder voorwaarden", "Positive, on conditions"),
        signing.NEGATIVE: Text("Negatief: zo kan het niet", "Negative: it cannot be done like this"),
    },
    SlotKind.CONSENT: {
        signing.POSITIVE: Text("Ingestemd", "Consented"),
        signing.CONDITIONS: Text("Ingestemd, onder voorwaarden", "Consented, on conditions"),
        signing.NEGATIVE: Text("Niet ingestemd", "Did not consent"),
    },
    SlotKind.SIGNATURE: {
        signing.POSITIVE: Text("Ik teken", "I sign"),
        signing.NEGATIVE: Text("Ik teken niet", "I do not sign"),
    },
}
VERDICT_LABELS: Mapping[tuple[str, str], Text] = {
    (kind.value, verdict): label for kind, labels in CHOICES.items() for verdict, label in labels.items()
} | {
    (SlotKind.SIGNATURE.value, signing.POSITIVE): Text("Getekend", "Signed"),
    (SlotKind.SIGNATURE.value, signing.NEGATIVE): Text("Niet getekend", "Not signed"),
}


@dataclass(frozen=True)
class Given:
    """An advice, consent or signature that was asked for, with what was said, for who decides after it.

    is_needed: whether a signature waits for it, or for a reaction to it.
    """

    line: SlotLine
    verdict: str
    is_needed: bool


@needs("assessments.edit", places.of_home, see="assessments.view")
@require_POST
def assessment_ask(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Lay the assessment before who must advise and sign."""
    opened = get_opened(public_id, number)
    attempt_at_once(
        request,
        lambda: signing.ask_advice(assessment=opened.assessment, by=person_of(request), at=now()),
        _("Who must advise and sign was told. Until you take it back nobody changes the answers."),
    )
    return go_back(opened)


@needs("assessments.edit", places.of_home, see="assessments.view")
@require_POST
def assessment_take_back(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Take the assessment back to change something."""
    opened = get_opened(public_id, number)
    attempt_at_once(
        request,
        lambda: signing.take_back(assessment=opened.assessment, by=person_of(request), at=now()),
        _("You can change the answers again. Advice no longer counts once an answer has changed."),
    )
    return go_back(opened)


# --- giving a verdict ----------------------------------------------------------------------------------------
class SometimesNeeded(forms.CharField):
    """A text of which the form says whether it may stay empty; so "optional" would not be true beside it."""

    def validate(self, value: Any) -> None:
        """Leave it to the form."""


class VerdictForm(forms.Form):
    """What somebody says of the answers. seen: what they had before them, so that nobody signs something else."""

    use_required_attribute = False

    verdict = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Choose one.")}
    )
    text = SometimesNeeded(widget=forms.Textarea(attrs={"rows": 8}))
    on = forms.DateField(
        label=gettext_lazy("On which day was it given?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reference = forms.CharField(
        label=gettext_lazy("Where can that be read?"),
        help_text=gettext_lazy("Such as the number of a decision or letter, or the address of a page."),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, kind: SlotKind, seen: str) -> None:
        super().__init__(data, initial={"seen": seen})
        fields: dict[str, Any] = self.fields
        fields["verdict"].choices = [(value, say(label)) for value, label in CHOICES[kind].items()]
        fields["verdict"].label, fields["text"].label = _ask(kind)
        fields["text"].help_text = _("Needed unless it is positive. It stays with the assessment.")
        if kind is not SlotKind.CONSENT:
            del self.fields["on"], self.fields["reference"]

    def clean(self) -> dict[str, Any]:
        """Ask for words where the verdict is not simply positive."""
        given = super().clean() or {}
        if given.get("verdict") not in (None, signing.POSITIVE) and not given.get("text", "").strip():
            self.add_error("text", _("Say why, so that others can go on with it."))
        return given


def _ask(kind: SlotKind) -> tuple[str, str]:
    """What is asked, and what the words are for."""
    if kind is SlotKind.ADVICE:
        return _("What is your advice?"), _("Your advice in words")
    if kind is SlotKind.CONSENT:
        return _("What was decided?"), _("The decision in words")
    return _("Do you sign?"), _("What you want to say")


@needs("assessments.view", places.of_home)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_verdict(request: HttpRequest, public_id: str, number: int, slot: str) -> HttpResponse:
    """Show what is signed, and take the advice, the consent or the signature of who may give it.

    A signature takes two steps: what was chosen is shown once more before it is given, for it cannot be taken back.
    """
    opened = get_opened(public_id, number)
    given = list_given(opened, person_of(request))
    own = next((one for one in given if one.line.slot.id == slot), None)
    if own is None:
        raise Http404("This form does not ask for this.")
    kind, seen = own.line.slot.kind, mark_seen(opened, given)
    form = VerdictForm(request.POST or None, kind=kind, seen=seen)
    signs = kind is SlotKind.SIGNATURE
    is_checked = request.method == "POST" and form.is_valid() and _is_same(form, seen)
    if is_checked and (request.POST.get("do") == "sure" or not signs) and _give(request, opened, slot, form):
        return go_back(opened)
    return show_step(
        request,
        opened,
        "assessment_verdict.html",
        here=own.line.title,
        status=422 if form.is_bound and form.errors else 200,
        own=own,
        others=[one for one in given if one is not own],
        needed=[one for one in given if one.is_needed] if signs else [],
        form=form,
        chosen=say(CHOICES[kind][form.cleaned_data["verdict"]]) if is_checked and not form.errors else "",
        digest=digest_answers(opened),
        outcomes=[
            describe_outcome(opened, one) for one in list_outcomes(opened.reading) if one.holds is Holds.YES
        ],
        findings=[describe_check(opened, check) for check in list_findings(opened.reading)],
    )


def list_given(opened: Opened, person: Any) -> list[Given]:
    """What is asked at the end with what was said, in order; what a signature waits for is marked."""
    entries = queries.list_entries(opened.assessment)
    people = names_of(one for entry in entries.values() for one in (entry.by, entry.reaction_by) if one)
    lines = list_slot_lines(opened, entries, people, person)
    return [Given(line, _name_verdict(line.entry), _is_needed(line)) for line in lines]


def _name_verdict(entry: Any) -> str:
    if entry is None:
        return ""
    label = VERDICT_LABELS.get((entry.kind, entry.verdict))
    return say(label) if label is not None else str(entry.verdict)


def _is_needed(line: SlotLine) -> bool:
    if line.slot.kind is SlotKind.SIGNATURE or not line.slot.required:
        return False
    return line.entry is None or (line.entry.verdict != signing.POSITIVE and not line.entry.reaction)


def mark_seen(opened: Opened, given: Iterable[Given]) -> str:
    """A mark of everything that somebody reads before they decide: the answers, and what others said of them."""
    entries = [one.line.entry for one in given if one.line.entry is not None]
    said = [[entry.pk, entry.verdict, entry.text, entry.reaction] for entry in entries]
    return digest([digest_answers(opened), said])


def _is_same(form: VerdictForm, seen: str) -> bool:
    if form.cleaned_data["seen"] == seen:
        return True
    form.data = form.data.copy()
    form.data["seen"] = seen
    form.add_error(None, _("Something changed since you opened this page. Read it again before you decide."))
    return False


def _give(request: HttpRequest, opened: Opened, slot: str, form: VerdictForm) -> bool:
    typed = form.cleaned_data
    is_given = attempt(
        form,
        lambda: signing.fill_slot(
            assessment=opened.assessment,
            slot=slot,
            verdict=typed["verdict"],
            text=typed["text"],
            on=typed.get("on"),
            reference=typed.get("reference", ""),
            seen=digest_answers(opened),
            by=person_of(request),
            at=now(),
        ),
    )
    if is_given:
        after = queries.get_assessment(opened.assessment.home, opened.assessment.pk)
        messages.success(request, _tell_what_became(after.state))
    return is_given


def _tell_what_became(state: str) -> str:
    if state == "signed":
        return _("Everything is signed. The assessment is fixed, and its action points stand in the plan.")
    if state == "open":
        return _("Recorded. The assessment was not signed and can be changed again.")
    return _("Recorded. It stands with the assessment.")


# --- reacting ------------------------------------------------------------------------------------------------
class ReactionForm(forms.Form):
    """What is done with an advice. seen: the reaction that stood there."""

    use_required_attribute = False

    reaction = forms.CharField(
        label=gettext_lazy("What do you do with it?"),
        help_text=gettext_lazy(
            "Say what changes, or why it does not. Your reaction stays beside the advice, also in what is signed."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


@needs("assessments.edit", places.of_home, see="assessments.view")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_react(request: HttpRequest, public_id: str, number: int, pk: int) -> HttpResponse:
    """Say what is done with an advice or a consent that was given."""
    opened = get_opened(public_id, number)
    entry = next((one for one in queries.list_entries(opened.assessment).values() if one.pk == pk), None)
    if entry is None or entry.kind == SlotKind.SIGNATURE:
        raise Http404("There is no such advice, or it no longer counts.")
    seen = digest(entry.reaction)
    form = ReactionForm(request.POST or None, initial={"reaction": entry.reaction, "seen": seen})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] != seen:
            messages.warning(request, _("Somebody else reacted meanwhile. Your text is kept; send it again."))
            form.data = form.data.copy()
            form.data["seen"] = seen
            form.add_error("reaction", _("This stands there now: %(text)s") % {"text": entry.reaction})
        elif attempt(
            form,
            lambda: signing.react(
                entry=entry, text=form.cleaned_data["reaction"], by=person_of(request), at=now()
            ),
        ):
            messages.success(request, _("Your reaction stands beside it."))
            return go_back(opened)
    found = next((slot for slot in opened.form.signatures if slot.id == entry.slot), None)
    return show_step(
        request,
        opened,
        "assessment_react.html",
        here=_("React"),
        status=422 if form.is_bound and form.errors else 200,
        entry=entry,
        slot_title=say(found.title) if found is not None else entry.slot,
        verdict=_name_verdict(entry),
        by=name_person(entry.by, names_of([entry.by])),
        form=form,
        today=localdate(),
    )
