"""Benchmarks: one file a claim, and the scorer that the tests use as well."""
