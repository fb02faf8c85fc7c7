"""Tests of the organisation: what its entries come to, and what a file makes of it."""
