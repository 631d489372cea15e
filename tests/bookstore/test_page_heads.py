"""The head of a page: its one address, and what other sites show when it is shared."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bookstore.site_url import Site
from catalog.models import Subject
from reviews.services import rebuild_rating_summary
from tests.factories import make_edition, make_offer, make_review, make_work
from tests.pages import book_page, soup_of

pytestmark = pytest.mark.django_db

GIF = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


@pytest.fixture
def edition():
    subject = Subject.objects.create(scheme="10", code="FIC1", heading="FICTION", slug="fiction")
    work = make_work("Emma", author="Jane Austen", overview="A novel.", main_subject=subject)
    work.subjects.add(subject)
    edition = make_edition(work, isbn13="9781572308695")
    for number in range(21):
        make_offer(edition, "10.00", condition="good" if number else "new")
    for _ in range(11):
        make_review(work, 4, edition=edition)
    rebuild_rating_summary(work.pk)
    return edition


def canonical(address: str) -> str | None:
    """Return the canonical address of a page, or nothing where it names none."""
    links = soup_of(address).select('link[rel="canonical"]')
    assert len(links) < 2
    return str(links[0]["href"]).removeprefix("http://testserver") if links else None


def is_kept_out(address: str) -> bool:
    return bool(soup_of(address).select('meta[name="robots"][content="noindex"]'))


OFFERS, REVIEWS = "/offers/9781572308695/", "/reviews/books/9781572308695/"


@pytest.mark.usefixtures("edition")
class TestCanonicalAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "/",
            "/books/9781572308695/emma/",
            "/authors/jane-austen/",
            "/subjects/",
            "/subjects/fiction/",
            "/authors/",
            "/publishers/",
            "/series/",
            "/new/",
            "/forthcoming/",
            "/bestsellers/",
            OFFERS,
            f"{OFFERS}history/",
            REVIEWS,
            "/reviews/moderation/",
        ],
    )
    def test_is_the_page_itself_whatever_is_added(self, address):
        assert canonical(address) == address
        assert canonical(f"{address}?utm_source=mail&page=1") == address
        assert not is_kept_out(address)

    def test_of_another_order_or_destination_is_without_it(self):
        assert canonical(f"{OFFERS}?sort=price&to=CA") == OFFERS
        assert canonical(f"{REVIEWS}?sort=helpful") == REVIEWS
        assert canonical("/subjects/fiction/?sort=title") == "/subjects/fiction/"

    @pytest.mark.parametrize("address", [OFFERS, REVIEWS])
    def test_of_a_later_page_has_its_number(self, address):
        assert canonical(f"{address}?page=2&sort=luck") == f"{address}?page=2"

    @pytest.mark.parametrize(
        "address",
        [
            f"{OFFERS}?condition=used",
            f"{OFFERS}?grade=good",
            f"{REVIEWS}?stars=4",
            "/authors/?letter=a",
        ],
    )
    def test_a_narrower_page_has_none_and_is_kept_out(self, address):
        assert canonical(address) is None
        assert is_kept_out(address)


def properties(page) -> dict[str, str]:
    return {each["property"]: each["content"] for each in page.select("meta[property]")}


class TestSharing:
    def test_book_is_shared_with_title_overview_and_cover(self, edition):
        edition.cover = SimpleUploadedFile("emma.gif", GIF)
        edition.save()
        found = properties(book_page(edition))
        assert found.pop("og:image").startswith("http://testserver/media/covers/emma")
        assert found == {
            "og:site_name": "The Bookstore",
            "og:type": "book",
            "og:title": "Emma",
            "og:description": "A novel.",
            "og:url": "http://testserver/books/9781572308695/emma/",
            "og:image:width": "1",
            "og:image:height": "1",
            "og:image:alt": "Cover of Emma",
            "book:isbn": "9781572308695",
        }

    def test_book_without_a_cover_names_no_picture(self, edition):
        assert not {"og:image", "og:image:alt"} & set(properties(book_page(edition)))

    @pytest.mark.usefixtures("edition")
    @pytest.mark.parametrize(
        ("address", "kind", "title"),
        [
            ("/", "website", "The Bookstore"),
            ("/authors/jane-austen/", "profile", "Jane Austen"),
            ("/subjects/fiction/", "website", "Fiction"),
        ],
    )
    def test_other_pages_are_shared_with_their_names(self, address, kind, title):
        found = properties(soup_of(address))
        assert (found["og:type"], found["og:title"]) == (kind, title)
        assert found["og:url"] == f"http://testserver{address}"

    def test_hostile_title_stays_in_its_place(self):
        title = '"><script>alert(1)</script>'
        page = book_page(make_edition(make_work(title, overview=title)))
        assert properties(page)["og:title"] == properties(page)["og:description"] == title


class TestAShopThatSaysWhereItIs:
    @pytest.fixture
    def shop(self, settings, edition):
        settings.SITE = Site("https", "books.example")
        return edition

    @pytest.mark.parametrize(
        "address", ["/", "/subjects/", "/books/9781572308695/emma/", "/offers/9781572308695/"]
    )
    def test_has_one_address_by_all_names(self, shop, address):
        assert canonical(address) == f"https://books.example{address}"

    def test_says_so_to_programs_too(self, shop):
        page = soup_of("/books/9781572308695/emma/")
        assert "testserver" not in page.head.decode()
        assert "testserver" not in page.select_one(".Z3988")["title"]
