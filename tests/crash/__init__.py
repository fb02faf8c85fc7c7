"""Processes that are killed at random points, and what is left after them."""
