"""Whether the steps of an algorithm are what the audit chain says."""

from waarborg.apps.algorithms.models import ProcessStep, StepText
from waarborg.apps.algorithms.steps.actions import list_order
from waarborg.apps.algorithms.steps.digests import text_digest
from waarborg.apps.algorithms.steps.mapping import to_core_step
from waarborg.apps.audit.models import Event


class _Told:
    """What the chain says of steps, event after event."""

    def __init__(self) -> None:
        self.texts: dict[tuple[int, int], tuple[object, ...]] = {}
        self.orders: dict[str, list[int]] = {}
        self.redacted: set[int] = set()
        for event in Event.objects.filter(action__startswith="steps.").order_by("id").iterator():
            self._follow(event)

    def _follow(self, event: Event) -> None:
        dossier, step = event.subject.removeprefix("algorithm/"), event.about["step"]
        if "text" in event.about:
            place = (step, event.about["number"])
            self.texts[place] = (dossier, event.about["text"], event.by, event.at)
        if "order" in event.about:
            self.orders[dossier] = event.about["order"]
        if event.action == "steps.redact":
            self.redacted.add(step)


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
        if not (is_right and _says_what_it_said(text, is_redacted=text.step_id in told.redacted)):
            wrong.add(f"{dossier}/{text.step_id}")
    wrong |= {f"{known[0]}/{step}" for (step, _number), known in told.texts.items()}
    return sorted(wrong | _find_wrong_orders(told))


def _says_what_it_said(text: StepText, *, is_redacted: bool) -> bool:
    if is_redacted:
        words = (text.title, text.what, text.no_basis, text.remark)
        return text.step.redacted_at is not None and not any(words)
    links = sorted(text.links.all(), key=lambda link: link.number)
    said = to_core_step(text, links)
    return text.step.redacted_at is None and text_digest(said, salt=text.salt) == text.digest


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
