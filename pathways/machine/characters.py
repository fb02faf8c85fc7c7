"""Characters that nobody sees and that make a text read otherwise than it is: none of them is kept in a free text."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but for tabulators and line breaks
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of a text
    "\ufeff\ud800-\udfff]"  # a mark of the byte order, and halves of characters, which no database takes
)


def has_unseen(text: str) -> bool:
    """Whether a text holds such a character. Tabulators and line breaks are none."""
    return _UNSEEN.search(text) is not None
