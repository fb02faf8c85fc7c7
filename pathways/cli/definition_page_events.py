"""The events and activities of a definition page: who may, what is recorded, what is asked, and where it leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pathways.cli.definition_guards import Words, quoted, shown
from pathways.cli.definition_numbers import beside, title_line, title_with
from pathways.cli.words import party_told
from pathways.compiler.catalogue import Catalogue
from pathways.compiler.local_roles import LocalNames
from pathways.compiler.read_events import APPROVAL, REDECIDE
from pathways.machine.roles import roles_told
from pathways.messages import say
from pathways.model.organisation import EXTERNAL
from pathways.model.pathway import Activity, Branch, Event, FieldKind, Pathway, ReasonRule, Requirement, State, Title
from pathways.model.signal import HAPPENED, Send


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one version is told from. ``local``: the role settings that its events name."""

    catalogue: Catalogue
    pathway: Pathway
    local: LocalNames

    @property
    def words(self) -> Words:
        """Titles of the run."""
        return Words(pathway=self.pathway, lists=self.catalogue.code_lists)

    def pathway_title(self, name: str) -> str:
        """The title of a pathway, in quotes."""
        versions = self.catalogue.versions.get(name)
        return quoted(versions[-1].title.nb if versions else name)

    def event_elsewhere(self, pathway: str, name: str) -> str:
        """The title of an event of another pathway, in quotes."""
        versions = self.catalogue.versions.get(pathway)
        return Words(pathway=versions[-1], lists={}).event(name) if versions else quoted(name)

    def roles(self, roles: Iterable[str]) -> str:
        """Roles in words."""
        return roles_told(self.catalogue.settings.roles, roles)


def languages(title: Title) -> str:
    """The title in the other languages; a dash where it is not written."""
    nn, en = (quoted(text) if text else "–" for text in (title.nn, title.en))
    return say("pages.languages", nn=nn, en=en)


def anchor_of(name: str) -> str:
    """The heading of a code list as links name it."""
    return name.replace("/", "")


def events(page: Page) -> Iterator[str]:
    """A block for each event of the run."""
    for event in page.pathway.events:
        yield from _block(page, event, page.words, page.pathway.states)


def activities(page: Page) -> Iterator[str]:
    """A block for each activity: its items, its states and its events."""
    for activity in page.pathway.activities:
        words = Words(pathway=page.pathway, lists=page.catalogue.code_lists, activity=activity)
        yield f"#### {shown(activity.title.nb, activity.name)}\n"
        yield "\n".join(f"- {line}" for line in _of_activity(activity, words)) + "\n"
        yield from states(activity.states, page.pathway)
        for event in activity.events:
            yield from _block(page, event, words, activity.states)


def _of_activity(activity: Activity, words: Words) -> Iterator[str]:
    yield languages(activity.title)
    if activity.each_event:
        yield say("pages.activity_of", field=words.field(activity.each_field), event=words.event(activity.each_event))
    else:
        items = "; ".join(f"{item.title.nb} ({languages(item.title)})" for item in activity.items)
        yield say("pages.activity_items", items=items)
    if activity.open_in:
        yield say("pages.activity_open_in", states=", ".join(words.state(name) for name in activity.open_in))
    for name, guard in activity.flags:
        yield say("pages.activity_flag", name=words.field(name), guard=words.guard(guard))


def states(among: tuple[State, ...], pathway: Pathway) -> Iterator[str]:
    """The states of a run or an item, as a table."""
    yield say("pages.states_head")
    for state in among:
        notes = [
            say("pages.state_start") if state.start else "",
            say("pages.state_end") if state.end else "",
            say("pages.state_mark") if state.mark else "",
            beside(say("pages.state_silent", why=state.silent)) if state.silent else "",
            beside(say("pages.state_overdue", why=state.overdue)) if state.overdue else "",
        ]
        holder = party_told(state.holder) if state.holder else "–"
        title = title_with(shown(state.title.nb, state.name), pathway, state.name)
        yield row(title, state.title.nn, state.title.en, holder, "; ".join(filter(None, notes)))
    yield ""


def row(*cells: str) -> str:
    """A row of a table."""
    return "| " + " | ".join(" ".join(cell.split()).replace("|", r"\|") or "–" for cell in cells) + " |"


def _block(page: Page, event: Event, words: Words, among: tuple[State, ...]) -> Iterator[str]:
    yield f"#### {shown(event.title.nb, event.name)}\n"
    lines = [
        *title_line(event.title.nb, page.pathway, event.name),
        languages(event.title),
        *_who(page, event),
        *_when(event, among),
        *_recorded(event, words),
        say("pages.reason", reason=_reason(event.reason)),
        *_weight(event, words),
        *_asked(event.requires, "pages.requires", words),
        *_asked(event.warns, "pages.warns", words),
        *_leads(event.branches, words, among),
        *_elsewhere(page, event, words),
    ]
    yield "\n".join(f"- {line}" for line in lines) + "\n"


