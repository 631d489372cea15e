from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.importing import Result
from catalog.loading import load_file
from tests.catalog.onix.messages import write_message


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., list[Result]]:
    """Load the products as one file, in a folder that may hold covers."""

    def load(*products: str) -> list[Result]:
        return list(load_file(write_message(tmp_path, *products)))

    return load


@pytest.fixture
def load_one(load: Callable[..., list[Result]]) -> Callable[..., Result]:
    def load_one(product: str) -> Result:
        (result,) = load(product)
        return result

    return load_one
