"""The auditor of a sandbox, for whom every case there is so far has been drawn: for tests of what auditors see."""

from tests.cli.running import Cli

ENGAGEMENTS = ("tilsyn-barnevern", "tilsyn-bup")


def draw_all(cli: Cli) -> Cli:
    """The same command line, after rolf has drawn all cases."""
    for engagement in ENGAGEMENTS:
        assert cli("audit", "sample", "--count", "500", "--engagement", engagement, "--as", "rolf").code in (0, 4)
    return cli
