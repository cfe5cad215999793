"""The document of an assessment: what stands in it, of the working copy and of a signed version, in two languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from waarborg.adapters.documents.from_markup import read_markup
from waarborg.adapters.documents.report import (
    Block,
    BulletList,
    Document,
    Note,
    Paragraph,
    Run,
    Section,
    Table,
    as_text,
    bold,
    link,
)
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.following import find_review_day
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.snapshots import digest_answers, make_snapshot
from waarborg.core.forms.following import Holds, list_outcomes, list_slots
from waarborg.core.forms.forms import Form, Outcome, Slot, SlotKind
from waarborg.core.forms.progress import Count, measure_progress
from waarborg.core.forms.questions import Cited
from waarborg.core.law.explaining.figures import write_date
from waarborg.core.publication.plain_writing import from_writing
from waarborg.web.answer_texts import Files, list_answer, name_role
from waarborg.web.assessment_blocks import EMPTY, PartWriter, paragraph, remark
from waarborg.web.assessment_outcomes import LEVEL_LABELS
from waarborg.web.assessment_places import cite
from waarborg.web.assessment_record import Record
from waarborg.web.assessment_signing import VERDICT_LABELS
from waarborg.web.assessments import STATE_LABELS
from waarborg.web.pages import language, say
from waarborg.web.sentences import name_person

People = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What stands on the first page. review_on: day to look again."""

    assessment: Any
    state: str
    version: str
    fingerprint: str
    made_on: date
    review_on: date | None


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """What only a working copy has: how far it is, and what is not certain yet."""

    count: Count
    outcomes: Sequence[Outcome]
    slots: Sequence[Slot]


# --- the working copy and a signed version -------------------------------------------------------------------
def make_working_document(opened: Opened, *, files: Files) -> Document:
    """The document of an assessment as it is now. files: titles of the files of the dossier, by token."""
    row, today = opened.assessment, opened.reading.on
    entries = queries.list_entries(row)
    fixed = queries.list_fixed(row)
    version = _("Working copy of %(day)s") % {"day": say(write_date(today))}
    if fixed:
        version = _("%(copy)s, after version %(number)s") % {"copy": version, "number": fixed[0].number}
    record = Record(
        opened.form,
        make_snapshot(opened, entries.values()),
        waiting={str(one.address): one.waits_for for one in opened.reading.shown if one.waits_for},
        redacted={place for place, answer in opened.rows.items() if answer.redacted_at is not None},
        files=files,
    )
    outcomes = list_outcomes(opened.reading)
    unfinished = Unfinished(
        count=measure_progress(opened.reading).total,
        outcomes=[one.outcome for one in outcomes if one.holds is Holds.UNKNOWN],
        slots=[slot for slot, _holds in list_slots(opened.reading) if slot.id not in entries],
    )
    cover = Cover(
        assessment=row,
        state=say(STATE_LABELS[row.state]),
        version=version,
        fingerprint=digest_answers(opened),
        made_on=today,
        review_on=row.review_on,
    )
    return _make_document(record, cover, unfinished)


def make_version_document(fixed: Any, form: Form, *, files: Files) -> Document:
    """The document of a signed version, from what was signed and the form alone."""
    signed_on = localdate(fixed.at)
    cover = Cover(
        assessment=fixed.assessment,
        state=say(STATE_LABELS["signed"]),
        version=_("%(number)s, signed on %(day)s")
        % {"number": fixed.number, "day": say(write_date(signed_on))},
        fingerprint=fixed.digest,
        made_on=signed_on,
        review_on=find_review_day(form, signed_on),
    )
    return _make_document(Record(form, fixed.content, files=files), cover, None)


