"""The rows of the room, one concept per file."""

from waarborg.apps.algorithms.models.attachments import Attachment
from waarborg.apps.algorithms.models.collaboration import Assignment, Note, NoteText, SavedFilter
from waarborg.apps.algorithms.models.dossiers import Algorithm, Fact
from waarborg.apps.algorithms.models.products import Product, Supplier, Template
from waarborg.apps.algorithms.models.steps import ProcessStep, StepLink, StepText

__all__ = [
    "Algorithm",
    "Assignment",
    "Attachment",
    "Fact",
    "Note",
    "NoteText",
    "ProcessStep",
    "Product",
    "SavedFilter",
    "StepLink",
    "StepText",
    "Supplier",
    "Template",
]
