"""What the page of an entry shows of the assessments that its organisation signed and made public."""

from typing import Any

from django.utils.translation import get_language

from waarborg.apps.assessments import public_queries


def show_signed(public_id: str) -> list[dict[str, Any]]:
    """The public summaries of the assessments of an algorithm; all of it counts for the mark of the page."""
    language = "en" if get_language() == "en" else "nl"
    return [
        {
            "number": one.number,
            "title": one.form.title.in_language(language),
            "form_version": one.form.version,
            "version": one.version,
            "signed_on": one.signed_on,
            "text": one.text,
            "is_ended": one.is_ended,
        }
        for one in public_queries.list_summaries(public_id)
    ]
