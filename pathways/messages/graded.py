"""A rule as people are told of it: with how sure it is, where its text was not read, or not well enough to rely on.

What is local says so itself, and nobody takes it for law (docs/explanation/words.md has the scale).
"""

from pathways.messages import say

READ = ("A", "B")
"""The text was read, or is surely rendered."""
LOCAL = "X"
"""No text was found: a rule of law cannot be so, only a local one (E604)."""


def law_told(law: str, certainty: str) -> str:
    """A paragraph, or what else a rule rests on; with its grade where that is neither read nor local."""
    if not law or certainty in (*READ, LOCAL, ""):
        return law
    return say("sharing.law_unsure", law=law, certainty=certainty)
