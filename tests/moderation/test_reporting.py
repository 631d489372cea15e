import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from accounts.models import PenName
from moderation.models import COMMENT_MAX, Case, Report
from moderation.reasons import REASONS
from moderation.views.report import REPORTS_AN_HOUR
from search.indexing import catch_up
from tests.accounts.races import at_the_same_moment
from tests.accounts.readers import error_of, make_reader, signed_in, words_of
from tests.factories import (
    make_decision,
    make_edition,
    make_offer,
    make_publisher,
    make_review,
    make_seller,
    make_user,
    make_work,
)
from tests.moderation.reporters import (
    from_network,
    send,
    send_error,
    the_case,
    the_report,
    typed_on,
)

pytestmark = pytest.mark.django_db

NUMBER_OF_NOTHING = 10**30


@pytest.fixture
def edition():
    work = make_work("Emma", author="Jane Austen")
    return make_edition(work, isbn13="9781572308695", publisher=make_publisher("Quiet Press"))


@pytest.fixture
def review(edition):
    """Alice's published review."""
    alice = make_user("alice@example.org")
    pen_name = PenName.objects.create(user=alice, name="Alice-A")
    return make_review(edition.work, author=alice, pen_name=pen_name, headline="Warm")


@pytest.fixture
def offer(edition):
    return make_offer(edition, seller=make_seller("Northgate Texts"))


@pytest.fixture
def addresses(edition, review, offer):
    """One of each kind, and the form of each."""
    return {
        "review": f"/reports/review/{review.pk}/",
        "pen_name": "/reports/pen-name/Alice-A/",
        "edition": f"/reports/book/{edition.isbn13}/",
        "offer": f"/reports/offer/{offer.pk}/",
        "seller": f"/reports/seller/{offer.seller.slug}/",
    }


class TestThePages:
    def test_have_the_reasons_of_their_kind(self, client, addresses):
        for kind, address in addresses.items():
            page = html.fromstring(client.get(address).text)
            codes = page.xpath("//input[@name='reason']/@value")
            assert codes == [reason.code for reason in REASONS[kind]]

    def test_name_what_is_reported(self, client, addresses):
        headings = {
            kind: " ".join(html.fromstring(client.get(address).text).findtext(".//h1/bdi").split())
            for kind, address in addresses.items()
        }
        assert headings == {
            "review": "a review of “Emma”",
            "pen_name": "the pen name Alice-A",
            "edition": "the page of “Emma”, Paperback (Print)",
            "offer": "an offer of Northgate Texts for “Emma”",
            "seller": "the seller Northgate Texts",
        }

    def test_ask_visitors_for_an_address_and_readers_not(self, client, addresses):
        bob = signed_in(make_reader("bob@example.org"))
        for address in addresses.values():
            assert b'name="email"' in client.get(address).content
            assert b'name="email"' not in bob.get(address).content

    def test_are_kept_by_no_cache_and_found_by_no_search_engine(self, client, addresses):
        for address in addresses.values():
            response = client.get(address)
            assert "no-store" in response["Cache-Control"]
            assert b'name="robots" content="noindex"' in response.content

    def test_blame_nobody_at_first_and_cut_nothing_off(self, client, addresses):
        for address in addresses.values():
            main = client.get(address).text.split("<main")[1]
            assert "Choose what is wrong" not in main
            assert "maxlength" not in main


