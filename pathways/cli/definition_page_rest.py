"""The rest of a definition page: fields, sharing, what is local, sources, and what differs from the version before."""

from collections.abc import Iterator
from itertools import chain

from pathways.cli.definition_guards import quoted, shown
from pathways.cli.definition_numbers import beside, has_number, laws_of, title_with
from pathways.cli.definition_page_deadlines import effect_told, law_link, note_told, read_told, valid_told
from pathways.cli.definition_page_events import Page, anchor_of, row
from pathways.cli.difference_page import rows
from pathways.compiler.code_lists import LOCAL
from pathways.compiler.diagram import length
from pathways.compiler.difference import differences
from pathways.compiler.ends import events_with
from pathways.messages import say
from pathways.model.basis import Effect
from pathways.model.organisation import EXTERNAL
from pathways.model.pathway import Deadline, Field, Pathway
from pathways.model.sharing import Ground


def fields(page: Page) -> Iterator[str]:
    """What can be recorded, in the three languages."""
    yield say("pages.fields_head")
    for field in page.pathway.fields:
        title = title_with(shown(field.title.nb, field.name), page.pathway, field.name)
        yield row(title, field.title.nn, field.title.en, _kind(field))
    yield ""


def _kind(field: Field) -> str:
    kind = say(f"cli.diff.word_{field.kind}")
    return f"{kind}: [{field.code_list}](kodelister.md#{anchor_of(field.code_list)})" if field.code_list else kind


def sharing(page: Page) -> Iterator[str]:
    """What the pathway can send, and what that needs."""
    law, service = page.catalogue.sharing, page.pathway.service
    sends = [(event, send) for event, _ in events_with(page.pathway) for send in event.sends]
    if not sends:
        yield say("pages.sharing_none") + "\n"
        return
    events = ", ".join(dict.fromkeys(quoted(event.title.nb) for event, _ in sends))
    yield say("pages.sharing_ground", events=events) + "\n"
    to = {law.sector_of(send.to) for _, send in sends if send.to != EXTERNAL}
    anybody = any(send.to == EXTERNAL for _, send in sends)
    yield say("pages.sharing_head")
    for ground in law.grounds.values():
        if ground.giver == law.sector_of(service) and (anybody or to & set(ground.to)):
            yield _ground(page, ground)
    yield ""
    withheld = sorted(law.about_reporters(page.pathway))
    if withheld:
        yield say("pages.sharing_withheld", fields=", ".join(page.words.field(name) for name in withheld)) + "\n"


def _ground(page: Page, ground: Ground) -> str:
    to = ", ".join(page.catalogue.sharing.sectors[name].title.nb for name in ground.to)
    stopped = say("pages.guard_true" if ground.stopped else "pages.guard_false")
    return row(ground.title.nb, to, law_link(ground.basis), valid_told(ground.basis), stopped)


def settings(page: Page) -> Iterator[str]:
    """What no source gives: settings, lists and numbers that the place has chosen."""
    yield say("pages.settings_note") + "\n"
    yield say("pages.settings_head")
    yield from _role_settings(page)
    for name in sorted(local_lists(page)):
        title = quoted(page.catalogue.code_lists[name].title.nb)
        yield row(say("pages.settings_list"), f"[{name}](kodelister.md#{anchor_of(name)})", title, _users(page, name))
    for deadline in page.pathway.deadlines:
        if deadline.basis.effect is Effect.local:
            yield row(
                say("pages.settings_deadline"), f"`{deadline.name}`", _length(deadline), quoted(deadline.title.nb)
            )
    yield from _local_guards(page)
    now = say("pages.settings_reminders_now")
    yield row(say("pages.settings_reminders"), "`remind`", now, "")
    yield from _numbers(page)
    yield ""


def _users(page: Page, name: str) -> str:
    """The fields, events and deadlines that take their codes from a list."""
    used = [field.title.nb for field in page.pathway.fields if field.code_list == name]
    used += [event.title.nb for event, _ in events_with(page.pathway) if event.reason.code_list == name]
    used += [deadline.title.nb for deadline in page.pathway.deadlines if deadline.missed_reason == name]
    return ", ".join(quoted(title) for title in dict.fromkeys(used))


