"""What the audit chain says of a step: digests, never its words."""

from waarborg.apps.algorithms.models import ProcessStep as StepRow
from waarborg.apps.algorithms.models import StepLink, StepText
from waarborg.core.profile.process_steps import ProcessStep
from waarborg.core.terms.digests import digest, salted_digest


def text_digest(step: ProcessStep, *, salt: str) -> str:
    """Digest of all that a step says, its links included."""
    links = [[link.interpretation, link.frame, link.relation.value, link.remark] for link in step.links]
    return salted_digest(
        [step.title, step.what, step.performer.value, links, step.no_basis, step.remark], salt=salt
    )


def left_digest(row: StepRow) -> str:
    """Digest of what stays of a step whose words were taken away: who did it, on which frames, and why it went."""
    texts = StepText.objects.filter(step=row).order_by("number").values_list("number", "performer")
    links = StepLink.objects.filter(text__step=row).order_by("text__number", "number")
    kept = links.values_list("text__number", "number", "interpretation", "frame", "relation")
    return digest([row.redaction_reason, [list(text) for text in texts], [list(link) for link in kept]])
