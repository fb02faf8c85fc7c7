"""What becomes of a deadline when the decision it counts from is made anew. Apart, as only deadlines say it."""

from enum import StrEnum


class OnRedecide(StrEnum):
    """What becomes of a deadline that counts from a decision, when another one takes its place (docs/adr/0015)."""

    anew = "anew"
    """It counts anew from the new one."""
    keeps = "keeps"
    """It counts from the first of them, as long as each leads where the one before it led."""
    only = "only"
    """It counts from the new one, and never from a decision that takes the place of none."""
