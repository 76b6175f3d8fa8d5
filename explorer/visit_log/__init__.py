"""The visit journal: what visitors looked at and what classes answered, in a SQLite file of this machine.

No names, no numbers of devices.

`tally` counts one visit, `ledger` writes it down, `figures` reads what many visits say.
"""
