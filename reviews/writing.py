"""One sending of the review form: what was typed, and what is wrong with it."""

from dataclasses import dataclass

from django.http import QueryDict

from accounts.models import User
from catalog.models import Edition
from catalog.plain_text import one_line
from reviews.drafts import Typed
from reviews.forms import (
    ANONYMOUS,
    HEADLINE_MAX,
    NEW_PEN_NAME,
    PEN_NAME,
    TEXT_MAX,
    ReviewForm,
    readable,
    signatures,
)
from reviews.models import Review
from reviews.recommending import (
    BOOKS,
    LOOK_FOR,
    WORDS_MAX,
    ChosenBook,
    Recommended,
    is_reason,
    read_recommended,
)
from reviews.screening import Screening, screen_review
from reviews.services import RecommendedBook, WrittenReview

FIELDS = tuple(ReviewForm.base_fields)
WRITTEN = ("headline", "text")
# The fingerprint of the warnings that the author has read and may send on.
WARNINGS_SEEN = "warnings_seen"


@dataclass
class Writing:
    """The form as its author sees it."""

    edition: Edition
    typed: Typed
    form: ReviewForm
    recommended: Recommended
    screening: Screening | None = None

    @property
    def draft(self) -> Typed:
        """What to keep: all that was typed, with the books chosen so far."""
        return self.typed | self.recommended.as_typed()

    @property
    def look_for(self) -> str:
        return _first(self.typed, LOOK_FOR)[:WORDS_MAX]

    @property
    def warnings_seen(self) -> str:
        return self.screening.fingerprint if self.screening else _first(self.typed, WARNINGS_SEEN)

    @property
    def needs_pen_name(self) -> bool:
        return self.form.cleaned_data["signature"] == NEW_PEN_NAME

    def forget_words(self) -> None:
        """Empty the search box, once a book is chosen."""
        self.typed[LOOK_FOR] = []

    def may_be_sent(self) -> bool:
        """Whether nothing is missing or blocked, and all warnings have been read."""
        screening = self.screen()
        has_seen = screening.fingerprint == _first(self.typed, WARNINGS_SEEN)
        return (
            self.form.is_valid()
            and self.recommended.is_valid()
            and not screening.is_blocked
            and (has_seen or not screening.has_warnings)
        )

    def check(self) -> None:
        """Screen what is written, and leave aside what else is missing in the form."""
        self.screen()
        for name in [name for name in self.form.errors if name not in WRITTEN]:
            del self.form.errors[name]

    def screen(self) -> Screening:
        headline, text = _first(self.typed, "headline"), _first(self.typed, "text")
        self.screening = screen_review(headline=headline[:HEADLINE_MAX], text=text[:TEXT_MAX])
        return self.screening

    def written(self, author: User) -> WrittenReview:
        """Return the review of a valid form."""
        cleaned = self.form.cleaned_data
        return WrittenReview(
            rating=cleaned["rating"],
            headline=cleaned["headline"],
            text=cleaned["text"],
            has_spoilers=cleaned["has_spoilers"],
            pen_name=author.pen_name if cleaned["signature"] == PEN_NAME else None,
            recommended=[
                RecommendedBook(book.edition, book.reason) for book in self.recommended.books
            ],
        )


def sent_writing(edition: Edition, typed: Typed, author: User | None) -> Writing:
    """Return the form as it was sent, with all that is missing or wrong in it."""
    data = QueryDict(mutable=True)
    for name in FIELDS:
        data.setlist(name, typed.get(name, []))
    data["signature"] = _signature(typed, author)
    form = ReviewForm(data, author=author)
    return Writing(edition, typed, form, read_recommended(typed, edition.work))


def kept_writing(edition: Edition, typed: Typed, author: User | None) -> Writing:
    """Return the form as it was left, or blank: nothing is wrong before it is sent."""
    initial = {name: _first(typed, name) for name in FIELDS}
    initial["signature"] = _signature(typed, author)
    form = ReviewForm(initial=initial, author=author)
    return Writing(edition, typed, form, read_recommended(typed, edition.work))


def typed_in(post: QueryDict) -> Typed:
    """Return what somebody typed into the form, in characters that can be kept and shown."""
    return {
        name: [_tidy(name, value) for value in values]
        for name, values in post.lists()
        if name in {*FIELDS, BOOKS, LOOK_FOR, WARNINGS_SEEN} or is_reason(name)
    }


def typed_of(review: Review) -> Typed:
    """Return a stored review as its author would have typed it, to edit it. Runs a query."""
    books = review.recommendations.select_related("edition")
    recommended = Recommended(
        review.work, [ChosenBook(book.edition, book.reason) for book in books]
    )
    return {
        "rating": [str(review.rating)],
        "headline": [review.headline],
        "text": [review.text],
        "has_spoilers": ["on"] if review.has_spoilers else [],
        "signature": [PEN_NAME if review.pen_name_id else ANONYMOUS],
    } | recommended.as_typed()


def as_text(typed: Typed) -> str:
    """Return headline and text as typed, to be copied."""
    return "\n\n".join(filter(None, [_first(typed, "headline"), _first(typed, "text")]))


def _signature(typed: Typed, author: User | None) -> str:
    """Return how to sign: an old pen name or a new one, as the account of the moment has it."""
    chosen = _first(typed, "signature")
    if chosen not in {PEN_NAME, NEW_PEN_NAME}:
        return chosen
    return next((way for way, _ in signatures(author) if way != ANONYMOUS), "")


def tidy_text(value: str) -> str:
    """Return a text of several lines in characters that can be kept and shown."""
    return readable(value).strip()


def _tidy(name: str, value: str) -> str:
    """Do what the form does to its values, so that findings stand where they were found."""
    return tidy_text(value) if name == "text" else one_line(readable(value))


def _first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, [])), "")
