import pytest

from bookstore.address import host_to_open

DEFAULT = ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize(
    ("host", "allowed_hosts", "opened"),
    [
        ("127.0.0.1", DEFAULT, "127.0.0.1"),
        ("localhost", DEFAULT, "localhost"),
        ("0.0.0.0", DEFAULT, "127.0.0.1"),
        ("[::]", DEFAULT, "[::1]"),
        ("0.0.0.0", ["*"], "127.0.0.1"),
        ("0.0.0.0", ["books.lan"], "books.lan"),
        ("0.0.0.0", [".books.lan"], "books.lan"),
        ("192.168.1.5", ["192.168.1.5"], "192.168.1.5"),
        ("192.168.1.5", [*DEFAULT, "books.lan"], "books.lan"),
        ("192.168.1.5", DEFAULT, None),
        ("0.0.0.0", [], None),
    ],
)
def test_the_address_opened_is_one_that_leads_there_and_is_answered(host, allowed_hosts, opened):
    assert host_to_open(host, allowed_hosts) == opened
