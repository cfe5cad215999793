"""FLINT JSON in all its variants becomes a strict interpretation, and what was read otherwise is said."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.small_flint import op, read, read_act, read_duty
from waarborg.adapters.flint.reading import read_flint
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.core.law.expressions import (
    Creation,
    Reference,
    all_of,
    negation,
)
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, duty_name, fact_name
from waarborg.core.law.interpretations import Status
from waarborg.core.law.sources import Source, SourceKind
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text


# --- the model as a whole ------------------------------------------------------------------------------
def test_a_model_with_acts_facts_and_duties_is_read() -> None:
    model = {
        "model": "Parkeerregeling",
        "acts": [
            {
                "act": "<<vergunning verlenen>>",
                "actor": "[college]",
                "action": "[verlenen]",
                "object": "[aanvraag]",
                "recipient": "[aanvrager]",
                "preconditions": op("AND", "[woont hier]", {"expression": "NOT", "operand": "[heeft al]"}),
                "create": ["[vergunning]", "<betalen>"],
                "terminate": ["[aanvraag]"],
                "sources": [{"citation": "art. 1", "validFrom": "01-01-2020", "validTo": "31-12-9999"}],
                "explanation": "Regel een.\r\nRegel twee.",
            }
        ],
        "facts": [{"fact": "[vergunning]", "function": op("CREATE", "[kenteken]")}],
        "duties": [
            {
                "duty": "<betalen>",
                "duty-holder": "[aanvrager]",
                "claimant": "[college]",
                "duty-components": ["<op tijd>"],
                "create": "<<vergunning verlenen>>",
                "terminate": ["<<betaling ontvangen>>"],
                "enforce": ["<<aanmanen>>"],
            }
        ],
    }
    interpretation, codes = read(model)
    assert codes == []
    assert (interpretation.id, interpretation.title) == (
        "voorbeeld-model",
        Text("Parkeerregeling", "Parkeerregeling"),
    )
    act, fact, duty = interpretation.frames
    assert act == ActFrame(
        name="vergunning verlenen",
        actor=Reference("college"),
        action="verlenen",
        object=Reference("aanvraag"),
        recipient=Reference("aanvrager"),
        precondition=all_of(Reference("woont hier"), negation(Reference("heeft al"))),
        creates=(fact_name("vergunning"), duty_name("betalen")),
        terminates=(fact_name("aanvraag"),),
        sources=(Source(SourceKind.BWB, "art. 1", valid=Period(date(2020, 1, 1))),),
        explanation="Regel een.\nRegel twee.",
    )
    assert fact == FactFrame(name="vergunning", function=Creation((Reference("kenteken"),)))
    assert duty == DutyFrame(
        name="betalen",
        holder=Reference("aanvrager"),
        claimant=Reference("college"),
        components=("op tijd",),
        creates=("vergunning verlenen",),
        terminates=("betaling ontvangen",),
        enforces=("aanmanen",),
    )


def test_the_version_is_that_of_the_model_or_follows_from_its_text() -> None:
    assert read({"facts": [], "version": "2.1"})[0].version == "2.1"
    one, other = read({"facts": [{"fact": "[a]"}]})[0], read({"facts": [{"fact": "[b]"}]})[0]
    assert len(one.version) == 12
    assert one.version != other.version


@pytest.mark.parametrize(
    ("file", "id_"),
    [("a/b\\Wét op X.flint.JSON", "wet-op-x"), ("...", "flint"), ("語.json", "flint"), ("x" * 200, "x" * 80)],
)
def test_the_id_follows_from_the_name_of_the_file(file: str, id_: str) -> None:
    assert read_flint('{"facts": []}', file=file)[0].id == id_


def test_the_json_itself_comes_along() -> None:
    assert read_flint('{"facts": [], "model": "x"}', file="x")[2] == {"facts": [], "model": "x"}


@pytest.mark.parametrize(
    ("statuses", "expected", "codes"),
    [
        ([{}, {}], Status.DRAFT, []),
        ([{"verified": True}, {"verified": "true"}], Status.VERIFIED, []),
        ([{"verified": True, "validated": True}], Status.VALIDATED, []),
        ([{"publicized": True}], Status.PUBLISHED, []),
        ([{"verified": True}, {}], Status.DRAFT, ["status_differs"]),
        ([{"verified": False}, {}], Status.DRAFT, []),
    ],
)
def test_the_status_is_that_on_which_all_frames_agree(
    statuses: list[dict[str, Any]], expected: Status, codes: list[str]
) -> None:
    facts = [{"fact": f"[{number}a]", **status} for number, status in enumerate(statuses)]
    interpretation, found = read({"facts": facts})
    assert (interpretation.status, found) == (expected, codes)


def test_of_a_frame_with_versions_the_last_that_was_not_put_away_counts() -> None:
    versions = [{"function": "[b]"}, {"function": "[c]"}, {"function": "[d]", "archived": True}, 5]
    facts = [
        {"fact": "[a]", "versions": versions},
        {"fact": "[b]", "versions": [{"archived": True}]},
        {"fact": "[c]", "versions": []},
        {"fact": "[d]", "archived": "true"},
    ]
    interpretation, codes = read({"facts": facts})
    assert [(fact.name, fact.function) for fact in interpretation.facts] == [
        ("a", Reference("c")),
        ("c", None),
    ]
    assert Counter(codes) == {"versions_left_out": 2, "archived_frame": 2}


def test_of_frames_with_the_same_name_the_first_counts() -> None:
    interpretation, codes = read({"facts": [{"fact": "[a b]", "function": "[c]"}, {"fact": "[a\r\n b]"}]})
    assert [fact.function for fact in interpretation.facts] == [Reference("c")]
    assert codes == ["name_used_twice"]


# --- names ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("[a  b\r\n]", "a b"),
        ("minister", "minister"),
        ("[a [b] c]", "a [b] c"),
        ("[a\u0000\ud800b]", "ab"),
        ("??? [a] ???", "a"),
    ],
)
def test_a_name_is_read_without_brackets_and_spaces_too_many(written: str, name: str) -> None:
    assert next(read({"facts": [{"fact": written}]})[0].facts).name == name


@pytest.mark.parametrize("item", [5, None, "x", [], {}, {"fact": "[]"}, {"fact": 3}])
def test_what_is_no_frame_is_left_out(item: object) -> None:
    interpretation, codes = read({"facts": [item, {"fact": "[a]"}]})
    assert [fact.name for fact in interpretation.facts] == ["a"]
    assert codes == ["frame_without_name" if isinstance(item, dict) else "no_frame"]


# --- acts and duties -----------------------------------------------------------------------------------
def test_old_models_name_the_recipient_otherwise_and_the_effects_in_one_text() -> None:
    act, codes = read_act(
        **{
            "interested-party": "belanghebbende",
            "create": "[vergunning];\r\n<betalen>, aanvraag",
            "terminate": "<<>>,<<>>",
        }
    )
    assert act.recipient == Reference("belanghebbende")
    assert act.creates == (fact_name("vergunning"), duty_name("betalen"), fact_name("aanvraag"))
    assert act.terminates == ()
    assert codes == ["name_without_brackets"]


def test_a_comma_inside_brackets_belongs_to_the_name() -> None:
    act, _ = read_act(create="<naam, adres; en datum>;[a, b]")
    assert act.creates == (duty_name("naam, adres; en datum"), fact_name("a, b"))


@pytest.mark.parametrize(
    ("created", "code"),
    [
        (["<<doen>>"], "not_created"),
        (["doen"], "not_created"),
        ("plaatje.tiff", "not_created"),
        ([5], "no_name"),
    ],
)
def test_what_an_act_cannot_create_is_left_out(created: object, code: str) -> None:
    act, codes = read_act(create=created)
    assert (act.creates, codes) == ((), [code])


def test_an_action_that_is_no_text_is_left_out() -> None:
    act, codes = read_act(action={"expression": "AND"})
    assert (act.action, codes) == ("", ["no_action"])


def test_a_duty_has_its_components_and_acts_in_a_text_or_a_list() -> None:
    duty, codes = read_duty(
        **{
            "duty-components": "<op tijd>\r\nEN\r\n<volledig >",
            "create": "doen",
            "terminate": "<<a>>;<<b>>",
            "enforce": ["[c]", "<d>"],
        }
    )
    assert duty.components == ("op tijd", "volledig")
    assert (duty.creates, duty.terminates, duty.enforces) == (("doen",), ("a", "b"), ())
    assert codes == ["no_act", "no_act"]


def test_a_field_that_is_not_known_is_said_once() -> None:
    interpretation, codes = read(
        {"facts": [{"fact": "[a]", "kleur": 1}, {"fact": "[b]", "kleur": 2}], "extra": 1}
    )
    assert len(interpretation.frames) == 2
    assert codes == ["unknown_field", "unknown_field"]


# --- the text of the file ------------------------------------------------------------------------------
def test_a_byte_order_mark_does_not_count() -> None:
    assert read('\ufeff{"facts": []}')[1] == ["no_frames"]


@pytest.mark.parametrize(
    "text",
    [
        '{"facts": [{"fact": "[a]"}] // opmerking\n}',
        '{"facts": /* op\nmerking */ [{"fact": "[a]"},]}',
        '{"facts": [{"fact": "[a]", "explanation": "een\ntwee"}]}\x00\x00',
    ],
)
def test_comments_and_commas_too_many_are_passed_over(text: str) -> None:
    interpretation, codes = read(text)
    assert [fact.name for fact in interpretation.facts] == ["a"]
    assert codes == ["not_strict_json"]


def test_what_looks_like_a_comment_inside_a_text_stays() -> None:
    interpretation, _ = read('{"facts": [{"fact": "[a]", "explanation": "http://x \\" ,]"},]}')
    assert next(interpretation.facts).explanation == 'http://x " ,]'


def test_of_a_key_that_is_written_twice_the_last_counts() -> None:
    interpretation, codes = read('{"facts": [{"fact": "[a]", "fact": "[b]"}]}')
    assert [fact.name for fact in interpretation.facts] == ["b"]
    assert codes == ["key_written_twice"]


def test_a_single_frame_without_a_list_is_read_and_anything_else_is_noted() -> None:
    interpretation, codes = read({"facts": {"fact": "[a]"}, "acts": 5, "duties": ""})
    assert [fact.name for fact in interpretation.facts] == ["a"]
    assert codes == ["no_list"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1, column 1"),
        ("{", "line 1, column 2"),
        ('{"facts": [\n', "line 1, column 12"),
        ('{"facts": []} x', "line 1, column 15"),
        ("null", "$"),
        ("5", "$"),
        ("[]", "$"),
        ("{}", "$"),
        ('{"acts": 5, "facts": {"a": 1}, "duties": null}', "$"),
        ("[" * 100_000, "line 1, column 100001"),
        ('{"a":' * 100_000, "line 1, column 500001"),
        ("[" * 5000 + "5 5", "line 1, column 5003"),
        ("[" * 5000 + "{5", "line 1, column 5002"),
        ("[" * 5000 + '{"a" 5', "line 1, column 5006"),
        ("[" * 5000 + '{"a":}', "line 1, column 5006"),
        ("[" * 5000 + '{"a"}', "line 1, column 5005"),
        ("[" * 5000 + "[5,]", "line 1, column 5005"),
        ("[" * 5000 + "wat", "line 1, column 5001"),
        ("[" * 5000 + "}", "line 1, column 5001"),
        ("[" * 5000 + "]" * 5000 + "]", "line 1, column 10001"),
        ("[" * 5000 + '"' + "]" * 5000, "line 1, column 5001"),
    ],
)
def test_what_is_no_model_is_refused_with_the_place(text: str, place: str) -> None:
    with pytest.raises(LawFileError) as refused:
        read_flint(text, file="x.json")
    assert (refused.value.file, refused.value.place) == ("x.json", place)


def test_deep_json_holds_values_of_every_kind() -> None:
    inner = '[true, false, null, -1.5e3, NaN, "a\\"b", {}, [], {"b": 1, "b": 2}]'
    text = '{"facts": [], "x": ' + "[" * 5000 + inner + "]" * 5000 + "}"
    _, warnings, document = read_flint(text, file="x.json")
    found = document["x"]
    while len(found) == 1:
        found = found[0]
    assert found[:4] == [True, False, None, Decimal(-1500)]
    assert found[4].is_nan()
    assert found[5:] == ['a"b', {}, [], {"b": Decimal(2)}]
    assert [warning.code for warning in warnings] == ["key_written_twice", "no_frames", "unknown_field"]
