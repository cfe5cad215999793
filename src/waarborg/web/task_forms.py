"""The forms of a task: who does it and when, how far it is, and what shows it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.apps.obligations.checking import LONGEST_NOTE, LONGEST_REASON, LONGEST_TITLE
from waarborg.core.framework.parts import EvidenceKind
from waarborg.core.framework.tasks import TaskState
from waarborg.core.terms.text import Text
from waarborg.web.pages import say

STATE_LABELS = {
    TaskState.TODO: Text("Te doen", "To do"),
    TaskState.DOING: Text("Bezig", "In progress"),
    TaskState.DONE: Text("Klaar", "Done"),
    TaskState.NOT_APPLICABLE: Text("Niet van toepassing", "Not applicable"),
}
EVIDENCE_LABELS = {
    EvidenceKind.FORM: Text("Formulier", "Form"),
    EvidenceKind.MEASUREMENT: Text("Meting", "Measurement"),
    EvidenceKind.DOCUMENT: Text("Document", "Document"),
    EvidenceKind.DECISION: Text("Besluit", "Decision"),
    EvidenceKind.RECORD: Text("Vastlegging", "Record"),
    EvidenceKind.LINK: Text("Verwijzing", "Link"),
}


class PlanForm(forms.Form):
    """Who does a task, before which day, and what people should know."""

    use_required_attribute = False

    assignee = forms.ChoiceField(required=False, label=gettext_lazy("Who does it?"))
    due_on = forms.DateField(
        required=False,
        label=gettext_lazy("Before which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        label=gettext_lazy("What should colleagues know?"),
        help_text=gettext_lazy("Give no names of people outside the organisation."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields["assignee"]
        given.choices = [("", _("Nobody yet")), *people]


class StateForm(forms.Form):
    """How far a task is."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label=gettext_lazy("How far is it?"),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label=gettext_lazy("Why does it not apply?"),
        help_text=gettext_lazy("Needed for “not applicable” only."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields["state"]
        given.choices = [(state.value, say(label)) for state, label in STATE_LABELS.items()]


class EvidenceForm(forms.Form):
    """What shows that a task is done."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=gettext_lazy("What kind of evidence is it?"))
    title = forms.CharField(max_length=LONGEST_TITLE, label=gettext_lazy("What does it show?"))
    attachment = forms.ChoiceField(
        required=False,
        label=gettext_lazy("A file of the dossier"),
        help_text=gettext_lazy("Add a file under “Documents” first; then it can be chosen here."),
    )
    link = forms.CharField(required=False, label=gettext_lazy("Or the web address where it can be found"))
    observed_on = forms.DateField(
        label=gettext_lazy("From which day is it?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    valid_until = forms.DateField(
        required=False,
        label=gettext_lazy("Until which day does it count?"),
        help_text=gettext_lazy("Leave this empty if it keeps counting. After this day the task opens again."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, files: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind.value, say(label)) for kind, label in EVIDENCE_LABELS.items()]
        given: Any = self.fields["attachment"]
        given.choices = [("", _("No file")), *files]
