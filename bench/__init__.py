"""Benchmarks, one file a claim, with what they stand on: `harness`, `scoring`, `matching`, `generate`.

A bench is a module with a `claims(quick)` function; the first line of its docstring is what it claims.
"""
