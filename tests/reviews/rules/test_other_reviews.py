import pytest

from reviews.rules.findings import Severity
from reviews.rules.other_reviews import find_remarks_on_the_page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The review below is wrong.", "review below"),
        ("As a previous reviewer said", "previous reviewer"),
        ("The description says it has maps.", "The description says"),
        ("Unlike the other reviews here", "the other reviews"),
        ("I don't get all these bad reviews", "these bad reviews"),
        ("After reading the reviews I expected more", "reading the reviews"),
        ("The product page is wrong", "The product page"),
        ("I agree with the reviewer who hated it", "the reviewer who"),
        ("Not the edition of the cover above", "cover above"),
    ],
)
def test_remarks_on_reviews_and_page_are_warned_of(text, words):
    (finding, *_) = find_remarks_on_the_page(text)
    assert (finding.rule, finding.severity) == ("RR-1", Severity.WARN)
    assert finding.words == words


@pytest.mark.parametrize(
    "text",
    [
        "A book about reviewing: how reviews are written and reviewers made.",
        "The memoirs of a film reviewer at the Times.",
        "A chapter on peer review, with a review of the literature.",
        "His first play got bad reviews in New York.",
        "The description of the battle says everything.",
        "She reviews other novels for a living.",
        "The book details the authors' efforts.",
        "Honoured with glowing reviews of the period.",
    ],
)
def test_reviewing_as_the_subject_of_a_book_passes(text):
    assert find_remarks_on_the_page(text) == []
