"""What was done, in sentences: for Today, the history of a dossier and the audit log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from waarborg.adapters.content_files.roles import load_rights
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.apps.algorithms.actions import own_key
from waarborg.apps.algorithms.queries import names_of_dossiers
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations.actions import ERASED_NAME
from waarborg.apps.organisations.queries import list_organisations, names_of
from waarborg.core.terms.chain import Link
from waarborg.web.pages import say

#: What each action does, with who did it and what it was about.
SENTENCES = {
    "algorithms.start_dossier": gettext_lazy("%(who)s started the dossier %(what)s"),
    "algorithms.record_facts": gettext_lazy("%(who)s recorded facts of %(what)s"),
    "algorithms.redact_fact": gettext_lazy("%(who)s made a fact of %(what)s unreadable"),
    "publications.open_entry": gettext_lazy("%(who)s started the publication of %(what)s"),
    "publications.submit": gettext_lazy("%(who)s submitted %(what)s for approval"),
    "publications.recall": gettext_lazy("%(who)s took %(what)s back to change it"),
    "publications.reject": gettext_lazy("%(who)s sent %(what)s back"),
    "publications.approve": gettext_lazy("%(who)s approved %(what)s"),
    "publications.publish": gettext_lazy("%(who)s published %(what)s"),
    "publications.add_version": gettext_lazy("A new version of %(what)s became public"),
    "publications.revise": gettext_lazy("%(who)s began a new version of %(what)s"),
    "publications.withdraw": gettext_lazy("%(who)s withdrew %(what)s from the public site"),
    "publications.archive": gettext_lazy("%(who)s archived %(what)s"),
    "publications.reopen": gettext_lazy("%(who)s reopened %(what)s"),
    "publications.adopt": gettext_lazy("%(who)s took %(what)s under own management"),
    "publications.redact": gettext_lazy("%(who)s made a text of %(what)s unreadable"),
    "publications.take_over": gettext_lazy("%(what)s was taken over from another register"),
    "organisations.add": gettext_lazy("The organisation %(what)s was added"),
    "organisations.edit": gettext_lazy("%(who)s changed the details of the organisation"),
    "people.grant_role": gettext_lazy("%(who)s gave %(what)s a role"),
    "people.end_role": gettext_lazy("%(who)s ended a role of %(what)s"),
    "people.add": gettext_lazy("%(who)s added %(what)s"),
    "people.erase": gettext_lazy("%(who)s erased the data of %(what)s"),
    "audit.start_verification": gettext_lazy("%(who)s asked for a check of the log"),
    "audit.finish_verification": gettext_lazy("The check of the log was finished"),
}
#: Of events at one moment about one dossier, the first of these tells most.
MOST_TELLING = (
    "algorithms.start_dossier",
    "publications.adopt",
    "algorithms.record_facts",
    "publications.revise",
)


@dataclass(frozen=True)
class Told:
    """An event in words. `address` leads to what it is about, when that can be opened."""

    text: str
    detail: str
    at: datetime
    number: int
    action: str
    address: str = ""


def tell(events: Sequence[Link], *, with_addresses: bool = False) -> list[Told]:
    """Events in sentences with names. Who was erased is called so; ids that lead to nobody stay out of sight."""
    people = names_of({event.by for event in events} | {_id_of(event) for event in events})
    dossiers = names_of_dossiers(
        _id_of(event) for event in events if _kind_of(event) in ("algorithm", "entry")
    )
    organisations = {_id_of(event) for event in events if _kind_of(event) == "organisation"}
    if organisations:
        dossiers |= {item.code: item.name for item in list_organisations(organisations)}
    return [_tell_one(event, people, dossiers, with_address=with_addresses) for event in events]


def _tell_one(
    event: Link, people: Mapping[str, str], known: Mapping[str, str], *, with_address: bool
) -> Told:
    subject = _id_of(event)
    what = known.get(subject) or people.get(subject) or subject
    sentence = SENTENCES.get(event.action)
    names = {"who": name_person(event.by, people), "what": what}
    text = str(sentence) % names if sentence else f"{names['who']}: {event.action} ({what})"
    opens = with_address and subject in known and _kind_of(event) != "organisation"
    address = reverse("web:dossier", kwargs={"public_id": subject}) if opens else ""
    return Told(text, _detail(event), event.at, event.number, event.action, address)


def name_person(person: str, names: Mapping[str, str]) -> str:
    """The name of who did something; of the system, and of somebody who is not known any more, what they are."""
    if person == SYSTEM:
        return _("The system")
    if names.get(person) == ERASED_NAME:
        return _("Erased person")
    return names.get(person) or _("An unknown person")


def _kind_of(event: Link) -> str:
    return event.subject.partition("/")[0]


def _id_of(event: Link) -> str:
    return event.subject.partition("/")[2]


def _detail(event: Link) -> str:
    facts = event.about.get("facts")
    if isinstance(facts, Mapping):
        return name_facts(facts)
    key = event.about.get("key")
    if isinstance(key, str):
        return name_facts([key])
    role = event.about.get("role")
    if isinstance(role, str):
        found = load_rights().find_role(role)
        return say(found.label) if found else role
    version = event.about.get("version")
    if isinstance(version, int):
        return _("Version %(number)s") % {"number": version}
    if event.action == "audit.finish_verification":
        return name_outcome(event.about)
    return ""


def name_outcome(about: Mapping[str, object]) -> str:
    """What a check of the log gave, in words."""
    breaks = about.get("breaks")
    if not breaks:
        return _("The log is whole.")
    count = int(str(breaks))
    return ngettext("There is %(count)s break.", "There are %(count)s breaks.", count) % {"count": count}


def name_facts(keys: Iterable[str]) -> str:
    """What facts are called, in one line; of an English text that it is."""
    vocabulary = load_vocabulary()
    names = []
    for key in keys:
        term = vocabulary.find_term(own_key(key))
        label = say(term.label) if term else key
        names.append(
            label if term is None or term.key == key else _("%(label)s (English)") % {"label": label}
        )
    return ", ".join(names)


def fold(events: Sequence[Link]) -> list[Link]:
    """Events without those that only repeat another one of the same moment about the same dossier."""
    kept: dict[tuple[str, str, datetime], Link] = {}
    for event in events:
        place = (event.by, _id_of(event), event.at)
        known = kept.get(place)
        if known is None or _rank(event) < _rank(known):
            kept[place] = event
    return list(kept.values())


def _rank(event: Link) -> int:
    return MOST_TELLING.index(event.action) if event.action in MOST_TELLING else -1
