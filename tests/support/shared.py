"""The official samples that lie beside the checkout. They are not copied into the project."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
REQUIRED = os.environ.get("PATHWAYS_REQUIRE_SHARED") == "1"
HOW_TO_GET = (
    "finnes ikke. Delte prøvefiler ventes i «shared» ved siden av utsjekkingen; uten dem er dette ikke prøvd. "
    "Med PATHWAYS_REQUIRE_SHARED=1 (som i CI) er det en feil."
)


def shared_or_skip(path: str) -> Path:
    """The file or folder under ``shared``. Absent: a failure where it is required, else a skip that says so."""
    found = SHARED / path
    if not found.exists():
        message = f"{found.name} {HOW_TO_GET}"
        if REQUIRED:
            pytest.fail(message)
        pytest.skip(message)
    return found
