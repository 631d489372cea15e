"""The form for an edition, with its cover and table of contents."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import transaction
from django.utils import timezone

from catalog import isbn
from catalog.contents import Entry, page_warnings, to_text
from catalog.cover_crops import Cuts, white_border
from catalog.covers import (
    Picture,
    UnusableCover,
    crop_cover,
    original_picture,
    replace_cover,
)
from catalog.edition_contents import stored_entries
from catalog.forms.fields import (
    ONE_LINE,
    CodeField,
    ContentsField,
    CoverField,
    CutField,
    ISBNField,
    LengthField,
)
from catalog.forms.texts import OneLineField
from catalog.loading.changes import replace_rows
from catalog.models import Edition, RelatedProduct, SeriesPart
from catalog.models.editions import CUT_COLUMNS
from catalog.onix.descriptive import HIGHEST_EDITION, is_language
from catalog.onix.extents import MOST_MINUTES, MOST_PAGES
from catalog.onix.publishing import refuse_impossible
from catalog.onix.supply import NOT_KNOWN
from catalog.publication_date import InvalidDate, Precision

LENGTHS = ("width_mm", "height_mm", "depth_mm")
# As feeds are read: what is more is a slip of the hand.
_MOST = {
    "edition_number": HIGHEST_EDITION,
    "pages": MOST_PAGES,
    "duration_minutes": MOST_MINUTES,
}


class EditionForm(forms.ModelForm):
    """An edition with its cover and table of contents, each written only when it was changed."""

    isbn13 = ISBNField(
        label="ISBN",
        help_text="10 or 13 digits, with or without hyphens; kept as ISBN-13.",
        error_messages={"unique": "The shop has an edition with this ISBN already."},
    )
    width_mm = LengthField("Width")
    height_mm = LengthField("Height")
    depth_mm = LengthField("Depth")
    publishing_status = CodeField("list64", help_text="From the publisher: ONIX List 64.")
    availability = CodeField(
        "list65", unstated=NOT_KNOWN, help_text="From the publisher: ONIX List 65."
    )
    cover = CoverField(required=False, help_text="A JPEG, PNG or WebP picture.")
    cover_cut_left = CutField("left")
    cover_cut_top = CutField("top")
    cover_cut_right = CutField("right")
    cover_cut_bottom = CutField("bottom")
    cover_trim = forms.BooleanField(
        label="Trim the white border",
        required=False,
        help_text="Finds the edges by itself, in place of what is typed. "
        "With 0 in all four, the picture that was sent is shown whole again.",
    )
    contents = ContentsField(
        help_text="Paste it as plain text: a line for each entry, with its number, title and page, "
        "as in “1 The Therapeutic Alliance Reconsidered 1”. Indent sections under their chapter."
    )

    class Media:
        js = ["js/cover-crop.js"]

    class Meta:
        model = Edition
        # Saved by `replace_cover` and `crop_cover`, which name the files and remove old ones.
        exclude: list[str] = ["cover", *CUT_COLUMNS]
        widgets = {"edition_statement": ONE_LINE}
        field_classes = {"edition_statement": OneLineField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in _MOST.items():
            if name in self.fields:
                self.fields[name].validators.append(MaxValueValidator(most))
        if self.instance.pk:
            for name in ("cover", *CUT_COLUMNS):
                self.initial.setdefault(name, getattr(self.instance, name))
            self.initial.setdefault("contents", to_text(stored_entries(self.instance)))

    def clean_isbn13(self) -> str:
        """Refuse a number of the shop's own, but for the one this edition has."""
        number: str = self.cleaned_data["isbn13"]
        if isbn.is_own_number(number) and number != self.initial.get("isbn13"):
            raise ValidationError("Numbers of the shop's own come with an import. Type an ISBN.")
        return number

    def clean_published_on(self) -> date | None:
        published_on: date | None = self.cleaned_data["published_on"]
        try:
            if published_on:
                refuse_impossible(published_on, timezone.localdate())
        except InvalidDate as error:
            raise ValidationError(str(error), code="invalid") from error
        return published_on

    def clean_language(self) -> str:
        code: str = self.cleaned_data["language"].lower()
        if code and not is_language(code):
            raise ValidationError("Three letters of ISO 639-2, as in “eng”.", code="invalid")
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._keep_exact_lengths(cleaned)
        _drop_what_is_not_known(cleaned)
        self._cuts = self._clean_cuts(cleaned)
        if "list_price" in self.changed_data:
            self.instance.list_price_seen_on = _day_seen(cleaned.get("list_price"))
        return cleaned

    def _clean_cuts(self, cleaned: dict[str, Any]) -> Cuts | None:
        """Return what is to be cut off the cover; None where the form does not change that."""
        asked = {*CUT_COLUMNS, "cover_trim"}.intersection(self.changed_data)
        if not asked or any(name in self.errors for name in ("cover", *CUT_COLUMNS)):
            return None
        field = "cover_trim" if cleaned["cover_trim"] else "cover_cut_left"
        try:
            return self._usable_cuts(cleaned)
        except UnusableCover as error:
            self.add_error(field, f"The cover cannot be cropped: {error}")
            return None

    def _usable_cuts(self, cleaned: dict[str, Any]) -> Cuts | None:
        cover = cleaned["cover"]
        if not cover:
            _refuse_cuts_of_nothing(cleaned)
            return None
        picture = cover if isinstance(cover, Picture) else original_picture(self.instance)
        cuts = _trimmed(picture) if cleaned["cover_trim"] else _typed_cuts(cleaned)
        if problem := cuts.problem(picture.width, picture.height):
            raise UnusableCover(problem)
        return cuts

    @property
    def contents_warnings(self) -> list[str]:
        """What looks wrong in the page numbers, when contents or number of pages were changed."""
        if {"contents", "pages"}.isdisjoint(self.changed_data):
            return []
        return page_warnings(self.cleaned_data["contents"], self.cleaned_data["pages"])

    def _keep_exact_lengths(self, cleaned: dict[str, Any]) -> None:
        """A length that was not touched is not rounded to the two decimals it is shown with."""
        for name in set(LENGTHS).difference(self.changed_data):
            cleaned[name] = self.initial.get(name)

    def _save_m2m(self) -> None:
        # Called when the edition has been saved, by the form itself or later by the admin.
        super()._save_m2m()  # type: ignore[misc]  # The stubs leave it out.
        if "cover" in self.changed_data:
            # An unticked cover comes as False.
            replace_cover(self.instance, self.cleaned_data["cover"] or None)
        if self._cuts is not None:
            crop_cover(self.instance, self._cuts)
        if "contents" in self.changed_data:
            replace_contents(self.instance, self.cleaned_data["contents"])


