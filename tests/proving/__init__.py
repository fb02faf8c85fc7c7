"""Tests of ``pathways.proving``."""
