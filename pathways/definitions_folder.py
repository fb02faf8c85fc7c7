"""Where the definitions lie, for commands that need nothing else: what ``pathways.settings`` says, without loading it.

Loading the settings takes longer than ``pathways due`` takes for all it does. A test holds the two together.
"""

import os
from pathlib import Path

VARIABLE = "PATHWAYS_DEFINITIONS"
_CHECKOUT = Path(__file__).resolve().parent.parent / "definitions"
_PACKAGED = Path(__file__).resolve().parent / "_definitions"
SHIPPED = _CHECKOUT if _CHECKOUT.is_dir() else _PACKAGED
"""The folder that came with the program."""


def definitions_folder() -> Path:
    """The folder of definitions. A variable that is set to nothing counts as not set; small letters are read too."""
    found = {name.upper(): value for name, value in os.environ.items() if value}
    return Path(found[VARIABLE]) if VARIABLE in found else SHIPPED
