from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.models import Edition
from catalog.paging import page_or_404
from marketplace.forms import OffersForm
from marketplace.models import Offer

OFFERS_PER_PAGE = 20


@require_safe
def offers(request: HttpRequest, isbn13: str) -> HttpResponse:
    """Compare the live offers of one edition (OF-13)."""
    edition = get_object_or_404(Edition.objects.select_related("work"), isbn13=isbn13)
    live = Offer.objects.filter(edition=edition).live()
    form = OffersForm(request.GET)
    form.full_clean()
    condition, sort = form.cleaned_data["condition"], form.cleaned_data["sort"]
    shown = live.in_condition(condition).sorted_by(sort).select_related("seller")
    context = {
        "edition": edition,
        "summary": live.summaries()[edition.pk],
        "condition": condition,
        "form": form,
        "page": page_or_404(request, shown, per_page=OFFERS_PER_PAGE),
    }
    return render(request, "marketplace/offer_list.html", context)
