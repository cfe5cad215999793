"""Rule: an algorithm that affects people names the impact assessment that was done.

Half of the impactful algorithms in the national register name none (Algorithm Audit, December 2025).
"""

import re
from collections.abc import Iterator

from waarborg.core.publication.problems import Problem
from waarborg.core.publication.quality.rules import (
    ASSESSMENTS,
    CATEGORY,
    REMARKS,
    Example,
    Rule,
    Subject,
    find,
)
from waarborg.core.publication.validity import is_empty
from waarborg.core.terms.text import Text

HEAVY = ("Hoog-risico AI-systeem", "Impactvolle algoritmes")
_NAMES = re.compile(
    r"\b(?:(?:pre-?)?dpia|geb|pia|iama|aiia|fraia|fria|deda|impact ?assessment|impact-?(?:toets|analyse)|"
    r"gegevensbeschermingseffectbeoordeling|privacy ?(?:quick ?)?scan|ethische bijsluiter|toetsingskader)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:niet|geen|nog|nooit|not|no|wordt|worden|moet|moeten|zal|zullen|gaat|gaan|will)\b", re.IGNORECASE
)


def check_assessment(subject: Subject) -> Iterator[Problem]:
    """Yield a finding when an algorithm that affects people names no impact assessment."""
    if subject.values.get(CATEGORY) not in HEAVY or not subject.is_carried(ASSESSMENTS):
        return
    if not is_empty(subject.values.get(ASSESSMENTS)) or _tells_of_one(subject):
        return
    explained = not is_empty(subject.values.get(REMARKS))
    yield find(
        "no_assessment",
        ASSESSMENTS,
        Text(
            nl="Dit algoritme raakt mensen merkbaar, maar er is geen impacttoets genoemd.",
            en="This algorithm noticeably affects people, but no impact assessment is named.",
        ),
        Text(
            nl="Doe alsnog een toets, zoals een DPIA of een IAMA, en noem die hier met de datum.",
            en="Do an assessment after all, such as a DPIA or a FRAIA, and name it here with its date.",
        )
        if explained
        else Text(
            nl="Noem de toets die is gedaan. Is er geen gedaan? Leg dan in de toelichting uit waarom.",
            en="Name the assessment that was done. Was none done? Then explain why in the elaboration.",
        ),
    )


def _tells_of_one(subject: Subject) -> bool:
    """Whether the elaboration tells of an assessment that was done; a sentence with "not" or "will be" does not."""
    text = subject.plain(REMARKS)
    for sentence in subject.sentences(REMARKS):
        words = text[sentence.start : sentence.end]
        if _NAMES.search(words) and not _NOT.search(words):
            return True
    return False


ASSESSMENT = Rule(
    code="no_assessment",
    title=Text("Geen impacttoets genoemd", "No impact assessment named"),
    why=Text(
        "Een toets laat zien dat de gevolgen voor mensen vooraf zijn bekeken. Zonder toets kan niemand dat nagaan.",
        "An assessment shows that the effects on people were looked at beforehand. Without one nobody can check that.",
    ),
    method=Text(
        "Alleen bij hoog-risico-systemen en impactvolle algoritmes. Een toets die alleen in de toelichting staat telt"
        " ook, tenzij er staat dat hij niet of nog niet is gedaan.",
        "Only for high-risk systems and impactful algorithms. An assessment that stands in the elaboration alone counts"
        " too, unless it says that it was not done, or not yet.",
    ),
    check=check_assessment,
    examples=(
        Example(
            shown=Text("Impactvol algoritme, geen toets", "Impactful algorithm, no assessment"),
            values={CATEGORY: "Impactvolle algoritmes"},
            finds=True,
        ),
        Example(
            shown=Text(
                "Impactvol algoritme; toelichting: “Er is nog geen DPIA gedaan.”",
                "Impactful algorithm; elaboration: “Er is nog geen DPIA gedaan.” (No DPIA was done yet.)",
            ),
            values={CATEGORY: "Impactvolle algoritmes", REMARKS: "Er is nog geen DPIA gedaan."},
            finds=True,
        ),
        Example(
            shown=Text("Impactvol algoritme met een DPIA", "Impactful algorithm with a DPIA"),
            values={
                CATEGORY: "Impactvolle algoritmes",
                ASSESSMENTS: [{"title": "Data Protection Impact Assessment (DPIA)"}],
            },
            finds=False,
        ),
        Example(
            shown=Text(
                "Impactvol algoritme; toelichting: “In 2024 is een DPIA uitgevoerd.”",
                "Impactful algorithm; elaboration: “In 2024 is een DPIA uitgevoerd.” (A DPIA was done in 2024.)",
            ),
            values={CATEGORY: "Impactvolle algoritmes", REMARKS: "<p>In 2024 is een DPIA uitgevoerd.</p>"},
            finds=False,
        ),
        Example(
            shown=Text("Overig algoritme, geen toets", "Other algorithm, no assessment"),
            values={CATEGORY: "Overige algoritmes"},
            finds=False,
        ),
    ),
)
