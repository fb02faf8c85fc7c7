"""A recorded history: what people did, and what every event came to. Read from a file, written to it, and done again.

Digests of definitions are written as ``id@version``, so that an edit of a definition that alters no recorded path
alters no file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pathways.engine.changes import Correct, Redecide
from pathways.engine.replay import standings
from pathways.errors import PathwaysError
from pathways.machine.state_json import digest, load
from pathways.model.record import Act, Happened, Kind, Record, Value
from tests.support.cases import ToldCase, act
from tests.support.moves import migrate_now, own_plan, revert_now
from tests.support.scripts import by_people
from tests.support.versions import digests_of, in_two_versions
from tests.support.worlds import World, shipped

FOLDER = Path(__file__).resolve().parent / "histories"
REASON = "Oppdiktet begrunnelse."
LENGTH = 12
"""Characters of a digest that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: ``write``, ``rewrite``, ``redecide``, ``annul``, ``tick``, ``migrate`` or ``revert``.

    ``target`` counts what people had recorded, from 0, or, for ``revert``, the migrations. ``pathway`` is what starts,
    or, for ``migrate``, the run that moves to the other version.
    """

    verb: str
    now: datetime
    given: Act | None = None
    pathway: str = ""
    target: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """``about`` tells where it comes from; ``versions`` is 2 where every definition has a later version too."""

    about: str
    versions: int
    commands: tuple[Command, ...]

    @property
    def world(self) -> World:
        """The definitions it was told under."""
        return shipped() if self.versions == 1 else in_two_versions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a history came to: the key of each refusal by the number of its command, and a line for each event."""

    refused: Mapping[str, str]
    events: tuple[str, ...]


def perform(history: History) -> Outcome:
    """Do it all again."""
    case = ToldCase(world=history.world, now=history.commands[0].now)
    refused: dict[str, str] = {}
    for number, command in enumerate(history.commands):
        case.now = max(case.now, command.now)
        try:
            _do(command, case)
        except PathwaysError as refusal:
            refused[str(number)] = refusal.key
    return Outcome(refused=refused, events=tuple(_told(case)))


def _do(command: Command, case: ToldCase) -> None:
    people = by_people(case.records)
    if command.verb == "tick":
        case.tick(command.now)
    elif command.verb == "migrate":
        run = case.state.runs[command.pathway]
        old, new = digests_of(case.world, run.pathway)
        migrate_now(case, own_plan(case.world, run.digest, new if run.digest == old else old))
    elif command.verb == "revert":
        plans = [r.content.migration.plan for r in case.records if r.content and r.content.migration]
        revert_now(case, plans[command.target])
    elif command.verb == "annul":
        case.annul(people[command.target].seq)
    elif command.given is not None and command.verb == "rewrite":
        _rewrite(case, command.given, people[command.target])
    elif command.given is not None and command.verb == "redecide":
        case.change(Redecide(seq=people[command.target].seq, act=command.given))
    elif command.given is not None:
        case.write(command.given, pathway=command.pathway)


def _rewrite(case: ToldCase, given: Act, target: Record) -> None:
    if target.kind is Kind.redecision:
        case.change(Correct(seq=target.seq, act=given, why="Skrivefeil."))
    else:
        case.rewrite(given, target)


def _told(case: ToldCase) -> Iterator[str]:
    """``seq kind what · where the runs are · digest``, event by event."""
    texts = standings(case.world, case.records)
    for record, text in zip(case.records, texts, strict=True):
        states = ", ".join(f"{run.run}={run.state}" for run in load(text).runs.values())
        yield f"{record.seq} {record.kind} {_what(record)} · {states} · {digest(_named(case.world, text))[:LENGTH]}"


def _what(record: Record) -> str:
    if record.crossing is not None:
        found = record.crossing
        item = f":{found.item}" if found.item else ""
        return f"{found.run}/{found.deadline}{item} {found.what} {found.due:%Y-%m-%dT%H:%MZ}"
    targets = f" {', '.join(map(str, record.targets))}" if record.targets else ""
    return f"{record.run}/{record.name}{targets}"


def _named(world: World, text: str) -> str:
    """The state with names of versions for digests."""
    for pathway in world.catalogue.pathways:
        text = text.replace(pathway.digest, f"{pathway.id}@{pathway.version}")
    return text


def read(path: Path) -> tuple[History, Outcome]:
    """A history and what it came to, from its file."""
    tree = json.loads(path.read_text(encoding="utf-8"))
    commands = tuple(_command(each) for each in tree["commands"])
    history = History(about=tree["about"], versions=tree["versions"], commands=commands)
    return history, Outcome(refused=tree["refused"], events=tuple(tree["events"]))


def written(history: History, outcome: Outcome) -> str:
    """The text of its file: a line for each command and each event."""
    lines = ["{", f'"about": {_text(history.about)},', f'"versions": {history.versions},', '"commands": [']
    lines.append(",\n".join(_text(_tree(command)) for command in history.commands))
    lines += ["],", f'"refused": {_text(dict(outcome.refused))},', '"events": [']
    lines.append(",\n".join(_text(event) for event in outcome.events))
    return "\n".join([*lines, "]", "}"]) + "\n"


def files() -> Sequence[Path]:
    """Every recorded history, by name."""
    return sorted(FOLDER.glob("*.json"))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _tree(command: Command) -> dict[str, object]:
    tree: dict[str, object] = {"do": command.verb, "now": command.now.isoformat()}
    if command.given is not None:
        given = command.given
        at = given.happened.at
        tree |= {"event": given.event, "on": given.happened.on.isoformat(), "at": at and at.isoformat()}
        tree |= {"run": given.run, "item": given.item, "data": dict(given.data), "codes": list(given.reason_codes)}
        tree["reason"] = "" if given.texts.get("reason") == REASON else given.texts.get("reason", "")
    tree |= {"pathway": command.pathway, "target": command.target}
    return {name: value for name, value in tree.items() if value not in ("", None, {}, [], -1)}


def _command(tree: Mapping[str, Any]) -> Command:
    now = datetime.fromisoformat(tree["now"])
    verb, pathway, target = tree["do"], tree.get("pathway", ""), tree.get("target", -1)
    if "on" not in tree:
        return Command(verb=verb, now=now, pathway=pathway, target=target)
    at = tree.get("at")
    given = act(
        tree.get("event", ""),
        Happened(on=date.fromisoformat(tree["on"]), at=None if at is None else datetime.fromisoformat(at)),
        run=tree.get("run", ""),
        item=tree.get("item", ""),
        data={name: _value(value) for name, value in tree.get("data", {}).items()},
        codes=tuple(tree.get("codes", ())),
        reason=tree.get("reason", REASON),
    )
    return Command(verb=verb, now=now, given=given, pathway=pathway, target=target)


def _value(value: Any) -> Value:  # noqa: ANN401 (what JSON holds)
    return tuple(value) if isinstance(value, list) else value
