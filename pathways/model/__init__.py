"""The vocabulary: frozen dataclasses without behaviour. Import from the module that owns the word."""
