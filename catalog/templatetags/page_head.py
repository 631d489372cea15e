"""Display only: whole addresses for the head of a page."""

from typing import Any

from django import template
from django.core.paginator import Page

from catalog import whole_addresses

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical_address(context: dict[str, Any], page: Page | None = None) -> str:
    """Write the one address of a page: without what was sorted or filtered, with its number."""
    request = context["request"]
    address = whole_addresses.whole_address(request, request.path)
    return f"{address}?page={page.number}" if page and page.number > 1 else address


@register.simple_tag(takes_context=True)
def whole_address(context: dict[str, Any], address: str) -> str:
    """Write an address of the shop with scheme and host, as other sites need it."""
    return whole_addresses.whole_address(context["request"], address)
