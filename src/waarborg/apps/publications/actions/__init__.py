"""All writes to entries of our own."""

from waarborg.apps.publications.actions.flows import choose_flow, count_approved
from waarborg.apps.publications.actions.listing import list_assessment, unlist_assessment
from waarborg.apps.publications.actions.redacting import redact
from waarborg.apps.publications.actions.reviewing import (
    ReviewRefused,
    confirm_review,
    move_review,
    remind,
)
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
    "ReviewRefused",
    "Saved",
    "adopt",
    "approve",
    "archive",
    "choose_flow",
    "confirm_review",
    "count_approved",
    "discard_working_copy",
    "list_assessment",
    "move_review",
    "open_entry",
    "publish",
    "recall",
    "redact",
    "reject",
    "remind",
    "reopen",
    "revise",
    "save",
    "save_working_copy",
    "start_entry",
    "submit",
    "unlist_assessment",
    "withdraw",
)
