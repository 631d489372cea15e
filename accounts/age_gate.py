"""The question of age before sign-up (requirements AG-1 and AG-2).

Whoever is old enough gets a mark in the session, for an hour and not with the date. Nothing is
kept of anybody else, on the server or in logs: a signed cookie in the browser says "not now" for
some hours, so that going back and answering otherwise leads to the same page.
"""

import time
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse

AGE_NEEDED = 13

PASSED_KEY = "age_question_passed_at"
PASSED_SECONDS = 60 * 60

NOT_NOW_COOKIE = "not_now"
NOT_NOW_SECONDS = 12 * 60 * 60


def is_old_enough(*, month: int, year: int, today: date) -> bool:
    """Return whether a person born in that month is surely 13: not before the month is over."""
    months = (today.year - year) * 12 + today.month - month
    return months > AGE_NEEDED * 12


def let_pass(request: HttpRequest) -> None:
    request.session[PASSED_KEY] = int(time.time())


def has_passed(request: HttpRequest) -> bool:
    passed_at = request.session.get(PASSED_KEY, 0)
    return time.time() - passed_at < PASSED_SECONDS and not is_not_now(request)


def forget(request: HttpRequest) -> None:
    """Ask the next person at this browser again. Makes no session where there is none."""
    if PASSED_KEY in request.session:
        del request.session[PASSED_KEY]


def say_not_now(response: HttpResponse) -> None:
    response.set_signed_cookie(
        NOT_NOW_COOKIE,
        "1",
        salt=NOT_NOW_COOKIE,
        max_age=NOT_NOW_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def is_not_now(request: HttpRequest) -> bool:
    cookie = request.get_signed_cookie(
        NOT_NOW_COOKIE, default="", salt=NOT_NOW_COOKIE, max_age=NOT_NOW_SECONDS
    )
    return cookie == "1"
