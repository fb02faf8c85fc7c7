"""Words that several pages share: days left, the two dates of a deadline, what an event needs."""

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from pathways.cli.waiting import category_told
from pathways.counting.telling import write_short
from pathways.machine.roles import roles_told
from pathways.machine.standing import OVERDUE, DeadlineStanding, RunStanding, Standing, Word
from pathways.machine.state import WITHDRAWN
from pathways.messages import say
from pathways.model.basis import BINDING
from pathways.model.pathway import DeadlineKind
from pathways.timeline import about_item
from pathways.timeline_clock import word_told
from pathways.timeline_periods import period_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pathways.cli.context import Session
    from pathways.engine.library import Library
    from pathways.engine.rights import Rights
    from pathways.machine.allowed import Possible
    from pathways.machine.standing import ItemStanding

PASSED = OVERDUE | {Word.lapsed}
UNSETTLED = frozenset({Word.passed_unsettled, Word.extended_by_weekend, Word.due_today})
SETTLED = frozenset({Word.met, Word.met_late, Word.met_past, Word.ended, Word.window_used, Word.used_after})

_SETTLED_KEYS = MappingProxyType(
    {
        Word.ended: "cli.words.fell_away",
        Word.window_used: "cli.words.used",
        Word.used_after: "cli.words.came",
    }
)


PARTIES = MappingProxyType(
    {
        "barnevern": say("cli.party.barnevern"),
        "bup": say("cli.party.bup"),
        "kommune": say("cli.party.kommune"),
        "habilitering": say("cli.party.habilitering"),
        "barneklinikk": say("cli.party.barneklinikk"),
        "helsefellesskap": say("cli.party.helsefellesskap"),
        "helsetjenesten": say("cli.party.helsetjenesten"),
        "parten": say("cli.party.parten"),
        "pasienten": say("cli.party.pasienten"),
        "familien": say("cli.party.familien"),
        "henviser": say("cli.party.henviser"),
        "mottakende_tjeneste": say("cli.party.mottakende_tjeneste"),
    }
)
"""Services and holders of the shipped definitions, in words."""


def deadline_word(deadline: DeadlineStanding) -> str:
    """Symbol and word: the symbol and the colour only repeat what the word says."""
    return f"{_symbol(deadline.word)} {word_told(deadline.word, deadline)}"


def deadline_style(deadline: DeadlineStanding) -> str:
    """Red for what is past its date, yellow for today and the days a weekend gives, green for what is met in time."""
    if deadline.word in PASSED:
        return "red"
    if deadline.word in UNSETTLED:
        return "yellow"
    return "green" if deadline.word is Word.met else ""


def days_told(days: int) -> str:
    """``19 dager igjen``, ``i dag``, ``3 dager over``."""
    if days == 0:
        return say("cli.words.today")
    key = "cli.words.days_left" if days > 0 else "cli.words.days_over"
    return say(key, days=count_told(abs(days)))


def count_told(days: int) -> str:
    """``1 dag``, ``7 dager``."""
    return f"{days} {say('counting.unit.days' if days == 1 else 'counting.units.days')}"


def days_to(days: int, to: str) -> str:
    """As ``days_told``, with what is counted and to which day."""
    if days == 0:
        return days_told(days)
    number = say("cli.words.civil_day") if abs(days) == 1 else say("cli.words.civil_days", days=abs(days))
    return say("cli.words.days_until" if days > 0 else "cli.words.days_past", days=number, to=to)


def dates_told(deadline: DeadlineStanding, left: str = "") -> str:
    """The date of a deadline, when it was settled or how long is left, and a second date where there is one.

    ``left``: how long is left, where the reader wants more said than the number of days.
    """
    if deadline.word is Word.paused and deadline.standing_since is not None:
        since = say("cli.words.stands_since", date=write_short(deadline.standing_since))
        return f"{say('cli.words.earliest', date=write_short(deadline.nominal))}\n{since}"
    lines = [write_short(deadline.nominal)]
    if deadline.word in SETTLED:
        if deadline.settled_on is not None:
            lines.append(say("cli.words.settled_on", word=_settled(deadline), date=write_short(deadline.settled_on)))
        return "\n".join(lines)
    days = [] if deadline.word is Word.dormant else [left or days_told(deadline.days_left)]
    # The days stand under the date that they are counted to.
    moved = _moved_told(deadline)
    return "\n".join([*lines, *moved, *days] if deadline.roll_settled else [*lines, *days, *moved])


def _moved_told(deadline: DeadlineStanding) -> list[str]:
    """The next working day, where the date is none: that it was moved there, or may be, or what day it is."""
    if deadline.legal == deadline.nominal:
        return []
    key = "cli.words.legal"
    if deadline.roll_settled:
        key = "cli.words.moved"
    elif deadline.basis.effect in BINDING:
        key = "cli.words.perhaps_moved"
    return [say(key, date=write_short(deadline.legal))]


