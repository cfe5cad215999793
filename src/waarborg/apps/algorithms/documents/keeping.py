"""Where the files of this site are kept."""

from django.conf import settings

from waarborg.adapters.documents.store import Store


def get_store() -> Store:
    """The store in the folder of the settings."""
    return Store(settings.ATTACHMENT_FOLDER)
