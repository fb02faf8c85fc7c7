"""Which deadlines an event, or a state that a run comes into, concerns: of the run, of one item, of all of them."""

from pathways.machine.state import Status
from tests.support.cases import ToldCase
from tests.support.worlds import definition, small

WORLD = small(
    definition(
        "prove",
        states="""\
            apen: {title: Åpen, start: true, holder: barnevern}
            slutt: {title: Slutt, end: true}
        """,
        fields="""\
            meldere: {title: Meldere, kind: codes, codes: register/melder}
        """,
        events="""\
            kommet: {title: Kommet, start: true, by: [saksbehandler], records: meldere}
            droppet: {title: Droppet, from: apen, by: [saksbehandler], to: stays}
            ferdig: {title: Ferdig, from: apen, by: [saksbehandler], to: slutt}
        """,
        deadlines="""\
            forste:
              {title: Første, from: kommet, within: 2 weeks, counting: dl-148, basis: lov, met_by: ferdig,
               on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
            svar:
              {title: Svar, from: kommet, per: melder, within: 3 weeks, counting: dl-148, basis: lov, met_by: hort,
               ends: {event: droppet, state: slutt}, on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
        """,
        activities="""\
            melder:
              title: Melder
              each: {event: kommet, field: meldere}
              states:
                venter: {title: Venter, start: true, holder: barnevern}
                hort: {title: Hørt, end: true}
              events:
                hort: {title: Hørt, from: venter, by: [saksbehandler], to: hort}
        """,
    )
)


def reported() -> ToldCase:
    """A report by two."""
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-01-05T10:00", meldere=("1", "11"))
    return case


def statuses(case: ToldCase) -> dict[str, Status]:
    return {key: each.status for key, each in case.state.runs["prove"].deadlines.items()}


def test_what_happens_to_one_item_meets_what_is_owed_for_it_alone() -> None:
    case = reported()
    case.do("hort", "2026-01-06T10:00", item="melder.2")
    assert statuses(case) == {"forste": Status.open, "svar:melder.1": Status.open, "svar:melder.2": Status.met}


def test_what_happens_to_the_run_concerns_every_item() -> None:
    case = reported()
    case.do("droppet", "2026-01-06T10:00")
    assert statuses(case) == {"forste": Status.open, "svar:melder.1": Status.ended, "svar:melder.2": Status.ended}


def test_where_the_run_comes_concerns_every_item_too() -> None:
    case = reported()
    case.do("ferdig", "2026-01-06T10:00")
    assert statuses(case) == {"forste": Status.met, "svar:melder.1": Status.ended, "svar:melder.2": Status.ended}
