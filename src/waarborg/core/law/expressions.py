"""Expressions over facts: what a condition or a calculation of the law says, without saying how it is evaluated.

An expression is frozen and checked when it is made, so one that cannot be meant does not exist. Each knows its
digest: two expressions are equal when they say the same, however deep they are, and comparing them takes one
step. Nothing here calls itself, so depth is bounded by memory alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from waarborg.core.law.signatures import (
    SIGNATURES,
    InvalidExpression,
    Operator,
    Rounding,
    RoundingMode,
    Scope,
    Setting,
    Signature,
    TermRule,
)
from waarborg.core.law.values import Identity, Kind, Value, kind_of, require_value, value_digest
from waarborg.core.terms.legal_terms import Length

__all__ = [
    "SIGNATURES",
    "Creation",
    "EvaluationDate",
    "Expression",
    "InvalidExpression",
    "Is",
    "Literal",
    "Operation",
    "Operator",
    "Projection",
    "Reference",
    "Rounding",
    "RoundingMode",
    "Scope",
    "Setting",
    "TermRule",
    "Unreadable",
    "all_of",
    "any_of",
    "list_names",
    "negation",
    "replace_parts",
    "walk",
]  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False)
class Expression:
    """What all expressions share: parts, and a digest that stands for the whole."""

    digest: str = field(init=False, repr=False)

    @property
    def parts(self) -> "tuple[Expression, ...]":
        """The expressions this one is made of, in order."""
        return ()

    @property
    def kind(self) -> Kind | None:
        """The kind of value it gives; None when that depends on the facts."""
        return None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        """Return what kind of expression it is; writing it out is for `notation`, however deep it goes."""
        return f"<{type(self).__name__} {self.digest[:8]}>"

    def _seal(self, *content: str) -> None:
        # Each word with its length before it, so that no two contents can look the same.
        words = [f"{len(word)}:{word}" for word in content]
        text = "".join([type(self).__name__, "(", *words, ")", *[part.digest for part in self.parts]])
        object.__setattr__(self, "digest", blake2b(text.encode(), digest_size=16).hexdigest())


@dataclass(frozen=True, eq=False, repr=False)
class Reference(Expression):
    """A fact, by its name without brackets. Raises `InvalidExpression` when the name is empty."""

    name: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidExpression("a reference needs the name of a fact")
        self._seal(self.name)


@dataclass(frozen=True, eq=False, repr=False)
class Literal(Expression):
    """A value that stands in the text itself. Raises `InvalidExpression` for what is no value."""

    value: Value

    def __post_init__(self) -> None:
        try:
            require_value(self.value)
        except (TypeError, ValueError) as error:
            raise InvalidExpression(str(error)) from error
        self._seal(value_digest(self.value))

    @property
    def kind(self) -> Kind:
        """The kind of the value itself."""
        return kind_of(self.value)


@dataclass(frozen=True, eq=False, repr=False)
class EvaluationDate(Expression):
    """The day on which the rule is applied."""

    def __post_init__(self) -> None:
        self._seal()

    @property
    def kind(self) -> Kind:
        """A date."""
        return Kind.DATE


@dataclass(frozen=True, eq=False, repr=False)
class Is(Expression):
    """Whether the party that acts is this one; without a party, anyone is."""

    identity: Identity | None = None

    def __post_init__(self) -> None:
        self._seal(self.identity.id if self.identity else "")

    @property
    def kind(self) -> Kind:
        """A yes or a no."""
        return Kind.BOOLEAN


@dataclass(frozen=True, eq=False, repr=False)
class Creation(Expression):
    """The fact is there from the moment an act creates it. `made_of` are the facts that belong to it."""

    made_of: tuple[Expression, ...] = ()

    def __post_init__(self) -> None:
        self._seal()

    @property
    def parts(self) -> tuple[Expression, ...]:
        """What belongs to it."""
        return self.made_of

    @property
    def kind(self) -> Kind:
        """A record."""
        return Kind.RECORD


@dataclass(frozen=True, eq=False, repr=False)
class Projection(Expression):
    """What holds within something that was created, or within the rows of a list.

    `path` leads there: names of facts, from the outermost in. `operand` is evaluated within what is found, with
    facts from outside where the record says nothing. `scope` says of which records. Raises `InvalidExpression`
    without a path.
    """

    path: tuple[str, ...]
    operand: Expression
    scope: Scope = Scope.SINGLE

    def __post_init__(self) -> None:
        if not self.path or not all(name.strip() for name in self.path):
            raise InvalidExpression("a projection needs the name of what it looks into")
        self._seal(*self.path, self.scope.value)

    @property
    def parts(self) -> tuple[Expression, ...]:
        """What is evaluated within the record."""
        return (self.operand,)

    @property
    def kind(self) -> Kind | None:
        """The kind of the operand, or a list where there may be more than one record."""
        item: Expression = self
        while isinstance(item, Projection):  # a projection may look into a projection, to any depth
            if item.scope is not Scope.SINGLE:
                return Kind.LIST
            item = item.operand
        return item.kind


@dataclass(frozen=True, eq=False, repr=False)
class Unreadable(Expression):
    """What stands in a model and cannot be read, kept so that the rest of the model can be used.

    Evaluating it is a fault. Raises `InvalidExpression` without a reason.
    """

    reason: str

    def __post_init__(self) -> None:
        if not self.reason:
            raise InvalidExpression("say why it cannot be read")
        self._seal(self.reason)


@dataclass(frozen=True, eq=False, repr=False)
class Operation(Expression):
    """An operator with its parts. Raises `InvalidExpression` when number or kinds of parts do not fit."""

    operator: Operator
    operands: tuple[Expression, ...]
    setting: Setting = None

    def __post_init__(self) -> None:
        signature = SIGNATURES[self.operator]
        count = len(self.operands)
        if count < signature.least or (signature.most is not None and count > signature.most):
            raise InvalidExpression(f"{self.operator} takes {_describe(signature)}, not {count}")
        for position, operand in enumerate(self.operands):
            if operand.kind is None:
                continue
            if operand.kind not in (allowed := signature.takes_at(position)):
                raise InvalidExpression(
                    f"part {position + 1} of {self.operator} is {operand.kind}; "
                    f"it takes {', '.join(sorted(allowed))}"
                )
        if not isinstance(self.setting, signature.setting or type(None)):
            wanted = getattr(signature.setting, "__name__", signature.setting) or "no setting"
            raise InvalidExpression(f"{self.operator} needs {wanted}, not {self.setting!r}")
        if self.operator is Operator.ADD and (count == 1) is not isinstance(self.setting, Length):
            raise InvalidExpression("ADD takes a date and a length, or a date, a number and a unit")
        self._seal(self.operator.value, repr(self.setting))

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The operands."""
        return self.operands

    @property
    def kind(self) -> Kind | None:
        """What the operator gives; None where that depends on the operands."""
        return SIGNATURES[self.operator].gives


