from reviews.models.ratings import RatingRow, RatingSummary, published_of_edition
from reviews.models.reviews import (
    REASON_MAX,
    RECOMMENDATIONS_MAX,
    STARS,
    Draft,
    HelpfulVote,
    Recommendation,
    Review,
    SignatureChange,
)
from reviews.models.screening_words import ScreeningWord

__all__ = [
    "REASON_MAX",
    "RECOMMENDATIONS_MAX",
    "STARS",
    "Draft",
    "HelpfulVote",
    "RatingRow",
    "RatingSummary",
    "Recommendation",
    "Review",
    "ScreeningWord",
    "SignatureChange",
    "published_of_edition",
]
