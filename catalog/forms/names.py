"""The forms for rows that have a readable part of an address."""

from typing import Any

from django import forms

from catalog.constraints import SLUG
from catalog.forms.texts import OneLineField
from catalog.slugs import free_slug


class SluggedForm(forms.ModelForm):
    """Makes the readable part of an address from the row's name when staff leave it empty."""

    slug_source = "name"

    class Meta:
        field_classes = dict.fromkeys(
            ["name", "name_inverted", "letters_after_name", "heading", "code"], OneLineField
        )

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
