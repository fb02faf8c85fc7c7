"""Tells stories in the shipped definitions: acts are decided and folded by the machine itself, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pathways.compiler.catalogue import Catalogue, compile_folder
from pathways.counting.oslo import start_of_day
from pathways.machine.decide import Decided, decide, decide_start
from pathways.machine.fold import fold
from pathways.machine.prepared import Prepared, prepare
from pathways.machine.standing import DeadlineStanding, RunStanding, standing
from pathways.machine.state import BY_DATE, CaseState
from pathways.model.pathway import CodeList, Title
from pathways.model.record import Act, Actor, Happened, Kind, Record, Value

FOLDER = Path(__file__).resolve().parents[2] / "definitions"
CASE = "SYN-2026-0001"
EVERYBODY = (
    "saksbehandler",
    "leder",
    "barnevernsvakt",
    "henvisningsmottak",
    "inntaksteam",
    "behandler",
    "forlopskoordinator",
    "enhetsleder",
)
"""Roles of one who may do everything."""
ACTOR = Actor(user="kari", roles=EVERYBODY, os_account="", authenticated=False)
NOTHING: Mapping[str, Value] = MappingProxyType({})
LATER = datetime(2030, 1, 1, tzinfo=UTC)
"""When everything in a story is recorded, so that nothing lies in the future."""


def _midnight_after(day: date) -> datetime:
    return start_of_day(day + timedelta(days=1))


@cache
def shipped() -> Catalogue:
    """The shipped definitions, compiled once."""
    return compile_folder(FOLDER)


@cache
def _ready(digest: str) -> Prepared:
    catalogue = shipped()
    return prepare(catalogue.by_digest[digest], catalogue.rules, catalogue.calendars)


class Shipped:
    """The shipped definitions, as the machine asks for them."""

    def prepared(self, digest: str) -> Prepared:
        return _ready(digest)

    def in_force(self, pathway: str, on: date) -> tuple[str, bool]:
        found, loaded = shipped().in_force(pathway, on)
        return found.digest, loaded

    def code_lists(self) -> Mapping[str, CodeList]:
        return shipped().code_lists

    def missed_lists(self) -> Mapping[str, str]:
        return shipped().settings.missed_lists

    def role_titles(self) -> Mapping[str, Title]:
        return shipped().settings.roles


@dataclass(slots=True)
class Story:
    """One case, told act by act on civil dates. Whoever may do something does it."""

    records: list[Record] = field(default_factory=list)

    def start(self, pathway: str, on: date, **data: Value) -> str:
        """Start a run; its name."""
        act = _act("", on, data)
        decided = decide_start(Shipped(), pathway, act, LATER, self._taken)
        self._keep(act, decided)
        return decided.run

    def do(
        self,
        event: str,
        on: date,
        given: Mapping[str, Value] = NOTHING,
        *,
        run: str = "",
        item: str = "",
        roles: tuple[str, ...] = EVERYBODY,
        codes: tuple[str, ...] = (),
        **data: Value,
    ) -> tuple[str, ...]:
        """Record ``event`` with ``given`` and ``data``, as decided there and then.

        Returns the warnings it was given, as ``event:number``.
        """
        actor = replace(ACTOR, roles=roles)
        act = replace(_act(event, on, {**given, **data}), run=run, item=item, reason_codes=codes, actor=actor)
        decided = decide(Shipped(), self._state(on), act, LATER, self._taken)
        self._keep(act, decided)
        return decided.content.warnings

    def run(self, name: str, on: date) -> RunStanding:
        """A run as it stands in the last second of a day."""
        told = standing(Shipped(), CASE, self._state(on), _midnight_after(on) - timedelta(seconds=1))
        return next(run for run in told.runs if run.run == name)

    def find(self, run: str, name: str, on: date, item: str = "") -> DeadlineStanding | None:
        """A deadline of a run in the last second of a day; None where it does not exist."""
        found = (d for d in self.run(run, on).deadlines if d.name == name and d.item == item)
        return next(found, None)

    def deadline(self, run: str, name: str, on: date, item: str = "") -> DeadlineStanding:
        """The same, where it has to exist."""
        found = self.find(run, name, on, item)
        assert found, f"{name} {item} does not exist"
        return found

    def _state(self, on: date) -> CaseState:
        """The case when the day's acts have happened, and nothing yet that falls due as the day ends."""
        folding = fold(Shipped(), self.records, (_midnight_after(on), BY_DATE, len(self.records)))
        assert not folding.conflicts, folding.conflicts
        return folding.state

    def _taken(self) -> set[str]:
        return {pin.run for record in self.records if record.content for pin in record.content.pins}

    def _keep(self, act: Act, decided: Decided) -> None:
        seq = len(self.records) + 1
        self.records.append(
            Record(
                case_id=act.case_id,
                seq=seq,
                event_id=str(seq),
                kind=Kind.act,
                run=decided.run,
                name=decided.event.name,
                item=decided.item,
                recorded_at=LATER,
                actor=act.actor,
                content=decided.content,
                crossing=None,
                targets=(),
                cause=0,
                text_names=tuple(decided.texts),
                texts=decided.texts,
            )
        )


def _act(event: str, on: date, data: Mapping[str, Value]) -> Act:
    return Act(
        case_id=CASE,
        event=event,
        run="",
        item="",
        happened=Happened(on=on, at=None),
        data=data,
        reason_codes=(),
        texts={"reason": "Oppdiktet begrunnelse."},
        actor=ACTOR,
        key="",
        expected_version=None,
    )
