"""Which form a card is about: by the URN of its instrument, ours or one of others that we know, else by its name."""

import re
from dataclasses import dataclass
from typing import Any

from waarborg.adapters.cards.card_text import CardError, refuse
from waarborg.adapters.official_forms.output_names import name_form
from waarborg.core.forms.forms import Form
from waarborg.core.terms.text import Text

_OWN = re.compile(r"urn:waarborg:form:([a-z0-9-]{1,40}):([0-9]{4}\.[0-9]{1,9})")
#: The task registry (`urn:nl:aivt:tr:aiia:1.0`) and the official form filler (`urn:nl:dpia`).
_OTHER = re.compile(r"urn:nl:(?:aivt:tr:)?([a-z]{2,20})(?::[0-9]+(?:\.[0-9]+)*)?")
#: What others call an instrument, beside the name of our form for the same instrument.
_FORMS = {
    "aiia": "aiia",
    "ca": "conformity",
    "dpia": "dpia",
    "iama": "iama",
    "prescan": "prescan",
    "td": "technical-documentation",
}


@dataclass(frozen=True, slots=True)
class Instrument:
    """The form that a card is about. version: of our form; empty when the card is of another tool."""

    form: str
    version: str = ""


def find_instrument(urn: str) -> Instrument | None:
    """Return the form that a URN stands for; None when it is not known here."""
    if found := _OWN.fullmatch(urn):
        return Instrument(found[1], found[2])
    found = _OTHER.fullmatch(urn)
    form = _FORMS.get(found[1]) if found is not None else None
    return Instrument(form) if form is not None else None


def is_about(card: dict[str, Any], form: Form) -> bool:
    """Return whether a card is about a form, or about the official file that the form was made from."""
    urn = str(card.get("urn") or "")
    if not urn:
        name = _fold(str(card["name"]))
        return name in map(_fold, (form.title.nl, form.title.en, form.short))
    found = find_instrument(urn)
    if found is not None and found.form == form.id:
        return True
    other = _OTHER.fullmatch(urn)
    return form.official is not None and other is not None and other[1] == name_form(form)


def refuse_other(card: dict[str, Any], form: Form, *, file: str, place: str = "urn") -> CardError:
    """Return the error for a card that is about another form, or about an instrument that is not known here."""
    urn, name = str(card.get("urn") or ""), str(card["name"])
    found = find_instrument(urn)
    if found is not None:
        return refuse(
            file,
            place,
            Text(
                f"Deze kaart is van het formulier “{found.form}”, en deze toets van “{form.id}”.",
                f"This card is of the form “{found.form}”, and this assessment of “{form.id}”.",
            ),
            Text(
                f"Open de toets “{found.form}” van dit dossier en lees de kaart daar in.",
                f"Open the assessment “{found.form}” of this dossier and bring the card in there.",
            ),
        )
    known = ", ".join(sorted(_FORMS.values()))
    shown = f"{name:.80} ({urn:.80})" if urn else f"{name:.80}"
    return refuse(
        file,
        place if urn else "name",
        Text(
            f"Deze kaart gaat over een instrument dat hier niet bekend is: {shown}.",
            f"This card is about an instrument that is not known here: {shown}.",
        ),
        Text(
            f"Kies een kaart van “{form.id}”. Van andere programma’s zijn bekend: {known}. Of voeg de kaart als bijlage "
            "toe aan het dossier.",
            f"Choose a card of “{form.id}”. Of other tools are known: {known}. Or add the card to the dossier as an "
            "attachment.",
        ),
    )


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
