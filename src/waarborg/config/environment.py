"""What the environment says: each variable Waarborg listens to, read and checked here and nowhere else."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[3]

#: Every variable, with what it does. `docs/reference/settings.md` is generated from this table.
VARIABLES = {
    "DATABASE_URL": "Database as a URL. Default: SQLite in the data folder. PostgreSQL 16 or newer in production.",
    "WAARBORG_DATA": "Folder for the SQLite file and other local data. Default: `var` in the project.",
    "WAARBORG_SECRET_KEY": "Secret that signs sessions, at least 50 characters. Required in production.",
    "WAARBORG_HOSTS": "Host names the site answers to, separated by commas. Required in production.",
    "WAARBORG_TLS": "`no` when a test server in production mode runs without TLS. Default: `yes`.",
    "WAARBORG_THEME": "Theme: class name and file name in `static/themes`. Default: `voorbeeld`.",
    "WAARBORG_OPERATOR": "Name of the body that runs this site, shown in the footer.",
    "WAARBORG_CONTACT": "Mail or web address for questions and for reports of a leak (security.txt).",
    "WAARBORG_MAIL_URL": "Mail server as `smtp://user:password@host:port`. Default: mail is written to the console.",
    "WAARBORG_MAIL_FROM": "Sender of mail.",
    "WAARBORG_ADDRESS": "Address of the site for links in mail, such as `https://algoritmes.example`. Default: the first of"
    " WAARBORG_HOSTS.",
    "WAARBORG_NOTIFICATIONS_MONTHS": "Months that a notification is kept after it was read. Default: 6.",
    "WAARBORG_OIDC_NAME": "Name of the organisation's login on the login page.",
    "WAARBORG_OIDC_SERVER": "OpenID Connect server: the address before `/.well-known/openid-configuration`.",
    "WAARBORG_OIDC_CLIENT": "Client id at that server.",
    "WAARBORG_OIDC_SECRET": "Client secret at that server.",
    "WAARBORG_PROXIES": "How many proxies of our own stand before the site and add to `X-Forwarded-For`. Default: 1 in"
    " production, else 0.",
    "WAARBORG_ATTACHMENTS": "Folder for the files of dossiers; back it up with the database. Default: `attachments` in the"
    " data folder.",
    "WAARBORG_ATTACHMENT_MB": "Largest file that a dossier takes, in MB. Default: 20.",
    "WAARBORG_CHECK_LINKS": "`yes` lets the worker open the links in public texts, to find those that no longer work."
    " Default: `no`.",
    "PORT": "Port that `waarborg start` serves on. Default: 8000.",
}


def read(name: str, default: str = "") -> str:
    """The value of variable `name`, stripped; `default` when it is absent or empty."""
    if name not in VARIABLES:
        raise ImproperlyConfigured(f"{name} is not in the table of variables in {__name__}.")
    return os.environ.get(name, "").strip() or default


def require(name: str) -> str:
    """The value of variable `name`; refuses to go on when it is absent."""
    value = read(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name}. {VARIABLES[name]}")
    return value


def read_whole(name: str, default: int) -> int:
    """The value of a variable that holds a whole number of 1 or more."""
    value = read(name, str(default))
    if not (value.isascii() and value.isdecimal() and int(value) > 0):
        raise ImproperlyConfigured(
            f"{name} is {value!r}; write a whole number of 1 or more. {VARIABLES[name]}"
        )
    return int(value)


def read_list(name: str) -> list[str]:
    """The parts of a variable that holds several values, separated by commas."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


def data_folder() -> Path:
    """The folder for local data, made when it is not there."""
    folder = Path(read("WAARBORG_DATA", str(ROOT / "var")))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
