"""What the shop wants otherwise than django-allauth does it."""

import logging
from contextlib import suppress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse

from accounts import age_gate, limits
from accounts.models import User

logger = logging.getLogger(__name__)

# Mails that anybody can cause by typing somebody's address.
ASKED_FOR_BY_ANYBODY = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/password_reset_code",
    "account/email/unknown_account",
}


class MailNotSent(Exception):
    """The mail server did not take a mail; the reason is in the log."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and password do not belong together.",
        "email_taken": "There is an account with this e-mail address.",
        "duplicate_email": "This is the address of your account already.",
        "enter_current_password": "This is not your password now.",
        "incorrect_code": "This is not the code in the mail. Only the newest mail counts.",
        "incorrect_password": "This is not your password.",
        "rate_limited": "Please wait a little before you ask for another mail.",
        "too_many_login_attempts": "That was not the code. Please begin again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Send everybody to the question of age first, whatever they ask of the sign-up page."""
        if not age_gate.has_passed(request):
            question = reverse("accounts:age")
            raise ImmediateHttpResponse(
                redirect(passthrough_next_redirect_url(request, question, REDIRECT_FIELD_NAME))
            )
        if request.method == "POST":
            self._limit(f"sign-up:{limits.network_of(request)}", limit=20, seconds=60 * 60)
        return True

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.SHOP_NAME}: {subject}"

    def save_user(
        self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True
    ) -> User:
        age_gate.forget(request)
        return super().save_user(request, user, form, commit)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        self._limit(f"sign-in:{credentials.get('email', '').lower()}", limit=10, seconds=5 * 60)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if template_prefix in ASKED_FOR_BY_ANYBODY:
            self._limit(f"mail:{email.lower()}", limit=5, seconds=60 * 60)
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # Those of smtplib are among them.
            logger.exception("The mail %s could not be sent.", template_prefix)
            raise MailNotSent from error

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell somebody what was changed in the account, which it is with or without the mail."""
        with suppress(MailNotSent):
            super().send_notification_mail(*args, **kwargs)

    def _limit(self, key: str, *, limit: int, seconds: int) -> None:
        if wait := limits.hit(key, limit=limit, seconds=seconds):
            raise ImmediateHttpResponse(limits.too_many_requests(self.request, wait))
