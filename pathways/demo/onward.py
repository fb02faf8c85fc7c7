"""What to try in the sandbox when the story is over, as data: commands that work on it as it then is."""

from dataclasses import dataclass

from pathways.demo.story import BARN, KNOWN_BEFORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A few commands under one sentence. ``{barn}`` stands for the child's case number."""

    key: str
    commands: tuple[tuple[str, ...], ...]


SUGGESTIONS = (
    Suggestion(
        key="demo.next.caseworker",
        commands=(
            ("case", "show", f"{{{BARN}}}"),
            (
                "advance",
                f"{{{BARN}}}",
                "oppfolging_planlagt",
                "--set",
                "ansvarlig=bup",
                "--set",
                "evalueringsdato=2026-10-05",
            ),
        ),
    ),
    Suggestion(
        key="demo.next.refused",
        commands=(("advance", f"{{{BARN}}}", "forlop_avsluttet", "--reason", "Ferdig"),),
    ),
    Suggestion(
        key="demo.next.coordinator",
        commands=(
            ("notice", "list", "--as", "liv"),
            ("case", "list", "--overdue", "--as", "liv"),
            ("timeline", f"{{{BARN}}}", "--known-at", KNOWN_BEFORE, "--as", "liv"),
            ("access-log", f"{{{BARN}}}", "--limit", "5", "--as", "liv"),
        ),
    ),
    Suggestion(
        key="demo.next.auditor",
        commands=(
            ("audit", "list", "--engagement", "tilsyn-barnevern", "--as", "rolf"),
            ("audit", "sample", "--count", "3", "--engagement", "tilsyn-barnevern", "--as", "rolf"),
            ("replay", "--all", "--as", "rolf"),
            ("verify", "--as", "rolf"),
        ),
    ),
    Suggestion(key="demo.next.clock", commands=(("clock", "advance", "3 weeks"),)),
)
