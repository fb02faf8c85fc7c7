"""The demo: a throw-away sandbox with a municipality and one child's story, all invented, through the real engine."""
