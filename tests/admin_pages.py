"""Admin pages as a browser sees and sends them."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

# What a browser would send: a field may have several values.
Posted = dict[str, Any]


def form_on(client: Client, address: str) -> Posted:
    """Open an admin page and return what its form would send if nothing were typed."""
    page = html.fromstring(client.get(address).text)
    (form,) = page.xpath("//div[@id='content-main']//form[@enctype or @method='post']")
    data: Posted = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return data


def another(data: Posted, prefix: str) -> str:
    """Add a row to an inline as “Add another” does, and return the start of its fields' names."""
    number = int(data[f"{prefix}-TOTAL_FORMS"][0])
    data[f"{prefix}-TOTAL_FORMS"] = [number + 1]
    blank = f"{prefix}-__prefix__-"
    for name in [name for name in data if name.startswith(blank)]:
        data[name.replace("__prefix__", str(number))] = data[name]
    return f"{prefix}-{number}-"


def words_of(response: HttpResponse) -> str:
    return " ".join(html.fromstring(response.text).text_content().split())


def rows_of(response: HttpResponse) -> list[str]:
    """The rows of an admin list, with a stroke between their cells."""
    rows = html.fromstring(response.text).xpath("//table[@id='result_list']/tbody/tr")
    return [
        " | ".join(" ".join(cell.text_content().split()) for cell in row.xpath("th|td")[1:])
        for row in rows
    ]
