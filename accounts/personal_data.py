"""What the shop knows of an account, gathered from every room that keeps some of it.

A room takes part by naming an object in the setting ACCOUNT_DATA_SOURCES, so that this room need
not know the others.
"""

from typing import Any, Protocol

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import PenName, User


class DataSource(Protocol):
    def export(self, user: User) -> dict[str, Any]:
        """Return what there is of `user`, as Django's JSON encoder takes it, by subject."""

    def erase(self, user: User, *, keep_anonymous: bool) -> None:
        """Delete it, or take the person out of it. Runs inside a transaction.

        Afterwards nothing may point to `user` that keeps the row from being deleted.
        """


def data_sources() -> list[DataSource]:
    return [import_string(path) for path in settings.ACCOUNT_DATA_SOURCES]


def export(user: User) -> dict[str, Any]:
    """Return all that is kept of `user`, by subject."""
    data = {"account": _account(user), "pen_name": _pen_name(user)}
    for source in data_sources():
        data |= source.export(user)
    return data


def _account(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "joined_at": user.date_joined,
        "last_signed_in_at": user.last_login,
        "email_addresses": list(
            EmailAddress.objects.filter(user=user)
            .order_by("email")
            .values("email", "verified", "primary")
        ),
    }


def _pen_name(user: User) -> dict[str, Any] | None:
    columns = ("name", "created_at", "retired_at", "retired_reason")
    own = PenName.objects.filter(user=user).values(*columns).first()
    return dict(own) if own else None
