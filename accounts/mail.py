"""Mail to people, sent once what it tells of is stored."""

import logging
from collections.abc import Mapping
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send_after_commit(*, to: str, template: str, context: Mapping[str, object]) -> None:
    """Send `<template>_subject.txt` and `<template>_message.txt` when the transaction is through.

    A mail that cannot be sent is logged and undoes nothing: what it says also stands in the shop.
    """
    context = {"shop_name": settings.SHOP_NAME, "origin": settings.PUBLIC_ORIGIN, **context}
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    message = render_to_string(f"{template}_message.txt", context)
    transaction.on_commit(partial(_send, to, f"{settings.SHOP_NAME}: {subject}", message))


def _send(to: str, subject: str, message: str) -> None:
    try:
        send_mail(subject, message, from_email=None, recipient_list=[to])
    except Exception:
        # Each mail backend has errors of its own.
        logger.exception("A mail was not sent: %s", subject)
