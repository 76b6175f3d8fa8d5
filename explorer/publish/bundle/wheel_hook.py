"""Adds the bill of materials to the wheel (PEP 770) when hatchling builds it. No module of the program imports this file."""

from __future__ import annotations

import runpy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelHook(BuildHookInterface):
    """Build hook found by hatchling."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the bill, to be added beside the metadata."""
        sbom = runpy.run_path(
            str(Path(__file__).with_name("sbom.py"))
        )  # without the packages that other modules import
        core = self.metadata.core
        self._folder = TemporaryDirectory()
        file = Path(self._folder.name) / sbom["FILE"]
        file.write_text(
            sbom["bill_of_wheel"](core.version or self.metadata.version, core.dependencies), "utf-8"
        )
        build_data["sbom_files"].append(str(file))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete the temporary bill."""
        self._folder.cleanup()
