from typing import Any

from django import forms
from lxml import etree

from catalog.onix.mending import BrokenRecord, facts_of, mended
from catalog.product_form import ProductForm

# How a refusal begins, and the field that it stands beside; all others stand on top.
_FIELD_BY_REASON = {
    "There is no ISBN": "isbn",
    "The ISBN": "isbn",
    "ISBN": "isbn",
    "There is no title": "title",
    "The title": "title",
    "The subtitle": "subtitle",
    "The product form": "product_form",
    "The publication date": "published",
    "The price": "list_price",
    "The contributor": "contributors",
    "The XML": "xml",
}


class MendingForm(forms.Form):
    """What is most often wrong in a record as plain fields, and its XML for the rest.

    What is typed in a plain field is written into the XML; a field left as it was is not.
    """

    isbn = forms.CharField(label="ISBN", required=False, max_length=100)
    title = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    subtitle = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    product_form = forms.ChoiceField(label="Product form", required=False)
    published = forms.CharField(
        label="Publication date",
        required=False,
        max_length=20,
        help_text="The year, the month or the day: 2003, 200305 or 20030522.",
    )
    list_price = forms.CharField(
        label="List price", required=False, max_length=30, help_text="As in 24.95."
    )
    contributors = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on each line: the role by its ONIX code, then the name, as in "
        "“A01 Jane Austen”. A01 is an author, B01 an editor, B06 a translator.",
    )
    xml = forms.CharField(
        label="The record as ONIX",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "cols": 100, "spellcheck": "false"}),
        error_messages={"required": "The record must not be empty."},
    )

    def __init__(self, source: str, data: Any = None) -> None:
        facts = facts_of(source)
        super().__init__(data, initial={**facts, "xml": source})
        codes = [(form.value, f"{form.value} {form.label}") for form in ProductForm]
        own = facts.get("product_form", "")
        if own and own not in ProductForm.values:
            codes = [(own, f"{own} (not sold here)"), *codes]
        self.fields["product_form"].choices = [("", "Choose"), *codes]  # type: ignore[attr-defined]
        self.element: etree._Element | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = {name: cleaned[name] for name in self.changed_data if name in cleaned}
        source = typed.pop("xml", self.initial["xml"])
        try:
            self.element = mended(source, {name: _line(name, typed[name]) for name in typed})
        except BrokenRecord as error:
            self.add_error("xml", str(error))
        # The parser takes no control characters.
        except ValueError as error:
            self.add_error(None, f"A text holds what XML cannot hold: {error}")
        return cleaned

    def refuse(self, reason: str) -> None:
        """Show why the record was refused again, beside the field that it is about."""
        beginnings = (
            field for words, field in _FIELD_BY_REASON.items() if reason.startswith(words)
        )
        self.add_error(next(beginnings, None), reason)


def _line(name: str, text: str) -> str:
    return text if name == "contributors" else " ".join(text.split())
