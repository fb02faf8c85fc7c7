"""What the commands of ``pathways people`` take."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json
from pathways.messages import say

File = Annotated[Path, typer.Argument(metavar="FIL", help=say("cli.people.argument_file"), show_default=False)]
PersonId = Annotated[str, typer.Argument(metavar="PERSON", help=say("cli.people.argument_person"), show_default=False)]
RoleId = Annotated[str, typer.Argument(metavar="ROLLE", help=say("cli.people.argument_role"), show_default=False)]
SomeRole = Annotated[
    str, typer.Argument(metavar="[ROLLE]", help=say("cli.people.argument_some_role"), show_default=False)
]
ServiceId = Annotated[
    str, typer.Argument(metavar="TJENESTE", help=say("cli.people.argument_service"), show_default=False)
]
OtherId = Annotated[
    str, typer.Argument(metavar="VIKAR", help=say("cli.people.argument_substitute"), show_default=False)
]
Complete = Annotated[bool, typer.Option("--complete", help=say("cli.people.option_complete"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("cli.people.option_dry_run"))]
Why = Annotated[str, typer.Option("--reason", metavar="TEKST", help=say("cli.people.option_why"))]
On = Annotated[str, typer.Option("--on", metavar="DATO", help=say("cli.people.option_on"))]
From = Annotated[str, typer.Option("--from", metavar="DATO", help=say("cli.people.option_from"))]
To = Annotated[str, typer.Option("--to", metavar="DATO", help=say("cli.people.option_to"))]
Last = Annotated[str, typer.Option("--last", metavar="DATO", help=say("cli.people.option_last"))]
InService = Annotated[str, typer.Option("--service", metavar="TJENESTE", help=say("cli.people.option_service"))]
InUnit = Annotated[str, typer.Option("--unit", metavar="ENHET", help=say("cli.people.option_unit"))]
OnlyRole = Annotated[str, typer.Option("--role", metavar="ROLLE", help=say("cli.people.option_only_role"))]
GivenRole = Annotated[
    str, typer.Option("--role", metavar="ROLLE", help=say("cli.people.option_role"), show_default=False)
]
Name = Annotated[str, typer.Option("--name", metavar="NAVN", help=say("cli.people.option_name"))]
Email = Annotated[str, typer.Option("--email", metavar="ADRESSE", help=say("cli.people.option_email"))]
OsAccount = Annotated[str, typer.Option("--os-account", metavar="KONTO", help=say("cli.people.option_os_account"))]
Substitute = Annotated[str, typer.Option("--substitute", metavar="PERSON", help=say("cli.people.option_substitute"))]
Cancel = Annotated[bool, typer.Option("--cancel", help=say("cli.people.option_cancel"))]
ToPerson = Annotated[str, typer.Option("--person", metavar="PERSON", help=say("cli.people.option_person"))]
ToUnit = Annotated[str, typer.Option("--unit", metavar="ENHET", help=say("cli.people.option_in_unit"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of every command that records something of the organisation: why, by whom, where, told how."""

    why: Why = ""
    dry_run: DryRun = False
    user: As = ""
    database: DatabaseUrl = ""
    as_json: Json = False
