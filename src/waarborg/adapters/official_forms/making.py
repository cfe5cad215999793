"""The tasks of a definition for the form filler as parts, groups and questions of our form."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from waarborg.adapters.official_forms.catalogue import NONE_OF_THESE, Catalogue, Known, to_label
from waarborg.adapters.official_forms.conditions import Conditions
from waarborg.adapters.official_forms.definitions import Definition, Reference, Task, write_value
from waarborg.adapters.official_forms.findings import Findings, Sort
from waarborg.adapters.official_forms.texts import both, to_line, to_plain
from waarborg.core.forms.questions import Type
from waarborg.core.law.notation import write
from waarborg.core.terms.text import Text

_Entry = dict[str, Any]
_NAMED = re.compile(r"\{([^{}]+)\}")
_OPTIONAL = re.compile(r"\boptione(?:el|le)\b", re.IGNORECASE)
_SHOWN_BESIDE = ("pre-view", "many-to-many")
#: The source of the questions that belong to article 27 of the AI Act as well.
AI_ACT = {
    "id": "ai-act",
    "label": {"nl": "AI-verordening", "en": "AI Act"},
    "link": "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
}
_FRIA_PLACE = f"{AI_ACT['id']}:27"
_COPY = Text("Schrijf het over in het formulier als u het wilt houden.", "Write it in the form if you want to keep it.")  # fmt: skip
_LOOK = Text("Kijk of dit is wat u wilt.", "See whether this is what you want.")


class Maker:
    """Makes the parts of one form. `sources` holds the sources that its questions name."""

    def __init__(
        self, definition: Definition, catalogue: Catalogue, conditions: Conditions, findings: Findings
    ) -> None:
        self._definition, self._catalogue = definition, catalogue
        self._conditions, self._findings = conditions, findings
        self._labels = catalogue.list_labels()
        self._beside = self._collect_beside()
        self._links: dict[str, str] = {}
        self.uses_ai_act = False

    def make_parts(self) -> list[_Entry]:
        """Return the parts, in the order of the file."""
        return [self._make_part(task) for task in self._definition.tasks]

    @property
    def sources(self) -> list[_Entry]:
        """The sources that the questions name."""
        found: list[_Entry] = [AI_ACT] if self.uses_ai_act else []
        return found + [{"id": id, "label": both(link), "link": link} for link, id in self._links.items()]

    # --- parts and groups ----------------------------------------------------------------------------------
    def _make_part(self, task: Task) -> _Entry:
        known = self._catalogue.get(task.id)
        title = self._title(task)
        part: _Entry = {"part": known.id, "title": both(title)}
        if known.type is not None or task.repeatable or not task.tasks:
            part["items"] = self._make_items(task)
            return part
        self._note_unsaid(task)
        self._add_text(part, task)
        self._add_condition(part, task)
        part["items"] = self._list_items(task.tasks)
        return part

    def _list_items(self, tasks: Iterable[Task]) -> list[_Entry]:
        return [item for task in tasks for item in self._make_items(task)]

    def _make_items(self, task: Task) -> list[_Entry]:
        """The items of a task: one, or two when it asks something and holds others as well."""
        known = self._catalogue.get(task.id)
        self._note_unsaid(task)
        if known.type is None:
            return [self._make_group(task, known) if task.tasks else self._make_information(task, known)]
        question = self._make_question(task, known)
        if not task.tasks:
            return [question]
        self._findings.add(
            Sort.CHANGED, task.spot,
            Text("De vraag heeft zelf onderliggende vragen; die staan hier in een groep erachter.", "The question itself has questions below it; here these stand in a group behind it."),
            _LOOK,
        )  # fmt: skip
        group: _Entry = {"group": f"{known.id}.groep", "title": both(self._title(task))}
        self._add_condition(group, task)
        return [question, group | {"items": self._list_items(task.tasks)}]

    def _make_group(self, task: Task, known: Known) -> _Entry:
        group: _Entry = {"group": known.id, "title": both(self._title(task))}
        self._add_text(group, task)
        self._say_mappings(group, task)
        if task.repeatable:
            group |= {"repeat": True, "one": both(to_line(task.item_name) or self._title(task))}
            if label := self._find_label(task, known):
                group["label"] = label
        self._add_condition(group, task)
        return group | {"items": self._list_items(task.tasks)}

    def _find_label(self, task: Task, known: Known) -> str:
        named = _NAMED.findall(task.label_template)
        inside = [self._catalogue.get(one.id) for one in task.tasks]
        found = [one for one in inside if one.task.id in named and one.type is not None and not one.own_rows]
        if named and not (len(named) == 1 and found):
            self._findings.add(
                Sort.LOST, task.spot,
                Text(f"Een rij heet daar naar “{task.label_template}”; die vraag staat niet zelf in de rij.", f"A row is called after “{task.label_template}” there; that question does not itself stand in the row."),
                Text("De rijen hebben hier een volgnummer.", "The rows have a number here."),
            )  # fmt: skip
        return found[0].id if len(named) == 1 and found else self._labels.get(known.id, "")

    def _make_information(self, task: Task, known: Known) -> _Entry:
        title, text = self._title(task, needed=False), self._describe(task)
        information: _Entry = {"info": known.id}
        if title and text:
            information["title"] = both(title)
        self._add_condition(information, task)
        return information | {"text": both(text or title or known.id)}

    # --- a question ----------------------------------------------------------------------------------------
    def _make_question(self, task: Task, known: Known) -> _Entry:
        assert known.type is not None  # whoever calls looked
        question: _Entry = {"question": known.id, "ask": both(self._title(task)), "type": known.type.value}
        if help := self._describe_question(task, known):
            question["help"] = both(help)
        if task.required is False or _OPTIONAL.search(task.description):
            question["required"] = False
            if task.required is None:
                self._findings.add_to(
                    Sort.CHANGED, task.spot,
                    Text("De toelichting noemt de vraag optioneel; zij mag leeg blijven. Andere vragen moeten beantwoord zijn voor wie tekent.", "The help calls the question optional; it may stay empty. Other questions must be answered before somebody signs."),
                    _LOOK,
                )  # fmt: skip
        if known.options_from is not None:
            question["options_from"] = {"group": known.options_from[0], "label": known.options_from[1]}
        elif known.choices and not known.tick:
            question["options"] = [
                {"value": one.value, "label": both(to_label(one.option))} for one in known.choices
            ]
            if known.none:
                label = {"nl": NONE_OF_THESE.nl, "en": NONE_OF_THESE.en}
                question["options"].append({"value": known.none, "label": label, "exclusive": True})
        if beside := self._beside.get(task.id):
            question["beside"] = beside
        if cited := self._cite(task):
            question["sources"] = cited
        if known.own_rows:
            return self._wrap_in_rows(task, known, question)
        self._add_condition(question, task)
        return question

    def _wrap_in_rows(self, task: Task, known: Known, question: _Entry) -> _Entry:
        """A question that may be answered several times: in our form a group with that question."""
        title = self._title(task)
        group: _Entry = {
            "group": known.own_rows,
            "title": both(title),
            "repeat": True,
            "one": both(to_line(task.item_name) or title),
            "label": known.id,
        }
        self._add_condition(group, task)
        self._findings.add_to(
            Sort.CHANGED, task.spot,
            Text("Een vraag die vaker beantwoord kan worden, is hier een groep met rijen waarin die ene vraag staat.", "A question that can be answered several times is a group of rows with that one question here."),
            Text("Er is niets te doen.", "There is nothing to do."),
        )  # fmt: skip
        return group | {"items": [question]}

    def _cite(self, task: Task) -> list[str]:
        cited = []
        if task.in_fria:
            self.uses_ai_act = True
            cited.append(_FRIA_PLACE)
        for source, _ in task.sources:
            if source.startswith("https://") and not re.search(r"\s", source):
                cited.append(self._links.setdefault(source, f"bron-{len(self._links) + 1}"))
        return list(dict.fromkeys(cited))

    # --- texts ---------------------------------------------------------------------------------------------
    def _title(self, task: Task, *, needed: bool = True) -> str:
        title = to_line(task.title)
        if self._definition.numbered and task.official_number and title and not task.answer_types:
            return f"{task.id} {title}"  # a question has its number before it anyway
        if title or not needed:
            return title
        around = self._catalogue.get(task.id).around
        for other in reversed(around):
            if words := to_line(other.title):
                self._findings.add(
                    Sort.SLIP, task.spot,
                    Text("De vraag heeft geen tekst; hier staat de titel van de groep eromheen.", "The question has no text; here stands the title of the group around it."),
                    Text("Schrijf de vraag uit.", "Write the question out."),
                )  # fmt: skip
                return words
        return to_line(task.description) or task.id

    def _describe_question(self, task: Task, known: Known) -> str:
        parts = [self._describe(task)]
        if known.tick:
            parts.append(f"Ja: {known.tick}.")
        return "\n".join(filter(None, parts))

    def _describe(self, task: Task) -> str:
        """The description, and below it what is said about pictures that do not come along."""
        parts = [to_plain(task.description)]
        for source, description in task.sources:
            if source.startswith("https://") and self._catalogue.get(task.id).type is not None:
                continue
            parts.append(to_plain(description) or "")
            self._findings.add(
                Sort.LOST, task.spot,
                Text(f"Het bestand {source} hoort bij de definitie en staat er niet in.", f"The file {source} belongs to the definition and is not in it."),
                Text("Voeg het zelf toe; de beschrijving is overgenomen.", "Add it yourself; its description was taken over."),
            )  # fmt: skip
        return "\n".join(filter(None, parts))

    def _add_text(self, entry: _Entry, task: Task) -> None:
        if text := self._describe(task):
            entry["text"] = both(text)

    def _say_mappings(self, entry: _Entry, task: Task) -> None:
        """Ask for the rows that the official tool makes by itself."""
        for mapping in task.mappings:
            source = self._catalogue.find(mapping.id)
            title = self._title(source.task) if source is not None else mapping.id
            before = entry.get("text", {"nl": "", "en": ""})
            nl = f"Eén rij voor elk antwoord op “{title}” ({mapping.id}), in dezelfde volgorde."
            en = f"One row for each answer to “{title}” ({mapping.id}), in the same order."
            entry["text"] = {"nl": f"{before['nl']}\n{nl}".strip(), "en": f"{before['en']}\n{en}".strip()}

    def _add_condition(self, entry: _Entry, task: Task) -> None:
        condition = self._conditions.find(task)
        if condition is not None:
            entry["when"] = write(condition)

    # --- what points elsewhere -----------------------------------------------------------------------------
    def _collect_beside(self) -> dict[str, list[_Entry]]:
        """Per question which earlier answers of this form are shown beside it."""
        found: dict[str, list[_Entry]] = {}
        for task, _ in self._definition.walk():
            for one in task.references:
                target = self._find_target(one)
                if target is None or self._catalogue.get(task.id).type is None:
                    continue
                if one.how not in _SHOWN_BESIDE:
                    self._findings.add(
                        Sort.CHANGED, one.spot,
                        Text(f"Het antwoord wordt daar ingevuld bij {one.id}; hier staat het ernaast.", f"The answer is filled in at {one.id} there; here it stands beside it."),
                        _LOOK,
                    )  # fmt: skip
                why = {
                    "nl": "Het officiële formulier toont dit eerdere antwoord hier.",
                    "en": "The official form shows this earlier answer here.",
                }
                found.setdefault(one.id, []).append({"question": self._catalogue.get(task.id).id, "why": why})
        return found

    def _find_target(self, one: Reference) -> Known | None:
        if one.form.lower() != self._definition.short_name:
            return None
        target = self._catalogue.find(one.id)
        return target if target is not None and target.type is not None else None

    def _note_unsaid(self, task: Task) -> None:
        """Tell what our form cannot say of a task."""
        for sort, says, remedy in self._list_unsaid(task):
            self._findings.add_to(sort, task.spot, says, remedy)
        for mapping in task.mappings:
            self._findings.add(
                Sort.LOST, mapping.spot,
                Text(f"Daar komt er vanzelf een rij bij voor elke rij van vraag {mapping.id}; hier voegt men haar zelf toe.", f"There a row comes by itself for each row of question {mapping.id}; here one adds it."),
                Text(f"Maak evenveel rijen, in dezelfde volgorde als bij {mapping.id}.", f"Make as many rows, in the same order as at {mapping.id}."),
            )  # fmt: skip
        for one in task.references:
            if one.how and self._find_target(one) is None:
                self._findings.add(
                    Sort.LOST, one.spot,
                    Text(f"Het antwoord telt ook bij vraag {one.id} van {one.form} ({one.how}); dat is een ander formulier.", f"The answer counts at question {one.id} of {one.form} as well ({one.how}); that is another form."),
                    Text("Schrijf de koppeling in dat formulier, bij `from` of `beside`.", "Write the link in that form, at `from` or `beside`."),
                )  # fmt: skip

    def _list_unsaid(self, task: Task) -> Iterator[tuple[Sort, Text, Text]]:
        if task.category:
            yield Sort.LOST, Text("De categorie (category) is niet overgenomen.", "The category was not taken over."), _COPY  # fmt: skip
        if task.default is not None:
            yield Sort.LOST, Text(f"De waarde die er vooraf staat ({write_value(task.default)}) is niet overgenomen.", f"The value that stands there beforehand ({write_value(task.default)}) was not taken over."), _COPY  # fmt: skip
        if any(not one.how for one in task.references):
            yield Sort.LOST, Text("Een nummer uit een ander model (zoals prescanModelId) is niet overgenomen.", "A number of another model (such as prescanModelId) was not taken over."), _COPY  # fmt: skip
        if self._catalogue.get(task.id).type is Type.ACTIONS:
            yield Sort.CHANGED, Text("Actiepunten zijn hier rijen met wie en wanneer; zij worden taken in het plan.", "Action points are rows with who and when here; they become tasks in the plan."), _LOOK  # fmt: skip
        if task.shows_actions:
            yield Sort.CHANGED, Text("Het overzicht van actiepunten staat hier in het plan.", "The overview of action points stands in the plan here."), _LOOK  # fmt: skip
        if self._catalogue.get(task.id).options_from is not None:
            yield Sort.CHANGED, Text("De keuzes zijn hier de rijen zelf; rijen met dezelfde naam zijn daar één keuze.", "The options are the rows themselves here; rows of the same name are one option there."), _LOOK  # fmt: skip
