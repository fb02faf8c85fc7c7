"""What the access table comes to for somebody who stands so to a case."""
