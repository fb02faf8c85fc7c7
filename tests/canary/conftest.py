"""The world of fifty people, made once for all that looks at it."""

import pytest

from tests.canary.world import World, make


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Made once. What changes something works on a copy."""
    return make(tmp_path_factory.mktemp("kanari"))
