"""Everything wrong that can be typed: each argument and option of each command, taken from the commands themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from typer.main import get_command

from pathways.cli.app import build
from pathways.cli.reference import commands
from tests.canary.commands import CHANGING, LOOKING, TYPED
from tests.canary.crawling import logged
from tests.canary.tokens import Token
from tests.canary.world import World
from tests.cli.persons import typed
from tests.cli.running import Cli, Ran

if TYPE_CHECKING:
    from typer._click import Command
    from typer._click.core import Parameter

NAME, NUMBER = "Zx99998qz", "01819050062"
"""Of somebody whom nobody wrote down: typed where something else was asked for."""
STEERS = "\x1b[2J\u202e\x07\rKjedene er hele"
LARGE = 10 * 1024 * 1024
LONGEST = 100_000
"""About as long as a system lets one argument be."""

VALUES = {
    "who somebody is": f"{NAME} {NUMBER}",
    "a name alone": NAME.lower(),
    "a number alone": NUMBER,
    "no such case": "BV-2026-9999",
    "no such day": "2026-13-45",
    "nothing": "",
    "what steers": STEERS,
    "far too much": f"{NAME} {NUMBER} " + "å" * LONGEST,
}
FILES = {
    "ten megabytes": (f"{NAME} {NUMBER}\n" * (LARGE // 22)).encode(),
    "no text": f"{NAME} {NUMBER}".encode() + bytes(range(256)),
    "json of something else": f'{{"{NAME}": ["{NUMBER}", {{"name": "{NAME}"}}]}}'.encode(),
    "a list": f'[{{"{NAME}": "{NUMBER}"}}]'.encode(),
    "a table": f'[users."{NAME}"]\nroles = ["{NUMBER}"]\nname = 7\n'.encode(),
    "rows": f"saksnummer;navn\n{NUMBER};{NAME}\n".encode(),
    "broken": f'{{"{NAME}": "{NUMBER}'.encode(),
}
"""What lies in a file, or on standard input, where a command reads one."""
TREE: "dict[str, Command]" = {
    name.removeprefix("pathways "): command for name, command in commands(get_command(build()), "pathways")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A command with something wrong in one place."""

    command: str
    place: str
    what: str
    words: tuple[str, ...]
    stdin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How one ended, and what it told the program's own log."""

    ran: Ran
    log: str
    tokens: tuple[Token, ...]
    """Those of the people who are in the world, on standard error and in the log."""


def write_files(folder: Path) -> dict[str, Path]:
    """The files, each by what is wrong with it."""
    for number, content in enumerate(FILES.values()):
        (folder / f"feil-{number}").write_bytes(content)
    return {what: folder / f"feil-{number}" for number, what in enumerate(FILES)}


def wrongs(files: dict[str, Path]) -> Iterator[Wrong]:
    """Every one there is."""
    for command, row in {**LOOKING, **CHANGING}.items():
        for place, words in _places(command, row):
            for what, value in {**VALUES, **{what: str(file) for what, file in files.items()}}.items():
                if what in VALUES or _reads_files(command, place):
                    told = tuple(value if word is None else word for word in words)
                    yield Wrong(command=command, place=place, what=what, words=told)
        if command in TYPED:
            for what, content in FILES.items():
                text = content.decode("utf-8", errors="surrogateescape" if what == "no text" else "strict")
                yield Wrong(command=command, place="stdin", what=what, words=row, stdin=text)


def _places(command: str, row: tuple[str, ...]) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """The words of a command with None where something wrong is to stand: each argument, each option."""
    options = {name: each for each in TREE[command].params for name in each.opts if name.startswith("--")}
    place = number = 0
    while place < len(row):
        if row[place] in options:
            place += 1 if _is_flag(options[row[place]]) else 2
        else:
            yield f"argument {number}", (*row[:place], None, *row[place + 1 :])
            place, number = place + 1, number + 1
    for each in [each for each in TREE[command].params if each.param_type_name == "argument"][number:]:
        yield f"argument {each.name}", (*row, None)
    for name, each in options.items():
        if not _is_flag(each):
            yield name, (*row, name, None)


def _is_flag(option: "Parameter") -> bool:
    return bool(getattr(option, "is_flag", False)) or "--help" in option.opts


def _reads_files(command: str, place: str) -> bool:
    """Whether there may be a file there: as the parameter says, or as its row has one."""
    known = {name: each for each in TREE[command].params for name in each.opts}
    if place in known:
        return known[place].metavar in ("FIL", "MAPPE")
    row = [word for word in {**LOOKING, **CHANGING}[command] if word in ("{changes}", "{people}", "{definition}")]
    return bool(row)


def answer(world: World, cli: Cli, wrong: Wrong, user: str, case: str) -> Answer:
    """Type it, as somebody who would otherwise do this in a case."""
    facts = {**world.facts[case], "out": str(world.folder / "ut.jsonl")}
    Path(facts["out"]).unlink(missing_ok=True)
    takes_user = any("--as" in each.opts for each in TREE[wrong.command].params) and "--as" not in wrong.words
    words = [word.format(**facts) if word.startswith("{") and word.endswith("}") else word for word in wrong.words]
    told = TYPED.get(wrong.command, "") if wrong.stdin is None else wrong.stdin
    told = facts["name"] if told == "{name}" else told
    with logged() as log:
        ran = typed(cli, told, *wrong.command.split(), *words, *(("--as", user) if takes_user else ()))
    aside = [each for each in world.tokens.within(ran.err) if each.case or each.kind == "account"]
    aside += [each for each in world.tokens.within(log.getvalue()) if each.case]
    return Answer(ran=ran, log=log.getvalue(), tokens=tuple(aside))
