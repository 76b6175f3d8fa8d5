"""The visit log: what visitors looked at and what classes answered, in a SQLite file on this machine.

No names, no device identifiers.

`statistics` counts one visit, `database` stores it, `figures` summarises many visits.
"""
