"""The questions of a definition of the task registry as parts, groups and questions of our form."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from waarborg.adapters.official_forms.definitions import Registry, RegistryTask
from waarborg.adapters.official_forms.findings import Findings, Sort
from waarborg.adapters.official_forms.texts import both, to_line
from waarborg.core.forms.questions import Type
from waarborg.core.terms.text import Text

_Entry = dict[str, Any]
_OWN = re.compile(r"urn:nl:aivt:tr:[a-z]+:[0-9]+\.[0-9]+:(.+)")
#: The roles of the Algoritmekader that are roles of ours under another name.
_ROLES: Mapping[str, str] = {
    "Projectleider": "project_leader",
    "Jurist": "lawyer",
    "Aanbestedingsjurist": "lawyer",
    "Data scientist": "developer",
    "Data engineer": "developer",
    "Privacy-officer": "privacy_officer",
    "Security officer": "security_officer",
    "Inkoopadviseur": "buyer",
    "Contractbeheerder": "buyer",
    "Proceseigenaar": "process_owner",
    "Domeinspecialist": "process_owner",
    "Communicatieadviseur": "policy_advisor",
    "Ethicus": "policy_advisor",
    "Gemandateerd verantwoordelijke(n)": "director",
}
_PHASES: Mapping[str, str] = {
    "Probleemanalyse": "problem",
    "Ontwerp": "design",
    "Dataverkenning en datapreparatie": "data",
    "Ontwikkelen": "development",
    "Verificatie en validatie": "validation",
    "Implementatie": "implementation",
    "Monitoring en beheer": "monitoring",
    "Uitfaseren": "retirement",
}
_LOOK = Text("Kijk of dit is wat u wilt.", "See whether this is what you want.")
_COPY = Text("Schrijf het over in het formulier als u het wilt houden.", "Write it in the form if you want to keep it.")  # fmt: skip


class RegistryMaker:
    """Makes the parts of one form. `sources` holds the sources that its questions name."""

    def __init__(self, registry: Registry, findings: Findings) -> None:
        self._registry, self._findings = registry, findings
        self._ids = {task.id: task.id.lower() for task in registry.tasks}
        self._links: dict[str, str] = {}

    def make_parts(self) -> list[_Entry]:
        """Return the parts: a chapter for each first number, its topics as groups where it has several."""
        chapters: dict[str, list[RegistryTask]] = {}
        for task in self._registry.tasks:
            chapters.setdefault(task.id.split(".")[0].lower(), []).append(task)
        parts: list[tuple[str, list[RegistryTask]]] = []
        for number, tasks in chapters.items():
            if parts and {task.topic for task in parts[-1][1]} == {task.topic for task in tasks}:
                parts[-1][1].extend(tasks)  # a chapter that goes on about the same
            else:
                parts.append((number, tasks))
        return [self._make_part(number, tasks) for number, tasks in parts]

    @property
    def sources(self) -> list[_Entry]:
        """The sources that the questions name."""
        return [{"id": id, "label": both(link), "link": link} for link, id in self._links.items()]

    def list_ids(self) -> dict[str, str]:
        """Return what the registry calls the questions that are called otherwise here."""
        return {own: id for id, own in self._ids.items() if own != id}

    def _make_part(self, number: str, tasks: list[RegistryTask]) -> _Entry:
        topics = [(topic, list(inside)) for topic, inside in groupby(tasks, key=lambda task: task.topic)]
        words = list(dict.fromkeys(to_line(topic) for topic, _ in topics if to_line(topic)))
        part: _Entry = {"part": number, "title": both("; ".join(words) or number)}
        phases = dict.fromkeys(
            phase for task in tasks for phase in self._map(task, task.phases, _PHASES, "lifecycle")
        )
        if phases:
            part["phases"] = list(phases)
            self._note_phases(tasks)
        if len(topics) == 1:
            return part | {"items": [self._make_question(task) for task in tasks]}
        groups = [
            {
                "group": f"{number}-onderwerp-{place}",
                "title": both(to_line(topic) or number),
                "items": [self._make_question(task) for task in inside],
            }
            for place, (topic, inside) in enumerate(topics, start=1)
        ]
        return part | {"items": groups}

    def _make_question(self, task: RegistryTask) -> _Entry:
        question: _Entry = {
            "question": self._ids[task.id],
            "ask": both(to_line(task.question) or task.id),
            "type": self._choose_type(task).value,
        }
        if help := "; ".join(to_line(link.text) for link in task.links if to_line(link.text)):
            question["help"] = both(help)
        if task.required is False:
            question["required"] = False
        if roles := list(dict.fromkeys(self._map(task, task.roles, _ROLES, "suggested_roles"))):
            question["roles"] = roles
        urls = [link.url for link in task.links if link.url]
        if urls:
            cited = [self._links.setdefault(url, f"bron-{len(self._links) + 1}") for url in urls]
            question["sources"] = list(dict.fromkeys(cited))
        if beside := self._list_beside(task):
            question["beside"] = beside
        return question

    def _choose_type(self, task: RegistryTask) -> Type:
        types = set(task.types)
        if "closed_question" in types:
            self._note(Sort.LOST, task, "Van een gesloten vraag staan de antwoorden niet in het bestand; hier is het een open vraag.", "The answers of a closed question are not in the file; here it is an open question.", _COPY)  # fmt: skip
            return Type.TEXT
        if types == {"statement"}:
            self._note(Sort.CHANGED, task, "Een verklaring (statement) is hier een vraag met ja of nee: klopt zij?", "A statement is a question with yes or no here: is it right?", _LOOK)  # fmt: skip
            return Type.BOOLEAN
        if "sign_task" in types:
            self._note(Sort.CHANGED, task, "Een taak om te tekenen (sign_task) is hier een vraag; getekend wordt onder het hele formulier.", "A task to sign (sign_task) is a question here; one signs below the whole form.", _LOOK)  # fmt: skip
        if "upload_document" in types and "open_question" not in types:
            return Type.FILE
        if "upload_document" in types:
            self._note(Sort.LOST, task, "Een bestand bij de vraag (upload_document) wordt hier niet apart gevraagd.", "A file with the question (upload_document) is not asked for apart here.", Text("Voeg het bestand toe aan het dossier en noem het in het antwoord.", "Add the file to the dossier and name it in the answer."))  # fmt: skip
        if types & {"requirement", "measure"}:
            self._note(Sort.CHANGED, task, "Een vereiste of maatregel is hier een open vraag.", "A requirement or measure is an open question here.", _LOOK)  # fmt: skip
        return Type.MARKUP

    def _list_beside(self, task: RegistryTask) -> list[_Entry]:
        found = []
        for link in task.links:
            own = _OWN.fullmatch(link.urn)
            if (
                own
                and link.urn.startswith(f"{self._registry.urn}:")
                and own[1] in self._ids
                and own[1] != task.id
            ):
                why = {
                    "nl": "Het officiële formulier verwijst hiernaar.",
                    "en": "The official form refers to this.",
                }
                found.append({"question": self._ids[own[1]], "why": why})
            elif link.urn:
                self._note(Sort.LOST, task, "Een verwijzing naar een vraag van een ander instrument (links.urn) is niet overgenomen.", "A link to a question of another instrument (links.urn) was not taken over.", _COPY)  # fmt: skip
            if link.card:
                self._note(Sort.LOST, task, "Een plaats in de systeemkaart (systemcard_path) is niet overgenomen.", "A place in the system card (systemcard_path) was not taken over.", Text("Noem bij `fact` het feit dat hetzelfde zegt.", "Name at `fact` the fact that says the same."))  # fmt: skip
        return found

    def _map(
        self, task: RegistryTask, words: Iterable[str], known: Mapping[str, str], key: str
    ) -> Iterable[str]:
        for word in words:
            if word in known:
                yield known[word]
            else:
                self._note(Sort.LOST, task, f"“{word}” ({key}) heeft hier geen tegenhanger.", f"“{word}” ({key}) has no counterpart here.", _COPY)  # fmt: skip

    def _note_phases(self, tasks: Iterable[RegistryTask]) -> None:
        for task in tasks:
            if task.phases:
                self._note(Sort.CHANGED, task, "Fasen (lifecycle) staan hier bij het hoofdstuk, niet bij elke vraag.", "Phases (lifecycle) stand with the chapter here, not with each question.", _LOOK)  # fmt: skip

    def _note(self, sort: Sort, task: RegistryTask, nl: str, en: str, remedy: Text) -> None:
        self._findings.add_to(sort, task.spot, Text(nl, en), remedy)
