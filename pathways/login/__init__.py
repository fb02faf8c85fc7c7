"""Log-in: accounts, passwords, one-time codes and sessions. Knows who somebody is, never what they may."""
