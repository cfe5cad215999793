"""Rows of steps to core objects."""

from collections.abc import Iterable

from waarborg.apps.algorithms.models import StepLink, StepText
from waarborg.core.profile.process_steps import FrameLink, Performer, ProcessStep, Relation

#: What a step is called whose words were taken away.
UNREADABLE = "—"


def to_core_step(text: StepText, links: Iterable[StepLink]) -> ProcessStep:
    """What a text says, with its links in order."""
    return ProcessStep(
        title=text.title or UNREADABLE,
        what=text.what,
        performer=Performer(text.performer),
        links=tuple(
            FrameLink(link.interpretation, link.frame, Relation(link.relation), link.remark) for link in links
        ),
        no_basis=text.no_basis,
        remark=text.remark,
    )
