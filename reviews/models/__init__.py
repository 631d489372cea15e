from reviews.models.ratings import RatingRow, RatingSummary
from reviews.models.reviews import (
    REASON_MAX,
    RECOMMENDATIONS_MAX,
    STARS,
    Draft,
    HelpfulVote,
    Recommendation,
    Review,
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
]
