from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms


class ForgivingChoiceField(forms.ChoiceField):
    """A choice that falls back to `initial`: an address typed wrong still shows a page."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: str | None) -> str:
        return value if value and self.valid_value(value) else self.initial


class OffersForm(forms.Form):
    """Which offers of an edition to show, and in what order. It changes nothing."""

    # Chosen by the links that count the offers of each kind; the form only keeps it.
    condition = ForgivingChoiceField(
        choices=[("", "All"), ("new", "New"), ("used", "Used")],
        initial="",
        widget=forms.HiddenInput,
    )
    sort = ForgivingChoiceField(
        label="Sort by",
        choices=[
            ("total", "Total price"),
            ("price", "Price without shipping"),
            ("condition", "Condition, best first"),
            ("seller", "Seller"),
        ],
        initial="total",
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "get"
        helper.form_class = "offers-form"
        helper.disable_csrf = True
        helper.layout = Layout("condition", "sort", StrictButton("Show", type="submit"))
        return helper
