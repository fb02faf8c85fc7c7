"""A re-decision that is refused tells each way on that is there, and every command it prints is let through."""

import re
from collections.abc import Mapping, Sequence

import pytest

from tests.cli.running import Cli, Ran

REFERRAL = ("--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-24", "--as", "mona")
REFUSED = ("--set", "resultat=avslag", "--set", "avslag_grunner=kommunalt_niva")
RIGHT = ("--set", "resultat=rett", "--set", "frist_start=2026-10-01", "--set", "gjelder_4a=ja")
ANSWER = ("--set", "svar_innhold=resultat,klage,ny_vurdering,frist,helfo,tidspunkt", "--set", "svar_til_henviser=ja")
REPORT = ("--set", "meldere=11", "--set", "innhold=1.1.02", "--as", "kari")
CLOSED = (
    *("--set", "utfall=4", "--set", "foreldre_samtykker_ikke=ja", "--set", "adgang_ny_undersokelse=ja"),
    *("--set", "henlagt_dato=2026-08-24"),
)

Step = tuple[str, ...]
"""Event and options; the person is the last."""

REFERRALS: Sequence[Step] = (
    ("henvisning_vurdert", *REFUSED, "--reason", "x", "--as", "inger"),
    ("svar_sendt", *ANSWER, "--as", "inger"),
    ("familien_onsker_ikke_kontakt", "--set", "sikkerhet_vurdert=ja", "--reason", "x", "--as", "inger"),
    ("familien_onsker_likevel_kontakt", "--reason", "x", "--as", "inger"),
)
WITHDRAWN: Sequence[Step] = (
    ("henvisning_vurdert", *RIGHT, "--reason", "x", "--as", "inger"),
    ("henvisning_trukket", "--reason", "x", "--as", "inger"),
)
EXTENDED: Sequence[Step] = (
    ("melding_konkludert", "--set", "konklusjon=2", "--reason", "x", "--as", "liv"),
    ("frist_utvidet", "--code", "annet", "--reason", "x", "--as", "liv"),
)
CONCLUDED: Sequence[Step] = (
    EXTENDED[0],
    ("undersokelse_konkludert", *CLOSED, "--reason", "x", "--as", "liv"),
    ("adgang_ikke_brukt", "--reason", "x", "--as", "liv"),
)
REOPENED: Sequence[Step] = (
    *CONCLUDED[:2],
    ("ny_undersokelse_apnet", "--set", "foreldre_informert=ja", "--reason", "x", "--as", "liv"),
)
MAPPED: Sequence[Step] = (
    ("forlop_startet", "--set", "samtykke=gitt", "--code", "tvil", "--reason", "x", "--as", "liv"),
    ("oppstartsmote_holdt", "--set", "deltakere=kommunal_helse,barnet", "--as", "liv"),
    *(
        ("omrade_ikke_nodvendig", "--activity", area, "--code", "ikke_behov", "--reason", "x", "--as", "liv")
        for area in ("psykisk", "somatisk", "seksuell", "tann", "rus")
    ),
    ("kartlegging_oppsummert", "--set", "videre=ingen", "--reason", "x", "--as", "liv"),
    ("forlop_avsluttet", "--code", "ikke_behov", "--reason", "x", "--as", "liv"),
)

GIVEN: Mapping[str, str] = {
    "resultat": "rett",
    "konklusjon": "10",
    "utfall": "1",
    "videre": "ingen",
    "henviser": "fastlege",
    "ansiennitetsdato": "2026-08-24",
    "meldere": "11",
    "innhold": "1.1.02",
    "plan_dato": "2026-08-24",
    "sakkyndigrapporter": "andre",
    "rapport_mottatt": "2026-08-24",
    "venter_pa": "familien",
    "nytt_utfall": "1",
    "foreldre_informert": "ja",
    "veiledning_dato": "2026-08-24",
    "svar_innhold": "resultat,klage,ny_vurdering,frist,helfo,tidspunkt",
    "svar_til_henviser": "ja",
    "mottaker": "barnevern",
    "mottaker_navn": "x",
    "samtykke_kontakt": "ja",
    "sikkerhet_vurdert": "ja",
    "fase": "undersokelse",
    "opplyst_oppfolging": "ja",
    "offentlig": "ja",
    "undersokelse_slutt": "2026-08-24",
}
"""What a person would give where the command leaves it open."""

