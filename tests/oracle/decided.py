"""Small pathways in which decisions are made anew and things are owed in periods, for walks that meet both often."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from pathways.engine.changes import Redecide
from pathways.errors import PathwaysError
from pathways.machine.allowed import possible
from pathways.model.record import Happened, Kind
from tests.support.cases import EVERY_ROLE, ToldCase, act
from tests.support.walks import Walk
from tests.support.worlds import World, definition, small

MATTER = definition(
    "prove",
    states="""\
        mottatt: {title: Mottatt, start: true, holder: barnevern}
        ja: {title: Ja, holder: barnevern}
        i_gang: {title: I gang, holder: barnevern}
        hviler: {title: Hviler, holder: barnevern}
        nei: {title: Nei, end: true}
    """,
    fields="""\
        svar: {title: Svar, kind: code, codes: register/melder}
        omfang: {title: Omfang, kind: number}
        haster: {title: Haster, kind: flag}
        parter: {title: Parter, kind: codes, codes: register/melder}
        dato: {title: Dato, kind: date}
        venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}
    """,
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler], may_record: [omfang, haster]}
        vurdert:
          title: Vurdert
          from: [mottatt, hviler]
          by: [saksbehandler]
          records: svar
          may_record: [omfang, haster, parter, dato]
          reason: required
          decision: true
          redecide: {by: [leder]}
          to:
            - {when: 'svar in ["1", "2", "3"]', state: ja, begins: hjelp}
            - {when: 'svar in ["4", "6"]', state: ja}
            - {when: 'svar in ["7", "8"]', state: hviler, signals: [{pathway: folge, event: avsluttet}]}
            - {when: 'svar in ["9", "10"]', state: nei, signals: [{pathway: folge, event: avsluttet}]}
            - {when: 'svar in ["11", "12"]', state: nei}
            - {when: 'svar in ["5", "13", "14", "15", "16", "17", "18"]', state: stays, begins: folge}
            - {when: 'svar in ["19", "20", "21", "22", "23", "24", "25"]', state: hviler, begins: hjelp}
        faerre:
          {title: Færre, from: any, by: [leder], records: omfang, reason: required, decision: true,
           to: stays}
        som_for: {title: Som før, from: any, by: [leder], reason: required, to: stays}
        endret: {title: Endret, from: ja, by: [leder], reason: required, decision: true, to: stays}
        satt_i_gang: {title: I gang, from: ja, by: [saksbehandler], to: i_gang}
        lagt_bort: {title: Lagt bort, from: [ja, i_gang], by: [saksbehandler], to: hviler}
        mott: {title: Møtt, from: [mottatt, ja, i_gang, hviler, nei], by: [saksbehandler], to: stays}
        apnet: {title: Åpnet, from: any, by: [saksbehandler], to: stays}
        inn: {title: Inn, from: any, by: [saksbehandler], records: haster, to: stays}
        besok: {title: Besøk, from: any, by: [saksbehandler], to: stays}
        ring: {title: Ring, from: any, by: [saksbehandler], to: stays}
        nok: {title: Nok, from: any, by: [saksbehandler], to: stays}
        notert:
          {title: Notert, from: [mottatt, ja, i_gang, hviler, nei], by: [saksbehandler],
           may_record: [omfang, haster, dato], to: stays}
        fulgt: {title: Følges, from: any, by: [saksbehandler], to: stays, begins: folge}
        ferdig: {title: Ferdig, from: [i_gang, hviler], by: [saksbehandler], to: nei}
        utvidet: {title: Utvidet, from: any, by: [leder], reason: required, decision: true, to: stays}
        vent: {title: Vent, from: any, by: [saksbehandler], records: venter_pa, reason: required, pauses: venter_pa}
        videre: {title: Videre, from: any, by: [saksbehandler], records: venter_pa, resumes: venter_pa}
    """,
    deadlines="""\
        svar:
          {title: Svar, from: kommet, within: 1 week, counting: service-limit, basis: lov, met_by: vurdert,
           on_pause: runs, remind: [{before: 2 days, to: leder}, {after: 1 working day, to: leder}]}
        klage:
          {title: Klage, kind: window, from: vurdert, within: 3 weeks, counting: dl-148, basis: lov, met_by: mott,
           on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
        iverksatt:
          {title: Iverksatt, from: vurdert, only_when: 'svar in ["1", "2", "4"]', within: 2 weeks, counting: dl-148-149,
           basis: lov, met_by: satt_i_gang, on_pause: {freezes: lov},
           ends: {state: nei}, remind: [{before: 3 days, to: leder}, {on_due: "08:00", to: leder}]}
        etter:
          {title: Etter, from: {deadline: iverksatt}, within: 1 week, counting: dl-148, basis: lov, met_by: mott,
           ends: {state: nei}, on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
        oppstart:
          {title: Oppstart, from: kommet, opens: {state: ja}, within: 6 weeks, counting: dl-148, basis: lov,
           met_by: satt_i_gang, ends: {event: endret, state: [hviler, nei]}, on_pause: {freezes: lov},
           extend: {by: utvidet, within: 9 weeks},
           remind: [{before: 2 weeks, to: leder}, {on_due: "08:00", to: leder}, {after: 1 week, to: leder}]}
        senere:
          {title: Senere, from: kommet, opens: {state: ja, event: apnet}, within: 3 weeks, counting: dl-148,
           basis: lov, met_by: satt_i_gang, ends: {state: nei}, on_pause: {freezes: lov},
           remind: [{on_due: "08:00", to: leder}]}
        vilkar:
          {title: Vilkår, from: vurdert, opens: {state: [ja, i_gang]}, within: 2 weeks, counting: dl-148,
           basis: lov, met_by: mott, ends: {state: nei}, on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
        avklart:
          {title: Avklart, from: kommet, within: 5 weeks, counting: dl-148, basis: lov, met_by: mott,
           ends: {event: vurdert}, on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
        fullfort:
          {title: Fullført, from: kommet, opens: {event: apnet}, within: 4 weeks, counting: dl-148, basis: lov,
           met_by: satt_i_gang, ends: {state: nei}, on_pause: {restarts: lov}, remind: [{on_due: "08:00", to: leder}]}
        dato:
          {title: Dato, from: {field: dato}, within: 1 week, counting: dl-148, basis: lov, met_by: mott,
           ends: {state: nei}, on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
        part:
          {title: Part, from: vurdert, per: part, within: 2 weeks, counting: dl-148, basis: lov, met_by: part_hort,
           on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
        stille:
          {title: Stille, from: vent, within: 3 weeks, counting: dl-148, basis: lov, met_by: videre, on_pause: runs,
           ends: {state: nei}, remind: [{on_due: "08:00", to: leder}]}
        besok:
          {title: Besøk, from: inn,
           every: {period: 1 month, times: 2, aligned: anchor, reduced: {by: faerre, until: [som_for], times: 1}},
           counting: dl-148, basis: lov, met_by: [besok, mott], ends: {event: nok, state: nei}, on_pause: runs,
           remind: [{before: 2 weeks, to: leder}, {on_due: "08:00", to: leder}, {after: 1 week, to: leder}]}
        maned:
          {title: Måned, from: kommet, every: {period: 1 month, times: 2, aligned: calendar, first: share},
           counting: dl-148, basis: lov, met_by: besok, ends: {state: nei}, on_pause: runs,
           remind: [{before: 3 weeks, to: leder}, {after: 1 working day, to: leder}]}
        uke:
          {title: Uke, from: inn, only_when: not haster, counting: dl-148, basis: lov, met_by: ring,
           every: {period: 1 week, times: 1, aligned: calendar, first: none, same_day: each},
           ends: {event: nok, state: [hviler, nei]}, on_pause: runs,
           remind: [{before: 6 days, to: leder}, {after: 1 day, to: leder}]}
    """,
    activities="""\
        part:
          title: Part
          each: {event: vurdert, field: parter}
          states:
            venter: {title: Venter, start: true, holder: barnevern}
            hort: {title: Hørt, end: true}
          events:
            part_hort: {title: Hørt, from: venter, by: [saksbehandler], to: hort}
    """,
)

