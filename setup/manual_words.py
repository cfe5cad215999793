"""The words of the manual of the law engine around its examples, in Dutch and in English."""

from collections.abc import Mapping

Words = Mapping[str, Mapping[str, str]]


def _pair(nl: str, en: str) -> Mapping[str, str]:
    return {"nl": nl, "en": en}


WORDS: Words = {
    "notice": _pair(
        "*Deze bladzijde wordt met `make docs` gemaakt uit de voorbeelden in `tests/spec/law/manual`. Verander die, niet deze tekst.*",
        "<!-- Made by `make docs` from tests/spec/law/manual; change the examples, not this file. -->",
    ),
    "title": _pair("Rekenen met regels", "How the law engine works things out"),
    "intro": _pair(
        "Zo past Waarborg regels toe, in voorbeelden. Elk voorbeeld is met de hand uitgerekend en wordt bij elke "
        "wijziging van de software nagerekend. Namen en personen zijn verzonnen. Een naam tussen `[ ]` is een feit, "
        "tussen `<< >>` een handeling en tussen `< >` een plicht. Staat er geen dag bij, dan is de peildatum "
        "dinsdag 3 maart 2026.",
        "This is how Waarborg applies rules, in examples. Each was worked out by hand and is checked at every change "
        "of the software. Names and persons are fictional. A name within `[ ]` is a fact, within `<< >>` an act and "
        "within `< >` a duty. Where no day is given, the day is Tuesday 3 March 2026.",
    ),
    "law": _pair("Bron", "Source"),
    "working": _pair("Berekening", "Working"),
    "same model": _pair("Hetzelfde model als hiervoor.", "The same model as before."),
    "refused": _pair("Geweigerd bij het lezen", "Refused when it is read"),
    "ring": _pair("**Fout: feiten in een kring**", "**Fault: facts in a ring**"),
    "on": _pair("op", "on"),
    "by": _pair("door", "by"),
    "answer": _pair("antwoord", "answer"),
    "unknown": _pair("hangt af van", "depends on"),
    "unknown value": _pair("onbekend", "unknown"),
    "overruled": _pair("overstemd", "overruled"),
    "how": _pair("hoe", "how"),
    "certainly not": _pair("zeker niet gemaakt", "certainly not created"),
    "fault": _pair("fout", "fault"),
    "nothing known": _pair("niets bekend", "nothing known"),
    "states": _pair("geeft", "states"),
    "supplier": _pair("gegeven door", "supplied by"),
    "takes": _pair("doet", "takes"),
    "with": _pair("met", "with"),
    "number": _pair("nummer", "number"),
    "changes": _pair("iemand verandert gebeurtenis", "somebody changes event"),
    "looks": _pair("hoe het er dan voor staat", "how it stands then"),
    "not allowed": _pair("geweigerd", "refused"),
    "no_such_act": _pair("geweigerd: deze handeling bestaat niet", "refused: there is no such act"),
    "before_last_event": _pair(
        "geweigerd: deze dag ligt voor de laatste gebeurtenis", "refused: this day is before the last event"
    ),
    "no duty": _pair("geen plicht", "no duty"),
    "no last day": _pair("zonder laatste dag", "without last day"),
    "last day": _pair("laatste dag", "last day"),
    "ended": _pair("beëindigd op", "ended on"),
    "late": _pair("te laat", "too late"),
    "not late": _pair("niet te laat", "not too late"),
    "chain whole": _pair("de keten is heel", "the chain is whole"),
    "chain broken": _pair("de keten is gebroken bij gebeurtenis", "the chain is broken at event"),
    "from": _pair("vanaf", "from"),
    "until": _pair("tot", "until"),
}

#: Availability of acts and states of duties.
STATES: Words = {
    "available": _pair("kan", "available"),
    "possible": _pair("kan misschien", "possible"),
    "barred": _pair("kan niet", "barred"),
    "open": _pair("open", "open"),
    "fulfilled": _pair("nagekomen", "fulfilled"),
    "violated": _pair("geschonden", "violated"),
    "lapsed": _pair("vervallen", "lapsed"),
}

#: Parts of frames, and the two other reasons why an act is barred.
PARTS: Words = {
    "actor": _pair("wie handelt", "actor"),
    "object": _pair("waarover", "object"),
    "recipient": _pair("jegens wie", "recipient"),
    "precondition": _pair("wanneer", "precondition"),
    "not_in_force": _pair("niet van kracht", "not in force"),
    "no_violated_duty": _pair("er is geen geschonden plicht", "no duty is violated"),
    "holder": _pair("wie de plicht draagt", "holder"),
    "claimant": _pair("wie er recht op heeft", "claimant"),
    "term": _pair("laatste dag", "last day"),
    "creates": _pair("maakt", "creates"),
    "terminates": _pair("beëindigt", "terminates"),
    "enforces": _pair("wordt gehandhaafd met", "enforced by"),
    "duty creates": _pair("ontstaat door", "arises from"),
    "duty terminates": _pair("eindigt door", "ended by"),
}

#: How a conclusion came about.
HOWS: Words = {
    "computed": _pair("berekend", "computed"),
    "given": _pair("gegeven", "given"),
    "derived": _pair("afgeleid", "derived"),
    "absent": _pair("niet gemaakt", "absent"),
    "unknown": _pair("onbekend", "unknown"),
    "not_in_force": _pair("niet van kracht", "not in force"),
}

#: Each fault by its code.
FAULTS: Words = {
    "not_boolean": _pair("geen ja of nee", "no yes or no"),
    "kinds_differ": _pair("twee soorten", "two kinds"),
    "currencies_differ": _pair("twee munteenheden", "two currencies"),
    "not_ordered": _pair("geen volgorde", "no order"),
    "not_a_list": _pair("geen lijst", "no list"),
    "nothing_to_compare": _pair("niets om te vergelijken", "nothing to compare"),
    "not_a_date": _pair("geen datum", "no date"),
    "no_period": _pair("geen periode", "no period"),
    "not_a_period": _pair("geen periode", "no period"),
    "no_end": _pair("geen einde", "no end"),
    "not_a_length": _pair("geen heel aantal", "no whole number"),
    "no_such_day": _pair("geen dag in de kalender", "no day of the calendar"),
    "too_large": _pair("te groot", "too large"),
    "not_a_number": _pair("geen getal", "no number"),
    "divided_by_zero": _pair("gedeeld door nul", "divided by zero"),
    "unreadable": _pair("niet gelezen", "not read"),
}
