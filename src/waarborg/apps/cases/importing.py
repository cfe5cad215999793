"""Whether a case from a file could have happened here: nothing in it is kept that nobody could have done."""

from waarborg.apps.cases.checking import LONGEST_PARTY, LONGEST_SUPPLIER, CaseRefused, require_facts
from waarborg.apps.cases.playing import play_again
from waarborg.core.law.cases import BrokenCase, Case, Event, EventKind
from waarborg.core.law.evaluation import CyclicFacts
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.library import Library
from waarborg.core.terms.text import Text

#: Each act is played again with all that came before it, so a file with very many would keep others waiting.
MOST_ACTS = 300


def require_content(library: Library, interpretation: Interpretation, content: Case) -> None:
    """Check a case from a file. Raises CaseRefused naming the first event that could not have happened.

    A whole chain says that nothing was changed since the file was made, not that it was made here.
    """
    if not content.events:
        raise _refuse(Text("In dit bestand staat geen gebeurtenis.", "There is no event in this file."))
    if sum(event.kind is EventKind.TAKEN for event in content.events) > MOST_ACTS:
        raise _refuse(
            Text(
                f"In dit bestand staan meer dan {MOST_ACTS} handelingen. Zoveel speelt Waarborg er niet na.",
                f"There are more than {MOST_ACTS} acts in this file. Waarborg does not replay that many.",
            )
        )
    for event in content.events:
        _require_event(library, interpretation, event)
    try:
        content.require_whole()
        again = play_again(interpretation, content, starts_on=content.events[0].on)
    except (BrokenCase, CyclicFacts, ValueError) as error:
        raise _refuse(
            Text(
                f"De zaak kan niet worden nagespeeld: {error}. Vraag het bestand opnieuw op.",
                f"The case cannot be replayed: {error}. Ask for the file again.",
            )
        ) from error
    for item in again.refused:
        raise _cannot(item.event, Text("die handeling mocht toen niet", "that act was not allowed then"))


def _require_event(library: Library, interpretation: Interpretation, event: Event) -> None:
    if len(event.by.id) > LONGEST_PARTY or len(event.supplier) > LONGEST_SUPPLIER:
        raise _cannot(event, Text("een naam is te lang", "a name is too long"))
    try:
        require_facts(library, interpretation, event.facts)
    except CaseRefused as refusal:
        raise _cannot(event, Text(refusal.reason.nl.rstrip("."), refusal.reason.en.rstrip("."))) from refusal


def _cannot(event: Event, why: Text) -> CaseRefused:
    return _refuse(
        Text(
            f"Gebeurtenis {event.number} kan hier niet zijn gebeurd: {why.nl}. Vraag het bestand opnieuw op.",
            f"Event {event.number} cannot have happened here: {why.en}. Ask for the file again.",
        )
    )


def _refuse(reason: Text) -> CaseRefused:
    return CaseRefused("file", reason)
