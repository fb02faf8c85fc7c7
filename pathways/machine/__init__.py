"""The pure core: ``fold`` tells what a case is, ``decide`` whether an act is allowed. No I/O, no clock, no chance."""
