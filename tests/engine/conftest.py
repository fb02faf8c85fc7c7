"""An engine on the small matter, and one on the shipped definitions, on each database in turn."""

from collections.abc import Iterator

import pytest

from tests.machine.samples import matter
from tests.support.installed import Installed, installed
from tests.support.worlds import shipped


@pytest.fixture
def matters(migrated_url: str) -> Iterator[Installed]:
    """The small matter."""
    with installed(migrated_url, matter(), channels=("file",)) as found:
        yield found


@pytest.fixture
def real(migrated_url: str) -> Iterator[Installed]:
    """The shipped definitions."""
    with installed(migrated_url, shipped()) as found:
        yield found
