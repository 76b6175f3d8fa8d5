"""What lies round a grown park: water, fields and their relief, hills, villages, a town, a coast."""
