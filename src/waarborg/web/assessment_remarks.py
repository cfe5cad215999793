"""Remarks between the questions of a part: in threads, and placed along with the answers so that none is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import together
from waarborg.apps.assessments.queries import Opened
from waarborg.web.inputs import find_whole
from waarborg.web.pages import now, person_of

_TEXT, _REPLY = "text-", "reply-"


@dataclass
class Thread:
    """A remark with its replies, oldest first."""

    first: Any
    replies: list[Any] = field(default_factory=list)


def group_threads(comments: Iterable[Any]) -> dict[str, list[Thread]]:
    """The remarks that are not dealt with, by place."""
    threads: dict[int, Thread] = {}
    found: dict[str, list[Thread]] = {}
    for comment in comments:
        if comment.parent_id is None and comment.resolved_at is None:
            threads[comment.pk] = Thread(comment)
            found.setdefault(comment.place, []).append(threads[comment.pk])
        elif comment.parent_id in threads:
            threads[comment.parent_id].replies.append(comment)
    return found


def place_remarks(request: HttpRequest, opened: Opened, do: str) -> str:
    """Place every remark and reply that was typed, and do what a button of a remark asks.

    Returns where the page goes on; empty when no such button was used. Raises Refused.
    """
    comments = {comment.pk: comment for comment in queries.list_comments(opened.assessment)}
    what, _sep, about = do.partition(":")
    by, at = person_of(request), now()
    for name, text in request.POST.items():
        is_asked = name == {"comment": f"{_TEXT}{about}", "reply": f"{_REPLY}{about}"}.get(what)
        if not (is_asked or str(text).strip()):
            continue
        if name.startswith(_TEXT):
            place = name.removeprefix(_TEXT)
            together.comment(assessment=opened.assessment, place=place, text=str(text), by=by, at=at)
        elif name.startswith(_REPLY):
            above = _find(comments, name.removeprefix(_REPLY))
            together.comment(
                assessment=opened.assessment,
                place=above.place,
                text=str(text),
                parent=above.pk,
                by=by,
                at=at,
            )
    if what == "resolve":
        together.resolve(comment=_find(comments, about), by=by, at=at)
    if what == "comment":
        return f"at-{about}"
    return f"at-{_find(comments, about).place}" if what in ("reply", "resolve") else ""


def _find(comments: dict[int, Any], text: str) -> Any:
    number = find_whole(text)
    if number is None or number not in comments:
        raise Http404("There is no such remark.")
    return comments[number]
