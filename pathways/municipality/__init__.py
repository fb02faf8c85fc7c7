"""An invented municipality: its children's cases from a seed, as steps in time, played through the engine."""
