"""A state may say why nobody is told anew there, for places whose local lengths make it so."""

from pathways.compiler.catalogue import compile_files
from tests.compiler.support import lay, sample_files
from tests.proving.support import proved

STATES = """\
states:
  mottatt: {title: Melding mottatt, start: true, holder: barnevern, overdue: Ingen vet.}
"""
LOCAL = """\
deadlines:
  oppfolging:
    title: Oppfølging
    from: melding
    within: lokal/oppfolging
    counting: dager
    basis: rutinen
    met_by: konkludert
    on_pause: runs
    remind: {after: 1 day, to: leder, escalate: true}
"""


def codes(*pieces: str) -> list[str]:
    """What is found of the sample with these pieces, of what nobody needs."""
    files = sample_files()
    for piece in pieces:
        files["prove.yaml"] = lay(files["prove.yaml"], piece).text
    found = proved(compile_files(files), years=1).found
    return [each.problem.code for each in found if each.problem.code == "E909"]


def test_a_reason_that_nobody_needs_is_told() -> None:
    assert codes(STATES) == ["E909"]


def test_where_a_local_length_counts_somebody_elsewhere_may_need_it() -> None:
    assert codes(STATES, LOCAL) == []
