"""Screens for sellers and what they ask for shipping."""

from collections.abc import Collection
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from marketplace.admin.bulk import HTTPS_URLS, change_all
from marketplace.admin.rates import put_rates_of_all, shown_rates
from marketplace.models import Seller, ShippingRate
from marketplace.price_records import editions_of, record_prices
from marketplace.staff_forms import RatesForm, SellerForm, ShippingRateForm


class ShippingRateInline(admin.TabularInline):
    model = ShippingRate
    form = ShippingRateForm
    extra = 0


@admin.register(Seller)
class SellerAdmin(admin.ModelAdmin):
    form = SellerForm
    inlines = [ShippingRateInline]
    actions = ["suspend", "reactivate", "set_rates"]
    fieldsets = [
        (None, {"fields": ["name", "slug", ("is_active", "is_store")]}),
        (
            "Shown to shoppers",
            {
                "fields": [
                    ("since_year", "ships_from", "country"),
                    ("rating", "rating_count"),
                    "website",
                    "about",
                    "returns",
                ]
            },
        ),
        ("Feeds", {"fields": [("ships_in_min_days", "ships_in_max_days")]}),
    ]
    formfield_overrides = HTTPS_URLS
    prepopulated_fields = {"slug": ["name"]}
    list_display = ["name", "is_active", "is_store", "offer_count", "since_year", "rating"]
    list_filter = ["is_active", "is_store"]
    list_per_page = 50
    ordering = ["name"]  # Counting drops the order that the model has.
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(offer_count=Count("offers"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "is_active" in form.changed_data:
            record_prices_of([obj.pk])

    @admin.display(description="offers", ordering="offer_count")
    def offer_count(self, seller: Any) -> str:
        url = reverse("admin:marketplace_offer_changelist")
        return format_html('<a href="{}?seller={}">{}</a>', url, seller.pk, seller.offer_count)

    @admin.action(description="Suspend selected sellers", permissions=["change"])
    def suspend(self, request: HttpRequest, sellers: QuerySet) -> None:
        count = change_sellers(request, sellers, is_active=False)
        messages.success(request, f"Suspended: {count}. Their offers are shown nowhere now.")

    @admin.action(description="Reactivate selected sellers", permissions=["change"])
    def reactivate(self, request: HttpRequest, sellers: QuerySet) -> None:
        count = change_sellers(request, sellers, is_active=True)
        messages.success(request, f"Reactivated: {count}. Their offers are shown again.")

    @admin.action(description="Set shipping rates …", permissions=["change"])
    def set_rates(self, request: HttpRequest, sellers: QuerySet) -> HttpResponse | None:
        """Ask for the rates on a page that sends the same choice of sellers again."""
        form = RatesForm(request.POST if "rates" in request.POST else None)
        if form.is_valid():
            self._put_rates(request, sellers, form)
            return None
        count, shown = sellers.count(), shown_rates(sellers)
        context = {
            **self.admin_site.each_context(request),
            "title": "Set shipping rates",
            "opts": self.opts,
            "form": form,
            "count": count,
            "shown": shown,
            "more": count - len(shown),
            "chosen": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"),
        }
        return render(request, "marketplace/admin/set_rates.html", context)

    def _put_rates(self, request: HttpRequest, sellers: QuerySet, form: RatesForm) -> None:
        counts = put_rates_of_all(
            request,
            sellers,
            form.cleaned_data["rates"],
            keeps_others=form.cleaned_data["mode"] == RatesForm.Mode.KEEP,
            seller_admin=self,
        )
        told = f"Shipping rates changed: {counts[True]}. Had them already: {counts[False]}."
        messages.success(request, told)


def change_sellers(request: HttpRequest, sellers: QuerySet, **values: Any) -> int:
    """Do as `change_all`, and note what is the lowest price of what they offer now."""
    # Read first: whoever is suspended may no longer be among the sellers that were filtered.
    chosen = list(sellers.values_list("pk", flat=True))
    count = change_all(request, sellers, **values)
    record_prices_of(chosen)
    return count


def record_prices_of(sellers: Collection[int]) -> None:
    # After the change, which must stand when the prices of very many offers take too long. What is
    # left out then is noted by the command `record_prices`.
    transaction.on_commit(lambda: record_prices(editions_of(sellers)))
