"""Files of forms: a fault in one names the file, the place and the remedy."""

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.small_form import RULES, both, form, group, part, question
from tests.small_library import document
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.content_files.yaml_files import ContentError
from waarborg.adapters.form_files import loading
from waarborg.adapters.form_files.links import list_faults
from waarborg.adapters.form_files.loading import make_form
from waarborg.core.forms.forms import Form, Level, SlotKind
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Type
from waarborg.core.law.values import Kind

Found = list[tuple[str, str, str]]


def links(*places: str) -> list[dict[str, object]]:
    return [{"question": place, "why": both(f"Omdat {place}.")} for place in places]


def column(id: str, type: str = "text", **more: object) -> dict[str, object]:
    return {"id": id, "title": both(id), "type": type, **more}


def outcome(**more: object) -> dict[str, object]:
    return {"outcome": "o", "title": both("O"), "level": "result", "when": "[1]", "says": both("O."), **more}


def check(**more: object) -> dict[str, object]:
    return {"check": "c", "when": "[1]", "says": both("C."), "remedy": both("Kies."), "about": ["1"], **more}


def slot(**more: object) -> dict[str, object]:
    return {"slot": "s", "kind": "signature", "title": both("S"), "role": "lawyer", **more}


# --- what points nowhere -----------------------------------------------------------------------------------------
OTHER = form(
    part("een", question("1", "text"), question("2", "number"), group("3", question("3.1", "text"))),
    id="ander",
)


def find_faults(*parts: Mapping[str, Any], **more: Any) -> Found:
    made = form(*parts, **more)
    faults = list_faults(made, Library((made, OTHER)), load_vocabulary())
    return [(fault.place, fault.says.en, fault.remedy.en) for fault in faults]


def test_a_form_in_order_has_no_faults() -> None:
    assert not find_faults(
        part(
            "een",
            question("1", fact="profiling", roles=["lawyer"]),
            question("2", "text", **{"from": links("ander:1")}, beside=links("fact:goal", "1", "ander:3.1")),
            question("3", "markup", **{"from": links("ander:1")}),  # a line of text fits where paragraphs do
            group("4", question("4.1", "text"), label="4.1", roles=["lawyer"], when="[hoog risico]"),
            question("5", "choice", options_from={"group": "4", "label": "4.1"}),
            question("6", "table", columns=[column("naam"), column("soort", "choice", options_from={"group": "4", "label": "4.1"})]),
            question("7", when='"x" IN ALLE [naam] VAN [6] EN [score] > 1 EN [ander:2] > 1 EN [fact:profiling]'),
            question("8", "choice", fact="hosting"),
            question("9", "risks"),
            question("10", when="GROOTSTE(ALLE [residual_level] VAN [9]) > 4"),
            roles=["lawyer"],
            phases=["design"],
            when="[raakt mensen]",
        ),
        facts=[{"fact": "score", "kind": "number", "label": both("Score"), "function": "AANTAL([6])"}],
        outcomes=[outcome()],
        checks=[check(about=["1", "fact:goal", "ander:2"])],
        signatures=[slot(when="[1]"), slot(slot="or", kind="consent", role="works_council")],
        evidence_for=[{"requirement": "avg-09", "why": both("Omdat.")}],
        instrument="dpia",
        review={"months": 36, "why": both("Omdat."), "facts": ["data_used"]},
    )  # fmt: skip


NAMES = "Write the id of a question, or “form:question”, “fact:key” or a fact under “facts”."
TAKE = "Take the id of a question that is there."
KEY = "Take a key of the vocabulary."


