"""The official decision tree for the AI Act (Beslishulp AI-verordening, MinBZK): its file, and all ways through it.

A question has answers; an answer gives labels and names the next question, a conclusion, or a list of conditions on
the labels of which the first that holds decides (jexl, of which only `"x" in labels`, `!`, `&&`, `||` and brackets
occur; `&&` and `||` bind equally strong there).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from waarborg.adapters.content_files.yaml_files import NoYaml, parse_yaml
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.located_yaml import require_bearable
from waarborg.adapters.law_files.text_files import read_text
from waarborg.core.framework.official_tree import Path as TreePath
from waarborg.core.terms.text import Text

MOST_BYTES = 8 * 1024 * 1024
#: More ways than this is no decision tree that people walk.
MOST_PATHS = 100_000
#: The longest condition of the tree has fewer than fifty; brackets in brackets are read one within the other.
MOST_TOKENS = 300
_TOKEN = re.compile(r'\s*(?:"(?P<label>[^"]*)"\s+in\s+labels|(?P<sign>&&|\|\||!|\(|\)))')
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree: its questions and conclusions as they stand in the file."""

    file: str
    version: str
    questions: Mapping[str, Mapping[str, Any]]
    conclusions: Mapping[str, Mapping[str, Any]]


def read_tree(path: Path) -> Tree:
    """Return the tree in a file. Raises `LawFileError` naming the question that cannot be read."""
    text = read_text(path, most_bytes=MOST_BYTES)
    require_bearable(text, file=path.name)
    try:
        document = parse_yaml(text, file=path.name)
    except NoYaml as error:
        fault, remedy = error.words
        raise LawFileError(file=path.name, place=error.path, fault=fault, remedy=remedy) from error
    if not isinstance(document, dict) or not {"questions", "conclusions"} <= set(document):
        raise _refuse(
            path.name,
            "$",
            "Dit is geen beslisboom: er staan geen questions en conclusions in.",
            "This is no decision tree: it has no questions and conclusions.",
            "Give the file decision-tree.yaml of the Beslishulp AI-verordening.",
        )
    tree = Tree(
        path.name,
        str(document.get("version", "")),
        _index(document["questions"], "questionId", path.name),
        _index(document["conclusions"], "conclusionId", path.name),
    )
    if not tree.questions:
        raise _refuse(
            path.name, "questions", "Er zijn geen vragen.", "There are no questions.", "Add `questions`."
        )
    for name, question in tree.questions.items():
        _require_answers(path.name, f"question {name}", question.get("answers"))
    return tree


def _require_answers(file: str, place: str, answers: object) -> None:
    if not isinstance(answers, list) or not answers:
        raise _refuse(
            file,
            place,
            "Deze vraag heeft geen antwoorden.",
            "This question has no answers.",
            "Add `answers`.",
        )
    for answer in answers:
        if (
            not isinstance(answer, dict)
            or not isinstance(answer.get("labels") or [], list)
            or not isinstance(answer.get("redirects") or [], list)
            or not all(isinstance(rule, dict) for rule in answer.get("redirects") or [])
        ):
            raise _refuse(
                file,
                place,
                "Een antwoord heeft een andere vorm dan de boom heeft.",
                "An answer has another shape than the tree has.",
                "Write labels as a list of texts, and redirects as a list of `if` with the next question.",
            )


def _index(items: object, key: str, file: str) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for place, item in enumerate(items if isinstance(items, list) else []):
        if not isinstance(item, dict) or key not in item:
            raise _refuse(
                file, f"[{place}]", f"Hier ontbreekt {key}.", f"{key} is missing here.", f"Add {key}."
            )
        found[str(item[key])] = item
    return found


