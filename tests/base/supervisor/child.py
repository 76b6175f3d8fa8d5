"""A child for the supervisor to keep: beats down its line, and does what the lives it was given say, one after the other.

python child.py FOLDER LIFE [LIFE ...]      a life: beat | hang | exit N | quiet | slow | brood
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from explorer.base.supervisor.watchdog_pipe import answered


def main(folder: Path, lives: list[str]) -> int:
    line = answered()
    assert line is not None
    born = sorted(folder.glob("born-*"))
    life = lives[min(len(born), len(lives) - 1)]
    (folder / f"born-{len(born):03}").write_text(f"{os.getpid()}")
    if life == "brood":  # a child of its own, which nobody tells to end
        brood = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        (folder / "brood").write_text(f"{brood.pid}")
    if life == "quiet":
        time.sleep(60)
    if life == "slow":
        time.sleep(2.5)
    line.beat()
    if life == "slow":
        time.sleep(0.8)
        line.beat()
        (folder / "awake").write_text("")
    if life.startswith("exit"):
        return int(life.split()[1])
    if life == "hang":
        time.sleep(60)
    while line.beat():
        time.sleep(0.05)
    (folder / "left").write_text("")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
