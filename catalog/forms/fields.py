"""Fields for what staff type, in their own spelling and units."""

from decimal import Decimal
from typing import Any, Literal, cast

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import (
    AdminFileWidget,
    AdminTextInputWidget,
)
from django.core.exceptions import ValidationError

from catalog import isbn, lengths
from catalog.constraints import NAME, TITLE
from catalog.contents import Entry, parse_text
from catalog.contents_preview import ContentsWidget
from catalog.cover_crops import MOST_CUT
from catalog.covers import (
    LARGEST_FILE,
    Picture,
    UnusableCover,
    read_picture,
)
from catalog.onix.tables import table

ONE_LINE = AdminTextInputWidget(attrs={"class": "vTextField one-line"})
_UNCUT = Decimal(0)


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
    """A code of one of EDItEUR's lists, chosen by its heading; empty where nobody stated it.

    `unstated` is the list's own code for that, if it has one.
    """

    def __init__(self, code_list: str, *, unstated: str = "", **kwargs: Any) -> None:
        headings = table(code_list).items()
        codes = [(code, f"{heading} ({code})") for code, heading in headings if code != unstated]
        kwargs.setdefault("required", False)
        super().__init__(choices=[("", "Not stated"), *codes], **kwargs)


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


def _with_suggestion(error: isbn.InvalidISBN) -> str:
    if error.suggestion is None:
        return error.reason
    return f"{error.reason} If only the last one is wrong, the ISBN is {error.suggestion}."


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
