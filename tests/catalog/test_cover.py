"""How a cover stands on a page."""

import pytest
from django.template.loader import render_to_string
from lxml import html

from catalog.models import Edition

COVER = "covers/9781572308695-0123abcd.png"


def shown(*, widths="160 320", place="book", **more):
    edition = Edition(isbn13="9781572308695", cover_widths=widths)
    # Beside the class's own way of setting it, which would open the file.
    edition.__dict__ |= {"cover": COVER, "cover_width": 300, "cover_height": 450}
    context = {"edition": edition, "place": place, "alt": "Cover of Emma", **more}
    return html.fromstring(render_to_string("catalog/_cover.html", context))


def test_offers_each_width_in_both_formats():
    page = shown()
    (source,) = page.xpath("//picture/source")
    (image,) = page.xpath("//picture//img")
    stem = "/media/covers/9781572308695-0123abcd"
    assert source.get("type") == "image/avif"
    assert source.get("srcset") == f"{stem}-160.avif 160w, {stem}-320.avif 300w"
    assert image.get("srcset") == f"{stem}-160.jpg 160w, {stem}-320.jpg 300w"
    assert (image.get("width"), image.get("height")) == ("300", "450")
    assert image.get("alt") == "Cover of Emma"


def test_without_smaller_files_is_the_original():
    page = shown(widths="")
    assert not page.xpath("//source")
    (image,) = page.xpath("//img")
    assert image.get("src") == f"/media/{COVER}"
    assert image.get("srcset") is None


@pytest.mark.parametrize("place", ["book", "shelf", "small"])
def test_says_how_wide_it_stands(place):
    page = shown(place=place)
    assert page.xpath("//source/@sizes") == page.xpath("//img/@sizes") != [""]


def test_of_the_book_page_comes_first():
    assert shown(place="book").xpath("//img/@fetchpriority") == ["high"]
    assert not shown(place="shelf").xpath("//img/@fetchpriority")


def test_further_down_waits():
    assert shown(place="shelf", lazy=True).xpath("//img/@loading") == ["lazy"]
