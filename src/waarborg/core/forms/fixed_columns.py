"""The columns of a risk and of an action point: the same in every form, so that they can become tasks of a plan."""

from waarborg.core.forms.questions import Column, Option, Type
from waarborg.core.terms.text import Text

#: How likely, and how bad, in three steps; the level of a risk is their product (1 to 9).
SCALE = (
    Option("low", Text("Laag", "Low")),
    Option("medium", Text("Midden", "Medium")),
    Option("high", Text("Hoog", "High")),
)
STEPS = {"low": 1, "medium": 2, "high": 3}

RISK_COLUMNS = (
    Column(id="risk", title=Text("Wat kan er misgaan", "What can go wrong"), type=Type.TEXT, required=True),
    Column(id="who", title=Text("Voor wie", "For whom"), type=Type.TEXT),
    Column(id="likelihood", title=Text("Kans", "Likelihood"), type=Type.CHOICE, required=True, options=SCALE),
    Column(id="impact", title=Text("Gevolg", "Impact"), type=Type.CHOICE, required=True, options=SCALE),
    Column(id="measure", title=Text("Maatregel", "Measure"), type=Type.TEXT),
    Column(id="owner", title=Text("Wie zorgt ervoor (rol)", "Who sees to it (role)"), type=Type.TEXT),
    Column(id="due", title=Text("Uiterlijk op", "At the latest on"), type=Type.DATE),
    Column(
        id="residual_likelihood",
        title=Text("Kans daarna", "Likelihood after"),
        type=Type.CHOICE,
        options=SCALE,
    ),
    Column(
        id="residual_impact", title=Text("Gevolg daarna", "Impact after"), type=Type.CHOICE, options=SCALE
    ),
    Column(id="accepted", title=Text("Restrisico aanvaard", "Residual risk accepted"), type=Type.BOOLEAN),
)
ACTION_COLUMNS = (
    Column(
        id="action", title=Text("Wat moet er gebeuren", "What must be done"), type=Type.TEXT, required=True
    ),
    Column(id="owner", title=Text("Wie doet het (rol)", "Who does it (role)"), type=Type.TEXT),
    Column(id="due", title=Text("Uiterlijk op", "At the latest on"), type=Type.DATE),
)


def rate(likelihood: object, impact: object) -> int | None:
    """Return the level of a risk, 1 to 9, or None when one of the two is not known."""
    if not isinstance(likelihood, str) or not isinstance(impact, str):
        return None
    if likelihood not in STEPS or impact not in STEPS:
        return None
    return STEPS[likelihood] * STEPS[impact]


def weigh(level: int) -> str:
    """Return how heavy a level of 1 to 9 is: `low` up to 2, `medium` up to 4, `high` from 6."""
    return "low" if level <= 2 else "medium" if level <= 4 else "high"
