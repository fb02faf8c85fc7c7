"""Reads what an audit engagement can rest on: ``oversight.toml`` beside the definitions, facts of law with sources.

Everything that is wrong is told with its place, all at once.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from pathways.errors import UsageError, why_not
from pathways.files import read_file
from pathways.intake.faults import Faults, Spot
from pathways.intake.people_file import AREA_KINDS, ID
from pathways.intake.toml_places import Place, Places
from pathways.machine.characters import has_unseen
from pathways.messages import say
from pathways.model.basis import Certainty
from pathways.model.engagement import AuditBasis

FILE = "oversight.toml"
MAX_BYTES = 64 * 1024
MAX_LINE = 1_000
MAX_TEXT = 200
"""Characters of a title, a paragraph or an address."""

TEXTS = ("title", "law", "source")
KEYS = (*TEXTS, "certainty", "read", "from", "to", "kinds", "own_area")
LOCAL = "lokal"
"""The source of a rule that rests on no text that was read."""


def read_bases(definitions: Path) -> Mapping[str, AuditBasis]:
    """The bases by id; none where there is no such file. Raises: UsageError, with every fault and its place."""
    path = definitions / FILE
    if not path.is_file():
        return {}
    text = _text(path)
    faults = Faults(FILE)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        faults.add(_spot(Place(int(at[1]), int(at[2])) if at else Place(1, 1), "TOML"), say("people.not_toml"))
        faults.refuse()
    except RecursionError:
        raise UsageError("people.unreadable", file=FILE, why=say("people.not_toml")) from None
    places = Places(text)
    for path_, told in _faults(tree):
        faults.add(_spot(places.of(*path_), f"[{'.'.join(path_[:1])}]"), told)
    if faults.count:
        faults.refuse()
    return {id_: _basis(id_, entry) for id_, entry in tree.items()}


def _text(path: Path) -> str:
    try:
        text = read_file(path, MAX_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise UsageError("people.unreadable", file=FILE, why=why_not(error)) from None
    except UnicodeDecodeError:
        raise UsageError("people.unreadable", file=FILE, why="UTF-8") from None
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > MAX_LINE:
            raise UsageError("people.long_line", file=FILE, line=number, most=MAX_LINE)
    return text


def _faults(tree: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], str]]:
    for id_, entry in tree.items():
        if not isinstance(entry, dict):
            yield (id_,), say("people.no_table", section=id_ if ID.fullmatch(id_) else "…")
        elif not ID.fullmatch(id_):
            yield (id_,), say("people.bad_id")
        else:
            for key, told in _faults_of(entry):
                yield (id_, key), told


def _faults_of(entry: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key in entry:
        if key not in KEYS:
            yield key, say("people.unknown_key", known=", ".join(KEYS))
    for key in TEXTS:
        value = entry.get(key)
        if not isinstance(value, str) or not value or len(value) > MAX_TEXT or has_unseen(value):
            yield key, say("people.text_missing", key=key)
    for key in ("read", "from", "to"):
        if key in entry and (not isinstance(entry[key], date) or isinstance(entry[key], datetime)):
            yield key, say("people.no_day")
    if entry.get("certainty") not in list(Certainty):
        yield "certainty", say("people.not_one_of", key="certainty", known=", ".join(Certainty))
    # Nothing is law that nobody has read, and nothing that was read is called local.
    elif (entry["certainty"] == Certainty.X) != (entry.get("source") == LOCAL):
        yield "source", say("oversight.local_or_read", local=LOCAL)
    yield from _out_of_reach(entry)


def _out_of_reach(entry: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What is wrong with how far it reaches."""
    kinds = entry.get("kinds")
    named = kinds if isinstance(kinds, list) else []
    if not named or not all(isinstance(each, str) and ID.fullmatch(each) for each in named):
        yield "kinds", say("oversight.kinds_missing")
    if entry.get("own_area", AREA_KINDS[0]) not in AREA_KINDS:
        yield "own_area", say("people.not_one_of", key="own_area", known=", ".join(AREA_KINDS))


def _basis(id_: str, entry: Mapping[str, object]) -> AuditBasis:
    kinds = entry["kinds"]
    return AuditBasis(
        id=id_,
        title=str(entry["title"]),
        law=str(entry["law"]),
        source=str(entry["source"]),
        certainty=Certainty(str(entry["certainty"])),
        kinds=tuple(str(each) for each in kinds) if isinstance(kinds, list) else (),
        own_area=str(entry.get("own_area", "")),
        read=_day(entry.get("read")),
        valid_from=_day(entry.get("from")),
        valid_to=_day(entry.get("to")),
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _spot(place: Place, told: str) -> Spot:
    return Spot(told=told, order=(place.line, place.column), line=place.line, column=place.column)
