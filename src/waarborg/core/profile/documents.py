"""Documents in a dossier: what kinds there are, and which of them an entry may list as an assessment."""

from enum import Enum

from waarborg.core.terms.text import Text


class DocumentKind(Enum):
    """What a document is in a dossier."""

    ASSESSMENT = "assessment"  # a check that was done elsewhere, with a day and a signature
    DECISION = "decision"
    CONTRACT = "contract"
    EXPLANATION = "explanation"
    OTHER = "other"

    @property
    def needs_signature(self) -> bool:
        """Whether the day and the signatory belong to it: without these nobody can say that it was really done."""
        return self is DocumentKind.ASSESSMENT


DOCUMENT_KIND_LABELS = {
    DocumentKind.ASSESSMENT: Text("Toets die elders is gedaan", "Assessment made elsewhere"),
    DocumentKind.DECISION: Text("Besluit", "Decision"),
    DocumentKind.CONTRACT: Text("Contract", "Contract"),
    DocumentKind.EXPLANATION: Text("Toelichting", "Explanation"),
    DocumentKind.OTHER: Text("Iets anders", "Something else"),
}
