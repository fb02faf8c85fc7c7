"""What is said of the invented municipality."""

from collections.abc import Mapping
from types import MappingProxyType

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "municipality.not_new": (
            "Basen {place} er i bruk fra før. Simuleringen lager sin egen øvingsbase, og rører ingen som finnes. "
            "Oppgi en ny og tom base med --database."
        ),
    }
)
