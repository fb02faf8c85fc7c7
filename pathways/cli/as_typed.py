"""Parameters that are texts or flags, taken as they were typed.

Typer reads every value through pydantic, also where a text is asked for and a text is there; loading that takes longer
than all else ``pathways due`` does. Numbers and paths still go that way.
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


def take_as_typed(parameter: "Parameter") -> None:
    """Let a parameter for a text, texts or a flag have what was typed; leave any other as it is.

    Typer has no open way for this. Where a later one looks elsewhere, commands do the same, and begin later.
    """
    described = getattr(parameter, "type_descriptor", None)
    if described is not None and described.annotation in (str, list[str], bool):
        setattr(parameter, "_runtime_param", AsTyped())  # noqa: B010 (mypy knows no such attribute)
