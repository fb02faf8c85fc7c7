"""The command ``pathways``: ``python cli.py …`` in a checkout, and the entry point of an installed package."""

import gc
import signal
import sys
from types import FrameType

UNSEARCHED = 500_000
"""Objects that a process may add before Python searches all of them for garbage. A command loads at most 200,000, which
stay: searching them again and again, and once more at the end, took a third of a ``case list`` (docs/benchmarks.md)."""


def main() -> int:
    """Run the command line of this process and return its exit code (docs/reference/exit-codes.md)."""
    if "worker" in sys.argv[1:2]:
        signal.signal(signal.SIGTERM, _end)
    gc.set_threshold(UNSEARCHED)
    try:
        from pathways.cli.app import run  # noqa: PLC0415 (a Ctrl-C while this loads is caught below)

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130  # without a traceback, also where an installed ``pathways`` calls this
    finally:
        gc.freeze()  # what is left goes with the process


def _end(_number: int, _frame: FrameType | None) -> None:
    """A worker told to stop while it still loads has nothing under way; once it has loaded, it answers itself."""
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main())
