"""The rows of the room, one concept per file."""

from waarborg.apps.algorithms.models.dossiers import Algorithm, Fact

__all__ = ["Algorithm", "Fact"]
