"""Two small pathways in which everything that can befall a deadline befalls one soon, for walks that meet it often.

The shipped definitions stop few clocks and count no hours; these stop, restart, extend, open, chain and reopen.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pathways.machine.allowed import possible
from pathways.model.pathway import Field, FieldKind
from pathways.model.record import Happened, Value
from tests.support.cases import EVERY_ROLE
from tests.support.walks import Walk
from tests.support.worlds import World, definition, small

MATTER = definition(
    "prove",
    states="""\
        mottatt: {title: Mottatt, start: true, holder: barnevern}
        purret: {title: Purret, mark: true, holder: barnevern}
        arbeid: {title: Under arbeid, holder: barnevern, silent: Prøve.}
        hviler: {title: Hviler, holder: barnevern, silent: Prøve.}
        ferdig: {title: Ferdig, end: true}
    """,
    fields="""\
        meldere: {title: Meldere, kind: codes, codes: register/melder}
        flere: {title: Flere, kind: codes, codes: register/melder}
        kjent: {title: Kjent, kind: date}
        avtalt: {title: Avtalt, kind: date}
        haster: {title: Haster, kind: flag}
        privat: {title: Privat, kind: flag}
        venter_pa: {title: Venter på, kind: code, codes: lokal/ventekategori}
    """,
    events="""\
        meldt: {title: Meldt, start: true, by: [saksbehandler], records: [meldere, kjent], may_record: haster}
        tatt: {title: Tatt, from: [mottatt, purret, hviler], by: [saksbehandler], begins: hjelp, to: arbeid}
        lagt_bort: {title: Lagt bort, from: [mottatt, purret, arbeid], by: [saksbehandler], to: hviler}
        supplert: {title: Supplert, from: any, by: [saksbehandler], records: flere, to: stays}
        spurt: {title: Spurt, from: any, by: [saksbehandler], records: haster, may_record: kjent, to: stays}
        svart: {title: Svart, from: any, by: [saksbehandler], to: stays}
        avtale: {title: Avtale, from: any, by: [saksbehandler], records: avtalt, to: stays}
        mott: {title: Møtt, from: any, by: [saksbehandler], to: stays}
        apnet: {title: Åpnet, from: any, by: [saksbehandler], to: stays}
        utvidet: {title: Utvidet, from: any, by: [leder], reason: required, decision: true, to: stays}
        stanset: {title: Stanset, from: any, by: [leder], signals: [{pathway: hjelp, event: stoppet}], to: hviler}
        ferdig: {title: Ferdig, from: any, by: [saksbehandler], reason: required, to: ferdig}
        gjenapnet: {title: Gjenåpnet, from: ferdig, by: [leder], reason: required, decision: true, to: arbeid}
        vent: {title: Vent, from: any, by: [saksbehandler], records: venter_pa, reason: required, pauses: venter_pa}
        videre: {title: Videre, from: any, by: [saksbehandler], records: venter_pa, resumes: venter_pa}
    """,
    deadlines="""\
        start:
          {title: Start, from: meldt, within: 1 week, counting: service-limit, basis: lov, met_by: tatt,
           on_pause: runs,
           remind: [{before: 2 days, to: leder}, {on_due: "09:30", to: leder}, {after: 1 working day, to: leder}]}
        stille:
          {title: Stille, from: vent, within: 3 weeks, counting: dl-148, basis: lov, met_by: videre, on_pause: runs,
           remind: [{on_due: "08:00", to: saksbehandler}]}
        svar:
          {title: Svar, from: {field: kjent}, within: 10 working days, counting: working-days, basis: lov,
           extend: {by: utvidet, within: 25 working days}, met_by: svart, on_pause: {freezes: lov},
           reporting: {days: 14, extended: 35},
           remind: [{before: 4 working days, to: leder}, {on_due: "08:00", to: leder}, {after: 2 days, to: leder}]}
        klage:
          {title: Klage, from: {deadline: svar}, within: 1 month, counting: dl-148-149, basis: lov, kind: window,
           opens: {event: apnet}, met_by: mott, on_pause: {freezes: lov}, remind: [{before: 1 week, to: leder}]}
        etter_klage:
          {title: Etter, from: {deadline: klage}, within: 2 weeks, counting: service-limit, basis: lov,
           opens: {state: [arbeid, hviler]}, met_by: ferdig, on_pause: {restarts: lov}, reporting: {days: 60},
           extend: {by: utvidet, within: 7 weeks}, remind: [{on_due: "08:00", to: leder}, {after: 3 days, to: leder}]}
        arbeid:
          {title: Arbeid, from: tatt, within: 3 months, counting: service-limit, basis: lov, met_by: ferdig,
           extend: {by: utvidet, within: 6 months}, on_pause: {restarts: lov}, ends: {state: hviler},
           remind: [{before: 4 weeks, to: leder}, {before: 1 week, to: leder}, {on_due: "08:00", to: leder}]}
        lordag:
          {title: Lørdag, from: spurt, only_when: not haster, within: 12 working days, counting: working-days,
           calendar: NO_SAT, basis: lov, met_by: svart, on_pause: {restarts: lov},
           remind: [{on_due: "08:00", to: leder}]}
        frossen:
          {title: Frossen, from: spurt, within: 6 weeks, counting: service-limit, basis: lov, met_by: svart,
           ends: {event: stanset}, on_pause: {freezes: lov}, remind: [{before: 3 weeks, to: leder},
           {on_due: "08:00", to: leder}, {after: 1 week, to: leder}]}
        timer:
          {title: Timer, from: spurt, only_when: haster, within: 48 hours, counting: hours, basis: lov, met_by: svart,
           on_pause: runs, remind: [{before: 24 hours, to: leder}, {after: 2 hours, to: leder}]}
        dag:
          {title: Dag, from: avtale, until: avtalt, counting: fixed-date, basis: lov, met_by: mott, on_pause: runs,
           remind: [{before: 2 days, to: leder}, {on_due: "08:00", to: leder}]}
        bortfall:
          {title: Bortfall, from: utvidet, kind: lapse, within: 6 weeks, counting: dl-148, basis: lov, met_by: mott,
           on_pause: {freezes: lov}, remind: [{before: 3 days, to: leder}]}
        melder_svar:
          {title: Svar til melder, from: meldt, per: melder, within: 3 weeks, counting: service-limit, basis: lov,
           met_by: melder_hort, ends: {event: [melder_trukket, stanset]}, on_pause: {freezes: lov},
           remind: [{on_due: "08:00", to: leder}]}
        melder_mer:
          {title: Mer til melder, from: svart, per: melder, only_when: not privat, within: 2 weeks,
           counting: dl-148-149, basis: lov, met_by: [melder_hort, melder_hort_igjen], ends: {state: ferdig},
           on_pause: {restarts: lov}, remind: [{on_due: "08:00", to: leder}]}
    """,
    activities="""\
        melder:
          title: Melder
          each: {event: meldt, field: meldere}
          flags: {privat: 'code in ["1", "2", "3", "4", "11"]'}
          states:
            venter: {title: Venter, start: true, holder: barnevern}
            hort: {title: Hørt, end: true}
            trukket: {title: Trukket, end: true}
          events:
            melder_hort: {title: Hørt, from: venter, by: [saksbehandler], to: hort}
            melder_hort_igjen: {title: Hørt igjen, from: hort, by: [saksbehandler], may_record: privat, to: stays}
            melder_trukket: {title: Trukket, from: venter, by: [saksbehandler], to: trukket}
        tillegg:
          title: Tillegg
          each: {event: supplert, field: flere}
          open_in: [mottatt, purret, arbeid]
          states:
            nytt: {title: Nytt, start: true, holder: barnevern}
            lest: {title: Lest, end: true}
          events:
            tillegg_lest: {title: Lest, from: nytt, by: [saksbehandler], to: lest}
    """,
    timed="""\
        purring: {title: Purret, from: [mottatt, hviler], when_passed: start, to: purret}
    """,
)

HELP = definition(
    "hjelp",
    states="""\
        venter: {title: Venter, start: true, holder: barnevern}
        gjort: {title: Gjort, end: true}
        stoppet: {title: Stoppet, end: true}
    """,
    events="""\
        bedt: {title: Bedt om, start: true, by: [saksbehandler]}
        gjort: {title: Gjort, from: venter, by: [saksbehandler], to: gjort}
        stoppet: {title: Stoppet, from: venter, by: signal, to: stoppet}
    """,
    deadlines="""\
        hjelp:
          {title: Hjelp, from: {pathway: prove, event: tatt}, within: 1 month, counting: dl-148, basis: lov,
           met_by: gjort, ends: {state: stoppet}, on_pause: runs, remind: [{on_due: "08:00", to: saksbehandler}]}
        eget:
          {title: Eget, from: bedt, within: 2 weeks, counting: dl-148, basis: lov, met_by: gjort,
           ends: {state: stoppet}, on_pause: runs, remind: [{on_due: "08:00", to: saksbehandler}]}
        spurt:
          {title: Spurt, from: {pathway: prove, event: spurt}, within: 5 working days, counting: working-days,
           basis: lov, met_by: gjort, ends: {state: stoppet}, on_pause: runs,
           remind: [{on_due: "08:00", to: saksbehandler}]}
    """,
)


OFTEN = ("vent", "vent", "vent", "spurt", "utvidet", "utvidet", "apnet")
"""Events that dates hang on."""
WAITS = tuple(map(timedelta, (0.2, 1, 2, 4, 9, 28)))
"""Shorter than in other walks, so that much falls between two reminders."""


@cache
def dense() -> World:
    """The two together."""
    return small(MATTER, HELP)


@dataclass(slots=True, kw_only=True)
class DenseWalk(Walk):
    """A walk over them."""

    def begin(self) -> None:
        """Open the case."""
        self._start_of("prove")

    def _start(self) -> None:
        self._start_of(self.random.choice(("prove", "hjelp", "hjelp")))

    def _wait(self) -> None:
        self.case.now += self.random.choice(WAITS)

    def _do(self, happened: Happened) -> None:
        """Mostly what moves dates; and a wait that lasts is mostly ended."""
        found = possible(self.case.world, self.case.state, EVERY_ROLE)
        often = [each for name in OFTEN for each in found if each.event == name]
        waits = any(pause.ended is None for run in self.case.state.runs.values() for pause in run.pauses)
        if waits and self.random.random() < 0.4:
            often = [each for each in found if each.event == "videre"] or often
        chosen = often if often and self.random.random() < 0.5 else found
        if chosen:
            self.case.write(self._chosen(self.random.choice(chosen), happened))

    def _value(self, field_: Field, on: date) -> Value:
        """Dates lie further back than in other walks, behind pauses that are over; it waits for two only."""
        if field_.kind is FieldKind.code:
            return self.random.choice(("familien", "oss"))
        if field_.kind is FieldKind.date:
            return (on + timedelta(days=self.random.choice((-40, -12, -5, -2, 0, 7, 30)))).isoformat()
        return Walk._value(self, field_, on)
