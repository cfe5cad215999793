"""The list of rules, and an entry held against it. A new rule is a line here."""

from collections.abc import Iterable, Mapping

from waarborg.core.publication.problems import Problem, Severity
from waarborg.core.publication.quality.assessments import ASSESSMENT
from waarborg.core.publication.quality.comparing import (
    ALIKE_RULE,
    CATEGORY_RULE,
    DERIVED_CATEGORY_RULE,
    TEMPLATE_RULE,
)
from waarborg.core.publication.quality.filling import END_RULE, EXPECTED, EXPECTED_RULE
from waarborg.core.publication.quality.legal_basis import ARTICLE_RULE, BASIS_RULE
from waarborg.core.publication.quality.linking import LINK_RULE
from waarborg.core.publication.quality.rules import Context, Rule, Subject
from waarborg.core.publication.quality.source_code import CODE_RULE
from waarborg.core.publication.quality.timing import BEGIN_RULE, REVIEW_RULE
from waarborg.core.publication.quality.wording import EASE_RULE, JARGON_RULE, SENTENCE_RULE
from waarborg.core.publication.standard import Standard
from waarborg.core.publication.validity import check

RULES: tuple[Rule, ...] = (
    ASSESSMENT,
    BASIS_RULE,
    ARTICLE_RULE,
    EXPECTED_RULE,
    END_RULE,
    BEGIN_RULE,
    REVIEW_RULE,
    CATEGORY_RULE,
    DERIVED_CATEGORY_RULE,
    ALIKE_RULE,
    TEMPLATE_RULE,
    CODE_RULE,
    LINK_RULE,
    JARGON_RULE,
    SENTENCE_RULE,
    EASE_RULE,
)


def find_rule(code: str) -> Rule | None:
    """Return the rule with this code, or None."""
    return next((rule for rule in RULES if rule.code == code), None)


def assess(
    values: Mapping[str, object],
    *,
    standard: Standard,
    context: Context,
    gate: Iterable[Problem] | None = None,
    rules: Iterable[Rule] = RULES,
) -> tuple[Problem, ...]:
    """Return every finding about an entry, in the order of the standard; none of them blocks publication.

    `gate` is what `validity.check` answered, for who has that already; its findings are among the answer, its errors
    are not. A field about which a rule says more is not called empty as well. Nothing is raised for bad values.
    """
    subject = Subject(values, standard=standard, context=context, gate=gate)
    found = [problem for rule in rules for problem in rule.check(subject)]
    told = {_key(problem) for problem in found if problem.code != EXPECTED}
    kept = [problem for problem in found if problem.code != EXPECTED or _key(problem) not in told]
    order = {field.key: place for place, field in enumerate(standard.fields)}
    return tuple(sorted(kept, key=lambda problem: order.get(_key(problem), len(order))))


def examine(
    values: Mapping[str, object], *, standard: Standard, context: Context, own: bool = False
) -> tuple[Problem, ...]:
    """Return the errors of the gate and every finding, each thing once. `own` is that of `validity.check`."""
    gate = check(values, standard=standard, own=own)
    errors = tuple(problem for problem in gate if problem.severity is Severity.ERROR)
    return errors + assess(values, standard=standard, context=context, gate=gate)


def _key(problem: Problem) -> str:
    return problem.field.partition("[")[0]
