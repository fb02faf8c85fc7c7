"""Keys that lie outside the database: their folder, and what is signed with them. Knows no store and no case."""
