from reviews.models.brakes import Brake
from reviews.models.decisions import APPEAL_MAX, NOTE_MAX, WORDS_MAX, Appeal, Decision
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
    "APPEAL_MAX",
    "NOTE_MAX",
    "REASON_MAX",
    "RECOMMENDATIONS_MAX",
    "STARS",
    "WORDS_MAX",
    "Appeal",
    "Brake",
    "Decision",
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
