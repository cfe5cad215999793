"""How the fixed words of the framework are called on pages."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from waarborg.core.framework.instruments import Binding
from waarborg.core.framework.measures import Effort, Level, Origin
from waarborg.core.framework.parts import EvidenceKind, Scope

EFFORTS = {
    Effort.SMALL: gettext_lazy("little work: hours"),
    Effort.MEDIUM: gettext_lazy("some work: days"),
    Effort.LARGE: gettext_lazy("much work: weeks"),
}
LEVELS = {
    Level.ALL: gettext_lazy("every algorithm"),
    Level.IMPACT: gettext_lazy("impactful algorithms, and high risk"),
    Level.HIGH_RISK: gettext_lazy("high risk only"),
}
SCOPES = {
    Scope.ALGORITHM: gettext_lazy("for each algorithm"),
    Scope.ORGANISATION: gettext_lazy("once for the whole organisation"),
}
ORIGINS = {
    Origin.BUILT: gettext_lazy("what you make yourself"),
    Origin.BOUGHT: gettext_lazy("what you buy"),
}
BINDINGS = {
    Binding.LAW: gettext_lazy("required by law"),
    Binding.POLICY: gettext_lazy("agreed within the government"),
    Binding.VOLUNTARY: gettext_lazy("voluntary"),
}
EVIDENCE_KINDS = {
    EvidenceKind.FORM: gettext_lazy("a form that is filled in"),
    EvidenceKind.MEASUREMENT: gettext_lazy("a measurement"),
    EvidenceKind.DOCUMENT: gettext_lazy("a document"),
    EvidenceKind.DECISION: pgettext_lazy("evidence", "a decision"),
    EvidenceKind.RECORD: gettext_lazy("a record of what was done"),
    EvidenceKind.LINK: gettext_lazy("a link to a public page"),
}
#: Kinds of instruments, in the order in which the toolbox shows them.
INSTRUMENT_KINDS = {
    "assessment": gettext_lazy("Assessments"),
    "method": gettext_lazy("Methods for a conversation or a choice"),
    "guide": gettext_lazy("Guides"),
    "template": gettext_lazy("Templates"),
    "plan": gettext_lazy("Step-by-step plans"),
    "audit_framework": gettext_lazy("Frameworks for audits"),
    "register": gettext_lazy("Registers"),
    "standard": gettext_lazy("Standards"),
    "factsheet": gettext_lazy("Short explanations"),
    "law_notation": gettext_lazy("Writing law for machines"),
}
