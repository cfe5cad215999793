"""Whether the steps of an algorithm are what the audit chain says."""

from dataclasses import dataclass

from waarborg.apps.algorithms.models import ProcessStep, StepText
from waarborg.apps.algorithms.steps.actions import list_order
from waarborg.apps.algorithms.steps.digests import left_digest, text_digest
from waarborg.apps.algorithms.steps.mapping import to_core_step
from waarborg.apps.audit.models import Event

_Who = tuple[str, object]


@dataclass
class _ToldOfStep:
    """What the chain says of one step besides its texts: who added, withdrew and redacted it, and when."""

    added: _Who
    withdrawn: _Who | None = None
    redacted: _Who | None = None
    left: str = ""

    def follow(self, event: Event) -> None:
        who = (event.by, event.at)
        if event.action == "steps.withdraw":
            self.withdrawn = who
        elif event.action == "steps.restore":
            self.withdrawn = None
        elif event.action == "steps.redact":
            self.withdrawn, self.redacted = self.withdrawn or who, who
            self.left = event.about.get("left", "")


class _Told:
    """What the chain says of steps, event after event."""

    def __init__(self) -> None:
        self.texts: dict[tuple[int, int], tuple[object, ...]] = {}
        self.orders: dict[str, list[int]] = {}
        self.steps: dict[int, _ToldOfStep] = {}
        for event in Event.objects.filter(action__startswith="steps.").order_by("id").iterator():
            self._follow(event)

    def _follow(self, event: Event) -> None:
        dossier, step = event.subject.removeprefix("algorithm/"), event.about["step"]
        if "text" in event.about:
            place = (step, event.about["number"])
            self.texts[place] = (dossier, event.about["text"], event.by, event.at)
        if "order" in event.about:
            self.orders[dossier] = event.about["order"]
        self.steps.setdefault(step, _ToldOfStep((event.by, event.at))).follow(event)

    def is_redacted(self, step: int) -> bool:
        return step in self.steps and self.steps[step].redacted is not None


def find_changed_process_steps() -> list[str]:
    """Every step that was changed, put in, moved or taken out behind the audit chain, as `dossier/step`.

    A step without words counts as redacted only when the chain says that it was. Where the order differs, the
    dossier is named.
    """
    told = _Told()
    wrong: set[str] = set()
    rows = StepText.objects.select_related("step__algorithm").prefetch_related("links").order_by("id")
    for text in rows.iterator(chunk_size=500):
        dossier = text.step.algorithm.public_id
        expected = told.texts.pop((text.step_id, text.number), None)
        is_right = expected == (dossier, text.digest, text.by, text.at)
        if not (is_right and _says_what_it_said(text, is_redacted=told.is_redacted(text.step_id))):
            wrong.add(f"{dossier}/{text.step_id}")
    wrong |= {f"{known[0]}/{step}" for (step, _number), known in told.texts.items()}
    return sorted(wrong | _find_wrong_steps(told) | _find_wrong_orders(told))


def _says_what_it_said(text: StepText, *, is_redacted: bool) -> bool:
    if is_redacted:
        return not any((text.title, text.what, text.no_basis, text.remark))
    try:
        said = to_core_step(text, sorted(text.links.all(), key=lambda link: link.number))
    except ValueError:  # no step of ours says this
        return False
    return text_digest(said, salt=text.salt) == text.digest


def _find_wrong_steps(told: _Told) -> set[str]:
    """Steps of which the row itself says something else than the chain."""
    wrong = set()
    for row in ProcessStep.objects.select_related("algorithm").order_by("id").iterator(chunk_size=500):
        known = told.steps.get(row.pk)
        withdrawn = (row.withdrawn_by, row.withdrawn_at) if row.withdrawn_at else None
        redacted = (row.redacted_by, row.redacted_at) if row.redacted_at else None
        is_right = known is not None and (known.added, known.withdrawn, known.redacted) == (
            (row.added_by, row.added_at),
            withdrawn,
            redacted,
        )
        if not is_right or (redacted and known and left_digest(row) != known.left):
            wrong.add(f"{row.algorithm.public_id}/{row.pk}")
    return wrong


def _find_wrong_orders(told: _Told) -> set[str]:
    """Dossiers in which other steps count, or in another order, than the chain says."""
    there: dict[str, list[int]] = {}
    dossiers = {}
    for step in ProcessStep.objects.select_related("algorithm").order_by("id"):
        dossiers[step.algorithm.public_id] = step.algorithm
    for dossier, algorithm in dossiers.items():
        there[dossier] = list_order(algorithm)
    names = set(there) | set(told.orders)
    return {name for name in names if there.get(name, []) != told.orders.get(name, [])}
