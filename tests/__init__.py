"""The tests. ``support`` is what they share; ``architecture`` guards the house rules that lint cannot."""
