"""What a pathway demands, says and sets going, as tables of plain text: for those who check it against the law.

Beside the tables of ``diagram``, nothing of a definition's meaning is left out but the ladders of reminders.
"""

from collections.abc import Iterator

from pathways.compiler.diagram import anchor, states_rows, table
from pathways.compiler.written import write_guard
from pathways.counting.telling import write_period
from pathways.messages import say
from pathways.model.counting import Period
from pathways.model.expression import Expression, Literal
from pathways.model.local_choice import LocalChoice
from pathways.model.pathway import Activity, Branch, Deadline, Event, Pathway, ReasonRule

Row = tuple[str, str, str]
"""What it is about, what is said of it, and how."""


def activities_tables(pathway: Pathway) -> str:
    """Each activity: what its items are, where it is open, its states and events. Empty when there is none."""
    return "\n".join(_activity(activity) for activity in pathway.activities)


def conditions_table(pathway: Pathway) -> str:
    """One row for each demand, warning, sentence of silence, effect on other pathways, and term of a deadline."""
    rows = [row for state in pathway.states if state.silent for row in ((state.name, _word("silent"), state.silent),)]
    rows += [(field.name, _word("shown"), say("local.always")) for field in pathway.fields if field.always_shown]
    for event in pathway.events:
        rows += _of_event(event)
    for activity in pathway.activities:
        for event in activity.events:
            rows += _of_event(event)
    for deadline in pathway.written:
        rows += _of_deadline(deadline)
    rows += [(each.name, _word("local"), _choice(each)) for each in pathway.local]
    heads = (say("compiler.column_about"), say("compiler.column_what"), say("compiler.column_how"))
    return table([heads, *rows])


def reason_told(reason: ReasonRule) -> str:
    """What reason an event takes, in words."""
    if reason.code_list:
        how = "required" if reason.text_required else "optional"
        return say(f"compiler.reason_codes_{how}", list=reason.code_list)
    return say("compiler.reason_required" if reason.text_required else "compiler.reason_optional")


def _activity(activity: Activity) -> str:
    made = say("compiler.made_by", event=activity.each_event, field=activity.each_field)
    items = made if activity.each_event else ", ".join(f"{item.id} ({item.title.nb})" for item in activity.items)
    lines = [say("compiler.activity", title=activity.title.nb, name=activity.name, items=items)]
    if activity.open_in:
        lines.append(say("compiler.activity_open_in", states=", ".join(activity.open_in)))
    lines += [say("compiler.flag", name=name, guard=write_guard(guard)) for name, guard in activity.flags]
    return "\n".join(lines) + "\n" + table(states_rows(activity.states, activity.events, ()))


def _of_event(event: Event) -> Iterator[Row]:
    if event.records:
        yield event.name, _word("records"), ", ".join(event.records)
    if event.may_record:
        yield event.name, _word("may_record"), ", ".join(event.may_record)
    yield (
        event.name,
        _word("reason"),
        reason_told(event.reason) + (f"; {say('compiler.is_decision')}" if event.decision else ""),
    )
    for requirement in event.requires:
        yield event.name, _word("requires"), f"{_settled(requirement.when, idle=True)}: {requirement.otherwise.nb}"
    for warning in event.warns:
        yield event.name, _word("warns"), f"{_settled(warning.when, idle=False)}: {warning.otherwise.nb}"
    for branch in event.branches:
        yield from _of_branch(event, branch, is_one=len(event.branches) == 1)


def _of_branch(event: Event, branch: Branch, *, is_one: bool) -> Iterator[Row]:
    when = "" if is_one and branch.when is None else f" [{_guard(branch.when)}]"
    if not is_one:
        yield event.name, _word("to"), (branch.to or say("compiler.stays")) + when
    for pathway in branch.begins:
        yield event.name, _word("begins"), pathway + when
    for signal in branch.signals:
        yield event.name, _word("signals"), f"{signal.pathway}.{signal.event}{when}"


def _of_deadline(deadline: Deadline) -> Iterator[Row]:
    """Kind first; what is not written is not told."""
    yield deadline.name, _word("kind"), say(f"compiler.kind_{deadline.kind}")
    extension = deadline.extension
    told = {
        "per": deadline.per,
        "from": anchor(deadline) if deadline.anchor.pathway else "",
        "only_when": _settled(deadline.only_when, idle=False) if deadline.only_when else "",
        "opens": ", ".join((*deadline.opens_states, *deadline.opens_events)),
        "ends": ", ".join((*deadline.ended_by, *deadline.ended_in)),
        "extended": f"{extension.by}: {write_period(extension.within)}" if extension else "",
        "missed": deadline.missed_reason,
        "missed_word": deadline.missed_word.nb if deadline.missed_word else "",
    }
    for key, text in told.items():
        if text:
            yield deadline.name, _word(key), text


def _settled(guard: Expression, *, idle: bool) -> str:
    """The guard; or what a local switch has made of it. ``idle``: the value with which it does nothing."""
    if not isinstance(guard, Literal):
        return write_guard(guard)
    return say("local.idle" if guard.value is idle else "local.whatever")


def _choice(choice: LocalChoice) -> str:
    return say("local.choice", value=choice_told(choice), used=", ".join(choice.used_by))


def choice_told(choice: LocalChoice) -> str:
    """What the place says of it: a period, on or off; or that it is not set."""
    if choice.value is None:
        return say("local.not_set")
    if isinstance(choice.value, Period):
        return write_period(choice.value)
    return say("local.on" if choice.value else "local.off")


def _guard(guard: Expression | None) -> str:
    return say("compiler.otherwise") if guard is None else write_guard(guard)


def _word(key: str) -> str:
    return say(f"compiler.what_{key}")
