"""The forms behind the admin's screens: what staff type, in their own spelling and units."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import (
    AdminFileWidget,
    AdminIntegerFieldWidget,
    AdminTextareaWidget,
    AdminTextInputWidget,
)
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from catalog import isbn, lengths
from catalog.constraints import NAME, SLUG, TITLE
from catalog.contents import Entry, page_warnings, parse_text, to_text
from catalog.contents_preview import ContentsWidget
from catalog.cover_crops import MOST_CUT, Cuts, white_border
from catalog.covers import (
    LARGEST_FILE,
    Picture,
    UnusableCover,
    crop_cover,
    original_picture,
    read_picture,
    replace_cover,
)
from catalog.loading.changes import replace_rows
from catalog.models import Contribution, Edition, EditorialReview, Work
from catalog.models.editions import CUT_COLUMNS
from catalog.onix.tables import table
from catalog.places import Move, Placed, in_order
from catalog.publication_date import Precision
from catalog.slugs import free_slug

ONE_LINE = AdminTextInputWidget(attrs={"class": "vTextField one-line"})
_UNCUT = Decimal(0)
LENGTHS = ("width_mm", "height_mm", "depth_mm")


class SluggedForm(forms.ModelForm):
    """Makes the readable part of an address from the row's name when staff leave it empty."""

    slug_source = "name"

    slug = forms.SlugField(
        max_length=SLUG,
        required=False,
        allow_unicode=True,
        help_text="The readable part of the page's address; made from the name when left empty.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("slug") and "slug" not in self.errors:
            model = self._meta.model
            cleaned["slug"] = free_slug(
                cleaned.get(self.slug_source, ""),
                among=model._default_manager.exclude(pk=self.instance.pk),
                otherwise=model._meta.model_name,
            )
        return cleaned


class SubjectForm(SluggedForm):
    slug_source = "heading"


class WorkForm(forms.ModelForm):
    class Meta:
        model = Work
        fields = ["title", "subtitle", "overview", "keywords", "main_subject", "subjects"]
        widgets = {
            "title": ONE_LINE,
            "subtitle": ONE_LINE,
            "overview": AdminTextareaWidget(attrs={"rows": 12}),
            "keywords": AdminTextareaWidget(attrs={"rows": 2}),
        }


class PlacedForm(forms.ModelForm):
    """A row among others of a list; staff say where it comes by number, or move it on saving."""

    order = forms.IntegerField(
        label="Place",
        required=False,
        min_value=1,
        max_value=30_000,
        widget=AdminIntegerFieldWidget,
        help_text="Empty for the last one.",
    )
    move = forms.ChoiceField(
        label="Move on saving",
        required=False,
        choices=[
            ("", "Leave it there"),
            (Move.FIRST, "To the top"),
            (Move.UP, "One up"),
            (Move.DOWN, "One down"),
            (Move.LAST, "To the end"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["order"] = None
        self.place_before = self.instance.order if self.instance.pk else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.place_typed = cleaned.get("order")
        if self.place_typed is None:
            # `replace_places` numbers the rows once all of them are saved.
            cleaned["order"] = 30_000
        return cleaned


@transaction.atomic
def replace_places(forms_in_list: Collection[PlacedForm]) -> None:
    """Number the saved rows of a list from 1, in the order that their forms ask for."""
    rows = [form.instance for form in forms_in_list]
    keys = in_order(
        [
            Placed(form.instance.pk, form.place_before, form.place_typed, form.cleaned_data["move"])
            for form in forms_in_list
        ]
    )
    for row in rows:
        row.order = keys.index(row.pk) + 1
    for model in {type(row) for row in rows}:
        model._default_manager.bulk_update(rows, ["order"])


class ContributionForm(PlacedForm):
    class Meta:
        model = Contribution
        fields = ["contributor", "role", "order", "biography"]
        widgets = {"biography": AdminTextareaWidget(attrs={"rows": 2})}


class EditorialReviewForm(PlacedForm):
    class Meta:
        model = EditorialReview
        fields = ["kind", "order", "source", "signer", "text"]
        widgets = {
            "source": ONE_LINE,
            "signer": ONE_LINE,
            "text": AdminTextareaWidget(attrs={"rows": 5}),
        }


class ISBNField(forms.CharField):
    """An ISBN in any spelling a person would type, or an own number; its value is the digits."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return isbn.stored_number(text)
        except isbn.InvalidISBN as error:
            raise ValidationError(_with_suggestion(error), code="invalid") from error


class LengthField(forms.DecimalField):
    """A length typed and shown in the shop's unit; its value is in millimetres, as it is kept."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        self.unit = cast(Literal["in", "cm"], settings.LENGTH_UNIT)
        kwargs.update(label=f"{label} ({self.unit})", required=False, decimal_places=2)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        # What staff typed comes back as text, what is kept as a Decimal.
        return lengths.from_mm(value, self.unit) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Decimal | None:
        length = super().clean(value)
        if length is None:
            return None
        try:
            return lengths.to_mm(length, self.unit)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class TypedContents(forms.CharField):
    """A table of contents as plain text, one line for each entry; its value is that text."""

    def __init__(self, **kwargs: Any) -> None:
        # The indentation of the first line says how deep it stands.
        super().__init__(required=False, strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        # Browsers send line ends as CR LF.
        text = super().to_python(value) or ""
        return "\n".join(text.splitlines()).strip("\n").rstrip()


class ContentsField(TypedContents):
    """A table of contents, shown with its structure; its value is the entries."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", ContentsWidget(attrs={"class": "vLargeTextField contents-text"})
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[Entry]:
        entries = parse_text(super().clean(value))
        problems = [problem for entry in entries for problem in _too_long(entry)]
        if problems:
            raise ValidationError([ValidationError(problem) for problem in problems])
        return entries


class CoverField(forms.FileField):
    """A picture under the same rules as one from a feed; its value is a `Picture`."""

    widget = AdminFileWidget(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def to_python(self, data: Any) -> Picture | None:  # type: ignore[override]
        file = super().to_python(data)
        if file is None:
            return None
        try:
            return read_picture(file.read(LARGEST_FILE + 1))
        except UnusableCover as error:
            raise ValidationError(f"The cover cannot be used: {error}", code="invalid") from error


class CodeField(forms.ChoiceField):
    """A code of one of EDItEUR's lists, chosen by its heading; empty where nobody stated it."""

    def __init__(self, code_list: str, **kwargs: Any) -> None:
        headings = table(code_list).items()
        codes = [(code, f"{heading} ({code})") for code, heading in headings]
        super().__init__(choices=[("", "Not stated"), *codes], required=False, **kwargs)


class CutField(forms.DecimalField):
    """How many percent are cut off an edge of the cover; empty means none."""

    def __init__(self, edge: str) -> None:
        super().__init__(
            label=f"Cut off {edge} (%)",
            required=False,
            initial=_UNCUT,
            min_value=0,
            max_value=MOST_CUT,
            max_digits=3,
            decimal_places=1,
        )

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        return _UNCUT if number is None else number


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
    availability = CodeField("list65", help_text="From the publisher: ONIX List 65.")
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

    class Meta:
        model = Edition
        # Saved by `replace_cover` and `crop_cover`, which name the files and remove old ones.
        exclude: list[str] = ["cover", *CUT_COLUMNS]
        widgets = {"edition_statement": ONE_LINE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


@transaction.atomic
def replace_contents(edition: Edition, entries: list[Entry]) -> None:
    """Write an edition's table of contents anew."""
    rows = [{"order": order, **asdict(entry)} for order, entry in enumerate(entries, 1)]
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


def _with_suggestion(error: isbn.InvalidISBN) -> str:
    if error.suggestion is None:
        return error.reason
    return f"{error.reason} If only the last one is wrong, the ISBN is {error.suggestion}."


def stored_entries(edition: Edition) -> list[Entry]:
    """An edition's table of contents as it is kept. Runs a query unless it was prefetched."""
    return [
        Entry(level=row.level, label=row.label, title=row.title, page=row.page)
        for row in edition.contents.all()
    ]


def _too_long(entry: Entry) -> list[str]:
    limits = [
        ("number", entry.label, NAME),
        ("title", entry.title, TITLE),
        ("page", entry.page, 20),
    ]
    return [
        f"The {part} of “{entry.title[:40]}…” is longer than {limit:,} characters."
        for part, text, limit in limits
        if len(text) > limit
    ]


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
