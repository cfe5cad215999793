"""What the official form filler does with a definition, written down plainly: nothing is shared with the code under test.

A definition is what `yaml.safe_load` gives. Answers are as its output holds them (texts, lists of texts), by the id of a
question and the rows around it. What a hidden question said is taken away, as the tool does.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Rows = tuple[str, ...]
Answers = dict[tuple[str, Rows], Any]


class Plain:
    """One definition."""

    def __init__(self, definition: Mapping[str, Any]) -> None:
        self.definition = definition
        self.tasks: dict[str, dict[str, Any]] = {}
        self.around: dict[str, list[dict[str, Any]]] = {}
        todo = [(task, []) for task in definition["tasks"]]
        while todo:
            task, around = todo.pop(0)
            self.tasks[task["id"]], self.around[task["id"]] = task, around
            todo += [(inner, [*around, task]) for inner in task.get("tasks") or ()]

    def list_questions(self) -> Iterator[dict[str, Any]]:
        """The tasks that ask for an answer."""
        for task in self.tasks.values():
            if set(task["type"]) - {"task_group", "informational"}:
                yield task

    def list_repeated(self, id: str) -> list[str]:
        """The repeated tasks around an answer, itself among them."""
        return [one["id"] for one in (*self.around[id], self.tasks[id]) if one.get("repeatable")]

    # --- what is shown -----------------------------------------------------------------------------------
    def is_shown(self, id: str, rows: Rows, answers: Answers) -> bool:
        """Whether a task is on the page: it and all around it."""
        return all(self._holds(task, rows, answers) for task in (*self.around[id], self.tasks[id]))

    def _holds(self, task: dict[str, Any], rows: Rows, answers: Answers) -> bool:
        own = self.list_repeated(task["id"])
        for one in task.get("dependencies") or ():
            if one["type"] != "conditional" or one["action"] not in ("show", "hide"):
                continue
            condition = one["condition"]
            if condition["id"] not in self.tasks:
                continue
            other = self.list_repeated(condition["id"])
            reach = [*own[:-1]] if task.get("repeatable") and task.get("tasks") else own
            if reach[: len(other)] != other:
                continue
            met = self._is_met(condition, answers.get((condition["id"], rows[: len(other)])))
            if met is (one["action"] == "hide"):
                return False
        return True

    def _is_met(self, condition: Mapping[str, Any], value: Any) -> bool:
        if condition["operator"] == "any":
            return True
        if isinstance(value, str):
            value = {"true": True, "false": False, "null": None, "": None}.get(value.lower(), value)
        wanted = condition["value"]
        if condition["operator"] == "contains" and isinstance(value, list):
            return wanted in value
        return type(value) is type(wanted) and value == wanted

    def prune(self, answers: Answers) -> Answers:
        """The answers without those of what is hidden, until nothing more disappears."""
        while True:
            left = {key: value for key, value in answers.items() if self.is_shown(*key, answers)}
            if len(left) == len(answers):
                return left
            answers = left

    # --- scores and outcomes -----------------------------------------------------------------------------
    def list_scores(self, answers: Answers) -> dict[str, Any]:
        """The scores, of those calculations that stand with a task itself."""
        scores = {}
        for task in self.tasks.values():
            calculation = task.get("calculation")
            if calculation is None:
                continue
            value = evaluate(calculation["expression"], answers, {})
            for rule in calculation.get("riskScore", ()):
                if truthy(evaluate(rule["when"], answers, {calculation["scoreKey"]: value})):
                    scores[calculation["scoreKey"]] = rule["value"]
                    break
        return scores

    def list_outcomes(self, answers: Answers) -> dict[str, str]:
        """Of each assessment the level that holds, the first one."""
        found = {}
        scores = self.list_scores(answers)
        for assessment in self.definition.get("assessments", ()):
            for level in assessment["levels"]:
                criteria = {
                    one["id"]: True
                    for one in level.get("criteria", ())
                    if truthy(evaluate(one["expression"], answers, {"scores": scores}))
                }
                context = {"scores": scores, "criteria": criteria}
                if truthy(evaluate(level["expression"], answers, context)):
                    found[assessment["id"]] = level["level"]
                    break
        return found


# --- the expressions: read and evaluated in one go, with the values of JavaScript ---------------------------
_TOKEN = re.compile(r"""\s*([0-9.]+|'[^']*'|"[^"]*"|[A-Za-z_]\w*|&&|\|\||[=!<>]=|.)""", re.DOTALL)
_STRENGTH = {
    "&&": 1,
    "||": 1,
    "==": 2,
    "!=": 2,
    "<": 2,
    "<=": 2,
    ">": 2,
    ">=": 2,
    "in": 2,
    "+": 3,
    "-": 3,
    "*": 4,
}


