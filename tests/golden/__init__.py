"""Recorded histories, and what each came to. A change that alters any of them fails until it is renewed on purpose."""
