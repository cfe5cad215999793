"""A dossier as a system card in the reporting standard of MinBZK (0.1a14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waarborg.adapters.cards.system_fields import CLASS_LABEL
from waarborg.adapters.cards.system_writing import add_exact, describe_facts, find_mail
from waarborg.adapters.documents.system_card import SystemCardInput, write_system_card
from waarborg.adapters.documents.system_card_parts import (
    ActProfile,
    ActRole,
    CardMeasure,
    CardRequirement,
    CardState,
    Label,
    Owner,
    RiskGroup,
    SystemType,
)
from waarborg.apps.obligations.queries import Overview, TaskLine
from waarborg.core.framework.applying import Applied
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.standings import Applies
from waarborg.core.framework.tasks import Progress

_STATES = {
    Progress.TODO: CardState.TO_DO,
    Progress.DOING: CardState.IN_PROGRESS,
    Progress.TO_CONFIRM: CardState.IN_PROGRESS,
    Progress.REOPENED: CardState.TO_DO,
    Progress.DONE: CardState.DONE,
    Progress.NOT_APPLICABLE: CardState.NOT_RELEVANT,
}
_ROLES = {
    "provider": ActRole.PROVIDER,
    "deployer": ActRole.DEPLOYER,
    "distributor": ActRole.DISTRIBUTOR,
    "importer": ActRole.IMPORTER,
}


@dataclass(frozen=True)
class Inside:
    """The other cards that a system card holds, as plain values: of signed assessments, and of models."""

    assessments: Sequence[dict[str, Any]] = ()
    models: Sequence[Mapping[str, Any]] = ()


def make_system_card(
    framework: Framework,
    algorithm: Any,
    overview: Overview,
    values: Mapping[str, object],
    inside: Inside | None = None,
) -> dict[str, Any]:
    """The system card of a dossier. `values` are the current facts; what is not known is left out."""
    facts, inside = describe_facts(values), inside or Inside()
    risk_class = overview.applied.risk_class
    labels = [Label(CLASS_LABEL, risk_class.label.nl)] if risk_class is not None else []
    owner = Owner(organisation=algorithm.organisation.name, email=find_mail(values))
    card = write_system_card(
        SystemCardInput(
            name=algorithm.name,
            owners=[owner],
            act_profile=_make_profile(framework, overview.applied, values),
            requirements=[
                CardRequirement(
                    item.requirement.id, _find_state(item.requirement.id, overview), framework.version
                )
                for item in overview.applied.list(Applies.YES)
            ],
            measures=[_make_measure(framework, line) for line in (*overview.tasks, *overview.organisation)],
            models=inside.models,
            **facts
            | {
                "labels": labels + facts["labels"],
                "publication_category": facts["publication_category"] or overview.applied.category,
            },
        )
    )
    return add_exact(card | {"assessments": list(inside.assessments)}, values)


def _make_profile(framework: Framework, applied: Applied, values: Mapping[str, object]) -> ActProfile:
    found = applied.risk_class.id if applied.risk_class is not None else ""
    types = {
        "not_ai": SystemType.IMPACTFUL_ALGORITHM if applied.is_impactful else SystemType.OTHER_ALGORITHM,
        "gpai_model": SystemType.GENERAL_PURPOSE_AI_MODEL,
        "gpai_systemic_risk": SystemType.GENERAL_PURPOSE_AI_MODEL,
    }
    is_general = values.get("general_purpose_ai") == "system"
    usual = SystemType.GENERAL_PURPOSE_AI_SYSTEM if is_general else SystemType.AI_SYSTEM
    groups = {
        "prohibited": RiskGroup.PROHIBITED,
        "high_risk": RiskGroup.HIGH,
        "transparency": RiskGroup.NOT_HIGH,
        "minimal": RiskGroup.NOT_HIGH,
        "out_of_scope": RiskGroup.EXCEPTED,
    }
    role = next((_ROLES[role] for role in applied.roles if role in _ROLES), None)
    return ActProfile(
        type=types.get(found, usual) if found else None,
        risk_group=groups.get(found),
        is_open_source=_find_yes_or_no(values, "open_source"),
        has_systemic_risk=True if found == "gpai_systemic_risk" else None,
        is_transparent=applied.is_transparent,
        role=role,
        needs_third_party=values.get("third_party_conformity") is True,
    )


def _find_yes_or_no(values: Mapping[str, object], key: str) -> bool | None:
    value = values.get(key)
    return value if isinstance(value, bool) else None


def _find_state(requirement: str, overview: Overview) -> CardState:
    """How far a requirement is: as far as the tasks that help to meet it, the least far counts."""
    lines = [
        line
        for line in (*overview.tasks, *overview.organisation)
        if line.planned is not None
        and any(item.requirement.id == requirement for item in line.planned.standings)
    ]
    states = {_STATES[line.progress] for line in lines if line.progress is not Progress.NOT_APPLICABLE}
    if lines and not states:
        return CardState.NOT_RELEVANT
    if not states or states == {CardState.TO_DO}:
        return CardState.TO_DO
    return CardState.DONE if states == {CardState.DONE} else CardState.IN_PROGRESS


def _make_measure(framework: Framework, line: TaskLine) -> CardMeasure:
    evidence = "; ".join(item.title for item in line.evidence if item.withdrawn_at is None)
    return CardMeasure(
        urn=line.measure.id, state=_STATES[line.progress], value=evidence, version=framework.version
    )
