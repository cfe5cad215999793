"""What was done, in sentences: for Today, the history of a dossier and the audit log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from waarborg.adapters.content_files.roles import load_rights
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.loading import load_library
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
    "attachments.add": gettext_lazy("%(who)s added a document to %(what)s"),
    "attachments.release": gettext_lazy("%(who)s released a document of %(what)s to the public"),
    "attachments.take_back": gettext_lazy("%(who)s took a document of %(what)s back from the public"),
    "attachments.withdraw": gettext_lazy("%(who)s withdrew a document of %(what)s"),
    "attachments.redact": gettext_lazy("%(who)s made a document of %(what)s unreadable"),
    "notes.add": gettext_lazy("%(who)s wrote a note at %(what)s"),
    "notes.edit": gettext_lazy("%(who)s changed a note at %(what)s"),
    "notes.remove": gettext_lazy("%(who)s removed a note at %(what)s"),
    "notes.redact": gettext_lazy("%(who)s made a note at %(what)s unreadable"),
    "assignments.assign": gettext_lazy("%(who)s assigned %(what)s to somebody"),
    "assignments.unassign": gettext_lazy("%(who)s ended an assignment of %(what)s"),
    "steps.add": gettext_lazy("%(who)s added a step of the algorithm %(what)s"),
    "steps.change": gettext_lazy("%(who)s changed a step of the algorithm %(what)s, or what it rests on"),
    "steps.move": gettext_lazy("%(who)s put the steps of the algorithm %(what)s in another order"),
    "steps.withdraw": gettext_lazy("%(who)s withdrew a step of the algorithm %(what)s"),
    "steps.restore": gettext_lazy("%(who)s put back a step of the algorithm %(what)s"),
    "steps.redact": gettext_lazy("%(who)s made a step of the algorithm %(what)s unreadable"),
    "cases.open": gettext_lazy("%(who)s opened a case at %(what)s"),
    "cases.state": gettext_lazy("%(who)s stated facts in a case at %(what)s"),
    "cases.take": gettext_lazy("%(who)s took an act in a case at %(what)s"),
    "cases.close": gettext_lazy("%(who)s closed a case at %(what)s"),
    "cases.reopen": gettext_lazy("%(who)s reopened a case at %(what)s"),
    "cases.import": gettext_lazy("%(who)s brought in a case at %(what)s from a file"),
    "cases.redact": gettext_lazy("%(who)s made a case at %(what)s unreadable"),
    "assessments.import_answers": gettext_lazy("%(who)s brought in answers of %(what)s from a file"),
    "assessments.start": gettext_lazy("%(who)s started the assessment %(what)s"),
    "assessments.answer": gettext_lazy("%(who)s answered questions of %(what)s"),
    "assessments.take": gettext_lazy("%(who)s took over what was known already into %(what)s"),
    "assessments.restore": gettext_lazy("%(who)s put an earlier answer of %(what)s back"),
    "assessments.add_row": gettext_lazy("%(who)s added a row to %(what)s"),
    "assessments.remove_row": gettext_lazy("%(who)s took a row of %(what)s away"),
    "assessments.put_row_back": gettext_lazy("%(who)s put a row of %(what)s back"),
    "assessments.redact_answer": gettext_lazy("%(who)s made an answer of %(what)s unreadable"),
    "assessments.assign_part": gettext_lazy("%(who)s said who fills in a part of %(what)s"),
    "assessments.comment": gettext_lazy("%(who)s wrote a remark at %(what)s"),
    "assessments.resolve_comment": gettext_lazy("%(who)s dealt with a remark at %(what)s"),
    "assessments.reopen_comment": gettext_lazy("%(who)s opened a remark at %(what)s again"),
    "assessments.remove_comment": gettext_lazy("%(who)s removed a remark at %(what)s"),
    "assessments.add_form": gettext_lazy("%(who)s added the form %(what)s"),
    "assessments.withdraw_form": gettext_lazy("%(who)s took the form %(what)s out of use"),
    "assessments.use_form_again": gettext_lazy("%(who)s put the form %(what)s into use again"),
    "assessments.send_questionnaire": gettext_lazy("%(who)s sent out the questionnaire %(what)s"),
    "assessments.add_respondents": gettext_lazy(
        "%(who)s asked more recipients of the questionnaire %(what)s"
    ),
    "assessments.receive_reply": gettext_lazy("%(who)s handed in a reply to the questionnaire %(what)s"),
    "assessments.withdraw_respondent": gettext_lazy(
        "%(who)s no longer asks somebody for the questionnaire %(what)s"
    ),
    "assessments.change_term": gettext_lazy("%(who)s changed the last day of the questionnaire %(what)s"),
    "assessments.remind": gettext_lazy("%(who)s reminded recipients of the questionnaire %(what)s"),
    "assessments.close_questionnaire": gettext_lazy("%(who)s closed the questionnaire %(what)s"),
    "assessments.hand_in": gettext_lazy("%(who)s handed in a version of %(what)s that somebody asked for"),
    "assessments.invite": gettext_lazy("%(who)s invited an expert from outside for %(what)s"),
    "assessments.revoke": gettext_lazy("%(who)s withdrew an invitation for %(what)s"),
    "assessments.ask_advice": gettext_lazy("%(who)s laid %(what)s before who must advise and sign"),
    "assessments.take_back": gettext_lazy("%(who)s took %(what)s back to change it"),
    "assessments.advice": gettext_lazy("%(who)s gave advice on %(what)s"),
    "assessments.consent": gettext_lazy("%(who)s recorded a consent to %(what)s"),
    "assessments.react": gettext_lazy("%(who)s reacted to an advice on %(what)s"),
    "assessments.sign": gettext_lazy("%(who)s decided whether to sign %(what)s"),
    "assessments.refuse_signature": gettext_lazy("%(who)s did not sign %(what)s"),
    "assessments.fix": gettext_lazy("%(who)s gave the last signature: %(what)s is fixed"),
    "assessments.reopen": gettext_lazy("%(who)s opened %(what)s again"),
    "assessments.end": gettext_lazy("%(who)s ended %(what)s"),
    "assessments.ask_review": gettext_lazy("%(who)s asked to look at %(what)s again"),
    "assessments.confirm_review": gettext_lazy("%(who)s looked at %(what)s again and found that it holds"),
    "assessments.move": gettext_lazy("%(who)s moved %(what)s to a newer version of the form"),
    "assessments.publish_summary": gettext_lazy("%(who)s made a summary of %(what)s public"),
    "assessments.withdraw_summary": gettext_lazy("%(who)s withdrew what the public reads of %(what)s"),
    "obligations.from_assessment": gettext_lazy("%(who)s brought a task from an assessment to the plan"),
    "obligations.gone_from_assessment": gettext_lazy(
        "A task that an assessment no longer asks for left the plan, by what %(who)s signed"
    ),
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
    "publications.import_file": gettext_lazy("%(who)s brought in a file"),
    "publications.import_columns": gettext_lazy("%(who)s named the columns of a file that was brought in"),
    "publications.import_confirm": gettext_lazy("%(who)s had the records of a file written"),
    "publications.import_go_on": gettext_lazy("%(who)s had an import go on that had stopped"),
    "publications.import_drop": gettext_lazy("%(who)s stopped with a file that was brought in"),
    "publications.import_finish": gettext_lazy("The records of a file of %(who)s were written"),
    "publications.import_undo": gettext_lazy("%(who)s undid an import"),
    "publications.import_entry": gettext_lazy("%(who)s brought in %(what)s from a file"),
    "publications.restore": gettext_lazy("%(who)s put an earlier text of %(what)s back"),
    "publications.share": gettext_lazy("%(who)s made a link to a preview of %(what)s"),
    "publications.unshare": gettext_lazy("%(who)s took back a link to a preview of %(what)s"),
    "publications.redact": gettext_lazy("%(who)s made a text of %(what)s unreadable"),
    "publications.take_over": gettext_lazy("%(what)s was taken over from another register"),
    "publications.accept_product": gettext_lazy("%(who)s said which product %(what)s is about"),
    "publications.refuse_product": gettext_lazy("%(who)s said which product %(what)s is not about"),
    "organisations.add": gettext_lazy("The organisation %(what)s was added"),
    "organisations.edit": gettext_lazy("%(who)s changed the details of the organisation"),
    "people.grant_role": gettext_lazy("%(who)s gave %(what)s a role"),
    "people.end_role": gettext_lazy("%(who)s ended a role of %(what)s"),
    "people.name_substitute": gettext_lazy("%(who)s named %(what)s as substitute"),
    "people.end_substitute": gettext_lazy("%(who)s ended a substitution by %(what)s"),
    "organisations.choose_flow": gettext_lazy("%(who)s changed who publishes last"),
    "organisations.choose_review_months": gettext_lazy(
        "%(who)s changed after how many months a text is reviewed"
    ),
    "publications.confirm_review": gettext_lazy("%(who)s reviewed %(what)s and found nothing to change"),
    "people.add": gettext_lazy("%(who)s added %(what)s"),
    "people.erase": gettext_lazy("%(who)s erased the data of %(what)s"),
    "audit.start_verification": gettext_lazy("%(who)s asked for a check of the log"),
    "audit.finish_verification": gettext_lazy("The check of the log was finished"),
}
#: How the id of an expert from outside begins, who has no account.
GUEST = "guest/"
#: Where an event says for whom somebody stood in: with a step, or when the substitute was named.
SUBSTITUTED = ("substitute_for", "stands_in_for")
#: Of events at one moment about one dossier, the first of these tells most.
MOST_TELLING = (
    "algorithms.start_dossier",
    "publications.adopt",
    "publications.confirm_review",
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
    mentioned = {str(event.about[key]) for event in events for key in SUBSTITUTED if key in event.about}
    people = names_of({event.by for event in events} | {_id_of(event) for event in events} | mentioned)
    dossiers = names_of_dossiers(
        _dossier_of(event) for event in events if _kind_of(event) in ("algorithm", "entry", "assessment")
    )
    organisations = {_dossier_of(event) for event in events if _is_of_organisation(event)}
    if organisations:
        codes = {code.removeprefix("@") for code in organisations}
        names = {item.code: item.name for item in list_organisations(codes)}
        dossiers |= {code: name for code in organisations if (name := names.get(code.removeprefix("@")))}
    return [_tell_one(event, people, dossiers, with_address=with_addresses) for event in events]


def _tell_one(
    event: Link, people: Mapping[str, str], known: Mapping[str, str], *, with_address: bool
) -> Told:
    subject = _dossier_of(event)
    what = known.get(subject) or people.get(subject) or subject
    if _kind_of(event) == "assessment":
        what = _("%(form)s of %(name)s") % {"form": _name_form(event), "name": what}
    if _kind_of(event) == "questionnaire":
        what = f"“{event.about.get('title', '')}”"
    if _kind_of(event) == "own-form":
        what = str(event.about.get("form", what)).replace(":", " ")
    sentence = SENTENCES.get(event.action)
    names = {"who": name_person(event.by, people), "what": what}
    text = str(sentence) % names if sentence else f"{names['who']}: {event.action} ({what})"
    opens = with_address and subject in known and _kind_of(event) != "organisation"
    address = _make_address(event, subject) if opens else ""
    replaced = next((event.about[key] for key in SUBSTITUTED if event.about.get(key)), "")
    if replaced:
        name = name_person(str(replaced), people)
        text = _("%(sentence)s, as substitute for %(name)s") % {"sentence": text, "name": name}
    return Told(text, _detail(event), event.at, event.number, event.action, address)


def _make_address(event: Link, dossier: str) -> str:
    if _kind_of(event) == "assessment" and _id_of(event).isdecimal():
        return reverse("web:assessment", kwargs={"public_id": dossier, "number": int(_id_of(event))})
    return reverse("web:dossier", kwargs={"public_id": dossier})


def name_person(person: str, names: Mapping[str, str]) -> str:
    """The name of who did something; of the system, and of somebody who is not known any more, what they are."""
    if person == SYSTEM:
        return _("The system")
    if person.startswith(GUEST):
        return names.get(person) or _("An expert from outside")
    if names.get(person) == ERASED_NAME:
        return _("Erased person")
    return names.get(person) or _("An unknown person")


def _kind_of(event: Link) -> str:
    return event.subject.partition("/")[0]


def _id_of(event: Link) -> str:
    return event.subject.partition("/")[2]


def _dossier_of(event: Link) -> str:
    """The dossier that an event is about; of an assessment the one it belongs to, or `@` and an organisation."""
    if _kind_of(event) == "assessment":
        kind, _sep, id = str(event.about.get("of", "")).partition("/")
        return f"@{id}" if kind == "organisation" else id
    return _id_of(event)


def _is_of_organisation(event: Link) -> bool:
    return _kind_of(event) == "organisation" or _dossier_of(event).startswith("@")


def _name_form(event: Link) -> str:
    """What the form of an assessment is called, in the version of that moment."""
    form, _sep, version = str(event.about.get("form", "")).partition(":")
    found = next((one for one in load_library().list_versions(form) if one.version == version), None)
    return found.short if found is not None else form


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
