"""A dossier as a system card in the reporting standard of MinBZK, 0.1a14 (draft 2020-12 JSON Schema).

The standard has no field for a category of publication or for the address of the public description; they become a
label and a reference, so that nothing is lost. What is empty or not known is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from waarborg.adapters.documents.system_card_parts import (
    ActProfile,
    CardAnswer,
    CardAssessment,
    CardMeasure,
    CardRequirement,
    Instrument,
    Label,
    Named,
    Owner,
    Person,
    Provenance,
    Supplier,
    UserInterface,
)

SCHEMA_VERSION = "0.1a14"
#: Names that we give to what the standard has no field for.
PUBLICATION_CATEGORY = "publicatiecategorie"
PUBLIC_DESCRIPTION = "openbare beschrijving"


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemCardInput:
    """What is known of one system. goal and impact become one text, as the standard has it.

    organisation: owns the system when there are no owners. upl: the URI of a product in the Uniform Product List.
    url: of the public description. models: model cards as they were made elsewhere.
    Raises ValueError without a name, or when it ended before it began.
    """

    name: str
    description: str = ""
    provenance: Provenance | None = None
    instruments: Sequence[Instrument] = ()
    upl: str = ""
    organisation: str = ""
    owners: Sequence[Owner] = ()
    act_profile: ActProfile | None = None
    requirements: Sequence[CardRequirement] = ()
    measures: Sequence[CardMeasure] = ()
    labels: Sequence[Label] = ()
    publication_category: str = ""
    status: str = ""
    begin_on: date | None = None
    end_on: date | None = None
    goal: str = ""
    impact: str = ""
    considerations: str = ""
    risk_management: str = ""
    human_intervention: str = ""
    legal_base: Sequence[Named] = ()
    used_data: str = ""
    technical_design: str = ""
    external_providers: Sequence[Supplier] = ()
    url: str = ""
    references: Sequence[Named] = ()
    interaction_details: Sequence[str] = ()
    version_requirements: Sequence[str] = ()
    deployment_variants: Sequence[str] = ()
    hardware_requirements: Sequence[str] = ()
    product_markings: Sequence[str] = ()
    user_interface: Sequence[UserInterface] = ()
    models: Sequence[Mapping[str, Any]] = ()
    assessments: Sequence[CardAssessment] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a system card has the name of the system")
        if self.begin_on is not None and self.end_on is not None and self.end_on < self.begin_on:
            raise ValueError(f"{self.name!r} ended on {self.end_on}, before it began on {self.begin_on}")


def write_system_card(system: SystemCardInput) -> dict[str, Any]:
    """Return the card as plain values, ready to be written as JSON or YAML. `assessments` is there also when empty."""
    owners = system.owners or ([Owner(organisation=system.organisation)] if system.organisation else [])
    labels = list(system.labels)
    if system.publication_category:
        labels.append(Label(PUBLICATION_CATEGORY, system.publication_category))
    references = list(system.references)
    if system.url:
        references.insert(0, Named(PUBLIC_DESCRIPTION, system.url))
    card = _keep_known(
        schema_version=SCHEMA_VERSION,
        provenance=_write_provenance(system.provenance),
        name=system.name,
        instruments=[_write_instrument(one) for one in system.instruments],
        upl=system.upl,
        owners=[_write_owner(one) for one in owners],
        description=system.description,
        ai_act_profile=_write_profile(system.act_profile),
        requirements=[
            _keep_known(urn=one.urn, state=one.state.value, version=one.version)
            for one in system.requirements
        ],
        measures=[_write_measure(one) for one in system.measures],
        labels=[_keep_known(name=one.name, value=one.value) for one in labels],
        status=system.status,
        begin_date=system.begin_on and system.begin_on.isoformat(),
        end_date=system.end_on and system.end_on.isoformat(),
        goal_and_impact="\n\n".join(text for text in (system.goal, system.impact) if text),
        considerations=system.considerations,
        risk_management=system.risk_management,
        human_intervention=system.human_intervention,
        legal_base=[_write_named(one) for one in system.legal_base],
        used_data=system.used_data,
        technical_design=system.technical_design,
        external_providers=[
            _keep_known(name=one.name, version=one.version) for one in system.external_providers
        ],
        references=[_write_named(one) for one in references],
        **_write_annex(system),
        models=[dict(one) for one in system.models],
    )
    return card | {"assessments": [write_assessment_card(one) for one in system.assessments]}


def write_assessment_card(assessment: CardAssessment) -> dict[str, Any]:
    """Return a completed assessment as an assessment card of the same standard."""
    card = _keep_known(
        provenance=_write_provenance(assessment.provenance),
        name=assessment.name,
        urn=assessment.urn,
        date=assessment.completed_on.isoformat(),
    )
    return card | {"contents": [_write_answer(one) for one in assessment.answers]}


def _keep_known(**fields: Any) -> dict[str, Any]:
    """The fields that say something: also a no is an answer."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}


