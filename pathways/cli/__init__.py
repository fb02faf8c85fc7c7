"""The command line: reads what a person types, asks the engine, and tells the answer. Decides nothing itself."""
