"""Benchmarks of the park on this machine: see `explorer.measure.bench.command`.

Nothing is imported here, since the processes that time a start are modules of this package and must load little.
"""
