"""One module per command: its arguments, requirements and code. A new command is one new module here."""
