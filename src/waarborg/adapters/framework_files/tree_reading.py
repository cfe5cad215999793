"""What the answers of the official decision tree mean: the content file to the core objects."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from waarborg.adapters.content_files.yaml_files import read_yaml
from waarborg.core.framework.official_tree import Difference, Facts, TreeReading
from waarborg.core.framework.questions import UNKNOWN_WORD
from waarborg.core.terms.text import Text

FILE = "framework/official-tree.yaml"


@cache
def load_tree_reading() -> TreeReading:
    """Return the meaning of each answer and the reasons for differences. Raises `ContentError`."""
    document = read_yaml(FILE, schema="framework/official-tree.schema.json")
    return TreeReading(
        name=document["tree"]["name"],
        version=document["tree"]["version"],
        link=document["tree"]["link"],
        answers={
            question: tuple(_make_cases(answer) for answer in answers)
            for question, answers in document["answers"].items()
        },
        labels={label: _make_facts(facts) for label, facts in document["labels"].items()},
        differences=tuple(
            Difference(
                code=one["code"],
                part=one["in"],
                says=Text(**one["says"]),
                article=one["article"],
                answers=one.get("answers", {}),
                theirs=one.get("theirs", ""),
                ours=one.get("ours", ""),
            )
            for one in document["differences"]
        ),
    )


def _make_cases(answer: Any) -> tuple[Facts, ...]:
    return tuple(_make_facts(case) for case in (answer if isinstance(answer, list) else [answer]))


def _make_facts(facts: Mapping[str, Any]) -> Facts:
    return {key: None if value == UNKNOWN_WORD else value for key, value in facts.items()}
