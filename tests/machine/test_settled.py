"""What is settled is explained to the dates it was told as, whatever its run waited for or came to afterwards."""

from collections.abc import Callable

import pytest

from pathways.engine.derivation import derive
from pathways.engine.moment import moment_at
from pathways.engine.settled import as_settled
from pathways.engine.view import CaseView, view
from pathways.machine.state import Status
from tests.machine.decided_anew import APPLICATION, FOLLOWED, HELP
from tests.machine.periods import YEARLY, moved_in
from tests.machine.test_waiting_over import MINUTE, WORLD, ended
from tests.support.cases import CASE, EVERY_ROLE, ToldCase, at_seq
from tests.support.worlds import World, definition, small


def seen(case: ToldCase) -> CaseView:
    moment = moment_at(case.now + MINUTE)
    return view(case.world, CASE, case.records, moment, moment, EVERY_ROLE)


def explained_as_told(case: ToldCase) -> dict[str, str]:
    """How each deadline stands, where every one is explained to the date it is told with."""
    there = seen(case)
    for each in there.standing.runs[0].deadlines:
        assert derive(case.world, there, each.name).steps[-1].on in (each.nominal, each.legal), each.name
    return {each.name: each.word.value for each in there.standing.runs[0].deadlines}


def waiting() -> ToldCase:
    """A case of Monday 5 January 2026 that waits since that Thursday."""
    case = ToldCase(world=WORLD)
    case.start("prove", "2026-01-05T10:00")
    case.do("stanset", "2026-01-08T10:00", venter_pa="familien")
    return case


def met_after_the_end() -> ToldCase:
    case, _ = ended()
    case.do("sendt", "2026-01-20T10:00")
    return case


def met_after_the_end_by_its_day() -> ToldCase:
    case, _ = ended()
    case.do("sendt", "2026-01-20")
    return case


def met_after_the_end_by_its_day_and_opened_again() -> ToldCase:
    case = met_after_the_end_by_its_day()
    case.do("apnet", "2026-01-22T10:00")
    case.do("gjenopptatt", "2026-02-02T10:00", venter_pa="familien")
    return case


def met_after_a_second_end() -> ToldCase:
    case = met_after_the_end()
    case.do("arkivert", "2026-01-22T10:00")
    return case


def met_after_the_end_and_opened_again() -> ToldCase:
    case = met_after_the_end()
    case.do("apnet", "2026-01-22T10:00")
    case.do("gjenopptatt", "2026-02-02T10:00", venter_pa="familien")
    return case


def fallen_away_as_it_is_opened_again() -> ToldCase:
    case, _ = ended()
    case.do("apnet", "2026-01-15T10:00")
    case.do("gjenopptatt", "2026-01-19T10:00", venter_pa="familien")
    return case


def fallen_away_as_it_is_opened_again_and_closed() -> ToldCase:
    case, _ = ended()
    case.do("apnet", "2026-01-15T10:00")
    case.do("lukket", "2026-01-26T10:00")
    return case


def waited_for_again_after_it_was_met() -> ToldCase:
    case = waiting()
    case.do("gjenopptatt", "2026-01-12T10:00", venter_pa="familien")
    case.do("avgjort", "2026-01-13T10:00", utfall=True)
    case.do("sendt", "2026-01-14T10:00")
    case.do("apnet", "2026-01-15T10:00")
    case.do("stanset", "2026-01-15T11:00", venter_pa="oss")
    return case


def decided_anew_after_it_was_met() -> ToldCase:
    case, first = ended()
    case.do("sendt", "2026-01-16T10:00")
    case.redecide(first, "2026-01-19T10:00", utfall=False)
    return case


HISTORIES = (
    met_after_the_end,
    met_after_the_end_by_its_day,
    met_after_the_end_by_its_day_and_opened_again,
    met_after_a_second_end,
    met_after_the_end_and_opened_again,
    fallen_away_as_it_is_opened_again,
    fallen_away_as_it_is_opened_again_and_closed,
    waited_for_again_after_it_was_met,
    decided_anew_after_it_was_met,
)


@pytest.mark.parametrize("history", HISTORIES, ids=lambda each: each.__name__)
def test_it_is_explained_as_it_is_told(history: Callable[[], ToldCase]) -> None:
    assert {"met", "ended"} & set(explained_as_told(history()).values())


def test_what_is_not_settled_is_explained_by_the_run_as_it_is() -> None:
    case = waiting()
    run = case.state.runs["prove"]
    assert as_settled(case.world, seen(case), run, "brev", {act.seq: act for act in seen(case).acts}) is run


def test_it_knows_the_waits_of_just_before_what_settled_it() -> None:
    case, _ = ended()
    opened = at_seq(case.do("apnet", "2026-01-15T10:00"))
    run = case.state.runs["prove"]
    assert (run.deadlines["varsel"].status, run.deadlines["varsel"].settled_by) == (Status.ended, opened)
    acts = {act.seq: act for act in seen(case).acts}
    (pause,) = as_settled(case.world, seen(case), run, "varsel", acts).pauses
    assert pause.ended is not None
    assert pause.ended.on.isoformat() == "2026-01-12"
    (as_it_is,) = run.pauses
    assert as_it_is.ended is None


# ------------------------------------------------------------ the waits it knew


def waits_known(case: ToldCase, key: str) -> list[tuple[str, str]]:
    """Of what the run had waited for when the deadline was settled: since when, and until when, if it was over."""
    run, acts = case.state.runs["prove"], {act.seq: act for act in seen(case).acts}
    pauses = as_settled(case.world, seen(case), run, key, acts).pauses
    return [(str(pause.began.on), "" if pause.ended is None else str(pause.ended.on)) for pause in pauses]


