from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from catalog.models import Contribution, Contributor, Series, SeriesPart
from reviews.services import rebuild_rating_summary
from tests.factories import (
    make_contents,
    make_contributor,
    make_edition,
    make_editorial_review,
    make_offer,
    make_publisher,
    make_rate,
    make_recommendation,
    make_review,
    make_seller,
    make_series_part,
    make_subject,
    make_work,
)
from tests.pages import book_page, section, text_of

pytestmark = pytest.mark.django_db


class TestAddress:
    def test_wrong_slug_leads_to_the_right_one(self, client):
        edition = make_edition(make_work("Emma"))
        response = client.get(f"/books/{edition.isbn13}/an-old-title/")
        assert (response.status_code, response["Location"]) == (
            301,
            f"/books/{edition.isbn13}/emma/",
        )

    def test_title_without_letters_still_has_an_address(self):
        page = book_page(make_edition(make_work("???")))
        assert text_of(page.h1) == "???"

    def test_title_in_another_script_has_a_readable_address(self):
        edition = make_edition(make_work("紅樓夢"))
        assert text_of(book_page(edition).h1) == "紅樓夢"

    def test_address_cut_short_leads_to_the_whole_one(self, client):
        edition = make_edition(make_work("Emma"))
        response = client.get(f"/books/{edition.isbn13}/")
        assert (response.status_code, response["Location"]) == (301, edition.get_absolute_url())

    def test_unknown_isbn_is_not_found(self, client):
        assert client.get("/books/9780306406157/emma/").status_code == 404

    def test_isbn_with_a_wrong_check_digit_is_not_found_with_the_reason(self, client):
        response = client.get("/books/9781572308690/emma/")
        assert response.status_code == 404
        assert "does not fit the others" in response.content.decode()


class TestIsbnRedirect:
    @pytest.mark.parametrize(
        "typed",
        ["9781572308695", "1572308699", "1-57230-869-9", "978-1-57230-869-5", "ISBN 1572308699"],
    )
    def test_every_spelling_leads_to_the_book(self, client, typed):
        make_edition(make_work("Emma"), isbn13="9781572308695")
        response = client.get(f"/isbn/{typed}/")
        assert response["Location"] == "/books/9781572308695/emma/"

    def test_isbn_10_that_starts_with_zero_or_ends_in_x_leads_to_the_book(self, client):
        make_edition(make_work("Emma"), isbn13="9780080448916")
        make_edition(make_work("Lisa"), isbn13="9780804429573")
        assert client.get("/isbn/0080448917/")["Location"].endswith("/emma/")
        assert client.get("/isbn/080442957x/")["Location"].endswith("/lisa/")

    def test_unknown_isbn_is_not_found_and_never_another_edition(self, client):
        make_edition(isbn13="9781572308695")
        response = client.get("/isbn/9780306406157/")
        assert response.status_code == 404
        assert "No book here has the ISBN 978-0-306-40615-7" in response.content.decode()

    @pytest.mark.parametrize("typed", ["0", "978", "9781572308690", "emma", "../../etc"])
    def test_malformed_isbn_is_not_found_with_the_reason(self, client, typed):
        response = client.get(f"/isbn/{typed}/")
        assert response.status_code == 404
        assert 'class="error-reason"' in response.content.decode()


class TestTitleLine:
    def test_without_subtitle_and_edition_number_is_the_title_alone(self):
        assert text_of(book_page(make_edition(make_work("Emma"))).h1) == "Emma"

    def test_has_both_where_they_exist(self):
        work = make_work("Emma", subtitle="A Novel")
        page = book_page(make_edition(work, edition_number=2))
        assert text_of(page.h1) == "Emma: A Novel / Edition 2"


class TestByline:
    def test_names_each_role_in_the_words_of_a_title_page(self):
        work = make_work("Faust", author="Johann Goethe")
        translator = make_contributor("Tom Translator")
        Contribution.objects.create(work=work, contributor=translator, role="B06", order=2)
        page = book_page(make_edition(work))
        assert (
            text_of(page.select_one(".byline")) == "by Johann Goethe; translated by Tom Translator"
        )

    def test_three_authors_are_listed_with_commas(self):
        work = make_work("Emma", author="A One")
        for order, name in enumerate(["B Two", "C Three"], 2):
            Contribution.objects.create(work=work, contributor=make_contributor(name), order=order)
        page = book_page(make_edition(work))
        assert text_of(page.select_one(".byline")) == "by A One, B Two, and C Three"

    def test_work_without_contributors_has_no_byline(self):
        assert book_page(make_edition()).select_one(".byline") is None


