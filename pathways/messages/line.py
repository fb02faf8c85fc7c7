"""What must stand on one line of a screen: the names of files, folders and databases. Whoever makes a file names it.

A name may hold line ends, what a terminal acts on, and what turns the direction of writing. Such a name could put a
sentence of its own where our answer is read. So all of that stands as one sign, and what is told can be seen to be odd.
"""

import re

SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-_]")
"""What a terminal acts on."""
_UNSEEN = "\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_UNSEEN}\ud800-\udfff]")
"""Control characters but for line ends and tabs, what is not seen, what turns the direction, halves of characters."""
_NOT_IN_A_LINE = re.compile(rf"(?:{SEQUENCE.pattern}|{CONTROL.pattern}|[\t\n])+")

NAMES = frozenset({"file", "folder", "path", "place", "origin", "database", "url", "name", "typed", "pathway", "known"})
"""What the values of a sentence are called that are, or hold, such names; or what somebody typed in place of one."""


def as_line(name: object) -> str:
    """The name on one line; whatever must not stand there is one sign for each row of it."""
    return _NOT_IN_A_LINE.sub("\ufffd", str(name))
