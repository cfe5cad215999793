"""The history of a dossier as one readable line of time: facts, steps and versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from waarborg.apps.algorithms.queries import FactLine, list_facts
from waarborg.apps.organisations.queries import names_of
from waarborg.apps.publications import workplace
from waarborg.core.profile.facts import ORIGIN_LABELS, Origin
from waarborg.web.pages import say
from waarborg.web.sentences import name_facts, name_person

KINDS = {
    "feiten": gettext_lazy("Facts"),
    "stappen": gettext_lazy("Steps"),
    "versies": gettext_lazy("Public versions"),
}
STEPS = {
    "submit": gettext_lazy("%(who)s submitted the text for approval"),
    "recall": gettext_lazy("%(who)s took the text back to change it"),
    "reject": gettext_lazy("%(who)s sent the text back"),
    "approve": gettext_lazy("%(who)s approved the text"),
    "publish": gettext_lazy("%(who)s published the text"),
    "revise": gettext_lazy("%(who)s began a new version"),
    "withdraw": gettext_lazy("%(who)s withdrew the text from the public site"),
    "archive": gettext_lazy("%(who)s archived the text"),
    "reopen": gettext_lazy("%(who)s reopened the text"),
}


@dataclass(frozen=True)
class Moment:
    """One line of the history. `quote` is a reason that somebody gave; `address` leads on, with `link` as its words."""

    kind: str
    at: datetime
    sentence: str
    detail: str = ""
    quote: str = ""
    link: str = ""
    address: str = ""


def list_history(algorithm: Any, entry: Any | None) -> list[Moment]:
    """Everything that happened with a dossier, newest first."""
    facts = list_facts(algorithm)
    steps = workplace.list_steps_taken(entry) if entry else []
    versions = workplace.list_versions(entry) if entry else []
    names = names_of(
        {line.by for line in facts} | {one for step in steps for one in (step.by, step.substitute_for)}
    )
    is_public = entry is not None and entry.live_id is not None
    told = _tell_versions(versions, algorithm.public_id, is_public=is_public)
    moments = [*told, *_tell_steps(steps, names), *_tell_facts(facts, names)]
    return sorted(moments, key=lambda item: item.at, reverse=True)


def _tell_facts(facts: Iterable[FactLine], names: dict[str, str]) -> Iterable[Moment]:
    """Facts that were said together are told together."""
    for (by, at, origin), lines in groupby(facts, key=lambda line: (line.by, line.at, line.origin)):
        together = list(lines)
        told = ngettext(
            "%(who)s recorded %(count)s fact", "%(who)s recorded %(count)s facts", len(together)
        ) % {"who": name_person(by, names), "count": len(together)}
        label = "" if origin == Origin.PERSON else f" · {say(ORIGIN_LABELS[Origin(origin)])}"
        yield Moment("feiten", at, told, name_facts(line.key for line in reversed(together)) + label)


def _tell_steps(steps: Iterable[Any], names: dict[str, str]) -> Iterable[Moment]:
    for step in steps:
        sentence = str(STEPS[step.name]) % {"who": name_person(step.by, names)}
        if step.substitute_for:
            replaced = name_person(step.substitute_for, names)
            sentence = _("%(sentence)s, as substitute for %(name)s") % {
                "sentence": sentence,
                "name": replaced,
            }
        yield Moment("stappen", step.at, sentence, quote=step.reason)


def _tell_versions(versions: Iterable[Any], public_id: str, *, is_public: bool) -> Iterable[Moment]:
    """Versions; of an entry that was withdrawn they cannot be read on the public site."""
    for version in versions:
        kwargs = {"public_id": public_id, "number": version.number}
        yield Moment(
            "versies",
            version.published_at,
            _("Version %(number)s became public") % {"number": version.number},
            link=_("Read this version") if is_public else "",
            address=reverse("public:entry_version", kwargs=kwargs) if is_public else "",
        )
