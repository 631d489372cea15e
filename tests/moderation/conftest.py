"""The cast of this room: Charlie and Dora moderate, with the rights of the role and no others."""

import pytest

from tests.factories import make_moderator


@pytest.fixture
def charlie(db):
    return make_moderator("charlie@example.org")


@pytest.fixture
def dora(db):
    return make_moderator("dora@example.org")


@pytest.fixture
def moderator(client, charlie):
    """Charlie's browser, signed in."""
    client.force_login(charlie)
    return client
