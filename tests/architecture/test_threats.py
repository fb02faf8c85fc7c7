"""The threat model names tests that exist; the template for data protection names all that is kept."""

import re

from pathways.identity.fields import FIELDS
from pathways.store import account_tables, signal_tables, tables
from pathways.store.base import Base
from tests.architecture.repository import ROOT

THREATS = (ROOT / "docs" / "explanation" / "threat-model.md").read_text("utf-8")
PROTECTION = (ROOT / "docs" / "how-to" / "assess-data-protection.md").read_text("utf-8")


def _threats() -> dict[str, str]:
    """Each row of the table, by its number."""
    return {found[1]: found[2] for found in re.finditer(r"^\| (T\d+) \|(.*)\|$", THREATS, re.MULTILINE)}


def test_each_threat_has_a_test_that_is_there() -> None:
    rows = _threats()
    assert list(rows) == [f"T{number}" for number in range(1, len(rows) + 1)]
    for number, row in rows.items():
        named = re.findall(r"`(tests/[\w/]+\.py)`", row)
        assert named, number
        assert [path for path in named if not (ROOT / path).exists()] == [], number


def test_the_template_speaks_of_threats_that_are_there() -> None:
    assert set(re.findall(r"\bT\d+\b", PROTECTION)) <= set(_threats())


def test_the_template_names_every_field_about_persons_and_every_table() -> None:
    assert {tables, signal_tables, account_tables}
    named = set(re.findall(r"`(\w+)`", PROTECTION))
    assert sorted(set(FIELDS) - named) == []
    assert sorted({name for name in Base.metadata.tables if name != "alembic_version"} - named) == []
