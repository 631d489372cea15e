"""The marketplace's screens for staff."""

from marketplace.admin import feeds, offers, proposals, sellers

__all__ = ["feeds", "offers", "proposals", "sellers"]
