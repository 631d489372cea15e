import logging

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpResponse
from django.test import RequestFactory

from accounts import limits
from accounts.durations import in_words
from accounts.limits import hit, limited, network_of
from bookstore import cache_url
from tests.accounts.races import at_the_same_moment
from tests.accounts.readers import (
    CONFIRM,
    SIGN_IN,
    SIGN_UP,
    code_in,
    is_signed_in,
    make_reader,
    pass_age,
    sign_in,
    sign_up,
    signed_in,
    words_of,
)

RESET = "/accounts/password/reset/"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (45, "45 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (121, "3 minutes"),
        (3600, "60 minutes"),
        (7200, "2 hours"),
        (7201, "3 hours"),
    ],
)
def test_time_to_wait_is_never_said_too_short(seconds, words):
    assert in_words(seconds) == words


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test sets; the cache keeps its own time, which is longer."""

    class Clock:
        now = 1_000_000.0

    monkeypatch.setattr("time.time", lambda: Clock.now)
    return Clock


def no_route(*args, **kwargs):
    raise ConnectionError("No route to the cache.")


class TestHitting:
    def test_lets_so_many_pass_and_then_says_how_long_to_wait(self, clock):
        assert [hit("post:alice", limit=2, seconds=60) for _ in range(3)] == [None, None, 60]

    def test_forgets_each_use_when_its_time_is_over(self, clock):
        hit("post:alice", limit=2, seconds=60)
        clock.now += 40
        hit("post:alice", limit=2, seconds=60)
        assert hit("post:alice", limit=2, seconds=60) == 20
        clock.now += 20
        assert hit("post:alice", limit=2, seconds=60) is None
        assert hit("post:alice", limit=2, seconds=60) == 40

    def test_counts_no_refused_use(self, clock):
        for _ in range(5):
            hit("post:alice", limit=1, seconds=60)
        clock.now += 60
        assert hit("post:alice", limit=1, seconds=60) is None

    def test_counts_each_key_by_itself(self):
        assert hit("post:alice", limit=1, seconds=60) is None
        assert hit("post:bob", limit=1, seconds=60) is None

    def test_takes_any_text_as_key(self):
        for key in ("a b\0c", "村" * 500, "\ud800"):
            assert hit(key, limit=1, seconds=60) is None

    def test_keeps_nothing_readable_of_the_key(self):
        hit("sign-in:alice@example.org", limit=1, seconds=60)
        assert "alice" not in str(cache._cache)

    def test_allows_everything_when_the_cache_is_down_and_says_so(self, monkeypatch, caplog):
        monkeypatch.setattr(LocMemCache, "get_many", no_route)
        with caplog.at_level(logging.ERROR):
            assert [hit("post:alice", limit=1, seconds=60) for _ in range(3)] == [None] * 3
        assert "limits are not kept" in caplog.text


class TestCountsInTheDatabase:
    @pytest.fixture(autouse=True)
    def shops_own_cache(self, settings):
        settings.CACHES = {"default": cache_url.TABLE}

    @pytest.mark.django_db
    def test_are_seen_by_every_process_and_read_with_one_query(self, django_assert_num_queries):
        assert hit("post:alice", limit=1, seconds=60) is None
        with django_assert_num_queries(1):
            assert hit("post:alice", limit=1, seconds=60) in (59, 60)

    def test_are_exact_when_many_come_at_the_same_moment(self, people):
        waits = at_the_same_moment(people, lambda person: hit("post", limit=2, seconds=60))
        assert waits.count(None) == 2, waits


class TestTheNetwork:
    def request(self, address, **headers):
        return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)

    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ],
    )
    def test_is_an_address_or_a_household(self, address, network):
        assert network_of(self.request(address)) == network

    def test_believes_no_header_without_a_proxy(self, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
        forged = self.request("192.0.2.7", x_forwarded_for="198.51.100.9")
        assert network_of(forged) == "192.0.2.7"

    def test_believes_the_proxy_and_not_what_was_sent_to_it(self, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        proxied = self.request("127.0.0.1", x_forwarded_for="10.0.0.1, 198.51.100.9")
        assert network_of(proxied) == "198.51.100.9"


@pytest.mark.django_db
class TestALimitedView:
    @pytest.fixture
    def view(self):
        return limited("poke", limit=1, seconds=90)(lambda request: HttpResponse("Poked."))

    def poke(self, view, user, method="post"):
        request = getattr(RequestFactory(), method)("/")
        request.user = user
        return view(request)

    def test_answers_429_with_the_time_to_wait(self, view):
        alice = make_reader()
        self.poke(view, alice)
        response = self.poke(view, alice)
        assert response.status_code == 429
        assert response["Retry-After"] == "90"
        assert "Please wait 90 seconds" in words_of(response)

    def test_counts_accounts_apart(self, view):
        self.poke(view, make_reader())
        assert self.poke(view, make_reader("bob@example.org")).status_code == 200

    def test_counts_no_looking(self, view):
        alice = make_reader()
        for _ in range(3):
            assert self.poke(view, alice, "get").status_code == 200


def statuses(times, action):
    return [action().status_code for _ in range(times)]


@pytest.mark.django_db
class TestLimitsOfThePages:
    def test_sign_in_of_one_account(self, client):
        make_reader()
        assert statuses(11, lambda: sign_in(client, "Alice@example.org", "wrong"))[9:] == [200, 429]
        response = sign_in(client, "alice@example.org")
        assert (response.status_code, response["Retry-After"]) == (429, "300")
        assert not is_signed_in(client)

    def test_sign_in_from_one_address(self, client):
        tries = iter(range(31))
        answers = statuses(31, lambda: sign_in(client, f"a{next(tries)}@example.org", "wrong"))
        assert answers[29:] == [200, 429]

    def test_sign_up_from_one_address(self, client):
        pass_age(client)
        answers = statuses(21, lambda: client.post(SIGN_UP, {}))
        assert answers[19:] == [200, 429]
        assert 0 < int(client.post(SIGN_UP, {})["Retry-After"]) <= 3600

    def test_mails_to_one_address(self, client, mailoutbox):
        """Whoever asks for them, on whatever page."""
        make_reader()
        answers = statuses(6, lambda: client.post(RESET, {"email": "alice@example.org"}))
        assert answers == [302] * 5 + [429]
        pass_age(client)
        assert sign_up(client).status_code == 429
        assert len(mailoutbox) == 5

    def test_guesses_at_a_code(self, client):
        pass_age(client)
        sign_up(client)
        statuses(10, lambda: client.post(CONFIRM, {"code": "WRONG"}))
        response = client.post(CONFIRM, {"code": "WRONG"})
        assert response.status_code == 429

    def test_guesses_at_a_password_to_close_an_account(self):
        alice = signed_in(make_reader())
        address = "/accounts/delete/?reviews=keep"
        assert statuses(6, lambda: alice.post(address, {"password": "x"}))[4:] == [200, 429]

    def test_looking_for_free_pen_names(self):
        alice = signed_in(make_reader())
        assert statuses(31, lambda: alice.get("/accounts/pen-name/?name=H"))[29:] == [200, 429]

    def test_staff_sign_in(self, client):
        typed = {"username": "charlie@example.org", "password": "wrong"}
        assert statuses(11, lambda: client.post("/admin/login/", typed))[9:] == [200, 429]

    def test_mail_that_tells_of_a_change_is_never_held_back(self, client, mailoutbox):
        user = make_reader()
        for _ in range(5):
            limits.hit("mail:alice@example.org", limit=5, seconds=3600)
        change = {"oldpassword": "three quiet herons"}
        change |= {"password1": "four loud herons", "password2": "four loud herons"}
        assert signed_in(user).post("/accounts/password/change/", change).status_code == 302
        assert len(mailoutbox) == 1

    def test_are_open_when_the_cache_is_down(self, client, monkeypatch, mailoutbox):
        monkeypatch.setattr(LocMemCache, "get_many", no_route)
        make_reader()
        assert sign_in(client, "alice@example.org")["Location"] == "/accounts/"
        pass_age(fresh := type(client)())
        sign_up(fresh, "bob@example.org")
        assert code_in(mailoutbox[0])
        assert client.get(SIGN_IN).status_code == 302