@pytest.mark.parametrize(
    ("parts", "more", "fault"),
    [
        # Conditions.
        ([part("een", question("1"), when="[9]")], {}, ("een", "The condition names [9], and no question or fact is called that here.", NAMES)),
        ([part("een", question("1", when="[9]"))], {}, ("1", "The condition names [9]", NAMES)),
        ([part("een", group("4", question("1"), when="[9]"))], {}, ("4", "The condition names [9]", NAMES)),
        ([part("een", {"info": "uitleg", "text": both("Lees."), "when": "[9]"}, question("1"))], {}, ("uitleg", "The condition names [9]", NAMES)),
        ([part("een", question("1"))], {"outcomes": [outcome(when="[9]")]}, ("o", "The condition names [9]", NAMES)),
        ([part("een", question("1"))], {"checks": [check(when="[9]")]}, ("c", "The condition names [9]", NAMES)),
        ([part("een", question("1"))], {"signatures": [slot(when="[9]")]}, ("s", "The condition names [9]", NAMES)),
        ([part("een", question("1"))], {"facts": [{"fact": "score", "kind": "number", "label": both("S"), "function": "AANTAL([9])"}]}, ("score", "The condition names [9]", NAMES)),
        ([part("een", question("1", when="[ander:9]"))], {}, ("1", "There is no question “9” in the form “ander”.", TAKE)),
        ([part("een", question("1", when="[geen:1]"))], {}, ("1", "There is no form “geen”.", "Choose from: ander, klein.")),
        ([part("een", question("1", when="[fact:nobody]"))], {}, ("1", "The fact “nobody” is not in the vocabulary.", KEY)),
        # Links.
        ([part("een", question("1", "text", **{"from": links("ander:9")}))], {}, ("1", "There is no question “9” in the form “ander”.", TAKE)),
        ([part("een", question("1", "text", beside=links("9")))], {}, ("1", "There is no question “9” in this form.", TAKE)),
        ([part("een", question("1", "text", beside=links("fact:nobody")))], {}, ("1", "The fact “nobody” is not in the vocabulary.", KEY)),
        ([part("een", question("1", "text", **{"from": links("ander:2")}))], {}, ("1", "“ander:2” is of type “number”, and this question of type “text”.", "Put the link under “beside”.")),
        ([part("een", question("1"))], {"checks": [check(about=["9"])]}, ("c", "There is no question “9” in this form.", TAKE)),
        # Words of the framework.
        ([part("een", question("1"), roles=["nobody"])], {}, ("een", "There is no role “nobody”.", "Choose from: ")),
        ([part("een", question("1"), phases=["later"])], {}, ("een", "There is no phase “later”.", "Choose from: ")),
        ([part("een", question("1", roles=["nobody"]))], {}, ("1", "There is no role “nobody”.", "Choose from: ")),
        ([part("een", group("4", question("1"), roles=["nobody"]))], {}, ("4", "There is no role “nobody”.", "Choose from: ")),
        ([part("een", question("1"))], {"signatures": [slot(role="nobody")]}, ("s", "There is no role “nobody”.", "Choose from: ")),
        ([part("een", question("1"))], {"instrument": "nothing"}, ("instrument", "There is no instrument “nothing”.", "Choose from: ")),
        ([part("een", question("1"))], {"evidence_for": [{"requirement": "avg-99", "why": both("W.")}]}, ("avg-99", "There is no requirement “avg-99”.", "Do you mean “avg-09”?")),
        ([part("een", question("1"))], {"review": {"months": 12, "why": both("W."), "facts": ["nobody"]}}, ("review", "The fact “nobody” is not in the vocabulary.", KEY)),
        # Groups and their rows.
        ([part("een", group("4", question("1"), label="9"))], {}, ("4", "“9” is no question of this group, so it cannot name a row.", "Choose from: 1.")),
        ([part("een", group("4", question("4.1")), question("5", "choice", options_from={"group": "4", "label": "5"}))], {}, ("5", "The options come from “4” and “5”;", "Do you mean “4”? Name a group with “repeat: true”")),
        ([part("een", question("5", "choice", options_from={"group": "4", "label": "4.1"}))], {}, ("5", "The options come from “4” and “4.1”;", "Name a group with “repeat: true”")),
        ([part("een", group("4", question("4.1"), repeat=False), question("5", "choice", options_from={"group": "4", "label": "4.1"}))], {}, ("5", "The options come from “4” and “4.1”;", "Name a group with “repeat: true”")),
        ([part("een", question("5", "table", columns=[column("wie", "choice", options_from={"group": "4", "label": "4.1"})]))], {}, ("5", "The options come from “4” and “4.1”;", "Name a group with “repeat: true”")),
        # Facts.
        ([part("een", question("1", fact="nobody"))], {}, ("1", "The fact “nobody” is not in the vocabulary.", KEY)),
        ([part("een", question("1", "text", fact="profiling"))], {}, ("1", "The fact “profiling” is of type “boolean”; a question of type “text” does not fit it.", "Take type “boolean”, or leave “fact” out.")),
        ([part("een", question("1", "money", fact="profiling"))], {}, ("1", "The fact “profiling” is of type “boolean”; a question of type “money” does not fit it.", "Take type “boolean”, or leave “fact” out.")),
        ([part("een", group("4", question("1", fact="profiling")))], {}, ("1", "A fact is one answer, and this question may be answered several times.", "Leave “fact” out.")),
        # Names that are taken, or too long.
        ([part("een", question("1", "table", columns=[column("hoog risico")]))], {}, ("1", "The column “hoog risico” is called as a fact is.", "Give the column another “id”.")),
        ([part("een", question("a" * 41))], {}, ("a" * 41, "This id is too long: 41 signs.", "Use at most 40 signs.")),
    ],
)  # fmt: skip
def test_what_points_nowhere_or_does_not_fit_is_named_with_its_remedy(
    parts: list[dict[str, Any]], more: dict[str, Any], fault: tuple[str, str, str]
) -> None:
    (found,) = find_faults(*parts, **more)
    assert found[0] == fault[0]
    assert found[1].startswith(fault[1])
    assert found[2].startswith(fault[2])


