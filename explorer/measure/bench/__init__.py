"""How fast the park is on this machine, in figures: see `explorer.measure.bench.command`.

Nothing is imported here: the processes that measure the start are modules of this package, and must start lightly.
"""
