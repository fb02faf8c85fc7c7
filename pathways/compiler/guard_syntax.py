"""The grammar of guards: text → untyped tree with offsets, by recursive descent. Knows no names and no types.

The grammar stands in docs/reference/definition-language.md. A string is only ever compared, never run.
"""

import re
from dataclasses import dataclass

MAX_LENGTH = 2_000
MAX_DEPTH = 20

CALLS = ("recorded", "redecided", "all_ended", "any_in", "none_in")
LOCAL = "local"
"""Asks a local switch. No reserved word: a field may be called so, for no name is followed by a bracket."""

OPERATORS = ("==", "!=", "<=", ">=", "<", ">")

_TOKEN = re.compile(
    r"""\s*(?:(?P<name>[a-z][a-z0-9_]*)|(?P<number>[0-9]{1,9}(?![0-9a-zA-Z_]))|(?P<string>"[^"]*")"""
    r"""|(?P<sign>==|!=|<=|>=|[<>()\[\],]))"""
)


class GuardSyntaxError(Exception):
    """A guard cannot be read; caught where guards are read, and told as a problem there."""

    def __init__(self, code: str, offset: int, hint: str, found: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.offset = offset
        self.hint = hint
        self.found = found


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One node: ``kind`` is or, and, not, in, name, number, string, flag, date, after, local, call, or operator."""

    kind: str
    offset: int
    text: str = ""
    parts: tuple["Raw", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    kind: str
    text: str
    offset: int


def parse_guard(text: str) -> Raw:
    """The tree of a guard. Raises: GuardSyntaxError with the offset of what is wrong."""
    if len(text) > MAX_LENGTH:
        raise GuardSyntaxError("E402", 0, "")
    return _Parser(_tokens(text)).whole()


def _tokens(text: str) -> list[_Token]:
    tokens = []
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            offset = at + len(text[at:]) - len(text[at:].lstrip())
            hint = "compiler.hint_double_quotes" if text[offset] in "'«»“”" else "compiler.hint_guard"
            raise GuardSyntaxError("E401", offset, hint, text[offset])
        kind = str(found.lastgroup)
        tokens.append(_Token(kind=kind, text=found[kind], offset=found.start(kind)))
        at = found.end()
    tokens.append(_Token(kind="end", text="", offset=len(text.rstrip())))
    return tokens


_HINTS = {"ikke": "compiler.hint_not", "og": "compiler.hint_and_or", "eller": "compiler.hint_and_or"}
"""What was most likely meant by words of Norwegian, which guards are not written in."""


class _Parser:
    """Reads tokens from left to right; each method is one rule of the grammar."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Raw:
        guard = self._or()
        if self._next.kind != "end":
            before = self._tokens[self._at - 1].text
            raise self._wrong(_HINTS.get(before, _HINTS.get(self._next.text, "compiler.hint_and_or")))
        return guard

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += 1
        return token

    def _is(self, *texts: str) -> bool:
        return self._next.kind in ("name", "sign") and self._next.text in texts

    def _expect(self, text: str) -> None:
        if not self._is(text):
            raise self._wrong("compiler.hint_guard")
        self._at += 1

    def _wrong(self, hint: str) -> GuardSyntaxError:
        if self._next.kind == "end":
            return GuardSyntaxError("E401", self._next.offset, "compiler.hint_guard_ends", "")
        return GuardSyntaxError("E401", self._next.offset, hint, self._next.text)

    def _or(self) -> Raw:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise GuardSyntaxError("E402", self._next.offset, "")
        offset, parts = self._next.offset, [self._and()]
        while self._is("or"):
            self._at += 1
            parts.append(self._and())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Raw(kind="or", offset=offset, parts=tuple(parts))

    def _and(self) -> Raw:
        offset, parts = self._next.offset, [self._not()]
        while self._is("and"):
            self._at += 1
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else Raw(kind="and", offset=offset, parts=tuple(parts))

    def _not(self) -> Raw:
        if not self._is("not"):
            return self._atom()
        offset = self._take().offset
        return Raw(kind="not", offset=offset, parts=(self._atom(),))

    def _atom(self) -> Raw:
        if self._is("("):
            self._at += 1
            inside = self._or()
            self._expect(")")
            return inside
        if self._is(*CALLS):
            return self._call()
        if self._is(LOCAL) and self._tokens[self._at + 1].text == "(":
            return self._local()
        left = self._term()
        if self._is("in"):
            self._at += 1
            return self._membership(left)
        if not self._is(*OPERATORS):
            return left
        operator = self._take()
        return Raw(kind=operator.text, offset=left.offset, parts=(left, self._term()))

    def _membership(self, left: Raw) -> Raw:
        if left.kind == "name":
            return Raw(kind="in", offset=left.offset, parts=(left, *self._strings()))
        if left.kind == "string":
            return Raw(kind="holds", offset=left.offset, parts=(self._name(), left))
        raise self._wrong("compiler.hint_guard")

    def _strings(self) -> tuple[Raw, ...]:
        self._expect("[")
        found = [self._string()]
        while self._is(","):
            self._at += 1
            found.append(self._string())
        self._expect("]")
        return tuple(found)

    def _call(self) -> Raw:
        call = self._take()
        self._expect("(")
        parts = [self._name()]
        if call.text in ("any_in", "none_in"):
            self._expect(",")
            parts.append(self._name())
        self._expect(")")
        return Raw(kind=call.text, offset=call.offset, parts=tuple(parts))

    def _local(self) -> Raw:
        offset = self._take().offset
        self._expect("(")
        name = self._string()
        self._expect(")")
        return Raw(kind=LOCAL, offset=offset, parts=(name,))

    def _term(self) -> Raw:
        token = self._next
        if self._is("true", "false"):
            self._at += 1
            return Raw(kind="flag", offset=token.offset, text=token.text)
        if self._is("date", "after"):
            return self._date() if token.text == "date" else self._after()
        if token.kind == "number":
            self._at += 1
            return Raw(kind="number", offset=token.offset, text=token.text)
        return self._string() if token.kind == "string" else self._name()

    def _date(self) -> Raw:
        offset = self._take().offset
        self._expect("(")
        written = self._string()
        self._expect(")")
        return Raw(kind="date", offset=offset, parts=(written,))

    def _after(self) -> Raw:
        offset = self._take().offset
        self._expect("(")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise GuardSyntaxError("E402", offset, "")
        parts = [self._term()]
        for _ in range(2):
            self._expect(",")
            parts.append(self._string())
        self._expect(")")
        self._depth -= 1
        return Raw(kind="after", offset=offset, parts=tuple(parts))

    def _string(self) -> Raw:
        if self._next.kind != "string":
            raise self._wrong("compiler.hint_double_quotes")
        token = self._take()
        return Raw(kind="string", offset=token.offset, text=token.text[1:-1])

    def _name(self) -> Raw:
        if self._next.kind != "name" or self._is("and", "or", "not", "in"):
            raise self._wrong("compiler.hint_guard")
        token = self._take()
        return Raw(kind="name", offset=token.offset, text=token.text)
