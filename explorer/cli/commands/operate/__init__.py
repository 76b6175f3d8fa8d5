"""Commands for those who run booths: checks, measurements, visits, fleets, real lines."""