def evaluate(text: str, answers: Answers, context: Mapping[str, Any]) -> Any:
    """What an expression gives; answers of questions outside all rows only."""
    return _Evaluator(_TOKEN.findall(text.strip()), answers, context).choice()


def truthy(value: Any) -> bool:
    """Whether a value counts as true: in JavaScript an empty list does."""
    return isinstance(value, list) or bool(value)


class _Evaluator:
    def __init__(self, tokens: list[str], answers: Answers, context: Mapping[str, Any]) -> None:
        self.tokens, self.answers, self.context = tokens, answers, context

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self) -> str:
        return self.tokens.pop(0)

    def choice(self) -> Any:
        value = self.binary(0)
        if self.peek() == "?":
            self.take()
            yes = self.choice()
            assert self.take() == ":"
            no = self.choice()
            return yes if truthy(value) else no
        return value

    def binary(self, least: int) -> Any:
        left = self.operand()
        while _STRENGTH.get(self.peek(), 0) > least:
            sign = self.take()
            left = self.apply(sign, left, self.binary(_STRENGTH[sign]))
        return left

    def apply(self, sign: str, left: Any, right: Any) -> Any:
        match sign:
            case "&&":
                return right if truthy(left) else left
            case "||":
                return left if truthy(left) else right
            case "==":
                return loosely_equal(left, right)
            case "!=":
                return not loosely_equal(left, right)
            case "in":
                return any(loosely_equal(left, one) for one in right)
            case "+":
                return number(left) + number(right)
            case "-":
                return number(left) - number(right)
            case "*":
                return number(left) * number(right)
        one, other = number(left), number(right)
        return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[sign]

    def operand(self) -> Any:
        if self.peek() == "!":
            self.take()
            return not truthy(self.operand())
        value = self.atom()
        while self.peek() == "|":
            self.take()
            value = self.call(self.take(), [value])
        return value

    def atom(self) -> Any:
        token = self.take()
        if token == "(":
            value = self.choice()
            assert self.take() == ")"
            return value
        if token == "[":
            return self.until("]")
        if token[0] in "'\"":
            return token[1:-1]
        if token[0].isdigit():
            return float(token) if "." in token else int(token)
        if self.peek() == "(":
            self.take()
            return self.call(token, self.until(")"))
        value = {"true": True, "false": False, "null": None}.get(token, self.context.get(token))
        while self.peek() == ".":
            self.take()
            value = value.get(self.take())
        return value

    def until(self, end: str) -> list[Any]:
        values = []
        while self.peek() != end:
            values.append(self.choice())
            if self.peek() == ",":
                self.take()
        self.take()
        return values

    def call(self, name: str, given: list[Any]) -> Any:
        match name, given:
            case "answers", [id]:
                return self.answers.get((id, ())) or None
            case "bool", [value]:
                return value in (True, "true")
            case "count", [value]:
                return len(value) if isinstance(value, list) else 0
            case "countSelectedOptions", [id]:
                return self.call("count", [self.answers.get((id, ()))])
            case "weightedCountMap", [values, keys, weights]:
                weight = dict(zip(keys, weights, strict=True))
                return sum(weight.get(one, 0) for one in values) if isinstance(values, list) else 0
        raise AssertionError(name)


def loosely_equal(left: Any, right: Any) -> bool:
    """`==` of JavaScript, for the values that stand in answers."""
    if left is None or right is None:
        return left is right
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, list) or isinstance(right, list):
        raise AssertionError("a list is compared")
    try:
        return number(left) == number(right)
    except ValueError:
        return False


def number(value: Any) -> float:
    """A value as a number, as JavaScript counts with it."""
    if isinstance(value, str):
        return float(value) if value.strip() else 0
    return 0 if value is None else float(value)
