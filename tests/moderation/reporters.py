"""People who report something: what they fill in, and what the page gives back."""

from typing import TYPE_CHECKING, Any

from django.test import Client
from lxml import html

from moderation.models import Case, Report

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def send(client: Client, address: str, **fields: Any) -> "Response":
    """Report the thing whose form is at `address`."""
    return client.post(address, {"reason": "abusive", **fields})


def send_error(client: Client, isbn13: str, **fields: Any) -> "Response":
    filled = {"fact": "publisher", "right_value": "Saltgrass House", **fields}
    return client.post(f"/reports/book/{isbn13}/error/", filled)


def from_network(address: str) -> Client:
    """Return the browser of a visitor on a network of its own."""
    return Client(REMOTE_ADDR=address)


def typed_on(response: "Response") -> dict[str, str]:
    """Return what the page's form holds, without the token and empty fields."""
    form = html.fromstring(response.content.decode()).xpath("//main//form")[0]
    # A browser leaves out a line end that follows the opening tag of a text box.
    held = {name: (value or "").removeprefix("\n") for name, value in form.form_values()}
    return {name: value for name, value in held.items() if value and name != "csrfmiddlewaretoken"}


def the_case() -> Case:
    """Return the one case there is."""
    return Case.objects.get()


def the_report() -> Report:
    """Return the one report there is."""
    return Report.objects.get()
