"""What a form was made from, when that is an official file: how it calls its questions and options.

Answers of such a form go back into the official tool, so they are written in its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

#: What an official file calls yes and no.
YES, NO = "true", "false"
#: What it calls an option that it does not have: that nothing was chosen.
NOTHING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """The official file behind a form.

    urn, version: as it says of itself. language: of its texts, and so of both languages of the form. ids: what it
    calls a question or group that is called otherwise here. values: per question what it calls an option, where
    that is not the label; for a question with yes or no that is one option there, under `true`.
    """

    urn: str
    version: str
    language: str = ""
    ids: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    def name_item(self, id: str) -> str:
        """Return what the official file calls a question or group."""
        return self.ids.get(id, id)

    def find_value(self, question: str, option: str) -> str | None:
        """Return what the official file calls an option; None when that is its label."""
        return self.values.get(question, {}).get(option)
