"""Bokmål sentences of deciding anew: what a definition may say of it, and the ways on from a refusal."""

SENTENCES: dict[str, str] = {
    "compiler.redecided_never": "«{event}» kan ikke gjøres om, så «redecided({event})» blir aldri oppfylt",
    "compiler.redecided_never_hint": "Nevn en beslutning i løpet som har «redecide».",
    "compiler.redecide_past": "«{other}» er ingen beslutning i løpet som «{event}» kan gjøres om etter",
    "compiler.redecide_past_hint": (
        "Under «past» står andre beslutninger i løpet som selv ikke kan gjøres om. En som kan det, gjøres om i stedet."
    ),
    "cli.refused.redecide": "Slik: redecide {case} {seq} {needs} --reason …  ({title})",
    "cli.refused.redecide_who": "Det som kan gjøres om, er hendelse {seq}, «{title}»: {who}.",
    "cli.refused.annul_wrong": (
        "Skulle hendelse {seq} aldri vært registrert, merkes den feilregistrert. Slik: annul {case} {seq} --why …"
    ),
    "cli.refused.new_run": "Skjer «{title}» igjen, begynner et nytt løp. Slik: advance {case} {event} {needs}",
}
