"""Whatever is typed wrong, wherever: no token of anybody comes out beside, and what was typed is kept nowhere."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.canary.allowed import is_allowed
from tests.canary.commands import CHANGING, LOOKING
from tests.canary.test_canary import OUTSIDERS, copy_of
from tests.canary.world import HELD, World
from tests.canary.wrong import NAME, NUMBER, TREE, Answer, Wrong, answer, write_files, wrongs
from tests.cli.running import Cli
from tests.support.counts import SOAKING, count

INSIDERS = [user for user in HELD if user not in OUTSIDERS]
MISTAKES = frozenset({0, 2, 3, 4, 5, 6, 7, 8, 69, 75})
"""How a command may end; 1 is a fault of the program."""

MEANT = frozenset({"--key", "--as"})
"""Where a word is kept as it was typed: what a program calls its own command, and somebody themselves in a sandbox."""


FLAGS = frozenset({"--json", "--help", "--dry-run", "--csv"})
"""Nothing can be typed wrong in them."""


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[Wrong]:
    return list(wrongs(write_files(tmp_path_factory.mktemp("feil"))))


def chosen(every: list[Wrong], chance: random.Random) -> list[Wrong]:
    """All of them in a soak; else one of each command and some more of who somebody is."""
    if SOAKING:
        return every
    names = dict.fromkeys(each.command for each in every)
    one_each = [chance.choice([each for each in every if each.command == name]) for name in names]
    return one_each + chance.sample([each for each in every if each.what == "who somebody is"], count(40, 0))


def found(world: World, wrong: Wrong, user: str, seen: Answer, kept: bytes) -> Iterator[str]:
    """What should not be: each told so that it can be found."""
    ran = seen.ran
    if ran.code not in MISTAKES or "Traceback" in ran.err:
        yield f"ended with {ran.code}: {ran.err[:300]}"
    yield from (f"{each.kind} {each.case} {each.of} beside" for each in seen.tokens)
    yield from (
        f"{each.kind} {each.case} {each.of} shown"
        for each in world.tokens.within(ran.out)
        if not is_allowed(wrong.command, user, each)
    )
    if NUMBER in ran.err:
        yield "the number that was typed is told back"
    for typed in (NAME, NAME.lower(), NUMBER):
        if typed in seen.log:
            yield f"{typed} in the log of the program"
        if typed.encode() in kept and not (wrong.place in MEANT and typed == NAME.lower()):
            yield f"{typed} in the database"
    yield from (f"{sign!r} reaches the terminal" for sign in ("\x1b", "\u202e", "\x07") if sign in ran.out + ran.err)


def content(cli: Cli) -> bytes:
    """The database as it lies there."""
    file = Path(cli.url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


@pytest.mark.soak
def test_nothing_of_anybody_comes_out_and_nothing_that_was_typed_is_kept(
    world: World, every: list[Wrong], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (beside := tmp_path / "her").mkdir()
    monkeypatch.chdir(beside)  # some of it names a file to be written
    chance, told = random.Random(53), list[str]()
    for wrong in chosen(every, chance):
        user = chance.choice(INSIDERS if chance.random() < 0.8 else OUTSIDERS)
        case = chance.choice(list(world.cases))
        if "--as" not in {name for each in TREE[wrong.command].params for name in each.opts}:
            user = ""
        cli = copy_of(world, tmp_path)
        seen = answer(world, cli, wrong, user, case)
        told += [
            f"{wrong.command} {wrong.place} {wrong.what} as {user}: {each}"
            for each in found(world, wrong, user, seen, content(cli))
        ]
    assert told == []


def test_every_place_of_every_command_is_tried(every: list[Wrong]) -> None:
    """Enumerated from the commands: one that is new, or has a new option, is among them."""
    tried = {(each.command, each.place) for each in every}
    options = {
        (name, option)
        for name in {each.command for each in every}
        for each in TREE[name].params
        for option in each.opts
        if option.startswith("--") and not getattr(each, "is_flag", False) and option != "--help"
    }
    assert options <= tried
    assert ("timeline", "argument 0") in tried
    assert ("person set", "stdin") in tried
    assert {each.what for each in every if each.command == "amend" and each.place == "argument 1"} > {"ten megabytes"}
    without = {*LOOKING, *CHANGING} - {each.command for each in every}
    assert {option for name in without for each in TREE[name].params for option in each.opts} <= FLAGS
