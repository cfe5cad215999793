"""Entry point for application servers such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.config.production")

application = get_wsgi_application()

from waarborg.config.safety import refuse_unsafe_start  # noqa: E402 - it asks the database, so Django comes first

refuse_unsafe_start()

from waarborg.adapters.form_files.loading import load_library  # noqa: E402 - after the safety check
from waarborg.adapters.framework_files.loading import load_framework  # noqa: E402 - after the safety check

# Read once before the server splits into workers, so that no visitor waits for it and all share it.
load_framework()
load_library()
