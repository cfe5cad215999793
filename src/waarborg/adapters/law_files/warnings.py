"""What a reader of models repaired or left out, so that nothing happens silently."""

from dataclasses import dataclass

from waarborg.core.terms.text import Text


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """One thing in a model that was read otherwise than it is written, or that could not be read.

    code: stays the same, for programs. place: where in the model, such as `<<aanvraag indienen>>, precondition`.
    message: what was found and what was done with it.
    """

    code: str
    place: str
    message: Text
