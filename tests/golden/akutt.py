"""Histories of emergency help in BUP: decided in time and late, admitted, handed over, refused at the door."""

from collections.abc import Iterator, Mapping

from pathways.model.record import Value
from tests.golden.history import Command, History
from tests.support.cases import act, instant

PATHWAY = "bup_akutt"


def stories() -> Iterator[tuple[str, str, tuple[Command, ...]]]:
    """Name, what it is about, and commands."""
    yield "pathway", "the ambulant team meets the child as arranged, and the pathway in BUP is decided", _pathway()
    yield "late", "a contact missed, the two weeks over, and the decision told late", _late()
    yield "admitted", "admitted with nobody to turn to, discharged, and closed", _admitted()
    yield "handed-over", "a hand-over declined, sent to another service, and taken over", _handed_over()
    yield "no-emergency", "no emergency, the wrong child annulled, child welfare told afterwards", _no_emergency()
    yield "no-contact", "on hold, resumed, and a family that wants no contact", _no_contact()


def histories() -> Iterator[tuple[str, History]]:
    """Every history with the name of its file."""
    for name, about, commands in stories():
        yield f"akutt-{name}", History(about=f"emergency help: {about}", versions=1, commands=commands)


def _write(event: str, on: str, **data: Value) -> Command:
    return _told(event, on, on, data)


def _told(event: str, on: str, recorded: str, data: Mapping[str, Value]) -> Command:
    return Command(verb="write", now=instant(recorded), given=act(event, on, data=data), pathway="")


def _handed(on: str, *, to: str = "kommune", consent: bool = True) -> Command:
    given: Mapping[str, Value] = {"overtar": to, "mottaker_navn": "Oppdiktet", "samtykke_kontakt": consent}
    return _told("overforing_sendt", on, on, given)


def _begin(on: str, by: str) -> Command:
    return Command(verb="write", now=instant(on), given=act("", on, data={"kontaktet_av": by}), pathway=PATHWAY)


def _assessed(on: str, result: str, *, named: bool = False) -> Command:
    return _write("oh_vurdert", on, oh_resultat=result, skal_ha_kontaktlege=named)


def _tick(at: str) -> Command:
    return Command(verb="tick", now=instant(at))


def _pathway() -> tuple[Command, ...]:
    return (
        _begin("2026-11-06T18:00", "legevakt"),
        _assessed("2026-11-06T20:00", "ambulant", named=True),
        _write("kontakt_avtalt", "2026-11-06T20:30", neste_kontakt="2026-11-08"),
        _write("ambulant_kontakt", "2026-11-08", kriseplan=True),
        _write("kontaktlege_oppnevnt", "2026-11-09", kontaktlege_fra="2026-11-09"),
        _write("videre_besluttet", "2026-11-18", videre="forlop"),
        _tick("2026-12-31"),
    )


def _late() -> tuple[Command, ...]:
    return (
        _begin("2026-11-02", "familien"),
        _tick("2026-11-05"),
        _assessed("2026-11-05", "ambulant", named=True),
        _write("kontakt_avtalt", "2026-11-05", neste_kontakt="2026-11-09"),
        _tick("2026-11-25"),
        _told("ambulant_kontakt", "2026-11-12", "2026-11-25", {}),
        _write("kontaktlege_oppnevnt", "2026-11-25", kontaktlege_fra="2026-11-25"),
        Command(
            verb="rewrite",
            now=instant("2026-11-26"),
            given=act("ambulant_kontakt", "2026-11-09"),
            target=3,
        ),
        _write("videre_besluttet", "2026-11-27", videre="avsluttes"),
        _write("videre_besluttet", "2026-11-27", videre="avsluttes", sikkerhet_vurdert=True),
        _tick("2026-12-31"),
    )


def _admitted() -> tuple[Command, ...]:
    return (
        _begin("2026-11-02", "fastlege"),
        _assessed("2026-11-02", "avklares"),
        _write("lagt_inn", "2026-11-13", skal_ha_kontaktlege=True),
        _tick("2026-11-24"),
        _write("skrevet_ut", "2026-11-24"),
        _tick("2026-11-30"),
        _write("videre_besluttet", "2026-11-30", videre="avsluttes", sikkerhet_vurdert=True, kriseplan=True),
        _tick("2026-12-31"),
    )


def _handed_over() -> tuple[Command, ...]:
    return (
        _begin("2026-11-02", "institusjon"),
        _assessed("2026-11-02", "innlagt"),
        _write("videre_besluttet", "2026-11-10", videre="annen_tjeneste", kriseplan=True),
        _handed("2026-11-11", consent=False),
        _handed("2026-11-11"),
        _write("overforing_avvist", "2026-11-16"),
        _tick("2026-11-20"),
        _handed("2026-11-20", to="barnevern"),
        _write("ansvar_overtatt", "2026-11-24"),
        _tick("2026-12-31"),
    )


def _no_emergency() -> tuple[Command, ...]:
    return (
        _begin("2026-11-02", "skole"),
        _assessed("2026-11-02", "ambulant"),
        Command(verb="annul", now=instant("2026-11-03"), target=1),
        _write("ikke_oh_vurdert", "2026-11-03", sikkerhet_vurdert=False),
        _write("ikke_oh_vurdert", "2026-11-03", sikkerhet_vurdert=True),
        _write("barnevernet_varslet", "2026-11-04"),
        _tick("2026-12-31"),
    )


def _no_contact() -> tuple[Command, ...]:
    return (
        _begin("2026-11-02", "psykolog"),
        _assessed("2026-11-02", "ambulant"),
        _write("satt_pa_vent", "2026-11-03", venter_pa="familien"),
        _tick("2026-11-10"),
        _write("gjenopptatt", "2026-11-10", venter_pa="familien"),
        _write("familien_onsker_ikke_kontakt", "2026-11-12", sikkerhet_vurdert=True),
        _tick("2026-12-31"),
    )
