"""Why something cannot be determined, in plain words."""

from collections.abc import Mapping

from waarborg.core.law.values import Fault
from waarborg.core.terms.text import Text

_OTHERWISE = Text(nl="De gegevens passen niet bij de regel.", en="The facts do not fit the rule.")
_FAULTS: Mapping[str, Text] = {
    "unreadable": Text(nl="De regel is niet te lezen.", en="The rule cannot be read."),
    "not_boolean": Text(
        nl="Hier is ja of nee nodig, en er staat iets anders.",
        en="Yes or no is needed here, and there is something else.",
    ),
    "kinds_differ": Text(
        nl="Deze gegevens zijn van een andere soort en passen niet bij elkaar.",
        en="These facts are of different kinds and do not go together.",
    ),
    "currencies_differ": Text(
        nl="Deze bedragen zijn niet in dezelfde munt.", en="These amounts are not in the same currency."
    ),
    "not_ordered": Text(
        nl="Hier zijn getallen, bedragen of datums van één soort nodig.",
        en="Numbers, amounts or dates of one kind are needed here.",
    ),
    "not_a_number": Text(nl="Hier is een getal of bedrag nodig.", en="A number or an amount is needed here."),
    "not_a_list": Text(nl="Hier is een lijst nodig.", en="A list is needed here."),
    "nothing_to_compare": Text(
        nl="De lijst is leeg, dus er is geen laagste of hoogste.",
        en="The list is empty, so there is no lowest or highest.",
    ),
    "not_a_date": Text(nl="Hier is een datum nodig.", en="A date is needed here."),
    "not_a_length": Text(nl="Hier is een heel getal nodig.", en="A whole number is needed here."),
    "not_a_period": Text(nl="Hier is een periode nodig.", en="A period is needed here."),
    "no_period": Text(
        nl="Het einde van de periode ligt niet na het begin.", en="The period does not end after it starts."
    ),
    "no_end": Text(nl="De periode loopt door en heeft geen einde.", en="The period goes on and has no end."),
    "no_such_day": Text(
        nl="Deze dag is niet uit te rekenen met de kalender.", en="This day cannot be found in the calendar."
    ),
    "divided_by_zero": Text(nl="Er wordt gedeeld door nul.", en="There is a division by zero."),
    "too_large": Text(nl="Het getal wordt te groot.", en="The number becomes too large."),
}


def say_fault(fault: Fault) -> Text:
    """Return why there is no value, as a sentence."""
    return _FAULTS.get(fault.code, _OTHERWISE)
