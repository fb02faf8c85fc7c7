"""What people read, as catalogues of sentences by key. Bokmål first; another language is another module.

``say`` is the one way to a sentence. A missing key or value is a bug and raises ``KeyError``.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pathways.messages.line import NAMES, as_line
from pathways.messages.nb import SENTENCES as NB

CATALOGUES: Mapping[str, Mapping[str, str]] = MappingProxyType({"nb": NB})


def say(key: str, /, *, language: str = "nb", **values: object) -> str:
    """The sentence ``key`` of the catalogue, filled with ``values`` (``str.format`` fields).

    Names of files, folders and databases (``NAMES``) are told on one line, whatever they hold.

    Raises: KeyError when the key, the language or a value is missing.
    """
    shown = {name: as_line(value) if name in NAMES else value for name, value in values.items()}
    return CATALOGUES[language][key].format_map(shown)
