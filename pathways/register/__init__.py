"""Reads files of the national child welfare register, and plans which acts and notes they become.

Stores nothing: the engine records what is planned, through the same door as every other act.
"""
