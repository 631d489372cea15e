"""One settings file: every choice comes from the environment, and works with nothing set.

README lists the variables an operator may set.
"""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from bookstore.environment import read_bool, read_choice, read_list, read_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# What runs

DEBUG = read_bool("DEBUG", default=False)
SECRET_KEY = read_secret_key(VAR_DIR / "secret_key")
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
WSGI_APPLICATION = "bookstore.wsgi.application"
ROOT_URLCONF = "bookstore.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "bookstore",
    "catalog",
    "marketplace",
    "reviews",
    "accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Static files are served by WhiteNoise under runserver too, so that what is tried is what runs.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
]

# Sessions, sign-in and messages are lazy: a page that does not ask for them sets no cookie and
# does not vary on one. tests/bookstore/test_anonymous_pages.py holds every public page to that.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bookstore.context_processors.shop",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# The shop

SHOP_NAME = "The Bookstore"
# Every price is in this one currency; feeds in another are refused (docs/decisions/currency.md).
STORE_CURRENCY = "USD"
# Limits a seller's price is held to in feeds and forms (requirements OF-15).
OFFER_PRICE_MIN = "1.99"
OFFER_PRICE_MAX = "2500.00"
LENGTH_UNIT = read_choice("LENGTH_UNIT", choices=("in", "cm"), default="in")

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# Where things are kept

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'shop.sqlite3'}",
        # Opening a PostgreSQL connection for each request halves the throughput of a page.
        conn_max_age=600,
        conn_health_checks=True,
    ),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        # A transaction that starts by reading and then writes would otherwise fail at once with
        # "database is locked" instead of waiting for its turn.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Safety

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# A work's screen in the admin has some twenty fields for each edition and editorial review.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# The shop behind TLS: SITE_URL=https://books.example. Empty means plain HTTP on this machine.
HTTPS_ORIGINS = [
    url for url in read_list("SITE_URL", default=[]) if urlsplit(url).scheme == "https"
]
CSRF_TRUSTED_ORIGINS = HTTPS_ORIGINS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = bool(HTTPS_ORIGINS)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ORIGINS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS_ORIGINS else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django mails errors to ADMINS and keeps them from the console when DEBUG is off.
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
