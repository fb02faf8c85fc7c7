"""Writes docs/reference/passages.md: what of the source documents is served, from docs/reference/passages/*.toml.

``python -m tests.definitions.passages``; a test keeps the page current. The files are what is written by hand: one for
each document, and ``planned.toml`` for what is not there yet. Whether what they say is true is asked in
``test_passages.py``; here it is only read and told. Of the documents only headings are copied, to find a place by.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.definitions.telling import FOLDER

ROOT = FOLDER.parent
PAGE = ROOT / "docs" / "reference" / "passages.md"
DATA = PAGE.with_suffix("")
PLANNED = DATA / "planned.toml"
PASSAGE_KEYS = frozenset({"at", "lines", "says", "by", "shown", "planned", "rest", "not_served"})
DOCUMENT_KEYS = frozenset({"id", "title", "about", "file", "sha256", "beside", "passage"})


class Served(StrEnum):
    """How far a passage is served today."""

    whole = "served"
    part = "in part"
    not_yet = "not yet"
    never = "not served"
    empty = "nothing said"
    """No row may stand so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage of a document, in our own words."""

    place: str
    """The document, the heading it stands under, and which passage there it is."""
    lines: range
    """Lines of the text, counted from 1."""
    says: str
    by: tuple[str, ...]
    """What serves it: ``pathway``, ``pathway.name``, ``pathway.activity#item``, ``list``, ``list#code``, a command."""
    shown: tuple[str, ...]
    """Tests that show it, as pytest names them."""
    planned: tuple[str, ...]
    """What it waits for, by names of ``planned.toml``."""
    rest: str
    """What of a passage that is served in part is missing."""
    not_served: str
    """Why it is deliberately not served."""

    @property
    def served(self) -> Served:
        """Follows from what is filled in, so that nobody can claim it."""
        if self.by:
            return Served.part if self.planned else Served.whole
        if self.planned:
            return Served.not_yet
        return Served.never if self.not_served else Served.empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source document: its passages, and the lines that are none (headings, names, addresses)."""

    id: str
    title: str
    about: str
    file: str
    sha256: str
    """Of the text that the lines were counted in."""
    beside: tuple[tuple[range, str], ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Something that is not there yet."""

    name: str
    kind: str
    what: str
    command: str
    """What a command will be called; empty for everything else."""


def documents() -> tuple[Document, ...]:
    """The documents, by id. Raises: ValueError for a key that is not known, KeyError for one that is missing."""
    return tuple(_document(path) for path in sorted(DATA.glob("*.toml")) if path != PLANNED)


def plans() -> Mapping[str, Plan]:
    """What is not there yet, by name, in the order of the file."""
    told: dict[str, dict[str, str]] = tomllib.loads(PLANNED.read_text(encoding="utf-8"))
    return {
        name: Plan(name=name, kind=each["kind"], what=each["what"], command=each.get("is", ""))
        for name, each in told.items()
    }


def span(written: str) -> range:
    """Lines as they are written: ``7`` or ``7-9``."""
    first, _, last = written.partition("-")
    return range(int(first), int(last or first) + 1)


def page() -> str:
    """The whole page."""
    every, planned = documents(), plans()
    parts = [HEAD, _totals(every), _waiting(every, planned), *(_section(document) for document in every)]
    return "\n".join(parts)


def _document(path: Path) -> Document:
    told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    _known(path.name, told, DOCUMENT_KEYS)
    number: Counter[str] = Counter()
    passages = []
    for each in told["passage"]:
        _known(f"{path.name}: {each.get('lines')}", each, PASSAGE_KEYS)
        number[each["at"]] += 1
        passages.append(_passage(f"{told['id']} · {each['at']} · {number[each['at']]}", each))
    return Document(
        id=told["id"],
        title=told["title"],
        about=told["about"],
        file=told["file"],
        sha256=told["sha256"],
        beside=tuple((span(lines), what) for lines, what in told["beside"]),
        passages=tuple(passages),
    )


def _passage(place: str, told: Mapping[str, Any]) -> Passage:
    return Passage(
        place=place,
        lines=span(told["lines"]),
        says=told["says"],
        by=tuple(told.get("by", ())),
        shown=tuple(told.get("shown", ())),
        planned=tuple(told.get("planned", ())),
        rest=told.get("rest", ""),
        not_served=told.get("not_served", ""),
    )


