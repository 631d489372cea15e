"""The shop's settings, made quick and repeatable for tests; DATABASE_URL chooses the database."""

import os
import tempfile
from pathlib import Path

# A test run neither needs nor leaves a key on disk.
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from bookstore.settings import *  # noqa: F403
from bookstore.settings import DATABASES, STORAGES

# A connection kept open by the threads of a live server would hold the test database.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in the shop: threads that share SQLite's memory fail instead of waiting. Each run
    # has one of its own, so that two runs do not meet.
    file = Path(tempfile.gettempdir()) / f"bookstore-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(file)}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    # Hashed names need collectstatic first; tests read the files where they are.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True

# A second way to the same database, as a replica is reached.
DATABASES["replica"] = {**DATABASES["default"], "TEST": {"MIRROR": "default"}}
