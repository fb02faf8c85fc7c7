"""Histories of children in foster homes: visits counted in periods, told in time, late, wrongly and not at all."""

from collections.abc import Iterator, Mapping

from tests.golden.history import Command, History
from tests.support.cases import act, instant

PATHWAY = "barnevern_fosterhjem"
GOOD = {"forhold_gode": True, "hort": True, "over_to_ar": True}
FEWER = {"forhold_gode": True, "tjenesten_samtykker": True, "over_to_ar": True, "fylt_15": True}


def stories() -> Iterator[tuple[str, str, tuple[Command, ...]]]:
    """Name, what it is about, and commands."""
    yield "in-time", "four visits in time, then a year with three", _in_time()
    yield "reduced", "fewer visits and less supervision by decision, and as before again", _reduced()
    yield "late", "a visit told late, one corrected into the next year, one annulled", _late()
    yield "open-at-go-live", "three years entered at once", _open_at_go_live()
    yield "lasting", "a home that lasts, a child that turns eighteen and moves out", _lasting()


def histories() -> Iterator[tuple[str, History]]:
    """Every history with the name of its file."""
    for name, about, commands in stories():
        yield f"fosterhjem-{name}", History(about=f"foster home: {about}", versions=1, commands=commands)


def _write(event: str, on: str, recorded: str = "", data: Mapping[str, bool] | None = None) -> Command:
    return Command(verb="write", now=instant(recorded or on), given=act(event, on, data=dict(data or {})), pathway="")


def _begin(on: str, recorded: str = "") -> Command:
    return Command(verb="write", now=instant(recorded or on), given=act("", on), pathway=PATHWAY)


def _tick(at: str) -> Command:
    return Command(verb="tick", now=instant(at))


def _visits(*days: str) -> Iterator[Command]:
    return (_write("oppfolgingsbesok", day) for day in days)


def _in_time() -> tuple[Command, ...]:
    return (
        _begin("2026-01-15"),
        *_visits("2026-02-12", "2026-05-03"),
        _write("tilsynsbesok", "2026-05-03"),
        *_visits("2026-05-03", "2026-08-20", "2026-11-05", "2026-12-01"),
        _write("avtale_gjennomgatt", "2027-01-10"),
        *_visits("2027-03-01", "2027-06-01", "2028-01-15", "2028-01-16"),
        _tick("2028-03-01"),
    )


def _reduced() -> tuple[Command, ...]:
    return (
        _begin("2026-01-15"),
        *_visits("2026-02-12", "2026-05-03"),
        _write("besok_redusert", "2026-06-01", data={"forhold_gode": True, "hort": True}),
        _write("besok_redusert", "2026-07-16", data=GOOD),
        _write("tilsyn_redusert", "2026-09-01", data=FEWER),
        _write("tilsyn_redusert", "2026-09-02", data={**FEWER, "barnet_samtykker": True}),
        *_visits("2026-12-20"),
        *_visits("2027-04-01", "2027-05-01"),
        _write("besok_som_for", "2027-06-01"),
        _tick("2028-02-01"),
    )


def _late() -> tuple[Command, ...]:
    return (
        _begin("2026-01-31"),
        *_visits("2026-02-12", "2026-05-03", "2026-08-20"),
        _tick("2027-02-10"),
        _write("oppfolgingsbesok", "2027-01-30", "2027-02-12"),
        Command(verb="rewrite", now=instant("2027-02-13"), given=act("oppfolgingsbesok", "2027-02-01"), target=3),
        Command(verb="annul", now=instant("2027-02-14"), target=1),
        _tick("2027-05-01"),
    )


def _open_at_go_live() -> tuple[Command, ...]:
    now = "2029-03-01"
    days = ("2026-03-01", "2026-06-01", "2026-09-01", "2026-12-01", "2027-06-01", "2029-02-01")
    return (
        _begin("2026-01-15", now),
        *(_write("oppfolgingsbesok", day, now) for day in days),
        _tick("2029-03-02"),
        _write("plan_evaluert", "2029-03-02"),
        _tick("2029-06-01"),
    )


def _lasting() -> tuple[Command, ...]:
    return (
        _begin("2026-07-01"),
        *_visits("2026-08-01", "2026-10-01"),
        _write("varig_fosterhjem", "2026-11-01"),
        _write("tilsynsbesok", "2026-11-10"),
        _write("tilsynsbesok", "2027-03-10"),
        _tick("2027-08-01"),
        _write("fylte_18", "2027-09-01"),
        _write("flyttet_ut", "2028-02-01"),
        _tick("2029-06-01"),
    )
