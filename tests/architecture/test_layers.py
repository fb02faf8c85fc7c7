"""No part of the package stands outside the contract of layers: what it does not name it does not hold back."""

import tomllib
from pathlib import Path

from tests.architecture.repository import ROOT

ALONE = "pathways.standalone"
"""Has a contract of its own: it imports nothing of ours."""


def test_every_module_and_package_stands_in_the_contract_of_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [layers] = [each["layers"] for each in contracts if each["type"] == "layers"]
    named = [name for layer in layers for name in layer.split(" : ")]
    assert len(named) == len(set(named))
    assert set(named) == {*map(_name, (ROOT / "pathways").iterdir()), "notifications"} - {"", ALONE}
    assert any(ALONE in each.get("source_modules", ()) for each in contracts)


def _name(path: Path) -> str:
    """What a module or a package of the package is called; empty for what is none."""
    is_module = path.suffix == ".py" and path.stem != "__init__"
    return f"pathways.{path.stem}" if is_module or (path / "__init__.py").exists() else ""
