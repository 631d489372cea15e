"""The screen of one reported thing that is not a review."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from moderation.admin.pages import (
    address_after,
    desk_page,
    filters_of,
    note_in_log,
    reports_in,
    staff_of,
)
from moderation.desk_forms import ClosingForm
from moderation.entries import Key, target_line, with_targets
from moderation.facts import FACTS_BY_CODE, what_stands_now
from moderation.models import Case
from moderation.rights import require_desk_of
from moderation.services import AlreadyClosed, close_case

# Where each kind of thing is put right, and the right it takes there.
REPAIRS = {
    Case.Kind.PEN_NAME: ("accounts_penname", "accounts.change_penname"),
    Case.Kind.EDITION: ("catalog_edition", "catalog.change_edition"),
    Case.Kind.OFFER: ("marketplace_offer", "marketplace.change_offer"),
    Case.Kind.SELLER: ("marketplace_seller", "marketplace.change_seller"),
}


def case_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was reported and why, with the way to mend it; close the case."""
    staff = staff_of(request)
    case = get_object_or_404(with_targets(Case.objects.select_related("closed_by")), pk=pk)
    require_desk_of(staff, case)
    if case.review and case.is_open:
        address = reverse("admin:moderation_case_review", args=[case.review.pk])
        return redirect(f"{address}?{filters_of(request).query}")
    form = ClosingForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form)
    try:
        case = close_case(case=case, staff=staff, **form.cleaned_data)
    except AlreadyClosed:
        case.refresh_from_db()
        form.add_error(None, "Somebody has closed this case meanwhile. Nothing was changed.")
        return _page(request, case, form, status=409)
    told = f"Closed, {case.get_outcome_display()}: {target_line(case)}."
    note_in_log(request, case, told)
    messages.success(request, told)
    return redirect(address_after(request, Key(case.opened_at, "case", case.pk)))


def _page(
    request: HttpRequest, case: Case, form: ClosingForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "title": f"Reported {case.get_kind_display()}: {target_line(case)}",
        **reports_in(case),
        "line": target_line(case),
        "shown_value": _shown_value(case),
        "repair": _repair(request, case),
        "edition": case.edition or (case.offer and case.offer.edition),
        "form": form,
    }
    return desk_page(request, "case.html", context, status=status)


def _repair(request: HttpRequest, case: Case) -> str:
    """Return the address of the screen that mends it, "" for who may not or when it is gone."""
    name, right = REPAIRS.get(Case.Kind(case.kind), ("", ""))
    if not case.target or not staff_of(request).has_perm(right):
        return ""
    return reverse(f"admin:{name}_change", args=[case.target.pk])


def _shown_value(case: Case) -> str:
    """Return what the book page says of the fact that is said to be wrong."""
    fact = FACTS_BY_CODE.get(case.field)
    return what_stands_now(fact, case.edition) if fact and case.edition else ""
