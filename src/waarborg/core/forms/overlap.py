"""Which questions of one form are filled from another, and of the entry in the register: the report, with reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Question
from waarborg.core.profile.vocabulary import Vocabulary
from waarborg.core.terms.text import Text

#: What a pair may come from or go to besides a form: the facts of a dossier, and the entry in the register.
PROFILE, ENTRY = "profile", "entry"
_SAME_FACT = Text("Beide vragen leggen hetzelfde feit vast.", "Both questions record the same fact.")
_IS_FACT = Text("Dit is een feit van het dossier.", "This is a fact of the dossier.")


@dataclass(frozen=True, slots=True)
class Overlap:
    """One question that is filled from elsewhere. source: `iama:1.1.1` or `fact:goal`."""

    question: str
    source: str
    why: Text


@dataclass(frozen=True, slots=True)
class Pair:
    """How many of the questions of `to` are filled from `origin`. Several origins are joined with a plus."""

    origin: str
    to: str
    questions: int
    links: tuple[Overlap, ...]

    @property
    def filled(self) -> int:
        """How many questions: each counts once, however many links it has."""
        return len({link.question for link in self.links})

    @property
    def share(self) -> float:
        """The part that is filled, from 0 to 1; 0 when there are no questions."""
        return self.filled / self.questions if self.questions else 0.0


def list_pairs(forms: Sequence[Form], vocabulary: Vocabulary) -> tuple[Pair, ...]:
    """Return, for each form and for the entry, what comes from the profile, each other form, and all together.

    Only links that offer an answer count, not those that show something beside a question.
    """
    pairs: list[Pair] = []
    for target in forms:
        size = len(target.questions)
        own = tuple(_from_profile(target))
        others = {form.id: tuple(_from_form(form, target)) for form in forms if form.id != target.id}
        pairs.append(Pair(PROFILE, target.id, size, own))
        pairs += [Pair(id, target.id, size, links) for id, links in others.items()]
        if not others:
            continue
        everything = tuple(link for links in (own, *others.values()) for link in links)
        pairs.append(Pair("+".join([PROFILE, *others]), target.id, size, everything))
    shown = [term for term in vocabulary.terms if term.publication]
    for form in forms:
        facts = {question.fact: question for question in form.questions if question.fact}
        links = tuple(
            Overlap(term.publication, f"{form.id}:{facts[term.key].id}", _SAME_FACT)
            for term in shown
            if term.key in facts
        )
        pairs.append(Pair(form.id, ENTRY, len(shown), links))
    together = tuple(link for pair in pairs if pair.to == ENTRY for link in pair.links)
    if len(forms) > 1:
        pairs.append(Pair("+".join(form.id for form in forms), ENTRY, len(shown), together))
    return tuple(pairs)


def _from_profile(target: Form) -> Iterable[Overlap]:
    for question in target.questions:
        if question.fact:
            yield Overlap(question.id, f"fact:{question.fact}", _IS_FACT)


def _from_form(form: Form, target: Form) -> Iterable[Overlap]:
    facts: dict[str, Question] = {question.fact: question for question in form.questions if question.fact}
    for question in target.questions:
        if question.fact in facts:
            yield Overlap(question.id, f"{form.id}:{facts[question.fact].id}", _SAME_FACT)
        for link in question.taken_from:
            if link.form == form.id:
                yield Overlap(question.id, link.place, link.why)
