"""What the audit chain says of a step: digests, never its words."""

from waarborg.core.profile.process_steps import ProcessStep
from waarborg.core.terms.digests import salted_digest


def text_digest(step: ProcessStep, *, salt: str) -> str:
    """Digest of all that a step says, its links included."""
    links = [[link.interpretation, link.frame, link.relation.value, link.remark] for link in step.links]
    return salted_digest(
        [step.title, step.what, step.performer.value, links, step.no_basis, step.remark], salt=salt
    )
