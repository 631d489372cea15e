import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.listings import is_registered

SITE = "https://quire.example/"


@pytest.mark.parametrize(
    "url",
    [
        "https://quire.example/emma?a=1&b=2#top",
        "http://QUIRE.example",
        "https://quire.example.:8443/emma",
        "https://shop.books.quire.example/emma",
    ],
)
def test_the_sellers_host_and_what_lies_below_it_is_theirs(url):
    assert is_registered(url, SITE)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/emma",
        "//quire.example/emma",
        "javascript:alert(1)//quire.example",
        "ftp://quire.example/emma",
        "data:text/html,quire.example",
        "https://evil.example/quire.example",
        "https://evilquire.example/",
        "https://quire.example.evil.example/",
        "https://quire.example@evil.example/",
        "https://user:word@quire.example/",
        "https://evil.example\\@quire.example/",
        "https://evil.example\\.quire.example/",
        "https:\\\\quire.example/",
        "https://quire.example\t.evil.example/",
        " https://quire.example/",
        "https://quire.example\n",
        "https://quire.example:port/",
        "https://[quire.example/",
        "https://example/",
        "https://",
        f"https://{'a' * 70}.quire.example/",
    ],
)
def test_everything_else_is_not(url):
    assert not is_registered(url, SITE)


@pytest.mark.parametrize("website", ["", "quire.example", "javascript:1", "https://"])
def test_a_seller_without_a_website_has_no_address(website):
    assert not is_registered("https://quire.example/", website)


def test_a_host_in_another_script_is_compared_in_its_ascii_form():
    assert is_registered("https://xn--bcher-kva.example/1", "https://bücher.example/")
    assert not is_registered("https://bucher.example/1", "https://bücher.example/")


@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_be_judged(text):
    assert is_registered(text, SITE) in {True, False}
    assert not is_registered(f"https://evil.example/{text}", SITE)


@pytest.mark.parametrize("name", ["faß.example", "ﬀ.example", "a\N{ZERO WIDTH JOINER}b.example"])
def test_a_host_that_browsers_read_otherwise_is_nobodys(name):
    home = name.encode("idna").decode("ascii")
    assert not is_registered(f"https://{name}/", f"https://{home}/")
