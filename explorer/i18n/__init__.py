"""Languages, and what the program says in them."""

from typing import Literal

Language = Literal["en", "zh"]
