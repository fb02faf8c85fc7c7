"""What the sources and counting rules say of themselves: how a text was read where it leaves something open."""

from collections.abc import Iterable, Iterator, Mapping

from pathways.cli.documents import Document
from pathways.cli.output import one_line, tell, tell_rows
from pathways.messages import say
from pathways.model.basis import Basis
from pathways.model.counting import CountingRule
from pathways.model.pathway import Pathway


def notes_told(basis: Basis, rule: CountingRule) -> Iterator[str]:
    """Of what a deadline rests on, and of how it is counted: a line each, none where nothing is said."""
    for about, said in (("source", basis.note), ("rule", rule.note)):
        if said:
            yield say(f"cli.notes.{about}", note=one_line(said))


def notes_document(basis: Basis, rule: CountingRule) -> list[Document]:
    """The same, for JSON."""
    there = (("source", basis.id, basis.note), ("rule", rule.id, rule.note))
    return [{"about": about, "id": name, "text": one_line(said)} for about, name, said in there if said]


def law_and_note(basis: Basis) -> str:
    """The paragraph or document of a source, and under it what the definition says of it."""
    return "\n".join(filter(None, [basis.law, one_line(basis.note)]))


def rules_of(pathway: Pathway, rules: Mapping[str, CountingRule]) -> list[CountingRule]:
    """The rules that the deadlines of a pathway are counted by, by name."""
    names = {deadline.rule for deadline in pathway.deadlines}
    names |= {deadline.at_most.rule for deadline in pathway.deadlines if deadline.at_most is not None}
    return [rules[name] for name in sorted(names)]


def tell_rules(rules: Iterable[CountingRule]) -> None:
    """A row for each rule: its law, and what is said of it."""
    shown = list(rules)
    if shown:
        tell()
        tell(say("cli.notes.rules"))
        tell_rows((rule.id, "\n".join(filter(None, [rule.law, one_line(rule.note)]))) for rule in shown)


def rules_document(rules: Iterable[CountingRule]) -> list[Document]:
    """The rules, for JSON."""
    return [{"id": each.id, "version": each.version, "law": each.law, "note": one_line(each.note)} for each in rules]
