"""Structured data says what the page says (B12), and never what is kept from it (B4, B8)."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import PenName
from bookstore.structured_data import data_block
from catalog.models import Contribution, Series, SeriesPart, Subject, SubjectScheme
from marketplace.conditions import Condition
from marketplace.models import Offer
from reviews.services import rebuild_rating_summary
from tests.bookstore.structured import edition_node, graph_of, nodes, types_of
from tests.factories import (
    make_contributor,
    make_edition,
    make_offer,
    make_publisher,
    make_review,
    make_seller,
    make_user,
    make_work,
)
from tests.pages import book_page, section, soup_of, text_of

pytestmark = pytest.mark.django_db

# Each property that is used, by the types that schema.org has it for.
SCHEMA = {
    "Thing": {"name", "url", "description", "image"},
    "Book": {
        *("isbn", "bookFormat", "bookEdition", "numberOfPages", "inLanguage", "datePublished"),
        *("author", "editor", "translator", "illustrator", "contributor", "publisher"),
        *("workExample", "exampleOfWork", "offers", "aggregateRating", "review"),
        *("isPartOf", "position", "creativeWorkStatus"),
    },
    "Audiobook": {"duration"},
    "BookSeries": set(),
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "item"},
    "Product": {"gtin13", "offers", "aggregateRating", "review"},
    "AggregateOffer": {"lowPrice", "highPrice", "offerCount", "priceCurrency", "offers"},
    "Offer": {"price", "priceCurrency", "itemCondition", "availability", "seller"},
    "AggregateRating": {"ratingValue", "reviewCount", "bestRating", "worstRating"},
    "Review": {"reviewBody", "author", "datePublished", "reviewRating"},
    "Rating": {"ratingValue", "bestRating", "worstRating"},
    "Person": set(),
    "Organization": set(),
}


def assert_fits_the_schema(graph):
    for node in nodes(graph):
        types = types_of(node)
        if not types:
            assert set(node) == {"@id"}
            continue
        known = SCHEMA["Thing"].union(*(SCHEMA[each] for each in types))
        assert {name for name in node if not name.startswith("@")} <= known
        assert None not in node.values()
        for name in {"url", "image"} & set(node):
            assert node[name].startswith("http://testserver/")
        for name in {"price", "lowPrice", "highPrice"} & set(node):
            assert re.fullmatch(r"[0-9]+\.[0-9]{2}", node[name])


class TestEdition:
    def test_says_what_the_page_says(self):
        work = make_work("Emma", subtitle="A Novel", author="Jane Austen", overview="A novel.")
        edition = make_edition(
            work,
            isbn13="9781572308695",
            edition_number=2,
            pages=324,
            language="eng",
            publisher=make_publisher("Quiet Press"),
            published_on=date(2003, 5, 1),
            published_precision="month",
        )
        node = edition_node(book_page(edition))
        address = "http://testserver/books/9781572308695/emma/"
        assert node == {
            "@type": "Book",
            "@id": f"{address}#edition",
            "url": address,
            "name": "Emma: A Novel / Edition 2",
            "exampleOfWork": {"@id": f"{address}#work"},
            "description": "A novel.",
            "isbn": "9781572308695",
            "bookFormat": "https://schema.org/Paperback",
            "bookEdition": "2",
            "numberOfPages": 324,
            "inLanguage": "en",
            "datePublished": "2003-05",
            "author": [
                {
                    "@type": "Person",
                    "name": "Jane Austen",
                    "url": "http://testserver/authors/jane-austen/",
                }
            ],
            "publisher": {"@type": "Organization", "name": "Quiet Press"},
        }

    def test_leaves_out_what_is_not_known(self):
        node = edition_node(book_page(make_edition(make_work("Emma"), product_form="BA")))
        assert not {"numberOfPages", "datePublished", "publisher", "author", "bookFormat"} & set(
            node
        )

    @pytest.mark.parametrize(
        ("form", "named"),
        [("BB", "Hardcover"), ("BC", "Paperback"), ("ED", "EBook"), ("AC", "AudiobookFormat")],
    )
    def test_format_is_one_of_schema_org(self, form, named):
        node = edition_node(book_page(make_edition(product_form=form)))
        assert node["bookFormat"] == f"https://schema.org/{named}"

    def test_contributors_have_the_property_of_their_role(self):
        work = make_work("Emma", author="Jane Austen")
        for order, (role, name) in enumerate(
            [("B01", "Edith Editor"), ("B06", "Tom Translator"), ("A23", "Flora Foreword")], 2
        ):
            Contribution.objects.create(
                work=work, contributor=make_contributor(name), role=role, order=order
            )
        node = edition_node(book_page(make_edition(work)))
        assert [
            node[role][0]["name"] for role in ("author", "editor", "translator", "contributor")
        ] == ["Jane Austen", "Edith Editor", "Tom Translator", "Flora Foreword"]

    def test_is_an_example_of_the_work_beside_the_other_editions(self):
        work = make_work("Emma")
        shown, other = make_edition(work), make_edition(work, product_form="BB")
        node = next(each for each in graph_of(book_page(shown)) if each["@id"].endswith("#work"))
        assert [each["@id"] for each in node["workExample"]] == [
            f"http://testserver{edition.get_absolute_url()}#edition" for edition in (shown, other)
        ]
        assert node["workExample"][1]["isbn"] == other.isbn13


class TestOffers:
    def test_equal_the_price_block(self):
        edition = make_edition()
        make_offer(edition, "24.91", condition="good")
        make_offer(edition, "1027.49")
        offers = edition_node(book_page(edition))["offers"]
        assert (offers["lowPrice"], offers["highPrice"]) == ("24.91", "1027.49")
        assert (offers["offerCount"], offers["priceCurrency"]) == (2, "USD")
        (offer,) = offers["offers"]
        assert offer["price"] == "24.91"
        assert offer["itemCondition"] == "https://schema.org/UsedCondition"
        assert offer["availability"] == "https://schema.org/InStock"

    @pytest.mark.parametrize(
        "hidden", [{"is_withheld": True}, {"quantity": 0}, {"seller": {"is_active": False}}]
    )
    def test_of_which_none_is_live_are_absent(self, hidden):
        edition = make_edition()
        if "seller" in hidden:
            hidden = {"seller": make_seller(**hidden["seller"])}
        make_offer(edition, "66.66", **hidden)
        page = book_page(edition)
        assert "offers" not in edition_node(page)
        assert "66.66" not in str(page)


class TestRating:
    def test_is_absent_without_reviews(self):
        edition = make_edition()
        make_offer(edition)
        page = book_page(edition)
        assert "aggregateRating" not in str(page)
        assert "review" not in edition_node(page)

    @pytest.mark.parametrize("state", ["pending", "refused", "removed"])
    def test_is_absent_without_published_reviews(self, state):
        work = make_work()
        make_review(work, 1, text="Never to be seen", state=state)
        rebuild_rating_summary(work.pk)
        page = str(book_page(make_edition(work)))
        assert "aggregateRating" not in page
        assert "Never to be seen" not in page

    def test_stands_on_the_page_once(self):
        work = make_work()
        make_review(work, 4)
        rebuild_rating_summary(work.pk)
        page = book_page(make_edition(work))
        found = [each for each in nodes(graph_of(page)) if types_of(each) == ["AggregateRating"]]
        assert len(found) == 1
        assert not page.find_all(attrs={"itemprop": True})


class TestReviews:
    def review_nodes(self, work) -> list[dict]:
        rebuild_rating_summary(work.pk)
        return edition_node(book_page(make_edition(work)))["review"]

    def test_have_author_stars_day_and_text(self):
        work, alice = make_work(), make_user()
        pen_name = PenName.objects.create(user=alice, name="alice-reads", skeleton="a1ice")
        make_review(work, 4, author=alice, pen_name=pen_name, headline="Fine", text="Read it.")
        (node,) = self.review_nodes(work)
        assert node["author"] == {"@type": "Person", "name": "alice-reads"}
        assert node["reviewRating"]["ratingValue"] == 4
        assert (node["name"], node["reviewBody"]) == ("Fine", "Read it.")

    def test_without_a_pen_name_are_by_anonymous(self):
        work = make_work()
        make_review(work)
        assert self.review_nodes(work)[0]["author"]["name"] == "Anonymous"

    def test_tell_no_spoiler(self):
        work = make_work()
        make_review(work, headline="She ||dies||", text="At the end ||she dies||.")
        (node,) = self.review_nodes(work)
        assert (node["name"], node["reviewBody"]) == ("She [spoiler]", "At the end [spoiler].")

    def test_closed_as_a_whole_are_left_out(self):
        work = make_work()
        make_review(work, text="She dies.", has_spoilers=True)
        make_review(work, text="Read it.")
        assert [each["reviewBody"] for each in self.review_nodes(work)] == ["Read it."]

    def test_are_five_at_most(self):
        work = make_work()
        for _ in range(7):
            make_review(work)
        assert len(self.review_nodes(work)) == 5


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]> &lt;/script&gt; &amp;",
    '"}], "@type": "Person", "\\',
    "\u2028\u2029\u202e",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_closes_the_block_and_each_is_read_back(text):
    written = data_block({"name": text})
    assert re.fullmatch(
        r'<script type="application/ld\+json">[^<>&\u2028\u2029]*</script>', written
    )
    block = BeautifulSoup(written, "html.parser").find("script")
    assert json.loads(block.string) == {"name": text}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_title_seller_and_review_are_only_data(text):
    work = make_work(text, author=f"By {text}")
    edition = make_edition(work, publisher=make_publisher(text))
    make_offer(edition, seller=make_seller(text))
    make_review(work, headline=text, text=text)
    rebuild_rating_summary(work.pk)
    page = book_page(edition)
    assert len(page.select("script:not([src])")) == 1
    node = edition_node(page)
    assert (node["name"], node["publisher"]["name"]) == (text, text)
    assert node["review"][0]["reviewBody"] == text


OFFERS = st.lists(
    st.fixed_dictionaries(
        {
            "price": st.decimals("1.99", "2500.00", places=2).map(str),
            "condition": st.sampled_from(Condition.values),
            "quantity": st.integers(0, 2),
            "is_withheld": st.booleans(),
        }
    ),
    max_size=5,
)
REVIEWS = st.lists(
    st.fixed_dictionaries(
        {
            "rating": st.integers(1, 5),
            "state": st.sampled_from(["published", "pending", "refused", "removed"]),
            "has_spoilers": st.booleans(),
        }
    ),
    max_size=5,
)


class TestABookOfManyFacts:
    def test_fits_the_schema(self):
        edition = make_edition(
            make_work("Emma", author="Jane Austen"),
            product_form="AJ",
            duration_minutes=492,
            published_on=date(2999, 1, 1),
        )
        series = Series.objects.create(name="Quiet Classics", slug="quiet-classics")
        SeriesPart.objects.create(edition=edition, series=series, number="3")
        make_offer(edition)

        assert_fits_the_schema(graph_of(book_page(edition)))


class TestAnyBook(TestCase):
    @hypothesis_settings(max_examples=15, deadline=None)
    @given(OFFERS, REVIEWS)
    def test_figures_are_those_of_the_page(self, offers, reviews):
        work = make_work("Emma", author="Jane Austen")
        edition = make_edition(work)
        for facts in offers:
            make_offer(edition, **facts)
        for facts in reviews:
            make_review(work, **facts)
        rebuild_rating_summary(work.pk)
        page = book_page(edition)
        assert_fits_the_schema(graph_of(page))
        node = edition_node(page)
        assert_offers_equal(node, page, edition)
        assert_rating_equals(node, page)
        assert ("Product" in types_of(node)) == bool({"offers", "aggregateRating"} & set(node))


def assert_offers_equal(node, page, edition):
    """The price block shows the lowest price and the count; the offers page the dearest."""
    rows = page.select(".offer-rows li")
    assert bool(rows) == ("offers" in node)
    if not rows:
        return
    offers = node["offers"]
    shown = re.fullmatch(r"All \((\d+)\) from \$([\d,.]+)", text_of(rows[0]))
    assert offers["offerCount"] == int(shown[1])
    assert offers["lowPrice"] == shown[2].replace(",", "")
    headline = text_of(page.select_one(".price strong"))
    assert offers["offers"][0]["price"] == headline.strip("$").replace(",", "")
    everything = text_of(soup_of(f"/offers/{edition.isbn13}/"))
    assert f"${Decimal(offers['highPrice']):,}" in everything
    assert Decimal(offers["highPrice"]) == max(
        offer.price for offer in Offer.objects.live().filter(edition=edition)
    )


def assert_rating_equals(node, page):
    line = text_of(page.select_one(".rating-line"))
    shown = re.search(r"([\d.]+) of 5 \((\d+) reviews?\)", line)
    rating = node.get("aggregateRating")
    assert bool(shown) == bool(rating)
    if shown:
        assert (rating["ratingValue"], str(rating["reviewCount"])) == shown.groups()
    words = text_of(section(page, "reviews"))
    assert all(each["reviewBody"] in words for each in node.get("review", []))


def test_the_way_to_the_page_is_that_above_its_heading():
    subject = Subject.objects.create(
        scheme=SubjectScheme.BISAC, code="FIC004000", heading="FICTION / Classics", slug="classics"
    )
    page = book_page(make_edition(make_work("Emma", main_subject=subject)))

    [way] = [node for node in graph_of(page) if node["@type"] == "BreadcrumbList"]

    *before, last = [(step["name"], step["item"]) for step in way["itemListElement"]]
    links = [(link.get_text(), link["href"]) for link in page.select(".breadcrumbs a")]
    assert [name for name, _ in links] == ["Subjects", "Fiction › Classics"]
    assert before == [(name, f"http://testserver{address}") for name, address in links]
    assert last[0] == "Emma"
