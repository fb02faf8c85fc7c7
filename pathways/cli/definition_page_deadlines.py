"""The deadlines of a definition page: every number with its source and standing, in the same row."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pathways.cli.definition_guards import quoted, shown
from pathways.cli.definition_numbers import beside
from pathways.cli.definition_page_events import Page, anchor_of, languages, row
from pathways.compiler.ends import AtEnd, Fate, at_end, ends
from pathways.counting.telling import write_period
from pathways.machine.standing import passed_word
from pathways.messages import say
from pathways.model.basis import Basis, Effect
from pathways.model.counting import CountingRule
from pathways.model.every import Aligned, Every
from pathways.model.pathway import (
    Anchor,
    AnchorKind,
    Deadline,
    DeadlineKind,
    OnPause,
    Reminder,
    Rung,
)
from pathways.timeline_clock import word_told


def numbers(page: Page) -> Iterator[str]:
    """Every deadline in one table, with what it rests on."""
    if not page.pathway.written:
        yield say("pages.no_deadlines") + "\n"
        return
    yield say("pages.numbers_head")
    for deadline in page.pathway.written:
        basis = deadline.basis
        yield row(
            quoted(deadline.title.nb),
            f"**{_time(page, deadline)}**{_or(page, deadline)}",
            _anchor(page, deadline.anchor),
            law_link(basis),
            effect_told(basis),
            say(f"pages.grade_{basis.certainty}"),
        )
    yield ""


def deadlines(page: Page) -> Iterator[str]:
    """A table for each deadline."""
    for deadline in page.pathway.written:
        yield f"#### {shown(deadline.title.nb, deadline.name)}\n"
        yield languages(deadline.title) + "\n"
        yield "| | |\n|---|---|"
        for name, told in _rows(page, deadline):
            if told:
                yield row(say(f"pages.row_{name}"), told)
        yield ""


def law_link(basis: Basis) -> str:
    """The paragraph or document, as a link where the source has an address; said to be local where it is."""
    told = f"[{basis.law}]({basis.url.replace(' ', '%20')})" if basis.url else basis.law
    return say("pages.local_basis", law=told) if basis.effect is Effect.local else told


def effect_told(basis: Basis) -> str:
    """What kind of number it is."""
    return f"**{say('pages.local')}**" if basis.effect is Effect.local else say(f"cli.effect.{basis.effect}")


def basis_told(basis: Basis) -> str:
    """The source with its effect and grade."""
    effect = say(f"cli.effect.{basis.effect}")
    return say("pages.basis", law=law_link(basis), effect=effect, grade=basis.certainty)


def note_told(basis: Basis) -> str:
    """What the definition says of the source, with how sure it is beside what numbers stand in it."""
    return (
        say("pages.with_basis", what=basis.note, basis=say("pages.grade", grade=basis.certainty)) if basis.note else ""
    )


def valid_told(basis: Basis) -> str:
    """From when to when the source holds."""
    days = [say("pages.valid_from", day=basis.valid_from.isoformat())] if basis.valid_from else []
    days += [say("pages.valid_to", day=basis.valid_to.isoformat())] if basis.valid_to else []
    return " ".join(days) or say("pages.valid_unknown")


def read_told(day: date | None) -> str:
    """The day it was read; empty where it was not."""
    return say("pages.read", day=day.isoformat()) if day else ""


def _rows(page: Page, deadline: Deadline) -> Iterator[tuple[str, str]]:
    basis, words = deadline.basis, page.words
    yield "time", say("pages.with_basis", what=f"**{_time(page, deadline)}**", basis=basis_told(basis))
    yield "kind", say(f"cli.diff.word_{deadline.kind}")
    yield "valid", ", ".join(filter(None, [valid_told(basis), read_told(basis.read)]))
    yield (
        "note",
        note_told(basis),
    )
    yield "from", _anchor(page, deadline.anchor)
    yield "per", next((quoted(a.title.nb) for a in page.pathway.activities if a.name == deadline.per), "")
    yield "only_when", beside(_of_item(page, deadline))
    yield "opens", _opens(page, deadline)
    yield "counting", beside(rule_told(page.catalogue.rules[deadline.rule]))
    yield "calendar", _calendar(page, deadline)
    yield from _longer(page, deadline)
    yield "met", ", ".join(words.event(name) for name in deadline.met_by) or say("pages.nothing")
    yield "ends", _ends(page, deadline) or say("pages.nothing")
    yield "pause", _pause(deadline)
    yield "redecide", say(f"cli.diff.word_{deadline.on_redecide}") if deadline.on_redecide else ""
    yield "remind", _reminders(page, deadline)
    yield "passed", _passed(page, deadline)
    yield "missed", _missed(page, deadline)


def _of_item(page: Page, deadline: Deadline) -> str:
    return page.words.guard(deadline.only_when) if deadline.only_when else ""


def _time(page: Page, deadline: Deadline) -> str:
    if deadline.local_period:
        told = _time(page, replace(deadline, local_period="")) if deadline.within else say("local.not_set")
        return say("local.length", length=told, name=deadline.local_period)
    if deadline.within is None:
        return say("pages.until", field=page.words.field(deadline.until_field))
    if deadline.every is None:
        return write_period(deadline.within)
    return _often(deadline.every, write_period(deadline.within))


def _often(every: Every, period: str) -> str:
    """How often it is owed, and where its periods begin."""
    aligned = [say(f"pages.every_aligned_{every.aligned}")]
    if every.aligned is Aligned.calendar:
        aligned.append(say("pages.every_first", what=say(f"cli.diff.word_{every.first}")))
    if every.each:
        aligned.append(say("pages.every_same_day", what=say("cli.diff.word_each")))
    key = "pages.every_once" if every.times == 1 else "pages.every"
    return say(key, times=every.times, period=period, aligned=", ".join(aligned))


def _or(page: Page, deadline: Deadline) -> str:
    """What it may become instead."""
    if deadline.extension:
        within, event = write_period(deadline.extension.within), page.words.event(deadline.extension.by)
        return say("pages.or_extended", within=within, event=event)
    less = deadline.every.reduced if deadline.every else None
    return say("pages.or_reduced", times=less.times) if less else ""


def _anchor(page: Page, anchor: Anchor) -> str:
    if anchor.kind is AnchorKind.deadline:
        titles = {each.name: quoted(each.title.nb) for each in page.pathway.deadlines}
        return say("pages.anchor_deadline", name=titles[anchor.name])
    if anchor.kind is AnchorKind.field:
        return say("pages.anchor_field", name=page.words.field(anchor.name))
    if anchor.pathway:
        event = page.event_elsewhere(anchor.pathway, anchor.name)
        return say("pages.anchor_elsewhere", name=event, pathway=page.pathway_title(anchor.pathway))
    return page.words.event(anchor.name)


def _opens(page: Page, deadline: Deadline) -> str:
    told = [say("pages.opens_state", name=page.words.state(name)) for name in deadline.opens_states]
    told += [say("pages.opens_event", name=page.words.event(name)) for name in deadline.opens_events]
    return say("pages.opens", what=", ".join(told)) if told else ""


def rule_told(rule: CountingRule) -> str:
    """How a rule counts, by what law, and what is unsettled."""
    key = "pages.roll_no" if not rule.rolls else "pages.roll_yes" if rule.roll_settled else "pages.roll_unsettled"
    law = f"[{rule.law}]({rule.url})" if rule.url else rule.law
    return say("pages.rule", rule=rule.id, roll=say(key), law=law, note=rule.note)


def _calendar(page: Page, deadline: Deadline) -> str:
    return say("pages.calendar", title=page.catalogue.calendars[deadline.calendar].data.title, id=deadline.calendar)


def _longer(page: Page, deadline: Deadline) -> Iterator[tuple[str, str]]:
    """What moves its end, caps it, owes less, or is counted otherwise elsewhere."""
    source = basis_told(deadline.basis)
    if deadline.extension:
        extension = deadline.extension
        event, within = page.words.event(extension.by), write_period(extension.within)
        told = say("pages.extension", event=event, within=within)
        yield "extension", say("pages.with_basis", what=told, basis=source)
    if deadline.at_most:
        most = deadline.at_most
        yield "at_most", say("pages.with_basis", what=write_period(most.within), basis=basis_told(most.basis))
    if deadline.every:
        yield from _every(page, deadline.every, source)
    if deadline.reporting_days is not None:
        yield "register", _register(deadline)


def _every(page: Page, every: Every, source: str) -> Iterator[tuple[str, str]]:
    if every.reduced:
        less = every.reduced
        by = ", ".join(page.words.event(name) for name in less.by)
        until = ", ".join(page.words.event(name) for name in less.until) or say("pages.never")
        told = say("pages.reduced", times=less.times, by=by, until=until)
        yield "reduced", say("pages.with_basis", what=told, basis=source)


def _register(deadline: Deadline) -> str:
    told = [say("pages.register_days", days=deadline.reporting_days)]
    if deadline.reporting_days_extended is not None:
        told.append(say("pages.register_extended", days=deadline.reporting_days_extended))
    return say("pages.with_basis", what="; ".join(told), basis=say("pages.register_whose"))


def _ends(page: Page, deadline: Deadline) -> str:
    told = [page.words.event(name) for name in deadline.ended_by]
    told += [say("pages.opens_state", name=page.words.state(name)) for name in deadline.ended_in]
    return ", ".join(told)


def _pause(deadline: Deadline) -> str:
    told = say(f"cli.diff.word_{deadline.on_pause}")
    if deadline.pause_basis:
        return say("pages.pause_basis", what=told, basis=basis_told(deadline.pause_basis))
    return told if deadline.on_pause is OnPause.runs else say("pages.pause_local", what=told)


def _reminders(page: Page, deadline: Deadline) -> str:
    if not deadline.reminders:
        return say("pages.remind_none")
    told = "; ".join(_reminder(page, each) for each in deadline.reminders)
    return say("pages.with_basis", what=told, basis=say("pages.remind_local"))


def _reminder(page: Page, each: Reminder) -> str:
    at, who = each.at.strftime("%H:%M"), page.roles(each.to)
    if each.rung is Rung.on or each.offset is None:
        told = say("pages.remind_on", at=at, who=who)
    else:
        key = "pages.remind_before" if each.rung is Rung.before else "pages.remind_after"
        told = say(key, period=write_period(each.offset), at=at, who=who)
    return say("pages.remind_escalates", what=told) if each.escalate else told


def _passed(page: Page, deadline: Deadline) -> str:
    told = [say("pages.passed", word=word_told(passed_word(deadline, law_loaded=True), deadline))]
    marks = (each for each in page.pathway.timed if each.deadline == deadline.name)
    told += [say("pages.passed_mark", name=f"{quoted(each.title.nb)} ({languages(each.title)})") for each in marks]
    return "; ".join(told)


def _missed(page: Page, deadline: Deadline) -> str:
    if deadline.missed_reason:
        return say("pages.missed_own", list=deadline.missed_reason, anchor=anchor_of(deadline.missed_reason))
    listed = page.catalogue.settings.missed_lists.get(page.pathway.service, "")
    if not listed or deadline.kind is not DeadlineKind.duty:
        return ""
    return say("pages.missed_settings", list=listed, anchor=anchor_of(listed))


def at_ends(page: Page) -> Iterator[str]:
    """What becomes of each deadline where the run ends, a row for each way to end."""
    yield say("pages.ends_note") + "\n"
    yield say("pages.ends_head")
    for state, event in ends(page.pathway):
        found = list(at_end(page.pathway, state, event))
        told = ("; ".join(_fate(page, each) for each in found if each.fate in fates) for fates in _COLUMNS)
        yield row(quoted(state.title.nb), quoted(event.title.nb), *told)
    yield ""


_COLUMNS = ((Fate.met,), (Fate.ended,), (Fate.goes_on, Fate.stands))


def _fate(page: Page, each: AtEnd) -> str:
    title = quoted(each.deadline.title.nb)
    if each.fate is Fate.goes_on:
        return say("pages.ends_still", deadline=title, events=", ".join(page.words.event(name) for name in each.still))
    return say("pages.ends_stands", deadline=title) if each.fate is Fate.stands else title
