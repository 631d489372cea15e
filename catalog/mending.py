"""A refused record of a feed, put right by staff and loaded, or left as it is."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from lxml import etree

from catalog.importing import Outcome, Result, UnreadableFile
from catalog.loading import load_file
from catalog.models import Edition, OnixRecord
from catalog.onix.identifiers import product_number
from catalog.onix.mending import as_message
from catalog.runs.onix import folder_of

Answer = OnixRecord.Answer


class AlreadyAnswered(Exception):
    """Somebody mended or left the record before; the message says which."""


@transaction.atomic
def mend(record: OnixRecord, element: etree._Element, *, staff: AbstractBaseUser) -> Result:
    """Load the mended record as a message of one; return what became of it.

    What is refused again changes nothing. Raises AlreadyAnswered.
    """
    stored = OnixRecord.objects.select_for_update().get(pk=record.pk)
    if stored.answer:
        raise AlreadyAnswered(f"The record is {stored.get_answer_display()} already.")
    content = as_message(element)
    result = _loaded(content, folder_of(stored.run))
    if result.outcome is not Outcome.REFUSED:
        warnings: list[str] = []
        number = product_number(element, warnings.append, shop_name=settings.SHOP_NAME)
        record.edition = Edition.objects.get(isbn13=number)
        _answer(record, Answer.MENDED, staff)
    return result


def leave(record: OnixRecord, *, staff: AbstractBaseUser) -> bool:
    """Note that nothing will be done about an open record; return whether it was open."""
    is_open = OnixRecord.objects.open().filter(pk=record.pk).exists()
    if is_open:
        _answer(record, Answer.LEFT, staff)
    return is_open


def take_up(record: OnixRecord) -> bool:
    """Have a record that was left wait again; return whether it was left."""
    left = OnixRecord.objects.filter(pk=record.pk, answer=Answer.LEFT)
    return bool(left.update(answer="", answered_by=None, answered_at=None))


def _answer(
    record: OnixRecord,
    answer: OnixRecord.Answer,
    staff: AbstractBaseUser,
) -> None:
    record.answer, record.answered_by, record.answered_at = answer, cast(Any, staff), timezone.now()
    record.save(update_fields=["answer", "answered_by", "answered_at", "edition"])


def _loaded(content: bytes, covers: Path | None) -> Result:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mended.xml"
        path.write_bytes(content)
        try:
            (result,) = load_file(path, folder=covers)
        except UnreadableFile as error:
            told = str(error).removeprefix(f"{path}: ")
            return Result(Outcome.REFUSED, "", f"The XML cannot be read: {told}")
    return result
