"""The report of classification, obligations and plan of a dossier: what stands in it, in the language of the page."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from waarborg.adapters.documents.report import (
    Block,
    BulletList,
    Document,
    Note,
    Paragraph,
    Section,
    Table,
    bold,
)
from waarborg.apps.obligations.queries import Overview, TaskLine
from waarborg.core.framework.asking import list_questions
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.parts import CERTAINTY_LABELS, cite_all
from waarborg.core.framework.reasons import Explaining
from waarborg.core.framework.standings import Applies
from waarborg.core.framework.tasks import PROGRESS_LABELS
from waarborg.web.asking import describe_value
from waarborg.web.obligations import Line, describe_class, list_assumptions, list_lines
from waarborg.web.pages import language, say


def make_report(framework: Framework, algorithm: Any, overview: Overview, people: dict[str, str]) -> Document:
    """The report as a document without the form of a file. people: names by id, for who does a task."""
    applied = overview.applied
    explaining = Explaining(framework, applied)
    lines = {item: list_lines(framework, applied, explaining, item) for item in Applies}
    day = date_format(applied.on, "j F Y")
    return Document(
        title=_("What applies to %(name)s") % {"name": algorithm.name},
        language=language(),
        subtitle=algorithm.organisation.name,
        made_on=applied.on,
        meta=(
            (_("Algorithm"), f"{algorithm.name} ({algorithm.public_id})"),
            (_("Organisation"), algorithm.organisation.name),
            (_("As it is on"), day),
            (_("Version of the requirements"), framework.version),
        ),
        sections=(
            _answer(framework, overview),
            _facts(framework, overview),
            _obligations(_("What applies"), lines[Applies.YES]),
            *_open(framework, overview, lines[Applies.UNKNOWN]),
            _plan(framework, overview, people),
            _not(lines[Applies.NO]),
        ),
    )


def _answer(framework: Framework, overview: Overview) -> Section:
    answer = describe_class(framework, overview.applied)
    blocks: list[Block] = [Paragraph([bold(answer.label), ". ", answer.meaning])]
    points = []
    if answer.grounds:
        points.append(_("Because of: %(grounds)s.") % {"grounds": ", ".join(answer.grounds)})
    if answer.roles:
        points.append(_("Your role: %(roles)s.") % {"roles": ", ".join(answer.roles)})
    if answer.category:
        points.append(_("Category in the register: %(category)s.") % {"category": answer.category})
    points += [
        _("From %(day)s: %(label)s.") % {"day": date_format(when, "j F Y"), "label": label}
        for when, label in answer.coming
    ]
    if points:
        blocks.append(BulletList(points))
    blocks.append(
        Note(
            _(
                "This report follows from the facts in the dossier and a reading of the law. It is not legal advice."
            )
            + " "
            + say(CERTAINTY_LABELS[overview.applied.certainty]),
            heading=_("How certain this is"),
        )
    )
    return Section(_("The answer"), blocks)


def _facts(framework: Framework, overview: Overview) -> Section:
    known = [
        (say(reading.question or reading.term.label), describe_value(reading, overview.facts[reading.key]))
        for reading in framework.readings.readings
        if reading.key in overview.facts
    ]
    blocks: list[Block] = (
        [Table(_("What was said"), (_("Question"), _("Answer")), known, widths=(3, 2), header_column=True)]
        if known
        else [Paragraph(_("Nothing was said yet."))]
    )
    assumed = [sentence for sentence, _key in list_assumptions(framework, overview.applied)]
    if assumed:
        blocks += [
            Paragraph(
                _(
                    "Nobody said the following. It is assumed, because it is true for nearly every public body."
                )
            ),
            BulletList(assumed),
        ]
    return Section(_("What this is based on"), blocks)


def _obligations(heading: str, lines: list[Line]) -> Section:
    if not lines:
        return Section(heading, [Paragraph(_("Nothing that we know of."))])
    rows = []
    for line in lines:
        for item in (line, *line.parts):
            sources = cite_all(item.wording.articles, language())
            rows.append(
                (
                    f"{say(item.wording.title)} ({item.requirement.code})",
                    item.when,
                    say(item.reason.text),
                    f"{sources} ({item.wording.certainty})",
                )
            )
    return Section(
        heading,
        [
            Paragraph(
                _(
                    "The letter behind a source says how certain it is: A official text, B sources that agree, C our own reading."
                )
            ),
            Table(
                _("Obligations with their day, reason and source"),
                (_("Obligation"), _("When"), _("Why"), _("Source")),
                rows,
                widths=(3, 1.6, 3, 2.4),
                header_column=True,
            ),
        ],
    )


def _open(framework: Framework, overview: Overview, lines: list[Line]) -> list[Section]:
    if not lines:
        return []
    asked = list_questions(framework, overview.facts, on=overview.applied.on)
    blocks: list[Block] = [
        Table(
            _("What is not known yet"),
            (_("Obligation"), _("Depends on")),
            [
                (
                    f"{say(line.wording.title)} ({line.requirement.code})",
                    ", ".join(say(term.label) for term in line.reason.waits_for) or "–",
                )
                for top in lines
                for line in (top, *top.parts)
            ],
            widths=(3, 2),
            header_column=True,
        )
    ]
    if asked:
        blocks.append(Paragraph(_("Answers to these questions make it clear:")))
        blocks.append(
            BulletList([say(item.reading.question) for item in asked if item.reading.question is not None])
        )
    return [Section(_("Not known yet"), blocks)]


def _plan(framework: Framework, overview: Overview, people: dict[str, str]) -> Section:
    blocks: list[Block] = []
    for heading, lines in (
        (_("Tasks of this algorithm"), overview.tasks),
        (_("Tasks that the organisation does once for all"), overview.organisation),
        (_("No longer asked, with what was done"), overview.left),
    ):
        if lines:
            blocks.append(
                Table(
                    heading,
                    (_("Task"), _("Phase"), _("Done before"), _("Who"), _("State"), _("Evidence")),
                    [_row(framework, line, people) for line in lines],
                    widths=(3.2, 1.4, 1.2, 1.4, 1.2, 2),
                    header_column=True,
                )
            )
    return Section(_("Plan"), blocks or [Paragraph(_("There are no tasks yet."))])


def _row(framework: Framework, line: TaskLine, people: dict[str, str]) -> tuple[str, ...]:
    evidence = "; ".join(
        f"{item.title} ({item.observed_on.isoformat()})"
        for item in line.evidence
        if item.withdrawn_at is None
    )
    who = people.get(line.row.assignee, "") if line.row is not None and line.row.assignee else ""
    return (
        f"{say(line.measure.title)} ({line.measure.code})",
        say(framework.get_word("phases", line.measure.phases[0]).label),
        _write(line.due_on) if line.due_on or line.is_open else "–",
        who or "–",
        say(PROGRESS_LABELS[line.progress]),
        evidence or "–",
    )


def _write(day: date | None) -> str:
    return date_format(day, "j F Y") if day is not None else _("now")


def _not(lines: list[Line]) -> Section:
    return Section(
        _("What does not apply, and why not"),
        [
            Table(
                _("Requirements that do not apply"),
                (_("Requirement"), _("Why not")),
                [
                    (f"{say(line.wording.title)} ({line.requirement.code})", say(line.reason.text))
                    for top in lines
                    for line in (top, *top.parts)
                ],
                widths=(2, 3),
                header_column=True,
            )
        ]
        if lines
        else [Paragraph(_("Everything applies."))],
    )
