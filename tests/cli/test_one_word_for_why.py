"""One option says why everywhere. Where the past is touched it has a name of its own: the event says why, too."""

from typer.main import get_command

from pathways.cli.app import build
from pathways.cli.reference import commands

OF_THE_PAST = {"amend", "annul", "correct", "consent correct"}
"""``--reason`` is there what the event itself says, or may be in the file; ``--why`` why it is touched."""


def test_only_what_touches_the_past_asks_why_beside_the_reason_that_stands_in_it() -> None:
    every = dict(commands(get_command(build()), ""))
    options = {name.strip(): {word for each in command.params for word in each.opts} for name, command in every.items()}
    assert {name for name, words in options.items() if "--why" in words} == OF_THE_PAST
    assert len([name for name, words in options.items() if "--reason" in words]) > 30
