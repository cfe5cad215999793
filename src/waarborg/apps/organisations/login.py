"""How allauth meets our people: accounts are made by an administrator, never by a visitor."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from waarborg.apps.organisations.models import Person


def display_name(person: Person) -> str:
    """The name allauth shows."""
    return person.name


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for oneself."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Accounts at the organisation's own login server, for people whom an administrator has added."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """A login at the server opens an existing account with the same mail address, and makes none."""
        return False
