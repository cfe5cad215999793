"""What somebody fills in to send a form to many: which form, before when, and to whom."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.apps.assessments.actions.questionnaires import (
    LONGEST_NAME,
    LONGEST_TERM,
    LONGEST_TEXT,
    Addressee,
    Ask,
)
from waarborg.core.forms.forms import About, Form
from waarborg.web.pages import say

USUAL_TERM = timedelta(days=42)
LANGUAGES = (("nl", "Nederlands"), ("en", "English"))


def read_recipients(text: str) -> list[Addressee]:
    """Recipients as somebody typed or pasted them: each on a line, with a mail address and a person where known.

    A line is `name; mail address; person`, apart by semicolons or tabs. Raises ValidationError that names the lines.
    """
    found, faults = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.replace("\t", ";").split(";")]
        if not any(cells):
            continue
        name, email, contact, *more = [*cells, "", ""]
        if any(more):
            faults.append(
                _("Line %(number)s: more than three things. Write: name; mail address; person.")
                % {"number": number}
            )
        elif not name:
            faults.append(_("Line %(number)s: the name is missing.") % {"number": number})
        elif email and not _is_mail(email):
            faults.append(
                _("Line %(number)s: “%(email)s” is no mail address.")
                % {"number": number, "email": email[:80]}
            )
        else:
            found.append(Addressee(name=name, contact=contact, email=email))
    if faults:
        raise ValidationError(faults)
    return found


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class Recipients(forms.Form):
    """To whom: lines with names, and organisations that work here."""

    use_required_attribute = False

    recipients = forms.CharField(
        required=False,
        label=gettext_lazy("To whom?"),
        help_text=gettext_lazy(
            "Each on a line: name; mail address; person. Without a mail address you send the link yourself. You can paste "
            "three columns of a spreadsheet."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    organisations = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Organisations that work here"),
        help_text=gettext_lazy(
            "They reply with what they signed about themselves, so they fill it in once. Only for forms about an "
            "organisation."
        ),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, organisations: Iterable[Any] = (), initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.known = {item.code: item for item in organisations}
        if self.known:
            choices: Any = self.fields["organisations"]
            choices.choices = [(code, item.name) for code, item in self.known.items()]
        else:
            del self.fields["organisations"]

    def clean_recipients(self) -> list[Addressee]:
        """The lines as addressees."""
        return read_recipients(self.cleaned_data["recipients"])

    def list_addressees(self) -> list[Addressee]:
        """Everybody who is asked."""
        chosen = [self.known[code] for code in self.cleaned_data.get("organisations", ())]
        return [
            *self.cleaned_data["recipients"],
            *(Addressee(name=item.name, organisation=item) for item in chosen),
        ]


class QuestionnaireForm(Recipients):
    """A form that is sent to many."""

    form = forms.ChoiceField(label=gettext_lazy("Which form?"))
    title = forms.CharField(
        max_length=LONGEST_NAME,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("As the recipients read it, such as “Questions about your chatbot”."),
    )
    product = forms.CharField(
        required=False,
        max_length=LONGEST_NAME,
        label=gettext_lazy("About which product?"),
        help_text=gettext_lazy("For suppliers. They see this name, and nothing else of the dossier."),
    )
    text = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label=gettext_lazy("Why do you ask this?"),
        help_text=gettext_lazy("What you do with the answers, who reads them, and whom they can call."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(choices=LANGUAGES, label=gettext_lazy("Language of the mail"))
    due_on = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    remind_days = forms.IntegerField(
        min_value=0,
        max_value=90,
        label=gettext_lazy("Remind so many days before the last day"),
        help_text=gettext_lazy("0 for no reminder. Who is late gets one more the day after."),
    )
    field_order = (
        "form",
        "title",
        "product",
        "text",
        "due_on",
        "remind_days",
        "language",
        "recipients",
        "organisations",
    )

    def __init__(
        self,
        data: Any,
        *,
        forms_there: Iterable[Form],
        organisations: Iterable[Any],
        today: date,
        initial: Any,
    ) -> None:
        start = {"due_on": today + USUAL_TERM, "remind_days": 14, "language": "nl"}
        super().__init__(data, organisations=organisations, initial={**start, **initial})
        self.order_fields(self.field_order)
        choices: Any = self.fields["form"]
        choices.choices = [("", _("Choose a form")), *_group(forms_there)]
        day: Any = self.fields["due_on"]
        day.widget.attrs |= {
            "min": (today + timedelta(days=1)).isoformat(),
            "max": (today + LONGEST_TERM).isoformat(),
        }

    def make_ask(self) -> Ask:
        """What is asked."""
        given = self.cleaned_data
        return Ask(
            form=given["form"],
            title=given["title"],
            due_on=given["due_on"],
            text=given["text"],
            product=given["product"],
            language=given["language"],
            remind_days=given["remind_days"],
        )


def _group(forms_there: Iterable[Form]) -> list[tuple[str, list[tuple[str, str]]]]:
    titles = {
        About.ORGANISATION: _("About an organisation"),
        About.ALGORITHM: _("About an algorithm or product"),
    }
    groups: dict[str, list[tuple[str, str]]] = {title: [] for title in titles.values()}
    for one in forms_there:
        groups[titles[one.about]].append((one.id, say(one.title)))
    return [(title, lines) for title, lines in groups.items() if lines]