ALSO: Mapping[str, Sequence[str]] = {
    "resultat=rett": ("--set", "frist_start=2026-10-01", "--set", "gjelder_4a=ja"),
    "tilbakemelding_gitt": ("--set", "opplyst_apnet=ja"),
}


def told(cli: Cli, pathway: str, opened: Sequence[str], steps: Sequence[Step]) -> str:
    """A case in which all that was done."""
    case = str(cli.ok("case", "open", pathway, *opened, "--json").json["case_id"])
    for event, *options in steps:
        cli.ok("advance", case, event, *options)
    return case


def commands(ran: Ran) -> list[str]:
    """What the refusal prints to be typed: each after «Slik:», and the first of what can be done now."""
    err = re.sub(r"\n(?!  advance|Slik|Nå kan|Skulle|Skjer|Det som)", " ", ran.err)
    shown = [line.partition("Slik: ")[2] for line in err.splitlines() if "Slik: " in line]
    shown += [line.strip() for line in err.splitlines() if line.startswith("  advance ")][:1]
    return [" ".join(re.sub(r"\(.*$|\[[^]]*\]", "", line).split()) for line in shown]


def typed(command: str, user: str) -> list[str]:
    """The command with what a person gives."""
    arguments: list[str] = []
    for part in command.split():
        name, is_left_open, _ = part.partition("=…")
        if is_left_open:
            arguments.append(f"{name}={GIVEN[name]}")
            arguments += ALSO.get(arguments[-1], ())
        else:
            arguments += [part.split("|")[0].replace("…", "x"), *ALSO.get(part, ())]
    return [*arguments, "--as", user]


OTHERWISE = {
    "henvisning_vurdert": RIGHT,
    "familien_onsker_ikke_kontakt": ("--set", "sikkerhet_vurdert=ja"),
    "familien_onsker_likevel_kontakt": (),
    "melding_konkludert": ("--set", "konklusjon=10"),
    "undersokelse_konkludert": ("--set", "utfall=1"),
    "adgang_ikke_brukt": (),
    "kartlegging_oppsummert": ("--set", "videre=kommunal_oppfolging"),
}
"""How each would be decided anew."""

CASES = {
    "the family wanted no contact": ("bup_vurdering", REFERRAL, REFERRALS[:3], "familien_onsker_ikke_kontakt", "inger"),
    "the family wanted contact after all": (
        "bup_vurdering",
        REFERRAL,
        REFERRALS,
        "familien_onsker_likevel_kontakt",
        "inger",
    ),
    "the referral was withdrawn": ("bup_vurdering", REFERRAL, WITHDRAWN, "henvisning_vurdert", "inger"),
    "the limit was extended": ("barnevern_undersokelse", REPORT, EXTENDED, "melding_konkludert", "liv"),
    "it was concluded": ("barnevern_undersokelse", REPORT, CONCLUDED[:2], "melding_konkludert", "liv"),
    "the door was shut": ("barnevern_undersokelse", REPORT, CONCLUDED, "melding_konkludert", "liv"),
    "and the shutting itself": ("barnevern_undersokelse", REPORT, CONCLUDED, "adgang_ikke_brukt", "liv"),
    "a new investigation was begun": ("barnevern_undersokelse", REPORT, REOPENED, "undersokelse_konkludert", "liv"),
    "the mapping was closed": (
        "barnevern_forlop",
        ("--set", "fase=undersokelse", "--as", "kari"),
        MAPPED,
        "kartlegging_oppsummert",
        "liv",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_command_that_a_refused_re_decision_prints_is_let_through(cli: Cli, name: str) -> None:
    pathway, opened, steps, event, user = CASES[name]
    case = told(cli, pathway, opened, steps)
    seq = 2 + [each[0] for each in steps].index(event)
    refused = cli("redecide", case, str(seq), *OTHERWISE[event], "--reason", "x", "--as", user)
    assert refused.code == 4, refused.err
    found = commands(refused)
    assert found
    for command in found:
        again = told(cli, pathway, opened, steps)
        ran = cli(*typed(command.replace(case, again), user))
        assert ran.code == 0, f"{command}\n{ran.err}"
