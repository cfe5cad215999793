"""The way of an entry from draft to public and back, as a table, and who takes its steps in each of two flows.

The state is that of the newest text. A published version stays public beside a newer draft until the next one
takes its place or it is withdrawn.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from waarborg.core.terms.text import Text


class State(StrEnum):
    """Where the newest text of an entry stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


STATE_LABELS = {
    State.DRAFT: Text("Concept", "Draft"),
    State.IN_REVIEW: Text("Ter goedkeuring", "In review"),
    State.APPROVED: Text("Goedgekeurd", "Approved"),
    State.PUBLISHED: Text("Gepubliceerd", "Published"),
    State.WITHDRAWN: Text("Ingetrokken", "Withdrawn"),
    State.ARCHIVED: Text("Gearchiveerd", "Archived"),
}

#: What a state means for whoever looks at the entry, in one sentence.
STATE_MEANINGS = {
    State.DRAFT: Text(
        "Er wordt aan de tekst gewerkt. Niemand buiten de organisatie ziet hem.",
        "The text is being worked on. Nobody outside the organisation sees it.",
    ),
    State.IN_REVIEW: Text(
        "De tekst ligt vast en wacht op goedkeuring door een collega.",
        "The text is fixed and waits for the approval of a colleague.",
    ),
    State.APPROVED: Text(
        "Een collega heeft de tekst goedgekeurd. Hij kan worden gepubliceerd.",
        "A colleague has approved the text. It can be published.",
    ),
    State.PUBLISHED: Text("De tekst staat op de openbare site.", "The text is on the public site."),
    State.WITHDRAWN: Text(
        "De publicatie is van de openbare site gehaald. De geschiedenis blijft bewaard.",
        "The publication was taken off the public site. Its history is kept.",
    ),
    State.ARCHIVED: Text(
        "De beschrijving is afgesloten en blijft bewaard.",
        "The entry is closed and is kept.",
    ),
}


@dataclass(frozen=True)
class Transition:
    """A step that somebody can take.

    name: what the step is called in code and in the audit chain.
    sources, target: from which states to which.
    permission: what the person must be allowed, where the flow of the organisation asks nothing else; ask
        `list_permissions` which one counts.
    needs_reason: whether a reason must be given.
    four_eyes: whether the person must be another than every author of the text.
    needs_live: True when there must be a public version, False when there must be none, None when either will do.
    gated: whether the text must be free of errors.
    """

    name: str
    sources: frozenset[State]
    target: State
    permission: str
    label: Text
    needs_reason: bool = False
    four_eyes: bool = False
    needs_live: bool | None = None
    gated: bool = False

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError(f"The transition {self.name} starts nowhere.")
        if self.target in self.sources and self.name != "withdraw":
            raise ValueError(f"The transition {self.name} leads to where it starts.")


TRANSITIONS = (
    Transition(
        name="submit",
        sources=frozenset({State.DRAFT}),
        target=State.IN_REVIEW,
        permission="publications.submit",
        label=Text("Ter goedkeuring aanbieden", "Submit for approval"),
        gated=True,
    ),
    Transition(
        name="recall",
        sources=frozenset({State.IN_REVIEW}),
        target=State.DRAFT,
        permission="publications.recall",
        label=Text("Terughalen om te wijzigen", "Take back to change"),
    ),
    Transition(
        name="reject",
        sources=frozenset({State.IN_REVIEW, State.APPROVED}),
        target=State.DRAFT,
        permission="publications.reject",
        label=Text("Terugsturen met reden", "Send back with a reason"),
        needs_reason=True,
    ),
    Transition(
        name="approve",
        sources=frozenset({State.IN_REVIEW}),
        target=State.APPROVED,
        permission="publications.approve",
        label=Text("Goedkeuren", "Approve"),
        four_eyes=True,
        gated=True,
    ),
    Transition(
        name="publish",
        sources=frozenset({State.APPROVED}),
        target=State.PUBLISHED,
        permission="publications.publish",
        label=Text("Publiceren", "Publish"),
        four_eyes=True,
        gated=True,
    ),
    Transition(
        name="revise",
        sources=frozenset({State.PUBLISHED}),
        target=State.DRAFT,
        permission="publications.edit",
        label=Text("Nieuwe versie maken", "Make a new version"),
    ),
    Transition(
        name="withdraw",
        sources=frozenset({State.PUBLISHED, State.DRAFT, State.IN_REVIEW, State.APPROVED}),
        target=State.WITHDRAWN,
        permission="publications.withdraw",
        label=Text("Publicatie intrekken", "Withdraw the publication"),
        needs_reason=True,
        needs_live=True,
    ),
    Transition(
        name="archive",
        sources=frozenset({State.DRAFT, State.WITHDRAWN}),
        target=State.ARCHIVED,
        permission="publications.archive",
        label=Text("Archiveren", "Archive"),
        needs_reason=True,
        needs_live=False,
    ),
    Transition(
        name="reopen",
        sources=frozenset({State.WITHDRAWN, State.ARCHIVED}),
        target=State.DRAFT,
        permission="publications.edit",
        label=Text("Heropenen als concept", "Reopen as a draft"),
        needs_reason=True,
    ),
)


