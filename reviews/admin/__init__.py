"""The screens for readers' reviews, for brakes on them, and for what the screening points out."""

from reviews.admin.brakes import BrakeAdmin
from reviews.admin.reviews import ReviewAdmin
from reviews.admin.screening_words import ScreeningWordAdmin

__all__ = ["BrakeAdmin", "ReviewAdmin", "ScreeningWordAdmin"]
