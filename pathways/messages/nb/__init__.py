"""The bokmål catalogue, one module per part of the product; keys are ``part.name`` and never repeat."""

from collections.abc import Mapping
from types import MappingProxyType

from pathways.messages.nb import cli, compiler, counting, engine, machine, notices, register, store

_PARTS = (cli, compiler, counting, engine, machine, notices, register, store)

SENTENCES: Mapping[str, str] = MappingProxyType(
    {key: sentence for part in _PARTS for key, sentence in part.SENTENCES.items()}
)
