"""The oracle: a slow, plain reading of the definitions and of the law of time limits. It imports nothing of pathways.

Raw events come in as plain dicts, definitions as the text of their files; what comes out is plain dicts. It goes day by
day and keeps no date: every date is counted again, day after day, each time somebody asks. What it does not know it
refuses with ``NotCoveredError``, so that a new word of the definition language is never passed over in silence.
"""
