"""What must be so before something is written in a case, and the refusals in words."""

from collections.abc import Mapping

from waarborg.apps.cases.models import Case
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.library import Library, read_name
from waarborg.core.law.parties import list_parties
from waarborg.core.law.values import Identity, Kind, Record, Value, kind_of, require_value
from waarborg.core.terms.text import Text

MOST_FACTS = 300
LONGEST_VALUE = 4000
LONGEST_SUPPLIER = 100
LONGEST_PARTY = 500
#: What an act creates can be one thing, several, or just be there.
_ALSO: Mapping[Kind, frozenset[Kind]] = {
    Kind.RECORD: frozenset({Kind.RECORD, Kind.LIST, Kind.BOOLEAN}),
    Kind.LIST: frozenset({Kind.RECORD, Kind.LIST}),
}
KIND_NAMES: Mapping[Kind, Text] = {
    Kind.BOOLEAN: Text("ja of nee", "a yes or a no"),
    Kind.NUMBER: Text("een getal", "a number"),
    Kind.TEXT: Text("een tekst", "a text"),
    Kind.DATE: Text("een datum", "a date"),
    Kind.PERIOD: Text("een periode", "a period"),
    Kind.MONEY: Text("een bedrag", "an amount"),
    Kind.LIST: Text("een lijst", "a list"),
    Kind.IDENTITY: Text("een partij", "a party"),
    Kind.RECORD: Text("iets wat een handeling maakt", "something that an act creates"),
}


class CaseRefused(ValueError):
    """Something that cannot be done in a case; `field` says what to change, `reason` why, in words."""

    def __init__(self, field: str, reason: Text) -> None:
        super().__init__(reason.en)
        self.field = field
        self.reason = reason


class CaseOvertaken(CaseRefused):
    """Somebody else added to the case after this person saw it."""

    def __init__(self, more: int) -> None:
        super().__init__(
            "",
            Text(
                "Er is intussen iets bijgekomen in deze zaak. Lees wat er nu staat en doe het dan opnieuw.",
                "Something was added to this case meanwhile. Read what it says now, then do it again.",
            ),
        )
        self.more = more


def require_interpretation(library: Library, urn: str) -> Interpretation:
    """The interpretation of a case; raises CaseRefused when it is not known here."""
    found = library.find(urn)
    if found is None:
        raise CaseRefused(
            "interpretation",
            Text(
                f"De uitleg {urn} is hier niet bekend. Kies een andere.",
                f"The interpretation {urn} is not known here. Choose another one.",
            ),
        )
    return found


def find_parties(library: Library, urn: str) -> dict[str, Identity]:
    """Each role of an interpretation as a party of its own name, for a case in which nobody has a name."""
    known = library.find(urn)
    return {name: Identity(name) for name in list_parties(known)} if known else {}


def require_goal(interpretation: Interpretation, goal: str) -> str:
    """The frame that a case is about, with brackets; empty when it is about none in particular."""
    try:
        is_known = not goal or interpretation.has(read_name(goal))
    except ValueError:
        is_known = False
    if not is_known:
        raise CaseRefused(
            "goal",
            Text("Deze vraag staat niet in de uitleg.", "This question is not in the interpretation."),
        )
    return goal


def is_open(case: Case) -> bool:
    """Whether something may be added to a case."""
    return case.closed_at is None and case.redacted_at is None


def require_open(case: Case) -> None:
    """Raises CaseRefused for a case to which nothing may be added."""
    if case.redacted_at is not None:
        raise CaseRefused("", Text("Deze zaak is onleesbaar gemaakt.", "This case was made unreadable."))
    if case.closed_at is not None:
        raise CaseRefused(
            "", Text("Deze zaak is gesloten. Heropen hem eerst.", "This case is closed. Reopen it first.")
        )


def require_text(field: str, text: str, most: int, *, may_be_empty: bool = False) -> str:
    """A short text without white space around it."""
    tidy = " ".join(text.split())
    if not tidy and not may_be_empty:
        raise CaseRefused(field, Text("Vul dit in.", "Fill this in."))
    if len(tidy) > most:
        raise CaseRefused(field, Text(f"Gebruik hoogstens {most} tekens.", f"Use at most {most} characters."))
    return tidy


def require_facts(
    library: Library, interpretation: Interpretation, facts: Mapping[str, Value | None]
) -> dict[str, Value | None]:
    """Facts that may be stated: known by name, of the right kind, and not something that only acts bring about."""
    if len(facts) > MOST_FACTS:
        raise CaseRefused("facts", Text("Dat zijn te veel feiten tegelijk.", "Too many facts at once."))
    kinds = library.list_kinds(interpretation)
    for name, value in facts.items():
        if name not in kinds:
            raise CaseRefused(
                name,
                Text(
                    f"Het feit [{name}] staat niet in de uitleg.",
                    f"The fact [{name}] is not in the interpretation.",
                ),
            )
        if value is not None:
            _require_value(interpretation, name, value, kinds[name])
    return dict(facts)


def _require_value(interpretation: Interpretation, name: str, value: Value, kind: Kind | None) -> None:
    if name in interpretation.creatable and not _is_selection(value):
        raise CaseRefused(
            name,
            Text(f"[{name}] ontstaat alleen door een handeling.", f"[{name}] comes about by an act alone."),
        )
    try:
        require_value(value)
        is_short = not isinstance(value, str) or len(value) <= LONGEST_VALUE
    except (TypeError, ValueError):
        is_short = False
    is_party = isinstance(value, Identity) and name in list_parties(interpretation)
    fits = kind is None or kind_of(value) in _ALSO.get(kind, {kind}) or is_party
    if not (is_short and fits):
        wanted = KIND_NAMES[kind] if kind else Text("iets anders", "something else")
        raise CaseRefused(name, Text(f"Bij [{name}] hoort {wanted.nl}.", f"[{name}] asks for {wanted.en}."))


def _is_selection(value: Value) -> bool:
    items = value if isinstance(value, tuple) else (value,)
    return bool(items) and all(isinstance(item, Record) for item in items)
