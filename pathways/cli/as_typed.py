"""Parameters that are texts or flags, taken as they were typed.

Typer reads every value through pydantic, also where a text is asked for and a text is there; loading that takes longer
than all else ``pathways due`` does. Numbers that are typed, and paths, still go that way.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from typer._click import Context, Parameter
    from typer.core import TyperOption


class AsTyped:
    """Stands in for Typer's own way to a value. A text that is no text, half a character, is refused as there."""

    __slots__ = ()

    def coerce(
        self, value: str | Sequence[str] | None, param: "TyperOption", ctx: "Context"
    ) -> str | Sequence[str] | None:
        """What was typed; None, or no texts where there can be several, when nothing was."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        try:
            "".join(value).encode()
        except UnicodeEncodeError:
            raise typer.BadParameter("", ctx=ctx, param=param) from None
        return value


class NumberUntyped:
    """Takes a number that nobody typed, the default, as it is; one that was typed goes Typer's own way."""

    __slots__ = ()

    def coerce(self, value: object, param: "TyperOption", ctx: "Context") -> object:
        """The number. Raises: typer.BadParameter."""
        if isinstance(value, int):
            return value
        setattr(param, "_runtime_param", None)  # noqa: B010
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


def take_as_typed(parameter: "Parameter") -> None:
    """Let a parameter for a text, texts or a flag have what was typed; leave any other as it is.

    Typer has no open way for this. Where a later one looks elsewhere, commands do the same, and begin later.
    """
    described = getattr(parameter, "type_descriptor", None)
    annotation = None if described is None else described.annotation
    if annotation in (str, list[str], bool):
        setattr(parameter, "_runtime_param", AsTyped())  # noqa: B010 (mypy knows no such attribute)
    elif annotation is int:
        setattr(parameter, "_runtime_param", NumberUntyped())  # noqa: B010
