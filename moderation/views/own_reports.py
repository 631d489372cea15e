"""What a signed-in reader has reported, and what came of it."""

from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.views import ReadersRequest
from catalog.paging import page_or_404
from moderation.models import Report
from moderation.targets import address_of, words_for

REPORTS_PER_PAGE = 20


class OwnReport(NamedTuple):
    report: Report
    what: str
    # The page that shows it, or "".
    address: str


@login_required
@never_cache
@require_safe
def own_reports(request: ReadersRequest) -> HttpResponse:
    reports = Report.objects.filter(reporter=request.user).with_targets()
    newest_first = reports.order_by("-created_at", "-pk")
    page = page_or_404(request, newest_first, per_page=REPORTS_PER_PAGE)
    context = {"page": page, "reports": [_told(report) for report in page]}
    return render(request, "moderation/own_reports.html", context)


def _told(report: Report) -> OwnReport:
    target = report.case.target
    return OwnReport(report, words_for(report.case.kind, target), address_of(target))
