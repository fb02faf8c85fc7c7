"""The vault: what is known of the persons of cases, under a key for each case. Above the store, below the engine."""
