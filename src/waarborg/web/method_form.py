"""The questions about how an organisation works."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from waarborg.apps.organisations import flows
from waarborg.core.publication.workflow import FLOW_LABELS, FLOW_MEANINGS, Flow
from waarborg.web.pages import say


class WorkingMethod(forms.Form):
    """The flow and the months between reviews."""

    use_required_attribute = False

    flow = forms.ChoiceField(label=gettext_lazy("Who publishes?"), widget=forms.RadioSelect, choices=())
    review_months = forms.IntegerField(
        min_value=flows.FEWEST_MONTHS,
        max_value=flows.MOST_MONTHS,
        label=gettext_lazy("Months until a published text is looked at again"),
        help_text=gettext_lazy("For texts that are published from now on. Dates that are set already stay."),
    )

    def __init__(self, data: Any, *, organisation: Any) -> None:
        initial = {"flow": organisation.flow, "review_months": organisation.review_months}
        super().__init__(data, initial=initial)
        choices: Any = self.fields["flow"]
        choices.choices = [
            (flow.value, f"{say(FLOW_LABELS[flow])}: {say(FLOW_MEANINGS[flow])}") for flow in Flow
        ]
