"""Settings of `make start`: example data, demo logins, this machine only."""

from waarborg.config.settings import *  # noqa: F403 - a settings module adds to the common one

SECRET_KEY = "demo-only-secret-that-production-refuses-to-start-with-0123456789"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
IS_DEMO = True
# A passkey normally needs TLS; on this machine itself browsers allow it without.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
OPERATOR = "Voorbeeldstad"
CONTACT = "mailto:vragen@voorbeeldstad.example"
