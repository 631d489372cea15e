from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from catalog.onix import reader
from catalog.onix.records import Product, Record, Refusal

TODAY = date(2026, 11, 22)


@pytest.fixture
def read_record(tmp_path: Path) -> Callable[..., Record]:
    """Read the only record of a message."""

    def read_record(message: str, *, encoding: str = "utf-8") -> Record:
        path = tmp_path / "read.onix.xml"
        path.write_text(message, encoding=encoding)
        (record,) = reader.products(path, store_currency="USD", today=TODAY)
        return record

    return read_record


@pytest.fixture
def read(read_record: Callable[..., Record]) -> Callable[..., Product]:
    """Read the only record of a message, which must be good."""

    def read(message: str, *, encoding: str = "utf-8") -> Product:
        record = read_record(message, encoding=encoding)
        assert isinstance(record, Product), record
        return record

    return read


@pytest.fixture
def refusal(read_record: Callable[..., Record]) -> Callable[..., str]:
    """Return why the only record of a message is refused."""

    def refusal(message: str) -> str:
        record = read_record(message)
        assert isinstance(record, Refusal), record
        return record.reason

    return refusal
