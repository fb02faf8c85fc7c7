"""Bokmål sentences of what is open in the law: what sources and counting rules say, and where a date may move."""

SENTENCES: dict[str, str] = {
    "cli.notes.label": "forbehold",
    "cli.notes.source": "om grunnlaget: {note}",
    "cli.notes.rule": "om tellingen: {note}",
    "cli.notes.rules": "Telleregler",
    "cli.words.moved": "forlenget til {date}",
    "cli.words.perhaps_moved": "kanskje forlenget til {date}",
}
