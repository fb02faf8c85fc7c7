"""Histories of interdisciplinary health mapping: offered, refused, moved, broken off and told late."""

from collections.abc import Iterator

from pathways.model.record import Value
from tests.golden.history import Command, History
from tests.support.cases import act, instant

PATHWAY = "barnevern_helsekartlegging"


def stories() -> Iterator[tuple[str, str, tuple[Command, ...]]]:
    """Name, what it is about, and commands."""
    yield "mapped", "offered, mapped as arranged, told to the family, referred, and reported", _mapped()
    yield "refused", "an answer that comes late, and is no", _refused()
    yield "moved", "a day that is moved, passed, and corrected, and a report without feedback", _moved()
    yield "broken-off", "on hold, resumed, and broken off before the day", _broken_off()
    yield "not-applied", "considered too long, and not applied for", _not_applied()


def histories() -> Iterator[tuple[str, History]]:
    """Every history with the name of its file."""
    for name, about, commands in stories():
        yield f"helsekartlegging-{name}", History(about=f"health mapping: {about}", versions=1, commands=commands)


def _write(event: str, on: str, **data: Value) -> Command:
    return Command(verb="write", now=instant(on), given=act(event, on, data=data), pathway="")


def _begin(on: str) -> Command:
    return Command(verb="write", now=instant(on), given=act("", on), pathway=PATHWAY)


def _tick(at: str) -> Command:
    return Command(verb="tick", now=instant(at))


def _offered() -> tuple[Command, ...]:
    return (
        _begin("2026-09-01"),
        _write("sokt_bufetat", "2026-09-08", grunnlag="frivillig_3_2"),
        _write("tilbud_gitt", "2026-09-22"),
    )


def _mapped() -> tuple[Command, ...]:
    return (
        *_offered(),
        _write("kartleggingsdag_avtalt", "2026-09-25", kartleggingsdag="2026-10-14"),
        _write("kartlegging_holdt", "2026-10-14"),
        _write("tilbakemelding_holdt", "2026-10-28", tilbakemelding_dato="2026-10-28"),
        _write("rapport_mottatt", "2026-11-06"),
        _write("henvist_videre", "2026-11-09", henvist_til="bup"),
        _tick("2026-12-31"),
    )


def _refused() -> tuple[Command, ...]:
    return (
        _begin("2026-09-01"),
        _write("sokt_bufetat", "2026-09-08", grunnlag="nemnda_5_1"),
        _tick("2026-10-20"),
        _write("tilbud_avslatt", "2026-10-20"),
        _write("henvist_videre", "2026-10-21", henvist_til="bup"),
        _tick("2026-12-31"),
    )


def _moved() -> tuple[Command, ...]:
    day = act("kartlegging_holdt", "2026-10-21")
    return (
        *_offered(),
        _write("kartleggingsdag_avtalt", "2026-10-12", kartleggingsdag="2026-10-11"),
        _write("kartleggingsdag_avtalt", "2026-10-12", kartleggingsdag="2026-10-14"),
        _write("kartleggingsdag_avtalt", "2026-10-13", kartleggingsdag="2026-10-21"),
        _tick("2026-10-26"),
        _write("kartlegging_holdt", "2026-10-26"),
        Command(verb="rewrite", now=instant("2026-10-27"), given=day, target=5),
        _tick("2026-12-10"),
        _write("rapport_mottatt", "2026-12-10"),
    )


def _broken_off() -> tuple[Command, ...]:
    return (
        *_offered(),
        _write("satt_pa_vent", "2026-09-23", venter_pa="familien"),
        _tick("2026-10-15"),
        _write("gjenopptatt", "2026-10-15", venter_pa="familien"),
        _write("avbrutt", "2026-10-16"),
        _tick("2026-12-31"),
    )


def _not_applied() -> tuple[Command, ...]:
    return (_begin("2026-09-01"), _tick("2026-09-20"), _write("ikke_sokt", "2026-09-21"), _tick("2026-12-31"))
