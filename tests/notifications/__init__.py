"""Tests of telling people: texts, mails, channels and the outbox, against real servers and databases."""
