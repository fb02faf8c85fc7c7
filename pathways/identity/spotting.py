"""Whether a text holds what looks like a Norwegian national number (fødselsnummer, D-number, or a synthetic one).

Looks wider than ``numbers.verdict_on``, which judges what somebody gave as a number: here nothing may be missed.
"""

import re

from pathways.identity.numbers import passes

_DIGITS = r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .\-\u00a0]?\d{5}(?!\d)"
_LABEL = r"(?:f(?:ø|oe|o)dsels-?n(?:umme)?r|person-?n(?:umme)?r|\bfnr|\bpnr|\bd-?n(?:umme)?r)(?:et)?\b"
_ELEVEN = re.compile(_DIGITS)
_LABELLED = re.compile(rf"{_LABEL}[^\d\n]{{0,20}}{_DIGITS}", re.IGNORECASE)


def looks_like_one(text: str) -> bool:
    """Whether some eleven digits in ``text`` pass as a number, or are called one whatever their control digits."""
    return _LABELLED.search(text) is not None or any(
        passes("".join(filter(str.isdigit, found))) for found in _ELEVEN.findall(text)
    )
