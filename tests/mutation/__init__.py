"""Mutation testing of the code that counts deadlines: each mutant is killed by a test, or explained (docs/adr/0018)."""
