"""Proofs of the pure core: fold, decide, deadlines, links."""
