"""What the report of a conversion says, in plain words."""

from waarborg.core.publication.standard import Field
from waarborg.core.terms.text import Text


def unknown(key: str) -> Text:
    """A field that no standard knows."""
    return Text(nl=f"Het veld {key} is niet bekend.", en=f"The field {key} is not known.")


def nothing_said() -> Text:
    """A wording such as `-`, which empties the field."""
    return Text(nl="Dit zegt dat er niets te melden is.", en="This says that there is nothing to report.")


def renamed(target: Field) -> Text:
    """The field has another key."""
    return Text(nl=f"Dit veld heet nu {target.label.nl}.", en=f"This field is now called {target.label.en}.")


def moved(target: Field) -> Text:
    """The value stands in another field."""
    return Text(nl=f"Dit staat nu bij {target.label.nl}.", en=f"This now stands under {target.label.en}.")


def joined(target: Field, label: str) -> Text:
    """The text was added to another, under a heading."""
    return Text(
        nl=f"Toegevoegd aan {target.label.nl}, onder het kopje {label}.",
        en=f"Added to {target.label.en}, under the heading {label}.",
    )


def same_text(target: Field) -> Text:
    """The same stood there already."""
    return Text(nl=f"Dit stond al bij {target.label.nl}.", en=f"This already stood under {target.label.en}.")


def taken(target: Field) -> Text:
    """The field for it holds something else."""
    return Text(
        nl=f"{target.label.nl} is al gevuld met iets anders.",
        en=f"{target.label.en} is already filled otherwise.",
    )


def no_link(target: Field) -> Text:
    """The field for it takes web addresses only."""
    return Text(
        nl=f"Dit is geen webadres; {target.label.nl} kan alleen een webadres bevatten.",
        en=f"This is not a web address; {target.label.en} can only hold a web address.",
    )
