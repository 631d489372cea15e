"""People who write reviews: what they fill in, and what the page gives back."""

from typing import TYPE_CHECKING, Any

from django.test import Client
from lxml import html

from accounts.models import PenName, User
from catalog.models import Edition
from reviews.models import Review
from reviews.screening import screen_review
from tests.accounts.readers import make_reader, signed_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

# What a browser sends: a field may have several values.
Typed = dict[str, list[str]]


def page_for(edition: Edition) -> str:
    return f"/reviews/write/{edition.isbn13}/"


def filled(*recommended: Edition, **fields: Any) -> dict[str, Any]:
    """Return a form that can be sent, changed by `fields`."""
    return {
        "rating": "4",
        "headline": "A voyage",
        "text": "Warm, funny and long.",
        "signature": "anonymous",
        "consent": "on",
        "recommended": [edition.isbn13 for edition in recommended],
        "action": "send",
    } | fields


def send(client: Client, edition: Edition, *recommended: Edition, **fields: Any) -> "Response":
    return client.post(page_for(edition), filled(*recommended, **fields))


def press(client: Client, edition: Edition, action: str, **fields: Any) -> "Response":
    return send(client, edition, **(fields | {"action": action}))


def typed_on(response: "Response") -> Typed:
    """Return what a page's form holds, without the token and empty fields."""
    form = html.fromstring(response.content.decode()).xpath("//main//form[.//textarea]")[0]
    typed: Typed = {}
    for name, value in form.form_values():
        # A browser leaves out a line end that follows the opening tag of a text box.
        held = (value or "").removeprefix("\n")
        if held and name != "csrfmiddlewaretoken":
            typed.setdefault(name, []).append(held)
    return typed


def words_of(response: "Response") -> str:
    (main,) = html.fromstring(response.content.decode()).xpath("//main")
    return " ".join(main.text_content().split())


def error_beside(response: "Response", field: str) -> str:
    """Return what is said beside a field, or nothing."""
    found = html.fromstring(response.content.decode()).xpath(f"//*[@id='id_{field}_error']")
    return " ".join(found[0].text_content().split()) if found else ""


def with_pen_name(user: User, name: str = "Alice-A") -> User:
    PenName.objects.create(user=user, name=name)
    return User.objects.get(pk=user.pk)


def make_author(email: str = "alice@example.org") -> tuple[User, Client]:
    user = make_reader(email)
    return user, signed_in(user)


def the_review() -> Review:
    """Return the one review there is."""
    return Review.objects.get()


def seen_in(text: str, headline: str = "A voyage") -> str:
    """Return what the form holds once the warnings of this review have been shown."""
    return screen_review(headline=headline, text=text).fingerprint