HELP = definition(
    "hjelp",
    states="""\
        apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve.}
        slutt: {title: Slutt, end: true}
    """,
    events="""\
        hjelp_startet: {title: Startet, start: true, by: [saksbehandler]}
        hjelp_besluttet: {title: Besluttet, from: apen, by: [leder], reason: required, decision: true, to: stays}
        hjelp_kartlagt: {title: Kartlagt, from: apen, by: [saksbehandler], to: stays}
        hjelp_folges: {title: Følges, from: apen, by: [saksbehandler], begins: folge, to: stays}
        hjelp_slutt: {title: Slutt, from: apen, by: [saksbehandler], to: slutt}
    """,
    deadlines="""\
        rapport:
          {title: Rapport, from: hjelp_kartlagt, within: 2 weeks, counting: dl-148, basis: lov, met_by: hjelp_slutt,
           on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
        plan:
          {title: Plan, from: {pathway: prove, event: vurdert}, within: 4 weeks, counting: dl-148, basis: lov,
           met_by: hjelp_slutt, on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
        samtale:
          {title: Samtale, from: hjelp_kartlagt, every: {period: 2 weeks, times: 1, aligned: anchor}, counting: dl-148,
           basis: lov, met_by: hjelp_besluttet, ends: {state: slutt}, on_pause: runs,
           remind: [{before: 3 days, to: leder}, {after: 2 days, to: leder}]}
    """,
)