class TestOnlyWhatThePublicSees:
    """Everything else is not found, whether it exists or not."""

    def not_found(self, client, address):
        return {client.get(address).status_code, send(client, address).status_code} == {404}

    @pytest.mark.parametrize(
        "address",
        [
            "review/1/",
            f"review/{NUMBER_OF_NOTHING}/",
            "pen-name/Nobody/",
            "book/9780306406157/",
            "book/9780306406157/error/",
            "offer/1/",
            f"offer/{NUMBER_OF_NOTHING}/",
            "seller/nobody/",
            "seller/東京/",
        ],
    )
    def test_nothing_is_not_found(self, client, address):
        assert self.not_found(client, f"/reports/{address}")
        assert not Case.objects.exists()

    @pytest.mark.parametrize("state", ["pending", "refused", "removed"])
    def test_a_review_that_is_not_published(self, client, edition, state):
        hidden = make_review(edition.work, state=state)
        assert self.not_found(client, f"/reports/review/{hidden.pk}/")

    def test_a_pen_name_that_signs_no_published_review(self, client, review, addresses):
        make_decision(review, "removed")
        assert self.not_found(client, addresses["pen_name"])

    @pytest.mark.parametrize("fields", [{"is_withheld": True}, {"quantity": 0}])
    def test_an_offer_that_is_shown_nowhere(self, client, edition, fields):
        hidden = make_offer(edition, **fields)
        assert self.not_found(client, f"/reports/offer/{hidden.pk}/")

    def test_a_seller_who_is_not_active_and_what_they_offer(self, client, edition):
        offer = make_offer(edition, seller=make_seller("Gone", is_active=False))
        assert self.not_found(client, "/reports/seller/gone/")
        assert self.not_found(client, f"/reports/offer/{offer.pk}/")


class TestAReport:
    @pytest.mark.parametrize("kind", REASONS)
    def test_makes_a_case_about_the_thing_on_the_desk_of_its_reason(self, client, addresses, kind):
        for number, reason in enumerate(REASONS[kind]):
            Case.objects.all().delete()
            send(from_network(f"203.0.113.{number}"), addresses[kind], reason=reason.code)
            case = the_case()
            assert (case.kind, case.desk, case.field) == (kind, reason.desk, reason.field)
            assert case.target is not None
            assert the_report().reason_label == reason.label

    def test_holds_what_was_typed(self, client, addresses):
        send(client, addresses["review"], comment="The second line.\r\nIt insults me.")
        assert the_report().comment == "The second line.\nIt insults me."

    def test_needs_no_comment_and_no_address(self, client, addresses):
        words = words_of(send(client, addresses["review"]))
        assert "Thank you" in words
        assert "moderators" in words
        assert "a report alone hides nothing" in words
        assert "you will not hear from us" in words
        assert (the_report().comment, the_report().email, the_report().reporter) == ("", "", None)

    def test_of_a_visitor_keeps_the_address_and_no_network(self, addresses):
        visitor = from_network("203.0.113.77")
        words = words_of(send(visitor, addresses["review"], email="bob@example.org"))
        assert "you get an e-mail" in words
        said = the_report()
        assert said.email == "bob@example.org"
        assert "203.0.113.77" not in str(vars(said))
        assert len(said.person) == 64

    def test_of_a_reader_is_the_accounts(self, addresses):
        bob = make_reader("bob@example.org")
        words = words_of(send(signed_in(bob), addresses["review"], email="other@example.org"))
        assert "Your reports" in words
        assert (the_report().reporter, the_report().email) == (bob, "")

    def test_takes_as_many_queries_whatever_was_reported_before(self, addresses):
        catch_up()  # What the fixture has made is not part of the first report.
        opening, *later = (
            query_count(from_network(f"203.0.113.{number}"), addresses["review"])
            for number in range(4)
        )
        assert len(set(later)) == 1
        assert max(later) <= opening <= 12


