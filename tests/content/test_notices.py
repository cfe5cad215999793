"""What people are told: the kinds as they come with the product."""

import re

import pytest

from waarborg.adapters.content_files.notices import NoticeKind, load_notice_kinds
from waarborg.core.terms.text import Text

KINDS = load_notice_kinds()
#: What a mail may be about; a name of somebody else or a reason is not among it.
FILLED = {
    "name",
    "organisation",
    "role",
    "day",
    "from_day",
    "until_day",
    "measure",
    "form",
    "part",
    "title",
    "asker",
    "respondent",
}


def test_there_is_a_kind_for_everything_that_happens() -> None:
    assert set(KINDS) == {
        "submitted",
        "approved",
        "to_publish",
        "sent_back",
        "published",
        "withdrawn",
        "review_due",
        "substitute_named",
        "role_given",
        "assigned",
        "note",
        "report",
        "import_done",
        "task_assigned",
        "task_due",
        "evidence_expired",
        "assessment_part",
        "assessment_mention",
        "assessment_comment",
        "assessment_asked",
        "assessment_signed",
        "assessment_review",
        "questionnaire_asked",
        "questionnaire_reply",
    }


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_a_kind_is_written_plainly_and_names_nobody(kind: NoticeKind) -> None:
    assert kind.needed <= FILLED
    for text in (kind.title, kind.body, kind.label):
        for words in (text.nl, text.en):
            assert "!" not in words
            assert all(len(sentence.split()) <= 30 for sentence in re.split(r"(?<=[.:])\s", words))
    assert kind.title.nl != kind.title.en
    assert len(kind.code) <= 32


def test_both_languages_ask_for_the_same_names() -> None:
    with pytest.raises(ValueError, match="do not ask for the same names"):
        NoticeKind(
            code="x",
            label=Text("x", "x"),
            title=Text("{name}", "{title}"),
            body=Text("x", "x"),
            mail="none",
            needed=frozenset(),
        )
