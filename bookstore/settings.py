"""One settings file: every choice comes from the environment, and works with nothing set.

README lists the variables an operator may set.
"""

import os
from email.utils import formataddr
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from bookstore.cache_url import read_cache_url
from bookstore.country import read_country
from bookstore.email_url import read_email_url
from bookstore.environment import (
    read_bool,
    read_choice,
    read_list,
    read_secret_key,
    read_text,
)
from bookstore.money import read_currency, read_price_limits
from bookstore.site_url import read_site_url

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# What runs

DEBUG = read_bool("DEBUG", default=False)
SECRET_KEY = read_secret_key(VAR_DIR / "secret_key")
# Where others see the shop, such as https://books.example. Unset means plain HTTP on this machine.
SITE = read_site_url("SITE_URL")
ALLOWED_HOSTS = [
    *read_list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"]),
    *SITE.hosts,
]
# For links in mails, which no request is at hand for.
PUBLIC_ORIGIN = SITE.origins[0] if SITE.origins else "http://127.0.0.1:8000"
WSGI_APPLICATION = "bookstore.wsgi.application"
ROOT_URLCONF = "bookstore.urls"
CSRF_FAILURE_VIEW = "bookstore.errors.csrf_failure"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "bookstore",
    "catalog",
    "search",
    "marketplace",
    "reviews",
    "accounts",
    "moderation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    # Static files are served by WhiteNoise under runserver too, so that what is tried is what runs.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "reversion",
]

# Sessions, sign-in and messages are lazy: a page that does not ask for them sets no cookie and
# does not vary on one. tests/bookstore/test_anonymous_pages.py holds every public page to that.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "bookstore.charset.utf_8_only",
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
    "search.middleware.changes_are_found",
    "allauth.account.middleware.AccountMiddleware",
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

SHOP_NAME = read_text("SHOP_NAME", default="The Bookstore")
# Every price is in this one currency; feeds in another are refused (docs/decisions/currency.md).
STORE_CURRENCY = read_currency("STORE_CURRENCY", default="USD")
# Where the shop is: totals are for sending there until a shopper chooses another country.
STORE_COUNTRY = read_country("STORE_COUNTRY", default="US")
# Limits a seller's price is held to in feeds and forms (requirements OF-15).
OFFER_PRICE_MIN, OFFER_PRICE_MAX = read_price_limits(
    "OFFER_PRICE_MIN", "OFFER_PRICE_MAX", default=("1.99", "2500.00")
)
# Switches that are kept on the server: closed means no form, no button and no way to send.
REVIEWS_OPEN = read_bool("REVIEWS_OPEN", default=True)
REVIEW_VOTES_OPEN = read_bool("REVIEW_VOTES_OPEN", default=True)
LENGTH_UNIT = read_choice("LENGTH_UNIT", choices=("in", "cm"), default="in")

# Who may not be imitated by a pen name: each takes a skeleton and returns the reason, or nothing.
PEN_NAME_RESERVED = [
    f"bookstore.reserved_names.{known}"
    for known in ("the_shop", "staff", "sellers", "publishers", "contributors")
]
# Where personal data is, for “download my data” and “close my account” (accounts/personal_data.py).
ACCOUNT_DATA_SOURCES = ["reviews.personal_data.source", "moderation.personal_data.source"]

# What other rooms add to a work's entry in the search index (search/watching.py).
SEARCH_FACTS = ["marketplace.search_facts", "reviews.search_facts"]

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
        # What is in the system's memory is read there: a search looks at a thousand rows.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA mmap_size=2147418112;",
        # A transaction that starts by reading and then writes would otherwise fail at once with
        # "database is locked" instead of waiting for its turn.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }

# Searches may read from a copy of the database, which PostgreSQL keeps beside it (a replica).
SEARCH_DATABASE = "default"
if "SEARCH_DATABASE_URL" in os.environ:
    SEARCH_DATABASE = "search"
    DATABASES["search"] = dj_database_url.config(
        "SEARCH_DATABASE_URL", conn_max_age=600, conn_health_checks=True
    )

CACHES = {"default": read_cache_url("CACHE_URL")}

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # What nobody but staff may fetch, such as sellers' files.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private"},
    },
}

# Where publishers put feeds on this server, for staff to choose from in the admin.
INCOMING_DIR = Path(read_text("INCOMING_DIR", default=str(VAR_DIR / "incoming")))

# Mail

MAIL = read_email_url("EMAIL_URL")
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST = MAIL.host
EMAIL_PORT = MAIL.port
EMAIL_HOST_USER = MAIL.user
EMAIL_HOST_PASSWORD = MAIL.password
EMAIL_USE_TLS = MAIL.use_starttls
EMAIL_USE_SSL = MAIL.use_tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get(
    "DEFAULT_FROM_EMAIL", formataddr((SHOP_NAME, "shop@bookstore.example"))
)

# Accounts

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"accounts.sign_in_forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "add_email": "AddEmailForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "reauthenticate": "ReauthenticateForm",
        "confirm_email_verification_code": "ConfirmEmailForm",
        "confirm_password_reset_code": "ConfirmResetForm",
    }.items()
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Another address takes the password, so that a browser left open does not give the account away.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Codes and not links: whoever writes a review stays on the page where it goes on, also when the
# mail is read on another device.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# The shop has limits of its own, which say how long to wait (docs/decisions/limits.md).
ACCOUNT_RATE_LIMITS = False

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
CSRF_TRUSTED_ORIGINS = SITE.origins
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SITE.is_secure
SECURE_HSTS_SECONDS = 31_536_000 if SITE.is_secure else 0
# How many proxies before the shop add to X-Forwarded-For; limits count by the caller's address.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SITE.is_secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE.is_secure else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django mails errors to ADMINS and keeps them from the console when DEBUG is off.
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
