"""The options of ``consent`` and ``share``, and what somebody says by them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from pathways.cli.asked import Opens
from pathways.cli.context import As, DatabaseUrl, Json, Session, read_settings
from pathways.cli.given import HappenedAt, Key, LateReason, Reason, happened_or_now, reason_given
from pathways.errors import UsageError
from pathways.messages import say

if TYPE_CHECKING:
    from enum import StrEnum

    from pathways.engine.consent_said import How, Said
    from pathways.engine.sharing import Child
    from pathways.model.record import Kind
    from pathways.vault.door import Vault

    Word = TypeVar("Word", bound=StrEnum)

Names = list[str] | None

By = Annotated[Names, typer.Option("--by", metavar="HVEM", help=say("cli.consent.option_by"))]
HowGiven = Annotated[str, typer.Option("--how", metavar="MÅTE", help=say("cli.consent.option_how"))]
Situated = Annotated[str, typer.Option("--situation", metavar="SITUASJON", help=say("cli.consent.option_situation"))]
Sole = Annotated[bool, typer.Option("--sole", help=say("cli.consent.option_sole"))]
Unable = Annotated[bool, typer.Option("--child-unable", help=say("cli.consent.option_unable"))]
Heard = Annotated[bool, typer.Option("--heard", help=say("cli.consent.option_heard"))]
Age = Annotated[int | None, typer.Option("--age", metavar="ÅR", help=say("cli.consent.option_age"))]
To = Annotated[str, typer.Option("--to", metavar="TJENESTE", help=say("cli.consent.option_to"))]
ToName = Annotated[str, typer.Option("--to-name", metavar="NAVN|-", help=say("cli.consent.option_to_name"))]
InSector = Annotated[str, typer.Option("--sector", metavar="OMRÅDE", help=say("cli.consent.option_sector"))]
Share = Annotated[str, typer.Option("--share", metavar="DEL,DEL", help=say("cli.consent.option_share"))]
Items = Annotated[Names, typer.Option("--item", metavar="OPPLYSNING", help=say("cli.consent.option_item"))]
Of = Annotated[Names, typer.Option("--of", metavar="FORLØP", help=say("cli.consent.option_of"))]
Until = Annotated[str, typer.Option("--until", metavar="DATO", help=say("cli.consent.option_until"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("cli.consent.option_dry_run"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame(Opens):
    """The options of everything that is recorded."""

    happened: HappenedAt = ""
    reason: Reason = ""
    late_reason: LateReason = ""
    key: Key = ""
    user: As = ""
    database: DatabaseUrl = ""
    as_json: Json = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Frame):
    """Also who said so, and by what they decide."""

    by: By = None
    how: HowGiven = ""
    situation: Situated = ""
    sole: Sole = False
    unable: Unable = False
    age: Age = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawing(Person):
    """That something given no longer stands."""

    dry_run: DryRun = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consenting(Person):
    """A consent to help."""

    heard: Heard = False
    until: Until = ""
    dry_run: DryRun = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Frame):
    """What may be told, or not, and to whom."""

    to: To = ""
    to_name: ToName = ""
    sector: InSector = ""
    share: Share = ""
    items: Items = None
    of: Of = None
    until: Until = ""
    dry_run: DryRun = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Releasing(Scope):
    """A release from secrecy."""

    by: By = None
    how: HowGiven = ""
    situation: Situated = ""
    sole: Sole = False
    unable: Unable = False
    heard: Heard = False
    age: Age = None


def said_with(kind: "Kind", given: Frame, now: datetime) -> "Said":
    """What was said by the options that a command has. Raises: UsageError for a word that is none."""
    from pathways.engine.consent_said import Said

    bare = Said(kind=kind, happened=happened_or_now(given.happened, now))
    return _told_over(bare, given)


def said_anew(before: "Said", given: Frame) -> "Said":
    """What was said before, with what is given now in its place; what is not given stays as it was."""
    from pathways.counting.oslo import parse_moment

    told = _told_over(before, given)
    return replace(told, happened=parse_moment(given.happened)) if given.happened else told


def _told_over(before: "Said", given: Frame) -> "Said":
    from pathways.engine.consent_said import How
    from pathways.model.policy import Facet
    from pathways.model.sharing import SHARED, Situation

    named = {name: getattr(given, name, None) for name in ("by", "of", "items")}
    several = {name: tuple(each.strip() for each in value) for name, value in named.items() if value}
    flags = {"sole": "sole", "heard": "heard", "child_unable": "unable"}
    words: dict[str, object] = {name: True for name, option in flags.items() if getattr(given, option, False)}
    to, name, share = (str(getattr(given, each, "") or "") for each in ("to", "to_name", "share"))
    if to or name:
        words |= {"to": to.strip(), "name": reason_given(name).strip()}
    if share:
        words["share"] = tuple(Facet(each) for each in _known(share.split(","), tuple(SHARED), "--share"))
    for option, kind in (("situation", Situation), ("how", How)):
        if typed := getattr(given, option, ""):
            words[option] = next(iter(_words([typed], kind, f"--{option}")))
    if typed := getattr(given, "until", ""):
        words["until"] = _day(typed)
    if typed := getattr(given, "sector", ""):
        words["sector"] = typed.strip()
    if (age := getattr(given, "age", None)) is not None:
        words["age"] = age
    if given.reason:
        words["reason"] = reason_given(given.reason)
    return replace(before, late=given.late_reason, **several, **words)  # type: ignore[arg-type]


def child_for(session: Session, case_id: str, database: str) -> "Child":
    """What is known of the child, for the rules of age; its reading is logged first."""
    from pathways.engine.sharing import child_of

    return child_of(session.reader, vault_of(session, database), case_id, say("cli.purpose.consent"))


def vault_of(session: Session, database: str) -> "Vault | None":
    """Where what is known of persons can be opened; None where there is no place for keys."""
    from pathways.cli.key_place import key_path
    from pathways.keys.folder import KeyFolder
    from pathways.vault.door import Vault
    from pathways.vault.ring import KeyRing

    world = session.installation
    path = key_path(read_settings(database), world.database, sandbox=world.sandbox)
    return None if path is None else Vault(KeyRing(folder=KeyFolder(path)))


def _words(typed: Iterable[str], kind: "type[Word]", option: str) -> "Iterable[Word]":
    return (kind(word) for word in _known(typed, tuple(kind), option))


def _known(typed: Iterable[str], allowed: "Sequence[StrEnum]", option: str) -> Iterator[str]:
    """Each word, where it is one of those that an option takes. Raises: UsageError."""
    known = [member.value for member in allowed]
    for word in (each.strip() for each in typed):
        if word not in known:
            raise UsageError("cli.consent.no_word", option=option, known=", ".join(map(_with_bokmaal, allowed)))
        yield word


def _with_bokmaal(member: "StrEnum") -> str:
    """A word with what it means beside it, where that is told."""
    from pathways.engine.consent_said import How
    from pathways.model.policy import Facet
    from pathways.model.sharing import Situation

    if isinstance(member, Situation):
        return say(f"sharing.situation_{member.value}")
    part = {How: "how", Facet: "facet"}.get(type(member))
    return member.value if part is None else f"{member.value} ({say(f'sharing.{part}_{member.value}')})"


def _day(typed: str) -> date:
    from pathways.counting.oslo import parse_moment

    return parse_moment(typed).on


def how_given(typed: str) -> "How | None":
    """How something was given or told. Raises: UsageError for a word that is none."""
    from pathways.engine.consent_said import How

    return next(iter(_words([typed], How, "--how"))) if typed else None
