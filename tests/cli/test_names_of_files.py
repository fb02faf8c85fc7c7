"""The name of a file, a folder or a database is one line wherever it is told, and nothing in it acts on a screen."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cli.running import MONDAY, REPORT, Cli

PLANTED = "Registrert: hendelse 7 i BV-2026-0001"
EVIL = f"sak\n{PLANTED}\r\x1b[2K\x1b]0;tittel\x07\u202egnp\u2028{PLANTED}"
"""What a name of a file may hold: line ends, what clears a line or names a window, what turns the direction."""

BAD_TOML = "[users.kari\n"
BAD_YAML = "pathway: x\n"


def lines_of(cli: Cli, *arguments: str) -> list[str]:
    """Every line that a command showed; with nothing in it that a screen acts on."""
    ran = cli(*arguments)
    shown = ran.out + ran.err
    assert not set(shown) & set("\x1b\x07\r\u202e\u2028"), shown
    lines = [line.strip() for line in shown.splitlines()]
    assert "sak" in shown, "the name was not told at all"
    assert not [line for line in lines if line.startswith("Registrert")], shown
    return lines


ARGUMENTS = [
    ("import", "register", "{gone}", "--as", "liv"),
    ("import", "register", "{bad}", "--as", "liv"),
    ("import", "open-cases", "{gone}.csv", "--as", "liv"),
    ("import", "open-cases", "{gone}.json", "--as", "liv"),
    ("import", "open-cases", "{bad}", "--as", "liv"),
    ("import", "open-cases", "{bad}.json", "--as", "liv"),
    ("import", "open-cases", "{bad}.csv", "--as", "liv"),
    ("amend", "BV-2026-0001", "{gone}", "--as", "kari"),
    ("amend", "BV-2026-0001", "{bad}", "--as", "kari"),
    ("people", "apply", "{gone}", "--as", "siv"),
    ("people", "apply", "{bad}", "--as", "siv"),
    ("people", "apply", "{bad}.csv", "--as", "siv"),
    ("person", "set", "BV-2026-0001", "--from", "{bad}", "--as", "kari"),
    ("person", "set", "BV-2026-0001", "--from", "{gone}", "--as", "kari"),
    ("definition", "check", "{gone}.yaml"),
    ("definition", "check", "{bad}.yaml"),
    ("definition", "check", "{folder}"),
    ("definition", "impact", "{gone}.yaml"),
    ("definition", "impact", "{bad}.yaml"),
    ("definition", "diff", "{gone}.yaml", "{bad}.yaml"),
    ("definition", "paths", "{bad}.yaml"),
    ("definition", "migrate", "{gone}", "--as", "liv"),
    ("definition", "migrate", "{bad}", "--as", "liv"),
    ("backup", "{bad}"),
    ("backup", "{gone}"),
    ("backup", "{gone}/{gone}"),
    ("checkpoint", "--to", "{bad}", "--as", "rolf"),
    ("checkpoint", "--to", "{gone}", "--as", "rolf"),
    ("log", "export", "--to", "{bad}", "--as", "rolf"),
    ("log", "export", "--to", "{gone}", "--as", "rolf"),
    ("verify", "--checkpoint", "{gone}", "--public-key", "{bad}", "--as", "rolf"),
    ("verify", "--checkpoint", "{bad}", "--public-key", "{gone}", "--as", "rolf"),
    ("demo", "--folder", "{bad}"),
    ("case", "list", "--database", "sqlite:///{gone}"),
    ("case", "list", "--database", "sqlite:///{bad}"),
    ("case", "list", "--database", "sqlite:///{gone}/{gone}"),
    ("case", "list", "--database", "postgresql://{name}@localhost:1/{name}"),
    ("doctor", "--database", "sqlite:///{bad}"),
    ("init", "--sandbox", "--database", "sqlite:///{new}"),
    ("simulate", "--people", "1", "--database", "sqlite:///{bad}"),
]


@pytest.fixture
def names() -> Iterator[dict[str, str]]:
    """Names of files that are there and cannot be read as what they should be, and of those that are not.

    In a folder with a short name: where a long line is broken is told elsewhere.
    """
    with TemporaryDirectory(prefix="n") as made:
        there = Path(made)
        evil = there / EVIL
        for name in (EVIL, f"{EVIL}.yaml", f"{EVIL}.csv", f"{EVIL}.json"):
            (there / name).write_text(BAD_YAML if name.endswith("yaml") else BAD_TOML, encoding="utf-8")
        (folder := there / "mappe" / EVIL).mkdir(parents=True)
        (folder / f"{EVIL}.yaml").write_text(BAD_YAML, encoding="utf-8")
        gone, new = there / f"borte{EVIL}", there / f"ny{EVIL}"
        yield {"bad": str(evil), "gone": str(gone), "new": str(new), "folder": str(folder), "name": EVIL}


@pytest.mark.parametrize("given", ARGUMENTS, ids=lambda given: " ".join(given).replace("{", "").replace("}", ""))
def test_what_is_named_on_the_command_line_stays_on_its_line(
    cli: Cli, names: dict[str, str], given: tuple[str, ...]
) -> None:
    if "BV-2026-0001" in given:
        cli.ok("case", "open", "barnevern_undersokelse", "--as", "kari", "--happened", MONDAY, *REPORT)
    lines_of(cli, *(each.format(**names) for each in given))


@pytest.mark.parametrize(
    ("variable", "given"),
    [
        ("PATHWAYS_DEFINITIONS", ("definition", "list")),
        ("PATHWAYS_DEFINITIONS", ("doctor",)),
        ("PATHWAYS_KEYS", ("keys", "list")),
        ("PATHWAYS_KEYS", ("doctor",)),
        ("PATHWAYS_MAIL_FOLDER", ("doctor",)),
    ],
)
def test_what_is_named_in_a_setting_stays_on_its_line(
    cli: Cli, names: dict[str, str], variable: str, given: tuple[str, ...]
) -> None:
    for name in ("gone", "bad", "folder"):
        lines_of(Cli(url=cli.url, env={variable: names[name]}), *given)