def _known(where: str, told: Mapping[str, Any], keys: frozenset[str]) -> None:
    unknown = sorted(set(told) - keys)
    if unknown:
        raise ValueError(f"{where}: {', '.join(unknown)}")


HEAD = """# Passages of the source documents

Generated from `docs/reference/passages/` by `python -m tests.definitions.passages`; a test keeps it current.

The project was begun from five documents in which services tell how they work together, and where children fall between
them. This page goes through them passage by passage and says what serves each of them **today**, by the name of a
definition, an event, a deadline, a code, a command or a figure; or what it waits for; or why it is left out on purpose.
The documents are no part of the checkout. What they say stands here in our own words; a place is document, heading, and
which passage under it, with the lines of its text.

| | |
|---|---|
| served | What is named is there, and does what a tool like this can do; the rest is for the services. |
| in part | Some of it is there; the row says what is not. |
| not yet | Nothing is there; what it waits for is named. |
| not served | Left out on purpose, with why. |

A test reads the documents where they lie beside the checkout, and takes care that each of their lines stands in exactly
one passage, or among headings, names and addresses; that every name exists; that what is waited for has not come
meanwhile; and that no row is empty. **How far a row is served is our own judgement**, not that of those who wrote the
document, and a row shown by a test is shown in the test's own story, not in a service at work.

To change a row, change its file and run the command above. When something new serves a passage: write its name in `by`
and the test that shows it in `shown`, and take what it waited for out of `planned`.
"""


def _totals(every: Iterable[Document]) -> str:
    rows = [(document.title, Counter(passage.served for passage in document.passages)) for document in every]
    total: Counter[Served] = sum((counted for _, counted in rows), Counter())
    columns = (Served.whole, Served.part, Served.not_yet, Served.never)
    told = (
        f"Of {total.total()} passages **{total[Served.whole]} are served**, {total[Served.part]} in part, "
        f"{total[Served.not_yet]} not yet, and {total[Served.never]} are left out on purpose. "
        "Each that is served, wholly or in part, names a test that shows it."
    )
    head = ["## How much is served", "", told, "", "| document | passages | " + " | ".join(columns) + " |"]
    body = (
        f"| {title} | {counted.total()} | " + " | ".join(str(counted[each]) for each in columns) + " |"
        for title, counted in [*rows, ("**all**", total)]
    )
    return "\n".join([*head, "|---|" + "---|" * (len(columns) + 1), *body, ""])


def _waiting(every: Iterable[Document], planned: Mapping[str, Plan]) -> str:
    count = Counter(name for document in every for passage in document.passages for name in passage.planned)
    return "\n".join(
        [
            "## What is waited for",
            "",
            "| name | kind | what it is to be | passages |",
            "|---|---|---|---|",
            *(f"| `{plan.name}` | {plan.kind} | {plan.what} | {count[plan.name]} |" for plan in planned.values()),
            "",
        ]
    )


def _section(document: Document) -> str:
    return "\n".join(
        [
            f"## {document.id}: {document.title}",
            "",
            f"{document.about[0].upper()}{document.about[1:]}.",
            "",
            "| place | lines | what it says | | today | not there | shown by |",
            "|---|---|---|---|---|---|---|",
            *(_row(passage) for passage in document.passages),
            "",
        ]
    )


def _row(passage: Passage) -> str:
    lines = f"{passage.lines[0]}" if len(passage.lines) == 1 else f"{passage.lines[0]}–{passage.lines[-1]}"
    missing = [passage.not_served or passage.rest, ", ".join(f"`{name}`" for name in passage.planned)]
    cells = (
        passage.place,
        lines,
        passage.says,
        str(passage.served),
        ", ".join(f"`{name}`" for name in passage.by),
        " ".join(each for each in missing if each),
        ", ".join(_linked(each) for each in passage.shown),
    )
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _linked(test: str) -> str:
    path, _, name = test.partition("::")
    return f"[{name.removeprefix('test_').replace('_', ' ')}](../../{path})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
