"""The forms behind the admin's screens."""

from catalog.forms.editions import EditionForm, RelatedProductForm, SeriesPartForm
from catalog.forms.fields import TypedContents
from catalog.forms.names import SluggedForm, SubjectForm
from catalog.forms.works import (
    ContributionForm,
    EditorialReviewForm,
    PlacedForm,
    WorkForm,
    replace_places,
)

__all__ = [
    "ContributionForm",
    "EditionForm",
    "EditorialReviewForm",
    "PlacedForm",
    "RelatedProductForm",
    "SeriesPartForm",
    "SluggedForm",
    "SubjectForm",
    "TypedContents",
    "WorkForm",
    "replace_places",
]
