"""The command ``pathways``: ``python cli.py …`` in a checkout, and the entry point of an installed package."""

import sys


def main() -> int:
    """Run the command line of this process and return its exit code (docs/reference/exit-codes.md)."""
    from pathways.cli.app import run  # noqa: PLC0415 (a Ctrl-C while this loads is caught below, without a traceback)

    return run(sys.argv[1:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
