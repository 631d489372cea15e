"""What staff fill in to load a seller's file, and to say which book a line is about."""

from typing import Any

from django import forms

from catalog import cells
from catalog.importing import UnreadableFile
from catalog.models import Edition
from catalog.models.runs import kept_name
from catalog.runs.copies import on_disk
from marketplace.conditions import Condition
from marketplace.feeds.files import AUTO, ENCODINGS
from marketplace.feeds.formats import FORMATS, Feed, NamesNoSeller, feed_in
from marketplace.models import FeedRun

Mode = FeedRun.Mode


class FeedForm(forms.ModelForm):
    """Finds out the format and the encoding, and refuses what cannot be read at all."""

    file = forms.FileField(
        help_text="As the seller's program wrote it, up to hundreds of megabytes.",
        error_messages={
            "required": "Choose a file.",
            "missing": "Choose a file.",
            "empty": "The file is empty.",
        },
    )
    format = forms.ChoiceField(
        choices=[(AUTO, "Find out"), *((name, each.label) for name, each in FORMATS.items())],
        initial=AUTO,
    )
    encoding = forms.ChoiceField(
        choices=[(AUTO, "Find out"), *((name, name) for name in ENCODINGS)],
        initial=AUTO,
        help_text="Choose one only when accents come out wrong.",
    )

    class Meta:
        model = FeedRun
        fields = ["seller", "mode"]
        help_texts = {
            "seller": "Whose offers the file has. Empty for the shop's own table, whose lines "
            "name their sellers.",
            "mode": "When more than half of a seller's offers would go, you are asked first.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"file", "format", "encoding"} <= set(cleaned) and "seller" not in self.errors:
            self._recognise(cleaned)
        if cleaned.get("mode") in {Mode.DELETE, Mode.REPLACE} and not cleaned.get("seller"):
            self._say("seller", "Choose the seller whose offers may be removed.")
        return cleaned

    def save(self, commit: bool = True) -> FeedRun:
        self.instance.file_name = kept_name(self.cleaned_data["file"].name)
        return super().save(commit)

    def _recognise(self, cleaned: dict[str, Any]) -> None:
        try:
            feed = self._feed(cleaned)
        except UnreadableFile as error:
            self.add_error("file", str(error))
        except NamesNoSeller as error:
            self._say("seller", f"{error} Choose whose it is.")
        else:
            cleaned |= {"format": feed.format.name, "encoding": feed.encoding}

    def _feed(self, cleaned: dict[str, Any]) -> Feed:
        seller = cleaned.get("seller")
        with on_disk(cleaned["file"], cleaned["file"].name) as path:
            return feed_in(
                path,
                seller=seller.name if seller else "",
                format_name=cleaned["format"],
                encoding=cleaned["encoding"],
            )

    def _say(self, field: str, reason: str) -> None:
        """Add a reason to a field that has none yet."""
        if field not in self.errors:
            self.add_error(field, reason)


class ProposalForm(forms.Form):
    """Says which book a line is about, and the grade where the line states none."""

    isbn = forms.CharField(
        label="ISBN",
        max_length=100,
        help_text="In any spelling, of ten or thirteen digits.",
        error_messages={"required": "Type the ISBN of the book."},
    )
    condition = forms.ChoiceField(
        choices=[("", "Choose"), *Condition.choices],
        error_messages={"required": "The line states no condition. Choose one."},
    )

    def clean_isbn(self) -> str:
        """Return the ISBN-13 of an edition in the catalogue."""
        try:
            isbn13 = cells.isbn13(self.cleaned_data["isbn"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if not Edition.objects.filter(isbn13=isbn13).exists():
            raise forms.ValidationError(f"ISBN {isbn13} is not in the catalogue.")
        return isbn13

    def clean_condition(self) -> Condition:
        return Condition(self.cleaned_data["condition"])
