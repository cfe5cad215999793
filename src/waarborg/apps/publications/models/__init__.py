"""The rows of the room, one concept per file."""

from waarborg.apps.publications.models.entries import Entry, Version
from waarborg.apps.publications.models.imports import ColumnMapping, ImportFile, ImportLine
from waarborg.apps.publications.models.products import ProductMatch
from waarborg.apps.publications.models.quality import Appraisal, CheckedLink, FindingCount, TextBand
from waarborg.apps.publications.models.reactions import Report
from waarborg.apps.publications.models.reviews import Reminder
from waarborg.apps.publications.models.searching import SearchDocument
from waarborg.apps.publications.models.sharing import BulkAction, PreviewLink
from waarborg.apps.publications.models.working import Proposal, Step, WorkingCopy

__all__ = [
    "Appraisal",
    "BulkAction",
    "CheckedLink",
    "ColumnMapping",
    "Entry",
    "FindingCount",
    "ImportFile",
    "ImportLine",
    "PreviewLink",
    "ProductMatch",
    "Proposal",
    "Reminder",
    "Report",
    "SearchDocument",
    "Step",
    "TextBand",
    "Version",
    "WorkingCopy",
]
