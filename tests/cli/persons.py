"""Gives the command line what people type about persons: on standard input, as values are never on the line."""

import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.running import Cli, Ran, open_case, sandbox_of
from tests.support.databases import Databases

NUMBER = "01819050062"
"""Of an invented person: 80 is added to the month."""

FAMILY: Mapping[str, Mapping[str, str]] = {
    "child": {"name": "Øystein Prøvesen", "birth_date": "2015-03-02", "national_number": NUMBER},
    "parent_1": {"name": "Åse Prøvesen", "address": "Oppdiktet vei 1\n0001 Ingensteder", "phone": "00 00 00 01"},
    "reporter_1": {"name": "Tåle Skoleleder"},
}


def typed(cli: Cli, text: str, *arguments: str) -> Ran:
    """Run a command with ``text`` on standard input."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogateescape"))))
        return cli(*arguments)


def put(cli: Cli, case: str, people: Mapping[str, Mapping[str, str]] = FAMILY, *more: str) -> Ran:
    """Write down a family."""
    return typed(cli, json.dumps(people), "person", "set", case, "--from", "-", *more)


def with_family(cli: Cli) -> str:
    """A case with a family; its number."""
    case = open_case(cli)
    assert put(cli, case).code == 0
    return case


def keyed(databases: Databases, folder: Path) -> Cli:
    """A sandbox with a folder of keys, on either kind of database."""
    return sandbox_of(databases, PATHWAYS_KEYS=str(folder / "keys"))


def fields_of(shown: Ran) -> dict[str, str]:
    """What was shown, by ``subject.field``."""
    return {f"{each['subject']}.{each['field']}": each["value"] for each in shown.json["fields"]}
