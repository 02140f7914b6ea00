"""Benchmarks: ratios within one run, medians of interleaved rounds. Never part of the tests."""
