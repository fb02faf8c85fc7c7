"""Invented people with a token of their own in every field, and every command run by everybody: who is shown which."""
