"""Who decides for a child, and what may be told to whom: pure."""
