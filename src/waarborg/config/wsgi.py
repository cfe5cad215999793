"""Entry point for application servers such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.config.production")

application = get_wsgi_application()

# After the set-up of Django, because it asks the database.
from waarborg.config.safety import refuse_unsafe_start  # noqa: E402

refuse_unsafe_start()
