"""The rules: each is right about its own examples, in both languages, with a place that is in the text."""

from datetime import date

import pytest

from waarborg.adapters.content_files.quality import load_measures
from waarborg.adapters.content_files.standards import load_standard
from waarborg.core.publication import markup
from waarborg.core.publication.problems import Mark, Problem, Severity
from waarborg.core.publication.quality import RULES, Context, Example, Rule, assess, examine, find_rule
from waarborg.core.publication.quality.rules import find
from waarborg.core.publication.validity import check
from waarborg.core.terms.text import Text

TODAY = date(2026, 11, 15)
CASES = [(rule, example) for rule in RULES for example in rule.examples]


def look(values: dict[str, object], **known: object) -> tuple[Problem, ...]:
    context = Context(**{"today": TODAY, "measures": load_measures(), **known})
    return assess(values, standard=load_standard(), context=context)


def codes(values: dict[str, object], **known: object) -> set[str]:
    return {problem.code for problem in look(values, **known)}


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=[f"{rule.code}: {example.shown.nl[:40]}" for rule, example in CASES]
)
def test_each_example_is_found_or_not_as_it_says(rule: Rule, example: Example) -> None:
    found = [item for item in look(dict(example.values), **example.context) if item.code == rule.code]
    assert bool(found) is example.finds
    for item in found:
        assert item.severity is Severity.FINDING
        text = markup.plain_text(str(example.values.get(item.field, "")))
        assert all(mark.end <= len(text) for mark in item.marks)


def test_no_rule_finds_anything_wrong_with_an_entry_in_order(entry: dict[str, object]) -> None:
    assert look(entry) == ()


def test_codes_are_unique_and_lead_back_to_their_rule() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(find_rule(rule.code) is rule for rule in RULES)
    assert find_rule("no_such_rule") is None


def test_a_rule_of_somebody_else_takes_part_like_ours() -> None:
    def check_shouting(subject):  # type: ignore[no-untyped-def]  # a rule as short as it can be
        if subject.plain("name").isupper():
            yield find("shouting", "name", Text("Hoofdletters.", "Capitals."), Text("Anders.", "Otherwise."))

    words = Text("x", "x")
    rule = Rule(
        code="shouting",
        title=words,
        why=words,
        method=words,
        check=check_shouting,
        examples=(
            Example(shown=words, values={"name": "TOESLAG"}, finds=True),
            Example(shown=words, values={"name": "Toeslag"}, finds=False),
        ),
    )
    context = Context(today=TODAY, measures=load_measures())
    found = assess({"name": "TOESLAG"}, standard=load_standard(), context=context, rules=(rule,))
    assert [item.code for item in found] == ["shouting"]


def test_a_rule_shows_what_it_finds_and_what_not() -> None:
    words = Text("x", "x")
    with pytest.raises(ValueError, match="one that is not"):
        Rule(
            code="one_sided",
            title=words,
            why=words,
            method=words,
            check=lambda subject: (),
            examples=(Example(shown=words, values={}, finds=True),),
        )


def test_one_thing_is_told_once(entry: dict[str, object]) -> None:
    entry["impacttoetsen_grouping"] = []
    about = [item.code for item in look(entry) if item.field == "impacttoetsen_grouping"]
    assert about == ["no_assessment"]
    entry["publication_category"] = "Overige algoritmes"
    about = [item.code for item in look(entry) if item.field == "impacttoetsen_grouping"]
    assert about == ["expected"]


def test_what_the_gate_finds_is_part_of_the_answer_and_its_errors_come_first(
    entry: dict[str, object],
) -> None:
    entry |= {"status": "Buiten gebruik", "contact_email": "geen adres", "goal": "Teneinde te helpen."}
    context = Context(today=TODAY, measures=load_measures())
    found = examine(entry, standard=load_standard(), context=context)
    assert [item.code for item in found] == ["bad_contact", "end_expected", "jargon"]
    gate = {(item.code, item.field) for item in check(entry, standard=load_standard())}
    assert gate <= {(item.code, item.field) for item in found}


def test_nothing_is_said_about_a_field_that_the_source_could_not_hold() -> None:
    carried = {"name", "goal", "lawful_basis", "status"}
    absent = frozenset(field.key for field in load_standard().fields) - carried
    assert codes({"name": "x", "goal": "x", "status": "Buiten gebruik"}, not_carried=absent) == set()
    assert codes({"lawful_basis": "nvt", "name": "x", "goal": "x"}, not_carried=absent) == {"no_legal_basis"}


@pytest.mark.parametrize("value", [None, 3, ["x"], {"a": 1}, "\x00", "<b", "a" * 5000, "\ud800"])
def test_no_value_makes_a_rule_stumble(value: object) -> None:
    fields = [field.key for field in load_standard().fields]
    assert isinstance(look(dict.fromkeys(fields, value)), tuple)


def test_the_place_of_jargon_is_that_in_the_text_without_markup() -> None:
    (problem,) = (
        item
        for item in look({"goal": "<p>Wij</p><p>mitigeren &amp; monitoren dit samen.</p>"})
        if item.code == "jargon"
    )
    text = markup.plain_text("<p>Wij</p><p>mitigeren &amp; monitoren dit samen.</p>")
    assert [text[mark.start : mark.end] for mark in problem.marks] == ["mitigeren", "monitoren"]
    assert problem.marks[0].note == Text("kleiner maken of tegengaan", "make smaller or counter")


def test_a_mark_runs_forward() -> None:
    for start, end in ((3, 3), (4, 2), (-1, 2)):
        with pytest.raises(ValueError, match="forward"):
            Mark(start, end)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Artikel 3.1 Woo", True),
        ("art 8 Wpg", True),
        ("artikelen 10 en 11", True),
        ("Algemene wet bestuursrecht, 6:7 Awb", True),
        ("zie https://wetten.overheid.nl/BWBR0005537/2024-01-01/#Hoofdstuk6_Artikel6:7", True),
        ("https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=8", True),
        ("Wet WOZ", False),
        ("Wegenverkeerswet 1994", False),
        ("1. WOO 2. WDO 3. UAVG", False),
        ("WCAG 2.2 A en AA", False),
        ("Dit artikel gaat over kunst; art director", False),
        ("https://wetten.overheid.nl/BWBR0002320/", False),
    ],
)
def test_an_article_is_recognised_and_a_number_of_something_else_is_not(text: str, names: bool) -> None:
    found = codes({"lawful_basis": text})
    assert ("no_article" not in found) is names
    assert "no_legal_basis" not in found


def test_a_text_that_names_no_law_at_all_is_told_so() -> None:
    (found,) = (
        item
        for item in look({"lawful_basis": "Noodzakelijk voor gemeentelijk beleid."})
        if item.code == "no_article"
    )
    assert "geen wet of regel" in found.message.nl
