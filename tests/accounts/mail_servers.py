"""Mail servers that cannot be had in a test otherwise."""

from smtplib import SMTPServerDisconnected

from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

DEAD = "tests.accounts.mail_servers.DeadServer"
WATCHFUL = "tests.accounts.mail_servers.WatchfulServer"


class DeadServer(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("Connection unexpectedly closed")


class WatchfulServer(BaseEmailBackend):
    def send_messages(self, messages):
        assert not connection.in_atomic_block
        return len(messages)
