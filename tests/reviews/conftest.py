"""The cast of this room: Alice writes."""

import pytest

from tests.accounts.readers import make_reader, signed_in


@pytest.fixture
def alice(db):
    return make_reader("alice@example.org")


@pytest.fixture
def browser(alice):
    """Alice's browser, signed in."""
    return signed_in(alice)
