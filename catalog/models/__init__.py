"""What a book is."""

from catalog.models.editions import ContentsEntry, Edition
from catalog.models.names import Contributor, Publisher, Subject, SubjectScheme
from catalog.models.works import Contribution, ContributorRole, EditorialReview, Work

__all__ = [
    "ContentsEntry",
    "Contribution",
    "Contributor",
    "ContributorRole",
    "Edition",
    "EditorialReview",
    "Publisher",
    "Subject",
    "SubjectScheme",
    "Work",
]
