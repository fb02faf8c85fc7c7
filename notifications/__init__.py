"""Tells people by mail that something waits for them, and never what: the inbox behind the log-in is the record."""
