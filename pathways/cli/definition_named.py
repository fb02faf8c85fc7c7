"""What a person calls a definition in use, ``id`` or ``id@2026-01-01``: one way for every ``pathways definition …``."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pathways.errors import NotFoundError

if TYPE_CHECKING:
    from pathways.compiler.catalogue import Catalogue
    from pathways.model.pathway import Pathway

_NAME = re.compile(r"[^/\\.]+")


def could_be_a_name(typed: str) -> bool:
    """Whether it may be meant as what a definition is called: file names have an ending, and paths a slash."""
    return _NAME.fullmatch(typed) is not None


def named_so(typed: str, version: str, known: Mapping[str, Sequence[tuple[str, object]]]) -> tuple[str, str]:
    """The name and the version that were typed; no version: an empty text. ``version`` as given beside the name.

    ``known``: of each definition its versions, each first of its pair. Raises: NotFoundError where there is none such.
    """
    name, _, day = typed.partition("@")
    day = day or version
    if name not in known:
        raise NotFoundError("cli.definition.nothing_meant", typed=typed, known=", ".join(sorted(known)) or "–")
    versions = [each for each, _ in known[name]]
    if day and day not in versions:
        raise NotFoundError("cli.definition.no_version", id=name, version=day, known=", ".join(versions))
    return name, day


def definition_named(catalogue: "Catalogue", typed: str, version: str = "") -> "Pathway":
    """The definition in use that is called so, of that version or the newest. Raises as ``named_so``."""
    known = {name: [(each.version.isoformat(), each) for each in found] for name, found in catalogue.versions.items()}
    name, day = named_so(typed, version, known)
    return [each for on, each in known[name] if day in ("", on)][-1]
