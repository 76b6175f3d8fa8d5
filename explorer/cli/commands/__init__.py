"""One module a command: its arguments, what it needs and what it runs. A new command is one new module here."""
