"""Writes ONIX 3.1 with reference names: the other direction of the reader. No database here.

`message.write` is the way in. Each other module writes what its namesake in `catalog.onix` reads,
so that a record written and read again is the same record.
"""

from catalog.onix.writing.message import Sent, write

__all__ = ["Sent", "write"]