def _make_document(record: Record, cover: Cover, unfinished: Unfinished | None) -> Document:
    form, row = record.form, cover.assessment
    about = record.content.get("about", {})
    name, organisation = about.get("name", row.about), about.get("organisation", row.organisation.name)
    subject = [(_("Algorithm"), f"{name} ({row.home})")] if row.algorithm is not None else []
    appendix = record.content.get("appendix", ())
    people = queries.names_of_authors(record.list_people() | {one["by"] for one in appendix})
    based = f"{form.based_on.title}, {form.based_on.version}"
    meta: list[tuple[str, str | Run]] = [
        *subject,
        (_("Organisation"), organisation),
        (_("Assessment"), _("%(form)s, version %(version)s") % {"form": form.short, "version": form.version}),
        (_("Based on"), link(based, form.based_on.link)),
        (_("State"), cover.state),
        (_("Version"), cover.version),
        (_("Filled in by"), ", ".join(_list_writers(record, people)) or EMPTY),
        (_("Look again before"), say(write_date(cover.review_on)) if cover.review_on else EMPTY),
        (_("Fingerprint (SHA-256)"), cover.fingerprint),
    ]
    return Document(
        title=say(form.title),
        subtitle=name if name == organisation else f"{name} · {organisation}",
        language=language(),
        made_on=cover.made_on,
        meta=meta,
        contents=1,
        sections=(
            _summarise(record, unfinished),
            *(section for part in form.parts for section in PartWriter(record, part).write()),
            _list_findings(record),
            *_list_decision(record, people, unfinished),
            *_list_appendix(record, appendix),
        ),
    )


def _list_writers(record: Record, people: People) -> list[str]:
    """Who answered, by name; of who is not known any more, what they are."""
    ids = {one["by"] for one in record.content["answers"] if one["by"]}
    return sorted({_name(id, people) for id in ids}, key=str.lower)


def _name(id: str, people: People) -> str:
    """The name of who said something, of an expert from outside too."""
    return people[id] if id.startswith(queries.GUEST) and id in people else name_person(id, people)


# --- what follows --------------------------------------------------------------------------------------------
def _summarise(record: Record, unfinished: Unfinished | None) -> Section:
    known = {outcome.id: outcome for outcome in record.form.outcomes}
    blocks: list[Block] = []
    if unfinished is not None:
        count = unfinished.count
        says = _("This is a working copy. It was not signed, and it can still change.") + " "
        says += _("%(answered)s of %(asked)s required questions were answered.") % {
            "answered": count.answered,
            "asked": count.asked,
        }
        blocks.append(Note(says, heading=_("Not finished")))
    for id in record.content["outcomes"]:
        if id in known:
            blocks += _list_outcome_blocks(known[id])
    if not record.content["outcomes"]:
        blocks.append(paragraph(_("Nothing follows from the answers that asks for more than this form.")))
    if unfinished is not None and unfinished.outcomes:
        blocks.append(remark(_("Not certain yet, because answers are missing:")))
        blocks.append(BulletList([say(outcome.title) for outcome in unfinished.outcomes]))
    return Section(_("Summary"), blocks)


def _list_outcome_blocks(outcome: Outcome) -> Iterable[Block]:
    words = _cite(say(outcome.says), outcome.cited)
    if outcome.action is not None:
        # In the note itself, so that it never stands on another page.
        words += ["\n", bold(_("To do: %(action)s") % {"action": say(outcome.action)})]
    yield Note(words, heading=f"{say(LEVEL_LABELS[outcome.level])}: {say(outcome.title)}")


def _cite(text: str, cited: Sequence[Cited]) -> list[str | Run]:
    """A text with the places it rests on behind it."""
    words: list[str | Run] = [text]
    for place, item in enumerate(cited):
        words += ["; " if place else " (", link(cite(item), item.source.link)]
    return [*words, ")"] if cited else words


def _list_findings(record: Record) -> Section:
    found = set(record.content["findings"])
    checks = [check for check in record.form.checks if check.id in found]
    if not checks:
        return Section(
            _("Answers that do not go together"), [paragraph(_("None: no answer contradicts another one."))]
        )
    items = [[bold(say(check.says)), " ", *_cite(say(check.remedy), check.cited)] for check in checks]
    return Section(_("Answers that do not go together"), [BulletList(items)])


