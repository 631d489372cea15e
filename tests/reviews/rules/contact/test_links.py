import pytest
import yaml

from reviews.rules.contact.links import link_spans


def links(text: str) -> list[str]:
    return [text[start:end] for start, end in link_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see http://example.com/a?b=1.", ["http://example.com/a?b=1."]),
        ("HTTPS://EXAMPLE.COM", ["HTTPS://EXAMPLE.COM"]),
        ("www.example.info", ["www.example.info"]),
        ("at example.com, then", ["example.com"]),
        ("read example.co.uk/books", ["example.co.uk/books"]),
        ("(bit.ly/abc)", ["bit.ly/abc"]),
        ("//example.org", ["//example.org"]),
        ("http://[::1]/ and http://no_such_host", ["http://[::1]/", "http://no_such_host"]),
        ("詳しくはexample.comを見てください", ["example.com"]),
        ("http://例え.jp/本", ["http://例え.jp/本"]),
        ("one.com\ntwo.org", ["one.com", "two.org"]),
        ("x" * 3000 + " example.com", ["example.com"]),
    ],
)
def test_addresses_are_found(text, found):
    assert links(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Node.js, Vue.js and ASP.NET",
        "e.g. this, i.e. that, et.al.",
        "a Ph.D. and a B.Sc in the U.S.A.",
        "A wonderful book.It made me cry.",
        "a wonderful book.it made me cry",
        "Read it.So good.My favourite.No doubt.",
        "will.i.am",
        "run setup.py or build.sh",
        "the dot.com boom",
        "J.R.R.Tolkien and P.G.Wodehouse",
        "wait...what",
        "sold as $TVI.CA",
        "version 1.2.3.4, page 3.5",
        "and/or, he/she",
    ],
)
def test_other_words_with_dots_pass(text):
    assert links(text) == []


def test_all_addresses_of_the_twitter_suite_are_found(shared_data):
    suite = yaml.safe_load((shared_data / "moderation/twitter_extract.yml").read_text("utf-8"))
    missed = [
        case["text"]
        for case in suite["tests"]["urls"]
        if case["expected"] and not links(case["text"])
    ]
    assert missed == []
