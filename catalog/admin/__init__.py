"""The catalogue's screens for staff."""

from catalog.admin import editions, names, onix_records, onix_runs, works

__all__ = ["editions", "names", "onix_records", "onix_runs", "works"]
