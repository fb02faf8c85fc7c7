"""What the entries of the clock are called: reminders, dates that pass, runs that are marked."""

from collections.abc import Callable

from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.machine.ending import legal_counts
from pathways.machine.order import clock_place
from pathways.machine.standing import DeadlineStanding, Word, passed_word
from pathways.machine.state import LEGAL, NEXT, NOMINAL, TIMED
from pathways.messages import say
from pathways.model.basis import Effect
from pathways.model.pathway import Deadline
from pathways.model.record import Crossing
from pathways.timeline_versions import Versions


def word_told(word: Word, deadline: Deadline | DeadlineStanding) -> str:
    """The word for a deadline. *Fristbrudd* is kept for individual limits; a limit set by law itself is broken.

    A definition may have a word of its field for a breach of it.
    """
    if word is Word.breach and deadline.missed_word is not None:
        return deadline.missed_word.nb
    if word is Word.breach and deadline.basis.effect is not Effect.individual:
        return say("timeline.breach_of_law")
    return say(f"machine.word.{word}")


def passed_told(versions: Versions, crossing: Crossing, of_item: Callable[[str, str], str], *, told: bool) -> str:
    """What the clock passed. ``of_item`` adds an item to a title; ``told``: somebody got a notice of it."""
    found = versions.with_deadline(crossing.run, crossing.deadline, clock_place(crossing.due))
    if found is None:
        return crossing.deadline
    prepared, spec = found
    title = spec.title.nb + of_item(crossing.run, crossing.item)
    if crossing.what.startswith(TIMED):
        name = crossing.what.removeprefix(TIMED)
        return next(timed.title.nb for timed in prepared.timed[spec.name] if timed.name == name)
    if crossing.what == NEXT:
        first = write_short(civil_date(crossing.due))
        return say("timeline.period_over", first=first, title=spec.title.nb)
    settled = prepared.rules[spec.rule].roll_settled
    if crossing.what == NOMINAL and legal_counts(spec, roll_settled=settled):
        word = Word.extended_by_weekend if settled else Word.passed_unsettled
        return say("timeline.crossed", word=word_told(word, spec), title=title)
    if crossing.what in (NOMINAL, LEGAL):
        word = passed_word(spec, law_loaded=versions.law_loaded()[crossing.run])
        return say("timeline.crossed", word=word_told(word, spec), title=title)
    return _reminded(spec, crossing.what, title, told=told)


def _reminded(spec: Deadline, rung: str, title: str, *, told: bool) -> str:
    reminder = next((reminder for reminder in spec.reminders if reminder.id == rung), None)
    if reminder is None:
        return title
    key = "timeline.escalated" if reminder.escalate else "timeline.reminded"
    what = say(key, roles=", ".join(reminder.to), title=title)
    return what if told else say("timeline.untold", what=what)
