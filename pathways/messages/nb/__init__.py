"""The bokmål catalogue, one module per part of the product; keys are ``part.name`` and never repeat."""

from collections.abc import Mapping
from types import MappingProxyType

from pathways.messages.nb import (
    cli,
    cli_migrating,
    cli_operations,
    compiler,
    counting,
    demo,
    engine,
    machine,
    notices,
    register,
    store,
    timeline,
)

_OF_CLI = (cli, cli_migrating, cli_operations)
_PARTS = (*_OF_CLI, compiler, counting, demo, engine, machine, notices, register, store, timeline)

SENTENCES: Mapping[str, str] = MappingProxyType(
    {key: sentence for part in _PARTS for key, sentence in part.SENTENCES.items()}
)
