"""Programs that stand alone: one file each, the standard library only, and nothing of ours imported."""
