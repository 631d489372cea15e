"""The account pages: the shop's own, then those of django-allauth that the shop has."""

from allauth.account import views as allauth_views
from django.urls import URLPattern, include, path
from django.views.decorators.cache import never_cache

from accounts import sign_in_views, views
from accounts.limits import View, limited

MINUTE = 60


def page(
    route: str, view: View, name: str, *, limit: int = 30, seconds: int = MINUTE
) -> URLPattern:
    """A page that no cache may keep, and that takes `limit` POSTs from one caller in `seconds`."""
    return path(route, never_cache(limited(name, limit=limit, seconds=seconds)(view)), name=name)


own_pages = [
    page("", views.home, "home"),
    # Nothing may be kept of a child who answers here, not even a count.
    path("signup/age/", never_cache(views.age), name="age"),
    page("pen-name/", views.pen_name, "pen-name"),
    page("data/", views.data, "data"),
    page("data/download/", views.data_download, "data-download"),
    page("delete/", views.delete, "delete", limit=5, seconds=5 * MINUTE),
    page("closed/", views.closed, "closed"),
]

urlpatterns = [
    path("", include((own_pages, "accounts"))),
    # Limited in AccountAdapter, once the age is known.
    path("signup/", never_cache(sign_in_views.signup), name="account_signup"),
    page("login/", sign_in_views.login, "account_login"),
    page("logout/", allauth_views.logout, "account_logout"),
    page("inactive/", allauth_views.account_inactive, "account_inactive"),
    page("reauthenticate/", allauth_views.reauthenticate, "account_reauthenticate", limit=10),
    page(
        "confirm-email/",
        sign_in_views.confirm_email,
        "account_email_verification_sent",
        limit=10,
    ),
    page("email/", sign_in_views.email, "account_email", limit=10),
    page("password/change/", allauth_views.password_change, "account_change_password", limit=5),
    page("password/set/", allauth_views.password_set, "account_set_password", limit=5),
    page("password/reset/", sign_in_views.password_reset, "account_reset_password", limit=10),
    page(
        "password/reset/confirm/",
        allauth_views.confirm_password_reset_code,
        "account_confirm_password_reset_code",
        limit=10,
    ),
    page(
        "password/reset/complete/",
        allauth_views.complete_password_reset,
        "account_complete_password_reset",
        limit=10,
    ),
    page(
        "password/reset/done/",
        allauth_views.password_reset_from_key_done,
        "account_password_reset_completed",
    ),
]
