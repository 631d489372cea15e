"""The golden values of requirements sections 1 to 6, read from the page of the real book."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from tests.factories import make_seller
from tests.pages import section, text_of

# Without the mark, a run of this module alone would have no database of its own.
pytestmark = pytest.mark.django_db

ISBN = "9781572308695"


OFFERS = {
    "shop": "reference_page/offers.csv",
    "abebooks": "sellers/SYNTHETIC_abebooks_tab_reference_offers.txt",
    "amazon": "sellers/SYNTHETIC_amazon_inventory_loader_reference_offers.txt",
}


def import_offers(format_name: str, path: Path) -> None:
    """Load the offers; the formats of sellers' programs name no seller."""
    if format_name == "shop":
        call_command("import_offers", path)
    else:
        make_seller("Northgate Texts")
        call_command("import_offers", path, seller="Northgate Texts")


@pytest.fixture(scope="module", params=OFFERS)
def page(request, django_db_setup, django_db_blocker, shared_data: Path) -> BeautifulSoup:
    """The book page after the three import commands, rendered once for all tests here."""
    folder = shared_data / "reference_page"
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_onix", folder / "book.onix.xml")
        import_offers(request.param, shared_data / OFFERS[request.param])
        call_command("import_sales_ranks", folder / "sales_ranks.csv")
        response = Client().get(f"/isbn/{ISBN}/", follow=True)
        transaction.set_rollback(True)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


class TestHead:
    def test_title_line_has_title_subtitle_and_edition(self, page):
        assert text_of(page.h1) == (
            "Negotiating the Therapeutic Alliance: A Relational Treatment Guide / Edition 1"
        )

    def test_byline_links_both_authors_in_order(self, page):
        assert text_of(page.select_one(".byline")) == "by Jeremy D. Safran and J. Christopher Muran"
        assert [link["href"] for link in page.select(".byline a")] == [
            "/authors/jeremy-d-safran/",
            "/authors/j-christopher-muran/",
        ]

    def test_format_shown_is_named_in_full(self, page):
        assert text_of(page.select_one('.format[aria-current="page"] span')) == "Paperback (Print)"

    def test_missing_cover_is_drawn_with_title_and_author(self, page):
        cover = page.select_one(".book-cover .cover-drawn")
        assert "Negotiating the Therapeutic Alliance" in text_of(cover)
        assert "Jeremy D. Safran · J. Christopher Muran" in text_of(cover)


class TestOffers:
    def test_heading_is_shown_once(self, page):
        assert page.get_text().count("Used and New from Other Sellers") == 1

    def test_lowest_price_with_its_dispatch_time(self, page):
        block = page.select_one(".book-price")
        assert text_of(block.select_one(".price")) == "from $24.91"
        assert "Usually ships in 1-2 business days" in text_of(block)

    def test_saving_is_rounded_down(self, page):
        assert "(Save 24%)" in text_of(page.select_one(".book-price"))

    def test_rows_all_new_used_with_count_and_lowest_price(self, page):
        assert text_of(page.select_one(".book-price h3")) == "Other sellers (Paperback)"
        assert [text_of(row) for row in page.select(".offer-rows li")] == [
            "All (11) from $24.91",
            "New (6) from $27.49",
            "Used (5) from $24.91",
        ]

    def test_rows_lead_to_the_filtered_offers(self, page):
        assert [link["href"] for link in page.select(".offer-rows a")] == [
            f"/offers/{ISBN}/",
            f"/offers/{ISBN}/?condition=new",
            f"/offers/{ISBN}/?condition=used",
        ]


