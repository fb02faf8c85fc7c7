"""Databases full of cases to measure on: a real installation with a still clock and seeded ids, on either database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pathways.compiler.catalogue import compile_folder
from pathways.counting.oslo import parse_moment
from pathways.engine.engine import Engine
from pathways.engine.library import Library
from pathways.engine.people import Staff, people_on
from pathways.engine.transaction import Desk
from pathways.intake.introducing import SANDBOX_USERS
from pathways.intake.people_file import Known, read_toml
from pathways.model.organisation import Organisation
from pathways.model.record import Act, Actor, Value
from pathways.people.fold import changed
from pathways.people.wanted import changes_for
from pathways.store.database import Database
from pathways.store.entropy import SeededEntropy
from pathways.store.migrate import upgrade

DEFINITIONS = Path(__file__).resolve().parent.parent / "definitions"
DAY = "2026-08-24"
OPENED = datetime(2026, 8, 24, 9, 0, tzinfo=UTC)
CASEWORKER = Actor(user="kari", roles=("saksbehandler", "leder"), os_account="bench", authenticated=False)


@dataclass(slots=True)
class StillClock:
    """A clock that stands where it was set."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An installation to measure."""

    database: Database
    library: Library
    engine: Engine
    clock: StillClock

    @property
    def desk(self) -> Desk:
        """What the sweep needs."""
        return self.engine.desk


def scene(url: str, people: Staff | None = None) -> Scene:
    """A new installation at ``url`` (an empty database), with the real definitions and the sandbox's users."""
    database = Database.open_unmigrated(url)
    upgrade(database)
    library = Library(catalogue=compile_folder(DEFINITIONS), database=database)
    library.keep_sources()
    roles = frozenset(library.catalogue.settings.roles)
    wanted = read_toml(DEFINITIONS / SANDBOX_USERS, Known(roles=roles, kinds=None))
    users = people or people_on(
        changed(Organisation(), changes_for(Organisation(), wanted, OPENED.date())), OPENED.date()
    )
    desk = Desk(library=library, people=users, entropy=SeededEntropy("bench"), channels=())
    clock = StillClock(OPENED)
    engine = Engine(database=database, desk=desk, clock=clock)
    return Scene(database=database, library=library, engine=engine, clock=clock)


def act(  # noqa: PLR0913 (an act is this much)
    case_id: str,
    event: str,
    happened: str,
    data: Mapping[str, Value],
    *,
    item: str = "",
    reason: str = "",
    codes: tuple[str, ...] = (),
) -> Act:
    """An act by the caseworker, without a key."""
    return Act(
        case_id=case_id,
        event=event,
        run="",
        item=item,
        happened=parse_moment(happened),
        data=data,
        reason_codes=codes,
        texts={"reason": reason} if reason else {},
        actor=CASEWORKER,
        key="",
        expected_version=None,
    )


def open_case(stage: Scene, day: str = DAY) -> str:
    """Open a case of the first pathway with two reporters; returns its id."""
    data: dict[str, Value] = {"meldere": ("11", "2"), "innhold": ("1.1.02",)}
    return stage.engine.open_case("barnevern_undersokelse", act("", "", f"{day}T10:00", data)).case_id


def story(stage: Scene, case_id: str, day: str = DAY) -> None:
    """Five acts that a case is made of: conclusion (two runs begin), plan, feedback to both reporters, an extension."""
    advance = stage.engine.advance
    concluded: dict[str, Value] = {"konklusjon": "2", "umiddelbar_oppfolging": False}
    advance(act(case_id, "melding_konkludert", f"{day}T10:30", concluded, reason="Bekymring for barnet."))
    advance(act(case_id, "undersokelsesplan_laget", f"{day}T10:35", {"plan_dato": day}))
    told: dict[str, Value] = {"opplyst_apnet": True}
    for reporter in ("1", "2"):
        advance(act(case_id, "tilbakemelding_gitt", f"{day}T10:40", told, item=reporter))
    longer: dict[str, Value] = {"foreldre_informert": True}
    advance(act(case_id, "frist_utvidet", f"{day}T10:45", longer, reason="Venter på sakkyndig.", codes=("sakkyndig",)))


ACTS = 5
"""Acts in a story."""