class TestFormats:
    def test_editions_lead_to_each_other_with_their_own_price(self):
        work = make_work("Emma")
        paperback, hardcover = make_edition(work), make_edition(work, product_form="BB")
        make_offer(hardcover, "41.20")
        formats = book_page(paperback).select(".format")
        assert [text_of(each) for each in formats] == [
            "Paperback (Print) not available",
            "Hardcover (Print) from $41.20",
        ]
        assert formats[1]["href"] == hardcover.get_absolute_url()

    def test_edition_shown_is_never_behind_read_more(self):
        work = make_work("Emma")
        editions = [make_edition(work) for _ in range(8)]
        later = book_page(editions[7]).select(".formats .later .format")
        assert [link["href"] for link in later] == [editions[6].get_absolute_url()]

    def test_editions_of_other_works_are_not_offered(self):
        make_edition(make_work("Persuasion"))
        assert len(book_page(make_edition(make_work("Emma"))).select(".format")) == 1


class TestPriceBlock:
    def test_without_live_offer_says_so_and_claims_nothing(self):
        edition = make_edition(list_price=Decimal("33.00"))
        make_offer(edition, quantity=0)
        block = text_of(book_page(edition).select_one(".book-price"))
        assert "not available from any seller now" in block
        assert "from $" not in block
        assert "Save" not in block

    def test_rows_without_offers_are_left_out(self):
        edition = make_edition()
        make_offer(edition, "9.00", condition="good")
        rows = book_page(edition).select(".offer-rows li")
        assert [text_of(row) for row in rows] == ["All (1) from $9.00", "Used (1) from $9.00"]

    def test_offers_of_other_formats_are_not_counted(self):
        work = make_work()
        paperback, hardcover = make_edition(work), make_edition(work, product_form="BB")
        make_offer(paperback, "12.00")
        make_offer(hardcover, "3.00")
        page = book_page(paperback)
        assert text_of(page.select_one(".offer-rows li")) == "All (1) from $12.00"

    def test_price_is_the_lowest_as_a_number_and_not_as_text(self):
        edition = make_edition()
        make_offer(edition, "30.00")
        make_offer(edition, "9.00")
        assert text_of(book_page(edition).select_one(".price")) == "from $9.00"

    def test_lowest_is_by_price_whatever_the_shipping(self):
        edition = make_edition()
        make_offer(edition, "9.00", shipping="8.00", ships_in_min_days=3, ships_in_max_days=4)
        make_offer(edition, "10.00", shipping="0.00")
        block = text_of(book_page(edition).select_one(".book-price"))
        assert "from $9.00" in block
        assert "Usually ships in 3-4 business days" in block

    @pytest.mark.parametrize(
        ("destination", "words"),
        [
            ("US", "plus $3.99 shipping"),
            ("*", "plus $3.99 shipping"),
            ("CA", "does not ship to United States"),
        ],
    )
    def test_shipping_is_the_sellers_where_the_offer_states_none(self, destination, words):
        edition, seller = make_edition(), make_seller()
        make_rate(seller, destination, "3.99")
        make_offer(edition, "9.00", seller=seller)
        assert words in text_of(book_page(edition).select_one(".book-price"))

    def test_shipping_is_not_stated_where_nobody_states_it(self):
        edition = make_edition()
        make_offer(edition, "9.00")
        assert "shipping not stated" in text_of(book_page(edition).select_one(".book-price"))

    def test_thousands_have_a_separator(self):
        edition = make_edition()
        make_offer(edition, "1250.00")
        assert text_of(book_page(edition).select_one(".price")) == "from $1,250.00"

    def test_dispatch_time_is_that_of_the_lowest_offer(self):
        edition = make_edition()
        make_offer(edition, "9.00", ships_in_min_days=3, ships_in_max_days=6)
        make_offer(edition, "12.00", ships_in_min_days=1, ships_in_max_days=1)
        block = text_of(book_page(edition).select_one(".book-price"))
        assert "Usually ships in 3-6 business days" in block

    def test_saving_below_one_per_cent_is_not_claimed(self):
        edition = make_edition(list_price=Decimal("10.00"))
        make_offer(edition, "9.91")
        assert "Save" not in text_of(book_page(edition).select_one(".book-price"))

    def test_the_shops_own_offer_stands_first_even_when_dearer(self):
        edition = make_edition(list_price=Decimal("20.00"))
        make_offer(edition, "12.00")
        make_offer(edition, "15.00", seller=make_seller("The Bookstore", is_store=True))
        block = text_of(book_page(edition).select_one(".book-price"))
        assert block.startswith("Sold by The Bookstore $15.00 (Save 25%) of the $20.00 list price")
        assert "All (2) from $12.00" in block


