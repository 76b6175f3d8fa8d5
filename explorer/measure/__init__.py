"""How the park runs: its speed, the machine below it, and who visited it."""
