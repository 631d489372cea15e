from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts import pen_names
from accounts.models import PenName, User
from accounts.pen_names import InvalidPenName
from accounts.personal_data import data_sources

ACCOUNT_CLOSED = "account closed"
TAKEN = "Somebody has this name, or one that looks like it. Please choose another."


def check_pen_name(name: str) -> None:
    """Raise InvalidPenName, with the reason in words, when `name` cannot be given to anybody.

    Reasons are the format (PN-1), a reserved name, or a name that looks like one already given,
    also to an account that is closed (PN-2, PN-6). Runs queries.
    """
    pen_names.validate(name)
    if reason := _reason_for_reserving(pen_names.skeleton(name)):
        raise InvalidPenName(reason)
    if PenName.objects.looking_like(name).exists():
        raise InvalidPenName(TAKEN)


def claim_pen_name(*, user: User, name: str) -> PenName:
    """Make `name` the pen name of `user` for ever; raise InvalidPenName when it cannot be.

    Asking twice for the same name, as a double click does, gives the same row. Of two people
    who ask for one name at the same moment, the database lets one have it.
    """
    own = PenName.objects.filter(user=user).first()
    if own and own.name == name and not own.is_retired:
        return own
    if own:
        raise InvalidPenName(f"This account has a pen name, {own.name}; it cannot have another.")
    check_pen_name(name)
    try:
        with transaction.atomic():
            return PenName.objects.create(user=user, name=name)
    except IntegrityError:
        return _after_a_race(user, name)


def _after_a_race(user: User, name: str) -> PenName:
    """Find out who was quicker: the same person in another window, or somebody else."""
    if own := PenName.objects.in_use().filter(user=user, name=name).first():
        return own
    if PenName.objects.filter(user=user).exists():
        raise InvalidPenName("This account has a pen name already; it cannot have another.")
    if PenName.objects.looking_like(name).exists():
        raise InvalidPenName(TAKEN)
    # Neither: another constraint was broken, which is a fault of this code.
    return PenName.objects.create(user=user, name=name)


def _reason_for_reserving(skeleton: str) -> str:
    reservations = [import_string(path) for path in settings.PEN_NAME_RESERVED]
    reasons = (reserved(skeleton) for reserved in [pen_names.always_reserved, *reservations])
    return next(filter(None, reasons), "")


def pen_name_of(user: User) -> PenName | None:
    """Return the name that `user` may sign with now, if any. Runs a query."""
    return PenName.objects.in_use().filter(user=user).first()


def retire_pen_name(pen_name: PenName, *, reason: str, staff: User) -> None:
    """Take an abusive name out of use for good; its account may post anonymously only (PN-7)."""
    PenName.objects.in_use().filter(pk=pen_name.pk).update(
        retired_at=timezone.now(), retired_reason=reason, retired_by=staff
    )
    pen_name.refresh_from_db()


@transaction.atomic
def close_account(*, user: User, keep_anonymous: bool) -> None:
    """Delete an account for good (PN-6). Its pen name stays retired and is never given again.

    `keep_anonymous` says whether texts the person published stay, without the name.
    """
    for source in data_sources():
        source.erase(user, keep_anonymous=keep_anonymous)
    own = PenName.objects.filter(user=user)
    own.in_use().update(retired_at=timezone.now(), retired_reason=ACCOUNT_CLOSED)
    own.update(user=None)
    user.delete()
