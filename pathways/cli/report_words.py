"""What reports call pathways, deadlines, events, reasons and holders: by the newest version that has them."""

from collections.abc import Iterator

from pathways.cli.words import party_told, within
from pathways.counting.telling import write_short
from pathways.engine.figures import MISSED, Period
from pathways.engine.library import Library
from pathways.messages import say
from pathways.model.pathway import Pathway


def pathway_named(library: Library, pathway: str) -> str:
    """The title of a pathway, or its id where no version is loaded."""
    return next((each.title.nb for each in _versions(library, pathway)), pathway)


def deadline_named(library: Library, pathway: str, name: str) -> str:
    """The title of a deadline, or its name where no version that is loaded has it."""
    titles = (due.title.nb for each in _versions(library, pathway) for due in each.deadlines if due.name == name)
    return next(titles, name)


def event_named(library: Library, pathway: str, name: str) -> str:
    """The title of an event of a run or an activity, or its name where no version that is loaded has it."""
    for each in _versions(library, pathway):
        events = (*each.events, *(event for activity in each.activities for event in activity.events))
        for event in events:
            if event.name == name:
                return event.title.nb
    return name


def codes_named(library: Library, code_list: str, code: str) -> str:
    """What a list calls a code; the code where it has none such."""
    lists = library.code_lists()
    codes = lists[code_list].codes if code_list in lists else ()
    return next((each.title.nb for each in codes if each.code == code), code)


def holder_told(library: Library, pathway: str, who: str, *, paused: bool) -> str:
    """Whose days are told: ``dager hos …``, or ``dager mens saken ventet på …``, which says nothing of who had it."""
    if not paused:
        return say("cli.report.held", who=party_told(who) if who else say("cli.report.nobody"))
    return say("cli.report.waited", who=within(_category_named(library, pathway, who)))


def _category_named(library: Library, pathway: str, who: str) -> str:
    for each in _versions(library, pathway):
        said_in = {event.pauses for event in each.events if event.pauses}
        for field in each.fields:
            if field.name in said_in:
                return codes_named(library, field.code_list, who)
    return who


def became_told(became: str, *, breach: bool, asks_reason: bool) -> str:
    """What became of a round of a deadline, in the words of the figures.

    Of what was missed also whether that is a breach, and whether nobody has said why.
    """
    told = say(f"cli.figure.{became}")
    if became in MISSED:
        told = say("cli.report.missed_so", missed=say("cli.figure.breach" if breach else "cli.figure.missed"), how=told)
    return say("cli.report.unexplained", told=told) if asks_reason else told


def period_told(period: Period) -> str:
    """``fra …, til og med …``; empty where it is open at both ends."""
    first = say("cli.report.from", date=write_short(period.first)) if period.first else ""
    last = say("cli.report.to", date=write_short(period.last)) if period.last else ""
    return ", ".join(filter(None, (first, last)))


def _versions(library: Library, pathway: str) -> Iterator[Pathway]:
    """Those of the folder, the newest first."""
    found = [each for each in library.catalogue.by_digest.values() if each.id == pathway]
    return iter(sorted(found, key=lambda each: each.version, reverse=True))