class TestEmptyStates:
    def test_missing_facts_drop_their_rows(self):
        rows = section(book_page(make_edition(isbn13="9781572308695")), "details").select(
            "dl > div"
        )
        assert [text_of(row.dt) for row in rows] == ["ISBN-13"]

    def test_sections_without_facts_are_left_out_of_page_and_navigation(self):
        page = book_page(make_edition())
        assert [link["href"] for link in page.select(".section-nav a")] == [
            "#overview",
            "#details",
            "#reviews",
        ]
        for name in ("editorial-reviews", "authors", "contents"):
            assert page.find(id=name) is None

    def test_missing_overview_is_said_in_words(self):
        assert "has not sent a description" in text_of(
            section(book_page(make_edition()), "overview")
        )


class TestDetails:
    @pytest.mark.parametrize(
        ("day", "precision", "shown", "machine"),
        [
            (date(2003, 5, 22), "day", "5/22/2003", "2003-05-22"),
            (date(2003, 5, 1), "month", "5/2003", "2003-05"),
            (date(2003, 1, 1), "year", "2003", "2003"),
        ],
    )
    def test_publication_date_is_no_more_exact_than_known(self, day, precision, shown, machine):
        edition = make_edition(published_on=day, published_precision=precision)
        time = section(book_page(edition), "details").find("time")
        assert (text_of(time), time["datetime"]) == (shown, machine)

    def test_lengths_are_shown_in_the_unit_of_the_shop(self, settings):
        settings.LENGTH_UNIT = "cm"
        edition = make_edition(width_mm=Decimal("149.86"), height_mm=Decimal("226.06"))
        details = text_of(section(book_page(edition), "details"))
        assert "14.99 (w) x 22.61 (h) centimetres" in details


class TestAuthors:
    def test_contributor_in_two_roles_has_one_biography(self):
        work = make_work("Emma", author="Jane Austen")
        Contribution.objects.create(work=work, contributor=Contributor.objects.get(), role="A12")
        Contributor.objects.update(biography="Wrote and drew.")
        authors = section(book_page(make_edition(work)), "authors").select("article")
        assert len(authors) == 1


class TestReadMore:
    def test_short_text_has_no_control(self):
        page = book_page(make_edition(make_work(overview="Short.")))
        assert section(page, "overview").find("details") is None

    def test_long_text_is_on_the_page_in_full(self):
        page = book_page(make_edition(make_work(overview="Long text. " * 80)))
        assert section(page, "overview").find("details") is not None
        assert text_of(section(page, "overview").select_one(".reading")).count("Long text.") == 80

    def test_few_editorial_reviews_have_no_control(self):
        work = make_work()
        make_editorial_review(work)
        assert section(book_page(make_edition(work)), "editorial-reviews").find("details") is None


class TestContents:
    def test_edition_without_contents_shows_those_of_another_and_says_whose_pages(self):
        work = make_work()
        paperback = make_edition(work)
        make_contents(paperback, "Loomings", "The Carpet-Bag")
        ebook = make_edition(work, product_form="ED")
        contents = text_of(section(book_page(ebook), "contents"))
        assert "Loomings" in contents
        assert "Page numbers are those of the paperback." in contents

    def test_own_contents_come_first(self):
        work = make_work()
        first, second = make_edition(work), make_edition(work)
        make_contents(first, "Of the first")
        make_contents(second, "Of the second")
        contents = text_of(section(book_page(second), "contents"))
        assert "Of the second" in contents
        assert "Page numbers" not in contents


