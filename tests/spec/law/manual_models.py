"""The small models in the worked examples of the manual, read as any file in the own format is read."""

from collections.abc import Mapping
from typing import Any

import yaml

from waarborg.adapters.law_files.own_format import read_own_format
from waarborg.core.law.interpretations import Interpretation

_HEAD = {"id": "voorbeeld", "version": "1", "title": {"nl": "Voorbeeld", "en": "Example"}}


class _NoAliases(yaml.SafeDumper):
    """Writes everything out: examples may share parts of a model, and the own format knows no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def read_model(model: Mapping[str, Any]) -> Interpretation:
    """The interpretation with these facts, acts and duties."""
    text = yaml.dump({**_HEAD, **model}, Dumper=_NoAliases, allow_unicode=True, sort_keys=False)
    return read_own_format(text, file="example")
