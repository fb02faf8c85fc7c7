"""How often long tests repeat themselves: a count for every day, and a long one for ``make soak``."""

import os

SOAKING = os.environ.get("PATHWAYS_SOAK") == "1"


def count(normal: int, soak: int) -> int:
    """The number of repetitions: ``soak`` when PATHWAYS_SOAK is 1, otherwise ``normal``."""
    return soak if SOAKING else normal