class TestReviews:
    def test_average_count_and_rows_come_from_published_reviews_only(self):
        work = make_work()
        for rating, state in [(5, "published"), (4, "published"), (1, "pending"), (1, "refused")]:
            make_review(work, rating, state=state, text=f"A {state} text")
        rebuild_rating_summary(work.pk)
        page = book_page(make_edition(work))
        assert "4.5 of 5 (2 reviews)" in text_of(page.select_one(".rating-line"))
        counts = [
            text_of(row.find_all("td")[-1]) for row in section(page, "reviews").select("tbody tr")
        ]
        assert counts == ["1 50%", "1 50%", "0 0%", "0 0%", "0 0%"]
        assert "pending" not in page.get_text()
        assert "refused" not in page.get_text()


class TestQueries:
    """The page takes the same number of queries for 1 and for 500 of everything it lists."""

    def make_page(self, rows: int) -> str:
        work = make_work("Emma", author="Jane Austen", overview="A novel.")
        edition = make_edition(work, publisher=make_publisher())
        for _ in range(rows - 1):
            make_edition(work)
        seller, other = make_seller(), make_edition()
        for number in range(rows):
            make_offer(edition, seller=seller)
            make_recommendation(make_review(work), other)
            make_editorial_review(work)
            series = Series.objects.create(name=f"Series {number}", slug=f"series-{number}")
            SeriesPart.objects.create(edition=edition, series=series)
            Contribution.objects.create(
                work=work,
                contributor=make_contributor("Edith Editor"),
                role="B01",
                biography="Edits.",
            )
        make_contents(edition, *(f"Chapter {number}" for number in range(rows)))
        make_subject("F", "Fiction", work)
        work.main_subject = make_subject("FB", "General", work)
        work.save()
        rebuild_rating_summary(work.pk)
        return edition.get_absolute_url()

    @pytest.mark.parametrize("rows", [1, 500])
    def test_page_takes_thirteen_queries(self, django_assert_num_queries, rows):
        address = self.make_page(rows)
        with django_assert_num_queries(13):
            assert Client().get(address).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "{{ 7|add:7 }} {% now 'Y' %}",
        "\u202egnp.exe \u2066left open",
        "w" * 10_000,
    ],
    ids=["markup", "quotes", "template", "right-to-left", "long"],
)
def test_hostile_text_in_any_field_is_shown_as_text(text):
    name = text[:300]
    work = make_work(text, author=name, subtitle=text, overview=text)
    Contribution.objects.update(biography=text)
    edition = make_edition(work, edition_statement=text, publisher=make_publisher(name))
    make_editorial_review(work, text, signer=text, source=text)
    make_contents(edition, text)
    make_offer(edition, seller=make_seller(name[:200]), comments=text)
    make_review(work, headline=name, text=text)
    page = book_page(edition)
    assert page.get_text().count(text) >= 8
    (data,) = page.select("script:not([src])")
    assert data["type"] == "application/ld+json"
    assert page.find("img") is None


class TestWayToTheBook:
    def way(self, main) -> list[tuple[str, str]]:
        page = book_page(make_edition(make_work(main_subject=main)))
        return [(text_of(link), str(link["href"])) for link in page.select(".breadcrumbs a")]

    def test_leads_down_the_codes_of_thema(self):
        make_subject("F", "Fiction")
        make_subject("D", "Biography")
        assert self.way(make_subject("FBA", "Modern")) == [
            ("Subjects", "/subjects/"),
            ("Fiction", "/subjects/fiction/"),
            ("Modern", "/subjects/modern/"),
        ]

    def test_leads_down_the_headings_of_bisac(self):
        make_subject("PSY000000", "PSYCHOLOGY / General", scheme="10")
        make_subject("PSY028000", "PSYCHOLOGY / Psychotherapy / General", scheme="10")
        main = make_subject("PSY041000", "PSYCHOLOGY / Psychotherapy / Couples", scheme="10")
        names = [name for name, _ in self.way(main)]
        assert names == ["Subjects", "Psychology", "Psychotherapy", "Couples"]

    def test_leads_to_the_thema_subject_that_is_the_same(self):
        main = make_subject("FIC004000", "FICTION / Classics", scheme="10")
        main.same_as = make_subject("FBC", "Classic fiction")
        main.save()
        assert self.way(main)[1:] == [("Classic fiction", "/subjects/classic-fiction/")]


def test_publisher_and_series_lead_to_their_pages():
    edition = make_edition(publisher=make_publisher())
    make_series_part(edition, "2")
    links = {link["href"] for link in section(book_page(edition), "details").select("a")}
    assert links >= {"/publishers/quiet-press/", "/series/quiet-classics/"}
