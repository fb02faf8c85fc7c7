"""Help and usage in bokmål: the two classes that every command and group of the command line is made with.

Typer's own headings are English. What a command does stands in the catalogue, under ``cli.help.<command>``.
"""

import re
from collections.abc import Callable
from dataclasses import fields
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from pathways.cli.as_typed import take_as_typed
from pathways.cli.usage import name_of
from pathways.errors import UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from typer._click import Command as AnyCommand
    from typer._click import Context, HelpFormatter
    from typer.core import TyperOption

    Shared = TypeVar("Shared", bound=DataclassInstance)

_TYPE = re.compile(r" <[a-z ]+>$")
_REQUIRED = re.compile(r" *\[(?:[^\]]*; )?required\]")


class Told(TyperCommand):
    """A command with help in bokmål, which refuses an option that is given without anything in it."""

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        for parameter in self.params:
            take_as_typed(parameter)
        rest = super().parse_args(ctx, args)
        for parameter in self.params:
            value = ctx.params.get(str(parameter.name))
            given = getattr(ctx.get_parameter_source(str(parameter.name)), "name", "") == "COMMANDLINE"
            if given and "" in (value if isinstance(value, list | tuple) else [value]):
                name = name_of(parameter)
                if parameter.param_type_name == "option":
                    raise UsageError("cli.usage.empty", option=name, command=ctx.command_path)
                raise UsageError("cli.usage.empty_argument", parameter=name, command=ctx.command_path)
        return rest

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_usage())

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        _write_parameters(self, ctx, formatter)

    def get_help_option(self, ctx: "Context") -> "TyperOption | None":
        return _in_bokmal(super().get_help_option(ctx))


class ToldGroup(TyperGroup):
    """A group of commands with help in bokmål; an unknown command is refused with what comes closest."""

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_usage())

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.get_short_help_str(90)) for name, command in named if command and not command.hidden]
        with formatter.section(say("cli.usage.commands")):
            formatter.write_dl(rows)
        _write_parameters(self, ctx, formatter)

    def get_help_option(self, ctx: "Context") -> "TyperOption | None":
        return _in_bokmal(super().get_help_option(ctx))

    def resolve_command(self, ctx: "Context", args: list[str]) -> "tuple[str | None, AnyCommand | None, list[str]]":
        if args and args[0] not in self.commands and not args[0].startswith("-") and not ctx.resilient_parsing:
            known = ", ".join(self.list_commands(ctx))
            raise UsageError("cli.usage.unknown_command", typed=args[0], known=known, command=ctx.command_path)
        return super().resolve_command(ctx, args)


def group(key: str) -> typer.Typer:
    """A new group of commands, told by the sentence ``cli.help.<key>``."""
    return typer.Typer(
        cls=ToldGroup,
        help=say(f"cli.help.{key}"),
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        options_metavar=say("cli.usage.options_metavar"),
        subcommand_metavar=say("cli.usage.command_metavar"),
    )


def add_command(parent: typer.Typer, name: str, key: str, function: Callable[..., None]) -> None:
    """Add ``function`` to ``parent`` as the command ``name``, told by the sentence ``cli.help.<key>``."""
    parent.command(name, cls=Told, help=say(f"cli.help.{key}"), options_metavar=say("cli.usage.options_metavar"))(
        function
    )


def sharing(shared: "type[Shared]", function: Callable[..., None]) -> Callable[..., None]:
    """``function`` as a command: its own options, and the fields of ``shared``, which is its first argument.

    Typer reads options from a signature, so commands that take the same ones would each have to repeat them.
    """
    own = list(signature(function).parameters.values())[1:]
    common = [
        Parameter(each.name, Parameter.KEYWORD_ONLY, default=each.default, annotation=each.type)
        for each in fields(shared)
    ]

    def command(**given: object) -> None:
        function(shared(**{each.name: given.pop(each.name) for each in common}), **given)

    command.__dict__["__signature__"] = Signature([*own, *common])
    return command


def parameter_told(record: tuple[str, str]) -> tuple[str, str]:
    """Name and help of a parameter without Typer's types, and with *required* in bokmål."""
    name, told = record
    return _TYPE.sub("", name), _REQUIRED.sub(f" {say('cli.usage.required')}", told)


def _usage() -> str:
    return say("cli.usage.prefix") + " "


def _write_parameters(command: "AnyCommand", ctx: "Context", formatter: "HelpFormatter") -> None:
    told: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
    for parameter in command.get_params(ctx):
        row = parameter.get_help_record(ctx)
        if row is not None:
            told[parameter.param_type_name].append(parameter_told(row))
    if told["argument"]:
        with formatter.section(say("cli.usage.arguments")):
            formatter.write_dl(told["argument"])
    if told["option"]:
        with formatter.section(say("cli.usage.options")):
            formatter.write_dl(told["option"])


def _in_bokmal(option: "TyperOption | None") -> "TyperOption | None":
    if option is not None:
        option.help = say("cli.usage.help")
        take_as_typed(option)
    return option
