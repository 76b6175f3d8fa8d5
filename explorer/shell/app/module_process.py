"""Modules of this program run as separate processes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QProcess, QProcessEnvironment


def start_module(
    process: QProcess, module: str, *words: str, variables: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Start `python -m module words` with this Python and this code, whatever the working directory.

    Parameters
    ----------
    variables : environment variables that it gets in addition.
    """
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONPATH", str(Path(__file__).parents[3]))
    for name, value in variables.items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    process.start(sys.executable, ["-m", module, *words])
