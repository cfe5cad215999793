"""What the facts, acts and duties of an interpretation are called for a reader."""

from datetime import date

from waarborg.core.law.evaluation import Conclusion
from waarborg.core.law.explaining.templates import quote, same
from waarborg.core.law.frames import Frame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.terms.text import Text


class Names:
    """The names of frames as they are on a day: the label where there is one, else the name itself."""

    def __init__(self, interpretation: Interpretation, on: date) -> None:
        self.interpretation = interpretation
        self.on = on

    def find_label(self, name: Name) -> Text:
        """Return what a frame is called; the name where it has no label, or is not there on the day."""
        return label_of(self.interpretation.find(name, self.on), name.text)

    def quote_fact(self, name: str) -> Text:
        """Return what a fact is called, in quotation marks."""
        return quote(self.find_label(Name(FrameKind.FACT, name)))

    def quote_act(self, name: str) -> Text:
        """Return what an act is called, in quotation marks."""
        return quote(self.find_label(Name(FrameKind.ACT, name)))

    def label_conclusion(self, conclusion: Conclusion) -> Text:
        """Return what the fact of a conclusion is called; the conclusion is about a fact."""
        return label_of(conclusion.frame, conclusion.fact or "")

    def quote_conclusion(self, conclusion: Conclusion) -> Text:
        """Return what the fact of a conclusion is called, in quotation marks."""
        return quote(self.label_conclusion(conclusion))


def label_of(frame: Frame | None, name: str) -> Text:
    """Return what a frame is called: its label, else its name."""
    if frame is not None and frame.label is not None:
        return frame.label
    return same(name)
