"""The folder of keys, and signing."""
