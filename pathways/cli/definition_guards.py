"""Guards in words, for those who know the law and not the language: fields, codes and states by their titles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pathways.counting.telling import write_period
from pathways.messages import say
from pathways.model.expression import (
    Activities,
    After,
    And,
    Compare,
    Expression,
    Holds,
    Literal,
    Name,
    Not,
    OneOf,
    Or,
    Recorded,
    Redecided,
    Term,
    Type,
)
from pathways.model.pathway import Activity, CodeList, Event, Field, Pathway
from pathways.model.signal import HAPPENED

CODE = "code"
"""The name that an item's own code has in guards."""


def quoted(text: str) -> str:
    """A title where it stands as a name: in quotes."""
    return f"«{text}»"


def shown(title: str, name: str) -> str:
    """A title and, in brackets, the name by which the definition and the commands know it."""
    return f"{title} (`{name}`)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A pathway and the lists it reads, as what names stand for. ``activity``: whose item is spoken of, or None."""

    pathway: Pathway
    lists: Mapping[str, CodeList]
    activity: Activity | None = None

    def field(self, name: str) -> str:
        """The title of a field, in quotes; the day of the event for ``happened``."""
        if name == HAPPENED:
            return say("pages.guard_happened")
        if name == CODE and self.activity is not None:
            return say("pages.guard_code")
        found = self.found(name)
        return quoted(found.title.nb if found else name)

    def found(self, name: str) -> Field | None:
        """The field of this name."""
        return next((each for each in self.pathway.fields if each.name == name), None)

    def event(self, name: str) -> str:
        """The title of an event of the run or of an item, in quotes."""
        return quoted(next((each.title.nb for each in self.events() if each.name == name), name))

    def events(self) -> Iterator[Event]:
        """Every event of the run and its items."""
        yield from self.pathway.events
        for activity in self.pathway.activities:
            yield from activity.events

    def state(self, name: str) -> str:
        """The title of a state of the run, in quotes."""
        return quoted(next((each.title.nb for each in self.pathway.states if each.name == name), name))

    def code(self, name: str, code: str) -> str:
        """A code of the list of a field, in quotes with the code itself; of the item's for ``code``."""
        found = self.found(self.activity.each_field if name == CODE and self.activity else name)
        codes = self.lists[found.code_list].codes if found and found.code_list in self.lists else ()
        title = next((each.title.nb for each in codes if each.code == code), "")
        return f"{quoted(title)} ({code})" if title else quoted(code)

    def guard(self, guard: Expression) -> str:
        """The guard as a clause."""
        match guard:
            case And(operands=operands):
                return say("pages.guard_and").join(self._inner(each, Or) for each in operands)
            case Or(operands=operands):
                return say("pages.guard_or").join(self._inner(each, And) for each in operands)
            case Not(operand=operand):
                return self._not(operand)
            case OneOf() | Holds() | Recorded() | Name(type=Type.flag):
                return self._simple(guard, holds=True)
            case Redecided(event=event):
                return say("pages.guard_redecided", name=self.event(event))
            case Activities():
                return self._activities(guard)
            case Compare():
                return self._compare(guard)
            case _:
                return self._term(guard)

    def _inner(self, guard: Expression, loose: type) -> str:
        text = self.guard(guard)
        return f"({text})" if isinstance(guard, loose) else text

    def _not(self, guard: Expression) -> str:
        if isinstance(guard, OneOf | Holds | Recorded | Name):
            return self._simple(guard, holds=False)
        return say("pages.guard_not", what=self.guard(guard))

    def _simple(self, guard: OneOf | Holds | Recorded | Name, *, holds: bool) -> str:
        match guard:
            case OneOf(item=item, among=among):
                codes = say("pages.guard_or").join(self.code(item.name, each) for each in among)
                key = "pages.guard_one_of" if holds else "pages.guard_none_of"
                return say(key, name=self.field(item.name), codes=codes)
            case Holds(codes=field, code=code):
                key = "pages.guard_holds" if holds else "pages.guard_lacks"
                return say(key, name=self.field(field.name), code=self.code(field.name, code))
            case Recorded(name=name):
                return say("pages.guard_recorded" if holds else "pages.guard_unrecorded", name=self.field(name))
            case Name(name=name):
                return say("pages.guard_yes" if holds else "pages.guard_no", name=self.field(name))

    def _activities(self, guard: Activities) -> str:
        found = next(each for each in self.pathway.activities if each.name == guard.activity)
        state = next((each.title.nb for each in found.states if each.name == guard.state), guard.state)
        return say(f"pages.guard_{guard.function}", name=quoted(found.title.nb), state=quoted(state))

    def _compare(self, guard: Compare) -> str:
        left, right = guard.left, guard.right
        if isinstance(left, Name) and isinstance(right, Literal) and left.type is Type.code:
            told = self.code(left.name, str(right.value))
        else:
            told = self._term(right)
        operator = say(f"pages.is_{guard.operator.name}")
        return say("pages.guard_compare", left=self._term(left), operator=operator, right=told)

    def _term(self, term: Term | Expression) -> str:
        match term:
            case Name(name=name):
                return self.field(name)
            case After(start=start, period=period):
                return say("pages.guard_after", period=write_period(period), start=self._term(start))
            case Literal(value=bool() as value):
                return say("pages.guard_true" if value else "pages.guard_false")
            case Literal(value=value):
                return str(value)
            case _:
                raise AssertionError(term)
