"""Proofs of the engine on real databases."""
