"""The staff's pages as a whole, and those that draw on several rooms."""

from bookstore.admin import site, works

__all__ = ["site", "works"]
