"""Settings of the tests: as hostile as can be."""

from waarborg.config.settings import *  # noqa: F403 - a settings module adds to the common one

SECRET_KEY = "testing-only-secret-0123456789-abcdefghijklmnopqrstuvwxyz"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
IS_DEMO = True
OPERATOR = "Voorbeeldstad"
CONTACT = "mailto:vragen@voorbeeldstad.example"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Hashing a password slowly protects people, not tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {  # no manifest: tests do not need `collectstatic`
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
LOGGING = {"version": 1, "disable_existing_loggers": False}
