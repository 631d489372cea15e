"""Writing the whole catalogue as ONIX, of which nothing is kept."""

from collections import deque

from benchmarks.timing import seconds
from catalog.exporting import export_onix
from catalog.models import Edition


def export_seconds() -> float:
    return seconds(lambda: deque(export_onix(Edition.objects.all()), maxlen=0))
