from collections.abc import Collection, Iterable
from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.conf import settings
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalog.plain_text import without_control_characters
from marketplace.conditions import Condition
from marketplace.copies import WISHES, Wish
from marketplace.countries import COUNTRIES, country_name
from marketplace.facets import Facets
from marketplace.querysets import OfferQuerySet

Choices = list[tuple[str, str]]
# As much of a word that is not understood as is said back.
_WORD_SHOWN = 30


class ForgivingChoiceField(forms.ChoiceField):
    """A choice that falls back to `initial`: an address typed wrong still shows a page."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: str | None) -> str:
        return value if value and self.valid_value(value) else self.initial


class ForgivingChoicesField(forms.MultipleChoiceField):
    """Several choices, of which those that do not exist are passed over."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: list[str] | None) -> list[str]:
        return [each for each in value or [] if self.valid_value(each)]


class LongSelect(forms.Select):
    """A choice among every country, written in one go: Django takes a template for each option."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        options = (
            (choice, flatatt({"selected": choice == value}), label)
            for choice, label in self.choices
        )
        inner = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>{}</select>", attributes, inner)


class OffersForm(forms.Form):
    """Which offers of an edition to show, for sending where, in what order. It changes nothing."""

    to = ForgivingChoiceField(label="Send to", widget=LongSelect)
    # Chosen by the links that count the offers of each kind; the form only keeps it.
    condition = ForgivingChoiceField(
        choices=[("", "All"), ("new", "New"), ("used", "Used")],
        initial="",
        widget=forms.HiddenInput,
    )
    grade = ForgivingChoiceField(label="Condition", initial="")
    country = ForgivingChoiceField(label="Seller in", initial="")
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
    copy = ForgivingChoicesField(label="Only copies", widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: QueryDict, *, facets: Facets, destinations: Collection[str]) -> None:
        super().__init__(data)
        self._asked = data
        home = settings.STORE_COUNTRY
        self.fields["to"].initial = home
        # What is asked for and known stays a choice, also when no offer has it any more.
        asked = {data.get("to", "")} & COUNTRIES.keys()
        abroad = {*destinations, *asked} - {home}
        self._choices("to", [(home, country_name(home)), *_by_name(abroad)])
        grades = [
            (grade.value, f"{grade.label} ({facets.grades[grade]:,})")
            for grade in Condition
            if facets.grades[grade] or grade == data.get("grade")
        ]
        self._choices("grade", [("", "Any condition"), *grades])
        places = {data.get("country", "")} & COUNTRIES.keys() | set(facets.countries) - {""}
        countries = [
            (code, f"{name} ({facets.countries[code]:,})") for code, name in _by_name(places)
        ]
        self._choices("country", [("", "Any country"), *countries])
        wishes = [wish for wish in WISHES if _is_asked(wish, data, facets)]
        self._choices(
            "copy", [(wish.name, f"{wish.label} ({facets.wishes[wish.name]:,})") for wish in wishes]
        )

    def _choices(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # All are choices.

    @property
    def not_understood(self) -> list[str]:
        """What the address asks for that does not exist here, in words."""
        return [
            f"{field.label or 'Kind'} “{without_control_characters(word)[:_WORD_SHOWN]}”"
            for name, field in self.fields.items()
            for word in self._asked.getlist(name)
            if word and not field.valid_value(word)  # type: ignore[attr-defined]
        ]

    @property
    def narrows(self) -> bool:
        """Whether some offers are left out."""
        kept = self.cleaned_data
        return any(kept[name] for name in ("condition", "grade", "country", "copy"))

    def keep(self, offers: OfferQuerySet) -> OfferQuerySet:
        """Return those of the offers that were asked for."""
        asked = self.cleaned_data
        kept = offers.in_condition(asked["condition"]).granting(
            wish for wish in WISHES if wish.name in asked["copy"]
        )
        if asked["grade"]:
            kept = kept.filter(condition=asked["grade"])
        if asked["country"]:
            kept = kept.filter(seller__country=asked["country"])
        return kept

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "get"
        helper.form_class = "offers-form"
        helper.disable_csrf = True
        helper.layout = Layout(
            "condition",
            Div("to", "grade", "country", "sort", css_class="offers-fields"),
            *([self._wishes()] if self.fields["copy"].choices else []),  # type: ignore[attr-defined]
            StrictButton("Show", type="submit"),
        )
        return helper

    def _wishes(self) -> Div:
        is_open = " open" if self.cleaned_data["copy"] else ""
        return Div(
            HTML(f"<details{is_open}><summary>What the copy is like</summary>"),
            "copy",
            HTML("</details>"),
            css_class="offers-wishes",
        )


def _by_name(codes: Iterable[str]) -> Choices:
    return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])


def _is_asked(wish: Wish, data: QueryDict, facets: Facets) -> bool:
    """Whether a wish is worth a box: some offers grant it and some do not, or it is ticked."""
    is_ticked = wish.name in data.getlist("copy")
    return is_ticked or 0 < facets.wishes[wish.name] < facets.summary.count
