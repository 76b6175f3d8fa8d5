"""What is agreed between what draws the park and what shows it."""

from __future__ import annotations

import pytest

from explorer.base.protocols import Driver


@pytest.mark.parametrize(
    ("name", "is_software"),
    [
        ("llvmpipe (LLVM 15.0.7, 256 bits)", True),
        ("Google SwiftShader", True),
        ("Microsoft Basic Render Driver", True),
        ("NVIDIA GeForce RTX 3060/PCIe/SSE2", False),
        ("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", False),
    ],
)
def test_a_driver_says_by_its_name_whether_the_processor_draws(name: str, is_software: bool) -> None:
    driver = Driver.named(name)
    assert (driver.name, driver.is_software) == (name, is_software)
