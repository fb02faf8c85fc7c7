"""What Typer says of a command that was typed wrongly, told in bokmål. Its exceptions are known by their names."""

import typer

from pathways.cli.output import one_line
from pathways.messages import say


def usage_sentence(error: typer.TyperException) -> str:
    """One sentence on what is wrong with what was typed, and where the help is."""
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "pathways")
    return f"{_what(error)} {say('cli.usage.see_help', command=command)}"


def _what(error: typer.TyperException) -> str:
    option, parameter = str(getattr(error, "option_name", "")), name_of(getattr(error, "param", None))
    match type(error).__name__:
        case "NoSuchOption" if option in ("--at", "--known-at"):
            command = str(getattr(getattr(error, "ctx", None), "command_path", "pathways"))
            return say("cli.usage.no_past", option=option, command=command)
        case "NoSuchOption" if option[1:2].isdigit():
            return say("cli.usage.negative", typed=one_line(option))
        case "NoSuchOption" if option == "--dry-run":
            # None that is near it in letters does anything like it.
            return say("cli.usage.no_dry_run_advance" if _is_command(error, "advance") else "cli.usage.no_dry_run")
        case "NoSuchOption":
            return say("cli.usage.unknown_option", option=one_line(option), hint=_hint(error))
        case "MissingParameter":
            return say("cli.usage.missing", parameter=parameter)
        case "BadOptionUsage":
            return say("cli.usage.needs_value", option=one_line(option))
        case "BadParameter" if "valid integer" in error.format_message():
            return say("cli.usage.not_a_number", parameter=parameter)
        case "BadParameter" if (span := _span(getattr(error, "param", None))) is not None:
            return say("cli.usage.out_of_range", parameter=parameter, least=span[0], most=span[1])
        case "BadParameter":
            return say("cli.usage.bad_value", parameter=parameter)
    return _by_message(error.format_message(), _options(error))


def _is_command(error: typer.TyperException, name: str) -> bool:
    """Whether it was this command that was typed wrongly."""
    return str(getattr(getattr(error, "ctx", None), "info_name", "")) == name


def _by_message(message: str, options: frozenset[str]) -> str:
    if message.startswith("Missing command"):
        return say("cli.usage.missing_command")
    if message.startswith("Got unexpected extra argument"):
        # Without the words: they may be somebody's free text.
        return say("cli.usage.extra_item" if "--item" in options else "cli.usage.extra")
    return say("cli.usage.other")


def _options(error: typer.TyperException) -> frozenset[str]:
    """The options that the command takes; none where it is not known."""
    context = getattr(error, "ctx", None)
    params = context.command.params if context is not None else ()
    return frozenset(name for each in params for name in each.opts)


def _hint(error: typer.TyperException) -> str:
    near = getattr(error, "possibilities", None)
    return say("cli.usage.near", near=", ".join(sorted(near))) if near else ""


def _span(parameter: object) -> tuple[int, int] | None:
    """The least and the greatest number an option takes, where it has both."""
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    return None if least is None or most is None else (int(least), int(most))


def name_of(parameter: object) -> str:
    """How a parameter is written: the option with its dashes, or the metavar of an argument."""
    if getattr(parameter, "param_type_name", "") == "option":
        return str(max(getattr(parameter, "opts", [""]), key=len))
    return str(getattr(parameter, "metavar", None) or getattr(parameter, "name", None) or "—").strip("[] …")
