"""All writes to entries of our own."""

from waarborg.apps.publications.actions.redacting import redact
from waarborg.apps.publications.actions.steps import (
    STEPS,
    GateClosed,
    approve,
    archive,
    publish,
    recall,
    reject,
    reopen,
    revise,
    submit,
    withdraw,
)
from waarborg.apps.publications.actions.writing import (
    Saved,
    adopt,
    discard_working_copy,
    open_entry,
    save,
    save_working_copy,
    start_entry,
)
from waarborg.core.publication.merging import Conflict

__all__ = (
    "STEPS",
    "Conflict",
    "GateClosed",
    "Saved",
    "adopt",
    "approve",
    "archive",
    "discard_working_copy",
    "open_entry",
    "publish",
    "recall",
    "redact",
    "reject",
    "reopen",
    "revise",
    "save",
    "save_working_copy",
    "start_entry",
    "submit",
    "withdraw",
)