FOLLOWED = definition(
    "folge",
    states="""\
        folges: {title: Følges, start: true, holder: barnevern, silent: Prøve.}
        avsluttet: {title: Avsluttet, end: true}
    """,
    events="""\
        folge_startet: {title: Startet, start: true, by: [saksbehandler]}
        avsluttet: {title: Avsluttet, from: folges, by: signal, to: avsluttet}
        folge_igjen: {title: Igjen, from: avsluttet, by: [leder], reason: required, decision: true, to: folges}
        folge_slutt: {title: Slutt, from: folges, by: [saksbehandler], to: avsluttet}
    """,
    deadlines="""\
        besok:
          {title: Besøk, from: {pathway: prove, event: fulgt}, within: 3 weeks, counting: dl-148, basis: lov,
           met_by: folge_slutt, ends: {event: avsluttet}, on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
        igjen:
          {title: Igjen, from: {pathway: prove, event: vurdert}, within: 2 weeks, counting: dl-148, basis: lov,
           met_by: folge_slutt, ends: {state: avsluttet}, on_pause: runs, remind: [{on_due: "08:00", to: leder}]}
    """,
)

OFTEN = ("vurdert", "vurdert", "besok", "besok", "besok", "besok", "ring", "ring", "inn", "notert")
WAITS = tuple(map(timedelta, (0.2, 1, 2, 5, 9, 20)))


@cache
def decided() -> World:
    """The three together."""
    return small(MATTER, HELP, FOLLOWED)


@dataclass(slots=True, kw_only=True)
class AnewWalk(Walk):
    """A walk in which decisions are also made anew, over any definitions whose cases lie in a list."""

    case: ToldCase

    def _kind(self) -> str:
        return "redecision" if self.random.random() < 0.1 else Walk._kind(self)

    def _redecision(self) -> None:
        """Another decision in place of one that may be; mostly the last."""
        replaced = {seq for record in self.case.records if record.kind is Kind.redecision for seq in record.targets}
        found = [
            (record, each)
            for record in self.case.records
            if record.kind in (Kind.act, Kind.redecision) and record.seq not in replaced and not record.item
            if record.run in self.case.state.runs
            if (each := self._event(self.case.state.runs[record.run].digest, record.name))[0].redecided_by
        ]
        if not found:
            return
        target, (event, fields) = found[-1] if self.random.random() < 0.7 else self.random.choice(found)
        days = self.random.choice((0, 0, 0.1, 1, 4))
        happened = self._happened(self.case.now - timedelta(days=days))
        data, codes = self._values(event, fields, happened.on), self._reason_codes(event, happened.on)
        given = act(target.name, happened, run=target.run, data=data, codes=codes)
        self.case.change(Redecide(seq=target.seq, act=given))


@dataclass(slots=True, kw_only=True)
class DecidedWalk(AnewWalk):
    """A walk over the small definitions."""

    def begin(self) -> None:
        """Open the case."""
        self._start_of("prove")

    def _start(self) -> None:
        self._start_of(self.random.choice(("prove", "folge", "hjelp")))

    def _wait(self) -> None:
        self.case.now += self.random.choice(WAITS)

    def _do(self, happened: Happened) -> None:
        """Mostly what is decided, and what is owed."""
        found = possible(self.case.world, self.case.state, EVERY_ROLE)
        often = [each for name in OFTEN for each in found if each.event == name]
        chosen = often if often and self.random.random() < 0.6 else found
        if chosen:
            self.case.write(self._chosen(self.random.choice(chosen), happened))


@dataclass(slots=True, kw_only=True)
class HomeWalk(AnewWalk):
    """A walk through a child's years in a foster home, as the shipped definition has it."""

    def begin(self) -> None:
        """The child moves in; a day that the definition refuses is thrown again."""
        while not self.case.records:
            with suppress(PathwaysError):
                self._start_of("barnevern_fosterhjem")

    def _start(self) -> None:
        """There is one home."""

    def _wait(self) -> None:
        self.case.now += self.random.choice((*WAITS, timedelta(days=70), timedelta(days=200)))
