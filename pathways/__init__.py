"""The deadline-and-pathway engine: definitions, machine, store, engine. The command is ``cli.py``."""

__version__ = "0.1.0"
