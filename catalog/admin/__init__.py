"""The catalogue's screens for staff."""

from catalog.admin import editions, names, works

__all__ = ["editions", "names", "works"]