class SeriesPartForm(forms.ModelForm):
    class Meta:
        model = SeriesPart
        fields = ["series", "number", "order"]
        field_classes = {"number": OneLineField}


class RelatedProductForm(forms.ModelForm):
    relation = CodeField("list51", required=True)
    isbn13 = ISBNField(label="ISBN")

    class Meta:
        model = RelatedProduct
        fields = ["relation", "isbn13", "order"]

    def clean_isbn13(self) -> str:
        number: str = self.cleaned_data["isbn13"]
        if number == self.instance.edition.isbn13:
            raise ValidationError("This is the edition itself.")
        return number


@transaction.atomic
def replace_contents(edition: Edition, entries: list[Entry]) -> None:
    """Write an edition's table of contents anew."""
    rows = [{"order": order, **entry._asdict()} for order, entry in enumerate(entries, 1)]
    replace_rows(edition.contents, rows, edition=edition)


def _typed_cuts(cleaned: dict[str, Any]) -> Cuts:
    return Cuts(*(cleaned[column] for column in CUT_COLUMNS))


def _refuse_cuts_of_nothing(cleaned: dict[str, Any]) -> None:
    """Nothing is cut where there is no cover; one that is taken away leaves its cuts behind."""
    if cleaned["cover"] is not False and (cleaned["cover_trim"] or _typed_cuts(cleaned)):
        raise UnusableCover("there is none. Send a picture.")


def _trimmed(picture: Picture) -> Cuts:
    cuts = white_border(picture.content)
    if not cuts:
        raise UnusableCover("no white border was found. Type how much to cut off instead.")
    return cuts


def _day_seen(list_price: Decimal | None) -> date | None:
    """Staff who type a list price have just seen it."""
    return None if list_price is None else timezone.localdate()


def _drop_what_is_not_known(cleaned: dict[str, Any]) -> None:
    """Store the parts of a date below its precision as 1, as the imports do."""
    published_on = cleaned.get("published_on")
    if published_on is None:
        return
    if cleaned.get("published_precision") == Precision.YEAR:
        cleaned["published_on"] = published_on.replace(month=1, day=1)
    elif cleaned.get("published_precision") == Precision.MONTH:
        cleaned["published_on"] = published_on.replace(day=1)
