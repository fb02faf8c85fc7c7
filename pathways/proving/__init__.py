"""Proves definitions before they are used: over every start date, and along every way through them. Pure; no cases."""
