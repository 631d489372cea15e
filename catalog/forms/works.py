"""The forms for a work, and for the rows below it that have an order."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AdminIntegerFieldWidget,
    AdminTextareaWidget,
)
from django.db import transaction
from django.db.models import Q

from catalog.forms.fields import ONE_LINE
from catalog.forms.texts import KeywordsField, OneLineField, ParagraphsField
from catalog.models import Contribution, EditorialReview, Subject, Work
from catalog.places import Move, Placed, in_order


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
        field_classes = {
            "title": OneLineField,
            "subtitle": OneLineField,
            "overview": ParagraphsField,
            "keywords": KeywordsField,
        }
        help_texts = {"main_subject": "Empty for the first of the subjects."}

    def clean(self) -> dict[str, Any]:
        """The main subject is one of the subjects; of some, one is the main one, as in feeds."""
        cleaned = super().clean() or {}
        main, subjects = cleaned.get("main_subject"), cleaned.get("subjects")
        if subjects is None:
            return cleaned
        if main is None:
            cleaned["main_subject"] = subjects.order_by("heading", "pk").first()
        elif main not in subjects:
            cleaned["subjects"] = Subject.objects.filter(Q(pk__in=subjects) | Q(pk=main.pk))
        return cleaned


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
        field_classes = {"biography": ParagraphsField}


class EditorialReviewForm(PlacedForm):
    class Meta:
        model = EditorialReview
        fields = ["kind", "order", "source", "signer", "text"]
        widgets = {
            "source": ONE_LINE,
            "signer": ONE_LINE,
            "text": AdminTextareaWidget(attrs={"rows": 5}),
        }
        field_classes = {"source": OneLineField, "signer": OneLineField, "text": ParagraphsField}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == EditorialReview.Kind.ANNOTATION and (
            cleaned.get("signer") or not cleaned.get("source")
        ):
            self.add_error(
                "kind",
                "An annotation is by a body, which is its source, and nobody signs it. "
                "Choose a review quote, or name the source alone.",
            )
        return cleaned
