"""What an address that mail is sent to looks like. Whether anybody reads there, only a mail finds out."""

import re

LONGEST = 254
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")
"""Plain ASCII addresses: no display names, no lists, no line breaks, nothing a header could be made of."""


def is_address(text: str) -> bool:
    """Whether a mail can be sent there: one plain address."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None
