"""That no number stands without its source on a definition page: what counts as one, and what may stand beside it.

A number is a period or a count: *tre uker*, *65 virkedager*, *fire besøk*, *fylt 15 år*. Dates, numbers of paragraphs,
codes and hours of the day are none. Where nothing gives a source, the page says that there is none, and *lokal*.
"""

import re
from collections.abc import Iterator

from pathways.compiler.ends import events_with
from pathways.compiler.written import write_guard
from pathways.messages import say
from pathways.model.basis import Basis, Effect
from pathways.model.pathway import Deadline, Pathway

_MANY = r"(?:\d+|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|femten|seksten|atten|tjuetre|førtiåtte)"
_UNITS = (
    r"(?:dag(?:er|ene|ers)?|virkedag(?:er|ene)?|arbeidsdag(?:er|ene)?|kalenderdag(?:er|ene)?|uke(?:r|ne)?"
    r"|måned(?:er|ene)?|år(?:et)?|time(?:r|ne)?|ganger|gang|(?:\w+)?besøk|kvartal)"
)
_NUMBER = re.compile(
    rf"\b{_MANY}\s+(?:\w+\s+)?{_UNITS}\b|\b(?:1|en|én|ett|éi)\s+{_UNITS}\b|\bkvartalet?\b", re.IGNORECASE
)
_ASIDE = re.compile(r"«[^»]*»|`[^`]*`|\]\([^)]*\)|<!--.*?-->")
_SOURCE = re.compile(r"§|\blokal|\bgrad [ABCDX]\b|\bregisteret", re.IGNORECASE)
_CITED = re.compile(r"\(([^()]*§[^()]*)\)")


def has_number(text: str) -> bool:
    """Whether a period or a count stands there. What is only named, in quotes or as code, has its source elsewhere."""
    return bool(_NUMBER.search(_ASIDE.sub("", text)))


def has_source(text: str) -> bool:
    """Whether a paragraph, a grade, or the word for local stands there."""
    return bool(_SOURCE.search(_ASIDE.sub("", text)))


def beside(text: str) -> str:
    """The text; where it has a number and no source, with the words that none is given."""
    return text + say("pages.number_unsourced") if has_number(text) and not has_source(text) else text


def title_with(title: str, pathway: Pathway, name: str) -> str:
    """A title at its home; where it has a number, with what that rests on."""
    if not has_number(title):
        return title
    found = laws_of(pathway, name)
    return title + say("pages.number_of", laws="; ".join(found)) if found else beside(title)


def title_line(title: str, pathway: Pathway, name: str) -> Iterator[str]:
    """The same for a title that is a heading: a sentence to stand under it."""
    if has_number(title):
        found = laws_of(pathway, name)
        yield say("pages.title_number", laws="; ".join(found)) if found else say("pages.title_number_unsourced")


def laws_of(pathway: Pathway, name: str) -> tuple[str, ...]:
    """What a number in the title of a field or event rests on: deadlines that name it, and what guards on it cite."""
    of_deadlines = [law_of(deadline.basis) for deadline in pathway.deadlines if name in _named(deadline)]
    return tuple(dict.fromkeys([*of_deadlines, *_cited(pathway, name)]))


def law_of(basis: Basis) -> str:
    """The paragraph or document; of a local one with the word for it."""
    return say("pages.local_basis", law=basis.law) if basis.effect is Effect.local else basis.law


def _named(deadline: Deadline) -> set[str]:
    names = {deadline.name, deadline.anchor.name, deadline.until_field, *deadline.ended_by}
    if deadline.extension:
        names.add(deadline.extension.by)
    if deadline.every and deadline.every.reduced:
        names |= {*deadline.every.reduced.by, *deadline.every.reduced.until}
    return names | (_words(write_guard(deadline.only_when)) if deadline.only_when else set())


def _cited(pathway: Pathway, name: str) -> Iterator[str]:
    for event, _ in events_with(pathway):
        for each in (*event.requires, *event.warns):
            if event.name == name or name in _words(write_guard(each.when)):
                yield from _CITED.findall(each.otherwise.nb)


def _words(guard: str) -> set[str]:
    return set(re.findall(r"\w+", guard))