def _write_annex(system: SystemCardInput) -> dict[str, Any]:
    """What Annex IV(1) of the AI Act asks of the system and its surroundings."""
    return {
        "interaction_details": list(system.interaction_details),
        "version_requirements": list(system.version_requirements),
        "deployment_variants": list(system.deployment_variants),
        "hardware_requirements": list(system.hardware_requirements),
        "product_markings": list(system.product_markings),
        "user_interface": [
            _keep_known(description=one.description, link=one.link, snapshot=one.snapshot)
            for one in system.user_interface
        ],
    }


def _write_provenance(provenance: Provenance | None) -> dict[str, Any]:
    if provenance is None:
        return {}
    return _keep_known(
        git_commit_hash=provenance.git_commit,
        timestamp=provenance.made_at.isoformat(),
        uri=provenance.uri,
        author=provenance.author,
    )


def _write_instrument(instrument: Instrument) -> dict[str, Any]:
    return _keep_known(urn=instrument.urn, version=instrument.version, required=instrument.required)


def _write_owner(owner: Owner) -> dict[str, Any]:
    return _keep_known(
        oin=owner.oin, organization=owner.organisation, name=owner.name, email=owner.email, role=owner.role
    )


def _write_named(named: Named) -> dict[str, Any]:
    return _keep_known(name=named.name, link=named.link)


def _write_profile(profile: ActProfile | None) -> dict[str, Any]:
    if profile is None:
        return {}
    path = [{"question": question, "answer": answer} for question, answer in profile.path]
    return _keep_known(
        type=profile.type and profile.type.value,
        open_source=_choose(profile.is_open_source, "open-source", "geen open-source"),
        risk_group=profile.risk_group and profile.risk_group.value,
        systemic_risk=_choose(profile.has_systemic_risk, "systeemrisico", "geen systeemrisico"),
        transparency_obligations=_choose(
            profile.is_transparent, "transparantieverplichting", "geen transparantieverplichting"
        ),
        role=profile.role and profile.role.value,
        conformity_assessment_body="beoordeling door derde partij" if profile.needs_third_party else None,
        decision_tree={"version": profile.tree_version, "path": path} if profile.tree_version else None,
    )


def _choose(known: bool | None, yes: str, no: str) -> str | None:
    return None if known is None else yes if known else no


def _write_measure(measure: CardMeasure) -> dict[str, Any]:
    known = _keep_known(
        version=measure.version,
        accountable_persons=_write_persons(measure.accountable),
        responsible_persons=_write_persons(measure.responsible),
        reviewer_persons=_write_persons(measure.reviewers),
    )
    return {"urn": measure.urn, "state": measure.state.value, "value": measure.value} | known


def _write_persons(persons: Sequence[Person]) -> list[dict[str, Any]]:
    return [{"name": one.name, "uuid": one.uuid} for one in persons]


def _write_answer(answer: CardAnswer) -> dict[str, Any]:
    known = _keep_known(
        urn=answer.urn,
        remarks=answer.remarks,
        authors=[{"name": name} for name in answer.authors],
        timestamp=answer.at and answer.at.isoformat(),
    )
    return {"question": answer.question, "answer": answer.answer} | known
