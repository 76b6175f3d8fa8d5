"""A film is drawn by the same stage as the tests of the stage use."""

from __future__ import annotations

from ...stage.conftest import park, shipped, stage, toy

__all__ = ["park", "shipped", "stage", "toy"]
