"""What one check of ``doctor`` found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at, in words. ``mend`` tells what to do, and is empty when all is well.

    ``remark`` is worth knowing, and nothing falls short for it.
    """

    name: str
    found: str
    mend: str = ""
    remark: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is to be done."""
        return not self.mend