def test_questions_that_wait_for_each_other_are_named() -> None:
    (found,) = find_faults(part("een", question("1", when="[2]"), question("2", when="[1]")))
    assert found == ("1", "These wait for each other: 1 → 2 → 1.", "Take away one of these conditions.")


def test_options_that_differ_from_those_of_the_fact_are_named() -> None:
    term = load_vocabulary().get_term("role_in_decision")
    options = [{"value": choice.value, "label": both(choice.value)} for choice in term.choices[1:]]
    options.append({"value": "extra", "label": both("extra")})
    (found,) = find_faults(part("een", question("1", "choice", fact=term.key, options=options)))
    assert found == (
        "1",
        f"The choices are not those of the fact “role_in_decision”. The fact does not know: extra. The question lacks: {term.choices[0].value}.",
        "Leave “options” out; then they are those of the fact.",
    )


def test_the_works_council_signs_and_fills_in_nothing() -> None:
    assert not find_faults(part("een", question("1")), signatures=[slot(role="works_council")])
    (found,) = find_faults(part("een", question("1"), roles=["works_council"]))
    assert found[1] == "There is no role “works_council”."


def test_all_faults_are_found_in_the_order_of_the_form() -> None:
    found = find_faults(
        part("een", question("1", when="[9]"), group("4", question("4.1", when="[8]"))),
        outcomes=[outcome(when="[7]")],
    )
    assert [place for place, _, _ in found] == ["1", "4.1", "o"]


def test_an_outcome_that_asks_for_a_form_that_is_not_there_is_found() -> None:
    (found,) = find_faults(part("een", question("1")), outcomes=[outcome(form="geen")])
    assert found[0] == "o"


@pytest.mark.parametrize("place", ["ander:3", "ander:3.1"])
def test_a_link_to_what_has_no_single_answer_is_found(place: str) -> None:
    (found,) = find_faults(part("een", question("1", "text", **{"from": links(place)})))
    assert found[0] == "1"


# --- what makes no form --------------------------------------------------------------------------------------------
def make(*parts: Mapping[str, Any], **more: Any) -> Form:
    return make_form(document(*parts, **more), load_vocabulary(), RULES)


