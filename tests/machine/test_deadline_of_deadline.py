"""Semantics 19: a deadline anchored in a deadline, and one that lies dormant until its work opens."""

from datetime import date

from pathways.machine.standing import Word
from pathways.machine.state import LEGAL, Status
from tests.machine.samples import received, under_way
from tests.support.cases import ToldCase
from tests.support.worlds import definition, shipped, small


def test_19_it_counts_from_the_nominal_date_of_its_parent() -> None:
    case = received()
    assert case.now_is("arbeid").anchored_on == date(2026, 1, 12)
    assert case.now_is("etter").nominal == date(2026, 2, 16)


def test_19_it_says_which_act_it_rests_on_as_its_parent_does() -> None:
    case = received()
    assert [case.now_is(name).anchored_by for name in ("frist", "arbeid", "etter")] == [1, 1, 1]


def test_19_it_does_not_move_when_its_parent_is_extended() -> None:
    case = under_way()
    case.do("utvidet", "2026-01-15T10:00")
    assert case.now_is("arbeid").nominal == date(2026, 2, 23)
    assert case.now_is("etter").nominal == date(2026, 2, 16)


def test_19_it_does_not_move_when_its_parent_is_met() -> None:
    case = under_way()
    assert case.now_is("frist").status is Status.met
    assert case.now_is("arbeid").nominal == date(2026, 2, 2)


def test_19_it_moves_when_the_anchor_of_its_parent_is_corrected() -> None:
    case = under_way()
    case.correct(1, "2026-01-07T10:00", recorded="2026-01-09")
    assert [case.now_is(name).nominal for name in ("frist", "arbeid", "etter")] == [
        date(2026, 1, 14),
        date(2026, 2, 4),
        date(2026, 2, 18),
    ]


def test_19_it_goes_when_the_anchor_of_its_parent_is_annulled() -> None:
    case = ToldCase(world=small(ANCHORED_LATER))
    case.start("senere", "2026-01-05T10:00")
    case.do("bestilt", "2026-01-06T10:00")
    assert list(case.state.runs["senere"].deadlines) == ["svar", "klage"]
    case.annul(2)
    assert list(case.state.runs["senere"].deadlines) == []


def test_19_it_is_not_moved_off_a_weekend_with_its_parent() -> None:
    case = ToldCase(world=shipped())
    case.start("barnevern_undersokelse", "2026-08-29T10:00", meldere=("11",), innhold=("1.1.02",))
    parent, child = (case.now_is(name, run="barnevern_undersokelse") for name in ("gjennomgang", "undersokelse"))
    assert (parent.nominal, parent.legal) == (date(2026, 9, 5), date(2026, 9, 7))
    assert (child.anchored_on, child.nominal) == (date(2026, 9, 5), date(2026, 12, 5))


def test_19_it_lies_dormant_until_it_opens() -> None:
    case = received()
    assert case.now_is("arbeid").status is Status.dormant
    assert case.now_is("arbeid").pending == ()
    case.do("startet", "2026-01-08T10:00")
    assert case.now_is("arbeid").status is Status.open
    assert len(case.now_is("arbeid").pending) == 3


def test_19_it_may_open_overdue() -> None:
    case = received()
    case.do("startet", "2026-02-10T10:00")
    assert case.deadline("arbeid", "2026-02-10").word is Word.breach
    assert LEGAL in [crossing.what for crossing in case.noticed() if crossing.deadline == "arbeid"]
    assert case.now_is("arbeid").pending == ()


def test_19_it_tells_nothing_while_it_is_dormant() -> None:
    case = received()
    case.tick("2026-02-10")
    assert [crossing for crossing in case.noticed() if crossing.deadline == "arbeid"] == []
    assert case.deadline("arbeid", "2026-02-10").word is Word.dormant


