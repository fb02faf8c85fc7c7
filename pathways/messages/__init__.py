"""What people read, as catalogues of sentences by key. Bokmål first; another language is another module.

``say`` is the one way to a sentence. A missing key or value is a bug and raises ``KeyError``.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pathways.messages.nb import SENTENCES as NB

CATALOGUES: Mapping[str, Mapping[str, str]] = MappingProxyType({"nb": NB})


def say(key: str, /, *, language: str = "nb", **values: object) -> str:
    """The sentence ``key`` of the catalogue, filled with ``values`` (``str.format`` fields).

    Raises: KeyError when the key, the language or a value is missing.
    """
    return CATALOGUES[language][key].format_map(values)
