"""Loads what an ONIX message says into the shop (docs/decisions/matching-works.md)."""

from catalog.loading.files import load_file
from catalog.loading.products import load_product

__all__ = ["load_file", "load_product"]
