"""The visit log: what visitors looked at and what classes answered, in a SQLite file of this machine.

No names, no numbers of devices.

`statistics` counts one visit, `database` stores it, `figures` sums up many visits.
"""
