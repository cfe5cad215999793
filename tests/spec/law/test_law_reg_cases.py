"""Cases as @discipl/law-reg 0.7.3 kept them: acts that are taken, what they make, and who is bound by them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from waarborg.core.law.law_reg import cases
from waarborg.core.law.law_reg.asking import Resolver
from waarborg.core.law.law_reg.chain import Case
from waarborg.core.law.law_reg.checking import check_act
from waarborg.core.law.law_reg.models import Model, UnknownAct, UnreadableModel, recipient_of
from waarborg.core.law.law_reg.values import UNDEFINED, LawRegError

TRUE = {"expression": "LITERAL", "operand": True}
ASK = {
    "act": "<<ask for a grant>>",
    "actor": "[citizen]",
    "object": "[request]",
    "recipient": "[official]",
    "preconditions": "[amount]",
    "create": ["[application]"],
}
GRANT = {
    "act": "<<grant it>>",
    "actor": "[official]",
    "object": "[application]",
    "recipient": "[citizen]",
    "preconditions": {"expression": "LESS_THAN", "operands": ["[amount asked]", {"expression": "LITERAL", "operand": 500}]},
    "terminate": ["[application]"],
}  # fmt: skip
WITHDRAW = {
    "act": "<<withdraw it>>",
    "actor": "[citizen with application]",
    "object": "[application]",
    "recipient": "[official]",
    "preconditions": "[]",
}
FACTS = [
    {"fact": "[citizen]", "function": "[]"},
    {"fact": "[official]", "function": "[]"},
    {"fact": "[application]", "function": {"expression": "CREATE", "operands": ["[never read]"]}},
    {"fact": "[amount asked]", "function": {"expression": "PROJECTION", "context": ["[application]"], "fact": "[amount]"}},
    {"fact": "[citizen with application]", "function": {"expression": "PROJECTION", "context": ["[application]"], "operand": "[citizen]"}},
]  # fmt: skip
PEOPLE = {
    "[citizen]": {"expression": "OR", "operands": [{"expression": "IS", "operand": name} for name in ("ann", "bob")]},
    "[official]": {"expression": "IS", "operand": "mo"},
    "[not in the model]": TRUE,
}  # fmt: skip
MODEL = {"acts": [ASK, GRANT, WITHDRAW], "facts": FACTS}


def answer(known: Mapping[str, Any] | None = None, asked: list[Any] | None = None) -> Resolver:
    def resolve(fact: Any, names: Sequence[Any], indices: Sequence[int], options: Sequence[str]) -> Any:
        if asked is not None:
            asked.append((fact, list(options)))
        return (known or {}).get(fact if isinstance(fact, str) else "expression", UNDEFINED)

    return resolve


def start(model: Mapping[str, Any] = MODEL) -> Case:
    return Case(Model(model, PEOPLE))


def ask(case: Case, actor: str, amount: int) -> Case:
    known = {"[request]": True, "[amount]": Decimal(amount)}
    return cases.take(
        case, "<<ask for a grant>>", actor=actor, resolver=answer(known), link=f"@{len(case.taken)}"
    )


# --- taking an act ---------------------------------------------------------------------------------------


def test_an_act_that_is_taken_holds_the_facts_it_was_taken_on_and_binds_its_actor() -> None:
    case = ask(start(), "ann", 100)
    assert case.taken[0].facts_supplied == {
        "[request]": True,
        "[amount]": Decimal(100),
        "[citizen]": {"expression": "IS", "operand": "ann"},
    }
    assert cases.list_actions(case) == [("<<ask for a grant>>", "@0")]


def test_an_act_by_another_is_refused_at_the_actor_and_nothing_more_is_asked() -> None:
    asked: list[Any] = []
    with pytest.raises(
        cases.ActNotAllowed, match="Action <<ask for a grant>> is not allowed due to actor"
    ) as refused:
        cases.take(start(), "<<ask for a grant>>", actor="mo", resolver=answer(asked=asked), link="@0")
    assert (refused.value.act, refused.value.reasons, asked) == ("<<ask for a grant>>", ("actor",), [])


def test_an_act_on_something_that_was_not_made_is_refused() -> None:
    with pytest.raises(cases.ActNotAllowed, match="due to object"):
        cases.take(start(), "<<grant it>>", actor="mo", resolver=answer({"[application]": True}), link="@0")


def test_what_an_act_made_is_found_by_the_next_and_ended_by_it() -> None:
    case = cases.take(ask(start(), "ann", 100), "<<grant it>>", actor="mo", resolver=answer(), link="@1")
    assert case.taken[1].facts_supplied["[application]"] == "@0"
    assert case.list_creations("[application]") == []


def test_a_projection_looks_in_the_act_that_made_the_fact() -> None:
    case = ask(start(), "ann", 501)
    with pytest.raises(cases.ActNotAllowed, match="due to preconditions"):
        cases.take(case, "<<grant it>>", actor="mo", resolver=answer(), link="@1")


def test_which_of_two_is_meant_is_asked_with_the_newest_first() -> None:
    asked: list[Any] = []
    case = ask(ask(start(), "ann", 100), "bob", 600)
    resolver = answer({"[application]": "@0"}, asked)
    case = cases.take(case, "<<grant it>>", actor="mo", resolver=resolver, link="@2")
    assert asked == [("[application]", ["@1", "@0"])]
    assert case.list_creations("[application]") == ["@1"]


def test_an_act_is_looked_up_by_its_name_to_the_letter() -> None:
    case = start({"acts": [ASK | {"act": "<<ask for a grant>>\r\n"}]})
    with pytest.raises(UnknownAct, match="no act '<<ask for a grant>>'"):
        ask(case, "ann", 1)


def test_an_actor_that_is_an_expression_is_kept_under_one_name() -> None:
    act = {"act": "<<a>>", "actor": TRUE, "object": TRUE, "interested-party": TRUE}
    case = cases.take(start({"acts": [act]}), "<<a>>", actor="ann", resolver=answer(), link="@0")
    assert case.taken[0].facts_supplied == {"[object Object]": {"expression": "IS", "operand": "ann"}}


# --- what may be done ------------------------------------------------------------------------------------


def test_available_is_what_may_be_done_and_potential_what_is_not_known() -> None:
    known = cases.resolver_of(["[request]", "[amount]"])
    assert cases.list_available(start(), actor="ann", resolver=known) == ["<<ask for a grant>>"]
    assert cases.list_potential(start(), actor="ann", resolver=known) == []
    unknown = cases.resolver_of([])
    assert cases.list_potential(start(), actor="ann", resolver=unknown) == ["<<ask for a grant>>"]
    denied = cases.resolver_of([], ["[request]"])
    assert cases.list_potential(start(), actor="ann", resolver=denied) == []


def test_only_the_maker_may_withdraw_also_when_it_is_not_said_which_one() -> None:
    case = ask(ask(start(), "ann", 1), "ann", 2)
    assert "<<withdraw it>>" in cases.list_potential(case, actor="ann", resolver=answer())
    assert "<<withdraw it>>" not in cases.list_potential(case, actor="bob", resolver=answer())
    first = answer({"[application]": "@0"})
    assert cases.list_available(case, actor="ann", resolver=first) == ["<<withdraw it>>"]
    assert cases.list_available(case, actor="bob", resolver=first) == []


def test_all_parts_are_checked_and_named() -> None:
    verdict = check_act(start(), "<<grant it>>", actor="ann", resolver=answer({"[application]": "@9"}))
    assert (verdict.valid, verdict.invalid_reasons) == (False, ["actor", "object", "preconditions"])
    verdict = check_act(start(), "<<ask for a grant>>", actor="ann", resolver=answer())
    assert (verdict.valid, verdict.invalid_reasons) == (None, ["object", "preconditions"])


def test_what_was_answered_for_one_act_is_known_for_the_next() -> None:
    asked: list[Any] = []
    acts = [
        {"act": f"<<{name}>>", "actor": "[citizen]", "object": "[request]", "recipient": TRUE}
        for name in "ab"
    ]
    cases.list_available(
        start({"acts": acts, "facts": FACTS}), actor="ann", resolver=answer({"[request]": True}, asked)
    )
    assert asked == [("[request]", [])]


def test_an_act_is_explained_part_by_part() -> None:
    act = {
        "act": "<<a>>",
        "actor": "[citizen]",
        "object": "[request]",
        "recipient": TRUE,
        "preconditions": "",
    }
    case = start({"acts": [act], "facts": FACTS})
    known = cases.explain(case, "<<a>>", actor="ann", resolver=answer({"[request]": True})).render()
    bound = {"expression": "OR", "operandExplanations": [{"expression": "IS", "value": True}], "value": True}
    assert known == {
        "operandExplanations": [
            {"fact": "[citizen]", "operandExplanations": [bound], "value": True},
            {"fact": "[request]", "operandExplanations": [{"value": True}], "value": True},
            {"expression": "LITERAL", "value": True},
        ],
        "value": True,
    }
    assert "value" not in cases.explain(case, "<<a>>", actor="ann", resolver=answer()).render()


def test_anyone_is_every_actor_and_about_others_is_always_true() -> None:
    anyone = {"expression": "IS", "operand": "ANYONE"}
    act = {"act": "<<a>>", "actor": anyone, "object": TRUE, "recipient": {"expression": "IS", "operand": "x"}}
    assert check_act(start({"acts": [act]}), "<<a>>", actor="ann", resolver=answer()).valid is True


# --- projections and created facts -----------------------------------------------------------------------


def evaluate_in(case: Case, expression: Any, resolver: Resolver) -> Any:
    act = {"act": "<<look>>", "actor": TRUE, "object": expression, "recipient": TRUE}
    looking = Case(Model({"acts": [*MODEL["acts"], act], "facts": FACTS}, PEOPLE), case.taken)
    node = cases.explain(looking, "<<look>>", actor="ann", resolver=resolver)
    return node.operands[1].value


def projection(operand: Any, **more: Any) -> dict[str, Any]:
    return {"expression": "PROJECTION", "context": ["[application]"], "operand": operand, **more}


def test_a_projection_over_all_or_some_acts_gives_a_list() -> None:
    case = ask(ask(ask(start(), "ann", 1), "bob", 2), "ann", 4)
    amounts = {"expression": "SUM", "operands": [projection("[amount]", scope="all")]}
    assert evaluate_in(case, amounts, answer()) == 7
    amounts["operands"] = [projection("[amount]", scope="some")]
    assert evaluate_in(case, amounts, answer({"[application]": ["@0", "@2"]})) == 5
    assert evaluate_in(case, projection("[citizen]", scope="all"), answer()) == [True, True, True]
    amounts["operands"] = [projection("[not supplied]", scope="all")]
    assert evaluate_in(case, amounts, answer()) is UNDEFINED


@pytest.mark.parametrize(("scope", "value"), [("single", 8), ("all", 12), ("some", 8)])
def test_an_expression_is_projected_over_the_facts_of_the_acts(scope: str, value: int) -> None:
    asked: list[Any] = []
    case = ask(ask(start(), "ann", 4), "bob", 2)
    double = {"expression": "SUM", "operands": ["[amount]", "[amount]"]}
    chosen = {"[application]": ["@0"] if scope == "some" else "@0"}
    assert evaluate_in(case, projection(double, scope=scope), answer(chosen, asked)) == value
    assert asked[-1] == (double, [])


def test_an_expression_that_is_projected_is_asked_first() -> None:
    case = ask(start(), "ann", 4)
    assert evaluate_in(case, projection(TRUE), answer({"expression": "said so"})) == "said so"
    assert evaluate_in(case, projection({"expression": "AND", "operands": ["[citizen]"]}), answer()) is True


@pytest.mark.parametrize("known", [{}, {"[application]": True}, {"[application]": False}])
def test_a_projection_of_something_that_was_not_made_is_unknown(known: dict[str, Any]) -> None:
    assert evaluate_in(start(), projection("[amount]"), answer(known)) is UNDEFINED


def test_a_projection_follows_the_facts_in_its_context() -> None:
    through = {"expression": "PROJECTION", "context": ["[application]", "[file]"], "operand": "[name]"}
    file = {
        "act": "<<open a file>>",
        "actor": TRUE,
        "object": "[name]",
        "recipient": TRUE,
        "create": "[file]",
    }
    use = ASK | {"act": "<<use a file>>", "preconditions": "[file]"}
    facts = [*FACTS, {"fact": "[file]", "function": {"expression": "CREATE"}}]
    look = {"act": "<<look>>", "actor": TRUE, "object": through, "recipient": TRUE}
    case = start({"acts": [file, use, look], "facts": facts})
    known = answer({"[name]": "file 7", "[request]": True})
    case = cases.take(case, "<<open a file>>", actor="ann", resolver=known, link="@0")
    case = cases.take(case, "<<use a file>>", actor="ann", resolver=known, link="@1")
    look_node = cases.explain(case, "<<look>>", actor="ann", resolver=answer())
    assert look_node.operands[1].value == "file 7"
    broken = {
        "expression": "PROJECTION",
        "context": ["[application]", "[gone]", "[file]"],
        "operand": "[name]",
    }
    case = Case(Model({"acts": [file, use, look | {"object": broken}], "facts": facts}, PEOPLE), case.taken)
    assert cases.explain(case, "<<look>>", actor="ann", resolver=answer()).operands[1].value is UNDEFINED


def test_create_outside_a_fact_is_false_and_an_answer_is_taken_as_it_is() -> None:
    assert evaluate_in(start(), {"expression": "CREATE"}, answer()) is False
    case = ask(ask(start(), "ann", 4), "bob", 2)
    assert evaluate_in(case, "[application]", answer({"[application]": True})) is True


def test_nobody_is_ruled_out_when_the_acts_do_not_tell_who_it_was() -> None:
    case = ask(ask(start(), "ann", 4), "bob", 2)
    act = {"act": "<<a>>", "actor": projection("[nobody]"), "object": TRUE, "recipient": TRUE}
    case = Case(Model({"acts": [ASK, act], "facts": FACTS}, PEOPLE), case.taken)
    assert cases.list_potential(case, actor="bob", resolver=answer()) == ["<<ask for a grant>>", "<<a>>"]


# --- duties ----------------------------------------------------------------------------------------------


def duty_model(create: Any, terminate: Any = "") -> dict[str, Any]:
    return {
        "acts": [
            {"act": "<<arrive>>", "actor": "[citizen]", "object": TRUE, "recipient": TRUE, "create": create},
            {"act": "<<leave>>", "actor": "[citizen]", "object": TRUE, "recipient": TRUE, "terminate": terminate},
        ],
        "facts": FACTS,
        "duties": [
            {"duty": "<welcome>", "duty-holder": "[official]"},
            {"duty": "<register>", "duty-holder": "[citizen who arrives]"},
            {"duty": "<nobody>", "duty-holder": ""},
            {"duty": "<pay>", "duty-holder": {"expression": "PROJECTION", "context": ["[x]"], "operand": TRUE}},
        ],
    }  # fmt: skip


def move(case: Case, act: str) -> Case:
    return cases.take(case, act, actor="ann", resolver=answer(), link=f"@{len(case.taken)}")


def test_a_duty_in_a_text_is_active_for_its_holder_until_an_act_ends_it() -> None:
    case = move(start(duty_model("<welcome>; <<x>>; <unknown>", "<welcome>")), "<<arrive>>")
    assert cases.list_active_duties(case, actor="mo") == ["<welcome>"]
    assert cases.list_active_duties(case, actor="ann") == []
    assert cases.list_active_duties(move(case, "<<leave>>"), actor="mo") == []


def test_a_duty_in_a_list_is_never_active() -> None:
    case = move(start(duty_model(["<welcome>"])), "<<arrive>>")
    assert cases.list_active_duties(case, actor="mo") == []


def test_a_holder_is_known_from_the_act_that_created_the_duty() -> None:
    model = duty_model("<register>, <pay>, <nobody>")
    model["acts"][0]["actor"] = "[citizen who arrives]"
    known = answer({"[citizen who arrives]": True})
    case = cases.take(start(model), "<<arrive>>", actor="zoe", resolver=known, link="@0")
    assert cases.list_active_duties(case, actor="zoe") == ["<register>"]
    assert cases.list_active_duties(case, actor="ann") == []


# --- models that cannot be read --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ({"acts": {}}, "'acts' in the model must be a list of objects"),
        ({"facts": ["[a]"]}, "'facts' in the model must be a list of objects"),
        ({"facts": [{}]}, "'fact' in the model must be a text, not None"),
    ],
)
def test_a_model_of_another_shape_is_refused(model: Any, message: str) -> None:
    with pytest.raises(UnreadableModel, match=message):
        Model(model)


def test_what_is_no_model_has_nothing() -> None:
    assert Model([]).acts == ()  # type: ignore[arg-type]  # a file may hold anything


def test_an_older_model_names_an_interested_party() -> None:
    assert recipient_of({"interested-party": "[a]"}) == "[a]"


def test_every_error_is_one_kind() -> None:
    assert issubclass(cases.ActNotAllowed, LawRegError)
