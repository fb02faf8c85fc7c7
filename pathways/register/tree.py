"""Builds checked elements from what the file says: every attribute, child and text is held against the form.

Whole cases are never held: a child of ``Sak`` is handed over when it closes, and let go.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NoReturn

from pathways.register.form import ElementForm, ValueForm
from pathways.register.limits import Limits
from pathways.register.problem import Problems
from pathways.register.values import Read, read_value
from pathways.register.xml import Closed, Happening, Opened, Written

_SPACE = " \t\r\n"
_NO_PARTS = frozenset({"Relasjon", "Personalia"})
"""What stands directly under a case and becomes neither an act nor a note."""


@dataclass(slots=True)
class Node:
    """A checked element. ``sound`` is False when something in it or under it was refused."""

    form: ElementForm
    line: int
    column: int
    values: dict[str, Read] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    text: str = ""
    own: Read | None = None
    """The element's own text, read."""
    sound: bool = True

    def string(self, name: str) -> str:
        """A text, code or UUID attribute; empty when it is absent."""
        found = self.values.get(name, "")
        return found if isinstance(found, str) else ""

    def day(self, name: str) -> date | None:
        """A date attribute."""
        found = self.values.get(name)
        return found if isinstance(found, date) and not isinstance(found, datetime) else None

    def must_day(self, name: str) -> date:
        """A date attribute the form requires. Only for sound nodes: there it is a bug when it is absent."""
        found = self.day(name)
        return _missing(name) if found is None else found

    def must_instant(self, name: str) -> datetime:
        """An instant the form requires, in UTC. Only for sound nodes."""
        found = self.values.get(name)
        return found if isinstance(found, datetime) else _missing(name)

    def flag(self, name: str) -> bool:
        """A flag attribute; False when it is absent."""
        return self.values.get(name) is True

    def all(self, name: str) -> Iterator["Node"]:
        """The children of that name, in order."""
        return (child for child in self.children if child.form.name == name)

    def own_string(self) -> str:
        """The element's own text, for codes and patterns."""
        return self.own if isinstance(self.own, str) else ""

    def first(self, name: str) -> "Node | None":
        """The first child of that name."""
        return next(self.all(name), None)


def _missing(name: str) -> NoReturn:
    raise AssertionError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """An element of depth one or two has been opened: the root, a head or a case, with its attributes read."""

    node: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """An element is complete; ``depth`` is 0 for the root, 1 for heads and cases, 2 for the parts of a case."""

    node: Node
    depth: int


class Builder:
    """Turns happenings into checked elements. One for each file."""

    def __init__(self, root: ElementForm, problems: Problems, limits: Limits) -> None:
        self._root = root
        self._problems = problems
        self._limits = limits
        self._parts = 0
        """Parts so far of the case that is open."""
        self._open: list[Node] = []
        self._ignored = 0

    def take(self, happening: Happening) -> Entered | Finished | None:
        """What became complete with this happening, if it is of interest outside."""
        match happening:
            case Opened():
                return self._opened(happening)
            case Written():
                self._written(happening)
                return None
            case Closed():
                return self._closed()

    def _opened(self, opened: Opened) -> Entered | None:
        form = self._form_of(opened)
        if form is None:
            self._ignored += 1
            return None
        node = Node(form=form, line=opened.line, column=opened.column)
        self._read_attributes(node, opened)
        if self._open:
            self._count(self._open[-1], node)
        self._open.append(node)
        return Entered(node=node) if len(self._open) <= 2 else None

    def _form_of(self, opened: Opened) -> ElementForm | None:
        """The form for an element here; None, with a problem told, where the form has none."""
        if self._ignored:
            return None
        if self._open:
            parent = self._open[-1]
            child = parent.form.child(opened.name)
            if child is None:
                self._refuse(parent, opened.line, opened.column, "register.unknown_element", parent=parent.form.name)
                return None
            return child.element
        if opened.name != self._root.name:
            self._problems.add(opened.line, opened.column, "register.wrong_root", root=self._root.name)
            self._problems.refuse()
        return self._root

    def _read_attributes(self, node: Node, opened: Opened) -> None:
        for name, written in opened.attributes.items():
            form = node.form.attribute(name)
            if form is not None:
                self._read(node, name, written, form.value)
            elif self._open or not name.startswith(("xmlns:", "xsi:")):
                self._refuse(node, node.line, node.column, "register.unknown_attribute", element=node.form.name)
        for each in node.form.attributes:
            if each.required and each.name not in opened.attributes:
                self._refuse(
                    node,
                    node.line,
                    node.column,
                    "register.missing_attribute",
                    element=node.form.name,
                    attribute=each.name,
                )

    def _read(self, node: Node, name: str, written: str, form: ValueForm) -> None:
        value = read_value(written, form)
        if value is None:
            key = f"register.bad_{form.kind}"
            self._refuse(node, node.line, node.column, key, where=f"{node.form.name}/@{name}")
        elif form.keep:
            node.values[name] = value

    def _count(self, parent: Node, node: Node) -> None:
        name = node.form.name
        parent.counts[name] = parent.counts.get(name, 0) + 1
        child = parent.form.child(name)
        if child is not None and child.most is not None and parent.counts[name] == child.most + 1:
            self._refuse(node, node.line, node.column, "register.too_many", element=name, parent=parent.form.name)
        if parent.counts[name] > self._limits.items and len(self._open) > 1:
            self._problems.add(node.line, node.column, "register.too_many_items", most=str(self._limits.items))
            self._problems.refuse()
        if len(self._open) == 1:
            self._parts = 0
        elif len(self._open) == 2 and name not in _NO_PARTS:
            self._parts += 1
            self._refuse_many_parts(node)

    def _refuse_many_parts(self, node: Node) -> None:
        if self._parts > self._limits.parts:
            self._problems.add(node.line, node.column, "register.too_many_parts", most=str(self._limits.parts))
            self._problems.refuse()

    def _written(self, written: Written) -> None:
        if self._ignored or not self._open:
            return
        node = self._open[-1]
        if node.form.text is not None:
            node.text = (node.text + written.text)[:100]
        elif written.text.strip(_SPACE):
            self._refuse(node, written.line, written.column, "register.stray_text", element=node.form.name)

    def _closed(self) -> Finished | None:
        if self._ignored:
            self._ignored -= 1
            return None
        node = self._open.pop()
        self._complete(node)
        if len(self._open) > 2:
            parent = self._open[-1]
            parent.children.append(node)
            parent.sound = parent.sound and node.sound
            return None
        return Finished(node=node, depth=len(self._open))

    def _complete(self, node: Node) -> None:
        if node.form.text is not None:
            node.own = read_value(node.text.strip(_SPACE), node.form.text)
            if node.own is None:
                key = f"register.bad_{node.form.text.kind}"
                self._refuse(node, node.line, node.column, key, where=node.form.name)
        for each in node.form.children:
            if node.counts.get(each.element.name, 0) < each.least:
                self._refuse(
                    node,
                    node.line,
                    node.column,
                    "register.missing_element",
                    element=each.element.name,
                    parent=node.form.name,
                )

    def _refuse(self, node: Node, line: int, column: int, key: str, **values: str) -> None:
        node.sound = False
        self._problems.add(line, column, key, **values)
