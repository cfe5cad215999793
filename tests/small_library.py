"""A small library of forms for tests of commands, and the same form as a file holds it."""

from collections.abc import Mapping
from typing import Any

from tests.small_form import both, form, group, part, question
from waarborg.core.forms.library import Library


def links(*places: str) -> list[dict[str, object]]:
    """Links as a file holds them."""
    return [{"question": place, "why": both(f"Omdat {place}.")} for place in places]


# The form that most tests are about:
#
# | id  | asked when | says the same as  |
# |-----|------------|-------------------|
# | 1   | always     | fact profiling    |
# | 2   | [1]        |                   |
# | 3   | always     | fact goal         |
# | 4   | rows       | 4.1 in each row   |
# | 5   | one of the rows of 4 |         |
# | 6   | [ander:1]  |                   |
PARTS = (
    part(
        "een",
        question("1", fact="profiling"),
        question("2", "choice", when="[1]"),
        question("3", "markup", fact="goal", required=False),
        roles=["lawyer"],
    ),
    part(
        "twee",
        group("4", question("4.1", "text"), label="4.1", least=1),
        question("5", "choice", options_from={"group": "4", "label": "4.1"}),
        question("6", when="[ander:1]"),
        {"info": "uitleg", "text": both("Lees dit.")},
    ),
)
ENDS = {
    "outcomes": [
        {
            "outcome": "dpia",
            "title": both("DPIA"),
            "level": "required",
            "when": '[1] EN [2] = "b"',
            "says": both("Doe een DPIA."),
            "action": both("Begin de DPIA"),
        },
        {
            "outcome": "hoog",
            "title": both("Hoog"),
            "level": "warning",
            "when": "[hoog risico]",
            "says": both("Let op."),
        },
    ],
    "checks": [
        {
            "check": "leeg",
            "when": '[1] EN [2] = "c"',
            "says": both("Dit past niet."),
            "remedy": both("Kies iets anders."),
            "about": ["1", "2"],
            "blocks": True,
        }
    ],
    "signatures": [
        {
            "slot": "tekent",
            "kind": "signature",
            "title": both("Tekent"),
            "role": "lawyer",
            "sources": ["avg:5"],
        },
        {
            "slot": "adviseert",
            "kind": "advice",
            "title": both("Adviseert"),
            "role": "lawyer",
            "when": '[2] = "b"',
            "required": False,
        },
    ],
}


def document(*parts: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A form as a file holds it."""
    return {
        "id": "klein",
        "version": "2026.1",
        "released_on": "2026-11-01",
        "title": both("Klein"),
        "short": "Klein",
        "summary": both("Een klein formulier."),
        "based_on": {"title": "Eigen", "version": "1", "link": "https://voorbeeld.example/"},
        "sources": [{"id": "avg", "label": both("AVG"), "link": "https://eur-lex.europa.eu/eli/reg/2016/679/oj"}],
        "signatures": [],
        "parts": list(parts),
        **more,
    }  # fmt: skip


def make_library() -> Library:
    """Two small forms: klein in two versions, and ander."""
    ander = form(
        part("een", question("1"), question("2", "markup", fact="goal", **{"from": links("klein:3")})),
        part("twee", question("3", **{"from": links("klein:1")}), question("4", "text", beside=links("klein:3"))),
        id="ander",
    )  # fmt: skip
    older = form(part("een", question("1")), version="2026.1", released_on="2026-01-01")
    return Library((older, form(*PARTS, version="2026.2", **ENDS), ander))