def _describe(signature: Signature) -> str:
    if signature.most is None:
        return f"{signature.least} parts or more"
    if signature.least == signature.most:
        return f"{signature.least} part{'' if signature.least == 1 else 's'}"
    return f"{signature.least} to {signature.most} parts"


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and everything in it, from the outside in and from left to right."""
    todo = [expression]
    while todo:
        item = todo.pop()
        yield item
        todo.extend(reversed(item.parts))


def list_names(expression: Expression) -> tuple[str, ...]:
    """Return the names of the facts an expression reads, each once, in order of appearance."""
    names: dict[str, None] = {}
    for item in walk(expression):
        if isinstance(item, Reference):
            names.setdefault(item.name)
        elif isinstance(item, Projection):
            names.update(dict.fromkeys(item.path))
    return tuple(names)


def all_of(*parts: Expression) -> Expression:
    """Return the condition that all parts hold; a single part stays as it is."""
    return parts[0] if len(parts) == 1 else Operation(Operator.AND, parts)


def any_of(*parts: Expression) -> Expression:
    """Return the condition that at least one part holds; a single part stays as it is."""
    return parts[0] if len(parts) == 1 else Operation(Operator.OR, parts)


def negation(part: Expression) -> Expression:
    """Return the condition that `part` does not hold."""
    return Operation(Operator.NOT, (part,))


def replace_parts(expression: Expression, parts: tuple[Expression, ...]) -> Expression:
    """Return the same kind of expression with other parts; `parts` are as many as it has."""
    match expression:
        case Operation(operator=operator, setting=setting):
            return Operation(operator, parts, setting)
        case Creation():
            return Creation(parts)
        case Projection(path=path, scope=scope):
            return Projection(path, parts[0], scope)
    return expression
