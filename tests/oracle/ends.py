"""The small pathways with several end states, for walks on which runs go from one to another while they wait.

Each is made of the text of another, so that what can befall a deadline there befalls one here too.
"""

from functools import cache

from pathways.machine.allowed import possible
from pathways.model.record import Happened
from tests.oracle import decided as anew
from tests.oracle import dense
from tests.oracle.decided import DecidedWalk
from tests.oracle.dense import DenseWalk
from tests.support.cases import EVERY_ROLE
from tests.support.walks import Walk
from tests.support.worlds import World, small

ANYWHERE = "[mottatt, purret, arbeid, hviler, ferdig, arkivert, kassert]"


def _edited(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


ENDED = "  ferdig: {title: Ferdig, end: true}\n"
ONLY_AT_FIRST = """\
  innsyn:
    {title: Innsyn, kind: window, from: spurt, opens: {state: mottatt}, within: 2 weeks, counting: dl-148, basis: lov,
     met_by: svart, ends: {event: mott, state: kassert}, on_pause: {freezes: lov},
     remind: [{on_due: "08:00", to: leder}]}
"""
"""What no state opens that a run which has ended can come to."""
REOPENED = "  gjenapnet: {title: Gjenåpnet, from: ferdig,"
MATTER = _edited(
    dense.MATTER,
    (
        ENDED,
        f"""{ENDED}\
  arkivert: {{title: Arkivert, end: true}}
  kassert: {{title: Kassert, end: true}}
""",
    ),
    (
        REOPENED,
        """\
  arkivert: {title: Arkivert, from: ferdig, by: [leder], reason: required, decision: true, to: arkivert}
  kassert: {title: Kassert, from: [ferdig, arkivert], by: [leder], reason: required, decision: true, to: kassert}
  gjenapnet: {title: Gjenåpnet, from: [ferdig, arkivert, kassert],""",
    ),
    (
        "from: any, by: [saksbehandler], records: haster, may_record: kjent",
        f"from: {ANYWHERE}, by: [saksbehandler], records: haster, may_record: kjent",
    ),
    ("from: any, by: [saksbehandler], records: avtalt", f"from: {ANYWHERE}, by: [saksbehandler], records: avtalt"),
    ("videre: {title: Videre, from: any", f"videre: {{title: Videre, from: {ANYWHERE}"),
    ("svart: {title: Svart, from: any", f"svart: {{title: Svart, from: {ANYWHERE}"),
    ("vent: {title: Vent, from: any", f"vent: {{title: Vent, from: {ANYWHERE}"),
    ("\ndeadlines:\n", f"\ndeadlines:\n{ONLY_AT_FIRST}"),
    ("apnet: {title: Åpnet, from: any", f"apnet: {{title: Åpnet, from: {ANYWHERE}"),
    ("utvidet: {title: Utvidet, from: any", f"utvidet: {{title: Utvidet, from: {ANYWHERE}"),
    ("opens: {state: [arbeid, hviler]}", "opens: {state: [arbeid, hviler, arkivert]}"),
    ("ends: {event: stanset}", "ends: {event: stanset, state: kassert}"),
    ("ends: {state: ferdig}", "ends: {state: ferdig, event: melder_trukket}"),
)

AT_FIRST = """\
  tilsvar:
    {title: Tilsvar, kind: window, from: vurdert, opens: {state: mottatt}, within: 2 weeks, counting: dl-148,
     basis: lov, met_by: mott, ends: {event: notert, state: arkivert}, on_pause: runs,
     remind: [{on_due: "08:00", to: leder}]}
  uttalelse:
    {title: Uttalelse, kind: window, from: notert, opens: {state: mottatt}, within: 2 weeks, counting: dl-148,
     basis: lov, met_by: mott, ends: {event: fulgt, state: [avvist, arkivert]}, on_pause: {freezes: lov},
     remind: [{on_due: "08:00", to: leder}]}
"""
REFUSED = "  nei: {title: Nei, end: true}\n"
DONE = "  ferdig: {title: Ferdig,"
DECIDED = _edited(
    anew.MATTER,
    (
        REFUSED,
        f"""{REFUSED}\
  avvist: {{title: Avvist, end: true}}
  arkivert: {{title: Arkivert, end: true}}
""",
    ),
    ("ja: {title: Ja, holder: barnevern}", "ja: {title: Ja, holder: barnevern, silent: Prøve.}"),
    ("i_gang: {title: I gang, holder: barnevern}", "i_gang: {title: I gang, holder: barnevern, silent: Prøve.}"),
    ("hviler: {title: Hviler, holder: barnevern}", "hviler: {title: Hviler, holder: barnevern, silent: Prøve.}"),
    ("""'svar in ["11", "12"]', state: nei}""", """'svar in ["11", "12"]', state: avvist}"""),
    ("""- {when: 'svar in ["4", "6"]', state: ja}""", """- {when: 'svar in ["4", "6"]', state: avvist}"""),
    (
        DONE,
        f"""\
  arkivert: {{title: Arkivert, from: [nei, avvist], by: [leder], reason: required, decision: true, to: arkivert}}
  gjenopptatt:
    {{title: Gjenopptatt, from: [nei, avvist, arkivert], by: [leder], reason: required, decision: true, to: hviler}}
{DONE}""",
    ),
    ("i_gang, hviler, nei]", "i_gang, hviler, nei, avvist, arkivert]"),
    ("vent: {title: Vent, from: any", "vent: {title: Vent, from: [mottatt, ja, i_gang, hviler, nei, arkivert]"),
    ("\ndeadlines:\n", f"\ndeadlines:\n{AT_FIRST}"),
    ("videre: {title: Videre, from: any", "videre: {title: Videre, from: [mottatt, ja, i_gang, hviler, nei, arkivert]"),
)

TO_AND_FRO = (
    *("arkivert", "arkivert", "kassert", "gjenapnet", "spurt", "svart", "vurdert", "gjenopptatt"),
    *("videre", "vent", "vent", "notert"),
)
"""Events where a run has ended: it comes to another end, is opened again, waits, or something counts there."""


@cache
def dense_ends() -> World:
    """Those in which clocks stop."""
    return small(MATTER, dense.HELP)


@cache
def decided_ends() -> World:
    """Those in which decisions are made anew and things are owed in periods."""
    return small(DECIDED, anew.HELP, anew.FOLLOWED)


class EndsWalk(Walk):
    """A walk that waits, ends all the same, and goes on from there."""

    def _do(self, happened: Happened) -> None:
        world, runs = self.case.world, self.case.state.runs.values()
        found = possible(world, self.case.state, EVERY_ROLE)
        own = [run for run in runs if run.pathway == "prove"]
        over = any(world.prepared(run.digest).states[run.state].end for run in own)
        waits = any(pause.ended is None for run in own for pause in run.pauses)
        names = TO_AND_FRO if over else ("ferdig", "vurdert") if waits else ("vent",)
        often = [each for name in names for each in found if each.event == name]
        if often and self.random.random() < 0.4:
            self.case.write(self._chosen(self.random.choice(often), happened))
        else:
            super()._do(happened)


class DenseEndsWalk(EndsWalk, DenseWalk):
    """One over the definitions in which clocks stop."""


class DecidedEndsWalk(EndsWalk, DecidedWalk):
    """One over those in which decisions are made anew and things are owed in periods."""
