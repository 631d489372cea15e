"""The screens for readers' reviews, and for what the screening points out."""

from reviews.admin.reviews import ReviewAdmin
from reviews.admin.screening_words import ScreeningWordAdmin

__all__ = ["ReviewAdmin", "ScreeningWordAdmin"]
