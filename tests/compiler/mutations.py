"""Spoils a definition in one of many ways, the same way for the same seed."""

import random
import re
from collections.abc import Callable

TOKENS = (
    *("any", "stays", "signal", "true", "false", "start: true", "end: true", "mark: true", "otherwise: true"),
    *("[]", "{}", "''", "~", "&a", "*a", "!!str", "- ", "? ", ": ", "#", "|", ">", "%", "@", "`", '"', "'", "\t", "\n"),
    *("1 week", "0 days", "99999 months", "48 hours", "2026-13-45", "0001-01-01", "9999-12-31", "08:00", "-1", "1e9"),
    *("not ", " and ", " or ", " in ", "==", "((((", "))))", "recorded(", "after(", 'date("', '["1"]', "happened"),
    *("leder", "mottatt", "konkludert", "gjennomgang", "melder", "dato", "haster", "code", "dager", "fixed-date", "NO"),
    *("\0", "\x07", "\u202e", "\ufeff", "\u2028", "\ud800", "æøå", "🦆", "e\u0301", " " * 200, "x" * 500),
    *("[" * 60, "{a: " * 60, "- " * 60, "---\n", "...\n", "%YAML 1.1\n---\n", "<<: {a: b}\n"),
)

Mutation = Callable[[str, random.Random], str]


def mutated(text: str, chance: random.Random) -> str:
    """The text, spoilt once, twice or three times."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = chance.choice(MUTATIONS)(text, chance)
    return text


def _cut(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.choice((1, 1, 3, 20, 400)) :]


def _insert(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(TOKENS) + text[at:]


def _letter(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chr(chance.choice((chance.randrange(0x80), chance.randrange(0x11_0000)))) + text[at + 1 :]


def _word(text: str, chance: random.Random) -> str:
    """One word of the text in place of another, or a token."""
    words = list(re.finditer(r"[\w/:.\"-]+", text))
    if not words:
        return text
    old = chance.choice(words)
    new = chance.choice((chance.choice(words)[0], chance.choice(TOKENS)))
    return text[: old.start()] + new + text[old.end() :]


def _line(text: str, chance: random.Random) -> str:
    """A line gone, twice, moved, or indented otherwise."""
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines.pop(at)
    changed = chance.choice(([], [line, line], ["  " + line], [line[2:]], ["\t" + line], [line[:-1]]))
    if chance.random() < 0.3:
        return "\n".join([*lines[:other], line, *lines[other:]])
    return "\n".join([*lines[:at], *changed, *lines[at:]])


def _block(text: str, chance: random.Random) -> str:
    """A stretch of the text, somewhere else too."""
    start, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[start : start + min(end - start, 2_000)] + text[at:]


def _value(text: str, chance: random.Random) -> str:
    """The value of some key replaced: by a token, a list, a mapping, nothing, or another key's value."""
    keys = list(re.finditer(r"(\w+): ([^,}\n]+)", text))
    if not keys:
        return text
    old = chance.choice(keys)
    new = chance.choice((chance.choice(keys)[2], chance.choice(TOKENS), "", "[a, b]", "{a: b}", f"[{old[2]}]"))
    return text[: old.start(2)] + new + text[old.end(2) :]


def _name(text: str, chance: random.Random) -> str:
    """Every place of one name changed, or all but the first."""
    names = sorted(set(re.findall(r"\b[a-z_]{4,}\b", text)))
    if not names:
        return text
    name = chance.choice(names)
    return re.sub(rf"\b{name}\b", chance.choice((*names, "borte")), text, count=chance.choice((0, 1, 2)))


MUTATIONS: tuple[Mutation, ...] = (_cut, _insert, _letter, _word, _word, _line, _block, _value, _value, _name)
