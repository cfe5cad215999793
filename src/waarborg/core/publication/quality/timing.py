"""Rules about time: a begin that has yet to come while in use, and a review date that has passed."""

from collections.abc import Iterator
from datetime import date

from waarborg.core.publication.problems import Problem
from waarborg.core.publication.quality.rules import IN_USE, STATUS, Example, Rule, Subject, find
from waarborg.core.terms.months import Month
from waarborg.core.terms.text import Text

BEGIN = "begin_date"


def check_begin(subject: Subject) -> Iterator[Problem]:
    """Yield a finding when an algorithm is in use, and its begin lies in a month to come."""
    if subject.values.get(STATUS) != IN_USE:
        return
    try:
        begin = Month.parse(subject.plain(BEGIN))
    except ValueError:  # empty, or no month: the gate says so
        return
    if begin.first_day() <= subject.context.today:
        return
    yield find(
        "begin_in_future",
        BEGIN,
        Text(
            nl=f"Het algoritme is in gebruik, maar de begindatum {begin} moet nog komen.",
            en=f"The algorithm is in use, but its begin date {begin} has yet to come.",
        ),
        Text(
            nl="Verbeter de begindatum, of zet de status op In ontwikkeling.",
            en="Correct the begin date, or set the status to In development.",
        ),
    )


def check_review(subject: Subject) -> Iterator[Problem]:
    """Yield a finding when the day has passed on which the text should have been read again."""
    day, today = subject.context.review_on, subject.context.today
    if day is None or day >= today:
        return
    yield find(
        "review_passed",
        STATUS,
        Text(
            nl=f"De tekst zou op {day.isoformat()} opnieuw worden bekeken. Die dag is voorbij.",
            en=f"The text was to be read again on {day.isoformat()}. That day has passed.",
        ),
        Text(
            nl="Loop de tekst na. Klopt alles nog? Kies dan een nieuwe dag.",
            en="Read the text again. Is all of it still right? Then choose a new day.",
        ),
    )


BEGIN_RULE = Rule(
    code="begin_in_future",
    title=Text("Begin in de toekomst, toch in gebruik", "Begin in the future, yet in use"),
    why=Text(
        "Een van de twee klopt niet, en een lezer weet niet welke.",
        "One of the two is wrong, and a reader cannot tell which.",
    ),
    method=Text(
        "De status is In gebruik en de begindatum ligt na de maand van vandaag.",
        "The status is In use and the begin date lies after the month of today.",
    ),
    check=check_begin,
    examples=(
        Example(
            shown=Text(
                "In gebruik, begin 2026-12; vandaag is 15 november 2026",
                "In use, begin 2026-12; today is 15 November 2026",
            ),
            values={STATUS: IN_USE, BEGIN: "2026-12"},
            finds=True,
            context={"today": date(2026, 11, 15)},
        ),
        Example(
            shown=Text(
                "In gebruik, begin 2026-11; vandaag is 15 november 2026",
                "In use, begin 2026-11; today is 15 November 2026",
            ),
            values={STATUS: IN_USE, BEGIN: "2026-11"},
            finds=False,
            context={"today": date(2026, 11, 15)},
        ),
        Example(
            shown=Text("In ontwikkeling, begin 2027-01", "In development, begin 2027-01"),
            values={STATUS: "In ontwikkeling", BEGIN: "2027-01"},
            finds=False,
            context={"today": date(2026, 11, 15)},
        ),
    ),
)
REVIEW_RULE = Rule(
    code="review_passed",
    title=Text("Dag om na te lopen is voorbij", "Review date passed"),
    why=Text(
        "Algoritmes en wetten veranderen. Een tekst die niemand naloopt klopt na een tijd niet meer.",
        "Algorithms and laws change. A text that nobody reads again is wrong after a while.",
    ),
    method=Text(
        "De organisatie koos zelf een dag om de tekst na te lopen, en die is voorbij.",
        "The organisation itself chose a day to read the text again, and that has passed.",
    ),
    check=check_review,
    examples=(
        Example(
            shown=Text(
                "Nalopen op 1 november 2026; vandaag is 15 november 2026",
                "To be read on 1 November 2026; today is 15 November 2026",
            ),
            values={},
            finds=True,
            context={"today": date(2026, 11, 15), "review_on": date(2026, 11, 1)},
        ),
        Example(
            shown=Text("Nalopen op de dag van vandaag", "To be read today"),
            values={},
            finds=False,
            context={"today": date(2026, 11, 15), "review_on": date(2026, 11, 15)},
        ),
    ),
)