class TestTexts:
    def test_overview_keeps_its_paragraphs(self, page):
        paragraphs = [text_of(each) for each in section(page, "overview").find_all("p")]
        assert len(paragraphs) == 2
        assert paragraphs[0].startswith("A half-century of psychotherapy research")
        assert paragraphs[1] == "The book contains no figures."

    def test_editorial_texts_stand_under_their_three_sources(self, page):
        sources = section(page, "editorial-reviews").select(".source")
        assert [(text_of(each.h3), len(each.select("blockquote"))) for each in sources] == [
            ("Book News, Inc., Portland, OR", 1),
            ("From the Publisher", 6),
            ("American Journal of Psychiatry", 1),
        ]

    def test_endorsements_are_signed_in_order(self, page):
        signers = section(page, "editorial-reviews").select("figcaption strong")
        assert [text_of(each).split()[-1] for each in signers if "PhD" not in text_of(each)] == [
            "Barlow",
            "Messer",
            "Strupp",
            "Aron",
            "Luborsky",
        ]
        assert text_of(signers[2]) == "Peter Fonagy PhD"

    def test_post_of_a_signer_follows_the_name(self, page):
        caption = section(page, "editorial-reviews").select_one("figcaption")
        assert text_of(caption) == (
            "David H. Barlow, PhD, Professor and Director Center for Anxiety and Related "
            "Disorders, Boston University"
        )

    def test_each_author_has_a_biography(self, page):
        authors = section(page, "authors").select("article")
        assert [text_of(each.h3) for each in authors] == [
            "Jeremy D. Safran, PhD",
            "J. Christopher Muran, PhD",
        ]
        assert "Professor of Psychology at the New School" in text_of(authors[0])
        assert "Chief Psychologist and Director" in text_of(authors[1])

    def test_long_texts_can_be_opened_and_closed_in_four_places(self, page):
        for place in ("overview", "editorial-reviews", "authors", "contents"):
            summary = section(page, place).select_one("details > summary")
            assert "Read More" in text_of(summary)
            assert "Show Less" in text_of(summary)


class TestDetails:
    def test_rows_stand_in_the_order_of_the_page(self, page):
        rows = section(page, "details").select("dl > div")
        assert [(text_of(row.dt), text_of(row.dd)) for row in rows] == [
            ("ISBN-13", ISBN),
            ("Publisher", "Guilford Publications, Inc."),
            ("Publication date", "5/22/2003"),
            ("Edition description", "New Edition"),
            ("Edition number", "1"),
            ("Pages", "260"),
            ("Sales rank", "902,478"),
            ("Product dimensions", "5.90 (w) x 8.90 (h) x 0.90 (d) inches"),
        ]

    def test_publication_date_is_readable_by_machines(self, page):
        assert section(page, "details").find("time")["datetime"] == "2003-05-22"


class TestContents:
    def test_all_entries_stand_on_two_levels(self, page):
        contents = section(page, "contents")
        top = contents.select_one("ol").find_all("li", recursive=False)
        assert len(contents.select(".contents-line")) == 58
        assert len(top) == 10
        assert sum(len(each.select("ol > li")) for each in top) == 48

    def test_chapter_has_label_title_and_page_apart(self, page):
        line = section(page, "contents").select_one(".contents-line")
        assert [text_of(part) for part in line.find_all("span")] == [
            "1",
            "The Therapeutic Alliance Reconsidered",
            "1",
        ]

    def test_back_matter_stands_at_the_top_level(self, page):
        top = section(page, "contents").select_one("ol").find_all("li", recursive=False)
        assert [text_of(each) for each in top[-3:]] == [
            "Afterword 233",
            "References 239",
            "Index 255",
        ]

    def test_pages_never_decrease(self, page):
        numbers = [
            int(text_of(each)) for each in section(page, "contents").select(".contents-page")
        ]
        assert numbers == sorted(numbers)


class TestCustomerReviews:
    def test_empty_block_invites_and_counts_zero(self, page):
        block = text_of(section(page, "reviews"))
        assert "Be the first to write a review ( 0 )" in block
        assert not re.search(r"\d\.\d of 5", block)

    def test_five_rating_rows_stand_empty(self, page):
        rows = section(page, "reviews").select("tbody tr")
        assert [text_of(row.th) for row in rows] == [f"{stars} Star" for stars in (5, 4, 3, 2, 1)]
        assert [text_of(row.find_all("td")[-1]) for row in rows] == ["0"] * 5

    def test_editorial_texts_do_not_count_as_ratings(self, page):
        assert "Be the first to write a review" in text_of(page.select_one(".rating-line"))