def _who(page: Page, event: Event) -> Iterator[str]:
    if not event.by:
        yield say("pages.who", who=say("pages.who_signal"))
        return
    yield say("pages.who", who=_roles(page, event, "by", event.by))
    if event.approved_by:
        yield say("pages.who_approves", who=_roles(page, event, APPROVAL, event.approved_by))
    if event.redecided_by:
        yield say("pages.who_redecides", who=_roles(page, event, REDECIDE, event.redecided_by))


def _roles(page: Page, event: Event, key: str, roles: Iterable[str]) -> str:
    """Roles in words, with the local settings that say which."""
    named = ", ".join(f"`{name}`" for name in page.local.get((event.name, key), ()))
    who = page.roles(roles)
    return say("pages.who_local", who=who, settings=named) if named else who


def _when(event: Event, among: tuple[State, ...]) -> Iterator[str]:
    titles = {state.name: quoted(state.title.nb) for state in among}
    if event.start:
        yield say("pages.when", states=say("pages.when_start"))
    else:
        named = ", ".join(titles[name] for name in event.sources)
        yield say("pages.when", states=named or say("pages.when_any"))


def _recorded(event: Event, words: Words) -> Iterator[str]:
    for key, names in (("pages.records", event.records), ("pages.may_record", event.may_record)):
        if names:
            yield say(key, fields="; ".join(_field(name, words) for name in names))


def _field(name: str, words: Words) -> str:
    found = words.found(name)
    if found is None:
        return quoted(name)
    kind = say(f"cli.diff.word_{found.kind}")
    if found.kind in (FieldKind.code, FieldKind.codes):
        anchor = anchor_of(found.code_list)
        return say("pages.field_of_list", title=quoted(found.title.nb), kind=kind, list=found.code_list, anchor=anchor)
    return say("pages.field", title=quoted(found.title.nb), kind=kind)


def _reason(reason: ReasonRule) -> str:
    text = say("pages.reason_text_required" if reason.text_required else "pages.reason_text_optional")
    if not reason.code_list:
        return text
    return say("pages.reason_codes", list=reason.code_list, anchor=anchor_of(reason.code_list), text=text)


def _weight(event: Event, words: Words) -> Iterator[str]:
    """Whether it decides, and what becomes of it later."""
    if event.decision:
        yield say("pages.decision")
    if event.redecided_past:
        yield say("pages.redecided_past", events=", ".join(words.event(name) for name in event.redecided_past))
    for each in event.never_later:
        sentence = beside(each.otherwise.nb)
        yield say("pages.never_later", field=words.field(each.field), sentence=sentence)
    if event.pauses:
        yield say("pages.pauses", field=words.field(event.pauses))
    if event.resumes:
        yield say("pages.resumes", field=words.field(event.resumes))


def _asked(asked: Iterable[Requirement], key: str, words: Words) -> Iterator[str]:
    for each in asked:
        told = say(
            "pages.requires" if key == "pages.requires" else "pages.warns",
            guard=words.guard(each.when),
            sentence=each.otherwise.nb,
        )
        yield beside(told)


def _leads(branches: tuple[Branch, ...], words: Words, among: tuple[State, ...]) -> Iterator[str]:
    titles = {state.name: quoted(state.title.nb) for state in among}
    told = []
    for branch in branches:
        where = titles[branch.to] if branch.to else say("pages.stays")
        if branch.when is not None:
            told.append(beside(say("pages.leads_when", where=where, guard=words.guard(branch.when))))
        else:
            told.append(where if len(branches) == 1 else say("pages.leads_otherwise", where=where))
    if len(told) == 1:
        yield say("pages.leads_one", where=told[0])
    elif told:
        yield "\n".join([say("pages.leads"), *(f"  - {each}" for each in told)])


def _elsewhere(page: Page, event: Event, words: Words) -> Iterator[str]:
    for branch in event.branches:
        for what in _set_going(page, branch):
            told = branch.when is not None and len(event.branches) > 1
            yield say("pages.with_guard", what=what, guard=words.guard(branch.when)) if told and branch.when else what
    for send in event.sends:
        yield _send(page, send, words)


def _set_going(page: Page, branch: Branch) -> Iterator[str]:
    if branch.begins:
        yield say("pages.begins", pathways=", ".join(page.pathway_title(name) for name in branch.begins))
    for signal in branch.signals:
        event = page.event_elsewhere(signal.pathway, signal.event)
        yield say("pages.signals", pathway=page.pathway_title(signal.pathway), event=event)


def _send(page: Page, send: Send, words: Words) -> str:
    to = say("pages.sends_external") if send.to == EXTERNAL else party_told(send.to)
    shares = ", ".join(words.field(name) for name in send.shares if name != HAPPENED) or say("pages.sends_nothing")
    starts = say("pages.sends_starts", pathway=page.pathway_title(send.starts)) if send.starts else ""
    told = say("pages.sends", message=quoted(send.message), to=to, shares=shares, starts=starts)
    return say("pages.with_guard", what=told, guard=words.guard(send.when)) if send.when else told
