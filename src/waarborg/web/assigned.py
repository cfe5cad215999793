"""The list of dossiers by who works on them."""

from typing import Any

from waarborg.apps.algorithms.collaboration.assignments import list_people_with_work
from waarborg.apps.organisations import rights

ME = "ik"


class WhoFilter:
    """Whose dossiers are shown: `chosen` as it stands in the address, the id of the person, and who can be chosen."""

    def __init__(self, chosen: str, person: Any) -> None:
        people = list_people_with_work(rights.reach(person, "algorithms.view"))
        self.people = [(str(one.pk), one.name) for one in people if one != person]
        known = {ME: str(person.pk), **{code: code for code, _name in self.people}}
        self.chosen = chosen if chosen in known else ""
        self.person_id = known.get(chosen, "")
