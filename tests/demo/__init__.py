"""Tests of the demo: its municipality, its story, its command, and the tutorial that goes on from it."""
