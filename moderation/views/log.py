"""What the shop does with reviews and reports, in figures, for everybody to read (B3)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from moderation.log import last_months, months_of, read_months, read_stars, years

MINUTE = 60


@cache_control(public=True, max_age=5 * MINUTE)
@require_safe
def moderation_log(request: HttpRequest) -> HttpResponse:
    """The last twelve months, or those of the year asked for."""
    today = timezone.localdate()
    known = years(today)
    asked = request.GET.get("year", "")
    year = next((each for each in known if str(each) == asked), None)
    if asked and not year:
        raise Http404
    months = read_months(months_of(year) if year else last_months(today))
    context = {
        "months": [month for month in months if not month.is_empty],
        "year": year,
        "years": known,
        "stars": read_stars(),
    }
    return render(request, "moderation/log.html", context)
