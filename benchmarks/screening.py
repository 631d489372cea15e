"""How many labelled texts each review rule catches, and how many clean ones it hits by mistake.

The texts are private test material beside the project, so only counts are printed.
"""

import csv
import gzip
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from catalog.folding import fold
from reviews.rules import Finding, default_words, screen_headline
from reviews.rules.advertising import find_advertising
from reviews.rules.contact.emails import email_spans
from reviews.rules.contact.links import link_spans
from reviews.rules.contact.phones import phone_spans
from reviews.rules.prices import find_prices
from reviews.rules.words import find_profanity

MODERATION = Path(settings.BASE_DIR).parent / "shared" / "data" / "moderation"

# What the text messages do not say of themselves is read off them in the plainest way.
_BRITISH_NUMBER = re.compile(r"(?<!\w)0\d{10}(?!\w)")
_MANY_DIGITS = re.compile(r"\d[\d\s()+-]{5,}\d")
_POUNDS = re.compile(r"£\d")
_DISGUISED = re.compile(r"[a-z][0-9@$!]|[0-9@$!][a-z]", re.IGNORECASE)
_ANY_MONEY = re.compile(r"[£$€]|gbp|\b(?:pounds?|dollars?|bucks|quid|euros?|cents?|pence)\b", re.I)


@dataclass(frozen=True)
class Row:
    """One line of the table: a rule, texts that break it and texts that keep it."""

    rule: str
    source: str
    finds: Callable[[str], Collection[object]]
    breaking: Collection[str]
    clean: Collection[str]

    def __str__(self) -> str:
        caught = sum(bool(self.finds(text)) for text in self.breaking)
        hit = sum(bool(self.finds(text)) for text in self.clean)
        return (
            f"{self.rule:<22} {len(self.breaking):>7} {caught:>7} {len(self.clean):>7} {hit:>5}  "
            f"{self.source}"
        )


def run() -> None:
    if not MODERATION.is_dir():
        print(f"Screening: skipped, the labelled texts are not here ({MODERATION}).")  # noqa: T201
        return
    print("\nScreening       should be caught  caught   clean   hit  source and label")  # noqa: T201
    for row in _rows():
        print(row)  # noqa: T201
    _print_unlabelled()


def _rows() -> Iterator[Row]:
    yield from _link_rows()
    yield from _message_rows()
    yield from _word_rows()


def _link_rows() -> Iterator[Row]:
    """Yield rows for twitter-text's suite: texts with links, and texts with what looks like one.

    A malformed address after "http://" is no link to Twitter, which could not open it. Here it is
    an address all the same, so these have a row of their own.
    """
    extract = [(case["text"], bool(case["expected"])) for case in _suite("extract")["urls"]]
    validate = _suite("validate")
    valid = [
        (case["text"], case["expected"])
        for case in validate["urls"] + validate["urls_without_protocol"]
    ]
    for name, cases in [("extract", extract), ("validate", valid)]:
        links = [text for text, is_link in cases if is_link]
        others = [text for text, is_link in cases if not is_link and not email_spans(text)]
        source = f"twitter_{name}.yml, urls"
        bare = [text for text in others if "://" not in text]
        yield Row("RR-9 web address", source, link_spans, links, bare)
        malformed = [text for text in others if "://" in text]
        yield Row("RR-9 web address", f"{source}: bad after ://", link_spans, malformed, [])


def _message_rows() -> Iterator[Row]:
    messages = list(_messages())
    spam = [text for label, text in messages if label == "spam"]
    ham = [text for label, text in messages if label == "ham"]
    yield Row(
        "RR-9 telephone",
        "sms_spam_collection.txt: 0 and ten digits; no seven digits",
        phone_spans,
        [text for _, text in messages if _BRITISH_NUMBER.search(text)],
        [text for _, text in messages if not _MANY_DIGITS.search(text)],
    )
    yield Row(
        "RR-10 price",
        "sms_spam_collection.txt: £ and a digit, also prizes; no word of money",
        find_prices,
        [text for _, text in messages if _POUNDS.search(text)],
        [text for _, text in messages if not _ANY_MONEY.search(text)],
    )
    yield Row(
        "RR-11 advertising", "sms_spam_collection.txt: spam; ham", find_advertising, spam, ham
    )


def _word_rows() -> Iterator[Row]:
    titles = list(_table("real_titles_and_names_that_trip_filters.csv"))
    listed = _single_words(_lines("ldnoobw_en.txt"))
    yield Row(
        "RR-3 profanity",
        "real_titles….csv with the words of ldnoobw_en.txt: whole words; parts of words",
        partial(find_profanity, profanity=listed),
        [row["text"] for row in titles if row["match_kind"] == "whole_word"],
        [row["word"] for row in titles if row["match_kind"] == "substring"],
    )
    spellings = [row["text"] for row in _table("surge_profanity_en.csv") if " " not in row["text"]]
    plain = [text for text in spellings if text.isalpha()]
    yield Row(
        "RR-3 profanity",
        "surge_profanity_en.csv: with digits or signs for letters; goaway_false_positive_….txt",
        partial(find_profanity, profanity=_single_words(plain)),
        [text for text in spellings if _DISGUISED.search(text)],
        _lines("goaway_false_positive_fragments.txt"),
    )
    yield Row(
        "RR-3 profanity",
        "the shop's own first words, on the same titles: parts of words",
        partial(find_profanity, profanity=default_words()),
        [],
        [row["text"] for row in titles if row["match_kind"] == "substring"],
    )


def _print_unlabelled() -> None:
    """Print how many real reviews each rule hits; most of these hits are right."""
    reviews = [text for text, _ in _csv_lines("amazon_book_reviews_labelled.csv.gz")]
    words = default_words()
    findings = [screen_headline(text, profanity=words) for text in reviews]
    hits = ", ".join(
        f"{rule} {sum(_has(rule, found) for found in findings)}"
        for rule in ["RR-1", "RR-2", "RR-3", "RR-5", "RR-9", "RR-10", "RR-11"]
    )
    print(  # noqa: T201
        f"Of {len(reviews)} reviews in amazon_book_reviews_labelled.csv, which is labelled for "
        f"opinion only, are hit: {hits}; none at all {sum(not found for found in findings)}."
    )


def _has(rule: str, findings: Iterable[Finding]) -> bool:
    return any(finding.rule == rule for finding in findings)


def _suite(name: str) -> dict[str, Any]:
    return yaml.safe_load((MODERATION / f"twitter_{name}.yml").read_text("utf-8"))["tests"]


def _messages() -> Iterator[tuple[str, str]]:
    with gzip.open(MODERATION / "sms_spam_collection.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            label, text = line.split("\t")[:2]
            yield label, text.strip()


def _csv_lines(name: str) -> Iterator[list[str]]:
    with gzip.open(MODERATION / name, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines)


def _table(name: str) -> Iterator[dict[str, str]]:
    with (MODERATION / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _lines(name: str) -> list[str]:
    return (MODERATION / name).read_text("utf-8").splitlines()


def _single_words(entries: Iterable[str]) -> frozenset[str]:
    """Return the entries that are one word; a word list of the shop holds no phrases."""
    folded = (fold(entry) for entry in entries)
    return frozenset(word for word in folded if word and " " not in word)
