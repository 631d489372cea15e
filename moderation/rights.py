"""Whose work is what: which desks a member of staff sits at."""

import logging
from typing import NoReturn

from django.core.exceptions import PermissionDenied

from accounts.models import User
from moderation.models import Case

logger = logging.getLogger(__name__)


def may_decide(user: User) -> bool:
    """Whether reviews and appeals are this user's work. May run queries."""
    return user.has_perm("reviews.decide_review")


def desks_of(user: User) -> list[str]:
    """Return the desks whose reported things are this user's work. May run queries."""
    return [desk for desk in Case.Desk if user.has_perm(f"moderation.handle_{desk}")]


def has_a_desk(user: User) -> bool:
    return may_decide(user) or bool(desks_of(user))


def require_a_desk(user: User) -> None:
    """Raise PermissionDenied, and log the attempt, for who has nothing to do at any desk."""
    if not has_a_desk(user):
        refuse_desk(user)


def refuse_desk(user: User) -> NoReturn:
    logger.warning("User %s tried to open the desk.", user.pk)
    raise PermissionDenied("You have no desk here.")


def require_decider(user: User) -> None:
    """Raise PermissionDenied, and log the attempt, for who may not decide on reviews at all."""
    if not may_decide(user):
        logger.warning("User %s tried to decide on reviews.", user.pk)
        raise PermissionDenied("You may not decide on reviews.")


def require_desk_of(user: User, case: Case) -> None:
    """Raise PermissionDenied, and log the attempt, for who may not close this case."""
    if case.desk not in desks_of(user):
        logger.warning("User %s tried to look after case %s.", user.pk, case.pk)
        raise PermissionDenied("This is the work of another desk.")
