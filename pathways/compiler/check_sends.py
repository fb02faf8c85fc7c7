"""Checks messages against the other definitions: who receives them, and what a case that is opened for one is given."""

from collections.abc import Iterator, Mapping

from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.reading import UNKNOWN, Thing
from pathways.model.organisation import EXTERNAL
from pathways.model.pathway import Field, FieldKind, Pathway
from pathways.model.signal import HAPPENED, Send

Path = tuple[str | int, ...]


def check_sends(drafts: tuple[Draft, ...], unread: frozenset[str], report: Report) -> None:
    """Everything that messages say of other definitions. ``unread``: ids of those that could not be read in full."""
    known: dict[str, list[Pathway]] = {}
    for draft in drafts:
        known.setdefault(draft.pathway.id, []).append(draft.pathway)
    for draft in drafts:
        others = unread - {draft.pathway.id}
        names: set[str] = set()
        for send, path in sends_of(draft):
            if send.message in names:
                report.add("E559", draft.place(*path, "message"), name=send.message)
            names.add(send.message)
            _check(draft, send, path, known, others, report)


def sends_of(draft: Draft) -> Iterator[tuple[Send, Path]]:
    """Every message of a definition, and where it stands."""
    for event in draft.pathway.events:
        alone = draft.written("events", event.name, "sends")
        for index, send in enumerate(event.sends):
            path: Path = ("events", event.name, "sends")
            yield send, path if alone else (*path, index)


def _check(
    draft: Draft,
    send: Send,
    path: Path,
    known: Mapping[str, list[Pathway]],
    unread: frozenset[str],
    report: Report,
) -> None:
    services = {pathway.service for versions in known.values() for pathway in versions}
    if send.to and send.to != EXTERNAL and send.to not in services and not unread:
        report.add("E557", draft.place(*path, "to"), service=send.to, known=", ".join(sorted(services)))
    if not send.starts:
        if send.fills:
            report.add("E558", draft.place(*path, "fills"), name=next(name for name, _ in send.fills), starts="–")
        return
    if send.starts not in known:
        if send.starts not in unread:
            report.add_unknown(draft.place(*path, "starts"), Thing.pathway, send.starts, tuple(known))
        return
    if send.starts in unread:
        return
    begun = known[send.starts]
    if any(each.service != send.to for each in begun):
        report.add("E557", draft.place(*path, "starts"), service=send.to, known=begun[-1].service)
    for name, source in send.fills:
        if source and not _fits(begun, name, _given(source, draft.pathway)):
            report.add("E558", draft.place(*path, "fills", name), name=name, starts=send.starts)


def _fits(begun: list[Pathway], name: str, given: tuple[FieldKind, str]) -> bool:
    """Whether the start event of some version takes such a field, and none one of another kind: names change."""
    kinds = [_kind(field) for each in begun for field in each.fields if field.name == name and _starts_with(each, name)]
    return bool(kinds) and all(kind == given for kind in kinds)


def _starts_with(begun: Pathway, name: str) -> bool:
    return any(name in (*event.records, *event.may_record) for event in begun.events if event.start)


def _kind(field: Field) -> tuple[FieldKind, str]:
    return field.kind, field.code_list


def _given(source: str, sender: Pathway) -> tuple[FieldKind, str]:
    if source == HAPPENED:
        return FieldKind.date, ""
    return next((_kind(each) for each in sender.fields if each.name == source), (FieldKind.text, UNKNOWN))
