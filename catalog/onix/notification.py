"""What a record is for: its NotificationType, a code of ONIX List 1."""

from enum import Enum, auto

from catalog.onix.elements import Element, Warn, child_text
from catalog.onix.records import RefusedRecord
from catalog.onix.tables import table


class Notification(Enum):
    FULL_RECORD = auto()
    BLOCK_UPDATE = auto()
    WITHDRAWAL = auto()


_KINDS = {"04": Notification.BLOCK_UPDATE, "05": Notification.WITHDRAWAL}
# Records with these are to be thrown away when the test is over.
_TESTS = {"88", "89"}


def notification(product: Element, warn: Warn) -> Notification:
    """Return what the record is for. Raises RefusedRecord for one that only tests the way.

    All codes but 04 and 05 go with full records, also notices of sale and of acquisition (08, 09),
    and so does, most likely, a record that does not say.
    """
    code = child_text(product, "NotificationType")
    if code in _TESTS:
        raise RefusedRecord(
            f"This is a test (NotificationType {code}), not a book. "
            "Use 03 for a record that counts."
        )
    if code not in table("list1"):
        warn(f"The NotificationType “{code}” is not one; the record was read as a full one (03).")
    return _KINDS.get(code, Notification.FULL_RECORD)
