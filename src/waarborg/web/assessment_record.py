"""What was recorded of an assessment, as its document reads it: the content of a version, and the form it is about.

Nothing here looks at the dossier, so a signed version reads the same for ever.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.loading import load_library
from waarborg.core.forms.answers import Address
from waarborg.core.forms.forms import Form
from waarborg.core.forms.offering import FACT
from waarborg.core.forms.questions import Group, Question
from waarborg.core.law.expressions import Expression, list_names
from waarborg.web.answer_texts import NO_FILES, Files, RowNames, list_answer, show_answer
from waarborg.web.pages import language, say

Rows = tuple[str, ...]
#: So many reasons why something is not asked are named.
MOST_REASONS = 3
_LONGEST_NAME = 120
_LONGEST_REASON = 80


@dataclass(frozen=True, slots=True)
class Said:
    """What stands at a place. taken: where it was taken from, such as `fact:goal`; empty for nowhere."""

    value: object
    by: str
    declined: bool = False
    taken: str = ""
    redacted: bool = False

    @property
    def is_given(self) -> bool:
        """Whether something is said there that can be read."""
        return self.declined or self.value is not None


class Record:
    """The content of a version, with the form in the version it was filled in.

    content: as `snapshots.make_snapshot` makes it. waiting: per place, what it depends on whether it is asked; known
    of a working copy only. redacted: places whose answer was made unreadable. files: titles of files, by token.
    """

    def __init__(
        self,
        form: Form,
        content: Mapping[str, Any],
        *,
        waiting: Mapping[str, Rows] = MappingProxyType({}),
        redacted: Set[str] = frozenset(),
        files: Files = NO_FILES,
    ) -> None:
        self.form, self.content, self.waiting, self.files = form, content, waiting, files
        self._answers = {
            one["place"]: Said(
                value=one["value"],
                by=one["by"],
                declined=one["declined"],
                taken=one["taken"],
                redacted=one.get("redacted", False),
            )
            for one in content["answers"]
        }
        self._answers |= {place: Said(value=None, by="", redacted=True) for place in redacted}
        self._asked = frozenset(content["asked"])

    def find(self, address: Address) -> Said | None:
        """What stands at a place; None when nothing was ever said there."""
        return self._answers.get(str(address))

    def is_asked(self, address: Address) -> bool:
        """Whether something of the form was asked."""
        return str(address) in self._asked

    def list_rows(self, group: Group, rows: Rows = ()) -> Rows:
        """The rows of a repeated group, in order."""
        said = self._answers.get(str(Address(group.id, rows)))
        return tuple(str(row) for row in said.value) if said and isinstance(said.value, list | tuple) else ()

    def list_people(self) -> set[str]:
        """The ids of everybody who said something."""
        found = {said.by for said in self._answers.values()}
        found |= {entry[name] for entry in self.content["entries"] for name in ("by", "reaction_by")}
        return found - {""}

    # --- names -----------------------------------------------------------------------------------------------
    @cached_property
    def row_names(self) -> RowNames:
        """What rows that can be chosen are called; a number where the answer that names them is not there."""
        found: dict[str, dict[str, str]] = {}
        for group in self.form.groups:
            place = self.form.find_place(group.id)
            if group.repeat and place is not None and not place.repeated:
                rows = self.list_rows(group)
                found[group.id] = {
                    row: self._find_name(group, (row,)) or str(number)
                    for number, row in enumerate(rows, start=1)
                }
        return found

    def name_row(self, group: Group, rows: Rows) -> str:
        """What a row is called: `persoonsgegeven 1: Maandinkomen`."""
        known = self.list_rows(group, rows[:-1])
        number = known.index(rows[-1]) + 1 if rows[-1] in known else 0
        one = say(group.one) if group.one is not None else ""
        name = self._find_name(group, rows)
        title = f"{one} {number}: {name}" if name else f"{one} {number}"
        return title[:1].upper() + title[1:]

    def _find_name(self, group: Group, rows: Rows, *, deeper: int = 2) -> str:
        """The answer that names a row; empty when there is none. deeper: so many rows may be named by other rows."""
        question = self.form.find_question(group.label)
        said = self.find(Address(group.label, rows)) if question is not None else None
        if question is None or said is None or said.value is None:
            return ""
        names: dict[str, dict[str, str]] = {}
        other = self.form.find_group(question.options_from.group) if question.options_from else None
        if other is not None and deeper:
            chosen = said.value if isinstance(said.value, list | tuple) else [said.value]
            names[other.id] = {
                row: self._find_name(other, (row,), deeper=deeper - 1)
                for row in self.list_rows(other)
                if row in chosen
            }
        name = " ".join(show_answer(question, said.value, names, language()).split())
        return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()}…"

    def show(self, question: Question, address: Address) -> tuple[str, ...]:
        """The answer at a place as texts, or the words for there being none."""
        said = self.find(address)
        if said is not None and said.redacted:
            return (_("Made unreadable"),)
        if said is not None and said.declined:
            return (_("I do not know"),)
        if said is None or said.value is None:
            return (_("Not answered yet"),)
        pieces = list_answer(question, said.value, self.row_names, language(), files=self.files)
        return tuple(piece for piece in pieces if piece.strip()) or (_("None"),)

    # --- why something is not asked --------------------------------------------------------------------------
    def explain_not_asked(self, address: Address, condition: Expression | None) -> str:
        """Why something is not asked, in a sentence: the answers on which that depends."""
        waits_for = self.waiting.get(str(address), ())
        names = waits_for or (self._list_names(condition) if condition is not None else ())
        reasons = list(dict.fromkeys(filter(None, (self._describe(name, address.rows) for name in names))))
        shown = "; ".join(reasons[:MOST_REASONS])
        if len(reasons) > MOST_REASONS:
            shown = _("%(reasons)s; and more") % {"reasons": shown}
        if not shown:
            return _("Not asked.")
        if waits_for:
            return _("Not asked yet. That depends on: %(reasons)s.") % {"reasons": shown}
        return _("Not asked, because of: %(reasons)s.") % {"reasons": shown}

    def _list_names(self, condition: Expression) -> Iterable[str]:
        """The names in a condition; of a fact of the form itself, those it follows from."""
        own = {frame.name: frame for frame in self.form.facts}
        for name in list_names(condition):
            frame = own.get(name)
            if frame is not None and frame.function is not None:
                yield from (inner for inner in list_names(frame.function) if inner not in own)
            else:
                yield name

    def _describe(self, name: str, rows: Rows) -> str:
        """A question with its answer, or what else a condition names; empty for what has no words."""
        owner, _sep, id = name.rpartition(":")
        if owner:
            return name_elsewhere(name)
        place = self.form.find_place(id)
        if place is None:
            frame = next((one for one in self.form.rules.facts if one.name == name), None)
            return f"“{say(frame.label)}”" if frame is not None and frame.label is not None else ""
        if not isinstance(place.item, Question):
            return f"“{say(place.item.title)}”" if place.item.title is not None else ""
        asked = f"“{name_question(place.item)}”"
        if len(place.repeated) > len(rows):
            return asked
        address = Address(id, rows[: len(place.repeated)])
        answer = "; ".join(self.show(place.item, address)) if self.is_asked(address) else _("not asked")
        if len(answer) > _LONGEST_REASON:
            answer = f"{answer[:_LONGEST_REASON].rstrip()}…"
        return f"{asked} – {answer[:1].lower()}{answer[1:]}"


def find_number(question: Question) -> str:
    """The number of a question as the model that the form follows has it, such as 1.3.0a, d.2 or a1.4; empty for none."""
    parts = question.id.split(".")
    is_number = any(part[0].isdigit() for part in parts) and all(
        len(part) <= 4 and (part[0].isdigit() or len(part) == 1 or part[1:].isdigit()) for part in parts
    )
    return question.id if is_number else ""


def name_question(question: Question) -> str:
    """A question with its number, where it has one."""
    return f"{find_number(question)} {say(question.ask)}".strip()


def name_elsewhere(place: str) -> str:
    """What stands elsewhere, in words: a fact of the dossier, or a question of another form."""
    owner, _sep, id = place.rpartition(":")
    if owner == FACT:
        term = load_vocabulary().find_term(id)
        return (
            _("the dossier: “%(fact)s”") % {"fact": say(term.label)} if term is not None else _("the dossier")
        )
    form = load_library().find_newest(owner)
    question = form.find_question(id.partition("@")[0]) if form is not None else None
    if form is None or question is None:
        return owner.upper()
    return _("%(form)s: “%(question)s”") % {"form": form.short, "question": name_question(question)}
