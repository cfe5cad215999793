"""Settings that hold everywhere; demo, production and testing each add their own."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from waarborg.config import databases, environment

ROOT_URLCONF = "waarborg.config.urls"
WSGI_APPLICATION = "waarborg.config.wsgi.application"
DEBUG = False
ALLOWED_HOSTS = environment.read_list("WAARBORG_HOSTS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "waarborg.apps.audit",
    "waarborg.apps.organisations",
    "waarborg.apps.notifications",
    "waarborg.apps.algorithms",
    "waarborg.apps.cases",
    "waarborg.apps.obligations",
    "waarborg.apps.assessments",
    "waarborg.apps.publications",
    "waarborg.web",
    "waarborg.public",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "waarborg.apps.organisations.access.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [environment.ROOT / "src" / "waarborg" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "waarborg.config.context.site",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "waarborg.web.drawing.make_environment"},
    },
]
FORM_RENDERER = "waarborg.config.rendering.FormRenderer"

DATABASES = {"default": databases.configure()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- language and time ---------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [environment.ROOT / "src" / "waarborg" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
APPEND_SLASH = False

# --- static files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [environment.ROOT / "src" / "waarborg" / "static"]
DATA_FOLDER = environment.data_folder()
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
THEME = environment.read("WAARBORG_THEME", "voorbeeld")

# --- people and login ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:today"
LOGOUT_REDIRECT_URL = "public:home"
ACCOUNT_ADAPTER = "waarborg.apps.organisations.login.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "waarborg.apps.organisations.login.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "waarborg.apps.organisations.login.display_name"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# An administrator vouches for the mail address; a second step never waits for a mail to confirm it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Waarborg"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    # PKCE is compulsory in the Dutch OpenID Connect profile and off by default in allauth.
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []},
}
if environment.read("WAARBORG_OIDC_SERVER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "organisation",
            "name": environment.read("WAARBORG_OIDC_NAME", "OpenID Connect"),
            "client_id": environment.require("WAARBORG_OIDC_CLIENT"),
            "secret": environment.require("WAARBORG_OIDC_SECRET"),
            "settings": {"server_url": environment.read("WAARBORG_OIDC_SERVER"), "oauth_pkce_enabled": True},
        }
    ]

# --- safety --------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 10
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "waarborg.public.pages.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- files that people bring -----------------------------------------------------------------------------
#: What is sent goes to the disk in our own folder, never to a folder that others share, and is gone after the request.
#: One kind comes from anybody: the small file of a case that somebody tries, which never reaches the disk.
FILE_UPLOAD_HANDLERS = [
    "waarborg.public.law.receiving.CaseUploadHandler",
    "waarborg.apps.organisations.uploading.SparingUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = DATA_FOLDER / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
#: Larger than any page takes; each page says what it takes itself.
UPLOAD_LIMIT = 256 * 1024 * 1024
ATTACHMENT_FOLDER = Path(environment.read("WAARBORG_ATTACHMENTS", str(DATA_FOLDER / "attachments")))
ATTACHMENT_LIMIT = environment.read_whole("WAARBORG_ATTACHMENT_MB", 20) * 1024 * 1024

# --- background work -----------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- mail ----------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = environment.read("WAARBORG_MAIL_FROM", "waarborg@localhost")
EMAIL_TIMEOUT = 20
#: The address of this site without a path, for links in mail; background work has no request to read it from.
SITE_ADDRESS = environment.read(
    "WAARBORG_ADDRESS", f"http://127.0.0.1:{environment.read('PORT', '8000')}"
).rstrip("/")
NOTIFICATIONS_KEPT_MONTHS = int(environment.read("WAARBORG_NOTIFICATIONS_MONTHS", "6"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.server": {"level": "WARNING"}, "django_tasks": {"level": "WARNING"}},
}

# --- what this installation is -------------------------------------------------------------------------
OPERATOR = environment.read("WAARBORG_OPERATOR", "")
CONTACT = environment.read("WAARBORG_CONTACT", "")
IS_DEMO = False
#: Proxies of our own before the site; each adds the address it was asked from to `X-Forwarded-For`.
PROXIES = int(environment.read("WAARBORG_PROXIES", "0"))
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- quality -------------------------------------------------------------------------------------------
#: Whether the worker opens the links in public texts; off, as not every server may reach the internet.
CHECK_LINKS = environment.read("WAARBORG_CHECK_LINKS", "no").lower() in ("yes", "ja")
