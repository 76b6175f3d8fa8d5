"""A real Mosquitto on this computer that lets everybody in: the broker of a plant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ...processes import free_port
from ..fleet.mosquitto import PROGRAM, started


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address."""
    if PROGRAM is None:
        pytest.skip("mosquitto is not installed")
    port = free_port()
    configuration = tmp_path_factory.mktemp("plant") / "mosquitto.conf"
    user = "user root\n"  # where the tests run as root
    configuration.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\n{user}", "utf-8")
    process = started(configuration, port)
    yield f"mqtt://127.0.0.1:{port}"
    process.kill()
    process.wait()
