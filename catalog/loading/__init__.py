"""Loads what an ONIX message says into the shop (docs/decisions/matching-works.md)."""

from catalog.loading.files import load_file

__all__ = ["load_file"]
