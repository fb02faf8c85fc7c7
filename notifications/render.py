"""Renders the texts of mails from templates. The only home of Jinja2.

A template may use the variables listed for it here and no others: counts, a date in words, a flag, the address of
the inbox. No id, no name, no title of a pathway can reach a mail, because no template may ask for one.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("nb",)
COUNTS = frozenset(
    {
        "count",
        "corrected",
        "proposed",
        "glass",
        "arrived",
        "untaken",
        "unanswered",
        "declined",
        "untold",
        "taken_back",
        "changed",
        "left_open",
    }
)
"""How many of each thing that a mail can be about."""
VARIABLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "deadlines_subject.txt": COUNTS | {"again"},
        "deadlines_body.txt": COUNTS | {"due", "escalate", "first", "again", "url"},
    }
)
"""Every template with the variables it may use; all must be given, and no other."""


class Renderer:
    """Compiles each template once. Make one per process."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            undefined=StrictUndefined,  # an absent date must never render as nothing
            autoescape=select_autoescape(enabled_extensions=("html",), default=False),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )

    def render(self, template: str, variables: Mapping[str, str | int], language: str = "nb") -> str:
        """The text of a template of that language.

        Raises: ValueError when a variable that is not listed for the template is given, and
        ``jinja2.UndefinedError`` when one is missing; both are bugs.
        """
        stray = set(variables) - VARIABLES[template]
        if stray:
            raise ValueError(f"{template}: {', '.join(sorted(stray))}")
        return self._environment.get_template(f"{language}/{template}").render(variables)
