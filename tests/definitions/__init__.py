"""Tests of the shipped definitions: their numbers, their code lists, and stories told in them."""
