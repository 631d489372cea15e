"""The forms behind the admin's screens for sellers and offers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from catalog.cells import cleaned as on_one_line
from catalog.forms import SluggedForm
from marketplace import pricing
from marketplace.conditions import Condition
from marketplace.copies import FACTS, CopyFacts, contradiction
from marketplace.countries import COUNTRIES, ELSEWHERE
from marketplace.feeds.rates import RateRecord, read_rates
from marketplace.listings import is_registered
from marketplace.models.offers import REASON


class SellerForm(SluggedForm):
    def clean_country(self) -> str:
        return _country(self.cleaned_data["country"], also=("",))


class ShippingRateForm(forms.ModelForm):
    def clean_destination(self) -> str:
        return _country(self.cleaned_data["destination"], also=(ELSEWHERE,))


def _country(typed: str, *, also: tuple[str, ...]) -> str:
    """Return the two letters of a country, or what else is allowed in their place."""
    code = typed.strip().upper()
    if code not in COUNTRIES and code not in also:
        raise ValidationError(
            f"“{typed}” is no country. Write its two letters, such as US.", code="unknown_country"
        )
    return code


class OfferForm(forms.ModelForm):
    def clean_price(self) -> Decimal:
        """Hold the price to the shop's limits (OF-15)."""
        price = self.cleaned_data["price"]
        try:
            pricing.check_shop_limits(price)
        except pricing.InvalidPrice as error:
            raise ValidationError(str(error), code="outside_limits") from error
        return price

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_grade(cleaned)
        self._check_listing(cleaned)
        self._check_reason(cleaned)
        return cleaned

    def _check_grade(self, cleaned: dict[str, Any]) -> None:
        """Refuse a grade that a fact contradicts, at the grade (B5)."""
        if {"condition", *FACTS} <= set(cleaned):
            facts = CopyFacts(**{name: cleaned[name] for name in FACTS})
            if reason := contradiction(Condition(cleaned["condition"]), facts):
                self.add_error("condition", reason)

    def _check_listing(self, cleaned: dict[str, Any]) -> None:
        """Refuse a listing to which the shop would lead nobody. A kept seller is no field."""
        seller = cleaned.get("seller") or (self.instance.pk and self.instance.seller)
        url = cleaned.get("url")
        if url and seller and not is_registered(url, seller.website):
            where = seller.website or "none so far"
            self.add_error("url", f"This is not on the seller’s registered website, {where}.")

    def _check_reason(self, cleaned: dict[str, Any]) -> None:
        """A withheld offer has a reason, and one that is not withheld has none."""
        if not cleaned.get("is_withheld"):
            cleaned["withheld_reason"] = ""
        elif not cleaned.get("withheld_reason"):
            self.add_error("withheld_reason", "Say why the offer is withheld.")


class WithholdForm(forms.Form):
    """Asks why, before offers are withheld together."""

    reason = forms.CharField(
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="For staff; shoppers never see it.",
    )


class RatesForm(forms.Form):
    """Asks what several sellers ask for shipping, in the words of the file of sellers."""

    class Mode(TextChoices):
        KEEP = "keep", "Change only these countries and keep the others"
        REPLACE = "replace", "Replace the whole table"

    rates = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="Such as “US 3.99 4-14; * 19.00”: a country, or “*” for every country without a "
        "rate of its own, what sending a copy there costs, and the days it takes, when they are "
        "known; then a semicolon. “none” for no rate at all.",
    )
    mode = forms.ChoiceField(
        label="For the sellers above",
        choices=Mode.choices,
        initial=Mode.KEEP,
        widget=forms.RadioSelect,
    )

    def clean_rates(self) -> tuple[RateRecord, ...]:
        try:
            return read_rates(on_one_line(self.cleaned_data["rates"]))
        except ValueError as error:
            raise ValidationError(str(error), code="unreadable") from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("rates") == () and cleaned.get("mode") == self.Mode.KEEP:
            self.add_error("rates", "“none” can only replace the whole table.")
        return cleaned
