"""The rows of the room, one concept per file."""

from waarborg.apps.publications.models.entries import Entry, Version
from waarborg.apps.publications.models.searching import SearchDocument
from waarborg.apps.publications.models.working import Proposal, Step, WorkingCopy

__all__ = ["Entry", "Proposal", "SearchDocument", "Step", "Version", "WorkingCopy"]