@pytest.mark.parametrize(
    ("parts", "more", "says"),
    [
        ([part("een", question("1", sources=["gdpr:5"]))], {}, "1: There is no source “gdpr” under “sources” of this form."),
        ([part("een", question("1"))], {"signatures": [slot(sources=["gdpr"])]}, "s: There is no source “gdpr”"),
        ([part("een", question("1", when="[1"))], {}, "1: The condition under “when” cannot be read, at sign 1: "),
        ([part("een", question("1"), when="[1] EN")], {}, "een: The condition under “when” cannot be read, at sign 7: "),
        ([part("een", group("4", question("1"), when="("))], {}, "4: The condition under “when” cannot be read, at sign 1: "),
        ([part("een", question("1"))], {"outcomes": [outcome(when="EN")]}, "o: The condition under “when” cannot be read, at sign 1: "),
        ([part("een", question("1"))], {"checks": [check(when="[1] =")]}, "c: The condition under “when” cannot be read, at sign 6: "),
        ([part("een", question("1"))], {"facts": [{"fact": "score", "kind": "number", "label": both("S"), "function": "AANTAL("}]}, "score: The condition under “function” cannot be read, at sign 7: "),
        ([part("een", question("1"))], {"facts": [{"fact": "hoog risico", "kind": "boolean", "label": both("S"), "function": "[1]"}]}, "hoog risico: The framework has a fact with the name “hoog risico” already."),
        ([part("een", question("1", "choice", fact="nobody"))], {}, "1: The fact “nobody” is not in the vocabulary."),
        ([part("een", question("1", ask=both(" ")))], {}, "a text needs words in 'nl'"),
        ([part("een", {**group("4", question("1")), "repeat": False})], {}, "4: “one” says what one row is called, and this group has no rows."),
        ([part("een", question("1", columns=[column("naam")]))], {}, "1: Only a question of type “table” has columns."),
        ([part("een", question("1"))], {"sources": [{"id": "avg", "label": both("AVG"), "link": "http://voorbeeld.example"}]}, "avg: the link of a source starts with https"),
    ],
)  # fmt: skip
def test_what_makes_no_form_is_named(parts: list[dict[str, Any]], more: dict[str, Any], says: str) -> None:
    with pytest.raises((ValueError, KeyError)) as caught:
        make(*parts, **more)
    assert str(caught.value).startswith(says)


def test_a_form_holds_what_its_file_says() -> None:
    made = make(
        part(
            "een",
            question("1", "choices", fact="data_used", help=both("Hulp"), example=both("Zo"), required=False),
            question("2", "money", unit=both("euro"), least=0, sources=["avg:35(1)", "avg"], replaces=["0"]),
            group("4", question("4.1", "text"), label="4.1", least=1, text=both("Lees"), replaces=["3"]),
            {"info": "uitleg", "title": both("Kop"), "text": both("Lees dit.")},
            text=both("Over dit deel"),
            withhold={"ground": "5.1.2e", "why": both("Namen")},
        ),
        facts=[
            {"fact": "score", "kind": "number", "label": both("Score"), "function": "AANTAL([1])", "sources": ["avg:35", "avg"]},
            {"fact": "dossier", "kind": "boolean", "label": both("D"), "function": "[fact:profiling]"},
        ],
        signatures=[slot(kind="advice", help=both("Zo"), required=False, sources=["avg:39"])],
        outcomes=[outcome(level="stop", action=both("Stop"), form="dpia")],
        checks=[check(blocks=True)],
        review={"months": 36, "why": both("Omdat.")},
        changes=both("Nieuw."),
        based_on={"title": "Eigen", "version": "1", "link": "https://voorbeeld.example/", "note": both("Let op.")},
        order=3,
        entry="DPIA",
    )  # fmt: skip
    first, money = made.questions[:2]
    # The options of a fact are those of the vocabulary.
    assert [one.value for one in first.options] == [
        one.value for one in load_vocabulary().get_term("data_used").choices
    ]
    assert any(one.exclusive for one in first.options)
    assert (first.required, money.required) == (False, True)
    assert [(one.source.id, one.place) for one in money.cited] == [("avg", "35(1)"), ("avg", "")]
    assert money.type is Type.MONEY
    rows = made.find_group("4")
    assert rows is not None
    assert (rows.repeat, rows.label, rows.least, rows.replaces) == (True, "4.1", 1, ("3",))
    assert made.parts[0].withhold is not None
    assert made.parts[0].withhold.ground == "5.1.2e"
    assert made.facts[0].kind is Kind.NUMBER
    assert [source.citation for source in made.facts[0].sources] == ["35, AVG", "AVG"]
    # A fact of the dossier in a condition goes by the name that the vocabulary gives it.
    (named,) = made.rules.list_versions_of_fact("fact:profiling")
    assert named.label == load_vocabulary().get_term("profiling").label
    assert (made.signatures[0].kind, made.signatures[0].required) == (SlotKind.ADVICE, False)
    assert (made.outcomes[0].level, made.outcomes[0].form) == (Level.STOP, "dpia")
    assert made.outcomes[0].action is not None
    assert made.checks[0].blocks
    assert made.review is not None
    assert made.review.facts == ()
    assert (made.order, made.entry) == (3, "DPIA")
    assert made.based_on.note is not None


