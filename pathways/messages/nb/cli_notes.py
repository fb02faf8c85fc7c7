"""Bokmål sentences of what sources and counting rules say of themselves."""

SENTENCES: dict[str, str] = {
    "cli.notes.label": "forbehold",
    "cli.notes.source": "om grunnlaget: {note}",
    "cli.notes.rule": "om tellingen: {note}",
    "cli.notes.rules": "Telleregler",
}
