"""The engine against an oracle that knows nothing of it."""
