"""The bokmål catalogue, one module per part of the product; keys are ``part.name`` and never repeat."""

from collections.abc import Mapping
from types import MappingProxyType

from pathways.messages.nb import (
    checkpoints,
    cli,
    cli_checks,
    cli_doctor,
    cli_migrating,
    cli_notices,
    cli_operations,
    cli_reports,
    cli_usage,
    compiler,
    counting,
    demo,
    engine,
    identity,
    intake,
    machine,
    municipality,
    notices,
    past,
    people,
    periods,
    policy,
    proving,
    reasons,
    register,
    store,
    timeline,
)

_PARTS = (
    checkpoints,
    cli,
    cli_checks,
    cli_doctor,
    cli_migrating,
    cli_notices,
    cli_operations,
    cli_reports,
    cli_usage,
    compiler,
    counting,
    demo,
    engine,
    identity,
    intake,
    machine,
    municipality,
    notices,
    past,
    people,
    periods,
    policy,
    proving,
    reasons,
    register,
    store,
    timeline,
)

SENTENCES: Mapping[str, str] = MappingProxyType(
    {key: sentence for part in _PARTS for key, sentence in part.SENTENCES.items()}
)
