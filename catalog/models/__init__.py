"""What a book is."""

from catalog.models.editions import ContentsEntry, Edition, RelatedProduct, SeriesPart
from catalog.models.names import Contributor, Publisher, Series, Subject, SubjectScheme
from catalog.models.onix_runs import OnixRecord, OnixRun
from catalog.models.staff_edits import StaffEdit
from catalog.models.works import Contribution, ContributorRole, EditorialReview, Work

__all__ = [
    "ContentsEntry",
    "Contribution",
    "Contributor",
    "ContributorRole",
    "Edition",
    "EditorialReview",
    "OnixRecord",
    "OnixRun",
    "Publisher",
    "RelatedProduct",
    "Series",
    "SeriesPart",
    "StaffEdit",
    "Subject",
    "SubjectScheme",
    "Work",
]
