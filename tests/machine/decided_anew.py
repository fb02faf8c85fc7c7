"""An application that is decided and may be decided anew, with a run that only one of the decisions begins."""

from tests.support.cases import ToldCase, act
from tests.support.worlds import World, definition, small

APPLICATION = definition(
    states="""\
        mottatt: {title: Mottatt, start: true, holder: barnevern}
        innvilget: {title: Innvilget, holder: barnevern}
        satt_i_gang: {title: Satt i gang, holder: barnevern, silent: Prøve.}
        avslatt: {title: Avslått, end: true}
    """,
    fields="""\
        ja: {title: Innvilget, kind: flag}
        omfang: {title: Omfang, kind: number}
        grunn: {title: Grunn, kind: number}
    """,
    events="""\
        kommet: {title: Kommet, start: true, by: [saksbehandler], may_record: grunn, reason: optional}
        vurdert:
          title: Vurdert
          from: mottatt
          by: [saksbehandler]
          records: ja
          may_record: [omfang, grunn]
          reason: required
          decision: true
          redecide: {by: [leder]}
          to:
            - {when: ja, state: innvilget, begins: hjelp}
            - {when: not ja, state: avslatt, signals: [{pathway: folge, event: avsluttet}]}
        satt_i_gang: {title: Satt i gang, from: innvilget, by: [saksbehandler], to: satt_i_gang}
        endret: {title: Endret, from: innvilget, by: [leder], reason: required, decision: true, to: stays}
        frafalt: {title: Frafalt, from: innvilget, by: [saksbehandler], to: stays}
        ferdig: {title: Ferdig, from: satt_i_gang, by: [saksbehandler], to: avslatt}
        fulgt: {title: Følges, from: [mottatt, innvilget], by: [saksbehandler], to: stays, begins: folge}
        notert:
          title: Notert
          from: [mottatt, innvilget, satt_i_gang, avslatt]
          by: [saksbehandler]
          may_record: [omfang, grunn]
          to: stays
    """,
    deadlines="""\
        svar:
          title: Frist for svar
          from: kommet
          within: 1 week
          counting: dl-148
          basis: lov
          met_by: vurdert
          on_pause: runs
          remind: {on_due: "08:00", to: [saksbehandler]}
        klage:
          title: Klagefrist
          kind: window
          from: vurdert
          within: 3 weeks
          counting: dl-148
          basis: lov
          on_pause: runs
          remind: {on_due: "08:00", to: [saksbehandler]}
        iverksatt:
          title: Frist for å sette i gang
          from: vurdert
          only_when: ja
          within: 2 weeks
          counting: dl-148
          basis: lov
          met_by: satt_i_gang
          on_pause: runs
          remind: {on_due: "08:00", to: [saksbehandler]}
        oppstart:
          title: Frist for oppstart
          from: kommet
          opens: {state: innvilget}
          within: 6 weeks
          counting: dl-148
          basis: lov
          met_by: satt_i_gang
          ends: {event: frafalt, state: avslatt}
          on_pause: runs
          remind: {on_due: "08:00", to: [saksbehandler]}
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
        hjelp_slutt: {title: Slutt, from: apen, by: [saksbehandler], to: slutt}
    """,
    deadlines="""\
        rapport:
          title: Frist for rapport
          from: hjelp_kartlagt
          within: 2 weeks
          counting: dl-148
          basis: lov
          met_by: hjelp_slutt
          on_pause: runs
          remind: {on_due: "08:00", to: [saksbehandler]}
        plan:
          title: Frist for plan
          from: {pathway: prove, event: vurdert}
          within: 4 weeks
          counting: dl-148
          basis: lov
          met_by: hjelp_slutt
          on_pause: runs
          remind: {on_due: "08:00", to: [saksbehandler]}
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
        folge_slutt: {title: Slutt, from: folges, by: [saksbehandler], to: avsluttet}
    """,
    deadlines="""\
        besok:
          title: Frist for besøk
          from: {pathway: prove, event: fulgt}
          within: 8 weeks
          counting: dl-148
          basis: lov
          met_by: folge_slutt
          ends: {event: avsluttet}
          on_pause: runs
          remind: {on_due: "08:00", to: [saksbehandler]}
    """,
)


def applications() -> World:
    """All three."""
    return small(APPLICATION, HELP, FOLLOWED)


def applied() -> ToldCase:
    """An application of 5 January 2026."""
    case = ToldCase(world=applications())
    case.start("prove", "2026-01-05T10:00")
    return case


def decided(*, yes: bool, when: str = "2026-01-08T10:00", **data: int) -> ToldCase:
    """One that was decided, as event 2."""
    case = applied()
    case.write(act("vurdert", when, data={"ja": yes, **data}))
    return case
