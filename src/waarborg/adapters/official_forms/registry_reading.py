"""A definition of the task registry: a flat list of questions, each with its topic, roles and phases."""

import re
from collections.abc import Iterator

from waarborg.adapters.official_forms.definition_yaml import Entry
from waarborg.adapters.official_forms.definitions import Registry, RegistryLink, RegistryTask
from waarborg.adapters.official_forms.entries import Taker
from waarborg.adapters.official_forms.findings import Findings, Sort, Spot
from waarborg.core.terms.text import Text

TYPES = (
    "open_question", "closed_question", "sign_task", "upload_document", "statement", "requirement", "measure",
)  # fmt: skip
MOST_TASKS = 5_000
_URN = re.compile(r"urn:nl:aivt:tr:([a-z]+):([0-9]+\.[0-9]+)")
_TASK_URN = re.compile(r"urn:nl:aivt:tr:[a-z]+:[0-9]+\.[0-9]+:([0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)")
_LINK = re.compile(r"https://[^\s\"'<>]+")
_ROOT_KEYS = frozenset(
    (
        "systemcard_path", "schema_version", "name", "description", "urn", "language", "owners", "date", "url",
        "template", "tasks",
    )
)  # fmt: skip
_TASK_KEYS = frozenset(
    (
        "question", "urn", "labels", "type", "suggested_roles", "lifecycle", "links", "required_status", "depends_on",
        "signature", "expiration_date", "template",
    )
)  # fmt: skip


def read_registry(root: Entry, *, file: str, findings: Findings) -> Registry:
    """Return the definition in a document. Raises `LawFileError` for what no definition can hold."""
    take = Taker(file, findings)
    take.note_strangers(root, Spot(line=root.line), _ROOT_KEYS)
    urn = take.need_text(root, "urn", "")
    found = _URN.fullmatch(urn)
    if found is None:
        take.refuse(
            root, "", "urn",
            Text("De urn heeft niet de vorm die hier hoort.", "The urn has not the form that belongs here."),
            Text("Schrijf haar zoals urn:nl:aivt:tr:aiia:1.0.", "Write it as urn:nl:aivt:tr:aiia:1.0."),
        )  # fmt: skip
    owners = [one for one, _ in take.list_entries(root, "owners", "")]
    tasks = tuple(_list_tasks(take, root, urn))
    if not tasks:
        take.refuse(
            root, "", "tasks",
            Text("Er staat geen enkele vraag in.", "It holds no question at all."),
            Text("Schrijf onder tasks ten minste één vraag.", "Write at least one question under tasks."),
        )  # fmt: skip
    return Registry(
        name=take.need_text(root, "name", ""),
        urn=urn,
        version=found[2],
        description=take.find_text(root, "description", ""),
        language=take.find_text(root, "language", ""),
        url=take.find_text(root, "url", ""),
        owners=tuple(filter(None, (take.find_text(one, "organization", "owners") for one in owners))),
        schema_version=take.find_text(root, "schema_version", ""),
        tasks=tasks,
    )


def _list_tasks(take: Taker, root: Entry, urn: str) -> Iterator[RegistryTask]:
    seen: dict[str, int] = {}
    for number, (one, path) in enumerate(take.list_entries(root, "tasks", "")):
        if number >= MOST_TASKS:
            take.refuse(
                one, path, "",
                Text(f"Er staan meer dan {MOST_TASKS} vragen in.", f"It holds more than {MOST_TASKS} questions."),
                Text("Splits het formulier.", "Split the form."),
            )  # fmt: skip
        task = _read_task(take, one, path, urn)
        if task.id.lower() in seen:
            take.refuse(
                one, path, "urn",
                Text(f"De vraag {task.id} staat er al, op regel {seen[task.id.lower()]}.", f"The question {task.id} is there already, on line {seen[task.id.lower()]}."),
                Text("Geef elke vraag een eigen nummer.", "Give each question a number of its own."),
            )  # fmt: skip
        seen[task.id.lower()] = one.line
        yield task


def _read_task(take: Taker, one: Entry, path: str, urn: str) -> RegistryTask:
    own = take.need_text(one, "urn", path)
    found = _TASK_URN.fullmatch(own)
    if found is None or len(found[1]) > 40:
        take.refuse(
            one, path, "urn",
            Text("De urn van deze vraag heeft niet de vorm die hier hoort.", "The urn of this question has not the form that belongs here."),
            Text(f"Schrijf {urn}: met het nummer van de vraag erachter.", f"Write {urn}: followed by the number of the question."),
        )  # fmt: skip
    spot = Spot(found[1], path, one.line)
    if not own.startswith(f"{urn}:"):
        take.findings.add(
            Sort.SLIP, spot,
            Text(f"De urn van de vraag ({own}) hoort bij een ander formulier dan dit ({urn}).", f"The urn of the question ({own}) is of another form than this one ({urn})."),
            Text("Zij is hier toch meegenomen.", "It was taken along all the same."),
        )  # fmt: skip
    take.note_strangers(one, spot, _TASK_KEYS)
    types = take.need_types(one, path, TYPES)
    for key in ("depends_on", "signature", "expiration_date"):
        _note_unsaid(take, one, key, spot)
    return RegistryTask(
        id=found[1],
        urn=own,
        question=take.need_text(one, "question", path),
        topic=_read_topic(take, one, path, spot),
        types=types,
        roles=take.find_texts(one, "suggested_roles", path),
        phases=take.find_texts(one, "lifecycle", path),
        links=tuple(_list_links(take, one, path, spot)),
        required=take.find_bool(one, "required_status", path),
        spot=spot,
    )


def _read_topic(take: Taker, one: Entry, path: str, spot: Spot) -> str:
    topic = ""
    for label, place in take.list_entries(one, "labels", path):
        key, value = take.need_text(label, "key", place), take.need_text(label, "value", place)
        if key == "topic" and not topic:
            topic = value
        else:
            take.findings.add_to(
                Sort.LOST, spot,
                Text(f"Het label “{key}” is niet overgenomen.", f"The label “{key}” was not taken over."),
                Text("Alleen het onderwerp (topic) deelt de vragen in.", "Only the topic divides the questions."),
            )  # fmt: skip
    return topic


def _list_links(take: Taker, one: Entry, path: str, spot: Spot) -> Iterator[RegistryLink]:
    for link, place in take.list_entries(one, "links", path):
        found = RegistryLink(
            text=take.find_text(link, "text", place),
            url=take.find_text(link, "url", place),
            urn=take.find_text(link, "urn", place),
            card=take.find_text(link, "systemcard_path", place),
        )
        if found.url and not _LINK.fullmatch(found.url):
            take.findings.add(
                Sort.LOST, spot,
                Text("Een adres begint niet met https:// en is niet overgenomen.", "An address does not begin with https:// and was not taken over."),
                Text("Schrijf het adres in de toelichting.", "Write the address in the help."),
            )  # fmt: skip
        elif found != RegistryLink():
            yield found


def _note_unsaid(take: Taker, one: Entry, key: str, spot: Spot) -> None:
    if one.get(key) not in (None, "", []):
        take.findings.add_to(
            Sort.LOST, spot,
            Text(f"“{key}” is niet overgenomen.", f"“{key}” was not taken over."),
            Text("Waarborg houdt zelf bij wie wanneer tekende, en welke vraag op een andere wacht.", "Waarborg keeps itself who signed when, and which question waits for another."),
        )  # fmt: skip
