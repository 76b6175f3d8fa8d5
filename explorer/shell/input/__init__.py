"""Input: pointer, keys and focus become commands, and commands become acts."""
