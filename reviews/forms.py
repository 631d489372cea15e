import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, RegexValidator

from accounts.models import User
from reviews.models import APPEAL_MAX, REASON_MAX, STARS

HEADLINE_MAX = 120
TEXT_MAX = 10_000

PEN_NAME, NEW_PEN_NAME, ANONYMOUS = "pen-name", "new-pen-name", "anonymous"

# What stands for a character that came in broken (`readable` puts it there).
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_CANNOT_BE_KEPT = re.compile("[\0\ud800-\udfff]")

RATINGS = {1: "poor", 2: "fair", 3: "good", 4: "very good", 5: "excellent"}


def readable(typed: str) -> str:
    """Return what was typed in characters that can be kept and shown, with plain line ends."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return _CANNOT_BE_KEPT.sub(UNREADABLE, lines)


class TypedText(forms.CharField):
    """A text that may be typed as long as one likes: too long is an error and is never cut."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        # Without `max_length`, because a browser cuts off what is pasted beyond it.
        super().__init__(**kwargs)
        self.validators += [
            MaxLengthValidator(
                longest,
                "This has %(show_value)d characters; %(limit_value)d is the most.",
            ),
            RegexValidator(
                UNREADABLE,
                f"One character could not be read; there is a {UNREADABLE} now. Write it again.",
                inverse_match=True,
            ),
        ]


class ReviewForm(forms.Form):
    """What a reader says of a book. Who it is signed by depends on who is writing."""

    rating = forms.TypedChoiceField(
        label="Your rating",
        coerce=int,
        choices=[
            (str(stars), f"{stars} star{'s' if stars > 1 else ''}: {RATINGS[stars]}")
            for stars in reversed(STARS)
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose one to five stars.",
            "invalid_choice": "Choose one to five stars.",
        },
    )
    headline = TypedText(label="Headline (optional)", longest=HEADLINE_MAX, required=False)
    text = TypedText(
        label="Your review",
        longest=TEXT_MAX,
        help_text="500 words are plenty. Put spoilers between bars: ||the butler did it||. "
        "They stay closed until a reader opens them.",
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Write what you think of the book."},
    )
    has_spoilers = forms.BooleanField(
        label="All of my review gives away what happens: keep it closed until it is opened.",
        required=False,
    )
    signature = forms.ChoiceField(
        label="Your name",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how your review is signed.",
            "invalid_choice": "Choose how your review is signed.",
        },
    )
    consent = forms.BooleanField(
        label="I wrote this myself and it is accurate; it infringes nobody’s rights; the shop may "
        "show it for ever without payment; and I accept the rules for reviews.",
        error_messages={"required": "A review can only be shown when you agree to this."},
    )

    def __init__(self, *args: Any, author: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signature"].choices = signatures(author)  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    """What an author answers to a decision."""

    text = TypedText(
        label="Why the decision is wrong",
        longest=APPEAL_MAX,
        help_text="Another moderator reads this together with your review.",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write why the decision is wrong."},
    )


def signatures(author: User | None) -> list[tuple[str, str]]:
    """Return the ways this author may sign; a pen name is made on first use (PN-4, PN-5)."""
    pen_name = getattr(author, "pen_name", None)
    anonymous = (ANONYMOUS, "Continue anonymously, for this review only")
    if author is None:
        return [(NEW_PEN_NAME, "With my pen name, or a new one"), anonymous]
    if pen_name is None:
        return [(NEW_PEN_NAME, "Create a pen name"), anonymous]
    return [anonymous] if pen_name.is_retired else [(PEN_NAME, f"As {pen_name}"), anonymous]


def what_is_wrong_with(reason: str) -> Sequence[str]:
    """Return the errors in the line that tells why a book is recommended."""
    try:
        TypedText(longest=REASON_MAX, required=False).clean(reason)
    except forms.ValidationError as error:
        return error.messages
    return []