def _local_guards(page: Page) -> Iterator[str]:
    """Numbers in what is asked or warned of, where the sentence itself says that they are local."""
    for event, _ in events_with(page.pathway):
        for each in (*event.requires, *event.warns):
            if has_number(each.otherwise.nb) and say("pages.local") in each.otherwise.nb.lower():
                yield row(say("pages.settings_guard"), f"`{event.name}`", each.otherwise.nb, quoted(event.title.nb))


def _length(deadline: Deadline) -> str:

    return length(deadline)


def _role_settings(page: Page) -> Iterator[str]:
    titles = {event.name: quoted(event.title.nb) for event, _ in events_with(page.pathway)}
    named = sorted(set(chain.from_iterable(page.local.values())))
    for name in named:
        roles = page.roles(page.catalogue.settings.role_settings[name])
        used = ", ".join(dict.fromkeys(titles[event] for (event, _), names in page.local.items() if name in names))
        yield row(say("pages.settings_roles"), f"`{name}`", roles, used)


def _numbers(page: Page) -> Iterator[str]:
    local = page.catalogue.settings
    if local.late_from is not None:
        now = say("pages.settings_late_now", days=local.late_from)
        yield row(say("pages.settings_late"), "`late_entry`", now, say("pages.settings_all"))
    if local.message_days is not None and any(event.sends for event, _ in events_with(page.pathway)):
        now = say("pages.settings_message_now", days=local.message_days)
        yield row(say("pages.settings_message"), "`messages`", now, "")
    listed = local.missed_lists.get(page.pathway.service)
    if listed:
        link = f"[{listed}](kodelister.md#{anchor_of(listed)})"
        yield row(say("pages.settings_missed"), "`missed_reason`", link, say("pages.settings_others"))


def local_lists(page: Page) -> set[str]:
    """The local lists that the pathway reads."""
    return {name for name in lists_of(page.pathway) if name.startswith(LOCAL)}


def lists_of(pathway: Pathway) -> set[str]:
    """Every code list that the pathway reads."""
    named = {field.code_list for field in pathway.fields} | {each.missed_reason for each in pathway.deadlines}
    return (named | {event.reason.code_list for event, _ in events_with(pathway)}) - {""}


def sources(page: Page) -> Iterator[str]:
    """Each source with its standing, and the deadlines that rest on it."""
    yield say("pages.sources_head")
    for source in page.pathway.sources:
        used = (each.title.nb for each in page.pathway.deadlines if each.basis.id == source.id)
        yield row(
            law_link(source),
            effect_told(source),
            say(f"pages.grade_{source.certainty}"),
            valid_told(source),
            read_told(source.read),
            ", ".join(quoted(title) for title in used),
            note_told(source),
        )
    yield ""


def versions(page: Page) -> Iterator[str]:
    """What the version means otherwise than the one before it."""
    among = page.catalogue.versions[page.pathway.id]
    before = [each for each in among if each.version < page.pathway.version]
    if not before:
        yield say("pages.versions_only" if len(among) == 1 else "pages.versions_first") + "\n"
        return
    context = page.catalogue.context
    found = differences(before[-1], context, page.pathway, context)
    if not found:
        yield say("pages.versions_same") + "\n"
        return
    yield say("pages.versions_head")
    for part, name, what, change in rows(found):
        yield row(part, name, what, _change(page, name, change))
    yield ""


def _change(page: Page, name: str, change: str) -> str:
    """What is otherwise; where that is a number, with what it rests on now."""
    about, _, rung = name.partition(":")
    if rung or not has_number(change):
        return say("pages.with_basis", what=change, basis=say("pages.remind_local")) if rung else change
    laws = "; ".join(laws_of(page.pathway, about))
    return say("pages.with_basis", what=change, basis=laws) if laws else beside(change)
