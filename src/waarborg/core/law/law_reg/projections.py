"""CREATE and PROJECTION: facts that acts made, and facts within the acts that made them."""

from collections.abc import Iterator, Mapping, Sequence

from waarborg.core.law.law_reg.asking import Check, Request, Scope, Work, key_of
from waarborg.core.law.law_reg.chain import TakenAct
from waarborg.core.law.law_reg.models import Frame
from waarborg.core.law.law_reg.values import UNDEFINED, LawRegError, Value, flatten


def create(expression: Frame, scope: Scope, check: Check) -> Work:
    """The link of the act that made the fact; false when no act did. The operands say nothing: they were never read."""
    yield from ()
    if scope.fact is None:
        return False
    options = check.case.list_creations(scope.fact)
    if not options:
        return False
    return check.choose(scope.fact, scope, options)


def project(expression: Frame, scope: Scope, check: Check) -> Work:
    """A fact as it was supplied for the act that made another: for one act, for some, or for all of them."""
    context = expression.get("context")
    if not isinstance(context, list) or not context or not all(isinstance(fact, str) for fact in context):
        raise LawRegError("PROJECTION has no context; give the list of created facts in which to look")
    operand = expression.get("operand", expression.get("fact"))
    is_single = expression.get("scope", "single") == "single"
    options = check.case.list_creations(context[0])
    chosen: Value = options
    if expression.get("scope") != "all":
        chosen = check.choose(context[0], scope, options)
        if chosen is UNDEFINED and scope.myself:
            return (yield from _rule_out(options, context[1:], operand, scope, check))
    acts = list(_follow(chosen, context[1:], check))
    if not acts and expression.get("scope") != "all":
        return UNDEFINED
    if isinstance(operand, str):
        values: list[Value] = []
        for taken in acts:
            values.append((yield from _bind(taken.facts_supplied.get(operand, UNDEFINED), scope)))
        return _join(values, is_single=is_single)
    # The interpreter took the expression for a fact first, and evaluated it when nobody knew that fact.
    answer = check.ask(operand, scope)
    if answer is not UNDEFINED:
        return answer
    return (yield Request(operand, scope.projecting(_list_projected(acts, is_single=is_single))))


def _rule_out(
    options: Sequence[str], context: Sequence[str], operand: object, scope: Scope, check: Check
) -> Work:
    """False when, whichever act is meant, the fact in it binds another actor; else it stays unknown."""
    outcome: Value = UNDEFINED
    for taken in _follow(options, context, check):
        outcome = yield from _bind(taken.facts_supplied.get(key_of(operand), UNDEFINED), scope)
        if outcome is not False:
            return UNDEFINED
    return outcome


def _bind(value: Value, scope: Scope) -> Work:
    """A supplied fact; one that binds an actor is a question whether this is that actor."""
    if isinstance(value, Mapping):
        return (yield Request(value, scope))
    return value


def _join(values: Sequence[Value], *, is_single: bool) -> Value:
    return values[0] if is_single else list(values)


def _follow(chosen: Value, context: Sequence[str], check: Check) -> Iterator[TakenAct]:
    """The acts that a link leads to by way of the facts that were supplied for each act."""
    links = [chosen]
    for fact in context:
        acts = [check.case.find_taken(link) for link in flatten(links)]
        links = [taken.facts_supplied.get(fact, UNDEFINED) for taken in acts if taken is not None]
    for link in flatten(links):
        taken = check.case.find_taken(link)
        if taken is not None:
            yield taken


def _list_projected(acts: Sequence[TakenAct], *, is_single: bool) -> dict[str, Value]:
    """Every fact that was supplied for the acts, with its value in each."""
    names = dict.fromkeys(name for taken in acts for name in taken.facts_supplied)
    return {
        name: _join(
            [taken.facts_supplied[name] for taken in acts if name in taken.facts_supplied],
            is_single=is_single,
        )
        for name in names
    }
