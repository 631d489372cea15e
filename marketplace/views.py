from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.models import Edition
from catalog.paging import page_or_404
from marketplace.comparison import compare, destinations_of
from marketplace.conditions import IOBA_TERMS, Condition
from marketplace.countries import ELSEWHERE, country_name
from marketplace.facets import read_facets
from marketplace.forms import OffersForm
from marketplace.models import Offer, Seller, ShippingRate
from marketplace.visits import count_visit, is_program

OFFERS_PER_PAGE = 20


@require_safe
def offers(request: HttpRequest, isbn13: str) -> HttpResponse:
    """Compare the live offers of one edition (OF-13)."""
    edition = get_object_or_404(Edition.objects.select_related("work"), isbn13=isbn13)
    live = Offer.objects.filter(edition=edition).live()
    facets = read_facets(live)
    form = OffersForm(request.GET, facets=facets, destinations=destinations_of(live))
    form.full_clean()
    to = form.cleaned_data["to"]
    context = {
        "edition": edition,
        "summary": facets.summary,
        "condition": form.cleaned_data["condition"],
        "form": form,
        "destination": country_name(to),
        "page": compare(
            form.keep(live),
            to=to,
            sort=form.cleaned_data["sort"],
            number=request.GET.get("page", "1"),
            per_page=OFFERS_PER_PAGE,
        ),
        "grades": list(Condition),
        "ioba_terms": IOBA_TERMS,
    }
    return render(request, "marketplace/offer_list.html", context)


@never_cache
@require_safe
def go(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the seller's listing and count it; never to an address that is not the seller's."""
    offer = get_object_or_404(Offer.objects.live().select_related("seller", "edition"), pk=pk)
    if not offer.has_listing:
        context = {"offer": offer}
        response = render(request, "marketplace/listing_refused.html", context, status=404)
    else:
        if request.method == "GET" and not is_program(request.headers.get("User-Agent", "")):
            count_visit(offer)
        response = HttpResponseRedirect(offer.listing)
    response["X-Robots-Tag"] = "noindex, nofollow"
    # The seller may know which shop a shopper came from, and not which page.
    response["Referrer-Policy"] = "strict-origin"
    return response


@require_safe
def seller_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell who a seller is, what they ask for shipping, and what they have."""
    seller = get_object_or_404(Seller, slug=slug, is_active=True)
    live = seller.offers.live().select_related("edition__work").order_by("-pk")
    context = {
        "seller": seller,
        "rates": sorted(seller.shipping_rates.all(), key=_by_place),
        "page": page_or_404(request, live, per_page=OFFERS_PER_PAGE),
    }
    return render(request, "marketplace/seller_detail.html", context)


def _by_place(rate: ShippingRate) -> tuple[bool, str]:
    return rate.destination == ELSEWHERE, rate.place
