"""The questions of an assessment with their answers, as blocks of a report, in the order of the form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from waarborg.adapters.documents.from_markup import read_markup
from waarborg.adapters.documents.report import (
    DEEPEST_LEVEL,
    Block,
    BulletList,
    Paragraph,
    ParagraphKind,
    Section,
    Table,
    as_text,
)
from waarborg.core.forms.answers import ROW_ID, Address
from waarborg.core.forms.fixed_columns import RISK_COLUMNS
from waarborg.core.forms.questions import ROWED, Column, Group, Information, Item, Part, Question, Type
from waarborg.core.publication.plain_writing import from_writing
from waarborg.web.answer_texts import show_cell, show_level
from waarborg.web.assessment_record import Record, Rows, Said, name_elsewhere, name_question
from waarborg.web.pages import language, say

EMPTY = "–"
#: A table with more columns shows each row as a table of its own, so that the words keep room.
MOST_COLUMNS = 5
#: Rows of a group with so few questions, all with short answers, stand in one table.
MOST_QUESTIONS = 4
LONGEST_IN_LIST = 120
_WIDTHS = {Type.TEXT: 2.0, Type.MARKUP: 2.0, Type.CHOICES: 1.6, Type.CHOICE: 1.4}


def remark(text: str) -> Paragraph:
    """A remark on what stands above it."""
    return Paragraph(text, ParagraphKind.REMARK)


def paragraph(text: str) -> Paragraph:
    """A paragraph, also for a text in which nothing can be shown."""
    return Paragraph(text if as_text(text).strip() else EMPTY)


class PartWriter:
    """Writes one part: a section for the part itself, and one for each group in it."""

    def __init__(self, record: Record, part: Part) -> None:
        self._record, self._part = record, part
        self._sections: list[Section] = []
        self._heading, self._level = say(part.title), 1
        self._blocks: list[Block] = []
        self._not_asked: list[tuple[str, str]] = []

    def write(self) -> list[Section]:
        """The part, with all that is asked in it, and why the rest is not."""
        if self._is_skipped():
            condition = self._part.when
            self._blocks.append(
                remark(self._record.explain_not_asked(Address(self._part.items[0].id), condition))
            )
        else:
            self._list(self._part.items)
        self._end_section()
        return self._sections

    def _is_skipped(self) -> bool:
        """Whether the part as a whole is not asked: it has a condition, and nothing in it was asked."""
        return self._part.when is not None and not any(
            self._record.is_asked(Address(item.id)) for item in self._part.items
        )

    def _end_section(self) -> None:
        self._flush()
        self._sections.append(Section(self._heading, self._blocks, level=self._level))
        self._blocks = []

    def _begin(self, heading: str, level: int) -> None:
        self._end_section()
        self._heading, self._level = heading, min(level, DEEPEST_LEVEL)

    def _list(self, items: Sequence[Item], level: int = 1) -> None:
        after_group = False
        for item in items:
            address = Address(item.id)
            if isinstance(item, Information):
                continue
            if isinstance(item, Group) and self._record.is_asked(address):
                self._write_group(item, level + 1)
                after_group = True
                continue
            if after_group:
                self._begin(_("Further questions"), level + 1)
                after_group = False
            if isinstance(item, Question) and self._record.is_asked(address):
                self._flush()
                self._blocks += list_question_blocks(self._record, item, address)
            else:
                self._skip(item, address)

    def _write_group(self, group: Group, level: int) -> None:
        self._begin(say(group.title), level)
        if not group.repeat:
            self._list(group.items, level)
            return
        rows = self._record.list_rows(group)
        if not rows:
            self._blocks.append(remark(_("None were given.")))
        elif (table := make_list(self._record, group, rows)) is not None:
            self._blocks.append(table)
        else:
            for row in rows:
                self._blocks += list_row_blocks(self._record, group, (row,))

    # --- what is not asked -----------------------------------------------------------------------------------
    def _skip(self, item: Question | Group, address: Address) -> None:
        title = name_question(item) if isinstance(item, Question) else say(item.title)
        self._not_asked.append((title, self._record.explain_not_asked(address, item.when)))

    def _flush(self) -> None:
        """Say what was not asked since the last question that was; those with the same reason together."""
        for reason, group in groupby(self._not_asked, key=lambda one: one[1]):
            titles = [title for title, _reason in group]
            if len(titles) == 1:
                self._blocks.append(remark(f"{titles[0]} {reason}"))
            else:
                says = _("The %(count)s questions below: %(reason)s") % {
                    "count": len(titles),
                    "reason": reason,
                }
                self._blocks += [remark(says), BulletList(titles)]
        self._not_asked = []


# --- one question --------------------------------------------------------------------------------------------
def list_question_blocks(record: Record, question: Question, address: Address) -> Iterator[Block]:
    """A question, its answer, and where that was taken from."""
    yield Paragraph(name_question(question), ParagraphKind.QUESTION)
    said = record.find(address)
    if said is None or not said.is_given:
        yield remark(record.show(question, address)[0])
        return
    yield from list_answer_blocks(record, question, address, said)
    if said.taken:
        yield remark(say_source(said.taken))


def say_source(place: str) -> str:
    """Where an answer was taken from, in a sentence."""
    return _("Taken from %(place)s.") % {"place": name_elsewhere(place)}


def list_answer_blocks(record: Record, question: Question, address: Address, said: Said) -> Iterable[Block]:
    """An answer that was given, in the shape that is best to read."""
    if not said.declined and question.type is Type.MARKUP and isinstance(said.value, str):
        return read_markup(from_writing(said.value)) or (paragraph(""),)
    if not said.declined and question.type in ROWED:
        return list_tables(record, question, said.value, name_table(question))
    pieces = record.show(question, address)
    if len(pieces) > 1:
        return (BulletList([piece if as_text(piece).strip() else EMPTY for piece in pieces]),)
    return (paragraph(pieces[0]),)


def name_table(question: Question) -> str:
    """What a table is called that stands below its question."""
    name = name_question(question)
    if name == say(question.ask):
        return _("The answer to this question")
    return _("The answer to question %(number)s") % {"number": question.id}


def list_tables(record: Record, question: Question, value: object, caption: str) -> list[Block]:
    """The rows of an answer as tables; a remark when there are none."""
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
    if not rows:
        return [remark(_("None were given."))]
    if question.type is Type.RISKS:
        return [_make_risk_table(rows, caption)]
    columns = [column for column in question.columns if column.id != ROW_ID]
    if len(columns) <= MOST_COLUMNS:
        widths = [_WIDTHS.get(column.type, 1.0) for column in columns]
        return [
            Table(
                caption,
                [say(column.title) for column in columns],
                [[_show_cell(record, column, row) for column in columns] for row in rows],
                widths=widths,
            )
        ]
    return [
        Table(
            f"{caption}, {number}",
            (_("Part"), _("Answer")),
            [(say(column.title), _show_cell(record, column, row)) for column in columns],
            widths=(2, 3),
            header_column=True,
        )
        for number, row in enumerate(rows, start=1)
    ]


def _show_cell(record: Record, column: Column, row: Mapping[str, object]) -> str:
    return show_cell(column, str(row.get(column.id) or ""), record.row_names, language()) or EMPTY


def _make_risk_table(rows: Sequence[Mapping[str, object]], caption: str) -> Table:
    """Risks with how heavy they are before and after the measure."""
    return Table(
        caption,
        (_("Risk"), _("Level before"), _("Measure"), _("Level after"), _("Accepted")),
        [
            (
                _join(row.get("risk"), _label(_("for: %(who)s"), "who", row)),
                show_level(row.get("likelihood"), row.get("impact"), language()),
                _join(
                    row.get("measure"), row.get("owner"), _label(_("at the latest on %(due)s"), "due", row)
                ),
                show_level(row.get("residual_likelihood"), row.get("residual_impact"), language()),
                {"yes": _("Yes"), "no": _("No")}.get(str(row.get("accepted", "")), EMPTY),
            )
            for row in rows
        ],
        widths=(3, 1.5, 3, 1.5, 1.3),
        header_column=True,
    )


def _label(words: str, name: str, row: Mapping[str, object]) -> str:
    column = next(column for column in RISK_COLUMNS if column.id == name)
    value = show_cell(column, str(row.get(name) or ""), {}, language())
    return words % {name: value} if value else ""


def _join(*pieces: object) -> str:
    return "\n".join(str(piece) for piece in pieces if piece) or EMPTY


# --- the rows of a group -------------------------------------------------------------------------------------
def make_list(record: Record, group: Group, rows: Rows) -> Table | None:
    """Rows with few questions and short answers as one table; None when they ask for more room."""
    questions = [item for item in group.items if isinstance(item, Question)]
    if len(questions) != len([item for item in group.items if not isinstance(item, Information)]):
        return None
    if not 2 <= len(questions) <= MOST_QUESTIONS or len(rows) < 2:
        return None
    questions.sort(key=lambda question: question.id != group.label)
    addresses = [[Address(question.id, (row,)) for question in questions] for row in rows]
    if any(question.type in ROWED | {Type.MARKUP} for question in questions):
        return None
    if not all(record.is_asked(address) for line in addresses for address in line):
        return None
    if any((said := record.find(address)) and said.taken for line in addresses for address in line):
        return None
    cells = [
        ["; ".join(record.show(question, address)) for question, address in zip(questions, line, strict=True)]
        for line in addresses
    ]
    if any(len(cell) > LONGEST_IN_LIST for line in cells for cell in line):
        return None
    header = [say(question.ask) for question in questions]
    return Table(say(group.title), header, cells, header_column=questions[0].id == group.label)


def list_row_blocks(record: Record, group: Group, rows: Rows, around: str = "") -> Iterator[Block]:
    """One row of a repeated group: a table of its questions, then what needs a table of its own."""
    title = record.name_row(group, rows)
    title = f"{around} › {title}" if around else title
    lines: list[tuple[str, str]] = []
    below: list[Block] = []
    skipped: list[tuple[str, str]] = []
    for item in _list_leaves(record, group, rows):
        address = Address(item.id, rows)
        if not record.is_asked(address):
            asked = name_question(item) if isinstance(item, Question) else say(item.title)
            skipped.append((asked, record.explain_not_asked(address, item.when)))
        elif isinstance(item, Group):
            for row in record.list_rows(item, rows):
                below += list_row_blocks(record, item, (*rows, row), around=title)
        else:
            said = record.find(address)
            if (
                item.type in ROWED
                and said is not None
                and isinstance(said.value, list | tuple)
                and said.value
            ):
                below += list_tables(record, item, said.value, f"{title}: {say(item.ask)}")
            else:
                lines.append((name_question(item), _show_in_row(record, item, address, said)))
    lines += [
        ("\n".join(asked for asked, _reason in group), reason)
        for reason, group in (
            (reason, list(found)) for reason, found in groupby(skipped, key=lambda one: one[1])
        )
    ]
    if lines:
        yield Table(title, (_("Question"), _("Answer")), lines, widths=(2, 3), header_column=True)
    yield from below


def _list_leaves(record: Record, group: Group, rows: Rows) -> Iterator[Question | Group]:
    """The questions of a row, with those of groups in it that are asked and not repeated."""
    todo = list(reversed(group.items))
    while todo:
        item = todo.pop()
        if isinstance(item, Group) and not item.repeat and record.is_asked(Address(item.id, rows)):
            todo.extend(reversed(item.items))
        elif not isinstance(item, Information):
            yield item


def _show_in_row(record: Record, question: Question, address: Address, said: Said | None) -> str:
    if said is not None and said.value is not None and question.type is Type.MARKUP:
        return "\n".join(_list_lines(read_markup(from_writing(str(said.value))))) or EMPTY
    text = "\n".join(record.show(question, address))
    return f"{text}\n({say_source(said.taken)})" if said is not None and said.taken else text


def _list_lines(blocks: Iterable[Paragraph | BulletList]) -> Iterator[str]:
    """Blocks as lines of a cell."""
    for block in blocks:
        if isinstance(block, BulletList):
            yield from (f"• {as_text(item)}" for item in block.items)
        else:
            yield as_text(block.runs)
