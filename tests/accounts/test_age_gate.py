"""Nobody under 13 gets an account, and nothing of them is kept (AG-1, AG-2)."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from accounts.age_gate import NOT_NOW_COOKIE, NOT_NOW_SECONDS, PASSED_SECONDS, is_old_enough
from accounts.models import User
from tests.accounts.readers import (
    AGE,
    SIGN_UP,
    error_of,
    make_reader,
    pass_age,
    sign_up,
    signed_in,
    words_of,
)

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


def answer(client, month, year, **fields):
    return client.post(AGE, {"month": month, "year": year} | fields, follow=True)


@pytest.mark.parametrize(
    ("month", "year", "verdict"),
    [
        (12, 2013, False),  # 12 years and 11 months.
        (11, 2013, False),  # 13 this month, perhaps on the 30th.
        (10, 2013, True),  # 13 last month.
        (1, 2014, False),
        (12, 2012, True),
        (1, 1930, True),
        (11, 2026, False),
    ],
)
def test_person_is_13_when_the_month_of_the_birthday_is_over(month, year, verdict):
    assert is_old_enough(month=month, year=year, today=TODAY) is verdict


@pytest.mark.django_db
class TestTheQuestion:
    def test_comes_before_any_other(self, client):
        response = client.get(SIGN_UP, follow=True)
        assert response.redirect_chain == [(AGE, 302)]
        assert "E-mail" not in words_of(response)

    def test_is_neutral(self, client):
        """No number gives away which answer is wanted, and the year is not preset."""
        page = client.get(AGE)
        assert "13" not in words_of(page)
        assert "old" not in words_of(page)
        assert 'name="year" value' not in page.text

    def test_leads_to_the_sign_up_form(self, client):
        response = answer(client, 10, 2013, next="/subjects/")
        assert response.redirect_chain == [(f"{SIGN_UP}?next=%2Fsubjects%2F", 302)]
        assert response.status_code == 200

    def test_keeps_a_mark_and_not_the_date(self, client):
        answer(client, 10, 1980)
        assert "1980" not in str(dict(client.session))

    @pytest.mark.parametrize(
        ("month", "year", "field", "reason"),
        [
            ("", 1980, "month", "Choose the month"),
            (13, 1980, "month", "valid choice"),
            (5, "", "year", "Write the year"),
            (5, "eighty", "year", "four digits"),
            (5, 1850, "year", "look at the year"),
            (5, 2027, "year", "look at the year"),
            (5, "9" * 5000, "year", "four digits"),
            (12, 2026, "month", "still to come"),
            (5, "\0", "year", "four digits"),
        ],
    )
    def test_says_what_is_wrong_with_an_answer(self, client, month, year, field, reason):
        response = answer(client, month, year)
        assert reason in error_of(response, field)
        assert NOT_NOW_COOKIE not in client.cookies

    def test_never_leads_to_another_site(self, client):
        response = answer(client, 10, 1980, next="https://evil.example/")
        assert response.redirect_chain == [(SIGN_UP, 302)]

    def test_is_asked_again_after_an_hour(self, client, monkeypatch):
        answer(client, 10, 1980)
        at = client.session["age_question_passed_at"]
        monkeypatch.setattr("accounts.age_gate.time.time", lambda: at + PASSED_SECONDS + 1)
        assert client.get(SIGN_UP)["Location"] == AGE

    def test_is_asked_of_the_next_person_after_somebody_signed_up(self, client):
        pass_age(client)
        sign_up(client)
        assert "age_question_passed_at" not in client.session


@pytest.mark.django_db
class TestAChild:
    @pytest.fixture
    def child(self, client):
        answer(client, 12, 2013)
        return client

    def test_is_told_kindly(self, client):
        response = answer(client, 12, 2013)
        assert "You cannot have an account here for now" in words_of(response)
        assert "13" not in words_of(response)

    @pytest.mark.parametrize("address", [AGE, SIGN_UP])
    def test_who_goes_back_finds_the_same_page(self, child, address):
        assert "You cannot have an account" in words_of(child.get(address, follow=True))

    def test_who_answers_otherwise_finds_the_same_page(self, child):
        assert "You cannot have an account" in words_of(answer(child, 5, 1980))
        assert not child.session.keys()

    def test_who_sends_the_sign_up_form_finds_the_same_page(self, child):
        response = sign_up(child, follow=True)
        assert response["Location"] == AGE
        assert not User.objects.exists()

    def test_who_passed_before_in_this_browser_does_not_pass_any_more(self, client):
        answer(client, 5, 1980)
        answer(client, 12, 2013)
        sign_up(client)
        assert not User.objects.exists()

    def test_leaves_nothing_on_the_server(self, child, caplog, mailoutbox):
        sign_up(child)
        assert not User.objects.exists()
        assert not Session.objects.exists()
        assert not mailoutbox
        assert not cache._cache
        assert caplog.text == ""

    def test_has_a_cookie_that_says_nothing_but_not_now(self, child):
        cookie = child.cookies[NOT_NOW_COOKIE]
        value, _when, _signature = cookie.value.split(":")
        assert value == "1"
        assert cookie["httponly"]
        assert 3600 <= cookie["max-age"] == NOT_NOW_SECONDS <= 24 * 3600
        assert set(child.cookies) == {NOT_NOW_COOKIE}

    def test_may_ask_again_when_the_hours_are_over(self, child, monkeypatch):
        now = timezone.now().timestamp()
        monkeypatch.setattr("django.core.signing.time.time", lambda: now + NOT_NOW_SECONDS + 60)
        assert child.get(AGE).text.count("<select") == 1

    def test_may_read_on(self, child):
        assert child.get("/").status_code == 200


@pytest.mark.django_db
class TestSigningUpWithoutAnAnswer:
    def test_makes_no_account(self, client):
        assert sign_up(client)["Location"] == AGE
        assert not User.objects.exists()

    def test_a_cookie_of_ones_own_making_counts_for_nothing(self, client):
        client.cookies[NOT_NOW_COOKIE] = "1:1xVLmf:forged"
        assert "<select" in client.get(AGE).text


@pytest.mark.django_db
def test_somebody_who_is_signed_in_is_not_asked():
    assert signed_in(make_reader()).get(AGE)["Location"] == "/accounts/"