def walk_paths(tree: Tree) -> Iterator[TreePath]:
    """Yield every way through the tree, in the order of its answers. Raises `LawFileError` at a dead end."""
    start = next(iter(tree.questions))
    todo: list[tuple[str, tuple[tuple[str, int], ...], tuple[str, ...]]] = [(start, (), ())]
    count = 0
    while todo:
        name, answers, labels = todo.pop()
        ahead = []
        for number, answer in enumerate(tree.questions[name]["answers"]):
            given = (*labels, *(str(label) for label in answer.get("labels") or ()))
            taken = (*answers, (name, number))
            question, conclusion = _find_next(tree, name, answer, given)
            if question:
                if question not in tree.questions or any(question == one for one, _ in taken):
                    raise _refuse(
                        tree.file,
                        f"question {name}",
                        f"De weg naar {question} loopt dood of rond.",
                        f"The way to {question} ends nowhere or goes round.",
                        "Correct nextQuestionId.",
                    )
                ahead.append((question, taken, given))
                continue
            count += 1
            if count > MOST_PATHS:
                raise _refuse(
                    tree.file,
                    "$",
                    f"Er zijn meer dan {MOST_PATHS} wegen.",
                    f"There are more than {MOST_PATHS} ways.",
                    "Give a smaller tree.",
                )
            yield TreePath(taken, given, conclusion, _list_days(tree.conclusions[conclusion]))
        todo.extend(reversed(ahead))


def _find_next(tree: Tree, name: str, answer: Mapping[str, Any], labels: Sequence[str]) -> tuple[str, str]:
    """The next question, or the conclusion; the other is empty."""
    options: list[Mapping[str, Any]] = [answer]
    for rule in answer.get("redirects") or ():
        if evaluate_condition(str(rule.get("if", "")), labels, file=tree.file, place=f"question {name}"):
            options = [rule]
            break
    question, conclusion = options[0].get("nextQuestionId") or None, options[0].get("nextConclusionId")
    if question is None and str(conclusion) not in tree.conclusions:
        raise _refuse(
            tree.file,
            f"question {name}",
            f"Een antwoord leidt nergens heen: {conclusion}.",
            f"An answer leads nowhere: {conclusion}.",
            "Add a rule that always holds, or correct nextConclusionId.",
        )
    return (str(question), "") if question is not None else ("", str(conclusion))


def evaluate_condition(text: str, labels: Sequence[str], *, file: str, place: str) -> bool:
    """Return whether a condition on labels holds. Raises `LawFileError` for what is not such a condition."""
    tokens: list[str | bool] = []
    position, text = 0, text.strip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise _refuse_condition(file, place, text)
        tokens.append(found["label"] in labels if found["label"] is not None else found["sign"])
        position = found.end()
    if len(tokens) > MOST_TOKENS:
        raise _refuse_condition(file, place, text)
    value, rest = _read_condition(tokens, 0)
    if value is None or rest != len(tokens):
        raise _refuse_condition(file, place, text)
    return value


def _read_condition(tokens: Sequence[str | bool], place: int) -> tuple[bool | None, int]:
    """From the left: terms with `&&` or `||` between them; None when it is not written like that."""
    value, place = _read_term(tokens, place)
    while value is not None and place < len(tokens) and tokens[place] in ("&&", "||"):
        sign = tokens[place]
        other, place = _read_term(tokens, place + 1)
        if other is None:
            return None, place
        value = (value and other) if sign == "&&" else (value or other)
    return value, place


def _read_term(tokens: Sequence[str | bool], place: int) -> tuple[bool | None, int]:
    if place >= len(tokens):
        return None, place
    token = tokens[place]
    if isinstance(token, bool):
        return token, place + 1
    if token == "!":
        value, place = _read_term(tokens, place + 1)
        return (None if value is None else not value), place
    if token == "(":
        value, place = _read_condition(tokens, place + 1)
        closed = place < len(tokens) and tokens[place] == ")"
        return (value, place + 1) if closed else (None, place)
    return None, place


def _list_days(conclusion: Mapping[str, Any]) -> frozenset[date]:
    """The days that the text of a conclusion names."""
    text = _MARKUP.sub(" ", f"{conclusion.get('conclusion', '')} {conclusion.get('obligation', '')}")
    found = set()
    for day, month, year in _DAY.findall(text):
        with suppress(ValueError):  # a text may name a day that does not exist
            found.add(date(int(year), _MONTHS.index(month) + 1, int(day)))
    return frozenset(found)


def _refuse_condition(file: str, place: str, text: str) -> LawFileError:
    return _refuse(
        file,
        place,
        f"Deze voorwaarde is niet te lezen: {text[:100]}",
        f"This condition cannot be read: {text[:100]}",
        'Write it with "label" in labels, !, &&, || and brackets.',
    )


def _refuse(file: str, place: str, nl: str, en: str, remedy: str) -> LawFileError:
    return LawFileError(file=file, place=place, fault=Text(nl, en), remedy=Text(remedy, remedy))
