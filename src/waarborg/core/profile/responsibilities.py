"""Who does what for a dossier. A responsibility gives no rights: those come with a role in the organisation."""

from enum import Enum

from waarborg.core.terms.text import Text


class Responsibility(Enum):
    """What somebody does for a dossier."""

    OWNER = "owner"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADVISER = "adviser"


RESPONSIBILITY_LABELS = {
    Responsibility.OWNER: Text("Verantwoordelijk voor het algoritme", "Answers for the algorithm"),
    Responsibility.EDITOR: Text("Schrijft de beschrijving", "Writes the entry"),
    Responsibility.REVIEWER: Text("Beoordeelt de beschrijving", "Judges the entry"),
    Responsibility.ADVISER: Text("Denkt mee", "Gives advice"),
}