# --- files -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def read_with(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], None]:
    """Read these documents, by name of file, in place of the forms of Waarborg."""

    def put(documents: dict[str, Any]) -> None:
        monkeypatch.setattr(loading, "list_form_files", lambda: tuple(sorted(documents)))
        monkeypatch.setattr(loading, "read_yaml", lambda name, *, schema: copy.deepcopy(documents[name]))

    return put


SMALL = document(part("een", question("1")))


def test_all_versions_of_all_forms_are_read(read_with: Callable[[dict[str, Any]], None]) -> None:
    read_with(
        {
            "forms/klein/2026.1.yaml": SMALL,
            "forms/klein/2026.2.yaml": {**SMALL, "version": "2026.2", "released_on": "2026-12-01"},
            "forms/ander/2026.1.yaml": {**SMALL, "id": "ander", "order": 1},
        }
    )
    library = loading.load_library.__wrapped__()
    assert library.ids == ("ander", "klein")
    assert [one.version for one in library.list_versions("klein")] == ["2026.1", "2026.2"]


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        (
            {"parts": [part("een", question("1"), question("1"))]},
            "1",
            "“1” is there twice",
        ),
        (
            {"parts": [part("een", question("1", "choice", fact="nobody"))]},
            "1",
            "The fact “nobody” is not in the vocabulary",
        ),
        ({"released_on": "2026-02-30"}, "released_on", "“2026-02-30” is not an existing day"),
        ({"parts": [part("een", question("1", when="[9]"))]}, "1", "The condition names [9]"),
    ],
)
def test_a_fault_in_a_form_names_file_place_and_remedy(
    read_with: Callable[[dict[str, Any]], None], change: dict[str, Any], place: str, says: str
) -> None:
    read_with({"forms/klein/2026.1.yaml": SMALL | change})
    with pytest.raises(ContentError) as caught:
        loading.load_library.__wrapped__()
    error = caught.value
    assert (error.file, error.path) == ("forms/klein/2026.1.yaml", place)
    assert says in error.fault
    assert error.remedy


def test_two_files_with_the_same_version_are_named(read_with: Callable[[dict[str, Any]], None]) -> None:
    read_with({"forms/a/2026.1.yaml": SMALL, "forms/b/2026.1.yaml": SMALL})
    with pytest.raises(ContentError) as caught:
        loading.load_library.__wrapped__()
    assert caught.value.file == "forms/b/2026.1.yaml"


def test_drafts_are_no_forms_yet() -> None:
    assert not [name for name in loading.list_form_files() if "/_" in name]
