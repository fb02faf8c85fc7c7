"""The shell around the pure core: one transaction per act, the sweep of the clock, and the one reading door."""
