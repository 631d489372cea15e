from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.models import Edition
from marketplace.price_page import read_price_page


@require_safe
def price_history(request: HttpRequest, isbn13: str) -> HttpResponse:
    """Show what the cheapest copies of an edition cost in the last 90 days (B7)."""
    edition = get_object_or_404(Edition.objects.select_related("work"), isbn13=isbn13)
    context = {"edition": edition, "page": read_price_page(edition)}
    return render(request, "marketplace/price_history.html", context)
