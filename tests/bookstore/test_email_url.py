import pytest
from django.core.exceptions import ImproperlyConfigured

from bookstore.email_url import MailServer, read_email_url

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def read(monkeypatch, url):
    monkeypatch.setenv("EMAIL_URL", url)
    return read_email_url("EMAIL_URL")


def test_unset_shows_mail_on_the_console(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert read_email_url("EMAIL_URL").backend.endswith("console.EmailBackend")


@pytest.mark.parametrize("url", ["", "console:", "console://"])
def test_console_can_be_asked_for(monkeypatch, url):
    assert read(monkeypatch, url) == MailServer()


def test_server_user_and_password_are_read_as_from_any_url(monkeypatch):
    server = read(monkeypatch, "smtp://shop%40example.org:p%3Ass@mail.example:2525")
    assert server == MailServer(SMTP, "mail.example", 2525, "shop@example.org", "p:ss")


@pytest.mark.parametrize(
    ("scheme", "port", "use_starttls", "use_tls"),
    [("smtp", 25, False, False), ("smtp+tls", 587, True, False), ("smtps", 465, False, True)],
)
def test_scheme_says_how_the_connection_is_kept_private(
    monkeypatch, scheme, port, use_starttls, use_tls
):
    server = read(monkeypatch, f"{scheme}://mail.example")
    assert (server.port, server.use_starttls, server.use_tls) == (port, use_starttls, use_tls)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "imap://mail.example",
        "smtp://",
        "smtp://u:topsecret@mail.example:many",
        "smtp://u:topsecret@mail.example:99999",
        "smtp://mail.example/inbox",
        "smtp://mail.example?tls=1",
    ],
)
def test_another_url_stops_the_start_and_tells_no_password(monkeypatch, url):
    with pytest.raises(ImproperlyConfigured, match=r"write smtp://, smtp\+tls://") as stop:
        read(monkeypatch, url)
    assert "topsecret" not in str(stop.value)
