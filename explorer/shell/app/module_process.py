"""Modules of this program run as separate processes."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment


def start_module(process: QProcess, module: str, *words: str) -> None:
    """Start `python -m module words` with this Python and this code, whatever the working directory."""
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONPATH", str(Path(__file__).parents[3]))
    process.setProcessEnvironment(environment)
    process.start(sys.executable, ["-m", module, *words])