def query_count(visitor: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        send(visitor, address)
    return len(queries)


class TestOnePersonCountsOnce:
    """RP-3; moderation.people tells who is one person."""

    def test_a_reader_who_reports_twice_is_told_so(self, addresses):
        bob = make_reader("bob@example.org")
        send(signed_in(bob), addresses["review"], comment="First")
        # Elsewhere, too.
        again = Client(REMOTE_ADDR="203.0.113.9")
        again.force_login(bob)
        response = send(again, addresses["review"], reason="spam", comment="Second")
        assert "You have reported this already" in words_of(response)
        assert "Second" in response.text
        assert the_report().comment == "First"

    def test_a_visitor_who_reports_twice_is_told_so(self, client, addresses):
        for _ in range(2):
            response = send(client, addresses["review"], email="bob@example.org")
        assert "You have reported this already" in words_of(response)
        assert Report.objects.count() == 1

    def test_the_address_counts_in_any_case(self, client, addresses):
        send(client, addresses["review"], email="bob@example.org")
        send(client, addresses["review"], email="BOB@example.org")
        assert Report.objects.count() == 1

    def test_a_household_of_ipv6_without_addresses_is_one_person(self, addresses):
        send(from_network("2001:db8:1:1::1"), addresses["review"])
        send(from_network("2001:db8:1:1::2"), addresses["review"])
        assert Report.objects.count() == 1

    def test_two_people_on_one_network_are_told_apart_by_their_addresses(self, client, addresses):
        send(client, addresses["review"], email="bob@example.org")
        send(client, addresses["review"], email="carol@example.org")
        assert Report.objects.count() == 2

    def test_nobody_learns_elsewhere_what_an_address_has_reported(self, client, addresses):
        send(client, addresses["review"], email="bob@example.org")
        words = words_of(
            send(from_network("203.0.113.9"), addresses["review"], email="bob@example.org")
        )
        assert "already" not in words

    def test_many_people_make_one_case(self, addresses):
        for number in range(5):
            send(from_network(f"203.0.113.{number}"), addresses["review"])
        assert the_case().reports.count() == 5

    def test_one_person_may_report_several_things(self, client, addresses):
        for address in addresses.values():
            client.post(address, {"reason": "abusive"})
            client.post(address, {"reason": "other"})
        assert Case.objects.count() == len(addresses)

    def test_after_a_case_is_closed_a_report_opens_another(self, client, addresses):
        send(client, addresses["review"])
        Case.objects.update(outcome="left", closed_at="2026-01-01T00:00Z")
        assert "Thank you" in words_of(send(client, addresses["review"]))
        assert Case.objects.waiting().count() == 1


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_many_people_make_one_case(self, addresses):
        people = [from_network(f"203.0.113.{number}") for number in range(4)]
        responses = at_the_same_moment(people, lambda visitor: send(visitor, addresses["review"]))
        assert [response.status_code for response in responses] == [200] * 4
        assert the_case().reports.count() == 4

    def test_a_double_click_is_one_report(self, addresses):
        clicks = [from_network("203.0.113.1") for _ in range(2)]
        responses = at_the_same_moment(clicks, lambda visitor: send(visitor, addresses["review"]))
        assert [response.status_code for response in responses] == [200] * 2
        assert the_report().case == the_case()


class TestAnErrorOnThePage:
    def test_names_the_fact_and_the_right_value(self, client, edition):
        words = words_of(send_error(client, edition.isbn13, comment="The title page."))
        assert "catalogue editors" in words
        assert (the_case().desk, the_case().field) == ("catalogue", "publisher")
        assert the_case().field_label == "Publisher"
        said = the_report()
        assert (said.right_value, said.comment) == ("Saltgrass House", "The title page.")

    def test_shows_what_stands_there_now(self, client, edition):
        words = words_of(client.get(f"/reports/book/{edition.isbn13}/error/"))
        assert "Title now: Emma" in words
        assert "Publisher now: Quiet Press" in words
        assert "contributors now: by Jane Austen" in words
        assert "Pages Product" in words

    def test_about_offers_goes_to_those_who_can_change_them(self, client, edition):
        send_error(client, edition.isbn13, fact="offers")
        assert the_case().desk == "marketplace"

    def test_about_two_facts_makes_two_cases(self, client, edition):
        send_error(client, edition.isbn13)
        send_error(client, edition.isbn13, fact="pages", right_value="474")
        assert Case.objects.count() == 2

    def test_about_the_cover_is_one_case_with_a_wrong_image(self, client, edition):
        send_error(client, edition.isbn13, fact="cover", right_value="A carriage")
        address = f"/reports/book/{edition.isbn13}/"
        send(from_network("203.0.113.1"), address, reason="wrong_image")
        assert the_case().reports.count() == 2

    def test_without_fact_and_value_is_told_at_the_fields(self, client, edition):
        response = send_error(client, edition.isbn13, fact="", right_value=" ", comment="Kept")
        assert error_of(response, "right_value") == "Write what should stand there."
        assert "Choose the fact that is wrong." in words_of(response)
        assert typed_on(response)["comment"] == "Kept"
        assert not Case.objects.exists()

    def test_takes_few_queries(self, client, edition, django_assert_max_num_queries):
        with django_assert_max_num_queries(3):
            client.get(f"/reports/book/{edition.isbn13}/error/")


class TestBadInput:
    """Trap 16: a form that is not valid is shown again, and nothing typed is lost."""

    def test_a_report_without_a_reason(self, client, addresses):
        typed = {"comment": "Look at the end.", "email": "bob@example.org"}
        response = client.post(addresses["review"], typed)
        assert response.status_code == 200
        assert "Choose what is wrong." in words_of(response)
        assert typed_on(response) == typed
        assert not Case.objects.exists()

    @pytest.mark.parametrize("reason", ["counterfeit", "wrong_fact", "\0", "x" * 20_000])
    def test_a_reason_of_another_kind(self, client, addresses, reason):
        response = send(client, addresses["review"], reason=reason)
        assert "Choose one of these reasons." in words_of(response)
        assert not Case.objects.exists()

    def test_a_comment_that_is_too_long(self, client, addresses):
        response = send(client, addresses["review"], comment="x" * 20_000)
        assert "20000 characters; 2000 is the most" in error_of(response, "comment")
        assert typed_on(response)["comment"] == "x" * 20_000

    def test_a_comment_as_long_as_may_be(self, client, addresses):
        send(client, addresses["review"], comment="é\r\n" * (COMMENT_MAX // 2 - 1) + "ab")
        assert len(the_report().comment) == COMMENT_MAX

    @pytest.mark.parametrize("broken", [b"%00", b"%ED%A0%80", b"%FF"])
    def test_a_character_that_cannot_be_kept(self, client, addresses, broken):
        response = client.post(
            addresses["review"],
            data=b"reason=abusive&comment=Look" + broken,
            content_type="application/x-www-form-urlencoded",
        )
        assert "could not be read" in error_of(response, "comment")
        assert typed_on(response)["comment"].startswith("Look\N{REPLACEMENT CHARACTER}")
        assert not Case.objects.exists()

    @pytest.mark.parametrize("email", ["bob", "bob@example", "a\0@example.org", "x" * 20_000])
    def test_an_address_that_is_none(self, client, addresses, email):
        response = send(client, addresses["review"], email=email, comment="Kept")
        assert response.status_code == 200
        assert error_of(response, "email")
        assert typed_on(response)["comment"] == "Kept"

    def test_an_address_that_is_too_long_says_so(self, client, addresses):
        domain = ".".join(["x" * 60] * 4)
        response = send(client, addresses["review"], email=f"{'b' * 20}@{domain}.org")
        assert "at most 254 characters (it has 268)" in error_of(response, "email")
        assert not Case.objects.exists()

    def test_a_form_that_was_open_too_long_hands_back_what_was_typed(self, addresses):
        client = Client(enforce_csrf_checks=True)
        response = send(client, addresses["review"], comment="Long thought of")
        assert response.status_code == 403
        held = typed_on(response)
        assert held == {"reason": "abusive", "comment": "Long thought of"}
        token = html.fromstring(response.text).xpath("//main//input[1]/@value")[0]
        again = send(client, addresses["review"], **held, csrfmiddlewaretoken=token)
        assert "Thank you" in words_of(again)

    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        reason=st.sampled_from(["abusive", "spam"]) | st.text(),
        comment=st.text() | st.sampled_from(["x" * 20_000, "\0"]),
        email=st.emails() | st.text(),
        value=st.text(),
    )
    def test_no_text_breaks_a_page(self, addresses, edition, reason, comment, email, value):
        typed = {"comment": _sent(comment), "email": _sent(email)}
        visitor = from_network("203.0.113.1")
        responses = [
            visitor.post(addresses["review"], {"reason": _sent(reason), **typed}),
            send_error(visitor, edition.isbn13, fact="pages", right_value=_sent(value), **typed),
        ]
        assert {response.status_code for response in responses} <= {200, 302, 429}


def _sent(text: str) -> str:
    """Return a text as it can be sent: a browser has no lone surrogates to send."""
    return text.encode("utf-8", "replace").decode()


class TestAFlood:
    def test_gets_429_with_all_that_was_typed(self, client, edition):
        work = edition.work
        reviews = [make_review(work) for _ in range(REPORTS_AN_HOUR)]
        for review in reviews:
            assert send(client, f"/reports/review/{review.pk}/").status_code == 200
        typed = {"reason": "spam", "comment": "One more", "email": "bob@example.org"}
        address = f"/reports/review/{make_review(work).pk}/"
        response = client.post(address, typed)
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 60 * 60
        assert "Please wait" in words_of(response)
        assert typed_on(response) == typed
        assert Report.objects.count() == REPORTS_AN_HOUR

    def test_does_not_keep_others_from_reporting(self, client, addresses):
        for _ in range(REPORTS_AN_HOUR + 1):
            flooded = send(client, addresses["review"])
        assert flooded.status_code == 429
        elsewhere = from_network("203.0.113.1")
        assert send(elsewhere, addresses["review"]).status_code == 200
        bob = signed_in(make_reader("bob@example.org"))
        assert send(bob, addresses["review"]).status_code == 200

    def test_correcting_a_form_is_no_flood(self, client, addresses):
        for _ in range(REPORTS_AN_HOUR + 1):
            send(client, addresses["review"], reason="")
        assert send(client, addresses["review"]).status_code == 200


class TestTheLinks:
    @pytest.fixture
    def pages(self, client, edition, review, offer):
        return {
            "book": client.get(edition.get_absolute_url()).text,
            "offers": client.get(f"/offers/{edition.isbn13}/").text,
            "reviews": client.get(f"/reviews/books/{edition.isbn13}/").text,
            "review": client.get(review.get_absolute_url()).text,
            "write": client.get(f"/reviews/write/{edition.isbn13}/").text,
        }

    @pytest.mark.parametrize(
        ("page", "kind"),
        [
            ("book", "edition"),
            ("book", "review"),
            ("reviews", "review"),
            ("review", "review"),
            ("review", "pen_name"),
            ("offers", "offer"),
            ("offers", "seller"),
        ],
    )
    def test_lead_to_the_form_of_each_thing(self, client, pages, addresses, page, kind):
        links = html.fromstring(pages[page]).xpath("//main//a[@rel='nofollow']/@href")
        assert addresses[kind] in links
        assert client.get(addresses[kind]).status_code == 200

    @pytest.mark.parametrize("page", ["book", "write"])
    def test_lead_to_the_report_of_an_error(self, pages, edition, page):
        """RR-1b: readers are sent there instead of complaining in a review."""
        links = html.fromstring(pages[page]).xpath("//main//a/@href")
        assert f"/reports/book/{edition.isbn13}/error/" in links

    def test_of_reviews_can_be_told_apart_by_ear(self, pages):
        link = html.fromstring(pages["book"]).xpath("//a[contains(@href, '/reports/review/')]")[0]
        assert " ".join(link.text_content().split()) == "Report the review: Warm"

    def test_of_a_review_do_not_tell_what_it_keeps_closed(self, client, edition):
        review = make_review(edition.work, headline="Emma marries", has_spoilers=True)
        link = html.fromstring(client.get(review.get_absolute_url()).text).xpath(
            f"//a[@href='/reports/review/{review.pk}/']"
        )[0]
        assert "marries" not in link.text_content()

    def test_are_not_on_a_review_that_waits(self, edition):
        alice = make_reader()
        review = make_review(edition.work, author=alice, state="pending")
        assert "/reports/review/" not in signed_in(alice).get(review.get_absolute_url()).text

    def test_of_a_pen_name_are_not_on_an_anonymous_review(self, client, edition):
        review = make_review(edition.work)
        assert "/reports/pen-name/" not in client.get(review.get_absolute_url()).text


def test_reports_alone_change_no_page(client, edition, review, offer, addresses):
    """However many there are: nothing is hidden by reports (B17)."""
    pages = [
        "/",
        edition.get_absolute_url(),
        f"/offers/{edition.isbn13}/",
        f"/reviews/books/{edition.isbn13}/",
        review.get_absolute_url(),
        "/authors/jane-austen/",
    ]
    before = [client.get(page).content for page in pages]
    for number in range(20):
        visitor = from_network(f"203.0.113.{number}")
        for address in addresses.values():
            visitor.post(address, {"reason": "abusive"})
            visitor.post(address, {"reason": "offensive"})
        send_error(visitor, edition.isbn13)
    assert Report.objects.count() == 20 * 6
    assert [client.get(page).content for page in pages] == before
