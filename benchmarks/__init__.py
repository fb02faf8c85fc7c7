"""Measures of speed, as ratios within one run. ``make bench`` prints them; docs/benchmarks.md tells what was found."""