def test_an_extended_deadline_is_moved_off_a_weekend_like_any() -> None:
    case = ToldCase(world=shipped())
    case.start("barnevern_undersokelse", "2026-09-06T10:00", meldere=("11",), innhold=("1.1.02",))
    case.do("melding_konkludert", "2026-09-07T10:00", konklusjon="2")
    case.do("frist_utvidet", "2026-10-01T10:00", codes=("sakkyndig",))
    deadline = case.now_is("undersokelse", run="barnevern_undersokelse")
    assert (deadline.nominal, deadline.legal) == (date(2027, 3, 13), date(2027, 3, 15))


def test_an_extension_whose_end_is_the_day_it_is_granted_keeps_that_end() -> None:
    case = ToldCase(world=small(SHORT_EXTENSION))
    case.start("kort", "2026-01-03T10:00")
    case.do("utvidet", "2026-01-12", recorded="2026-01-20")
    case.tick("2026-01-21")
    assert [crossing.what for crossing in case.noticed()] == ["nominal", LEGAL, "after-1-weeks"]


def test_an_extension_of_hours_granted_after_the_hour_is_too_late() -> None:
    case = ToldCase(world=small(HOURS))
    case.start("timer", "2026-01-05T10:00")
    case.do("utvidet", "2026-01-07T10:00")
    assert case.now_is("svar", run="timer").extended_by == 0
    in_time = ToldCase(world=small(HOURS))
    in_time.start("timer", "2026-01-05T10:00")
    in_time.do("utvidet", "2026-01-07T09:59")
    assert in_time.now_is("svar", run="timer").extended_by == 2


def test_an_extension_is_given_once_and_a_second_one_moves_nothing() -> None:
    case = ToldCase(world=small(SHORT_EXTENSION))
    case.start("kort", "2026-01-05T10:00")
    case.do("utvidet", "2026-01-07T10:00")
    case.do("utvidet", "2026-01-13T10:00")
    assert case.now_is("svar", run="kort").extended_by == 2
    assert case.now_is("svar", run="kort").late_extension_by == 0


_STATES = """\
    venter: {title: Venter, start: true, holder: barnevern}
    slutt: {title: Slutt, end: true}
"""

ANCHORED_LATER = definition(
    "senere",
    states=_STATES.replace("start: true,", "start: true, silent: Ingen frist før noe er bestilt,"),
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler]}
        bestilt: {title: Bestilt, from: venter, by: [saksbehandler], to: stays}
        svart: {title: Svart, from: venter, by: [saksbehandler], to: slutt}
    """,
    deadlines="""\
        svar:
          title: Svar
          from: bestilt
          within: 1 week
          counting: dl-148
          basis: lov
          met_by: svart
          on_pause: runs
          remind: [{on_due: "08:00", to: [saksbehandler]}]
        klage:
          title: Videre svar
          from: {deadline: svar}
          within: 1 week
          counting: dl-148
          basis: lov
          met_by: svart
          on_pause: runs
          remind: [{on_due: "08:00", to: [saksbehandler]}]
    """,
)


def _extendable(name: str, within: str, longer: str, counting: str, told: str) -> str:
    return definition(
        name,
        states=_STATES,
        events="""\
            kommet: {title: Kommet, start: true, by: [saksbehandler]}
            utvidet: {title: Utvidet, from: venter, by: [saksbehandler], reason: required, decision: true, to: stays}
            svart: {title: Svart, from: venter, by: [saksbehandler], to: slutt}
        """,
        deadlines=f"""\
            svar:
              title: Svar
              from: kommet
              within: {within}
              extend: {{by: utvidet, within: {longer}}}
              counting: {counting}
              basis: lov
              met_by: svart
              on_pause: runs
              remind: [{{after: {told}, to: [saksbehandler]}}]
        """,
    )


SHORT_EXTENSION = _extendable("kort", "1 week", "9 days", "dl-148-149", "1 week")
HOURS = _extendable("timer", "48 hours", "96 hours", "hours", "2 days")
