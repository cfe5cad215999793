"""The rows of the room, one concept per file."""

from waarborg.apps.assessments.models.answers import AnswerRow, AppendixRow
from waarborg.apps.assessments.models.assessments import Assessment, FixedVersion, State
from waarborg.apps.assessments.models.own_forms import OwnForm
from waarborg.apps.assessments.models.questionnaires import Questionnaire, Respondent
from waarborg.apps.assessments.models.signing import SlotEntry, Summary, Trigger
from waarborg.apps.assessments.models.together import Comment, Invitation, PartAssignment

__all__ = [
    "AnswerRow",
    "AppendixRow",
    "Assessment",
    "Comment",
    "FixedVersion",
    "Invitation",
    "OwnForm",
    "PartAssignment",
    "Questionnaire",
    "Respondent",
    "SlotEntry",
    "State",
    "Summary",
    "Trigger",
]
