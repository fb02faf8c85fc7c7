"""Tests of reading and mapping files of the child welfare register."""
