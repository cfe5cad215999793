"""Whether reports and their answers are what the audit chain says was written."""

from waarborg.apps.audit.models import Event
from waarborg.apps.publications.models import Report
from waarborg.core.terms.digests import digest, salted_digest


def find_changed_reports() -> list[str]:
    """Every report that was changed, put in or taken out behind the audit chain, as `report/number`.

    The text is compared until it is taken away, the public answer and the decision always.
    """
    received: dict[int, str] = {}
    answered: dict[int, tuple[str, str]] = {}
    removed: set[int] = set()
    events = Event.objects.filter(
        action__in=(
            "publications.receive_report",
            "publications.answer_report",
            "publications.remove_report",
        )
    )
    for event in events.order_by("id"):
        number = event.about["report"]
        if event.action == "publications.receive_report":
            received[number] = event.about["text"]
        elif event.action == "publications.answer_report":
            answered[number] = (event.about["decision"], event.about["answer"])
        else:
            removed.add(number)
    wrong, there = set(), set()
    for report in Report.objects.order_by("id").iterator(chunk_size=500):
        there.add(report.pk)
        text_holds = (
            report.pk in removed
            if report.removed_at is not None
            else received.get(report.pk) == salted_digest(report.text, salt=report.salt)
        )
        said = (report.state, digest([report.summary, report.answer]))
        expected = answered.get(report.pk, (Report.State.OPEN.value, digest(["", ""])))
        if report.pk not in received or not text_holds or said != expected:
            wrong.add(report.pk)
    return [f"report/{number}" for number in sorted(wrong | (received.keys() - there))]
