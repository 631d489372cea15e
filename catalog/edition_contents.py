"""The table of contents that an edition has in the database, as plain entries."""

from catalog.contents import Entry
from catalog.models import Edition


def stored_entries(edition: Edition) -> list[Entry]:
    """An edition's table of contents as it is kept. Runs a query unless it was prefetched."""
    return [
        Entry(level=row.level, label=row.label, title=row.title, page=row.page)
        for row in edition.contents.all()
    ]
