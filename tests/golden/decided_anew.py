"""Histories of decisions made anew: a report dropped after all, taken up after all, told late, and taken back."""

from collections.abc import Iterator

from pathways.model.record import Value
from tests.golden.history import Command, History
from tests.support.cases import act, instant

PATHWAY = "barnevern_undersokelse"
REFERRAL = "bup_vurdering"
REPORT: dict[str, Value] = {"meldere": ("11",), "innhold": ("1.1.02",)}
OPEN: dict[str, Value] = {"konklusjon": "2", "umiddelbar_oppfolging": False}
DROP: dict[str, Value] = {"konklusjon": "10"}
CLOSED: dict[str, Value] = {"utfall": "3"}
MEASURE: dict[str, Value] = {"utfall": "1"}
REFUSED: dict[str, Value] = {"resultat": "avslag", "avslag_grunner": ("kommunalt_niva",)}
ANSWER: dict[str, Value] = {"svar_innhold": ("resultat", "klage", "ny_vurdering"), "svar_til_henviser": True}
RIGHT: dict[str, Value] = {"resultat": "rett", "frist_start": "2026-05-04", "gjelder_4a": True}


def stories() -> Iterator[tuple[str, str, tuple[Command, ...]]]:
    """Name, what it is about, and commands."""
    yield (
        "dropped",
        "an investigation dropped after three weeks",
        (*_concluded(OPEN), _anew(DROP, "2026-02-02"), _end()),
    )
    yield "taken-up", "a dropped report investigated after all", (*_concluded(DROP), _anew(OPEN, "2026-02-02"), _end())
    yield "late-and-annulled", "told a month late, and annulled again", _late_and_annulled()
    yield "twice", "decided anew, corrected, and decided anew once more", _twice()
    yield "no-contact", "a refusal that becomes a right after the family wanted no contact", _no_contact()
    yield "contact-after-all", "and after it wanted contact after all", _contact_after_all()
    yield "answered-anew", "an answer about a new assessment, refused before there is one", _answered_anew()
    yield "access-unused", "an investigation dropped, its door shut, and a measure decided after all", _access_unused()


def histories() -> Iterator[tuple[str, History]]:
    """Every history with the name of its file."""
    for name, about, commands in stories():
        yield f"anew-{name}", History(about=f"decided anew: {about}", versions=1, commands=commands)


def _once(first: dict[str, Value], second: dict[str, Value]) -> tuple[Command, ...]:
    return (*_concluded(first), _anew(second, "2026-02-02"), _end())


def _concluded(data: dict[str, Value]) -> tuple[Command, ...]:
    return (
        Command(verb="write", now=instant("2026-01-05"), given=act("", "2026-01-05", data=REPORT), pathway=PATHWAY),
        _write("melding_konkludert", "2026-01-09", data),
        Command(verb="tick", now=instant("2026-01-30")),
    )


def _write(event: str, on: str, data: dict[str, Value]) -> Command:
    return Command(verb="write", now=instant(on), given=act(event, on, data=data))


def _anew(data: dict[str, Value], on: str, recorded: str = "", target: int = 1) -> Command:
    return Command(verb="redecide", now=instant(recorded or on), given=act("", on, data=data), target=target)


def _end() -> Command:
    return Command(verb="tick", now=instant("2026-09-01"))


def _late_and_annulled() -> tuple[Command, ...]:
    annulled = Command(verb="annul", now=instant("2026-03-20"), target=2)
    return (*_concluded(OPEN), _anew(DROP, "2026-02-02", "2026-03-04"), annulled, _end())


def _twice() -> tuple[Command, ...]:
    corrected = act("melding_konkludert", "2026-02-03", data=DROP)
    return (
        *_concluded(OPEN),
        _anew(DROP, "2026-02-02"),
        Command(verb="rewrite", now=instant("2026-02-06"), given=corrected, target=2),
        _anew(OPEN, "2026-02-20", target=2),
        _write("undersokelse_konkludert", "2026-04-10", CLOSED),
        _anew(MEASURE, "2026-04-20", target=5),
        _end(),
    )


def _referred() -> tuple[Command, ...]:
    """A referral that is refused and answered, and a family that wants no contact."""
    referral: dict[str, Value] = {"henviser": "fastlege", "ansiennitetsdato": "2026-01-05"}
    return (
        Command(verb="write", now=instant("2026-01-05"), given=act("", "2026-01-05", data=referral), pathway=REFERRAL),
        _write("henvisning_vurdert", "2026-01-09", REFUSED),
        _write("svar_sendt", "2026-01-12", ANSWER),
        _write("familien_onsker_ikke_kontakt", "2026-01-14", {"sikkerhet_vurdert": True}),
    )


def _answered_anew() -> tuple[Command, ...]:
    too_early, answered = (_write("nytt_svar_sendt", on, ANSWER) for on in ("2026-01-20", "2026-02-03"))
    return (*_referred(), too_early, _anew(REFUSED, "2026-02-02"), answered, _end())


def _no_contact() -> tuple[Command, ...]:
    return (*_referred(), _anew(RIGHT, "2026-02-02"), _end())


def _contact_after_all() -> tuple[Command, ...]:
    after_all = _write("familien_onsker_likevel_kontakt", "2026-01-26", {})
    late = Command(verb="tick", now=instant("2026-02-10"))
    return (*_referred(), after_all, late, _anew(RIGHT, "2026-02-12"), _end())


def _access_unused() -> tuple[Command, ...]:
    dropped: dict[str, Value] = {
        "utfall": "4",
        "foreldre_samtykker_ikke": True,
        "adgang_ny_undersokelse": True,
        "henlagt_dato": "2026-03-02",
    }
    return (
        *_concluded(OPEN),
        _write("undersokelse_konkludert", "2026-03-02", dropped),
        _write("adgang_ikke_brukt", "2026-04-07", {}),
        _anew(MEASURE, "2026-04-20", target=2),
        _end(),
    )
