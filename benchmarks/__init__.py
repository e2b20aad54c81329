"""Benchmarks: one script for each performance goal, run as `python -m benchmarks.NAME`."""
