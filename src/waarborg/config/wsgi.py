"""Entry point for application servers such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.config.production")

application = get_wsgi_application()

from waarborg.config.safety import refuse_unsafe_start  # noqa: E402 - it asks the database, so Django comes first

refuse_unsafe_start()
