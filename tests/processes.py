"""Whether a process still lives (Linux)."""

from __future__ import annotations

from pathlib import Path


def gone(pid: int) -> bool:
    """Whether a process is no more, at most a corpse that nobody has fetched yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX"
    except OSError:
        return True
