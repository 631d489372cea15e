import os
from pathlib import Path

import pytest
from django.conf import settings as shop_settings
from django.core.cache import cache

SHARED_DATA = Path(shop_settings.BASE_DIR).parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real feeds beside the project; tests that need them are skipped where they are absent."""
    if not SHARED_DATA.is_dir():
        missing = "../shared/data is not here, and it holds the real feeds this test reads"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    return SHARED_DATA


@pytest.fixture(autouse=True)
def counts_of_this_test_only(settings):
    """Limits count in the memory of the test, so that no test uses up what another may do."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