class Flow(StrEnum):
    """Who has the last word before a text becomes public; each organisation chooses."""

    OWN = "own"
    CENTRAL = "central"


FLOW_LABELS = {
    Flow.OWN: Text("De organisatie publiceert zelf", "The organisation publishes itself"),
    Flow.CENTRAL: Text("De centrale redactie publiceert", "The central editors publish"),
}

#: What a flow means for who works in it, in a few sentences.
FLOW_MEANINGS = {
    Flow.OWN: Text(
        "Een goedkeurder van de organisatie keurt de tekst goed en publiceert hem. De centrale redactie doet niets.",
        "An approver of the organisation approves the text and publishes it. The central editors do nothing.",
    ),
    Flow.CENTRAL: Text(
        "Een goedkeurder van de organisatie keurt de tekst goed. Daarna publiceert een centrale redacteur hem, of "
        "stuurt hem met een reden terug.",
        "An approver of the organisation approves the text. After that a central editor publishes it, or sends it "
        "back with a reason.",
    ),
}

#: Where a flow asks something else than the step itself; any one of the permissions will do.
_DIFFERING: Mapping[Flow, Mapping[tuple[str, State], tuple[str, ...]]] = {
    Flow.OWN: {},
    Flow.CENTRAL: {
        ("publish", State.APPROVED): ("publications.publish_centrally",),
        ("reject", State.APPROVED): ("publications.reject", "publications.publish_centrally"),
    },
}

#: Per flow, for each step and the state it starts from: the permissions of which one is needed.
PERMISSIONS: Mapping[Flow, Mapping[tuple[str, State], tuple[str, ...]]] = MappingProxyType(
    {
        flow: MappingProxyType(
            {(step.name, state): (step.permission,) for step in TRANSITIONS for state in step.sources}
            | dict(differing)
        )
        for flow, differing in _DIFFERING.items()
    }
)

#: Steps that nobody takes who approved the same text, per flow: with two bodies there are two people.
NOT_BY_THE_APPROVER: Mapping[Flow, frozenset[str]] = MappingProxyType(
    {Flow.OWN: frozenset(), Flow.CENTRAL: frozenset({"publish"})}
)


def list_permissions(transition: Transition, *, flow: Flow, state: State) -> tuple[str, ...]:
    """The permissions of which one is needed for a step in this flow, from this state.

    From a state in which the step cannot be taken: those of all states in which it can, so that who may never take it
    is told "not allowed", and who may at another moment is told why not now.
    """
    table = PERMISSIONS[flow]
    found = table.get((transition.name, state))
    if found is not None:
        return found
    sources = sorted(transition.sources)
    return tuple(dict.fromkeys(one for source in sources for one in table[(transition.name, source)]))


class StepRefused(Exception):
    """A step that cannot be taken; the reason is in words for the person who tried."""

    def __init__(self, code: str, reason: Text) -> None:
        super().__init__(reason.en)
        self.code = code
        self.reason = reason


def get_transition(name: str) -> Transition:
    """The transition called `name`; raises KeyError."""
    for transition in TRANSITIONS:
        if transition.name == name:
            return transition
    raise KeyError(name)


def list_steps(state: State, *, live: bool) -> tuple[Transition, ...]:
    """The steps that lead on from `state`, for an entry with or without a public version."""
    return tuple(
        transition
        for transition in TRANSITIONS
        if state in transition.sources and transition.needs_live in (None, live)
    )


def check_step(
    transition: Transition,
    *,
    state: State,
    live: bool,
    by: str,
    authors: Collection[str],
    reason: str,
    flow: Flow = Flow.OWN,
    approver: str = "",
) -> None:
    """Raise StepRefused when the step cannot be taken now, by this person, with this reason.

    `by`, `authors` and `approver` are ids of people; `authors` are those who wrote or submitted the text, `approver`
    is who approved it, empty when nobody did. Whether the person is allowed the step at all is asked with
    `list_permissions`.
    """
    if transition not in list_steps(state, live=live):
        label, now = transition.label, STATE_LABELS[state]
        raise StepRefused(
            "wrong_state",
            Text(
                f"“{label.nl}” kan niet: de stand is nu “{now.nl}”. Ververs de pagina en kijk wat er veranderd is.",
                f"“{label.en}” cannot be done: the state is now “{now.en}”. Reload the page to see what changed.",
            ),
        )
    if transition.four_eyes and by in authors:
        raise StepRefused(
            "four_eyes",
            Text(
                "U hebt zelf aan deze tekst gewerkt. Een collega die er niet aan schreef moet dit doen.",
                "You worked on this text yourself. A colleague who did not write it must do this.",
            ),
        )
    if approver and by == approver and transition.name in NOT_BY_THE_APPROVER[flow]:
        raise StepRefused(
            "approved_it",
            Text(
                "U hebt deze tekst zelf goedgekeurd. Een andere centrale redacteur moet hem publiceren.",
                "You approved this text yourself. Another central editor must publish it.",
            ),
        )
    if transition.needs_reason and not reason.strip():
        raise StepRefused(
            "no_reason",
            Text(
                "Geef een reden. Die komt in de geschiedenis te staan.",
                "Give a reason. It is kept in the history.",
            ),
        )
