"""The screens of the desk, where staff decide on what waits."""

from moderation.admin.desk import CaseAdmin

__all__ = ["CaseAdmin"]