def next_deadline(standing: Standing) -> tuple[RunStanding, DeadlineStanding] | None:
    """The open duty (or lapse) with the earliest date; None when there is none. What a party may do is no task."""
    return min(_waiting(standing, window=False), key=urgency, default=None)


def next_window(standing: Standing) -> tuple[RunStanding, DeadlineStanding] | None:
    """The open window that closes first; None when there is none."""
    return min(_waiting(standing, window=True), key=urgency, default=None)


def next_period(standing: Standing) -> tuple[RunStanding, DeadlineStanding, date] | None:
    """The period under way that another one follows first, with the day that one begins; None where none follows."""
    there = ((run, deadline, deadline.tally) for run in standing.runs for deadline in run.deadlines)
    found = [(run, deadline, tally.next_on) for run, deadline, tally in there if tally is not None and tally.next_on]
    return min(found, key=lambda each: (each[2], each[1].name), default=None)


def open_duties(standing: Standing) -> list[tuple[RunStanding, DeadlineStanding]]:
    """What somebody has to do, or lose, with the runs; in no order."""
    return _waiting(standing, window=False)


def overdue_deadlines(standing: Standing) -> list[tuple[RunStanding, DeadlineStanding]]:
    """The deadlines that are open and past their date, with their runs, the oldest first.

    A period that is over with too little done is not: nothing can be done about it any more.
    """
    there = ((run, deadline) for run in standing.runs for deadline in run.deadlines)
    late = [pair for pair in there if pair[1].word in OVERDUE and pair[1].open]
    return sorted(late, key=urgency)


def over_late(standing: Standing) -> list[tuple[RunStanding, DeadlineStanding]]:
    """What was missed and is over, with the runs: met or fallen away too late, or a period with too little done.

    Nobody can do anything about it any more, but one may say why.
    """
    there = ((run, deadline) for run in standing.runs for deadline in run.deadlines)
    return [pair for pair in there if was_missed(pair[1]) and not pair[1].open]


def was_missed(deadline: DeadlineStanding) -> bool:
    """Whether it was missed: it is open and past its date, or what was done about it came too late."""
    return deadline.word in OVERDUE or deadline.settled_late


def unexplained_told(deadline: DeadlineStanding) -> str:
    """That nobody has said why a deadline was missed, and how it is over, where it is."""
    if deadline.open:
        return say("cli.reason.missing")
    if deadline.word in OVERDUE:
        return say("cli.reason.missing_over")
    return say("cli.reason.missing_ended" if deadline.word is Word.ended else "cli.reason.missing_met")


def holder_of(library: "Library", run: RunStanding, deadline: DeadlineStanding) -> str:
    """Whose a deadline is: by the state of its item, where that says, else of the run. Empty: nobody's.

    They hold the ball but while the run waits: see ``ball_document``.
    """
    item = next((each for each in run.items if f"{each.activity}.{each.item}" == deadline.item), None)
    if item is None:
        return run.holder
    return library.prepared(run.digest).activities[item.activity].states[item.state].holder or run.holder


def run_title(run: RunStanding, runs: "Iterable[RunStanding]") -> str:
    """The title of a run, with its name where another of the ``runs`` is of the same pathway."""
    alike = {each.run for each in runs if each.pathway == run.pathway}
    return run.title.nb if alike <= {run.run} else say("cli.case.named", title=run.title.nb, run=run.run)


def deadline_title(library: "Library", run: RunStanding, deadline: DeadlineStanding) -> str:
    """The title, with the item it is about."""
    prepared = library.prepared(run.digest)
    if deadline.tally is not None:
        return deadline.title.nb + period_told(deadline)
    item = next((each for each in run.items if f"{each.activity}.{each.item}" == deadline.item), None)
    return deadline.title.nb if item is None else deadline.title.nb + about_item(item, library, prepared)


def items_told(run: RunStanding) -> "tuple[ItemStanding, ...]":
    """The activities of a run; none of one that was withdrawn: nothing of it is open, whatever state they were in."""
    return () if run.state == WITHDRAWN else run.items


def commands_told(possible: "Sequence[Possible]") -> list[tuple["Possible", str]]:
    """Each with its event and options as they are typed; ``--run`` where the event would not find its run alone."""
    return [(each, f"{each.event} {_options(each)}".rstrip()) for each in possible]


def _options(possible: "Possible") -> str:
    needs = [] if possible.alone else [say("cli.words.need_run", run=possible.run)]
    needs += [say("cli.words.need_item", items="|".join(possible.items))] if possible.items else []
    needs += [say("cli.words.need", field=name) for name in possible.needs]
    needs += [say("cli.words.may", fields="|".join(possible.may))] if possible.may else []
    needs += [say("cli.words.need_reason_code")] if possible.reason_list else []
    needs += [say("cli.words.need_reason")] if possible.reason_text else []
    return " ".join(needs)