def test_it_knows_a_wait_that_was_told_at_the_very_instant_it_was_met() -> None:
    case = waiting()
    case.do("stanset", "2026-01-13T10:00", venter_pa="oss")
    case.do("sendt", "2026-01-13T10:00")
    assert waits_known(case, "brev") == [("2026-01-08", ""), ("2026-01-13", "")]


def test_it_knows_no_wait_that_ended_on_its_day_and_later() -> None:
    case = waiting()
    case.do("sendt", "2026-01-13T10:00")
    case.do("gjenopptatt", "2026-01-13T11:00", venter_pa="familien")
    assert waits_known(case, "brev") == [("2026-01-08", "")]


def stopped_by_waits() -> World:
    """An application whose last deadline stands while somebody is waited for, and that may be opened again."""
    waits = """
  vent: {title: Vent, from: innvilget, by: [leder], records: venter_pa, reason: required, pauses: venter_pa}
  videre: {title: Videre, from: [innvilget, satt_i_gang], by: [leder], records: venter_pa, resumes: venter_pa}
  apnet: {title: Åpnet, from: avslatt, by: [leder], reason: required, decision: true, to: satt_i_gang}
"""
    looked_at = """
  vente: {title: Vente, from: vent, within: 4 weeks, counting: dl-148, basis: lov, met_by: videre,
          ends: {state: avslatt}, on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}
"""
    last = APPLICATION.index("  fullfort:")
    text = APPLICATION[:last] + APPLICATION[last:].replace("on_pause: runs", "on_pause: {freezes: lov}") + looked_at
    text = text.replace(
        "fields:\n", "fields:\n  venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}\n"
    )
    return small(text.replace("events:\n", f"events:{waits}", 1), HELP, FOLLOWED)


def test_what_a_decision_made_anew_ends_where_nothing_can_meet_it_knows_the_waits_of_just_after() -> None:
    case = ToldCase(world=stopped_by_waits())
    case.start("prove", "2026-01-05T10:00")
    case.do("vurdert", "2026-01-08T10:00", ja=True)
    case.do("vent", "2026-01-12T10:00", venter_pa="familien")
    case.redecide(2, "2026-01-20T10:00", ja=False)
    assert case.now_is("fullfort").status is Status.ended
    explained_as_told(case)
    case.do("apnet", "2026-01-22T10:00")
    explained_as_told(case)
    assert waits_known(case, "fullfort") == [("2026-01-12", "2026-01-20")]


MARKED = definition(
    fields="venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}",
    states="""\
        apen: {title: Åpen, start: true, holder: barnevern}
        over: {title: Over tiden, holder: barnevern, mark: true}
        slutt: {title: Slutt, end: true}
    """,
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler]}
        stanset: {title: Stanset, from: any, by: leder, records: venter_pa, reason: required, pauses: venter_pa}
        videre: {title: Videre, from: any, by: [leder], records: venter_pa, resumes: venter_pa}
        lukket: {title: Lukket, from: [apen, over], by: [saksbehandler], to: slutt}
    """,
    deadlines="""\
        frist: {title: Frist, from: kommet, within: 1 week, counting: dl-148, basis: lov, met_by: lukket,
                on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}
        varsel: {title: Varsel, from: kommet, within: 3 weeks, counting: dl-148, basis: lov, met_by: lukket,
                 ends: {state: over}, on_pause: {freezes: lov}, remind: [{on_due: "08:00", to: [leder]}]}
        vente: {title: Vente, from: stanset, within: 4 weeks, counting: dl-148, basis: lov, met_by: videre,
                ends: {state: slutt}, on_pause: runs, remind: [{on_due: "08:00", to: [leder]}]}
    """,
    timed="over: {title: Over tiden, from: [apen], when_passed: frist, to: over}",
)
"""The clock marks that a week has passed, and what had been promised within three falls away."""


def test_what_the_clock_lets_fall_away_knows_the_waits_there_were_at_that_instant() -> None:
    case = ToldCase(world=small(MARKED))
    case.start("prove", "2026-01-05T10:00")
    case.do("stanset", "2026-01-08T10:00", venter_pa="familien")
    case.tick("2026-01-13T00:00")
    assert case.state.runs["prove"].deadlines["varsel"].status is Status.ended
    case.do("videre", "2026-01-13T09:00", venter_pa="familien")
    assert waits_known(case, "varsel") == [("2026-01-08", "")]


WAITS = """\
fields:
  venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}
events:
  stanset: {title: Stanset, from: bor, by: leder, records: venter_pa, reason: required, pauses: venter_pa}
  videre: {title: Videre, from: bor, by: [leder], records: venter_pa, resumes: venter_pa}
"""


def test_a_period_that_was_missed_knows_the_waits_there_were_until_its_last_day() -> None:
    case = moved_in(YEARLY.replace("events:\n", WAITS))
    case.do("stanset", "2026-12-01", venter_pa="familien")
    case.do("stanset", "2026-12-02", venter_pa="oss")
    case.do("videre", "2027-01-15", venter_pa="familien")
    case.do("videre", "2027-01-16", venter_pa="oss")
    case.do("stanset", "2027-01-16", venter_pa="familien")
    assert case.state.runs["prove"].deadlines["besok:period.2026-01-15"].status is Status.missed
    assert waits_known(case, "besok:period.2026-01-15") == [("2026-12-01", "2027-01-15"), ("2026-12-02", "")]
