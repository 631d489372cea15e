from reviews.models.brakes import Brake
from reviews.models.decisions import APPEAL_MAX, NOTE_MAX, WORDS_MAX, Appeal, Decision
from reviews.models.ratings import RatingRow, RatingSummary, with_review_facts
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
    "with_review_facts",
]
