"""The article of a zone, with its sources and its glossary."""
