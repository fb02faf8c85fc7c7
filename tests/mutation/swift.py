"""A pytest plugin for mutation testing: what is quick comes first, and the smallest failing example is not sought.

Loaded by ``-p`` from the table for mutmut in pyproject.toml, and by nothing else.
"""

import pytest
from hypothesis import Phase, settings

from tests.counting.support import CALENDARS

settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """After conftest.py has chosen its own profile, and before a test module is read."""
    settings.load_profile("mutants")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One example kills most mutants in a hundredth of a second: walks and properties only run for the others."""
    items.sort(key=lambda item: any(item.get_closest_marker(name) is not None for name in ("soak", "hypothesis")))


def pytest_runtest_setup() -> None:
    """Every test makes the tables of a calendar anew, so that mutmut sees which tests come near the code for it."""
    for calendar in CALENDARS.values():
        calendar._made = None
