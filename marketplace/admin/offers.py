"""Screens for offers."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import Model, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from catalog.admin.editions import edition_choice
from catalog.admin.filters import AutocompleteFilterAdmin
from catalog.admin.search import isbn_in
from marketplace.admin.bulk import HTTPS_URLS, change_all
from marketplace.admin.filters import SellerFilter
from marketplace.models import Offer
from marketplace.price_records import record_prices
from marketplace.staff_forms import OfferForm, WithholdForm

VISITS_SHOWN_DAYS = 30


class LiveFilter(admin.SimpleListFilter):
    title = "live"
    parameter_name = "live"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        live = Offer.objects.live().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=live)
        if self.value() == "no":
            return queryset.exclude(pk__in=live)
        return queryset


@admin.register(Offer)
class OfferAdmin(AutocompleteFilterAdmin):
    form = OfferForm
    actions = ["withhold", "release", "sell_out"]
    autocomplete_fields = ["seller"]
    date_hierarchy = "created_at"
    fieldsets = [
        (None, {"fields": ["edition", ("seller", "sku")]}),
        ("Copy", {"fields": [("condition", "quantity"), "comments"]}),
        (
            "What is to be said of the copy",
            {
                "fields": [
                    ("is_ex_library", "is_book_club", "has_remainder_mark", "has_owner_name"),
                    ("marking", "jacket"),
                    ("is_signed", "signed_by"),
                    ("is_international", "is_print_on_demand", "access_code"),
                ]
            },
        ),
        (
            "Price and dispatch",
            {
                "fields": [
                    ("price", "shipping"),
                    ("ships_in_min_days", "ships_in_max_days"),
                    "url",
                ]
            },
        ),
        ("Shop", {"fields": ["is_withheld", "withheld_reason", "recent_visits"]}),
    ]
    formfield_overrides = HTTPS_URLS
    list_display = [
        "shown_sku",
        "shown_edition",
        "seller",
        "condition",
        "price",
        "shown_live",
    ]
    list_filter = [LiveFilter, "condition", "is_withheld", "seller__is_active", SellerFilter]
    list_per_page = 50
    list_select_related = ["seller", "edition__work"]
    search_fields = ["sku", "edition__isbn13", "seller__name"]
    search_help_text = "SKU, seller, or ISBN in any spelling."
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """A SKU names one copy of one book of one seller for ever (OF-15)."""
        return ["recent_visits", *(["edition", "seller", "sku"] if obj else [])]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A deleted offer would leave its SKU free to be used again (OF-15)."""
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "edition":
            return edition_choice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        found, may_have_duplicates = super().get_search_results(request, queryset, search_term)
        if isbn13 := isbn_in(search_term):
            found |= queryset.filter(edition__isbn13__startswith=isbn13)
        return found, may_have_duplicates

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record_prices([obj.edition_id])

    @admin.display(description="SKU", ordering="sku")
    def shown_sku(self, offer: Offer) -> str:
        return Truncator(offer.sku).chars(30)

    @admin.display(description="edition", ordering="edition__work__title_key")
    def shown_edition(self, offer: Offer) -> str:
        title = Truncator(offer.edition.work.full_title).chars(60)
        return format_html("{}<br>{}", title, offer.edition)

    @admin.display(description="live")
    def shown_live(self, offer: Offer) -> str:
        reasons = reasons_not_live(offer)
        return format_html(
            '<img src="{}" alt="{}"> {}',
            static(f"admin/img/icon-{'no' if reasons else 'yes'}.svg"),
            "No" if reasons else "Yes",
            ", ".join(reasons),
        )

    @admin.display(description="visits in 30 days")
    def recent_visits(self, offer: Offer) -> int:
        """How often shoppers went on to the listing; takes a query."""
        if offer.pk is None:
            return 0
        since = timezone.localdate() - timedelta(days=VISITS_SHOWN_DAYS)
        return offer.visits.filter(day__gt=since).aggregate(sum=Sum("count", default=0))["sum"]

    @admin.action(description="Withhold selected offers …", permissions=["change"])
    def withhold(self, request: HttpRequest, offers: QuerySet) -> HttpResponse | None:
        """Ask for the reason on a page that sends the same choice of offers again."""
        form = WithholdForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            count = change_offers(request, offers, is_withheld=True, withheld_reason=reason)
            messages.success(request, f"Withheld: {count}. They are shown nowhere now.")
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Withhold offers",
            "opts": self.opts,
            "form": form,
            "count": offers.count(),
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"),
        }
        return render(request, "marketplace/admin/withhold.html", context)

    @admin.action(description="Release selected offers", permissions=["change"])
    def release(self, request: HttpRequest, offers: QuerySet) -> None:
        count = change_offers(request, offers, is_withheld=False, withheld_reason="")
        messages.success(request, f"Released: {count}.")

    @admin.action(description="Mark selected offers as sold out", permissions=["change"])
    def sell_out(self, request: HttpRequest, offers: QuerySet) -> None:
        count = change_offers(request, offers, quantity=0)
        messages.success(request, f"Sold out: {count}. They are shown nowhere now.")


def reasons_not_live(offer: Offer) -> list[str]:
    """Say why `OfferQuerySet.live` leaves an offer out; nothing for a live one. Needs `seller`."""
    reasons = {
        "seller not active": not offer.seller.is_active,
        _withheld(offer): offer.is_withheld,
        "none left": offer.quantity == 0,
    }
    return [reason for reason, applies in reasons.items() if applies]


def _withheld(offer: Offer) -> str:
    reason = Truncator(offer.withheld_reason).chars(80)
    return f"withheld ({reason})" if reason else "withheld"


@transaction.atomic
def change_offers(request: HttpRequest, offers: QuerySet, **values: Any) -> int:
    """Do as `change_all`, and note what is the lowest price of their editions now."""
    # Read first: what is withheld may no longer be among the offers that were filtered.
    editions = list(offers.order_by("edition").values_list("edition", flat=True).distinct())
    count = change_all(request, offers, **values)
    record_prices(editions)
    return count
