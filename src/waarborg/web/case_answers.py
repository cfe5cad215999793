"""The form that asks for a fact of a case: an input for its kind, and from what was typed to a value."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.adapters.law_files.notation import NotationError, parse_condition
from waarborg.apps.cases.checking import LONGEST_SUPPLIER, LONGEST_VALUE
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Identity, Kind, Money, Value, is_known, kind_of, write_number
from waarborg.core.terms.text import Text

#: Who can say something in a case; the words are kept in the case, so they are Dutch.
SUPPLIERS = {
    "aanvrager": gettext_lazy("The applicant or citizen"),
    "register": gettext_lazy("A register, such as a key register"),
    "algoritme": gettext_lazy("The algorithm worked it out"),
    "ambtenaar": gettext_lazy("An official established it"),
    "voorbeeld": gettext_lazy("Made up, for this example"),
}
#: The same in a few words, after "supplied by".
SAID_BY = {
    "aanvrager": gettext_lazy("the applicant or citizen"),
    "register": gettext_lazy("a register"),
    "algoritme": gettext_lazy("the algorithm"),
    "ambtenaar": gettext_lazy("an official"),
    "voorbeeld": gettext_lazy("who made this example"),
}
#: Who says that an answer is not known any more, and who takes an act that anybody may take.
WORKPLACE, ANYBODY = "werkplek", "iemand"
#: What is typed as a list or a period is worked out without any facts.
_NOTHING = Interpretation(id="nothing", version="1", title=Text("Niets", "Nothing"), frames=())
#: Kinds that are typed in the notation of conditions, with an example.
_WRITTEN = {
    Kind.LIST: "{ € 10; € 20 }",
    Kind.PERIOD: "PERIODE(2026-01-01; 2027-01-01)",
}
MOST_DIGITS = 40
_PLAIN = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_UNCLEAR = re.compile(r"-?[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_YES_NO = {"ja": True, "nee": False}


class AnswerForm(forms.Form):
    """The answer to one question, from whom it comes, and for which day it is said."""

    use_required_attribute = False

    def __init__(self, *args: Any, kind: Kind | None, label: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["value"] = _make_field(kind, label, help_text)
        self.fields["supplier"] = forms.ChoiceField(
            label=_("Who says so?"), choices=[(code, str(words)) for code, words in SUPPLIERS.items()]
        )
        self.fields["on"] = forms.DateField(
            label=_("On which day is this known?"),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )

    def clean_value(self) -> Value:
        """What was typed, as a value of the kind that the fact has."""
        given = self.cleaned_data["value"]
        if isinstance(given, date):
            return given
        return _read(self.kind, str(given).strip())


def _make_field(kind: Kind | None, label: str, help_text: str) -> forms.Field:
    if kind in (None, Kind.BOOLEAN):
        return forms.ChoiceField(
            label=label,
            help_text=help_text,
            choices=[("ja", _("Yes")), ("nee", _("No"))],
            widget=forms.RadioSelect,
        )
    if kind is Kind.DATE:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(label=label, help_text=help_text, widget=widget)
    attrs = {"autocomplete": "off"}
    if kind in (Kind.NUMBER, Kind.MONEY):
        attrs["inputmode"] = "decimal"
    helps = {
        Kind.MONEY: _("An amount in euros, such as 1653,60."),
        Kind.NUMBER: _("A number, such as 12 or 0,5."),
        Kind.IDENTITY: _("A role or a made-up mark, such as applicant. No name."),
    }
    if kind in _WRITTEN:
        helps[kind] = _("Write it as %(example)s.") % {"example": _WRITTEN[kind]}
    text = " ".join(part for part in (help_text, helps.get(kind, "") if kind else "") if part)
    return forms.CharField(
        label=label, help_text=text, max_length=LONGEST_VALUE, widget=forms.TextInput(attrs=attrs)
    )


def _read(kind: Kind | None, typed: str) -> Value:
    match kind:
        case None | Kind.BOOLEAN:
            return _YES_NO[typed]
        case Kind.NUMBER:
            return _read_number(typed)
        case Kind.MONEY:
            return Money(_read_number(typed.removeprefix("€").strip()))
        case Kind.IDENTITY:
            return Identity(typed[:LONGEST_SUPPLIER])
        case Kind.LIST | Kind.PERIOD:
            return _read_written(kind, typed)
    return typed


def _read_number(typed: str) -> Decimal:
    """A number with a comma or a point before its decimals, and nothing between thousands.

    What can be read in two ways, such as 1.653, is refused: as an amount it would be a thousand times too small.
    """
    plain = typed.replace(" ", "").replace("\u00a0", "").replace("−", "-")
    shown = typed[:MOST_DIGITS]
    if _UNCLEAR.fullmatch(plain):
        whole = plain.replace(".", "").replace(",", "")
        said = _("“%(typed)s” can be read in two ways. Write %(plain)s without a mark for thousands.")
        raise forms.ValidationError(said % {"typed": shown, "plain": whole})
    if len(plain) > MOST_DIGITS or not _PLAIN.fullmatch(plain):
        said = _("“%(typed)s” is no number. Write it without a point between thousands, such as 1653,60.")
        raise forms.ValidationError(said % {"typed": shown})
    return Decimal(plain.replace(",", "."))


def _read_written(kind: Kind, typed: str) -> Value:
    wrong = forms.ValidationError(
        _("This cannot be read. Write it as %(example)s.") % {"example": _WRITTEN[kind]}
    )
    try:
        expression = parse_condition(typed)
    except NotationError as error:
        raise wrong from error
    outcome = Evaluation(_NOTHING, Situation(values={}, on=date.min)).conclude(expression).value
    if not is_known(outcome) or kind_of(outcome) is not kind:
        raise wrong
    return outcome


def to_input(value: Value | None) -> object:
    """A value as the form shows it again; empty for what cannot be typed."""
    match value:
        case bool():
            return "ja" if value else "nee"
        case Decimal():
            return write_number(value).replace(".", ",")
        case Money(amount=amount):
            return str(amount).replace(".", ",")
        case Identity(id=id):
            return id
        case date() | str():
            return value
    return ""
