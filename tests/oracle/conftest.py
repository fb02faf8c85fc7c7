"""The command line's sandbox on each database, as its own tests have it."""

from tests.cli.conftest import cli_on_both

__all__ = ["cli_on_both"]