def lists_told(library: "Library", digest: str, possible: "Possible") -> str:
    """How to see the codes that an event must be given; empty where it must be given none."""
    fields = {field.name: field for field in library.prepared(digest).pathway.fields}
    lists = [(name, fields[name].code_list) for name in possible.needs if fields[name].code_list]
    lists += [("--code", possible.reason_list)] if possible.reason_list else []
    return ", ".join(say("cli.words.codes", field=name, list=code_list) for name, code_list in lists)


def party_told(name: str) -> str:
    """A service or whoever holds the ball, as people call it; a name nobody has put in words, with spaces."""
    return PARTIES[name] if name in PARTIES else name.replace("_", " ")


def channel_told(name: str) -> str:
    """By what a mail goes, in words; of a channel that nobody has put in words its name."""
    return say(f"cli.delivery.channel_{name}") if name in ("file", "smtp") else name


def within(title: str) -> str:
    """A title as it stands in the middle of a sentence; an abbreviation keeps its letters."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def who_told(session: "Session", roles: "Iterable[str]") -> str:
    """Which roles may, and who holds them today where the case lies that the command is about."""
    listed = _working_there(session, list(roles))
    told = roles_told(session.installation.library.role_titles(), listed, between=" / ")
    names = sorted(holders_there(session, listed))
    return say("cli.case.only", roles=told, names=", ".join(names) or say("cli.case.nobody"))


def _working_there(session: "Session", roles: "list[str]") -> "list[str]":
    """Those of the roles that are not of another kind of service than the one that the case lies in; else all."""
    from pathways.store import heads

    with session.installation.database.read() as conn:
        head = heads.read_if_readable(conn, session.about) if session.about else None
    if head is None:
        return roles
    by_kind: dict[str, set[str]] = {}
    for pathway in session.installation.library.catalogue.pathways:
        events = [*pathway.events, *(event for activity in pathway.activities for event in activity.events)]
        by_kind.setdefault(pathway.service, set()).update(role for event in events for role in event.by)
    here = by_kind.pop(head.service, set())
    elsewhere = {role for working in by_kind.values() for role in working}
    return [role for role in roles if role in here or role not in elsewhere] or roles


def holders_there(session: "Session", roles: "Iterable[str]") -> set[str]:
    """Who holds one of the roles where the case lies that the command is about, or stands in for one who does.

    Of another service nobody is named: to them the case does not exist.
    """
    from pathways.store import heads

    people = session.installation.people
    with session.installation.database.read() as conn:
        head = heads.read_if_readable(conn, session.about) if session.about else None
    found = {(role, user.name) for role in roles for user in people.holders(role)}
    if head is None:
        return {name for _, name in found}
    place = (people.service_of(head.holder, head.service), head.holder.unit, head.service)

    return {name for role, name in found if people.counts_for(name, role, *place)}


def rights_told(session: "Session") -> "Rights":
    """Who may put the past right, by the access table and the settings of today."""
    from pathways.engine.rights import rights_of

    catalogue = session.installation.library.catalogue
    return rights_of(catalogue.settings, catalogue.policy)


def with_told(holder: str) -> str:
    """``hos …``; empty where nobody holds the ball."""
    return say("cli.list.with", holder=party_told(holder)) if holder else ""


def ball_told(library: "Library", run: RunStanding, deadline: DeadlineStanding) -> str:
    """``hos …`` for a deadline: whom its run waits for while it does, and then also whose case it is."""
    holder = holder_of(library, run, deadline)
    if run.ball is None:
        return with_told(holder)
    who = within(category_told(library, run, run.ball))
    key = "cli.list.with_waiting" if holder else "cli.list.with"
    return say(key, who=who, holder=party_told(holder) if holder else who)


def ball_document(run: RunStanding, holder: str) -> "dict[str, object]":
    """Who holds the ball, as JSON: ``holder`` by the state, or whom the run waits for while it does."""
    ball = run.ball
    return {"holder": holder if ball is None else ball.category, "waited_for": ball is not None, "case_with": holder}


def _waiting(standing: Standing, *, window: bool) -> list[tuple[RunStanding, DeadlineStanding]]:
    return [
        (run, deadline)
        for run in standing.runs
        for deadline in run.deadlines
        if deadline.open
        and (deadline.kind is DeadlineKind.window) is window
        and deadline.word is not Word.window_closed
    ]


def _settled(deadline: DeadlineStanding) -> str:
    return say(_SETTLED_KEYS.get(deadline.word, "cli.words.met"))


def _symbol(word: Word) -> str:
    if word in PASSED:
        return "!"
    if word in UNSETTLED:
        return "◐"
    if word in (Word.met, Word.met_late, Word.met_past, Word.window_used):
        return "✓"
    return {Word.dormant: "○", Word.running: "●", Word.paused: "‖"}.get(word, "–")


def urgency(entry: tuple[RunStanding, DeadlineStanding]) -> tuple[bool, bool, date, str]:
    """The order of deadlines in a list: by date, first the duties, last those whose clock stands."""
    deadline = entry[1]
    return deadline.word is Word.paused, deadline.kind is DeadlineKind.window, deadline.nominal, deadline.name
