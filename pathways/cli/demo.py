"""``pathways demo``: a sandbox made anew, a story told day by day, and what to try next."""

import shlex
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.check import replay, verify
from pathways.cli.context import read_settings
from pathways.cli.output import styled, tell, tell_as_is, tell_aside, tell_rows
from pathways.cli.timeline import timeline
from pathways.cli.wording import add_command
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.demo.run import Play
    from pathways.demo.telling import Line
    from pathways.engine.installation import Installation

LEADER, AUDITOR = "liv", "rolf"
"""They look back at the end of the demo: at the child, and whether anything was changed since."""

STYLES = {"quiet": "dim", "alarm": "bold red", "comment": "italic cyan"}
LABEL = len("00:00")

NoServe = Annotated[bool, typer.Option("--no-serve", help=say("demo.option.no_serve"))]
Seed = Annotated[str, typer.Option("--seed", metavar="FRØ", help=say("demo.option.seed"), show_default=False)]
Folder = Annotated[Path, typer.Option("--folder", metavar="MAPPE", help=say("demo.option.folder"), show_default=False)]


def add(app: typer.Typer) -> None:
    """Add the command."""
    add_command(app, "demo", "demo", demo)


def demo(no_serve: NoServe = False, seed: Seed = "demo", folder: Folder = Path("sandbox")) -> None:  # noqa: ARG001 (no page to serve yet)
    """Play the story in a new sandbox, look back at it, and say what to try."""
    from pathways.demo.run import finish, is_unfinished, make_sandbox

    began = time.monotonic()
    if is_unfinished(folder):
        tell_aside(say("demo.begins_anew", folder=folder))
    installation = make_sandbox(folder, seed, read_settings().definitions)
    try:
        playing = _play(installation, folder, seed)
    except (KeyboardInterrupt, BrokenPipeError):
        with suppress(BrokenPipeError):
            tell_aside(say("demo.interrupted", folder=folder))
        raise
    finally:
        installation.close()
    finish(folder)
    _look_back(playing, folder)
    _suggest(playing, folder)
    tell_aside(say("demo.seconds", seconds=round(time.monotonic() - began)))


def _play(installation: "Installation", folder: Path, seed: str) -> "Play":
    from pathways.demo.run import play, steps_of

    _introduce(installation, folder)
    _heading("story")
    playing = play(installation, folder)
    for line in playing.tell(steps_of(installation, seed)):
        _show(line)
    return playing


def _introduce(installation: "Installation", folder: Path) -> None:
    from pathways.counting.oslo import civil_date
    from pathways.counting.telling import write_date
    from pathways.demo.run import DATABASE, POST

    roles = installation.library.catalogue.settings.roles
    tell(say("demo.intro", day=write_date(civil_date(installation.clock.now()))))
    tell()
    tell(say("demo.where", file=folder / DATABASE, post=folder / POST))
    people = installation.people.users.values()
    tell_rows(((user.name, ", ".join(roles[role].nb for role in user.roles)) for user in people), fixed=[0])


def _show(line: "Line") -> None:
    if line.tone == "day":
        tell()
        tell(line.text, style="bold")
        return
    if line.tone == "month":
        tell()
    tell_rows([(line.label.rjust(LABEL), styled(line.text, STYLES.get(line.tone, "")))], fixed=[0])


def _look_back(playing: "Play", folder: Path) -> None:
    """The same case from two moments, then replay and chain: by the very commands that are named."""
    from pathways.demo.run import url_of
    from pathways.demo.story import BARN, KNOWN_AFTER, KNOWN_BEFORE

    url, case = url_of(folder), playing.numbers[BARN]
    _heading("two_moments")
    for moment in (KNOWN_BEFORE, KNOWN_AFTER):
        tell()
        _command("timeline", case, "--known-at", moment, "--as", LEADER)
        timeline(case, known_at=moment, user=LEADER, database=url)
    _heading("checks")
    tell()
    _command("replay", "--all", "--as", AUDITOR)
    replay(every=True, user=AUDITOR, database=url)
    tell()
    _command("verify", "--as", AUDITOR)
    verify(user=AUDITOR, database=url)


def _suggest(playing: "Play", folder: Path) -> None:
    from pathways.demo.onward import SUGGESTIONS
    from pathways.demo.post import SENDER
    from pathways.demo.run import POST, url_of

    _heading("next")
    tell()
    tell(say("demo.mails", count=len(list((folder / POST).glob("*.eml"))), post=folder / POST))
    tell()
    tell(say("demo.next.set"))
    _line(f"export PATHWAYS_DATABASE={shlex.quote(url_of(folder))}")
    _line(f"export PATHWAYS_MAIL_FOLDER={shlex.quote(str(folder / POST))} PATHWAYS_MAIL_FROM={SENDER}")
    for suggestion in SUGGESTIONS:
        tell()
        tell(say(suggestion.key) + ":")
        for command in suggestion.commands:
            _command(*(part.format(**playing.numbers) for part in command))


def _heading(key: str) -> None:
    tell()
    tell(say(f"demo.heading.{key}"), style="bold underline")


def _command(*arguments: str) -> None:
    _line(shlex.join((program(), *arguments)))


def _line(text: str) -> None:
    """Something to be copied: never wrapped."""
    tell_as_is("  " + text)


def program() -> str:
    """How this program is called from where the reader stands: ``.venv/bin/pathways`` beside a checkout's own."""
    here = Path(sys.prefix) / ("Scripts" if sys.platform == "win32" else "bin") / "pathways"
    try:
        return str(here.relative_to(Path.cwd())) if here.exists() else "pathways"
    except ValueError:
        return "pathways"
