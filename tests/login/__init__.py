"""Log-in: passwords, codes, the door, accounts and sessions, on real databases."""
