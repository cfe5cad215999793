from datetime import time, timedelta

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "waarborg.apps.publications"
    label = "publications"

    def ready(self) -> None:
        from waarborg.apps.notifications import schedule
        from waarborg.apps.publications import reviews

        reviews.follow_facts()
        # After the mail that waits, before the mail of the day.
        schedule.plan(schedule.Duty("publications.remind", _remind, after=time(6, 30)))

        schedule.plan(schedule.Duty("publications.appraise", _appraise, after=time(4, 30)))
        schedule.plan(schedule.Duty("publications.check_links", _check_links, after=time(3, 0)))
        schedule.plan(schedule.Duty("publications.remove_imports", _remove_imports, after=time(3, 15)))
        schedule.plan(schedule.Duty("publications.answers", _send_answers, every=timedelta(hours=1)))


def _appraise() -> None:
    from waarborg.apps.publications.quality.keeping import appraise_all

    appraise_all.enqueue()


def _check_links() -> None:
    from waarborg.apps.publications.quality import links

    if links.is_on():
        links.check_in_background.enqueue()


def _send_answers() -> None:
    from waarborg.apps.publications.reactions.sending import send_again

    send_again.enqueue()


def _remind() -> None:
    from waarborg.apps.publications.reminding import remind_of_reviews

    remind_of_reviews.enqueue()


def _remove_imports() -> None:
    from waarborg.apps.publications.importing.tasks import remove_old

    remove_old.enqueue()