# --- the decision --------------------------------------------------------------------------------------------
def _list_decision(record: Record, people: People, unfinished: Unfinished | None) -> Iterable[Section]:
    """Advice and consents, each with the reaction to it, then the signatures."""
    entries = {entry["slot"]: entry for entry in record.content["entries"]}
    slots = [slot for slot in record.form.signatures if slot.id in entries]
    signed = [slot for slot in slots if slot.kind is SlotKind.SIGNATURE]
    blocks: list[Block] = []
    if signed:
        rows = [_sign(slot, entries[slot.id], people) for slot in signed]
        header = (_("Signature"), _("Who"), _("Function"), _("Decision"), _("Day"))
        blocks.append(
            Table(_("Signatures"), header, rows, widths=(1.6, 1.4, 1.4, 1.1, 1.2), header_column=True)
        )
        for slot in signed:
            blocks += _list_text(entries[slot.id]["text"])
    missing = _list_missing(record.form, entries, unfinished)
    if missing:
        blocks += [remark(_("Not given:")), BulletList(missing)]
    yield Section(
        _("Advice and signatures"), blocks or [paragraph(_("Nobody is asked for advice or a signature."))]
    )
    for slot in slots:
        if slot.kind is not SlotKind.SIGNATURE:
            yield Section(say(slot.title), tuple(_list_entry_blocks(slot, entries[slot.id], people)), level=2)


def _sign(slot: Slot, entry: Mapping[str, str], people: People) -> tuple[str, ...]:
    return (
        say(slot.title),
        _name(entry["by"], people),
        name_role(slot.role, language()),
        _judge(entry),
        _write_day(entry["on"]),
    )


def _judge(entry: Mapping[str, str]) -> str:
    label = VERDICT_LABELS.get((entry["kind"], entry["verdict"]))
    return say(label) if label is not None else EMPTY


def _write_day(text: str) -> str:
    return say(write_date(date.fromisoformat(text)))


def _list_entry_blocks(slot: Slot, entry: Mapping[str, str], people: People) -> Iterable[Block]:
    yield paragraph(_judge(entry)) if not entry["text"] else Paragraph(bold(_judge(entry)))
    given = {"who": _name(entry["by"], people), "day": _write_day(entry["on"])}
    if slot.kind is SlotKind.CONSENT:
        given["role"] = name_role(slot.role, language())
        yield remark(_("Given by: %(role)s, on %(day)s. Recorded by %(who)s.") % given)
    else:
        given["role"] = name_role(slot.role, language())
        yield remark(_("%(who)s (%(role)s), on %(day)s.") % given)
    if entry["reference"]:
        yield remark(_("To be found at: %(place)s") % {"place": entry["reference"]})
    yield from _list_text(entry["text"])
    if as_text(entry["reaction"]).strip():
        who = _name(entry["reaction_by"], people)
        yield Note(entry["reaction"], heading=_("Reaction of %(who)s") % {"who": who})


def _list_text(text: str) -> Iterable[Block]:
    return read_markup(from_writing(text)) if text else ()


def _list_missing(form: Form, entries: Mapping[str, object], unfinished: Unfinished | None) -> list[str]:
    """Who was asked and said nothing; of a signed version only who may leave it, as the rest did or was not asked."""
    if unfinished is not None:
        return [say(slot.title) for slot in unfinished.slots]
    return [
        _("%(slot)s (not required)") % {"slot": say(slot.title)}
        for slot in form.signatures
        if slot.id not in entries and not slot.required
    ]


# --- answers without a place ---------------------------------------------------------------------------------
def _list_appendix(record: Record, appendix: Iterable[Mapping[str, Any]]) -> Iterable[Section]:
    rows = [_describe_kept(record, one) for one in appendix]
    if rows:
        yield Section(
            _("Appendix: answers to questions that are not in this version of the form"),
            [
                Table(
                    _("Answers to earlier questions"),
                    (_("Question"), _("Answer"), _("Version")),
                    rows,
                    widths=(2, 3, 0.8),
                    header_column=True,
                )
            ],
        )


def _describe_kept(record: Record, kept: Mapping[str, Any]) -> tuple[str, str, str]:
    form = queries.find_form(record.form.id, kept["form_version"])
    question = form.find_question(kept["place"].partition("@")[0]) if form is not None else None
    title = kept["question"].get(language()) or _("A question of an earlier version")
    if question is not None:
        pieces = list_answer(question, kept["value"], record.row_names, language(), files=record.files)
        text = "\n".join(pieces)
    else:
        text = _show_plain(kept["value"])
    return title, text or _("I do not know"), kept["form_version"]


def _show_plain(value: object) -> str:
    """A value of which nobody knows the question any more."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple):
        return "\n".join(_show_plain(one) for one in value)
    if isinstance(value, Mapping):
        return " · ".join(str(one) for name, one in value.items() if not name.startswith("_"))
    return "" if value is None else str(value)
