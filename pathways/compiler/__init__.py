"""From definitions in YAML to frozen, checked pathways. Import from the module that owns the word.

``catalogue`` is the door: folder or texts in, compiled pathways out, or every problem found, located.
"""
