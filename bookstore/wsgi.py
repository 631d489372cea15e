import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bookstore.settings")

application = get_wsgi_application()

from search.following import follow_changes  # noqa: E402 - models need the set-up above.

follow_changes()
