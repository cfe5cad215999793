"""Settings for real use. Importing them fails, with the remedy, when something unsafe is set."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from waarborg.config import demo, environment
from waarborg.config.settings import *  # noqa: F403 - a settings module adds to the common one

SECRET_KEY = environment.require("WAARBORG_SECRET_KEY")
if (
    SECRET_KEY == demo.SECRET_KEY
    or "demo" in SECRET_KEY.lower()
    or len(set(SECRET_KEY)) < 16
    or len(SECRET_KEY) < 50
):
    raise ImproperlyConfigured(
        "WAARBORG_SECRET_KEY is an example or too weak. "
        'Make one with `python -c "import secrets; print(secrets.token_urlsafe(64))"` and keep it secret.'
    )
ALLOWED_HOSTS = environment.read_list("WAARBORG_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set WAARBORG_HOSTS to the host names of the site; `*` is not allowed.")
SITE_ADDRESS = environment.read("WAARBORG_ADDRESS", f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

DEBUG = False
IS_DEMO = False
PROXIES = int(environment.read("WAARBORG_PROXIES", "1"))
if environment.read("WAARBORG_TLS", "yes") != "no":
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

if environment.read("WAARBORG_MAIL_URL"):
    _mail = urlsplit(environment.read("WAARBORG_MAIL_URL"))
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or ""
    EMAIL_PORT = _mail.port or 587
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS = EMAIL_PORT != 25
