"""Runs of feeds for tests, with the file that they load."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from marketplace.models import FeedRun, Seller
from tests.marketplace.feeds.files import AMAZON, table


def make_run(seller: Seller | None, *lines: dict[str, str], **fields: Any) -> FeedRun:
    """Keep a file of Amazon's kind as the admin does, with a line for each of `lines`."""
    text = fields.pop("text", None) or table(*(AMAZON | line for line in lines or [{}]))
    defaults = {"file_name": "inventory.txt", "format": "amazon", "encoding": "utf-8"}
    run = FeedRun(seller=seller, **(defaults | fields))
    run.file.save("inventory.txt", ContentFile(text.encode()), save=False)
    run.save()
    return run


def written_table(path: Path, *lines: dict[str, str]) -> Path:
    path.write_text(table(*(AMAZON | line for line in lines)), encoding="utf-8")
    return path
