"""Small definitions that the semantics are proved on: one matter with deadlines, and two that are linked."""

from tests.support.cases import ToldCase
from tests.support.worlds import World, definition, small

MATTER = definition(
    states="""\
        mottatt: {title: Mottatt, start: true, holder: barnevern}
        purret: {title: Purret, mark: true, holder: barnevern}
        hviler: {title: Hviler, holder: barnevern}
        under: {title: Under arbeid, holder: barnevern}
        ferdig: {title: Ferdig, end: true}
    """,
    fields="""\
        merknad: {title: Merknad, kind: text}
        antall: {title: Antall, kind: number}
    """,
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler], may_record: antall, reason: optional}
        lagt_bort: {title: Lagt bort, from: [mottatt, purret], by: [saksbehandler], to: hviler}
        startet: {title: Startet, from: [mottatt, purret, hviler], by: [saksbehandler], may_record: antall, to: under}
        sett: {title: Sett på, from: [mottatt, purret], by: [saksbehandler], may_record: antall, to: stays}
        svart: {title: Svart på purring, from: [purret], by: [saksbehandler], to: stays}
        utvidet: {title: Utvidet, from: [under], by: [leder], reason: required, decision: true, to: stays}
        ferdig: {title: Ferdig, from: [under], by: [saksbehandler], reason: required, to: ferdig}
        fulgt_opp: {title: Fulgt opp, from: [mottatt, purret, hviler, under, ferdig], by: [saksbehandler], to: stays}
        notert: {title: Notert, from: any, by: [saksbehandler], may_record: [merknad, antall], to: stays}
    """,
    deadlines="""\
        frist:
          title: Frist for å starte
          from: kommet
          within: 1 week
          counting: dl-148
          basis: lov
          met_by: startet
          on_pause: runs
          remind:
            - {before: 2 days, to: [saksbehandler]}
            - {on_due: "08:00", to: [saksbehandler, leder]}
            - {after: 1 working day, to: [leder], escalate: true}
        arbeid:
          title: Frist for arbeidet
          from: {deadline: frist}
          opens: {state: under}
          within: 3 weeks
          extend: {by: utvidet, within: 6 weeks}
          counting: dl-148
          basis: lov
          met_by: ferdig
          on_pause: runs
          remind:
            - {before: 1 week, to: [saksbehandler]}
            - {on_due: "08:00", to: [saksbehandler]}
        etter:
          title: Oppfølging etter arbeidet
          from: {deadline: arbeid}
          within: 2 weeks
          counting: dl-148
          basis: lov
          met_by: fulgt_opp
          on_pause: runs
          remind:
            - {on_due: "08:00", to: [saksbehandler]}
    """,
    timed="""\
        purring: {title: Purret, from: [mottatt], when_passed: frist, to: purret}
    """,
)

CALLER = definition(
    "kaller",
    states="""\
        apen: {title: Åpen, start: true, holder: barnevern, silent: Prøve uten frister.}
        slutt: {title: Slutt, end: true}
    """,
    fields="""\
        konklusjon: {title: Konklusjon, kind: flag}
    """,
    events="""\
        apnet: {title: Åpnet, start: true, by: [saksbehandler]}
        konkludert:
          title: Konkludert
          from: apen
          by: [saksbehandler]
          records: konklusjon
          to:
            - {when: konklusjon, state: stays, begins: hjelper}
            - {otherwise: true, state: stays}
        avlyst:
          title: Avlyst
          from: apen
          by: [saksbehandler]
          signals: [{pathway: hjelper, event: stanset}]
          to: slutt
    """,
)

HELPER = definition(
    "hjelper",
    states="""\
        venter: {title: Venter, start: true, holder: barnevern}
        i_gang: {title: I gang, holder: barnevern}
        gjort: {title: Gjort, end: true}
        stanset: {title: Stanset, end: true}
    """,
    events="""\
        bedt: {title: Bedt om, start: true, by: [saksbehandler]}
        tatt: {title: Tatt fatt, from: venter, by: [saksbehandler], to: i_gang}
        gjort: {title: Gjort, from: [venter, i_gang], by: [saksbehandler], to: gjort}
        stanset: {title: Stanset, from: [venter, i_gang], by: signal, to: stanset}
    """,
    deadlines="""\
        hjelp:
          title: Hjelpen gitt
          from: {pathway: kaller, event: konkludert}
          within: 2 weeks
          counting: dl-148
          basis: lov
          met_by: gjort
          ends: {state: stanset}
          on_pause: runs
          remind:
            - {on_due: "08:00", to: [saksbehandler]}
        eget:
          title: Hjelpen gitt etter eget ønske
          from: bedt
          within: 2 weeks
          counting: dl-148
          basis: lov
          met_by: gjort
          ends: {state: stanset}
          on_pause: runs
          remind:
            - {on_due: "08:00", to: [saksbehandler]}
    """,
)


def matter() -> World:
    """The matter alone."""
    return small(MATTER)


def linked() -> World:
    """The two that are linked."""
    return small(CALLER, HELPER)


def received(when: str = "2026-01-05T10:00") -> ToldCase:
    """A matter received: to be started by 12 January, done by 2 February (extended: 23 February), followed up by 16."""
    case = ToldCase(world=matter())
    case.start("prove", when)
    return case


def under_way() -> ToldCase:
    """A matter received on 5 January and started on the 8th."""
    case = received()
    case.do("startet", "2026-01-08T10:00")
    return case


def called() -> ToldCase:
    """A caller opened on 5 January."""
    case = ToldCase(world=linked())
    case.start("kaller", "2026-01-05T10:00")
    return case
