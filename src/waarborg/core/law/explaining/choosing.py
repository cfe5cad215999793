"""Choices of interpretation in words: what was chosen and why, or that the choice is still open."""

from collections.abc import Mapping

from waarborg.core.law.choices import Choice
from waarborg.core.law.explaining.templates import close, fill, put_together, same
from waarborg.core.law.frames import Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.terms.text import Text

_TAKEN = Text(
    nl="Hier is een keuze gemaakt. De vraag was: {question}",
    en="A choice was made here. The question was: {question}",
)
_OPTION = Text(nl="Gekozen is: {option}", en="This was chosen: {option}")
_GROUND = Text(nl="De reden: {ground}", en="The reason: {ground}")
_BODY = Text(nl="Gekozen door: {body}", en="Chosen by: {body}")
_DISSENT = Text(nl="Anderen zien het anders: {dissent}", en="Others see it differently: {dissent}")
_OPEN = Text(
    nl="Hier is nog geen keuze gemaakt. De vraag is: {question}",
    en="No choice has been made here yet. The question is: {question}",
)


def index_choices(interpretation: Interpretation) -> Mapping[Name, tuple[Choice, ...]]:
    """Return the choices by the frames that follow from them."""
    found: dict[Name, tuple[Choice, ...]] = {}
    for choice in interpretation.choices:
        for name in choice.frames:
            found[name] = (*found.get(name, ()), choice)
    return found


def say_choice(choice: Choice) -> Text:
    """Return a choice in words."""
    option = choice.find_taken()
    if option is None:
        return fill(_OPEN, question=close(choice.question))
    assert choice.ground is not None  # a choice that was taken has one
    texts = [
        fill(_TAKEN, question=close(choice.question)),
        fill(_OPTION, option=close(option.text)),
        fill(_GROUND, ground=close(choice.ground)),
    ]
    if choice.decided_by.strip():
        texts.append(fill(_BODY, body=close(same(choice.decided_by))))
    if choice.dissent is not None:
        texts.append(fill(_DISSENT, dissent=close(choice.dissent)))
    return put_together(*texts)
