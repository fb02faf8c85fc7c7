"""What going on from one waiting of several leaves unmet: the duty to look at the waiting, and nothing else."""

import pytest

from tests.support.cases import ToldCase
from tests.support.worlds import definition, small

WORLD = small(
    definition(
        fields="venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}\n"
        "stanset: {title: Stanset, kind: date}\n",
        states="""\
            apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve.}
            slutt: {title: Slutt, end: true}
        """,
        events="""\
            kommet: {title: Kommet, start: true, by: [saksbehandler], records: stanset}
            stanset: {title: Stanset, from: any, by: leder, records: venter_pa, reason: required, pauses: venter_pa}
            videre: {title: Videre, from: any, by: [leder], records: venter_pa, resumes: venter_pa}
            vurdert: {title: Vurdert, from: any, by: [leder], to: stays}
            lukket: {title: Lukket, from: apen, by: [leder], to: slutt}
        """,
        deadlines="".join(
            f"{name}: {{title: Prøve, from: {anchor}, within: 4 weeks, counting: dl-148, basis: lov, met_by: {met_by}, "
            'ends: {state: slutt}, on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}\n'
            for name, anchor, met_by in (
                ("vente", "stanset", "videre"),
                ("vurdere", "stanset", "vurdert"),
                ("svare", "kommet", "videre"),
                ("ringe", "{field: stanset}", "videre"),
            )
        ),
    )
)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("vente", "open"),
        # It looks at the waiting too, but is met by what ends none.
        ("vurdere", "met"),
        # These count from what lets nothing wait: an event, and a date that is called as the event that does.
        ("svare", "met"),
        ("ringe", "met"),
    ],
)
def test_going_on_from_one_waiting_of_two_meets_all_but_the_duty_to_look_at_the_waiting(name: str, status: str) -> None:
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-10-05T10:00", stanset="2026-10-01")
    case.do("stanset", "2026-10-06T10:00", venter_pa="familien")
    case.do("stanset", "2026-10-06T11:00", venter_pa="annen_tjeneste")
    case.do("vurdert", "2026-10-12T10:00")
    case.do("videre", "2026-10-12T11:00", venter_pa="familien")
    assert case.now_is(name).status == status
